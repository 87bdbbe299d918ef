// SPDX-License-Identifier: MIT
#include <quern/offset_map.hpp>

#include <algorithm>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

using Kind = OffsetMap::Kind;
using Piece = OffsetMap::Piece;

// Whether `next` goes on where `last` ends, so that one piece says both.
bool joins(const Piece& last, const Piece& next) {
    if (last.kind != next.kind || last.source.end != next.source.begin) return false;
    return next.kind != Kind::replaced;  // two replacements are two statements
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
        pieces_.back().text.end = piece.text.end;
        pieces_.back().source.end = piece.source.end;
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
    auto& last = pieces_.back();
    if (last.kind == Kind::copied) last.source.end -= last.text.end - size;
    last.text.end = size;
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
        const auto begin = first->source.begin;
        const auto at = first->kind == Kind::copied ? begin + (text.begin - first->text.begin) : begin;
        return {at, at};
    }
    auto last = piece_at(pieces, text.end - 1);
    if (last == pieces.end()) --last;
    while (first != last && first->kind == Kind::inserted) ++first;
    while (last != first && last->kind == Kind::inserted) --last;

    Span source{first->source.begin, last->source.end};
    if (first->kind == Kind::copied && text.begin > first->text.begin)
        source.begin += text.begin - first->text.begin;
    if (last->kind == Kind::copied && text.end < last->text.end) source.end -= last->text.end - text.end;
    return source;
}

OffsetMap OffsetMap::after(const OffsetMap& inner) const {
    if (inner.is_identity()) return *this;
    OffsetMap result;
    result.pieces_.reserve(pieces_.size() + inner.pieces_.size());
    for (const auto& piece : pieces_) {
        if (piece.kind != Kind::copied) {
            const auto source = inner.to_source(piece.source);
            result.replaced(piece.text.size(),
                            piece.kind == Kind::inserted ? Span{source.begin, source.begin} : source);
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
            if (in->kind == Kind::copied)
                result.copied(end - at, in->source.begin + (at - in->text.begin));
            else if (in->kind == Kind::replaced)
                result.replaced(end - at, in->source);
            else
                result.inserted(end - at, in->source.begin);
            at = end;
        }
    }
    return result;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
