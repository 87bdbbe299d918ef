// SPDX-License-Identifier: MIT
// Finds ids that several documents share, in bounded memory.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace quern::host {

// Keeps a 64-bit hash of each id, of so many ids at most: what comes later is compared with these alone. Two
// ids with one hash are taken for one; among a million documents the odds of that are one in thirty million.
class RepeatedIds {
public:
    explicit RepeatedIds(std::size_t limit = 1'500'000) : limit_(limit), table_(places_at_first) {}

    void add(const std::string& id);

    std::size_t limit() const { return limit_; }
    bool beyond_limit() const { return beyond_limit_; }
    std::uint64_t count() const { return count_; }                    // documents whose id was there already
    const std::vector<std::string>& first() const { return first_; }  // a few of their ids

private:
    bool insert(std::uint64_t hash);  // false where it is in the table
    void grow();

    // Room for the ids of an ordinary corpus, so that a run's memory does not depend on its size: 2 MB.
    static constexpr std::size_t places_at_first = std::size_t{1} << 18;
    const std::size_t limit_;
    std::vector<std::uint64_t> table_;  // open addressing; 0 is an empty place
    std::size_t size_ = 0;
    bool beyond_limit_ = false;
    std::uint64_t count_ = 0;
    std::vector<std::string> first_;
};

}  // namespace quern::host
