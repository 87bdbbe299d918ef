// SPDX-License-Identifier: MIT
#include "pipeline/tree_builder.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "pipeline/environment.hpp"
#include "pipeline/printable.hpp"
#include "pipeline/yaml_mistakes.hpp"
#include "pipeline/yaml_text.hpp"

namespace quern::host {

namespace {

// No pipeline comes near these; what goes beyond is an accident or an attack.
constexpr std::size_t max_depth = 40;
constexpr std::size_t max_values = 20'000;

// A copy of what the anchor stands for: two places of a tree share no node, so that one can be changed.
ConfigNodePtr copy(const ConfigNode& node) {
    auto out = std::make_shared<ConfigNode>(node);
    for (auto& item : out->items) item = copy(*item);
    for (auto& member : out->members) member.value = copy(*member.value);
    return out;
}

}  // namespace

void TreeBuilder::refuse(const ConfigMark& mark, std::string message, std::string suggestion) {
    diagnostics_.error(mark, std::move(message), std::move(suggestion));
    throw Refused{};
}

void TreeBuilder::fail(const YAML::Exception& exception) {
    YamlFailure failure{
        text_, static_cast<std::size_t>(std::max(0, exception.mark.pos)), exception.msg, last_event_, {}};
    for (const Open& open : open_)
        if (open.flow && is_bracket_at(text_, open.offset)) failure.open_brackets.push_back(open.offset);
    const YamlMistake mistake = explain(failure);
    diagnostics_.error(index_.mark(mistake.offset, mistake.bytes), mistake.message, mistake.suggestion);
}

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
    if (!in_document_) {
        in_document_ = true;
        return;
    }
    const auto offset = static_cast<std::size_t>(mark.pos);
    if (text_.substr(offset, 3) == "---")
        refuse(index_.mark(offset, 3), "a second YAML document begins here; a pipeline is one",
               "delete this line, or keep the second document in a file of its own");
    refuse(index_.mark(offset), "this belongs to nothing above it", "is its indentation right?");
}

void TreeBuilder::check_tag(const std::string& tag, std::size_t offset) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    const auto at = std::min(text_.size(), text_.find('!', offset));
    const auto size = word_size(text_, at);
    diagnostics_.error(index_.mark(at, size),
                       fmt::format("the tag '{}' means nothing here", shown(text_.substr(at, size))),
                       "delete it");
}

void TreeBuilder::take_key(const std::string& key, const ConfigMark& mark, bool plain) {
    Open& map = open_.back();
    map.has_key = true;
    map.key = key;
    map.key_mark = mark;
    map.skip_value = false;
    if (plain && key == "<<") {
        diagnostics_.error(mark, "'<<' does not merge maps here", "write the keys out, or use 'extends'");
        map.skip_value = true;
        map.node->faulty = true;  // the keys that it was to bring are not missed
    } else if (const auto [first, fresh] = map.seen.emplace(key, mark); !fresh) {
        diagnostics_.error(
            mark, fmt::format("the key '{}' stands here twice", key),
            fmt::format("the first is in line {}, column {}", first->second.line, first->second.column));
        map.skip_value = true;
    }
}

void TreeBuilder::expand(ConfigNode& node, std::size_t offset) {
    if (node.scalar.find("${") == std::string::npos) return;
    Expansion expansion = expand_environment(node.scalar);
    if (expansion.wrong.empty()) {
        node.scalar = std::move(expansion.text);
        node.environment = std::move(expansion.taken);
        return;
    }
    const auto at = text_.find(expansion.wrong, offset);
    const bool found = at != std::string_view::npos && at < last_event_;
    diagnostics_.error(found ? index_.mark(at, expansion.wrong.size()) : node.mark, expansion.message,
                       expansion.suggestion);
    node.faulty = true;
}

void TreeBuilder::add(ConfigNodePtr node, YAML::anchor_t anchor, std::size_t values, std::size_t depth) {
    if (anchor) anchors_[anchor] = {node, values, depth};
    if (open_.empty()) {
        root_ = std::move(node);
        return;
    }
    Open& parent = open_.back();
    parent.values += values;
    parent.depth = std::max(parent.depth, depth + 1);
    if (parent.node->kind == ConfigNode::Kind::list) {
        parent.node->items.push_back(std::move(node));
    } else {
        if (!parent.skip_value)
            parent.node->members.push_back(
                {std::move(parent.key), std::move(parent.key_mark), std::move(node)});
        parent.has_key = false;
    }
}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const auto offset = std::min(static_cast<std::size_t>(mark.pos), text_.size());
    if (expects_key())
        refuse(index_.mark(offset), "a key must be plain text", "write a name in front of the ':'");
    auto node = std::make_shared<ConfigNode>();
    node->mark = place_of_null(offset);
    ++values_;
    add(std::move(node), anchor, 1, 1);
}

