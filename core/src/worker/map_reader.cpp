// SPDX-License-Identifier: MIT
#include "worker/map_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/printable.hpp"

namespace quern::host {

void MapReader::each(const ConfigNode& node, std::string_view what,
                     const std::function<void(const ConfigNode::Member&)>& take) {
    if (node.faulty) return;
    if (node.kind != ConfigNode::Kind::map)
        return error(node.mark, fmt::format("'{}' is a map", what),
                     "write a name, a colon and what belongs to it");
    for (const auto& member : node.members) take(member);
}

void MapReader::walk(const ConfigNode& node, std::string_view what, const Keys& keys) {
    each(node, what, [&](const ConfigNode::Member& member) {
        for (const auto& [name, take] : keys)
            if (name == member.key) return take(*member.value);
        std::vector<std::string> known;
        for (const auto& [name, take] : keys) known.push_back(name);
        const std::string near = nearest(member.key, known);
        error(member.key_mark, fmt::format("{} has no key '{}'", what, shown(member.key)),
              near.empty() ? "" : fmt::format("did you mean '{}'?", near),
              {fmt::format("keys: {}", fmt::join(known, ", "))});
    });
}

void MapReader::texts(const ConfigNode& node, std::string_view what, std::vector<std::string>& to) {
    if (node.faulty) return;
    if (node.kind == ConfigNode::Kind::map)
        return error(node.mark, fmt::format("'{}' takes a list, not a map", what),
                     "write it as in [one, two]");
    const auto take = [&](const ConfigNode& item) {
        if (auto read = value.text(item, what)) to.push_back(std::move(*read));
    };
    if (node.kind == ConfigNode::Kind::list)
        for (const auto& item : node.items) take(*item);
    else
        take(node);
}

void MapReader::text(const ConfigNode& node, std::string_view what, std::string& to) {
    if (auto read = value.text(node, what)) to = std::move(*read);
}

void MapReader::flag(const ConfigNode& node, std::string_view what, bool& to) {
    if (const auto read = value.boolean(node, what)) to = *read;
}

}  // namespace quern::host
