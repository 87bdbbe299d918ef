// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <quern/offset_map.hpp>

namespace clean_html {

// Reads what a map says of parts of its text. Fastest where one part follows the other.
class MapReader {
public:
    explicit MapReader(const quern::OffsetMap& map) : pieces_(map.pieces()), piece_(pieces_.begin()) {}

    // Calls take(kind, text, source), in order and unit by unit. The part begins and ends between two units.
    template <class Take>
    void each_part(quern::Span part, Take take) {
        go_to(part.begin);
        for (auto at = part.begin; at < part.end;) {
            const auto end = std::min(part.end, piece_->text.end), skipped = at - piece_->text.begin;
            if (piece_->kind == quern::OffsetMap::Kind::replaced) {
                const auto size = piece_->text_unit(), of = piece_->source_unit();
                auto source = piece_->source.begin + skipped / size * of;
                for (; at < end; at += size, source += of)
                    take(piece_->kind, quern::Span{at, at + size}, quern::Span{source, source + of});
            } else {
                const auto copied = piece_->kind == quern::OffsetMap::Kind::copied;
                const auto source = piece_->source.begin + (copied ? skipped : 0);
                take(piece_->kind, quern::Span{at, end},
                     quern::Span{source, source + (copied ? end - at : 0)});
                at = end;
            }
            if (at < part.end) ++piece_;
        }
    }

private:
    void go_to(std::uint32_t at) {
        constexpr int most_steps = 8;
        if (piece_ != pieces_.end() && piece_->text.begin <= at)
            for (int step = 0; step < most_steps && piece_ != pieces_.end(); ++step, ++piece_)
                if (at < piece_->text.end) return;
        piece_ = pieces_.at(at);
    }

    quern::OffsetMap::Pieces pieces_;
    quern::OffsetMap::Pieces::Iterator piece_;
};

}  // namespace clean_html
