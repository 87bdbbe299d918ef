// SPDX-License-Identifier: MIT
#include "repeats.hpp"

#include <algorithm>

namespace press {

void Repeats::clear() {
    seen_.clear(), numbers_.clear();
    std::fill(places_.begin(), places_.end(), 0);
}

std::uint32_t* Repeats::place_of(std::uint64_t key) {
    const auto mask = places_.size() - 1;
    auto at = (key ^ key >> 32) & mask;
    while (places_[at] != 0 && seen_[places_[at] - 1].key != key) at = (at + 1) & mask;
    return &places_[at];
}

void Repeats::grow() {
    places_.assign(std::max<std::size_t>(64, 2 * places_.size()), 0);
    for (std::uint32_t i = 0; i < seen_.size(); ++i) *place_of(seen_[i].key) = i + 1;
}

void Repeats::add(std::uint64_t key) {
    // at most half of the places are taken
    if (2 * (seen_.size() + 1) > places_.size()) grow();
    auto* place = place_of(key);
    if (*place == 0) {
        seen_.push_back({key, 0});
        *place = static_cast<std::uint32_t>(seen_.size());
    }
    ++seen_[*place - 1].count;
    numbers_.push_back(*place - 1);
}

}  // namespace press
