// SPDX-License-Identifier: MIT
#include "worker/edit_from_map.hpp"

#include <quern/error.hpp>

namespace quern::host {

namespace {

// Calls one of the three for each piece of the map, and `gap` for what stands between them.
template <class Copy, class Replace, class Insert, class Gap>
void walk(std::string_view source, const std::string& text, const OffsetMap& map, Copy copy, Replace replace,
          Insert insert, Gap gap) {
    std::uint32_t at = 0;
    for (const auto& piece : map.pieces()) {
        if (piece.source.begin < at || piece.source.end > source.size())
            throw Error(piece.source.begin < at ? "the origin puts text in another order"
                                                : "the origin leads behind the end of what was sent");
        if (piece.source.begin > at) gap(Span{at, piece.source.begin});
        at = piece.source.end;
        const auto words = piece.text.of(text);
        if (piece.kind == OffsetMap::Kind::inserted) {
            insert(piece.source.begin, words);
        } else if (piece.kind == OffsetMap::Kind::copied) {
            if (words != piece.source.of(source))
                throw Error("the origin calls something copied that is not what was sent");
            copy(piece.source);
        } else {
            for (std::uint32_t unit = 0; unit < piece.units; ++unit) {
                const auto begin = piece.source.begin + unit * piece.source_unit();
                replace(Span{begin, begin + piece.source_unit()},
                        words.substr(std::size_t{unit} * piece.text_unit(), piece.text_unit()));
            }
        }
    }
    if (at < source.size()) gap(Span{at, static_cast<std::uint32_t>(source.size())});
}

}  // namespace

TextEdit edit_from_map(std::string_view source, const std::string& text, const OffsetMap& map) {
    TextEdit edit(source);
    walk(
        source, text, map, [](Span) {}, [&](Span range, std::string_view with) { edit.replace(range, with); },
        [&](std::uint32_t at, std::string_view what) { edit.insert(at, what); },
        [&](Span range) { edit.drop(range); });
    return edit;
}

TextBuilder builder_from_map(std::string_view page, const std::string& text, const OffsetMap& map) {
    TextBuilder builder(page);
    walk(
        page, text, map, [&](Span range) { builder.copy(range); },
        [&](Span range, std::string_view with) { builder.replace(with, range); },
        [&](std::uint32_t, std::string_view what) { builder.insert(what); }, [](Span) {});
    return builder;
}

}  // namespace quern::host
