// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <quern/offset_map.hpp>

namespace clean_html {

// Calls take(kind, text, source) with what a map says of a part of its text, in order and unit by unit. The
// part begins and ends between two units.
template <class Take>
void each_part(const quern::OffsetMap& map, quern::Span part, Take take) {
    auto at = part.begin;
    for (auto piece = map.pieces().at(at); at < part.end; ++piece) {
        const auto end = std::min(part.end, piece->text.end), skipped = at - piece->text.begin;
        if (piece->kind == quern::OffsetMap::Kind::replaced) {
            const auto size = piece->text_unit(), of = piece->source_unit();
            for (auto source = piece->source.begin + skipped / size * of; at < end; at += size, source += of)
                take(piece->kind, quern::Span{at, at + size}, quern::Span{source, source + of});
        } else {
            const auto copied = piece->kind == quern::OffsetMap::Kind::copied;
            const auto source = piece->source.begin + (copied ? skipped : 0);
            take(piece->kind, quern::Span{at, end}, quern::Span{source, source + (copied ? end - at : 0)});
            at = end;
        }
    }
}

}  // namespace clean_html
