// SPDX-License-Identifier: MIT
#include <algorithm>
#include <bit>
#include <cstring>

#include <quern/output.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

constexpr std::uint32_t block = 256;  // bytes between two marks

bool is_ascii(std::string_view text) {
    std::uint64_t seen = 0;
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + at, 8);
        seen |= word;
    }
    for (; at < text.size(); ++at) seen |= static_cast<unsigned char>(text[at]);
    return (seen & 0x8080808080808080u) == 0;
}

// Units that the bytes hold: a code point counts at its first byte; in UTF-16 one of four bytes counts twice.
std::uint32_t units(std::string_view bytes, OffsetUnit unit) {
    std::uint32_t count = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        count += (byte & 0xC0) != 0x80;
        if (unit == OffsetUnit::utf16) count += byte >= 0xF0;
    }
    return count;
}

}  // namespace

OffsetTranslator::OffsetTranslator(std::string_view text, OffsetUnit unit)
    : text_(text), unit_(unit), plain_(unit == OffsetUnit::bytes || is_ascii(text)) {
    if (plain_) return;
    marks_.reserve(text.size() / block + 1);
    std::uint32_t count = 0;
    for (std::size_t at = 0; at <= text.size(); at += block) {
        marks_.push_back(count);
        count += units(text.substr(at, block), unit);
    }
}

std::uint32_t OffsetTranslator::operator()(std::uint32_t offset) {
    if (plain_) return offset;
    // From the last place asked for when it is near and in front, else from the mark before.
    if (offset < last_byte_ || offset - last_byte_ > block) {
        last_byte_ = offset / block * block;
        last_unit_ = marks_[offset / block];
    }
    last_unit_ += units(text_.substr(last_byte_, offset - last_byte_), unit_);
    last_byte_ = offset;
    return last_unit_;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
