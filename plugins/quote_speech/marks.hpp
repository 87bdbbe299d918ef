// SPDX-License-Identifier: MIT
// Pairs the quotation marks of a text: nested, reopened in each paragraph, never closed, or turned the wrong
// way.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <quern/span.hpp>

#include "mark_reader.hpp"

namespace quote_speech {

constexpr std::uint32_t no_string = ~std::uint32_t{0};

// A string inside marks.
struct Quoted {
    Span outer;                        // with its marks
    Span inner;                        // without
    std::uint32_t paragraph = 0;       // number of the piece of text that it stands in
    std::uint32_t parent = no_string;  // the string around it
    bool closed = false;               // false: its closing mark is missing
    bool continued = false;            // not closed, and the next paragraph opens with a mark again
};

class MarkScanner {
public:
    explicit MarkScanner(const Language& language) : reader_(language) {}

    // Replaces `found` by the strings of `text`, in order of their beginning. None crosses a border between
    // `paragraphs`. Linear in the size of the text, whatever it holds.
    void scan(std::string_view text, const std::vector<Span>& paragraphs, std::vector<Quoted>& found);

private:
    static constexpr auto families = static_cast<std::size_t>(Mark::Family::count);
    // A mark that waits for its partner.
    struct Open {
        std::uint32_t string;  // its string in `found`
        Mark::Family family;
        std::uint32_t size;  // bytes of the mark: " or “
        bool leads;          // the paragraph begins with it
        std::size_t below;   // the next of the same family further down: its place in the stack + 1
    };

    void look_ahead();
    void pair(Span paragraph, std::uint32_t number, std::vector<Quoted>& found);
    bool is_worth_opening(std::size_t mark) const;
    bool opens_paragraph(std::size_t mark) const;
    bool is_apostrophe(std::size_t mark) const;
    bool is_nested(std::size_t mark) const;
    void open(std::size_t mark, std::uint32_t paragraph, std::vector<Quoted>& found);
    void close(std::size_t mark, std::vector<Quoted>& found);
    void give_up(std::uint32_t end, std::vector<Quoted>& found);
    void give_up_family(std::size_t mark, std::vector<Quoted>& found);
    void pop();
    static void forget_unpaired(std::size_t first, std::vector<Quoted>& found);

    MarkReader reader_;
    Span paragraph_;
    std::vector<Mark> marks_;
    // For each mark, what follows of its own family in the paragraph.
    struct Ahead {
        std::size_t next = 0;                 // the next mark; the number of marks when there is none
        std::uint32_t opens = 0, closes = 0;  // how many turn each way
    };
    std::vector<Ahead> ahead_;
    std::vector<Open> stack_;
    std::size_t top_[families] = {};      // the innermost open mark of each family: its place + 1
    std::uint32_t depth_[families] = {};  // how many of each family are open
};

}  // namespace quote_speech
