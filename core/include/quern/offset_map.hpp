// SPDX-License-Identifier: MIT
// Where each byte of a derived text came from.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <quern/abi.hpp>
#include <quern/span.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Maps spans of a derived text to spans of the text it was made from. A map is a list of pieces that cover
// the derived text from its first byte to its last, in order; their origins are in order as well, since no
// edit moves text about. A value type; looking up is O(log pieces).
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
    void replaced(std::uint32_t size, Span source);
    void inserted(std::uint32_t size, std::uint32_t source_at);
    // Forgets everything behind the first `size` bytes of the text. A replaced unit is never cut in two: one
    // that reaches across keeps its whole source.
    void truncate(std::uint32_t size);

    std::span<const Piece> pieces() const { return pieces_; }
    std::uint32_t text_size() const { return pieces_.empty() ? 0 : pieces_.back().text.end; }
    bool is_identity() const;

    // The smallest source span that accounts for `text`. Inserted text at the edges is left aside; a span of
    // inserted text alone gives the empty span at the place where it was put in. Replaced units count whole.
    Span to_source(Span text) const;

    // The map from this map's text to what `inner` maps to; `inner` maps this map's source.
    OffsetMap after(const OffsetMap& inner) const;

    friend bool operator==(const OffsetMap&, const OffsetMap&) = default;

private:
    void push(Piece piece);
    void push_part(const Piece& piece, Span part);

    std::vector<Piece> pieces_;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
