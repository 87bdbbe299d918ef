// SPDX-License-Identifier: MIT
// One stage's declaration as a person, a program or a page of documentation wants it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/registry.hpp"

namespace quern::host {

// A stage with what it declares. The defaults of its options live in the object.
struct Description {
    const OfferedStage* offer = nullptr;
    std::unique_ptr<Component> object;
    Declaration declaration;
    std::string problem;  // why the stage cannot be made or does not declare itself; the rest is empty then
    std::string hint;     // what to do about the problem

    const Declaration::Content& content() const { return declaration.content(); }
};

// Never throws for what a plugin does: see `problem`.
Description describe(const OfferedStage& stage);

// "reader", "stage", "corpus stage", "exporter".
std::string_view to_string(ComponentKind kind);

// What values an option takes beyond its type: "at least 2", "one of a, b", "an existing file"; empty for
// any.
std::string allowed_text(const Option& option);
// "required", the default as YAML would write it, or "none".
std::string default_shown(const Option& option);

// Broken between words into lines of at most `width` columns, those behind the first after `indent` blanks.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

// Everything, for a terminal.
std::string to_text(const Description& stage);
// Names and summaries, grouped by kind.
std::string to_text(const std::vector<Description>& stages);

// One object; a list of them.
std::string to_json(const Description& stage);
std::string to_json(const std::vector<Description>& stages);

// The stage's page of the documentation; the page that lists all of them.
std::string to_markdown(const Description& stage);
std::string to_markdown(const std::vector<Description>& stages);

}  // namespace quern::host
