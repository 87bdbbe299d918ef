// SPDX-License-Identifier: MIT
#include "words.hpp"

#include <algorithm>
#include <array>

namespace press {
namespace {

enum Class : std::uint8_t { other, lower, upper, digit, high };

constexpr auto classes = [] {
    std::array<std::uint8_t, 256> table{};
    for (int c = 'a'; c <= 'z'; ++c) table[c] = lower;
    for (int c = 'A'; c <= 'Z'; ++c) table[c] = upper;
    for (int c = '0'; c <= '9'; ++c) table[c] = digit;
    for (int c = 0x80; c <= 0xFF; ++c) table[c] = high;
    return table;
}();

constexpr std::uint64_t hash_start = 0xcbf29ce484222325;
constexpr std::uint64_t mix(std::uint64_t hash, unsigned char byte) {
    return (hash ^ byte) * 0x100000001b3;
}

// What a sequence that begins with a high byte is: a letter, an apostrophe, a sign that is a word, or
// neither.
enum class Mark { letter, apostrophe, sign, space };

struct Sequence {
    Mark mark;
    std::uint32_t size;
};

Sequence sequence_at(std::string_view s, std::size_t i) {
    const auto b = [&](std::size_t k) {
        return i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0u;
    };
    const auto lead = b(0);
    const std::uint32_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    const auto whole = std::min<std::uint32_t>(size, static_cast<std::uint32_t>(s.size() - i));
    if (lead == 0xC2) {
        if (b(1) == 0xB4)
            return {Mark::apostrophe, whole};  // the acute accent, where it stands for an apostrophe
        if (b(1) == 0xA9) return {Mark::sign, whole};
        return {Mark::space, whole};  // U+0080 to U+00BF: no-break space, guillemets and the like
    }
    if (lead == 0xC3 && (b(1) == 0x97 || b(1) == 0xB7)) return {Mark::space, whole};
    if (lead == 0xE2) {  // U+2000 to U+2FFF: punctuation, arrows, boxes
        if (b(1) == 0x80 && (b(2) == 0x98 || b(2) == 0x99 || b(2) == 0xB2)) return {Mark::apostrophe, whole};
        return {Mark::space, whole};
    }
    if (lead == 0xEF && b(1) == 0xBB) return {Mark::space, whole};  // U+FEFF
    return {Mark::letter, whole};
}

bool is_word_byte(unsigned char c) {
    return classes[c] != other;
}

// One word after another of a line.
class Splitter {
public:
    Splitter(std::string_view line, std::vector<Word>& words) : s_(line), words_(words) {}

    void run() {
        while (i_ < s_.size()) {
            const auto c = static_cast<unsigned char>(s_[i_]);
            switch (classes[c]) {
                case other:
                    on_other(c);
                    break;
                case high:
                    on_high();
                    break;
                default:
                    on_letters();
            }
        }
        finish();
    }

private:
    void start() {
        if (open_) return;
        open_ = true;
        word_ = {hash_start, i_, i_, false, true, false};
        letters_ = lowers_ = uppers_ = run_ = 0;
    }

    void finish() {
        if (!open_) return;
        open_ = false;
        word_.upper = uppers_ >= 2 && lowers_ == 0;
        words_.push_back(word_);
    }

    // All letters and digits that stand together: the quick way through most of a text.
    void on_letters() {
        start();
        const auto first = i_;
        auto hash = word_.hash;
        std::uint32_t lowers = 0, uppers = 0;
        for (; i_ < s_.size(); ++i_) {
            auto c = static_cast<unsigned char>(s_[i_]);
            const auto kind = classes[c];
            if (kind == lower)
                ++lowers;
            else if (kind == upper)
                ++uppers, c |= 0x20;
            else if (kind != digit)
                break;
            hash = mix(hash, c);
        }
        word_.hash = hash;
        if (letters_ == 0) word_.capital = classes[static_cast<unsigned char>(s_[first])] == upper;
        if (lowers + uppers > 0) word_.number = false;
        lowers_ += lowers, uppers_ += uppers;
        letters_ += i_ - first, run_ += i_ - first;
        word_.end = i_;
    }

    void on_high() {
        const auto [mark, size] = sequence_at(s_, i_);
        if (mark == Mark::letter) {
            start();
            word_.number = false;
            // Capital letters of Latin-1, Greek and Cyrillic are told from the small ones where that is a
            // table of two.
            const auto a = static_cast<unsigned char>(s_[i_]);
            const auto b = size > 1 ? static_cast<unsigned char>(s_[i_ + 1]) : 0u;
            if (letters_ == 0)
                word_.capital = (a == 0xC3 && b < 0x9F) || (a == 0xCE) || (a == 0xD0 && b < 0xB0);
            ++letters_, ++run_;
            for (std::uint32_t k = 0; k < size; ++k)
                word_.hash = mix(word_.hash, static_cast<unsigned char>(s_[i_ + k]));
            word_.end = i_ + size;
        } else if (mark == Mark::sign) {
            sign("\xC2\xA9", size);
            return;
        } else if (mark == Mark::space || !joins(i_ + size)) {
            finish();
        }
        i_ += size;
    }

