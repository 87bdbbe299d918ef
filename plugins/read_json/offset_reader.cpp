// SPDX-License-Identifier: MIT
#include "offset_reader.hpp"

#include <algorithm>

namespace read_json {

using quern::OffsetUnit;

namespace {

constexpr std::uint32_t block = 256;  // bytes between two marks

unsigned char byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}
bool continues(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}
bool is_ascii(std::string_view text) {
    unsigned char seen = 0;
    for (const char c : text) seen |= static_cast<unsigned char>(c);
    return seen < 0x80;
}
// Units that the character has whose first byte that is; none for its other bytes.
std::uint32_t units(unsigned char byte, OffsetUnit unit) {
    return !continues(byte) + (unit == OffsetUnit::utf16 && byte >= 0xF0);
}

}  // namespace

OffsetReader::OffsetReader(std::string_view text, OffsetUnit unit)
    : text_(text), unit_(unit), ascii_(is_ascii(text)), size_(static_cast<std::uint32_t>(text.size())) {
    if (ascii_ || unit == OffsetUnit::bytes) return;
    std::uint32_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (at % block == 0) marks_.push_back(count);
        count += units(byte_at(text, at), unit);
    }
    size_ = count;
}

std::optional<std::uint32_t> OffsetReader::operator()(std::uint64_t offset) {
    if (offset > size_) return {};
    const auto wanted = static_cast<std::uint32_t>(offset);
    if (ascii_) return wanted;
    if (unit_ == OffsetUnit::bytes) {
        if (wanted < text_.size() && continues(byte_at(text_, wanted))) return {};
        return wanted;
    }
    if (wanted < last_unit_ || wanted - last_unit_ > block) {
        const auto mark = std::upper_bound(marks_.begin(), marks_.end(), wanted) - 1;
        last_byte_ = static_cast<std::uint32_t>(mark - marks_.begin()) * block;
        last_unit_ = *mark;
    }
    while (last_byte_ < text_.size() && (last_unit_ < wanted || continues(byte_at(text_, last_byte_))))
        last_unit_ += units(byte_at(text_, last_byte_++), unit_);
    if (last_unit_ != wanted) return {};
    return last_byte_;
}

}  // namespace read_json
