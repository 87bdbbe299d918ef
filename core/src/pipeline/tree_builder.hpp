// SPDX-License-Identifier: MIT
// Builds a tree of ConfigNodes from yaml-cpp's events.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>

#include "pipeline/config.hpp"
#include "pipeline/diagnostics.hpp"
#include "pipeline/line_index.hpp"

namespace quern::host {

// Thrown to end the parsing; the reason is in the diagnostics.
struct Refused {};

// Places are exact, and each trap of YAML is refused with a message of its own. Depth and number of values
// are bounded, with what aliases repeat counted in.
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
    [[noreturn]] void refuse_key(std::size_t offset);
    bool expects_key() const {
        return !open_.empty() && open_.back().node->kind == ConfigNode::Kind::map && !open_.back().has_key;
    }
    ConfigMark place_of_null(std::size_t offset);
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

}  // namespace quern::host