    void on_other(unsigned char c) {
        if (c == '@') return sign("@", 1);
        if (c == '.' && joins_abbreviation()) {
            run_ = 0;
        } else if (c != '\'' || !joins(i_ + 1)) {
            finish();
        }
        ++i_;
    }

    void sign(std::string_view what, std::uint32_t size) {
        finish();
        words_.push_back({hash_of(what), i_, i_ + size, false, false, false});
        i_ += size;
    }

    // Whether a mark inside a word is followed by more of it.
    bool joins(std::size_t next) const { return open_ && next < s_.size() && is_word_byte(s_[next]); }

    // The point behind a single letter of U.S. or p.m., not the one in 3.4.2020.
    bool joins_abbreviation() const {
        return run_ == 1 && joins(i_ + 1) && is_letter(s_[i_ - 1]) && is_letter(s_[i_ + 1]) &&
               (i_ + 2 >= s_.size() || !is_word_byte(s_[i_ + 2]));
    }

    static bool is_letter(char c) {
        const auto kind = classes[static_cast<unsigned char>(c)];
        return kind == lower || kind == upper;
    }

    std::string_view s_;
    std::vector<Word>& words_;
    Word word_{};
    std::uint32_t i_ = 0;
    std::uint32_t letters_ = 0, lowers_ = 0, uppers_ = 0;  // of the word
    std::uint32_t run_ = 0;                                // letters since its beginning or its last point
    bool open_ = false;
};

bool is_space_sequence(std::string_view s, std::size_t i, std::size_t& size) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c <= 0x20) return size = 1, true;
    const auto is = [&](std::string_view what) { return s.substr(i, what.size()) == what; };
    if (is("\xC2\xA0") || is("\xC2\xAD")) return size = 2, true;
    if (is("\xEF\xBB\xBF") || is("\xE3\x80\x80")) return size = 3, true;
    // U+2000 to U+200F: spaces of all widths and marks of direction; U+2028, U+2029, U+202F.
    if (c == 0xE2 && i + 2 < s.size() && static_cast<unsigned char>(s[i + 1]) == 0x80) {
        const auto last = static_cast<unsigned char>(s[i + 2]);
        if (last <= 0x8F || last == 0xA8 || last == 0xA9 || last == 0xAF) return size = 3, true;
    }
    return false;
}

// Where the code point that ends at `end` begins.
std::size_t step_back(std::string_view s, std::size_t end) {
    std::size_t i = end - 1;
    while (i > 0 && end - i < 4 && (static_cast<unsigned char>(s[i]) & 0xC0) == 0x80) --i;
    return i;
}

}  // namespace

void split_words(std::string_view line, std::vector<Word>& words) {
    words.clear();
    Splitter(line, words).run();
}

std::vector<Word> split_words(std::string_view line) {
    std::vector<Word> words;
    split_words(line, words);
    return words;
}

std::uint64_t hash_of(std::string_view word) {
    auto hash = hash_start;
    for (const unsigned char c : word) hash = mix(hash, c);
    return hash;
}

std::string_view trimmed(std::string_view text) {
    std::size_t size = 0;
    while (!text.empty() && is_space_sequence(text, 0, size)) text.remove_prefix(size);
    while (!text.empty()) {
        const auto last = step_back(text, text.size());
        if (!is_space_sequence(text, last, size)) break;
        text = text.substr(0, last);
    }
    return text;
}

std::string collapsed(std::string_view text) {
    std::string out;
    text = trimmed(text);
    std::size_t size = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (is_space_sequence(text, i, size)) {
            if (out.back() != ' ') out += ' ';
            i += size;
        } else {
            out += text[i++];
        }
    }
    return out;
}

std::string folded(std::string_view text) {
    std::string out;
    for (const auto& word : split_words(text)) {
        if (!out.empty()) out += ' ';
        for (auto i = word.begin; i < word.end; ++i) {
            const auto c = static_cast<unsigned char>(text[i]);
            if (classes[c] == other) continue;
            if (classes[c] == high) {
                const auto [mark, size] = sequence_at(text, i);
                if (mark == Mark::apostrophe) {
                    i += size - 1;
                    continue;
                }
            }
            out += static_cast<char>(classes[c] == upper ? c | 0x20 : c);
        }
    }
    return out;
}

bool ends_sentence(std::string_view line) {
    line = trimmed(line);
    const auto closes = [](std::string_view s) {
        return s == "\"" || s == "'" || s == ")" || s == "]" || s == "\xE2\x80\x99" || s == "\xE2\x80\x9D" ||
               s == "\xC2\xBB" || s == "\xE2\x80\xBA" || s == "*";
    };
    while (!line.empty()) {
        const auto last = step_back(line, line.size());
        const auto sign = line.substr(last);
        if (sign == "." || sign == "!" || sign == "?" || sign == "\xE2\x80\xA6") return true;
        if (!closes(sign)) return false;
        line = trimmed(line.substr(0, last));
    }
    return false;
}

}  // namespace press
