// SPDX-License-Identifier: MIT
#include "chunks.hpp"

#include <string>

#include <quern/error.hpp>

namespace read_conll {

namespace {

bool is_outside(std::string_view written) {
    return written == "O" || written == "_";
}

}  // namespace

bool is_label(std::string_view written) {
    constexpr std::string_view prefixes = "BIESLU";
    const bool inside = written.size() > 2 && (written[1] == '-' || written[1] == '_') &&
                        prefixes.find(written[0]) != prefixes.npos;
    return inside || is_outside(written);
}

Label label_of(std::string_view written) {
    if (is_outside(written)) return {};
    if (!is_label(written))
        throw quern::Error("'" + std::string(written) + "' is no label: O, or B- or I- and a type",
                           "`label_column` tells in which column they stand");
    // Three letters say what two others do.
    const char prefix = written[0] == 'L' ? 'E' : written[0] == 'U' ? 'S' : written[0];
    return {prefix, written.substr(2)};
}

void add_chunks(const std::vector<Label>& labels, std::uint32_t first_token, std::vector<Chunk>& chunks) {
    bool open = false;
    for (std::uint32_t i = 0; i < labels.size(); ++i) {
        const auto& [prefix, type] = labels[i];
        if (prefix == 'O') {
            open = false;
            continue;
        }
        const bool begins = prefix == 'B' || prefix == 'S';
        if (open && !begins && chunks.back().type == type)
            chunks.back().last = first_token + i;
        else
            chunks.push_back({first_token + i, first_token + i, type});
        open = prefix != 'E' && prefix != 'S';
    }
}

}  // namespace read_conll
