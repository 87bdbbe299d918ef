// SPDX-License-Identifier: MIT
// Where each byte of a derived text came from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include <quern/abi.hpp>
#include <quern/span.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Maps spans of a derived text to spans of the text it was made from. A map is a list of pieces that cover
// the derived text from its first byte to its last, in order; their origins are in order as well, since no
// edit moves text about. A value type; looking up is O(log pieces). Pieces are kept as differences, in a few
// bytes each: a page in another charset than UTF-8 has two for every word.
class QUERN_API OffsetMap {
public:
    enum class Kind : std::uint8_t {
        copied,    // the same bytes stand in the source
        replaced,  // these bytes stand for other bytes of the source: &amp;, a re-encoded letter
        inserted,  // no byte of the source: a line break between blocks
    };
    // A replaced piece may say the same of several units in a row, such as the letters of a re-encoded word:
    // each text_unit() bytes of the text stand for source_unit() bytes of the source.
    struct Piece {
        Span text;
        Span source;  // of equal size when copied; empty when inserted
        Kind kind = Kind::copied;
        std::uint32_t units = 1;  // of a replaced piece

        std::uint32_t text_unit() const { return kind == Kind::copied ? 1 : text.size() / units; }
        std::uint32_t source_unit() const { return kind == Kind::copied ? 1 : source.size() / units; }

        friend bool operator==(const Piece&, const Piece&) = default;
    };

    OffsetMap() = default;
    // The map of a text that is its own source.
    static OffsetMap identity(std::uint32_t size);

    // Building, from front to back. Adjoining pieces that say the same are merged, and so are replacements of
    // equal sizes, which stay units of their own; an empty text adds nothing.
    void copied(std::uint32_t size, std::uint32_t source_begin);
    // `units` replacements of `size` bytes each, which share the source evenly; none where there are no
    // units.
    void replaced(std::uint32_t size, Span source, std::uint32_t units = 1);
    void inserted(std::uint32_t size, std::uint32_t source_at);
    // Forgets everything behind the first `size` bytes of the text. A replaced unit is never cut in two: one
    // that reaches across keeps its whole source.
    void truncate(std::uint32_t size);

    class Pieces;
    Pieces pieces() const;
    std::uint32_t text_size() const { return last_.text.end; }
    bool is_identity() const;

    // The smallest source span that accounts for `text`. Inserted text at the edges is left aside; a span of
    // inserted text alone gives the empty span at the place where it was put in. Replaced units count whole.
    Span to_source(Span text) const;

    // The map from this map's text to what `inner` maps to; `inner` maps this map's source.
    OffsetMap after(const OffsetMap& inner) const;

    friend bool operator==(const OffsetMap&, const OffsetMap&) = default;

private:
    // Every so many pieces, where to begin to read: what stands before the next one.
    struct Mark {
        std::size_t at = 0;  // in code_
        std::uint32_t text = 0, source = 0;

        friend bool operator==(const Mark&, const Mark&) = default;
    };
    static constexpr std::size_t mark_distance = 16;

    void push(Piece piece);
    void push_part(const Piece& piece, Span part);
    void settle();
    void keep_pieces(std::size_t count);
    Piece next(Mark& from) const;

    std::vector<std::uint8_t> code_;  // all pieces but the last, which may still grow
    std::vector<Mark> marks_;
    Piece last_{};
    std::size_t count_ = 0;            // of all pieces
    std::uint32_t source_before_ = 0;  // where the source of the piece before the last ends
};

// All pieces of a map, in order, for as long as the map stays as it is.
class QUERN_API OffsetMap::Pieces {
public:
    class QUERN_API Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Piece;
        using difference_type = std::ptrdiff_t;
        using pointer = const Piece*;
        using reference = const Piece&;

        const Piece& operator*() const { return piece_; }
        const Piece* operator->() const { return &piece_; }
        Iterator& operator++() { return --left_, read(), *this; }
        Iterator operator++(int) {
            auto before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(const Iterator& a, const Iterator& b) { return a.left_ == b.left_; }

    private:
        friend class OffsetMap;
        friend class Pieces;
        Iterator(const OffsetMap& map, std::size_t left, Mark next) : map_(&map), left_(left), next_(next) {
            read();
        }
        void read();

        const OffsetMap* map_;
        std::size_t left_;  // pieces, this one among them
        Mark next_;
        Piece piece_{};
    };

    Iterator begin() const { return {*map_, map_->count_, {}}; }
    Iterator end() const { return {*map_, 0, {}}; }
    std::size_t size() const { return map_->count_; }
    bool empty() const { return size() == 0; }
    const Piece& back() const { return map_->last_; }
    // The first piece that ends behind this byte of the text; end() behind the last.
    Iterator at(std::uint32_t offset) const;

private:
    friend class OffsetMap;
    explicit Pieces(const OffsetMap& map) : map_(&map) {}
    const OffsetMap* map_;
};

inline OffsetMap::Pieces OffsetMap::pieces() const {
    return Pieces(*this);
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
