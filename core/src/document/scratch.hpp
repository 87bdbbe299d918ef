// SPDX-License-Identifier: MIT
// Memory that one worker thread keeps from document to document.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include <quern/abi.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Found by key, which is an address inside the plugin that asks. A handful of entries: a list is quickest.
class Scratch {
public:
    void* get(const void* key, std::shared_ptr<void> (*make)()) {
        for (auto& [known, memory] : entries_)
            if (known == key) return memory.get();
        return entries_.emplace_back(key, make()).second.get();
    }

private:
    std::vector<std::pair<const void*, std::shared_ptr<void>>> entries_;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
