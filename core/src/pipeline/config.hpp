// SPDX-License-Identifier: MIT
// A YAML file as a tree in which every node knows where it was written.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quern::host {

class Diagnostics;

// The text of one configuration source: a file, or an option of the command line.
struct ConfigSource {
    std::string name;              // as messages show it: the path as given, or "--set"
    std::filesystem::path folder;  // what relative input paths in it are relative to
    std::string text;
    int rank = 0;  // messages are shown in this order: the pipeline, what it extends, the command line
};

// A place in a source. Lines and columns from 1, columns in code points; 0 where there is no place.
struct ConfigMark {
    std::shared_ptr<const ConfigSource> source;
    int line = 0, column = 0;
    int length = 1;  // code points that the caret underlines
};

struct ConfigNode;
using ConfigNodePtr = std::shared_ptr<ConfigNode>;

struct ConfigNode {
    enum class Kind { null, scalar, list, map };
    struct Member {
        std::string key;
        ConfigMark key_mark;
        ConfigNodePtr value;
    };
    Kind kind = Kind::null;
    ConfigMark mark;
    std::string scalar;   // after ${…}
    bool quoted = false;  // written in quotes, or as a block: text whatever it looks like
    // What the scalar took from the environment: "${NAME:-default}" as written, and what that came to.
    std::vector<std::pair<std::string, std::string>> environment;
    bool faulty = false;  // a mistake in it is in the diagnostics already: say no more of it
    std::vector<ConfigNodePtr> items;
    std::vector<Member> members;

    const Member* find(std::string_view key) const;
};

// Calls `take` with each value of an option: of a list each entry.
template <class Take>
void each_value(const ConfigNode& node, Take take) {
    if (node.kind == ConfigNode::Kind::scalar && !node.faulty) take(node);
    for (const auto& item : node.items)
        if (item->kind == ConfigNode::Kind::scalar && !item->faulty) take(*item);
}

// Parses one source; null where it cannot be parsed at all (the reason is in diagnostics).
ConfigNodePtr parse_config(std::shared_ptr<const ConfigSource> source, Diagnostics& diagnostics);

}  // namespace quern::host
