// SPDX-License-Identifier: MIT
// Letters as they are compared.
#pragma once

#include <cstdint>
#include <string>

namespace corpus_quotes {

// Appends the letter without capital, accent and presentation form.
void append_folded(std::string& word, std::int32_t code);

}  // namespace corpus_quotes
