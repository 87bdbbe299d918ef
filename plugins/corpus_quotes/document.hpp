// SPDX-License-Identifier: MIT
// The quotations of one document.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <quern/document.hpp>

#include "collection.hpp"
#include "language.hpp"

namespace corpus_quotes {

// direct, mixed or indirect; nothing for any other word.
std::optional<Kind> kind_of(std::string_view kind);

// Those of the kinds that hold a word to compare; pieces that bear one number are one quotation.
std::vector<Quotation> read_quotations(const quern::Document& document, const Language& language,
                                       const std::vector<std::string>& kinds);

}  // namespace corpus_quotes
