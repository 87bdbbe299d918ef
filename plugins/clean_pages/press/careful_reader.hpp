// SPDX-License-Identifier: MIT
// Reads one word byte by byte.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "bytes.hpp"
#include "letters.hpp"
#include "word_hash.hpp"
#include "words.hpp"

namespace press {

inline bool is_word_byte(char c) {
    return class_of(c) != other;
}

inline bool is_letter(char c) {
    return class_of(c) == lower || class_of(c) == upper;
}

// The word with letters that are not ASCII, with an apostrophe or with points.
class CarefulReader {
public:
    // Of a text that ends where the word has to; places are counted from `origin`.
    CarefulReader(std::string_view text, std::size_t begin, std::size_t origin)
        : s_(text), i_(static_cast<std::uint32_t>(begin)), origin_(static_cast<std::uint32_t>(origin)) {}

    // Behind the word, which is written to `out`, or behind the mark that stands here and begins none.
    std::size_t read(Word*& out) {
        while (i_ < s_.size() && !done_) {
            if (class_of(s_[i_]) == other)
                on_other();
            else if (class_of(s_[i_]) == high)
                on_high();
            else
                on_ascii();
        }
        if (open_) finish();
        if (found_) *out++ = word_;
        return i_;
    }

private:
    void start() {
        if (open_) return;
        open_ = true;
        word_ = {0, i_, i_, false, true, false};
    }

    void finish() {
        done_ = true;
        if (!open_) return;
        open_ = false;
        word_.hash = hasher_.value();
        word_.upper = uppers_ >= 2 && lowers_ == 0;
        word_.begin -= origin_, word_.end -= origin_;
        found_ = true;
    }

    void on_ascii() {
        start();
        auto c = static_cast<unsigned char>(s_[i_]);
        const auto kind = byte_classes[c];
        if (letters_ == 0) word_.capital = kind == upper;
        if (kind == upper) ++uppers_, c |= 0x20;
        lowers_ += kind == lower;
        if (kind != digit) word_.number = false;
        hasher_.push(c);
        ++letters_, ++run_;
        word_.end = ++i_;
    }

    void on_high() {
        const auto [mark, size] = sequence_at(s_, i_);
        if (mark == Mark::letter) {
            start();
            word_.number = false;
            const auto letter = small_letter(s_.substr(i_, size));
            if (letters_ == 0) word_.capital = letter.was_capital;
            uppers_ += letter.was_capital, lowers_ += letter.was_small;
            ++letters_, ++run_;
            for (std::uint32_t k = 0; k < letter.size; ++k)
                hasher_.push(static_cast<unsigned char>(letter.bytes[k]));
            word_.end = i_ + size;
        } else if (mark == Mark::sign) {
            return sign("\xC2\xA9", size);
        } else if (mark == Mark::space || !joins(i_ + size)) {
            finish();
        }
        i_ += size;
    }

    void on_other() {
        const auto c = s_[i_];
        if (c == '@') return sign("@", 1);
        if (c == '.' && joins_abbreviation())
            run_ = 0;
        else if (c != '\'' || !joins(i_ + 1))
            finish();
        ++i_;
    }

    // A word by itself: it ends one that is open, and is read the next time.
    void sign(std::string_view what, std::uint32_t size) {
        if (open_) return finish();
        word_ = {hash_of(what), i_ - origin_, i_ - origin_ + size, false, false, false};
        found_ = true;
        i_ += size;
        done_ = true;
    }

    // Whether a mark inside a word is followed by more of it.
    bool joins(std::size_t next) const { return open_ && next < s_.size() && is_word_byte(s_[next]); }

    // The point behind a single letter of U.S. or p.m., not the one in 3.4.2020.
    bool joins_abbreviation() const {
        return run_ == 1 && joins(i_ + 1) && is_letter(s_[i_ - 1]) && is_letter(s_[i_ + 1]) &&
               (i_ + 2 >= s_.size() || !is_word_byte(s_[i_ + 2]));
    }

    std::string_view s_;
    std::uint32_t i_, origin_;
    Word word_{};
    Hasher hasher_;
    std::uint32_t letters_ = 0, lowers_ = 0, uppers_ = 0;  // of the word
    std::uint32_t run_ = 0;                                // letters since its beginning or its last point
    bool open_ = false, done_ = false, found_ = false;
};

}  // namespace press
