// SPDX-License-Identifier: MIT
#include <quern/document.hpp>

#include <algorithm>

#include <fmt/format.h>

#include "document/access.hpp"

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

void Metadata::check(std::string_view name) const {
    if (!access_ || access_->is_reader) return;
    const auto& declared = access_->declared->metadata_written;
    const auto covers = [&](const std::string& known) { return known == name || known == "*"; };
    if (std::none_of(declared.begin(), declared.end(), covers))
        throw Error(fmt::format("{} sets the metadata '{}' without having declared it", access_->stage, name),
                    fmt::format("call writes_metadata({{\"{}\"}}) in declare()", name));
}

void Metadata::set(std::string_view name, std::string_view value) {
    check(name);
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
    check(name);
    if (!has(name)) set(name, value);
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
