// SPDX-License-Identifier: MIT
#include "pipeline/yaml_tree.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "pipeline/config_text.hpp"
#include "pipeline/environment.hpp"
#include "pipeline/line_index.hpp"
#include "pipeline/yaml_mistakes.hpp"

namespace quern::host {

namespace {

// No pipeline comes near these; what goes beyond is an accident or an attack.
constexpr std::size_t max_depth = 40;
constexpr std::size_t max_values = 20'000;

// Ends the parsing; the reason is in the diagnostics.
struct Refused {};

class TreeBuilder final : public YAML::EventHandler {
public:
    TreeBuilder(std::shared_ptr<const ConfigSource> source, Diagnostics& diagnostics)
        : source_(std::move(source)), text_(source_->text), index_(source_), diagnostics_(diagnostics) {}

    ConfigNodePtr root() const { return root_; }
    void fail(const YAML::Exception& exception);

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }

private:
    // A list or map that is not finished, with the key that waits for its value.
    struct Open {
        ConfigNodePtr node;
        YAML::anchor_t anchor = 0;
        std::size_t offset = 0;
        bool flow = false;
        std::size_t values = 1, depth = 1;
        bool has_key = false, skip_value = false;
        std::string key;
        ConfigMark key_mark;
        std::unordered_map<std::string, ConfigMark> seen;
    };
    // What an anchor stands for, with its size, so that aliases need not be walked to be bounded.
    struct Anchored {
        ConfigNodePtr node;
        std::size_t values, depth;
    };

    [[noreturn]] void refuse(const ConfigMark& mark, std::string message, std::string suggestion = {});
    std::size_t skip_properties(std::size_t offset) const;
    std::size_t written_size(std::size_t offset, const std::string& value);
    bool expects_key() const {
        return !open_.empty() && open_.back().node->kind == ConfigNode::Kind::map && !open_.back().has_key;
    }
    void check_tag(const std::string& tag, std::size_t offset);
    void take_key(const std::string& key, const ConfigMark& mark, bool plain);
    void expand(ConfigNode& node, std::size_t offset);
    void add(ConfigNodePtr node, YAML::anchor_t anchor, std::size_t values, std::size_t depth);
    void start(ConfigNode::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
               YAML::EmitterStyle::value style);
    void close();

