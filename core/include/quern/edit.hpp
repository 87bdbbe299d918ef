// SPDX-License-Identifier: MIT
// Changing a document's text without losing where it came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <quern/abi.hpp>
#include <quern/offset_map.hpp>
#include <quern/span.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// A set of changes to one text, given in any order and in the offsets of that text as it stands;
// Document::apply() carries them out together. Offsets must lie on code-point boundaries inside the text: an
// Error says which does not.
//
// What becomes of rows: one inside a dropped range goes, one half inside is clipped, one that touches a
// replaced range grows to its edge; inserted text belongs to no row unless it is put into the middle of one.
class QUERN_API TextEdit {
public:
    // `text` is the text to change, as Document::text() gives it. After apply() make a new edit for more.
    explicit TextEdit(std::string_view text) : text_(text) {}

    // Takes the range out. Dropped ranges may overlap one another.
    void drop(Span range);
    // Puts `with` in the place of the range. Replaced ranges may overlap no other change.
    void replace(Span range, std::string_view with);
    // Puts `what` in before the byte at `at`. Several at one place stand in the order given.
    void insert(std::uint32_t at, std::string_view what);
    // From the first keep() on, everything is dropped that is in no kept range.
    void keep(Span range);

    bool empty() const { return changes_.empty() && !keeping_; }

    // The outcome: the new text, and the map from it to the old one.
    struct Result {
        std::string text;
        OffsetMap map;
    };
    Result result() const;

    // How offsets of the old text move into the new one.
    class QUERN_API Moves {
    public:
        // The new place of `span`, or false where nothing of it is left.
        bool move(Span& span) const;

    private:
        friend class TextEdit;
        struct Step {
            Span from;  // changed range of the old text; empty for an insertion
            Span to;    // what stands there in the new text; empty for a drop
        };
        std::uint32_t begin_of(std::uint32_t offset) const;
        std::uint32_t end_of(std::uint32_t offset) const;
        std::vector<Step> steps_;
    };
    Moves moves() const;

private:
    // Small: a text of short lines may have several for each.
    struct Change {
        Span range;
        Span with;  // in new_text_
        bool replaces = false;
    };
    void check(Span range) const;
    void add(Span range, std::string_view with, bool replaces);
    std::vector<Change> normalised() const;

    friend class Document;
    std::string_view text_;
    std::vector<Change> changes_;
    std::string new_text_;  // of all changes
    std::vector<Span> kept_;
    bool keeping_ = false;
};

// Builds a text out of pieces of a page, in the page's order. Offsets are into Document::page().
class QUERN_API TextBuilder {
public:
    explicit TextBuilder(std::string_view page) : page_(page) {}

    // Appends bytes of the page as they are.
    void copy(Span page);
    // Appends `text`, which stands for that range of the page: an entity, a run of white space.
    void replace(std::string_view text, Span page);
    // Appends text that stands nowhere in the page.
    void insert(std::string_view text);
    // Takes back the last `size` bytes, which must be whole code points.
    void trim(std::uint32_t size);

    std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
    std::string_view text() const { return text_; }

private:
    friend class Document;
    std::string_view page_;
    std::string text_;
    OffsetMap map_;
    std::uint32_t at_ = 0;  // end of the last piece of the page that was used
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
