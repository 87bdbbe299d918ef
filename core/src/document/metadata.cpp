// SPDX-License-Identifier: MIT
#include <algorithm>

#include <quern/document.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {
auto find(auto& entries, std::string_view name) {
    return std::find_if(entries.begin(), entries.end(),
                        [name](const auto& entry) { return entry.first == name; });
}
}  // namespace

std::string_view Metadata::get(std::string_view name) const {
    const auto found = find(entries_, name);
    return found == entries_.end() ? std::string_view{} : found->second;
}

bool Metadata::has(std::string_view name) const {
    return find(entries_, name) != entries_.end();
}

void Metadata::set(std::string_view name, std::string_view value) {
    const auto found = find(entries_, name);
    if (value.empty()) {
        if (found != entries_.end()) entries_.erase(found);
    } else if (found != entries_.end()) {
        found->second = value;
    } else {
        entries_.emplace_back(name, value);
    }
}

void Metadata::set_default(std::string_view name, std::string_view value) {
    if (!has(name)) set(name, value);
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
