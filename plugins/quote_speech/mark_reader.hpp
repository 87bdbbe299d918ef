// SPDX-License-Identifier: MIT
// Finds the quotation marks of a paragraph and which way each is turned: by its form and by what stands
// beside it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <quern/span.hpp>

#include "language.hpp"

namespace quote_speech {

using quern::Span;

struct Mark {
    // Marks of one family pair with each other, whatever their form: “ with ", ‘ with '.
    enum class Family : std::uint8_t {
        twofold,
        single,
        guillemet,
        small_guillemet,
        corner,
        white_corner,
        count
    };
    enum class Turn : std::uint8_t { opens, closes, either, neither };

    Span span;
    Family family = Family::twofold;
    Turn turn = Turn::either;
    bool possessive = false;  // may be no more than the end of "the teachers'"
};

class MarkReader {
public:
    explicit MarkReader(const Language& language) : language_(&language) {}

    // Replaces `marks` by those of the paragraph, apostrophes left aside. Linear in the paragraph's size.
    void read(std::string_view text, Span paragraph, std::vector<Mark>& marks);

private:
    // What stands on one side of a mark, other marks looked through.
    enum class Beside : std::uint8_t { blank, sign, dash, letter, digit };
    static Beside before(std::string_view text, Span paragraph, std::uint32_t at);
    static Beside after(std::string_view text, Span paragraph, std::uint32_t at);
    void collect(std::string_view text, Span paragraph, std::vector<Mark>& marks) const;
    void look_beside(std::string_view text, Span paragraph, const std::vector<Mark>& marks);
    void turn(std::string_view text, Mark& mark, Beside left, Beside right) const;
    bool is_elision(std::string_view text, std::uint32_t at) const;

    const Language* language_;
    std::vector<Beside> left_, right_;
};

}  // namespace quote_speech
