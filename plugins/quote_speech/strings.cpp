// SPDX-License-Identifier: MIT
#include "strings.hpp"

#include <algorithm>

namespace quote_speech {

namespace {

constexpr Index farthest = 100;  // words to either side; bounds the time on endless sentences

Span trimmed(std::string_view text, Span span) {
    const auto blank_at = [&](std::uint32_t at) { return static_cast<unsigned char>(text[at]) <= ' '; };
    const auto hard_blank = [&](std::uint32_t at) { return text.substr(at, 2) == "\u00a0"; };
    for (;;) {
        if (span.begin < span.end && blank_at(span.begin))
            ++span.begin;
        else if (span.size() >= 2 && hard_blank(span.begin))
            span.begin += 2;
        else if (span.begin < span.end && blank_at(span.end - 1))
            --span.end;
        else if (span.size() >= 2 && hard_blank(span.end - 2))
            span.end -= 2;
        else
            return span;
    }
}

}  // namespace

void Strings::read(Words& words) {
    scanner_.scan(words.text(), words.paragraphs(), found_);
    settle_nicknames(words);
    strings_.clear();
    for (auto& quoted : found_) {
        quoted.inner = trimmed(words.text(), quoted.inner);
        if (!quoted.closed && quoted.parent == no_string) end_at_attribution(words, quoted);
        String string;
        string.quoted = quoted;
        strings_.push_back(string);
    }
    for (Index i = 0; i < strings_.size(); ++i) assign(words, i);
    for (auto& string : strings_) {
        if (string.quoted.parent == no_string) look_beside(words, string);
        string.title = is_title(words, string);
        string.aside = is_aside(words, string);
        string.said = string.quoted.inner;
        find_label(words, string);
    }
}

// `"PENCE: We will stay.`: a transcript that is quoted names the speaker in capitals inside the marks.
void Strings::find_label(const Words& words, String& string) {
    constexpr Index longest = 3;  // words
    const auto inner = string.inner;
    auto i = inner.begin;
    while (i < inner.end && i - inner.begin < longest && words[i].capitals) ++i;
    if (i == inner.begin || i + 1 >= inner.end || words[i].shape != Shape::colon) return;
    string.label = {inner.begin, i};
    string.said.begin = words[i + 1].span.begin;
}

// "It is misleading, said Hua. The next sentence …": where the closing mark is missing, what is said ends
// before the words that tell who said it.
void Strings::end_at_attribution(const Words& words, Quoted& quoted) const {
    const MentionFinder mentions(words);
    const auto range = words.inside(quoted.inner);
    const auto tells = [&](Index i) {
        const auto kind = words[i].cue;
        return (kind == CueClass::say || kind == CueClass::voice || kind == CueClass::tell ||
                kind == CueClass::ask) &&
               (words[i].form == Form::past || words[i].form == Form::third);
    };
    for (auto i = range.begin; i + 2 < range.end; ++i) {
        if (words[i].shape != Shape::comma) continue;
        auto name_end = i + 1;
        while (name_end < range.end && name_end < i + 5 &&
               (words[name_end].is_capital() || mentions.is_subject_pronoun(name_end)))
            ++name_end;
        const bool normal = name_end > i + 1 && name_end < range.end && tells(name_end);
        const bool inverted =
            tells(i + 1) && !mentions.after(i + 2, range.end).empty() && words[i + 2].is_capital();
        if (!normal && !inverted) continue;
        quoted.inner.end = quoted.outer.end = words[i].span.end;
        quoted.continued = false;
        return;
    }
}

// Takes nicknames out of the strings, so that nothing is said in them, and makes them part of the name.
void Strings::settle_nicknames(Words& words) {
    nicknames_.clear();
    std::vector<std::uint32_t> place(found_.size());
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < found_.size(); ++i) {
        auto quoted = found_[i];
        const bool alone = quoted.closed && quoted.parent == no_string &&
                           (i + 1 == found_.size() || found_[i + 1].parent != i);
        const auto outer = words.inside(quoted.outer), inner = words.inside(quoted.inner);
        if (alone && is_nickname(words, outer, inner)) {
            nicknames_.push_back(trimmed(words.text(), quoted.inner));
            for (auto k = outer.begin; k < outer.end; ++k) {
                words[k].nickname = true;
                if (!words[k].is_word()) words[k].shape = Shape::hyphen;
            }
            continue;
        }
        if (quoted.parent != no_string) quoted.parent = place[quoted.parent];
        place[i] = kept;
        found_[kept++] = quoted;
    }
    found_.resize(kept);
}

bool Strings::is_nickname(const Words& words, Range outer, Range inner) {
    return inner.size() <= 2 && !inner.empty() && outer.begin > 0 && outer.end < words.size() &&
           words[outer.begin - 1].is_capital() && words[outer.end].is_capital() &&
           words[inner.begin].is_capital() && words[outer.begin - 1].sentence == words[outer.end].sentence;
}

