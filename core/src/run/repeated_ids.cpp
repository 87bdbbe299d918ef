// SPDX-License-Identifier: MIT
#include "run/repeated_ids.hpp"

#include <algorithm>

#include <xxhash.h>

namespace quern::host {

namespace {

constexpr std::size_t named = 5;

// The place of `hash`, or the empty place where it would go. The table has a power of two places.
std::size_t place(const std::vector<std::uint64_t>& table, std::uint64_t hash) {
    std::size_t at = hash & (table.size() - 1);
    while (table[at] != 0 && table[at] != hash) at = (at + 1) & (table.size() - 1);
    return at;
}

}  // namespace

void RepeatedIds::add(const std::string& id) {
    if (insert(std::max<std::uint64_t>(XXH3_64bits(id.data(), id.size()), 1))) return;
    ++count_;
    if (first_.size() < named && std::find(first_.begin(), first_.end(), id) == first_.end())
        first_.push_back(id);
}

bool RepeatedIds::insert(std::uint64_t hash) {
    const auto at = place(table_, hash);
    if (table_[at] == hash) return false;
    if (size_ == limit_) {
        beyond_limit_ = true;
        return true;
    }
    table_[at] = hash;
    if (++size_ * 4 > table_.size() * 3) grow();
    return true;
}

void RepeatedIds::grow() {
    std::vector<std::uint64_t> larger(table_.size() * 2);
    for (const auto hash : table_)
        if (hash != 0) larger[place(larger, hash)] = hash;
    table_.swap(larger);
}

}  // namespace quern::host
