// SPDX-License-Identifier: MIT
#include "atoms.hpp"

#include <array>

namespace tag_dates {

namespace {

enum class Byte : std::uint8_t { sign, blank, digit, letter, lead };

constexpr auto byte_table = [] {
    std::array<Byte, 256> table{};
    for (int c = 0; c <= ' '; ++c) table[c] = Byte::blank;
    for (int c = '0'; c <= '9'; ++c) table[c] = Byte::digit;
    for (int c = 'a'; c <= 'z'; ++c) table[c] = table[c - 32] = Byte::letter;
    for (int c = 0x80; c < 256; ++c) table[c] = Byte::letter;
    table[0xE2] = table[0xC2] = Byte::lead;  // of dashes, quotation marks and wide blanks
    return table;
}();

Byte kind_of(char c) {
    return byte_table[static_cast<unsigned char>(c)];
}

struct Mark {
    std::uint32_t size;  // in bytes; 0 where it is a letter
    char sign;           // ' ' for a blank
};

// What stands at a byte of the kind `lead`.
Mark mark_at(std::string_view text, std::uint32_t at, std::uint32_t end) {
    const auto byte = [&](std::uint32_t i) {
        return at + i < end ? static_cast<unsigned char>(text[at + i]) : 0;
    };
    if (byte(0) == 0xC2) {
        if (byte(1) == 0xA0) return {2, ' '};
        if (byte(1) == 0xB0) return {2, '%'};                     // of degrees, no more a year than a share
        if (byte(1) == 0xA3 || byte(1) == 0xA5) return {2, '$'};  // of money, as all are
        if (byte(1) == 0xAB || byte(1) == 0xBB) return {2, '"'};
        return {byte(1) >= 0x80 ? 2U : 1U, 0};
    }
    if (byte(1) == 0x80) {
        const auto last = byte(2);
        if (last <= 0x8A || last == 0xAF) return {3, ' '};
        if (0x90 <= last && last <= 0x95) return {3, '-'};
        if (last == 0x98 || last == 0x99) return {3, '\''};
        if (0x9C <= last && last <= 0x9F) return {3, '"'};
        return {3, 0};
    }
    if (byte(1) == 0x88 && byte(2) == 0x92) return {3, '-'};  // minus
    if (byte(1) == 0x82) return {3, '$'};
    return {byte(1) == 0x81 ? 3U : 0U, 0};
}

class Cutter {
public:
    Cutter(std::string_view text, std::uint32_t end, const Lexicon& lexicon, std::vector<Atom>& atoms)
        : text_(text), end_(end), lexicon_(lexicon), atoms_(atoms) {}

    bool cut(std::uint32_t at) {
        bool glued = false, hopeful = false;
        while (at < end_) {
            const auto kind = kind_of(text_[at]);
            if (kind == Byte::blank) {
                ++at;
                glued = false;
                continue;
            }
            Atom atom;
            atom.begin = at;
            atom.glued = glued;
            if (kind == Byte::digit) {
                at = take_number(atom);
                hopeful = true;
            } else if (const auto mark = kind == Byte::lead ? mark_at(text_, at, end_) : Mark{0, 0};
                       mark.size != 0 && mark.sign == ' ') {
                at += mark.size;
                glued = false;
                continue;
            } else if (mark.size != 0 || kind == Byte::sign) {
                atom.kind = Atom::Kind::sign;
                atom.sign = mark.size != 0 ? mark.sign : text_[at];
                at += mark.size != 0 ? mark.size : 1;
                if (at > end_) at = end_;
            } else {
                at = take_word(atom);
                hopeful |= atom.word.classes.any(openers);
            }
            atom.end = at;
            atoms_.push_back(atom);
            glued = true;
        }
        return hopeful;
    }

private:
    std::uint32_t take_number(Atom& atom) const {
        auto at = atom.begin;
        std::int64_t value = 0;
        for (; at < end_ && kind_of(text_[at]) == Byte::digit; ++at)
            if (value < 10'000'000) value = value * 10 + (text_[at] - '0');
        atom.kind = Atom::Kind::number;
        atom.digits = static_cast<std::uint8_t>(at - atom.begin < 100 ? at - atom.begin : 100);
        atom.value = atom.digits <= 6 ? static_cast<std::int32_t>(value) : -1;
        return at;
    }

    std::uint32_t take_word(Atom& atom) const {
        auto at = atom.begin;
        auto hash = Lexicon::seed;
        for (; at < end_; ++at) {
            const auto kind = kind_of(text_[at]);
            if (kind != Byte::letter && (kind != Byte::lead || mark_at(text_, at, end_).size != 0)) break;
            hash = Lexicon::add(hash, text_[at]);
        }
        if (at == atom.begin) ++at;  // half a character at the end of the text
        atom.kind = Atom::Kind::word;
        atom.capital = 'A' <= text_[atom.begin] && text_[atom.begin] <= 'Z';
        atom.word = lexicon_.find(text_.substr(atom.begin, at - atom.begin), hash);
        return at;
    }

    // A sentence with neither a figure nor one of these holds no date.
    static constexpr Classes openers{Class::month, Class::weekday,    Class::season, Class::unit,
                                     Class::today, Class::opens_name, Class::part};

    std::string_view text_;
    std::uint32_t end_;
    const Lexicon& lexicon_;
    std::vector<Atom>& atoms_;
};

}  // namespace

bool cut(std::string_view text, std::uint32_t begin, std::uint32_t end, const Lexicon& lexicon,
         std::vector<Atom>& atoms) {
    atoms.clear();
    return Cutter(text, end, lexicon, atoms).cut(begin);
}

}  // namespace tag_dates
