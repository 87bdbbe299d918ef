// SPDX-License-Identifier: MIT
#include "tokenizer.hpp"

#include <algorithm>
#include <array>

#include "ascii.hpp"
#include "characters.hpp"
#include "links.hpp"

namespace segment_text {

namespace {

constexpr char32_t right_quote = 0x2019, ellipsis = 0x2026, en_dash = 0x2013, em_dash = 0x2014;
constexpr char32_t zero_width_joiner = 0x200D, variation_selector = 0xFE0F, keycap = 0x20E3;

bool is_apostrophe(char32_t code) {
    return code == '\'' || code == right_quote || code == '`' || code == 0x2BC || code == 0x2032 ||
           code == 0xFF07;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> small_letters) {
    return std::any_of(small_letters.begin(), small_letters.end(), [&](std::string_view other) {
        return std::equal(word.begin(), word.end(), other.begin(), other.end(),
                          [](char a, char b) { return ascii_small(a) == b; });
    });
}

bool is_clitic(std::string_view letters) {
    return is_one_of(letters, {"s", "m", "d", "re", "ve", "ll"});
}

// Units that are tokens of their own right behind a number.
bool is_unit(std::string_view letters) {
    return is_one_of(letters, {"am", "pm", "mm", "cm", "km", "kg", "gb", "mb", "mph", "kph", "hrs"});
}

}  // namespace

// One pass over one range. Every function takes the token that begins at at_ and moves at_ behind it.
class Scan {
public:
    Scan(const Tokenizer& tokenizer, std::string_view text, quern::Span range,
         std::vector<quern::Span>& tokens)
        : tokenizer_(tokenizer),
          text_(text.substr(0, range.end)),
          begin_(range.begin),
          at_(range.begin),
          end_(static_cast<std::uint32_t>(text_.size())),
          tokens_(tokens) {}

    void run() {
        while ((at_ = behind_plain_tokens(at_)) < end_) {
            switch (lead(text_[at_])) {
                case Lead::blank:
                    ++at_;
                    break;
                case Lead::letter:
                    joined_word();
                    break;
                case Lead::digit:
                    number();
                    break;
                case Lead::sign:
                    sign();
                    break;
                case Lead::high:
                    beyond_ascii();
                    break;
            }
        }
    }

private:
    // What the text holds. Past the end there are newlines.
    char byte(std::uint32_t at) const { return at < end_ ? text_[at] : '\n'; }
    Kind kind(std::uint32_t at) const { return characters_.kind_at(text_, at); }
    Character character(std::uint32_t at) const { return character_at(text_, at); }
    std::string_view piece(std::uint32_t begin, std::uint32_t end) const {
        return text_.substr(begin, end - begin);
    }
    bool after_blank() const {
        return at_ == begin_ || is_blank(characters_.kind(character_before(text_, at_).code));
    }

    void emit(std::uint32_t begin, std::uint32_t end) {
        if (begin < end) tokens_.push_back({begin, end});
    }
    void emit_to(std::uint32_t end) {
        emit(at_, end);
        at_ = end;
    }

    std::uint32_t behind_plain_tokens(std::uint32_t at);

    // words
    void joined_word();
    void emit_word(std::uint32_t begin, std::uint32_t end);
    // Sifts out nearly all other words, without a jump that depends on their size.
    bool may_be_two_words(std::uint32_t begin, std::uint32_t end) const {
        const auto size = end - begin;
        const int last = text_[end - 1] | 0x20;
        return ((size == 5) & (last == 'a')) | ((size == 6) & (last == 't'));
    }
    // Whether the word ends its sentence for all that its letters and the blank behind the period say.
    bool is_plainly_last(std::uint32_t begin, std::uint32_t end) const {
        return text_[end] == '.' && end - begin > 1 && byte(end + 1) == ' ' &&
               !tokenizer_.language_->may_be_abbreviation(piece(begin, end));
    }
    bool link();
    std::uint32_t word_end(std::uint32_t at) const;
    std::uint32_t negation_end(std::uint32_t begin) const;
    std::uint32_t after_apostrophe(std::uint32_t begin, std::uint32_t at) const;
    std::uint32_t after_period(std::uint32_t begin, std::uint32_t part, std::uint32_t at) const;
    bool keeps_period(std::uint32_t begin, std::uint32_t part, std::uint32_t at) const;
    std::uint32_t after_hyphen(std::uint32_t part, std::uint32_t at) const;

    // numbers
    void number();
    std::uint32_t number_end(std::uint32_t at) const;
    std::uint32_t digits_end(std::uint32_t at) const;