// yaml-cpp gives a value that is left out the place of what comes next: its key or its '-' tells more.
ConfigMark TreeBuilder::place_of_null(std::size_t offset) {
    if (text_.substr(offset, 1) == "~") return index_.mark(offset);
    for (const std::string_view word : {"null", "Null", "NULL"})
        if (text_.substr(offset, 4) == word) return index_.mark(offset, 4);
    if (open_.empty()) return index_.mark(offset);
    if (open_.back().node->kind == ConfigNode::Kind::map) return open_.back().key_mark;
    const auto dash =
        offset > 0 && !open_.back().flow ? text_.rfind('-', offset - 1) : std::string_view::npos;
    return index_.mark(dash == std::string_view::npos ? offset : dash);
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
    check_tag(tag, mark.pos);
    const std::size_t offset = skip_properties(text_, static_cast<std::size_t>(mark.pos));
    const std::size_t size = scalar_size(text_, offset, value);
    if (size == std::string_view::npos) refuse(index_.mark(offset), "this quotation mark is never closed");
    last_event_ = offset + size;
    const ConfigMark place = index_.mark(offset, size);
    const std::string_view start = text_.substr(offset, 1);
    const bool quoted = start == "\"" || start == "'" || ((start == "|" || start == ">") && tag == "!");
    if (++values_ > max_values)
        refuse(place, fmt::format("more than {} values", max_values),
               "put long lists into files of their own");
    if (expects_key()) return take_key(value, place, !quoted);
    auto node = std::make_shared<ConfigNode>();
    node->kind = ConfigNode::Kind::scalar;
    node->mark = place;
    node->scalar = value;
    node->quoted = quoted;
    expand(*node, offset);
    add(std::move(node), anchor, 1, 1);
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const auto offset = static_cast<std::size_t>(mark.pos);
    const auto size = word_size(text_, offset);
    const ConfigMark place = index_.mark(offset, size);
    last_event_ = offset + size;
    if (expects_key()) refuse(place, "a key must be plain text", "write the key out");
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end())
        refuse(place,
               fmt::format("'{}' stands inside the very value that it repeats", text_.substr(offset, size)));
    const Anchored& anchored = found->second;
    values_ += anchored.values;
    if (values_ > max_values)
        refuse(place, fmt::format("with this alias there are more than {} values", max_values));
    if (open_.size() + anchored.depth > max_depth)
        refuse(place, fmt::format("with this alias, values are nested more than {} deep", max_depth));
    ConfigNodePtr node = copy(*anchored.node);
    node->mark = place;
    add(std::move(node), 0, anchored.values, anchored.depth);
}

// A list or map in the place of a key. The scanner also takes a bracket for one that is never closed.
void TreeBuilder::refuse_key(std::size_t offset) {
    std::vector<std::size_t> brackets;
    for (const Open& open : open_)
        if (open.flow) brackets.push_back(open.offset);
    brackets.push_back(offset);
    for (const std::size_t bracket : brackets) {
        const auto at =
            is_bracket_at(text_, bracket) ? unclosed_bracket(text_, bracket) : std::string_view::npos;
        if (at != std::string_view::npos)
            refuse(index_.mark(at),
                   fmt::format("'{}' without its '{}'", text_[at], text_[at] == '{' ? '}' : ']'));
    }
    refuse(index_.mark(offset), "a key must be plain text");
}

void TreeBuilder::start(ConfigNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
                        YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
    const auto offset = skip_properties(text_, static_cast<std::size_t>(mark.pos));
    const bool flow = style == YAML::EmitterStyle::Flow;
    check_tag(tag, mark.pos);
    if (expects_key()) refuse_key(offset);
    if (open_.size() >= max_depth)
        refuse(index_.mark(offset), fmt::format("values nested more than {} deep", max_depth));
    if (++values_ > max_values)
        refuse(index_.mark(offset), fmt::format("more than {} values", max_values),
               "put long lists into files of their own");
    Open open;
    open.node = std::make_shared<ConfigNode>();
    open.node->kind = kind;
    open.node->mark = index_.mark(offset);
    open.anchor = anchor;
    open.offset = offset;
    open.flow = flow;
    last_event_ = std::max(last_event_, offset);
    open_.push_back(std::move(open));
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value style) {
    start(ConfigNode::Kind::list, mark, tag, anchor, style);
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style) {
    start(ConfigNode::Kind::map, mark, tag, anchor, style);
}

void TreeBuilder::close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    // A map in block style is marked at its first key: the caret underlines that.
    if (done.node->kind == ConfigNode::Kind::map && !done.flow && !done.node->members.empty())
        done.node->mark = done.node->members.front().key_mark;
    add(std::move(done.node), done.anchor, done.values, done.depth);
}

}  // namespace quern::host
