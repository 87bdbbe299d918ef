// SPDX-License-Identifier: MIT
#include "words.hpp"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>
#include <xxhash.h>

#include "fold.hpp"

namespace corpus_quotes {

namespace {

constexpr std::size_t longest_word = 64;     // bytes; what is longer is cut into several
constexpr std::uint32_t passage_weight = 8;  // a passage grows by sentences until it has four words
constexpr std::uint32_t joins_passage = Passage::most_words - passage_weight;

std::uint64_t hash_of(std::string_view text) {
    return XXH3_64bits(text.data(), text.size());
}

bool is_letter(std::int32_t code) {
    if (code < 0x80) return ('a' <= (code | 0x20) && (code | 0x20) <= 'z');
    return u_isalpha(code) || u_charType(code) == U_NON_SPACING_MARK ||
           u_charType(code) == U_COMBINING_SPACING_MARK;
}

bool is_digit(std::int32_t code) {
    return code < 0x80 ? '0' <= code && code <= '9' : u_isdigit(code);
}

// Scripts that put no spaces between words.
bool is_wide(std::int32_t code) {
    if (code < 0x0E00) return false;
    UErrorCode error = U_ZERO_ERROR;
    switch (uscript_getScript(code, &error)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
        case USCRIPT_TIBETAN:
            return true;
        default:
            return false;
    }
}

bool is_apostrophe(std::int32_t code) {
    return code == '\'' || code == 0x2019 || code == 0x2BC;
}

// Signs inside a word that do not part it: co-operate, soft hyphens.
bool is_hyphen(std::int32_t code) {
    return code == '-' || code == 0x2010 || code == 0x2011 || code == 0xAD;
}

bool begins_sentence(std::string_view piece) {
    UChar32 code = 0;
    for (std::int32_t at = 0; at < static_cast<std::int32_t>(piece.size()) && !is_letter(code);)
        U8_NEXT(piece.data(), at, static_cast<std::int32_t>(piece.size()), code);
    return u_isupper(code);
}

}  // namespace

void WordReader::read(std::string_view piece) {
    const auto size = static_cast<std::int32_t>(piece.size());
    // "A," said X. "B.": the comma may stand for a full stop.
    if (!into_.words.empty() && begins_sentence(piece)) end_sentence(Mood::statement);
    for (std::int32_t at = 0; at < size && !is_full();) {
        UChar32 code = static_cast<unsigned char>(piece[static_cast<std::size_t>(at)]);
        if (code < 0x80)
            ++at;
        else
            U8_NEXT(piece.data(), at, size, code);
        take(piece, code, static_cast<std::size_t>(at));
    }
    end_word();
    last_wide_ = 0;
}

void WordReader::take(std::string_view piece, std::int32_t code, std::size_t next) {
    const auto follows = [&] {  // whether a letter or digit does
        if (next >= piece.size()) return false;
        const auto byte = static_cast<unsigned char>(piece[next]);
        return byte >= 0x80 || is_letter(byte) || is_digit(byte);
    };
    if (is_letter(code) && is_wide(code)) {
        end_word();
        if (last_wide_ != 0)
            add(Word(hash_of(std::string_view(reinterpret_cast<const char*>(&last_wide_), 4)) * 31 +
                         static_cast<std::uint64_t>(code),
                     Word::pair));
        last_wide_ = code;
        return;
    }
    last_wide_ = 0;
    if (is_letter(code) || is_digit(code)) {
        if (word_.size() >= longest_word) end_word();
        if (word_.empty()) {
            capital_ = code < 0x80 ? 'A' <= code && code <= 'Z' : u_isupper(code) || u_istitle(code);
            capitals_ = true;
            letters_ = 0;
        }
        ++letters_;
        capitals_ = capitals_ && (code < 0x80 ? code < 'a' : !u_islower(code));
        append_folded(word_, code);
        return;
    }
    const bool inside = !word_.empty() && follows();
    if (inside && is_apostrophe(code)) {
        word_ += '\'';
        return;
    }
    if (inside && is_hyphen(code)) return;
    // 61,000 and 2.5; U.N.
    const bool after_digit = !word_.empty() && is_digit(static_cast<unsigned char>(word_.back()));
    if (inside && after_digit && (code == ',' || code == '.') &&
        is_digit(static_cast<unsigned char>(piece[next]))) {
        if (code == '.') word_ += '.';
        return;
    }
    if (code == '.' && letters_ == 1 && capital_ && !word_.empty() && follows()) return;
    end_word();
    switch (code) {
        case '.':
        case '!':
        case 0x2026:  // …
        case 0x3002:  // 。
        case 0xFF01:
            end_sentence(Mood::statement);
            break;
        case '?':
        case 0xFF1F:
        case 0x61F:  // of Arabic
            end_sentence(Mood::question);
            break;
        case ',':
        case ';':
        case ':':
        case '(':
        case ')':
        case 0x2013:
        case 0x2014:
        case 0x3001:
        case 0xFF0C:
            end_clause();
            break;
        case '%':
            word_ = "percent";
            capitals_ = capital_ = false;
            letters_ = 7;
            end_word();
            break;
        default:
            break;
    }
}

void WordReader::end_word() {
    if (word_.empty()) return;
    read_word();
    word_.clear();
}

void WordReader::read_word() {
    if (is_digit(static_cast<unsigned char>(word_.front()))) return read_number(word_);
    // Clitics: government's, we've; don't.
    bool negates = false;
    if (const auto mark = word_.rfind('\''); mark != word_.npos) {
        negates = word_.ends_with("n't");
        word_.resize(mark);
        if (negates) word_.pop_back();  // the n
        std::erase(word_, '\'');        // O'Dell
        if (word_.empty() || negates) {
            negated_ = negated_ || negates;
            return;
        }
    }
    const auto* known = language_.find(word_);
    const unsigned classes = known ? known->classes : 0;
    const bool acronym = capitals_ && letters_ >= 2 && (classes & Language::function) != 0;  // US, WHO, IT
    if (acronym) {
        add(Word(hash_of(word_ + "."), Word::name));
        return;
    }
    if ((classes & Language::clause) != 0) end_clause();
    if ((classes & Language::denial) != 0) denied_ = true;
    if ((classes & Language::no) != 0 && behind_word_ != 0) into_.words.back().mark(Word::negated);
    behind_word_ = 0;
    if ((classes & (Language::negation | Language::no)) != 0) {
        negated_ = true;
        return;
    }
    if ((classes & Language::function) != 0) return;
    if ((classes & Language::number) != 0) return add(Word(hash_of(known->form), Word::number));
    if (known && !known->form.empty())
        word_ = known->form;
    else
        language_.stem(word_);
    add(Word(hash_of(word_), capital_ ? std::uint32_t{Word::name} : 0u));
}

// 61000, 2.5; 40m is 40 million.
void WordReader::read_number(std::string_view text) {
    const auto end = std::min(text.find_first_not_of("0123456789."), text.size());
    add(Word(hash_of(text.substr(0, end)), Word::number));
    if (const auto unit = language_.unit(text.substr(end)); !unit.empty()) {
        std::string word(unit);
        language_.stem(word);
        add(Word(hash_of(word)));
    }
}

void WordReader::add(Word word) {
    if (is_full()) return;
    if (negated_) word.mark(Word::negated);
    const auto begin = into_.passages.empty() ? 0 : into_.passages.back().end;
    if (into_.words.size() - begin >= joins_passage) end_passage();
    passage_weight_ += word.weight();
    into_.words.push_back(word);
    behind_word_ = into_.words.size();
}

void WordReader::end_sentence(Mood mood) {
    end_clause();
    if (denied_)
        for (auto i = sentence_; i < into_.words.size(); ++i) into_.words[i].mark(Word::negated);
    denied_ = false;
    if (sentence_ < into_.words.size()) {
        asks_ |= mood == Mood::question;
        states_ |= mood == Mood::statement;
    }
    sentence_ = into_.words.size();
    if (passage_weight_ >= passage_weight) end_passage();
}

void WordReader::end_passage() {
    const auto begin = into_.passages.empty() ? 0 : into_.passages.back().end;
    const auto end = static_cast<std::uint32_t>(into_.words.size());
    if (end > begin) into_.passages.push_back({begin, end, mood()});
    passage_weight_ = 0;
    asks_ = states_ = false;
}

void WordReader::finish() {
    end_word();
    end_sentence(Mood::open);
    end_passage();
}

}  // namespace corpus_quotes
