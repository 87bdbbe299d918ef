// SPDX-License-Identifier: MIT
// What of names is compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace corpus_entities {

// In small letters, with straight apostrophes.
std::string folded(std::string_view name);

// Without capitals, accents and signs: Al-Haddad, al Haddad and Al‑Háddad are one.
std::string plain(std::string_view name);

// Words between blanks, without the period of an initial.
std::vector<std::string> words_of(std::string_view name);

// The first letters of the words with a capital: UN of United Nations. Empty
// where there are fewer than two.
std::string initials_of(std::string_view name);

}  // namespace corpus_entities
