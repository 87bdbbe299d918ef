// SPDX-License-Identifier: MIT
// A flattened page as a list of lines.
#pragma once

#include <string_view>
#include <vector>

#include "press/line.hpp"
#include "press/phrases.hpp"

namespace clean_flat {

using press::Line;

// Splits at line breaks of all kinds; blank lines give no Line. Where the text is wrapped (most lines break
// off in the middle of a sentence), the lines between two blank ones make one Line. Linear.
class LineSplitter {
public:
    explicit LineSplitter(const press::Phrases& phrases) : meter_(phrases) {}
    void split(std::string_view text, std::vector<Line>& lines);

private:
    press::LineMeter meter_;
};

}  // namespace clean_flat
