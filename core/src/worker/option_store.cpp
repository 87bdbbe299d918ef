// SPDX-License-Identifier: MIT
#include "worker/option_store.hpp"

#include <algorithm>
#include <type_traits>

#include <quern/json.hpp>

namespace quern::host {

namespace {

void append(std::string& to, bool value) {
    to += value ? "true" : "false";
}
void append(std::string& to, int value) {
    json::append_integer(to, value);
}
void append(std::string& to, std::int64_t value) {
    json::append_integer(to, value);
}
void append(std::string& to, double value) {
    json::append_number(to, value);
}
void append(std::string& to, const std::string& value) {
    json::append_string(to, value);
}
void append(std::string& to, const std::filesystem::path& value) {
    // "-" is stdin or stdout. The worker runs in another folder than the command.
    json::append_string(
        to, value.empty() || value == "-" ? value.string() : std::filesystem::absolute(value).string());
}
template <class T>
void append(std::string& to, const std::vector<T>& values) {
    to += '[';
    for (const auto& value : values) {
        if (&value != &values.front()) to += ',';
        append(to, value);
    }
    to += ']';
}
void append(std::string& to, const std::map<std::string, std::string>& values) {
    to += '{';
    for (const auto& [name, value] : values) {
        if (to.back() != '{') to += ',';
        append(to, name);
        to += ':';
        append(to, value);
    }
    to += '}';
}

}  // namespace

const std::vector<std::string> option_types{"boolean", "integer",       "number",        "text",
                                            "path",    "list of texts", "list of paths", "map of texts"};

std::optional<OptionValue> empty_value(std::string_view type) {
    const OptionValue values[] = {false,
                                  std::int64_t{0},
                                  0.0,
                                  std::string(),
                                  std::filesystem::path(),
                                  std::vector<std::string>(),
                                  std::vector<std::filesystem::path>(),
                                  std::map<std::string, std::string>()};
    const auto at = std::find(option_types.begin(), option_types.end(), type) - option_types.begin();
    if (at == static_cast<std::ptrdiff_t>(option_types.size())) return {};
    return values[at];
}

void declare(const DeclaredOption& option, OptionValue& value, Declaration& declaration) {
    Option& declared = std::visit(
        [&](auto& target) -> Option& { return declaration.option(option.name, target, option.summary); },
        value);
    declared.is_required = option.required;
    declared.layer_names = option.names_layers;
    declared.least = option.least;
    declared.most = option.most;
    declared.choices = option.choices;
    declared.path_kind = option.path_kind;
    declared.example_value = option.example;
}

std::string options_json(const Declaration::Content& content, const std::vector<std::string>& leave_out) {
    std::string out = "{";
    for (const auto& option : content.options) {
        if (std::find(leave_out.begin(), leave_out.end(), option.name) != leave_out.end()) continue;
        if (out.size() > 1) out += ',';
        json::append_string(out, option.name);
        out += ':';
        std::visit([&](const auto* value) { append(out, *value); }, option.target);
    }
    return out + "}";
}

}  // namespace quern::host
