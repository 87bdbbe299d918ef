// SPDX-License-Identifier: MIT
#include "mark_reader.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace quote_speech {

namespace {

using Family = Mark::Family;
using Turn = Mark::Turn;

// A mark as it is written, and the way its form is turned.
struct Kind {
    std::string_view bytes;
    Family family;
    Turn form;
};

// A mark that begins like another comes before it.
constexpr Kind kinds[] = {
    {"\"", Family::twofold, Turn::either},        {"''", Family::twofold, Turn::either},
    {"'", Family::single, Turn::either},          {"``", Family::twofold, Turn::opens},
    {"`", Family::single, Turn::opens},           {"“", Family::twofold, Turn::opens},
    {"”", Family::twofold, Turn::closes},         {"„", Family::twofold, Turn::opens},
    {"‟", Family::twofold, Turn::opens},          {"‘‘", Family::twofold, Turn::opens},
    {"’’", Family::twofold, Turn::closes},        {"‘", Family::single, Turn::opens},
    {"’", Family::single, Turn::closes},          {"‚", Family::single, Turn::opens},
    {"‛", Family::single, Turn::opens},           {"«", Family::guillemet, Turn::opens},
    {"»", Family::guillemet, Turn::closes},       {"‹", Family::small_guillemet, Turn::opens},
    {"›", Family::small_guillemet, Turn::closes}, {"「", Family::corner, Turn::opens},
    {"」", Family::corner, Turn::closes},         {"『", Family::white_corner, Turn::opens},
    {"』", Family::white_corner, Turn::closes}};

constexpr auto begins_mark = [] {
    std::array<bool, 256> table{};
    for (const auto& kind : kinds) table[static_cast<unsigned char>(kind.bytes[0])] = true;
    return table;
}();

bool is_blank(std::string_view text, std::uint32_t at) {
    return static_cast<unsigned char>(text[at]) <= ' ' || text.substr(at, 2) == "\u00a0" ||
           text.substr(at, 3) == "\u202f" || text.substr(at, 3) == "\u2009";
}

bool is_digit(char byte) {
    return '0' <= byte && byte <= '9';
}

// Letters of other scripts than Latin's first page count as letters; their punctuation begins with E2 or E3.
bool is_letter(unsigned char byte) {
    return ('a' <= (byte | 0x20) && (byte | 0x20) <= 'z') || (byte >= 0xC3 && byte != 0xE2 && byte != 0xE3);
}

bool is_dash(std::string_view text, std::uint32_t at) {
    return text[at] == '-' || text[at] == '/' || text.substr(at, 3) == "–" || text.substr(at, 3) == "—";
}

}  // namespace

void MarkReader::read(std::string_view text, Span paragraph, std::vector<Mark>& marks) {
    collect(text, paragraph, marks);
    look_beside(text, paragraph, marks);
    for (std::size_t i = 0; i < marks.size(); ++i) turn(text, marks[i], left_[i], right_[i]);
    std::erase_if(marks, [](const Mark& mark) { return mark.turn == Turn::neither; });
}

void MarkReader::collect(std::string_view text, Span paragraph, std::vector<Mark>& marks) const {
    marks.clear();
    for (auto at = paragraph.begin; at < paragraph.end;) {
        if (!begins_mark[static_cast<unsigned char>(text[at])]) {
            ++at;
            continue;
        }
        const auto rest = text.substr(at, paragraph.end - at);
        const auto* kind = std::find_if(std::begin(kinds), std::end(kinds),
                                        [&](const Kind& k) { return rest.starts_with(k.bytes); });
        if (kind == std::end(kinds)) {
            ++at;
            continue;
        }
        // Three apostrophes: a single mark and a doubled one, the single one inside.
        const bool three = rest.starts_with("'''") && !rest.starts_with("''''");
        if (three && at > paragraph.begin && !is_blank(text, at - 1)) kind = &kinds[2];
        const auto size = static_cast<std::uint32_t>(kind->bytes.size());
        marks.push_back({{at, at + size}, kind->family, kind->form});
        at += size;
    }
}

