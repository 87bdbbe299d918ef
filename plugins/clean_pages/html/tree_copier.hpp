// SPDX-License-Identifier: MIT
// MyHTML's tree becomes ours.
#pragma once

#include <myhtml/myhtml.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "page_tree.hpp"

namespace clean_html {

// Where a text token stands in the page.
struct TextToken {
    std::uint32_t begin, size;
};
inline TextToken place_of(const myhtml_token_node_t& token) {
    return {static_cast<std::uint32_t>(token.raw_begin), static_cast<std::uint32_t>(token.raw_length)};
}

// Copies a tree. `page` was parsed, whose first `base` bytes MyHTML did not see; `tokens` are all its texts.
void copy_tree(myhtml_tree_node_t* root, std::string_view page, std::size_t base,
               const std::vector<TextToken>& tokens, Nodes& to);

}  // namespace clean_html
