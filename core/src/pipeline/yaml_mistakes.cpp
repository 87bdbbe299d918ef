// SPDX-License-Identifier: MIT
#include "pipeline/yaml_mistakes.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>

namespace quern::host {

namespace {

std::size_t line_start(std::string_view text, std::size_t offset) {
    if (offset == 0) return 0;
    const auto before = text.rfind('\n', offset - 1);
    return before == std::string_view::npos ? 0 : before + 1;
}

std::string_view line_around(std::string_view text, std::size_t offset) {
    const auto start = line_start(text, offset);
    return text.substr(start, text.find('\n', start) - start);
}

// Offset of a tab in the indentation of the line, or npos.
std::size_t tab_in_indentation(std::string_view text, std::size_t offset) {
    const auto start = line_start(text, offset);
    const auto at = text.find_first_not_of(' ', start);
    return at != std::string_view::npos && text[at] == '\t' ? at : std::string_view::npos;
}

// The quotation mark that opens the scalar which the parser was reading.
std::size_t opening_quote(const YamlFailure& failure) {
    for (std::size_t at = failure.last_event; at < failure.text.size(); ++at) {
        const bool quote = failure.text[at] == '"' || failure.text[at] == '\'';
        if (quote &&
            (at == 0 || std::string_view(" \t\n[{,:-").find(failure.text[at - 1]) != std::string_view::npos))
            return at;
    }
    return failure.offset;
}

YamlMistake colon_mistake(const YamlFailure& failure) {
    const auto start = line_start(failure.text, failure.offset);
    const std::string_view before = failure.text.substr(start, failure.offset - start);
    if (before.find(": ") != std::string_view::npos)
        return {failure.offset, "a second ': ' in one line", "put the value in quotes"};
    return {failure.offset, "a key cannot stand here",
            "is its indentation right, and does the line above end as it should?"};
}

YamlMistake open_bracket(const YamlFailure& failure) {
    if (failure.open_brackets.empty()) return {failure.offset, "a bracket is not closed", ""};
    const std::size_t at = failure.open_brackets.back();
    const char bracket = at < failure.text.size() ? failure.text[at] : '[';
    const char closing = bracket == '{' ? '}' : ']';
    const std::string_view inside = failure.text.substr(at, failure.offset > at ? failure.offset - at : 0);
    return {at, fmt::format("'{}' without its '{}'", bracket, closing),
            inside.find("${") != std::string_view::npos ? "inside brackets, put ${…} in quotes" : ""};
}

YamlMistake escape(const YamlFailure& failure) {
    const auto backslash = failure.text.rfind('\\', failure.offset);
    const std::size_t at = backslash == std::string_view::npos ? failure.offset : backslash;
    return {at, fmt::format("'{}' means nothing in double quotes", failure.text.substr(at, 2)),
            "use single quotes, or write the backslash twice"};
}

}  // namespace

YamlMistake explain(const YamlFailure& failure) {
    namespace Msg = YAML::ErrorMsg;
    const std::string_view what = failure.complaint;
    const auto is = [&](const char* message) { return what == message; };
    const auto starts = [&](const char* message) { return what.starts_with(message); };
    const auto here = [&](std::string message, std::string suggestion) {
        return YamlMistake{failure.offset, std::move(message), std::move(suggestion)};
    };
    if (const auto tab = tab_in_indentation(failure.text, failure.offset); tab != std::string_view::npos)
        return {tab, "a tab in the indentation", "YAML is indented with spaces"};
    if (is(Msg::EOF_IN_SCALAR)) return {opening_quote(failure), "this quotation mark is never closed", ""};
    if (is(Msg::END_OF_MAP_FLOW) || is(Msg::END_OF_SEQ_FLOW)) return open_bracket(failure);
    if (is(Msg::MAP_VALUE) || is(Msg::MAP_KEY)) return colon_mistake(failure);
    if (is(Msg::END_OF_MAP))
        return here("this does not continue the map above", "a key with ':' is expected here");
    if (is(Msg::END_OF_SEQ))
        return here("this does not continue the list above", "an entry with '- ' is expected here");
    if (is(Msg::FLOW_END)) return here("a closing bracket without its opening one", "");
    if (is(Msg::BLOCK_ENTRY)) return here("a list cannot begin here", "begin it on the next line");
    if (starts(Msg::INVALID_ESCAPE) || is(Msg::INVALID_HEX) || starts(Msg::INVALID_UNICODE))
        return escape(failure);
    if (is(Msg::UNKNOWN_ANCHOR) || is(Msg::ALIAS_NOT_FOUND) || is(Msg::CHAR_IN_ALIAS))
        return here("'*' begins an alias, and there is no such anchor above",
                    "put the value in quotes if it is text");
    if (is(Msg::ANCHOR_NOT_FOUND) || is(Msg::CHAR_IN_ANCHOR))
        return here("'&' begins an anchor, and no name follows", "put the value in quotes if it is text");
    if (is(Msg::UNKNOWN_TOKEN)) {
        const std::string_view token = failure.text.substr(failure.offset, 1);
        return here(fmt::format("no value can begin with '{}'", token), "put the value in quotes");
    }
    if (is(Msg::CHAR_IN_BLOCK))
        return here("nothing may stand behind '|' or '>'", "begin the text on the next line");
    return here(fmt::format("this is not YAML: {}", what), "");
}

}  // namespace quern::host