MarkReader::Beside MarkReader::before(std::string_view text, Span paragraph, std::uint32_t at) {
    if (at == paragraph.begin) return Beside::blank;
    do --at;
    while (at > paragraph.begin && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    if (is_blank(text, at) || text[at] == '(' || text[at] == '[') return Beside::blank;
    if (is_dash(text, at)) return Beside::dash;
    if (is_digit(text[at])) return Beside::digit;
    return is_letter(text[at]) ? Beside::letter : Beside::sign;
}

MarkReader::Beside MarkReader::after(std::string_view text, Span paragraph, std::uint32_t at) {
    if (at == paragraph.end || is_blank(text, at)) return Beside::blank;
    if (is_dash(text, at)) return Beside::dash;
    if (is_digit(text[at])) return Beside::digit;
    constexpr std::string_view closing = ".,;:!?)]";
    if (closing.find(text[at]) != closing.npos)
        return text.substr(at, 2) == ".." ? Beside::letter : Beside::sign;
    return Beside::letter;  // also $, @, (, … that may begin what is said
}

void MarkReader::look_beside(std::string_view text, Span paragraph, const std::vector<Mark>& marks) {
    left_.resize(marks.size());
    right_.resize(marks.size());
    for (std::size_t i = 0; i < marks.size(); ++i)
        left_[i] = i > 0 && marks[i - 1].span.end == marks[i].span.begin
                       ? left_[i - 1]
                       : before(text, paragraph, marks[i].span.begin);
    for (auto i = marks.size(); i-- > 0;)
        right_[i] = i + 1 < marks.size() && marks[i].span.end == marks[i + 1].span.begin
                        ? right_[i + 1]
                        : after(text, paragraph, marks[i].span.end);
}

void MarkReader::turn(std::string_view text, Mark& mark, Beside left, Beside right) const {
    const auto form = mark.turn;
    const bool word_left = left == Beside::letter || left == Beside::digit || left == Beside::sign;
    const bool word_right = right == Beside::letter || right == Beside::digit;
    if (!word_left && word_right)
        mark.turn = Turn::opens;
    else if (word_left && !word_right)
        mark.turn = Turn::closes;
    if (mark.family != Family::single) return;

    // Apostrophes: inside words, and in place of letters left out.
    const auto beside = [&](Beside side) { return side == Beside::letter || side == Beside::digit; };
    if (beside(left) && beside(right) && form != Turn::opens) mark.turn = Turn::neither;
    if (mark.turn == Turn::opens && (!word_right || is_elision(text, mark.span.end)))
        mark.turn = Turn::neither;
    if (mark.turn == Turn::either) mark.turn = form == Turn::either ? Turn::neither : form;
    const auto end = mark.span.end;
    mark.possessive = mark.turn == Turn::closes && beside(left) &&
                      (text[mark.span.begin - 1] | 0x20) == 's' && end + 1 < text.size() &&
                      text[end] == ' ' && 'a' <= text[end + 1] && text[end + 1] <= 'z';
}

// 'em, 'til, '90s.
bool MarkReader::is_elision(std::string_view text, std::uint32_t at) const {
    auto end = at;
    while (end < text.size() && end - at < 12 && (is_letter(text[end]) || is_digit(text[end]))) ++end;
    const auto word = text.substr(at, end - at);
    if (word.size() >= 2 && is_digit(word[0]) && is_digit(word[1]))
        return word.size() == 2 || (word.size() == 3 && word[2] == 's');
    std::string small(word);
    for (auto& byte : small)
        if ('A' <= byte && byte <= 'Z') byte = static_cast<char>(byte | 0x20);
    return !small.empty() && language_->look_up(small).classes.has(Class::elision);
}

}  // namespace quote_speech
