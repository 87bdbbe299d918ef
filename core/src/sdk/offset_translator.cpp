// SPDX-License-Identifier: MIT
#include <algorithm>
#include <bit>
#include <cstring>

#include <quern/output.hpp>

#include "document/utf8.hpp"

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080u;

// Eight bytes of the text, or as many as there are, and zeros behind.
std::uint64_t word_at(std::string_view text, std::size_t at) {
    std::uint64_t word = 0;
    if (at + sizeof word <= text.size())
        std::memcpy(&word, text.data() + at, sizeof word);
    else
        std::memcpy(&word, text.data() + at, text.size() - at);
    return word;
}

// The high bits of eight bytes side by side, that of the first byte lowest.
std::uint64_t gathered(std::uint64_t word) {
    return ((word & high_bits) >> 7) * 0x0102040810204080u >> 56;
}

bool is_ascii(std::string_view text) {
    unsigned char seen = 0;
    for (const char byte : text) seen |= static_cast<unsigned char>(byte);
    return seen < 0x80;
}

// The high bit of each byte that goes on with a character: 10xxxxxx.
std::uint64_t continuations(std::uint64_t word) {
    return word & ~(word << 1) & high_bits;
}

// The high bit of each byte that begins a character of two units of UTF-16: 11110xxx.
std::uint64_t wide_characters(std::uint64_t word) {
    return word & word << 1 & word << 2 & word << 3 & high_bits;
}

// What stands in up to 255 bytes, counted so that the compiler can count many bytes at a time.
std::uint32_t count_continuations(const char* bytes, std::size_t size) {
    std::uint8_t count = 0;
    for (std::size_t i = 0; i < size; ++i) count += static_cast<signed char>(bytes[i]) < -64;
    return count;
}
std::uint32_t count_wide_characters(const char* bytes, std::size_t size) {
    std::uint8_t count = 0;
    for (std::size_t i = 0; i < size; ++i) count += static_cast<unsigned char>(bytes[i]) >= 0xF0;
    return count;
}

}  // namespace

OffsetTranslator::OffsetTranslator(std::string_view text, OffsetUnit unit)
    : text_(text), unit_(unit), size_(static_cast<std::uint32_t>(text.size())), ascii_(is_ascii(text)) {
    if (is_plain()) return;
    blocks_.resize(text.size() / block_size + 1);
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        blocks_[i].before = count;
        const auto begin = i * block_size, end = std::min<std::size_t>(text.size(), begin + block_size);
        count +=
            static_cast<std::uint32_t>(end - begin) - count_continuations(text.data() + begin, end - begin);
        if (unit == OffsetUnit::utf16) count += count_wide_characters(text.data() + begin, end - begin);
    }
    size_ = count;
}

void OffsetTranslator::fill(std::size_t number) {
    auto& block = blocks_[number];
    const auto begin = number * block_size, end = std::min<std::size_t>(text_.size(), begin + block_size);
    for (auto at = begin; at < end; at += 8) {
        const auto word = word_at(text_, at);
        block.characters |= gathered(~continuations(word)) << at % block_size;
        if (unit_ == OffsetUnit::utf16) block.wide |= gathered(wide_characters(word)) << at % block_size;
    }
    // Behind the end of the text stand zeros, which look like characters.
    if (const auto bytes = end - begin; bytes < block_size)
        block.characters &= (std::uint64_t{1} << bytes) - 1;
}

std::optional<std::uint32_t> OffsetTranslator::to_byte(std::uint64_t offset) {
    if (offset > size_) return {};
    const auto wanted = static_cast<std::uint32_t>(offset);
    if (is_plain()) return is_boundary(text_, wanted) ? std::optional(wanted) : std::nullopt;
    if (wanted == size_) return static_cast<std::uint32_t>(text_.size());
    const bool near = blocks_[last_].before <= wanted &&
                      (last_ + 1 == blocks_.size() || wanted < blocks_[last_ + 1].before);
    if (!near) {
        const auto behind =
            std::upper_bound(blocks_.begin(), blocks_.end(), wanted,
                             [](std::uint32_t at, const Block& block) { return at < block.before; });
        last_ = static_cast<std::size_t>(behind - blocks_.begin()) - 1;
    }
    const auto& block = filled(last_);
    auto left = wanted - block.before;
    for (auto characters = block.characters; characters != 0; characters &= characters - 1) {
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(characters));
        if (left == 0) return static_cast<std::uint32_t>(last_ * block_size) + bit;
        const auto width = 1 + static_cast<std::uint32_t>(block.wide >> bit & 1);
        if (left < width) return {};  // between the two units of one character
        left -= width;
    }
    return {};
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
