// SPDX-License-Identifier: MIT
// Who wrote it: "By Ann Bell and Carl Dorn, Staff Writers | Updated …".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "words.hpp"

namespace press {

struct Byline {
    std::vector<std::string> authors;  // never empty
    std::string_view rest;             // of the line, behind the names: often a date
};

// Reads a line that begins with "By", "Written by", "Posted by" and the like. False where what follows is no
// name: "By Monday the water had gone." A line of more than a few words behind the names is prose as well.
bool read_byline(std::string_view line, Byline& byline);

// Whether it is worth trying: the first words of the line can begin a byline. Cheap.
bool may_be_byline(std::string_view line, std::span<const Word> words);

// The names in a list that is known to hold names: a meta element, the text of an author's link. Leading
// "By", roles and newspapers' names behind a comma, and addresses are left out.
std::vector<std::string> read_names(std::string_view list);

// Whether these words could be the name of a person or of a newsroom: one to five words, capitals in front.
bool looks_like_name(std::string_view text);

// The names joined by "; ", each once.
std::string join_authors(const std::vector<std::string>& authors);

}  // namespace press