    // signs
    void sign();
    void apostrophe();
    void beyond_ascii();
    void pictograph();
    std::uint32_t run_end(std::uint32_t at) const;
    std::uint32_t with_marks(std::uint32_t at) const;
    std::uint32_t emoticon_end() const;

    const Tokenizer& tokenizer_;
    const Characters& characters_ = Characters::instance();
    const std::string_view text_;
    const std::uint32_t begin_;
    std::uint32_t at_;
    const std::uint32_t end_;
    std::vector<quern::Span>& tokens_;
    std::uint32_t next_at_sign_ = 0;  // where the next @ stands, at or after the last place asked about
};

// Takes what needs no thought, which is most of any text: words of plain letters and signs that are always
// tokens of their own, with a blank or nothing between them.
std::uint32_t Scan::behind_plain_tokens(std::uint32_t at) {
    const auto text = text_;
    const auto size = end_;
    while (at + 1 < size) {
        auto end = letters_end(text, at);
        if (end == size) break;
        if (end != at) {
            if (!ends_word(text[end]) && !is_plainly_last(at, end)) break;
            if (may_be_two_words(at, end))
                emit_word(at, end);
            else
                tokens_.push_back({at, end});
        } else if (stands_alone(text[at]) || (text[at] == '.' && lead(text[at + 1]) == Lead::blank)) {
            if (lead(text[at + 1]) == Lead::high) break;  // perhaps a combining mark
            tokens_.push_back({at, ++end});
        } else if (text[at] != ' ') {
            break;
        }
        at = end + (text[end] == ' ');
    }
    return at;
}

// ---- words

// A word followed by something that may go on with it.
void Scan::joined_word() {
    if (link()) return;
    const auto begin = at_;
    auto part = begin;  // where the part after the last joining sign begins
    at_ = word_end(at_);
    while (at_ < end_) {
        const auto next = character(at_);
        auto joined = at_;
        if (is_apostrophe(next.code))
            joined = after_apostrophe(begin, at_);
        else if (next.code == '.')
            joined = after_period(begin, part, at_);
        else if (next.code == '-')
            joined = after_hyphen(part, at_);
        else if (next.code == '&' && is_ascii_capital(text_[at_ - 1]) && is_ascii_capital(byte(at_ + 1)))
            joined = at_ + 1;  // AT&T
        if (joined == at_) break;
        part = joined;
        at_ = word_end(joined);
        if (at_ == joined) break;  // a last period
    }
    if (const auto clitic = negation_end(begin); clitic != at_) {  // do|n't
        emit(begin, at_ - 1);
        emit(at_ - 1, clitic);
        at_ = clitic;
        return;
    }
    if (byte(at_) == '$' && is_one_of(piece(begin, at_), {"us", "a", "c", "hk", "nz", "s"})) ++at_;
    emit_word(begin, at_);
}

// Some words are two by convention, though nothing shows it: "can|not".
void Scan::emit_word(std::uint32_t begin, std::uint32_t end) {
    const bool two =
        may_be_two_words(begin, end) && is_one_of(piece(begin, end), {"cannot", "gonna", "wanna", "gotta"});
    if (two) emit(begin, begin + 3);
    emit(two ? begin + 3 : begin, end);
}

bool Scan::link() {
    constexpr std::uint32_t longest_scheme = 6;
    const auto letters = letters_end(text_, at_);
    auto end = at_;
    if (letters - at_ <= longest_scheme && (byte(letters) == ':' || byte(letters) == '.'))
        end = web_address_end(text_, at_);
    if (end == at_) {
        if (next_at_sign_ < at_) {
            const auto found = text_.find('@', at_);
            next_at_sign_ = found == std::string_view::npos ? end_ : static_cast<std::uint32_t>(found);
        }
        if (next_at_sign_ < end_) end = mail_address_end(text_, at_, next_at_sign_);
    }
    if (end == at_) return false;
    emit_to(end);
    return true;
}

// Letters, digits and marks, and what stands invisibly or as an underscore between them.
std::uint32_t Scan::word_end(std::uint32_t at) const {
    while (at < end_) {
        const auto after = letters_end(text_, at);
        if (after != at) {
            at = after;
            continue;
        }
        const auto next = character(at);
        const auto kind = characters_.kind(next.code);
        if (is_in_word(kind))
            at += next.size;
        else if ((kind == Kind::joiner || next.code == '_') && is_in_word(this->kind(at + next.size)))
            at += next.size;
        else
            break;
    }
    return at;
}

// The end of the "'t" at at_ where the word before it ends in n; else at_.
std::uint32_t Scan::negation_end(std::uint32_t begin) const {
    if (begin == at_ || ascii_small(text_[at_ - 1]) != 'n' || !is_apostrophe(character(at_).code)) return at_;
    const auto t = at_ + character(at_).size;
    return ascii_small(byte(t)) == 't' && !is_in_word(kind(t + 1)) ? t + 1 : at_;
}

// Behind an apostrophe that stands inside the word, as in "O'Keefe"; `at` where the word ends before it.
std::uint32_t Scan::after_apostrophe(std::uint32_t begin, std::uint32_t at) const {
    const auto letters = at + character(at).size;
    const auto end = word_end(letters);
    return end == letters || is_clitic(piece(letters, end)) || negation_end(begin) != at ? at : letters;
}

std::uint32_t Scan::after_period(std::uint32_t begin, std::uint32_t part, std::uint32_t at) const {
    const auto next = kind(at + 1);
    if (is_letter(next) || next == Kind::digit) {
        const auto end = word_end(at + 1);
        const bool initials = at - part == 1 && end - at == 2;
        const bool degree = at - part == 2 && end - at == 2 && next == Kind::capital;  // Ph.D
        if (initials || degree || next != Kind::capital || is_name_ending(piece(at + 1, end))) return at + 1;
        return at;
    }
    return byte(at + 1) != '.' && keeps_period(begin, part, at) ? at + 1 : at;
}

// Whether the period at `at` belongs to the word before it.
bool Scan::keeps_period(std::uint32_t begin, std::uint32_t part, std::uint32_t at) const {
    auto next = at + 1;
    while (byte(next) == ' ') ++next;
    if (part != begin && text_[part - 1] == '.') return at - part <= 2;                       // U.S.
    if (at - part == 1 && is_ascii_capital(text_[part])) return kind(next) == Kind::capital;  // an initial
    const auto known = tokenizer_.language_->abbreviation(piece(part, at));
    if (!known) return false;
    return *known != Abbreviation::number || kind(next) == Kind::digit;
}

std::uint32_t Scan::after_hyphen(std::uint32_t part, std::uint32_t at) const {
    const auto next = kind(at + 1);
    if (!is_letter(next) && next != Kind::digit) return at;
    if (tokenizer_.hyphens_ == Tokenizer::Hyphens::keep) return at + 1;
    return tokenizer_.language_->is_prefix(piece(part, at)) ? at + 1 : at;
}

// ---- numbers

void Scan::number() {
    const auto begin = at_;
    const auto digits = number_end(at_);
    auto end = word_end(digits);  // 4th, 3G, 1990s
    if (end != digits) {
        const auto letters = piece(digits, end);
        const bool half_day = is_one_of(letters, {"a", "p"}) && byte(end) == '.' && byte(end + 1) == 'm';
        if (half_day || is_unit(letters)) end = digits;
    } else if (text_[end - 1] == '0' && is_apostrophe(character(end).code)) {
        const auto s = end + character(end).size;
        if (byte(s) == 's' && !is_in_word(kind(s + 1))) end = s + 1;  // 1980's
    }
    if (tokenizer_.hyphens_ == Tokenizer::Hyphens::keep)
        while (byte(end) == '-' && is_in_word(kind(end + 1))) end = word_end(end + 1);
    emit(begin, end);
    at_ = end;
}

std::uint32_t Scan::digits_end(std::uint32_t at) const {
    while (is_ascii_digit(byte(at))) ++at;
    return at;
}

// Digits with separators: 1,200.50, 10:30, 9/11, and dates and telephone numbers with hyphens, but not
// ranges.
std::uint32_t Scan::number_end(std::uint32_t at) const {
    const auto begin = at;
    std::array<std::uint32_t, 2> hyphens{};
    std::size_t count = 0;
    for (at = digits_end(at); is_ascii_digit(byte(at + 1)); at = digits_end(at + 1)) {
        const char separator = byte(at);
        if (separator == '-') {
            if (count < hyphens.size()) hyphens[count] = at;
            ++count;
        } else if (std::string_view(",.:/").find(separator) == std::string_view::npos) {
            break;
        }
    }
    const bool local_number = count == 1 && hyphens[0] - begin == 3 && at - hyphens[0] == 5;  // 555-0123
    return count == 0 || count >= 2 || local_number ? at : hyphens[0];
}

// ---- signs

void Scan::sign() {
    const char first = text_[at_];
    const char second = byte(at_ + 1);
    if (first == '\'' || first == '`') return apostrophe();
    const bool tag =
        (first == '#' && is_letter(kind(at_ + 1))) || (first == '@' && is_in_word(kind(at_ + 1)));
    if (tag && after_blank()) return emit_to(word_end(at_ + 1));
    if ((first == '+' || first == '.') && is_ascii_digit(second) && after_blank())
        return emit_to(number_end(at_ + 1));
    if (const auto end = emoticon_end(); end != at_) return emit_to(end);
    emit_to(run_end(at_));
}

// The end of a run of one sign that counts as one token: "...", "--", "?!".
std::uint32_t Scan::run_end(std::uint32_t at) const {
    const char first = text_[at++];
    if (constexpr std::string_view stops = ".!?"; stops.find(first) != stops.npos) {
        while (stops.find(byte(at)) != stops.npos) ++at;
    } else if (std::string_view("-*=_#~+$<>^|").find(first) != std::string_view::npos) {
        while (byte(at) == first) ++at;
    }
    return with_marks(at);
}

std::uint32_t Scan::with_marks(std::uint32_t at) const {
    while (kind(at) == Kind::mark) at += character(at).size;
    return at;
}

// A face made of punctuation, between blanks: ":-)".
std::uint32_t Scan::emoticon_end() const {
    if (std::string_view(":;=").find(text_[at_]) == std::string_view::npos || !after_blank()) return at_;
    auto end = at_ + 1;
    if (byte(end) == '-') ++end;
    if (std::string_view("()DP").find(byte(end)) == std::string_view::npos) return at_;
    return is_blank(kind(end + 1)) ? end + 1 : at_;
}

// An apostrophe or a single quotation mark at at_: a clitic, an elision, or a mark, doubled or single.
void Scan::apostrophe() {
    const auto mark = character(at_);
    const auto letters = at_ + mark.size;
    const auto next = kind(letters);
    if (is_in_word(next)) {
        const auto end = word_end(letters);
        const auto word = piece(letters, end);
        if (is_clitic(word) && byte(end) != '-' && !is_apostrophe(character(end).code)) return emit_to(end);
        const bool elided = after_blank();
        if (elided && is_one_of(word, {"em", "til", "tis", "twas", "cause"})) return emit_to(end);
        if (elided && word.size() >= 2 && is_ascii_digit(word[0]) && is_ascii_digit(word[1]) &&
            (word.size() == 2 || is_one_of(word.substr(2), {"s"})))
            return emit_to(end);  // '90s
    }
    emit_to(character(letters).code == mark.code ? letters + mark.size : with_marks(letters));
}

void Scan::beyond_ascii() {
    const auto first = character(at_);
    switch (characters_.kind(first.code)) {
        case Kind::space:
        case Kind::newline:
        case Kind::joiner:
            at_ += first.size;
            return;
        case Kind::letter:
        case Kind::capital:
        case Kind::mark:
            return joined_word();
        case Kind::digit:
            return emit_to(word_end(at_));
        case Kind::ideograph:
            return emit_to(with_marks(at_ + first.size));
        case Kind::pictograph:
            return pictograph();
        case Kind::other:
            break;
    }
    if (is_apostrophe(first.code)) return apostrophe();
    auto end = at_ + first.size;
    if (first.code == ellipsis || first.code == en_dash || first.code == em_dash)
        while (character(end).code == first.code) end += first.size;
    emit_to(with_marks(end));
}

// An emoji with all that modifies it, or a flag of two letters.
void Scan::pictograph() {
    constexpr char32_t first_flag_letter = 0x1F1E6, last_flag_letter = 0x1F1FF;
    const auto is_flag_letter = [](char32_t code) {
        return first_flag_letter <= code && code <= last_flag_letter;
    };
    const auto is_skin_tone = [](char32_t code) { return 0x1F3FB <= code && code <= 0x1F3FF; };
    const auto is_tag = [](char32_t code) { return 0xE0020 <= code && code <= 0xE007F; };
    const auto first = character(at_);
    auto end = at_ + first.size;
    if (is_flag_letter(first.code) && is_flag_letter(character(end).code)) return emit_to(end + first.size);
    for (;;) {
        const auto next = character(end);
        if (kind(end) == Kind::mark || is_skin_tone(next.code) || is_tag(next.code))
            end += next.size;
        else if (next.code == zero_width_joiner && kind(end + next.size) == Kind::pictograph)
            end += next.size + character(end + next.size).size;
        else
            break;
    }
    emit_to(end);
}

void Tokenizer::scan(std::string_view text, quern::Span range, std::vector<quern::Span>& tokens) const {
    Scan(*this, text, range, tokens).run();
}

}  // namespace segment_text
