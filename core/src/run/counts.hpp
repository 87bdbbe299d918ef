// SPDX-License-Identifier: MIT
// How often each of a few messages came up.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace quern::host {

// Keeps so many different messages and counts the rest together, for no stage should be able to fill the
// memory.
class MessageCounts {
public:
    using Entry = std::pair<std::string, std::uint64_t>;

    void add(const std::string& message) {
        const auto known = counts_.find(message);
        if (known != counts_.end())
            ++known->second;
        else if (counts_.size() < limit)
            counts_.emplace(message, 1);
        else
            ++others_;
    }

    // The most frequent first.
    std::vector<Entry> list() const {
        std::vector<Entry> list(counts_.begin(), counts_.end());
        std::stable_sort(list.begin(), list.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        if (others_ != 0) list.emplace_back("other reasons", others_);
        return list;
    }

private:
    static constexpr std::size_t limit = 1000;
    std::map<std::string, std::uint64_t> counts_;
    std::uint64_t others_ = 0;
};

}  // namespace quern::host
