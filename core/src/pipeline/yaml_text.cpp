// SPDX-License-Identifier: MIT
#include "pipeline/yaml_text.hpp"

#include <algorithm>
#include <vector>

namespace quern::host {

namespace {

constexpr std::string_view blanks = " \t\r\n";

// Offset behind the quotation that begins at `offset`; npos where it is never closed.
std::size_t end_of_quotation(std::string_view text, std::size_t offset) {
    const char quote = text[offset];
    for (std::size_t at = offset + 1; at < text.size(); ++at) {
        if (quote == '"' && text[at] == '\\') {
            ++at;
        } else if (text[at] == quote) {
            if (quote == '"' || text.substr(at + 1, 1) != "'") return at + 1;
            ++at;  // '' stands for one
        }
    }
    return std::string_view::npos;
}

}  // namespace

std::size_t skip_properties(std::string_view text, std::size_t offset) {
    while (offset < text.size() && (text[offset] == '&' || text[offset] == '!')) {
        offset = std::min(text.size(), text.find_first_of(blanks, offset));
        offset = std::min(text.size(), text.find_first_not_of(blanks, offset));
    }
    return std::min(offset, text.size());
}

std::size_t scalar_size(std::string_view text, std::size_t offset, const std::string& value) {
    if (offset >= text.size()) return value.size();
    if (text[offset] == '"' || text[offset] == '\'') {
        const auto end = end_of_quotation(text, offset);
        return end == std::string_view::npos ? end : end - offset;
    }
    if (text.substr(offset).starts_with(value)) return value.size();
    return std::min(text.size(), text.find('\n', offset)) - offset;
}

std::size_t word_size(std::string_view text, std::size_t offset) {
    const auto end = std::min(text.size(), text.find_first_of(" \t\r\n,]}", offset));
    return std::max<std::size_t>(1, end - std::min(offset, end));
}

bool is_bracket_at(std::string_view text, std::size_t offset) {
    return offset < text.size() && (text[offset] == '[' || text[offset] == '{');
}

std::size_t unclosed_bracket(std::string_view text, std::size_t begin) {
    std::vector<std::size_t> open;
    for (std::size_t at = begin; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '[' || c == '{') {
            open.push_back(at);
        } else if (c == ']' || c == '}') {
            if (!open.empty()) open.pop_back();
            if (open.empty()) return std::string_view::npos;
        } else if (c == '"' || c == '\'') {
            const auto end = text.find(c, at + 1);
            if (end != std::string_view::npos) at = end;
        }
    }
    return open.empty() ? std::string_view::npos : open.back();
}

}  // namespace quern::host
