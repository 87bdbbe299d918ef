// SPDX-License-Identifier: MIT
// What a pipeline's own test expects of a document.
#pragma once

#include <string>
#include <vector>

#include <quern/document.hpp>

#include "pipeline/config.hpp"

namespace quern::host {

// Compares with the mapping `expect`: `text`, `metadata`, and layers by name, each with the rows that are to
// be found in this order, each row with the attributes that are to have these values. Other rows may stand
// between, unless `exactly`; an empty list expects no row at all. A span attribute is compared by its text, a
// reference by the number or the text of the row that it names. Gives one paragraph for each difference, with
// what was expected and what was found.
std::vector<std::string> differences(const Document& document, const ConfigNode& expect, bool exactly);

}  // namespace quern::host
