// SPDX-License-Identifier: MIT
// Writes the blocks of a layout.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "layout.hpp"
#include "press/ascii.hpp"

namespace clean_html {

// Text comes in, white space is collapsed, segments come out.
class BlockWriter {
public:
    explicit BlockWriter(Layout& layout) : layout_(layout) {}

    void begin(BlockKind kind) {
        end();
        kind_ = kind;
    }

    void end() {
        if (open_) layout_.blocks.back().text.end = static_cast<std::uint32_t>(layout_.text.size());
        open_ = false, has_pending_ = false, lines_ = 0;
    }

    // `marks` are those of all elements around; a block keeps the ones that all of its text has.
    void text(const TextPiece& piece, NodeNumber node, std::uint32_t marks, bool keep_space, bool in_link) {
        node_ = node, marks_ = marks, in_link_ = in_link;
        keep_space ? verbatim(piece) : collapse(piece);
    }

    // A br. Two of them end the paragraph.
    void line_break() {
        if (!open_) return;
        has_pending_ = false;
        if (++lines_ == 2) end();
    }

    // Between two cells of a table, and between two of its rows.
    void separate(std::string_view what) {
        if (!open_) return;
        has_pending_ = false, lines_ = 0;
        separator_ = what;
    }

private:
    using Kind = quern::OffsetMap::Kind;

    void collapse(const TextPiece& piece) {
        const auto text = piece.text;
        if (!piece.copied) {
            if (text.size() == 1 && press::is_blank(text[0]))
                note_space(piece.page);
            else
                put(Kind::replaced, text, piece.page);
            return;
        }
        for (std::size_t i = 0; i < text.size();) {
            auto end = i;
            if (press::is_blank(text[i])) {
                while (end < text.size() && press::is_blank(text[end])) ++end;
                note_space(part(piece.page, i, end), end - i == 1 && text[i] == ' ');
            } else {
                end = end_of_words(text, i);
                put(Kind::copied, text.substr(i, end - i), part(piece.page, i, end));
            }
            i = end;
        }
    }

    // As far as single spaces part the words: copied as one.
    static std::size_t end_of_words(std::string_view text, std::size_t i) {
        for (; i < text.size(); ++i)
            if (press::is_blank(text[i]) &&
                (text[i] != ' ' || i + 1 == text.size() || press::is_blank(text[i + 1])))
                break;
        return i;
    }

    static quern::Span part(quern::Span page, std::size_t begin, std::size_t end) {
        return {page.begin + static_cast<std::uint32_t>(begin), page.begin + static_cast<std::uint32_t>(end)};
    }

    void note_space(quern::Span page, bool plain = false) {
        if (!open_ || has_pending_ || lines_ > 0 || !separator_.empty()) return;
        has_pending_ = true;
        pending_ = page, pending_plain_ = plain;
    }

    void verbatim(const TextPiece& piece) {
        if (!open_ && std::all_of(piece.text.begin(), piece.text.end(), press::is_blank)) return;
        put(piece.copied ? Kind::copied : Kind::replaced, piece.text, piece.page);
    }

    void put(Kind kind, std::string_view text, quern::Span page) {
        open();
        if (!separator_.empty()) {
            append(Kind::inserted, separator_, {page.begin, page.begin});
            separator_ = {};
        } else if (lines_ > 0) {
            append(Kind::inserted, "\n", {page.begin, page.begin});
        } else if (has_pending_) {
            append(pending_plain_ ? Kind::copied : Kind::replaced, " ", pending_);
        }
        has_pending_ = false, lines_ = 0;
        layout_.blocks.back().marks &= marks_;
        append(kind, text, page);
        if (in_link_) layout_.blocks.back().link_bytes += static_cast<std::uint32_t>(text.size());
    }

    void open() {
        if (open_) return;
        open_ = true;
        const auto at = static_cast<std::uint32_t>(layout_.text.size());
        layout_.blocks.push_back({kind_, {at, at}, node_, marks_, 0});
        separator_ = {};
    }

    void append(Kind kind, std::string_view text, quern::Span page) {
        const auto size = static_cast<std::uint32_t>(text.size());
        layout_.text += text;
        if (kind == Kind::copied)
            layout_.origin.copied(size, page.begin);
        else if (kind == Kind::replaced)
            layout_.origin.replaced(size, page);
        else
            layout_.origin.inserted(size, page.begin);
    }

    Layout& layout_;
    BlockKind kind_ = BlockKind::paragraph;
    std::uint32_t marks_ = 0;
    NodeNumber node_ = 0;
    bool in_link_ = false, open_ = false;
    bool has_pending_ = false, pending_plain_ = false;
    quern::Span pending_;         // white space that is written when a word follows
    std::string_view separator_;  // of a table, likewise
    int lines_ = 0;               // br since the last word
};

}  // namespace clean_html
