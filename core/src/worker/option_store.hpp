// SPDX-License-Identifier: MIT
// Options that are known at run time alone: what a worker file declares, with the values to bind them to.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <quern/declaration.hpp>

namespace quern::host {

using OptionValue =
    std::variant<bool, std::int64_t, double, std::string, std::filesystem::path, std::vector<std::string>,
                 std::vector<std::filesystem::path>, std::map<std::string, std::string>>;

// One option as it was declared; `value` is its default and says its type.
struct DeclaredOption {
    std::string name, summary, example;
    OptionValue value;
    bool required = false, names_layers = false;
    std::optional<double> least, most;
    std::vector<std::string> choices;
    Option::PathKind path_kind = Option::PathKind::input;
};

// The types' names, as Option::type_name() has them.
std::optional<OptionValue> empty_value(std::string_view type);
extern const std::vector<std::string> option_types;

// Declares the option with `value`, which must outlive the declaration, as its target.
void declare(const DeclaredOption& option, OptionValue& value, Declaration& declaration);

// {"name": value, …} of all options but those that `leave_out` names.
std::string options_json(const Declaration::Content& content, const std::vector<std::string>& leave_out);

}  // namespace quern::host
