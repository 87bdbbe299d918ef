// SPDX-License-Identifier: MIT
#include "plugin/check_declaration.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <quern/error.hpp>
#include <quern/record.hpp>

#include "document/ascii.hpp"

namespace quern::host {

namespace {

bool is_number(const OptionTarget& target) {
    return std::holds_alternative<int*>(target) || std::holds_alternative<std::int64_t*>(target) ||
           std::holds_alternative<double*>(target);
}

bool is_text(const OptionTarget& target) {
    return std::holds_alternative<std::string*>(target) ||
           std::holds_alternative<std::vector<std::string>*>(target);
}

// A constraint that the option's type knows nothing of would never be looked at.
void check_constraints(const Option& option) {
    const auto refuse_unless = [&](bool fits, std::string_view constraint, std::string_view types) {
        if (!fits)
            throw Error(fmt::format("the option '{}' is {}, and {} says nothing of that", option.name,
                                    option.type_name(), constraint),
                        fmt::format("it is for {}", types));
    };
    refuse_unless(is_number(option.target) || (!option.least && !option.most), "at_least() or at_most()",
                  "numbers");
    refuse_unless(is_text(option.target) || option.choices.empty(), "one_of()", "texts and lists of them");
    refuse_unless(is_text(option.target) || !option.layer_names, "names_layers()", "texts and lists of them");
    refuse_unless(option.is_path() || option.path_kind == Option::PathKind::input, "path()", "paths");
    if (option.least && option.most && *option.least > *option.most)
        throw Error(fmt::format("the option '{}' is at least {} and at most {}", option.name, *option.least,
                                *option.most),
                    "no value is both");
}

void check_options(const Declaration::Content& content) {
    std::set<std::string_view> names;
    for (const auto& option : content.options) {
        if (!is_name(option.name))
            throw Error(fmt::format("'{}' cannot name an option", option.name),
                        "letters, digits and _ can, with a letter first");
        if (option.name == "use")
            throw Error("an option cannot be called 'use'", "that key names the stage itself");
        if (option.name == "isolate")
            throw Error("an option cannot be called 'isolate'",
                        "that key gives a stage a process of its own");
        if (!names.insert(option.name).second)
            throw Error(fmt::format("there are two options '{}'", option.name),
                        "give one of them another name");
        check_constraints(option);
    }
}

void check_columns(const Schema& schema) {
    std::set<std::string_view> names;
    for (const auto& field : schema.fields) {
        if (!is_name(field.name))
            throw Error(fmt::format("'{}' cannot name a column of '{}'", field.name, schema.name),
                        "letters, digits and _ can, with a letter first");
        if (schema.has_span &&
            std::find(std::begin(row_members), std::end(row_members), field.name) != std::end(row_members))
            throw Error(fmt::format("a column of '{}' cannot be called '{}'", schema.name, field.name),
                        "every row has that anyway");
        if (!names.insert(field.name).second)
            throw Error(fmt::format("'{}' has two columns '{}'", schema.name, field.name),
                        "give one of them another name");
        if (field.type == Type::reference && field.target.empty())
            throw Error(
                fmt::format("the column '{}' of '{}' refers to rows of no layer", field.name, schema.name),
                "name the layer as the column's target");
    }
}

void check_name_option(const LayerUse& use, const Declaration::Content& content) {
    if (use.name_option.empty()) return;
    std::vector<std::string_view> texts;
    for (const auto& option : content.options)
        if (std::holds_alternative<std::string*>(option.target)) texts.push_back(option.name);
    if (std::find(texts.begin(), texts.end(), use.name_option) == texts.end())
        throw Error(fmt::format("the layer '{}' is named by the option '{}', which is not there as a text",
                                use.schema->name, use.name_option),
                    texts.empty() ? "it has no option for a text"
                                  : fmt::format("its options for a text: {}", fmt::join(texts, ", ")));
}

}  // namespace

void check_declaration(const Declaration::Content& content) {
    check_options(content);
    for (const auto& use : content.layers) {
        check_columns(*use.schema);
        check_name_option(use, content);
    }
    for (const auto& table : content.tables) check_columns(*table);
}

}  // namespace quern::host
