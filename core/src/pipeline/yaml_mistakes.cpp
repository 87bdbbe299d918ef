// SPDX-License-Identifier: MIT
#include "pipeline/yaml_mistakes.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>

#include "pipeline/yaml_text.hpp"

namespace quern::host {

namespace {

std::size_t line_start(std::string_view text, std::size_t offset) {
    if (offset == 0) return 0;
    const auto before = text.rfind('\n', offset - 1);
    return before == std::string_view::npos ? 0 : before + 1;
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

std::size_t first_non_blank(std::string_view text, std::size_t offset) {
    const auto at = text.find_first_not_of(" \t", line_start(text, offset));
    return std::min(at, text.size());
}

// The line above the one of `offset`, without its indentation; comments and empty lines do not count.
std::string_view line_above(std::string_view text, std::size_t offset) {
    for (auto start = line_start(text, offset); start > 0;) {
        start = line_start(text, start - 1);
        const auto first = first_non_blank(text, start);
        const auto line = text.substr(first, text.find_first_of("\r\n", first) - first);
        if (!line.empty() && line.front() != '#') return line;
    }
    return {};
}

YamlMistake colon_mistake(const YamlFailure& failure) {
    const auto first = first_non_blank(failure.text, failure.offset);
    const std::string_view key = failure.text.substr(first, failure.offset - first);
    if (key.find(": ") != std::string_view::npos)
        return {failure.offset, "a second ': ' in one line", "put the value in quotes"};
    const std::string_view above = line_above(failure.text, failure.offset);
    if (!above.empty() && above.front() != '-' && above.find(':') == std::string_view::npos)
        return {static_cast<std::size_t>(above.data() - failure.text.data()), "a key without its ':'", "",
                above.size()};
    return {first, "a key cannot stand here", "is its indentation right?",
            std::max<std::size_t>(1, key.size())};
}

YamlMistake open_bracket(const YamlFailure& failure) {
    const std::string_view text = failure.text;
    if (failure.offset > 0 && text.substr(failure.offset - 1, 2) == "${")
        return {failure.offset - 1, "'${' inside brackets", "put the value in quotes", 2};
    const std::size_t at = failure.open_brackets.empty() ? failure.offset : failure.open_brackets.back();
    return {at,
            fmt::format("'{}' without its '{}'", text.substr(at, 1), text.substr(at, 1) == "{" ? '}' : ']'),
            ""};
}

// `path: -` for stdin, or a list that begins behind its key.
YamlMistake dash_mistake(const YamlFailure& failure) {
    const auto rest = failure.text.substr(failure.offset + 1);
    const auto next = rest.find_first_not_of(" \t");
    const bool alone =
        next == std::string_view::npos || std::string_view("\r\n#}],").find(rest[next]) != rest.npos;
    if (alone) return {failure.offset, "'-' alone begins a list", "write it in quotes: '-'"};
    return {failure.offset, "a list cannot begin here", "begin it on the next line"};
}

// What follows a value on its line and cannot.
YamlMistake end_of_map(const YamlFailure& failure) {
    const auto start = line_start(failure.text, failure.offset);
    const auto before = failure.text.substr(start, failure.offset - start);
    const auto last = before.find_last_not_of(" \t");
    if (last != std::string_view::npos && (before[last] == '"' || before[last] == '\''))
        return {failure.offset, "text behind a closing quotation mark", "put all of the value in quotes"};
    return {failure.offset, "this does not continue the map above", "a key with ':' is expected here"};
}

YamlMistake missing_anchor(const YamlFailure& failure) {
    const auto star = failure.text.rfind('*', failure.offset);
    const auto at = star == std::string_view::npos ? failure.offset : star;
    return {at, "'*' begins an alias, and there is no such anchor above",
            "put the value in quotes if it is text", word_size(failure.text, at)};
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
    if (is(Msg::END_OF_MAP)) return end_of_map(failure);
    if (is(Msg::END_OF_SEQ))
        return here("this does not continue the list above", "an entry with '- ' is expected here");
    if (is(Msg::FLOW_END)) return here("a closing bracket without its opening one", "");
    if (is(Msg::BLOCK_ENTRY)) return dash_mistake(failure);
    if (starts(Msg::INVALID_ESCAPE) || is(Msg::INVALID_HEX) || starts(Msg::INVALID_UNICODE))
        return escape(failure);
    if (is(Msg::UNKNOWN_ANCHOR) || is(Msg::ALIAS_NOT_FOUND) || is(Msg::CHAR_IN_ALIAS))
        return missing_anchor(failure);
    if (is(Msg::ANCHOR_NOT_FOUND) || is(Msg::CHAR_IN_ANCHOR))
        return here("'&' begins an anchor, and no name follows", "put the value in quotes if it is text");
    if (is(Msg::UNKNOWN_TOKEN)) {
        const std::string_view token = failure.text.substr(failure.offset, 1);
        return here(fmt::format("no value can begin with '{}'", token), "put the value in quotes");
    }
    if (is(Msg::CHAR_IN_BLOCK))
        return here("nothing may stand behind '|' or '>'", "begin the text on the next line");
    return here(fmt::format("this cannot be read as YAML: {}", what), "");
}

}  // namespace quern::host