void Strings::assign(Words& words, Index number) {
    auto& string = strings_[number];
    const auto& quoted = string.quoted;
    string.outer = words.inside({quoted.outer.begin, std::max(quoted.outer.end, quoted.inner.end)});
    string.inner = words.inside(quoted.inner);
    const bool outermost = quoted.parent == no_string;
    // The words of a string inside another have been told of the outer one: only its marks are left to find,
    // so that strings nested deep cost no more than others.
    const auto is_mark = [&](Index i) {
        return words[i].span.end <= quoted.inner.begin || words[i].span.begin >= quoted.inner.end;
    };
    for (auto i = string.outer.begin; i < string.outer.end && is_mark(i); ++i) words[i].shape = Shape::mark;
    for (auto i = string.outer.end; i > string.outer.begin && is_mark(i - 1); --i)
        words[i - 1].shape = Shape::mark;
    for (auto i = string.outer.begin; outermost && i < string.outer.end; ++i) words[i].quoted = number;
    // A token that holds both the mark and the word after it.
    if (string.inner.begin > string.outer.begin &&
        words[string.inner.begin - 1].span.end > quoted.inner.begin)
        --string.inner.begin;
}

// "(Laughter.)", "[crosstalk]": a paragraph of a few words in one pair of brackets, with marks and nothing
// else.
bool Strings::is_aside(const Words& words, const String& string) {
    constexpr Index longest = 6;  // words and signs
    if (words.paragraph(string.quoted.paragraph) != string.outer || string.inner.size() > longest)
        return false;
    auto [begin, end] = string.inner;
    while (begin < end && words[end - 1].shape == Shape::stop) --end;
    if (end - begin < 3 || words[begin].shape != Shape::open || words[end - 1].shape != Shape::close)
        return false;
    for (auto i = begin + 1; i + 1 < end; ++i)
        if (words[i].shape == Shape::close) return false;
    return true;
}

// "The Interview", "Guardians of the Galaxy.": no stop before the end, and capitals but for small words.
bool Strings::is_title(const Words& words, const String& string) {
    constexpr Index longest = 12;  // words
    if (string.inner.size() > longest) return false;
    for (auto i = string.inner.begin; i < string.inner.end; ++i) {
        const auto& word = words[i];
        const bool last = i + 1 == string.inner.end && words.text(i) == ".";
        if (word.shape == Shape::stop && !last) return false;
        if (word.shape == Shape::lower && (!word.is(Class::small) || i == string.inner.begin) &&
            !words.is_clitic(i))
            return false;
    }
    return !string.inner.empty() && !words.is_heading(string.quoted.paragraph);
}

void Strings::look_beside(const Words& words, String& string) const {
    const auto text = words.text();
    const auto inner = string.quoted.inner;
    if (string.inner.empty()) return;
    const auto first = string.outer.begin;
    const auto last = string.outer.end - 1;
    auto begin = first;
    while (begin > 0 && first - begin < farthest && words[begin - 1].outside() &&
           words[begin - 1].sentence == words[string.inner.begin].sentence &&
           words[begin - 1].paragraph == string.quoted.paragraph)
        --begin;
    string.left = {begin, first};

    const auto closing = inner.empty() ? ' ' : text[inner.end - 1];
    const auto after = last + 1;
    const bool comma_after =
        after < words.size() && words[after].shape == Shape::comma && words[after].joined;
    string.ends_in_comma = closing == ',' || comma_after;
    string.right = {after, after};
    const bool here =
        after < words.size() && words[after].outside() && words[after].paragraph == string.quoted.paragraph;
    // A sentence that ends inside the marks may go on behind them: "Why?" he asked.
    string.ends_in_stop = here && closing == '.' && words[after].sentence != words[last].sentence &&
                          words[after].shape != Shape::lower;
    if (here) {
        auto end = after;
        while (end < words.size() && end - after < farthest && words[end].outside() &&
               words[end].sentence == words[after].sentence &&
               words[end].paragraph == string.quoted.paragraph)
            ++end;
        string.right = {after, end};
    }
    bool word_follows = false;
    for (auto i = string.right.begin; i < string.right.end && !word_follows; ++i)
        word_follows = words[i].is_word();
    string.ends_sentence = !word_follows || string.ends_in_stop;
    // "[But] it is not …", "… There is more": signs may stand in front of the first word.
    auto opening = string.inner.begin;
    while (opening < string.inner.end && !words[opening].is_word()) ++opening;
    string.whole =
        opening < string.inner.end && (words[opening].is_capital() || words[opening].shape == Shape::number);
}

}  // namespace quote_speech
