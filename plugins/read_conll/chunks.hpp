// SPDX-License-Identifier: MIT
// From labels of tokens to entities.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace read_conll {

// A label such as B-PER, cut in two. O and _ are outside.
struct Label {
    char prefix = 'O';
    std::string_view type;
};

bool is_label(std::string_view written);
// Throws an Error for what is none.
Label label_of(std::string_view written);

struct Chunk {
    std::uint32_t first, last;  // tokens
    std::string_view type;
};

// Reads the labels of one sentence as IOB1, IOB2, BIOES and BILOU alike: an entity begins where the label
// says so or where the one in front is outside, has ended or is of another type.
void add_chunks(const std::vector<Label>& labels, std::uint32_t first_token, std::vector<Chunk>& chunks);

}  // namespace read_conll
