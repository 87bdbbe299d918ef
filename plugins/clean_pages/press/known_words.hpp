// SPDX-License-Identifier: MIT
// Words that tell what a line is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace press {

// By their hashes, each at a place of its own, so that looking a word up is no search and no branch.
class KnownWords {
public:
    enum Kind : std::uint8_t { none = 0, stop = 1, web = 2 };  // stop: small; web: what addresses begin with

    KnownWords();
    Kind kind_of(std::uint64_t hash) const {
        const auto entry = entries_[place(hash)];
        return (entry ^ hash) <= kinds ? static_cast<Kind>(entry & kinds) : none;
    }

private:
    static constexpr std::uint64_t kinds = 3;  // the bits of an entry that hold its kind, not its hash
    std::size_t place(std::uint64_t hash) const { return hash * factor_ >> 54; }
    bool fill();

    std::uint64_t factor_ = 1;
    std::array<std::uint64_t, 1024> entries_{};
};

}  // namespace press
