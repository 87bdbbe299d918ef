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
    std::uint64_t seen = 0;
    for (std::size_t at = 0; at < text.size(); at += 8) seen |= word_at(text, at);
    return (seen & high_bits) == 0;
}

}  // namespace

OffsetTranslator::OffsetTranslator(std::string_view text, OffsetUnit unit)
    : text_(text), unit_(unit), size_(static_cast<std::uint32_t>(text.size())), ascii_(is_ascii(text)) {
    if (is_plain()) return;
    blocks_.resize(text.size() / block_size + 1);
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        auto& block = blocks_[i];
        block.before = count;
        const auto end = std::min(text.size(), (i + 1) * block_size);
        for (auto at = i * block_size; at < end; at += 8) {
            const auto word = word_at(text, at);
            // 10xxxxxx goes on with a character, 11110xxx begins one that takes two units of UTF-16.
            const auto continues = word & ~(word << 1);
            const auto wide = unit == OffsetUnit::utf16 ? word & word << 1 & word << 2 & word << 3 : 0;
            block.characters |= gathered(~continues) << at % block_size;
            block.wide |= gathered(wide) << at % block_size;
        }
        // Behind the end of the text stand zeros, which look like characters.
        if (const auto bytes = end - i * block_size; bytes < block_size)
            block.characters &= (std::uint64_t{1} << bytes) - 1;
        count += bits(block.characters) + bits(block.wide);
    }
    size_ = count;
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
    const auto& block = blocks_[last_];
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
