// SPDX-License-Identifier: MIT
// How many rows each layer has, over all documents.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <quern/document.hpp>

namespace quern::host {

class RowCounts {
public:
    using Entry = std::pair<std::string, std::uint64_t>;

    void add(const Document& document) {
        std::size_t guess = 0;  // layers mostly come in the order of the document before
        for (const auto& layer : document.all_layers()) add(layer->name(), layer->size(), guess++);
    }
    void add(std::string_view layer, std::uint64_t rows, std::size_t guess = 0) {
        if (guess >= entries_.size() || entries_[guess].first != layer) guess = find(layer);
        entries_[guess].second += rows;
    }
    void add(const RowCounts& other) {
        for (const auto& [layer, rows] : other.entries_) add(layer, rows);
    }
    const std::vector<Entry>& entries() const { return entries_; }

private:
    std::size_t find(std::string_view layer) {
        for (std::size_t i = 0; i < entries_.size(); ++i)
            if (entries_[i].first == layer) return i;
        entries_.emplace_back(layer, 0);
        return entries_.size() - 1;
    }
    std::vector<Entry> entries_;
};

}  // namespace quern::host
