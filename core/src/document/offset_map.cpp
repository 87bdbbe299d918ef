// SPDX-License-Identifier: MIT
#include <quern/offset_map.hpp>

#include <algorithm>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

using Kind = OffsetMap::Kind;
using Piece = OffsetMap::Piece;

// Whether `next` goes on where `last` ends, so that one piece says both.
bool joins(const Piece& last, const Piece& next) {
    return last.kind == next.kind && last.source.end == next.source.begin &&
           (next.kind != Kind::replaced ||
            (last.text_unit() == next.text_unit() && last.source_unit() == next.source_unit()));
}

// Where in the source the unit begins that holds the byte `at` of the text, and where the one ends that holds
// the byte before it.
std::uint32_t source_begin(const Piece& piece, std::uint32_t at) {
    return piece.source.begin + (at - piece.text.begin) / piece.text_unit() * piece.source_unit();
}

std::uint32_t source_end(const Piece& piece, std::uint32_t at) {
    const auto units = (at - piece.text.begin - 1) / piece.text_unit() + 1;
    return piece.source.begin + units * piece.source_unit();
}

// The first piece that ends behind `offset`.
std::span<const Piece>::iterator piece_at(std::span<const Piece> pieces, std::uint32_t offset) {
    return std::partition_point(pieces.begin(), pieces.end(),
                                [offset](const Piece& piece) { return piece.text.end <= offset; });
}

}  // namespace

OffsetMap OffsetMap::identity(std::uint32_t size) {
    OffsetMap map;
    map.copied(size, 0);
    return map;
}

void OffsetMap::push(Piece piece) {
    if (piece.text.empty()) return;
    if (!pieces_.empty() && joins(pieces_.back(), piece)) {
        auto& last = pieces_.back();
        last.text.end = piece.text.end;
        last.source.end = piece.source.end;
        if (piece.kind == Kind::replaced) last.units += piece.units;
    } else {
        pieces_.push_back(piece);
    }
}

void OffsetMap::copied(std::uint32_t size, std::uint32_t source_begin) {
    const auto at = text_size();
    push({{at, at + size}, {source_begin, source_begin + size}, Kind::copied});
}

void OffsetMap::replaced(std::uint32_t size, Span source) {
    const auto at = text_size();
    push({{at, at + size}, source, source.empty() ? Kind::inserted : Kind::replaced});
}

void OffsetMap::inserted(std::uint32_t size, std::uint32_t source_at) {
    const auto at = text_size();
    push({{at, at + size}, {source_at, source_at}, Kind::inserted});
}

void OffsetMap::truncate(std::uint32_t size) {
    while (!pieces_.empty() && pieces_.back().text.begin >= size) pieces_.pop_back();
    if (pieces_.empty() || pieces_.back().text.end <= size) return;
    const auto last = pieces_.back();
    pieces_.pop_back();
    push_part(last, {last.text.begin, size});
}

// What a piece says of a part of its text: of whole units in one, and of those that are cut one by one.
void OffsetMap::push_part(const Piece& piece, Span part) {
    const auto add = [&](Span text, std::uint32_t units) {
        const auto at = text_size();
        const Span source{source_begin(piece, text.begin), source_end(piece, text.end)};
        push({{at, at + text.size()}, source, piece.kind, units});
    };
    if (piece.kind != Kind::replaced) return add(part, 1);
    const auto unit = piece.text_unit();
    const auto place = [&](std::uint32_t at) { return (at - piece.text.begin) % unit; };
    if (const auto cut = place(part.begin); cut != 0) {
        const auto end = std::min(part.end, part.begin + unit - cut);
        add({part.begin, end}, 1);
        part.begin = end;
    }
    const auto whole = part.size() / unit;
    if (whole > 0) add({part.begin, part.begin + whole * unit}, whole);
    if (part.size() % unit != 0) add({part.begin + whole * unit, part.end}, 1);
}

bool OffsetMap::is_identity() const {
    return pieces_.empty() ||
           (pieces_.size() == 1 && pieces_[0].kind == Kind::copied && pieces_[0].source.begin == 0);
}

Span OffsetMap::to_source(Span text) const {
    const std::span<const Piece> pieces = pieces_;
    if (pieces.empty()) return {};
    auto first = piece_at(pieces, text.begin);
    if (first == pieces.end()) return {pieces.back().source.end, pieces.back().source.end};
    if (text.empty()) {
        const auto at = source_begin(*first, text.begin);
        return {at, at};
    }
    auto last = piece_at(pieces, text.end - 1);
    if (last == pieces.end()) --last;
    while (first != last && first->kind == Kind::inserted) ++first;
    while (last != first && last->kind == Kind::inserted) --last;

    return {source_begin(*first, std::max(text.begin, first->text.begin)),
            source_end(*last, std::min(text.end, last->text.end))};
}

OffsetMap OffsetMap::after(const OffsetMap& inner) const {
    if (inner.is_identity()) return *this;
    OffsetMap result;
    result.pieces_.reserve(pieces_.size() + inner.pieces_.size());
    for (const auto& piece : pieces_) {
        if (piece.kind == Kind::inserted) {
            result.inserted(piece.text.size(), inner.to_source(piece.source).begin);
            continue;
        }
        if (piece.kind == Kind::replaced) {
            const auto size = piece.source_unit();
            for (auto at = piece.source.begin; at < piece.source.end; at += size)
                result.replaced(piece.text_unit(), inner.to_source({at, at + size}));
            continue;
        }
        // A copied piece is cut along the pieces of the inner map that it runs over.
        auto at = piece.source.begin;
        for (auto in = piece_at(inner.pieces_, at); at < piece.source.end; ++in) {
            if (in == std::span<const Piece>(inner.pieces_).end()) {
                result.inserted(piece.source.end - at,
                                inner.pieces_.empty() ? 0 : inner.pieces_.back().source.end);
                break;
            }
            const auto end = std::min(in->text.end, piece.source.end);
            result.push_part(*in, {at, end});
            at = end;
        }
    }
    return result;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
