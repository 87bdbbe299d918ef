// SPDX-License-Identifier: MIT
#include "pipeline/yaml_tree.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "pipeline/config_text.hpp"
#include "pipeline/tree_builder.hpp"

namespace quern::host {

namespace {

// The source without a byte-order mark, which yaml-cpp does not count.
std::shared_ptr<const ConfigSource> without_mark(const std::shared_ptr<const ConfigSource>& source) {
    constexpr std::string_view mark = "\xef\xbb\xbf";
    if (!source->text.starts_with(mark)) return source;
    auto copy = std::make_shared<ConfigSource>(*source);
    copy->text.erase(0, mark.size());
    return copy;
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
    return parse_yaml(without_mark(source), 0, diagnostics);
}

}  // namespace quern::host
