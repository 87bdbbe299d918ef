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

// Seven bits a byte, the lowest first; the high bit says that more follow.
void append_number(std::vector<std::uint8_t>& code, std::uint64_t number) {
    for (; number >= 0x80; number >>= 7) code.push_back(static_cast<std::uint8_t>(number | 0x80));
    code.push_back(static_cast<std::uint8_t>(number));
}

std::uint64_t read_number(const std::vector<std::uint8_t>& code, std::size_t& at) {
    std::uint64_t number = code[at] & 0x7F;
    for (int shift = 7; code[at++] & 0x80; shift += 7) number |= std::uint64_t{code[at] & 0x7Fu} << shift;
    return number;
}

// A step forward is even, one back is odd, so that short ones are short either way.
std::uint64_t from_step(std::int64_t step) {
    return step < 0 ? static_cast<std::uint64_t>(-step) * 2 - 1 : static_cast<std::uint64_t>(step) * 2;
}

std::int64_t to_step(std::uint64_t number) {
    return number & 1 ? -static_cast<std::int64_t>(number / 2 + 1) : static_cast<std::int64_t>(number / 2);
}

// A piece begins with its size, or that of a replaced unit, above these bits.
constexpr std::uint64_t kind_bits = 3, leaves_gap = 4;
constexpr int size_shift = 3;

}  // namespace

OffsetMap OffsetMap::identity(std::uint32_t size) {
    OffsetMap map;
    map.copied(size, 0);
    return map;
}

void OffsetMap::push(Piece piece) {
    if (piece.text.empty()) return;
    if (count_ > 0 && joins(last_, piece)) {
        last_.text.end = piece.text.end;
        last_.source.end = piece.source.end;
        if (piece.kind == Kind::replaced) last_.units += piece.units;
        return;
    }
    if (count_ > 0) settle();
    last_ = piece;
    ++count_;
}

// The last piece will grow no more.
void OffsetMap::settle() {
    if ((count_ - 1) % mark_distance == 0) marks_.push_back({code_.size(), last_.text.begin, source_before_});
    const bool is_replaced = last_.kind == Kind::replaced;
    const auto gap = std::int64_t{last_.source.begin} - source_before_;
    const std::uint64_t size = is_replaced ? last_.text_unit() : last_.text.size();
    append_number(code_,
                  size << size_shift | (gap != 0 ? leaves_gap : 0) | static_cast<std::uint64_t>(last_.kind));
    if (gap != 0) append_number(code_, from_step(gap));
    if (is_replaced) append_number(code_, last_.source_unit()), append_number(code_, last_.units);
    source_before_ = last_.source.end;
}

// Reads the piece that stands at `from`, and moves that behind it.
OffsetMap::Piece OffsetMap::next(Mark& from) const {
    const auto head = read_number(code_, from.at);
    const auto size = static_cast<std::uint32_t>(head >> size_shift);
    Piece piece{
        {from.text, from.text + size}, {from.source, from.source}, static_cast<Kind>(head & kind_bits)};
    if (head & leaves_gap) {
        const auto begin = from.source + to_step(read_number(code_, from.at));
        piece.source.begin = piece.source.end = static_cast<std::uint32_t>(begin);
    }
    if (piece.kind == Kind::copied) piece.source.end += size;
    if (piece.kind == Kind::replaced) {
        const auto unit = static_cast<std::uint32_t>(read_number(code_, from.at));
        piece.units = static_cast<std::uint32_t>(read_number(code_, from.at));
        piece.text.end = piece.text.begin + size * piece.units;
        piece.source.end += unit * piece.units;
    }
    from.text = piece.text.end, from.source = piece.source.end;
    return piece;
}

void OffsetMap::Pieces::Iterator::read() {
    if (left_ > 1)
        piece_ = map_->next(next_);
    else if (left_ == 1)
        piece_ = map_->last_;
}

OffsetMap::Pieces::Iterator OffsetMap::Pieces::at(std::uint32_t offset) const {
    if (offset >= map_->text_size()) return end();
    if (offset >= map_->last_.text.begin) return {*map_, 1, {}};
    const auto& marks = map_->marks_;
    const auto behind = std::partition_point(marks.begin(), marks.end(),
                                             [offset](const Mark& mark) { return mark.text <= offset; });
    const auto number = static_cast<std::size_t>(behind - marks.begin()) - 1;
    Iterator piece(*map_, map_->count_ - number * mark_distance, marks[number]);
    while (piece->text.end <= offset) ++piece;
    return piece;
}

void OffsetMap::copied(std::uint32_t size, std::uint32_t source_begin) {
    const auto at = text_size();
    push({{at, at + size}, {source_begin, source_begin + size}, Kind::copied});
}

void OffsetMap::replaced(std::uint32_t size, Span source, std::uint32_t units) {
    const auto at = text_size();
    const Span text{at, at + size * units};
    source.empty() ? push({text, source, Kind::inserted}) : push({text, source, Kind::replaced, units});
}

void OffsetMap::inserted(std::uint32_t size, std::uint32_t source_at) {
    const auto at = text_size();
    push({{at, at + size}, {source_at, source_at}, Kind::inserted});
}

// Forgets all pieces behind the first `count`; the last of those may grow again.
void OffsetMap::keep_pieces(std::size_t count) {
    if (count == 0) {
        *this = {};
        return;
    }
    if (count == count_) return;
    const auto last = count - 1;
    auto from = marks_[last / mark_distance];
    for (auto i = last / mark_distance * mark_distance; i < last; ++i) next(from);
    const auto end = from.at;
    source_before_ = from.source;
    last_ = next(from);
    code_.resize(end);
    marks_.resize((last + mark_distance - 1) / mark_distance);
    count_ = count;
}

void OffsetMap::truncate(std::uint32_t size) {
    if (size >= text_size()) return;
    if (size == 0) return keep_pieces(0);
    const auto cut = pieces().at(size - 1);
    const auto piece = *cut;
    keep_pieces(count_ - cut.left_);
    push_part(piece, {piece.text.begin, size});
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
    return count_ == 0 || (count_ == 1 && last_.kind == Kind::copied && last_.source.begin == 0);
}

Span OffsetMap::to_source(Span text) const {
    const auto all = pieces();
    if (all.empty()) return {};
    auto first = all.at(text.begin);
    if (first == all.end()) return {last_.source.end, last_.source.end};
    if (text.empty()) {
        const auto at = source_begin(*first, text.begin);
        return {at, at};
    }
    auto last = first->text.end >= text.end ? first : all.at(std::min(text.end, text_size()) - 1);
    while (first != last && first->kind == Kind::inserted) ++first;
    while (last != first && last->kind == Kind::inserted) last = all.at(last->text.begin - 1);

    return {source_begin(*first, std::max(text.begin, first->text.begin)),
            source_end(*last, std::min(text.end, last->text.end))};
}

OffsetMap OffsetMap::after(const OffsetMap& inner) const {
    if (inner.is_identity()) return *this;
    OffsetMap result;
    const auto inside = inner.pieces();
    for (const auto& piece : pieces()) {
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
        for (auto in = inside.at(at); at < piece.source.end; ++in) {
            if (in == inside.end()) {
                result.inserted(piece.source.end - at, inner.last_.source.end);
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
