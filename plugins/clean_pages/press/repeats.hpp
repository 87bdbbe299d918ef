// SPDX-License-Identifier: MIT
// How often a page has each of its lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace press {

class Repeats {
public:
    void clear();
    // The next line, by a hash of its words.
    void add(std::uint64_t key);
    // How often the key of a line was added, itself counted.
    std::uint32_t of(std::size_t line) const { return seen_[numbers_[line]].count; }

private:
    struct Seen {
        std::uint64_t key;
        std::uint32_t count;
    };
    std::uint32_t* place_of(std::uint64_t key);
    void grow();

    std::vector<Seen> seen_;              // the keys, each once
    std::vector<std::uint32_t> places_;   // by hash: 1 + the number of a key, 0 where there is none
    std::vector<std::uint32_t> numbers_;  // of each line's key
};

}  // namespace press
