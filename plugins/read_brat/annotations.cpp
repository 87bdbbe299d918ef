// SPDX-License-Identifier: MIT
#include "annotations.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/output.hpp>

namespace read_brat {

namespace {

using quern::Error;

constexpr std::size_t most_shown = 40;  // bytes of a text in a message

std::string shown(std::string_view text) {
    if (text.size() <= most_shown) return std::string(text);
    auto size = most_shown;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    return std::string(text.substr(0, size)) + "…";
}

// What stands in front of the separator, which is taken away with it.
std::string_view take(std::string_view& rest, char separator) {
    const auto end = std::min(rest.find(separator), rest.size());
    const auto part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

std::optional<std::uint64_t> number_in(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

// Whether an annotation's text is the one that stands there: brat writes line breaks as blanks.
bool fits(std::string_view stands, std::string_view written) {
    const auto blank = [](char c) { return c == '\n' || c == '\r' || c == '\t' ? ' ' : c; };
    return std::equal(stands.begin(), stands.end(), written.begin(), written.end(),
                      [&](char a, char b) { return blank(a) == blank(b); });
}

class LineReader {
public:
    explicit LineReader(std::string_view text) : text_(text), offset_(text, quern::OffsetUnit::code_points) {}

    // T1<tab>Person 0 6;12 18<tab>words
    Entity entity(std::string_view line, bool& in_pieces) {
        const auto name = take(line, '\t');
        auto place = take(line, '\t');
        const auto type = take(place, ' ');
        if (name.size() < 2 || type.empty() || place.empty())
            throw Error(
                fmt::format("'{}' is no annotation of a text", shown(name)),
                "expected T1, a type and offsets, and the text, with tabs between: T1	Person 0 6	Angela");
        std::optional<quern::Span> whole;
        std::string stands;
        for (auto pieces = place; !pieces.empty();) {
            const auto piece = span(name, take(pieces, ';'));
            if (whole) stands += ' ';
            stands += piece.of(text_);
            in_pieces |= whole.has_value();
            whole = whole ? quern::Span{std::min(whole->begin, piece.begin), std::max(whole->end, piece.end)}
                          : piece;
        }
        if (!fits(stands, line))
            throw Error(
                fmt::format("{} is “{}”, but at {} of the text “{}” stands (offsets in code points)", name,
                            shown(line), place, shown(stands)),
                "the .txt file has changed since it was annotated, or the offsets count something else");
        return {*whole, type};
    }

private:
    quern::Span span(std::string_view name, std::string_view written) {
        auto rest = written;
        const auto begin = number_in(take(rest, ' ')), end = number_in(rest);
        if (!begin || !end || *end < *begin)
            throw Error(fmt::format("{} has the offsets '{}'", name, shown(written)),
                        "expected begin and end, as in 0 6");
        const auto first = offset_.to_byte(*begin), last = offset_.to_byte(*end);
        if (!first || !last)
            throw Error(
                fmt::format("{} stands at '{}', behind the end of the text, which has {} characters", name,
                            shown(written), offset_.size()),
                "the .txt file has changed since it was annotated, or the offsets count something else");
        return {*first, *last};
    }

    std::string_view text_;
    quern::OffsetTranslator offset_;
};

}  // namespace

Annotations read_annotations(std::string_view lines, std::string_view text) {
    Annotations annotations;
    LineReader reader(text);
    for (std::uint64_t number = 1; !lines.empty(); ++number) {
        auto line = take(lines, '\n');
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) continue;
        // T: text; R, E, A, M, N, * and #: what is said about annotations.
        if (std::string_view("REAMN*#").find(line[0]) != std::string_view::npos) {
            ++annotations.left_aside;
            continue;
        }
        try {
            if (line[0] != 'T')
                throw Error(fmt::format("'{}' is no annotation", shown(line)),
                            "lines begin with T, R, E, A, M, N, * or #");
            bool in_pieces = false;
            annotations.entities.push_back(reader.entity(line, in_pieces));
            annotations.in_pieces += in_pieces;
        } catch (const Error& error) {
            throw Error(fmt::format("line {}: {}", number, error.what()), error.hint());
        }
    }
    return annotations;
}

}  // namespace read_brat