    std::shared_ptr<const ConfigSource> source_;
    std::string_view text_;
    LineIndex index_;
    Diagnostics& diagnostics_;
    ConfigNodePtr root_;
    std::vector<Open> open_;
    std::unordered_map<YAML::anchor_t, Anchored> anchors_;
    std::size_t values_ = 0;
    std::size_t last_event_ = 0;
    bool in_document_ = false;
};

void TreeBuilder::refuse(const ConfigMark& mark, std::string message, std::string suggestion) {
    diagnostics_.error(mark, std::move(message), std::move(suggestion));
    throw Refused{};
}

void TreeBuilder::fail(const YAML::Exception& exception) {
    YamlFailure failure{
        text_, static_cast<std::size_t>(std::max(0, exception.mark.pos)), exception.msg, last_event_, {}};
    for (const Open& open : open_)
        if (open.flow) failure.open_brackets.push_back(open.offset);
    const YamlMistake mistake = explain(failure);
    diagnostics_.error(index_.mark(mistake.offset), mistake.message, mistake.suggestion);
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

// Anchors and tags stand in front of a value: `&name !tag value`.
std::size_t TreeBuilder::skip_properties(std::size_t offset) const {
    while (offset < text_.size() && (text_[offset] == '&' || text_[offset] == '!')) {
        offset = std::min(text_.size(), text_.find_first_of(" \t\r\n", offset));
        offset = std::min(text_.size(), text_.find_first_not_of(" \t\r\n", offset));
    }
    return offset;
}

// Bytes of a scalar as written, quotes included. An open quote is a mistake that yaml-cpp overlooks at the
// end of a file.
std::size_t TreeBuilder::written_size(std::size_t offset, const std::string& value) {
    const char quote = offset < text_.size() ? text_[offset] : '\0';
    if (quote != '"' && quote != '\'') {
        if (text_.substr(offset).starts_with(value)) return value.size();
        return std::min(text_.size(), text_.find('\n', offset)) - offset;  // a block, or folded lines
    }
    for (std::size_t at = offset + 1; at < text_.size(); ++at) {
        if (quote == '"' && text_[at] == '\\')
            ++at;
        else if (text_[at] == quote && quote == '\'' && text_.substr(at + 1, 1) == "'")
            ++at;
        else if (text_[at] == quote)
            return at + 1 - offset;
    }
    refuse(index_.mark(offset), "this quotation mark is never closed");
}

void TreeBuilder::check_tag(const std::string& tag, std::size_t offset) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    const auto at = std::min(text_.size(), text_.find('!', offset));
    const auto size = std::min(text_.size(), text_.find_first_of(" \t\r\n", at)) - at;
    diagnostics_.error(index_.mark(at, size),
                       fmt::format("the tag '{}' means nothing here", text_.substr(at, size)), "delete it");
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
    auto node = std::make_shared<ConfigNode>();
    auto offset = std::min(static_cast<std::size_t>(mark.pos), text_.size());
    if (expects_key())
        refuse(index_.mark(offset), "a key must be plain text", "write a name in front of the ':'");
    // A value that is left out has the place of what comes next; its key is the better one.
    const bool written =
        text_.substr(offset, 1) == "~" || text_.substr(offset, 1) == "n" || text_.substr(offset, 1) == "N";
    const bool keyed = !open_.empty() && open_.back().node->kind == ConfigNode::Kind::map;
    node->mark = !written && keyed ? open_.back().key_mark
                                   : index_.mark(offset, written ? (text_[offset] == '~' ? 1 : 4) : 1);
    ++values_;
    add(std::move(node), anchor, 1, 1);
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
    check_tag(tag, mark.pos);
    const std::size_t offset = skip_properties(mark.pos);
    const std::size_t size = written_size(offset, value);
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

// A copy of what the anchor stands for: two places of a tree share no node, so that one can be changed.
ConfigNodePtr copy(const ConfigNode& node) {
    auto out = std::make_shared<ConfigNode>(node);
    for (auto& item : out->items) item = copy(*item);
    for (auto& member : out->members) member.value = copy(*member.value);
    return out;
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const auto offset = static_cast<std::size_t>(mark.pos);
    const auto size = std::min(text_.size(), text_.find_first_of(" \t\r\n,]}", offset)) - offset;
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

void TreeBuilder::start(ConfigNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
                        YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
    const auto offset = skip_properties(mark.pos);
    const bool flow = style == YAML::EmitterStyle::Flow;
    check_tag(tag, mark.pos);
    if (expects_key())
        refuse(index_.mark(offset), "a key must be plain text",
               text_.substr(offset, 1) == "{" ? "is this meant to be '${…}' or text? Put it in quotes" : "");
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

}  // namespace

ConfigNodePtr parse_yaml(const std::shared_ptr<const ConfigSource>& source, std::size_t from,
                         Diagnostics& diagnostics) {
    if (!check_config_text(source, diagnostics)) return nullptr;
    std::string text = source->text;
    std::fill(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), ' ');
    std::istringstream stream(text);
    TreeBuilder builder(source, diagnostics);
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const Refused&) {
        return nullptr;
    } catch (const YAML::Exception& exception) {
        builder.fail(exception);
        return nullptr;
    }
    if (auto root = builder.root()) return root;
    auto empty = std::make_shared<ConfigNode>();
    empty->mark = {source, 1, 1};
    return empty;
}

ConfigNodePtr parse_config(std::shared_ptr<const ConfigSource> source, Diagnostics& diagnostics) {
    return parse_yaml(source, 0, diagnostics);
}

}  // namespace quern::host
