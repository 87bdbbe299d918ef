// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

#include "pipeline/line_index.hpp"
#include "pipeline/load_config.hpp"
#include "pipeline/printable.hpp"
#include "pipeline/yaml_tree.hpp"

namespace quern::host {

namespace {

std::shared_ptr<const ConfigSource> command_line(std::string name, std::string text) {
    constexpr int after_all_files = 1000;
    return std::make_shared<ConfigSource>(
        ConfigSource{std::move(name), {}, std::move(text), after_all_files});
}

// The value behind `path=`. The parser sees it at its own column.
ConfigNodePtr parse_value(const std::shared_ptr<const ConfigSource>& source, std::size_t from,
                          Diagnostics& diagnostics) {
    const std::string_view value = std::string_view(source->text).substr(from);
    const bool yaml =
        !value.empty() && std::string_view("\"'[{").find(value.front()) != std::string_view::npos;
    if (yaml) return parse_yaml(source, from, diagnostics);
    auto node = std::make_shared<ConfigNode>();
    node->mark = LineIndex(source).mark(value.empty() ? 0 : from, std::max<std::size_t>(1, value.size()));
    if (!value.empty()) node->kind = ConfigNode::Kind::scalar;
    node->scalar = value;
    return node;
}

std::vector<std::string> keys_of(const ConfigNode& map) {
    std::vector<std::string> keys;
    for (const auto& member : map.members) keys.push_back(member.key);
    return keys;
}

// Walks down a --set's path, one step at a time.
class Setter {
public:
    Setter(ConfigNode& root, const std::string& path, const std::string& value, Diagnostics& diagnostics)
        : path_(path),
          source_(command_line("--set", path + "=" + value)),
          diagnostics_(diagnostics),
          node_(&root) {}

    void set() {
        std::string_view rest = path_;
        while (true) {
            const auto dot = rest.find('.');
            step_ = rest.substr(0, dot);
            place_ =
                LineIndex(source_).mark(rest.data() - path_.data(), std::max<std::size_t>(1, step_.size()));
            if (step_.empty())
                return complain("an empty step in the path", "write it as in outputs.0.path=out.csv");
            if (node_ == nullptr) return;
            if (dot == std::string_view::npos) break;
            rest.remove_prefix(dot + 1);
            const bool list_follows = !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
            if (!enter(list_follows)) return;
        }
        if (path_ == "extends")
            return complain("'extends' is read before --set", "name the file in a pipeline of its own");
        auto value = parse_value(source_, path_.size() + 1, diagnostics_);
        ConfigNodePtr* place = value ? slot() : nullptr;
        if (place) *place = std::move(value);
    }

private:
    void complain(std::string message, std::string suggestion = {}) {
        diagnostics_.error(place_, std::move(message), std::move(suggestion));
    }

    bool enter(bool list_follows) {
        if (node_->kind == ConfigNode::Kind::map && !node_->find(step_) && list_follows) {
            const std::string near = nearest(step_, keys_of(*node_));
            complain(fmt::format("there is no list '{}'", step_),
                     near.empty() ? "" : fmt::format("did you mean '{}'?", near));
            return false;
        }
        ConfigNodePtr* next = slot();
        if (!next) return false;
        if ((*next)->kind == ConfigNode::Kind::null) {  // new, or without a value yet
            (*next)->kind = ConfigNode::Kind::map;
        }
        node_ = next->get();
        return true;
    }

    // The value that the step names in the present node; made where a map lacks it.
    ConfigNodePtr* slot() {
        if (node_->kind == ConfigNode::Kind::list) return list_slot();
        if (node_->kind != ConfigNode::Kind::map) {
            complain(fmt::format("'{}' is inside a value that has no parts", step_));
            return nullptr;
        }
        for (auto& member : node_->members)
            if (member.key == step_) {
                member.key_mark = place_;
                return &member.value;
            }
        auto fresh = std::make_shared<ConfigNode>();
        fresh->mark = place_;
        return &node_->members.emplace_back(ConfigNode::Member{std::string(step_), place_, fresh}).value;
    }

    ConfigNodePtr* list_slot() {
        std::size_t number = 0;
        const auto [end, error] = std::from_chars(step_.data(), step_.data() + step_.size(), number);
        const std::size_t size = node_->items.size();
        if (error == std::errc{} && end == step_.data() + step_.size() && number < size)
            return &node_->items[number];
        complain(fmt::format("there is no entry '{}'", step_), entries_of(*node_));
        return nullptr;
    }

    // "0 is clean.html, 1 tag.dates": where they are components, their names; else how many there are.
    static std::string entries_of(const ConfigNode& list) {
        const std::size_t size = list.items.size();
        if (size == 0) return "the list is empty";
        std::string names;
        for (std::size_t i = 0; i < size; ++i) {
            const auto* use =
                list.items[i]->kind == ConfigNode::Kind::map ? list.items[i]->find("use") : nullptr;
            if (!use || use->value->kind != ConfigNode::Kind::scalar)
                return size == 1 ? "the list has one entry, 0"
                                 : fmt::format("the list has the entries 0 to {}", size - 1);
            names += fmt::format("{}{}{} {}", i == 0 ? "" : ", ", i, i == 0 ? " is" : "",
                                 shown(use->value->scalar));
        }
        return names;
    }

    const std::string& path_;
    std::shared_ptr<const ConfigSource> source_;
    Diagnostics& diagnostics_;
    ConfigNode* node_;
    std::string_view step_;
    ConfigMark place_;
};

}  // namespace

ConfigMark command_line_mark(const std::string& name, const std::string& text) {
    const auto source = command_line(name, text);
    return LineIndex(source).mark(0, text.size());
}

void set_value(ConfigNode& root, const std::string& path, const std::string& value,
               Diagnostics& diagnostics) {
    Setter(root, path, value, diagnostics).set();
}

void set_inputs(ConfigNode& root, const std::vector<std::string>& inputs, const std::string& reader) {
    std::string line;
    auto list = std::make_shared<ConfigNode>();
    list->kind = ConfigNode::Kind::list;
    for (const auto& input : inputs) line += (line.empty() ? "" : " ") + input;
    const auto source = command_line("INPUT", line);
    LineIndex index(source);
    std::size_t at = 0;
    for (const auto& input : inputs) {
        auto node = std::make_shared<ConfigNode>();
        node->kind = ConfigNode::Kind::scalar;
        node->quoted = true;
        node->scalar = input;
        node->mark = index.mark(at, input.size());
        at += input.size() + 1;
        list->items.push_back(std::move(node));
    }
    list->mark = index.mark(0, line.size());

    auto found = std::find_if(root.members.begin(), root.members.end(),
                              [](const auto& m) { return m.key == "input"; });
    if (found == root.members.end()) {
        auto fresh = std::make_shared<ConfigNode>();
        fresh->mark = list->mark;
        fresh->kind = ConfigNode::Kind::map;
        root.members.push_back({"input", list->mark, fresh});
        found = std::prev(root.members.end());
    }
    if (found->value->kind != ConfigNode::Kind::map) return;  // complained of where `input` is read
    auto& members = found->value->members;
    const auto* present = found->value->find("use");
    if (!reader.empty() && !(present && present->value->scalar == reader)) {
        auto use = std::make_shared<ConfigNode>();
        use->kind = ConfigNode::Kind::scalar;
        use->scalar = reader;
        use->mark = list->mark;
        members.assign(1, {"use", list->mark, std::move(use)});
    }
    std::erase_if(members, [](const auto& m) { return m.key == "path"; });
    members.push_back({"path", list->mark, list});
}

}  // namespace quern::host
