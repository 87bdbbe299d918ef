// SPDX-License-Identifier: MIT
#include "pipeline/load_config.hpp"

#include <algorithm>
#include <system_error>
#include <unordered_map>

#include <fmt/format.h>

#include "pipeline/config_text.hpp"

namespace quern::host {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_chain = 20;

// The trees of the files, the one that is run first.
using Chain = std::vector<ConfigNodePtr>;

// The file's tree, if it is a pipeline at all.
ConfigNodePtr parse_file(const std::shared_ptr<const ConfigSource>& source, Diagnostics& diagnostics) {
    ConfigNodePtr root = parse_config(source, diagnostics);
    if (!root || root->kind == ConfigNode::Kind::map) return root;
    if (root->kind == ConfigNode::Kind::null)
        diagnostics.error({source}, "the file is empty", "a pipeline begins with the line 'quern: 1'");
    else
        diagnostics.error(root->mark, "a pipeline is a map of keys", "it begins with the line 'quern: 1'");
    return nullptr;
}

// What the file extends: empty where it extends nothing. False where that is wrong.
bool extended_file(const ConfigNode& root, fs::path& file, Diagnostics& diagnostics) {
    const auto* extends = root.find("extends");
    if (!extends) return true;
    const ConfigNode& value = *extends->value;
    if (value.faulty) return false;
    if (value.kind != ConfigNode::Kind::scalar || value.scalar.empty()) {
        diagnostics.error(value.mark, "'extends' takes the path of one pipeline");
        return false;
    }
    file = (root.mark.source->folder / value.scalar).lexically_normal();
    return true;
}

// Follows `extends` from file to file; false where the chain is broken.
bool follow(Chain& chain, Diagnostics& diagnostics) {
    std::vector<fs::path> visited;
    for (fs::path file;; file.clear()) {
        std::error_code none;
        visited.push_back(fs::weakly_canonical(chain.back()->mark.source->name, none));
        if (!extended_file(*chain.back(), file, diagnostics)) return false;
        if (file.empty()) return true;
        const ConfigMark asked = chain.back()->find("extends")->value->mark;
        if (std::find(visited.begin(), visited.end(), fs::weakly_canonical(file, none)) != visited.end()) {
            std::string circle;
            for (const auto& root : chain) circle += root->mark.source->name + " -> ";
            diagnostics.error(asked, "this pipeline extends itself", {}, {circle + file.string()});
            return false;
        }
        if (chain.size() >= longest_chain) {
            diagnostics.error(asked, fmt::format("more than {} pipelines extend one another", longest_chain));
            return false;
        }
        auto source = read_config_file(file, asked, diagnostics);
        ConfigNodePtr root = source ? parse_file(source, diagnostics) : nullptr;
        if (!root) return false;
        chain.push_back(std::move(root));
    }
}

const std::string* used_stage(const ConfigNode& node) {
    const auto* use = node.find("use");
    return use && use->value->kind == ConfigNode::Kind::scalar ? &use->value->scalar : nullptr;
}

}  // namespace

ConfigNodePtr merge(const ConfigNodePtr& base, const ConfigNodePtr& over) {
    if (base->kind != ConfigNode::Kind::map || over->kind != ConfigNode::Kind::map) return over;
    const std::string *below = used_stage(*base), *above = used_stage(*over);
    if (below && above && *below != *above) return over;
    auto out = std::make_shared<ConfigNode>(*base);
    out->mark = over->mark;
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < out->members.size(); ++i) places.emplace(out->members[i].key, i);
    for (const auto& member : over->members) {
        const auto known = places.find(member.key);
        if (known == places.end()) {
            out->members.push_back(member);
            continue;
        }
        auto& place = out->members[known->second];
        place = {member.key, member.key_mark, merge(place.value, member.value)};
    }
    return out;
}

LoadedConfig load_config(const fs::path& file, Diagnostics& diagnostics) {
    LoadedConfig out;
    auto source = read_config_file(file, {}, diagnostics);
    ConfigNodePtr root = source ? parse_file(source, diagnostics) : nullptr;
    if (!root) return out;
    Chain chain{root};
    const bool whole = follow(chain, diagnostics);
    for (auto file = chain.rbegin(); file != chain.rend(); ++file) {
        out.files.emplace_back((*file)->mark.source->name);
        out.text += (*file)->mark.source->text;
        if (!out.text.empty() && out.text.back() != '\n') out.text += '\n';
        out.root = out.root ? merge(out.root, *file) : *file;
    }
    if (!whole) out.root = nullptr;
    return out;
}

}  // namespace quern::host
