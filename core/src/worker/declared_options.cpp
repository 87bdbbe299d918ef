// SPDX-License-Identifier: MIT
#include "worker/declared_options.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <type_traits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/printable.hpp"
#include "plugin/declaration_names.hpp"

namespace quern::host {

namespace {

void read_default(const ConfigNode& node, DeclaredOption& option, MapReader& reader) {
    std::visit(
        [&](auto& to) {
            using T = std::decay_t<decltype(to)>;
            constexpr auto any = std::numeric_limits<std::int64_t>::max();
            std::vector<std::string> list;
            if constexpr (std::is_same_v<T, bool>) {
                reader.flag(node, "default", to);
            } else if constexpr (std::is_same_v<T, std::int64_t>) {
                if (const auto value = reader.value.integer(node, "default", -any, any)) to = *value;
            } else if constexpr (std::is_same_v<T, double>) {
                if (const auto value = reader.value.number(node, "default")) to = *value;
            } else if constexpr (std::is_same_v<T, std::string>) {
                reader.text(node, "default", to);
            } else if constexpr (std::is_same_v<T, std::filesystem::path>) {
                if (auto value = reader.value.text(node, "default")) to = *value;
            } else if constexpr (std::is_same_v<T, std::map<std::string, std::string>>) {
                reader.each(node, "default", [&](const ConfigNode::Member& member) {
                    if (auto value = reader.value.text(*member.value, member.key)) to[member.key] = *value;
                });
            } else {
                reader.texts(node, "default", list);
                to.assign(list.begin(), list.end());
            }
        },
        option.value);
}

void read_path_kind(const ConfigNode& node, DeclaredOption& option, MapReader& reader) {
    const auto name = reader.value.text(node, "path");
    if (!name) return;
    const auto at = std::find(std::begin(path_names), std::end(path_names), *name);
    if (at != std::end(path_names))
        option.path_kind = static_cast<Option::PathKind>(at - std::begin(path_names));
    else
        reader.error(node.mark, fmt::format("'path' cannot be '{}'", shown(*name)), "",
                     {fmt::format("one of: {}", fmt::join(path_names, ", "))});
}

}  // namespace

void read_option(const ConfigNode::Member& member, MapReader& reader, std::vector<DeclaredOption>& options) {
    DeclaredOption option;
    option.name = member.key;
    if (option.name == "worker")
        return reader.error(member.key_mark, "an option cannot be called 'worker'",
                            "that key names the worker file where a pipeline uses run.process");
    const ConfigNode* value = nullptr;
    const ConfigNode* path = nullptr;
    bool typed = false;
    const auto number = [&](const ConfigNode& it, const char* what, std::optional<double>& to) {
        if (const auto read = reader.value.number(it, what)) to = *read;
    };
    reader.walk(*member.value, fmt::format("the option '{}'", shown(member.key)),
                {{"type",
                  [&](const ConfigNode& it) {
                      typed = true;
                      const auto name = reader.value.text(it, "type");
                      if (!name) return;
                      if (const auto empty = empty_value(*name))
                          option.value = *empty;
                      else
                          reader.error(it.mark,
                                       fmt::format("there is no type '{}' of an option", shown(*name)), "",
                                       {fmt::format("types: {}", fmt::join(option_types, ", "))});
                  }},
                 {"default", [&](const ConfigNode& it) { value = &it; }},
                 {"summary", [&](const ConfigNode& it) { reader.text(it, "summary", option.summary); }},
                 {"example", [&](const ConfigNode& it) { reader.text(it, "example", option.example); }},
                 {"required", [&](const ConfigNode& it) { reader.flag(it, "required", option.required); }},
                 {"at_least", [&](const ConfigNode& it) { number(it, "at_least", option.least); }},
                 {"at_most", [&](const ConfigNode& it) { number(it, "at_most", option.most); }},
                 {"one_of", [&](const ConfigNode& it) { reader.texts(it, "one_of", option.choices); }},
                 {"names_layers",
                  [&](const ConfigNode& it) { reader.flag(it, "names_layers", option.names_layers); }},
                 {"path", [&](const ConfigNode& it) { path = &it; }}});
    if (member.value->kind != ConfigNode::Kind::map) return;
    if (!typed)
        return reader.error(member.key_mark, fmt::format("the option '{}' has no type", shown(member.key)),
                            "", {fmt::format("types: {}", fmt::join(option_types, ", "))});
    if (value) read_default(*value, option, reader);
    if (path) read_path_kind(*path, option, reader);
    options.push_back(std::move(option));
}

}  // namespace quern::host
