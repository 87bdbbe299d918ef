// SPDX-License-Identifier: MIT
#include <bit>

#include "bytes.hpp"
#include "words.hpp"

namespace press {
namespace {

constexpr std::uint64_t hash_start = 0xcbf29ce484222325;

// The hash of a word, byte after byte: the same as hash_of_run() finds eight bytes at a time.
class Hasher {
public:
    void push(unsigned char byte) {
        chunk_ |= std::uint64_t{byte} << (8 * filled_);
        if (++filled_ < 8) return;
        hash_ = mix(hash_, chunk_);
        chunk_ = 0, filled_ = 0;
    }
    std::uint64_t value() const { return filled_ ? mix(hash_, chunk_) : hash_; }

private:
    std::uint64_t hash_ = hash_start, chunk_ = 0;
    unsigned filled_ = 0;
};

std::uint64_t eight_bytes(const char* at) {
    std::uint64_t chunk;
    std::memcpy(&chunk, at, sizeof chunk);
    return chunk;
}

// The `size` bytes from `begin` on, 1 to 8, without reading beyond the line.
std::uint64_t chunk_of(std::string_view s, std::size_t begin, std::size_t size) {
    if (begin + 8 <= s.size()) return eight_bytes(s.data() + begin) & (~std::uint64_t{0} >> (64 - 8 * size));
    if (begin + size >= 8) return eight_bytes(s.data() + begin + size - 8) >> (64 - 8 * size);
    std::uint64_t chunk = 0;
    for (std::size_t i = 0; i < size; ++i)
        chunk |= std::uint64_t{static_cast<unsigned char>(s[begin + i])} << (8 * i);
    return chunk;
}

// Of ASCII letters and digits. The bit that makes a capital a small letter is set in all digits.
std::uint64_t hash_of_run(std::string_view s, std::size_t begin, std::size_t size) {
    constexpr std::uint64_t small = 0x2020202020202020;
    auto hash = hash_start;
    for (; size > 8; begin += 8, size -= 8) hash = mix(hash, eight_bytes(s.data() + begin) | small);
    return mix(hash, chunk_of(s, begin, size) | (small & (~std::uint64_t{0} >> (64 - 8 * size))));
}

bool is_word_byte(char c) {
    return class_of(c) != other;
}

bool is_letter(char c) {
    return class_of(c) == lower || class_of(c) == upper;
}

// Reads one word byte by byte: the one with letters that are not ASCII, with an apostrophe or with points.
class CarefulReader {
public:
    CarefulReader(std::string_view line, std::size_t begin, std::vector<Word>& words)
        : s_(line), i_(static_cast<std::uint32_t>(begin)), words_(words) {}

    // Behind the word, or behind the mark that stands here and begins none.
    std::size_t read() {
        while (i_ < s_.size() && !done_) {
            if (class_of(s_[i_]) == other)
                on_other();
            else if (class_of(s_[i_]) == high)
                on_high();
            else
                on_ascii();
        }
        if (open_) finish();
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
        words_.push_back(word_);
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
            // Capital letters of Latin-1, Greek and Cyrillic are told from the small ones where that is a
            // table of two.
            const auto a = static_cast<unsigned char>(s_[i_]);
            const auto b = size > 1 ? static_cast<unsigned char>(s_[i_ + 1]) : 0u;
            if (letters_ == 0)
                word_.capital = (a == 0xC3 && b < 0x9F) || (a == 0xCE) || (a == 0xD0 && b < 0xB0);
            ++letters_, ++run_;
            for (std::uint32_t k = 0; k < size; ++k) hasher_.push(static_cast<unsigned char>(s_[i_ + k]));
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
        words_.push_back({hash_of(what), i_, i_ + size, false, false, false});
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
    std::uint32_t i_;
    std::vector<Word>& words_;
    Word word_{};
    Hasher hasher_;
    std::uint32_t letters_ = 0, lowers_ = 0, uppers_ = 0;  // of the word
    std::uint32_t run_ = 0;                                // letters since its beginning or its last point
    bool open_ = false, done_ = false;
};

// Where what stands among 64 bytes.
struct Masks {
    explicit Masks(const Block& block)
        : small(block.between('a', 'z')),
          capital(block.between('A', 'Z')),
          run(small | capital | block.between('0', '9')),
          high(block.above_ascii()),
          joint(high | block.equal('\'')),
          begin(run | high | block.equal('@')) {}

    std::uint64_t small, capital;
    std::uint64_t run;    // ASCII letters and digits: most words are a run of them
    std::uint64_t high;   // bytes of other letters and signs
    std::uint64_t joint;  // what a word may go on behind
    std::uint64_t begin;  // what may begin a word
};

std::uint64_t from_bit(std::size_t bit) {
    return bit < 64 ? ~std::uint64_t{0} << bit : 0;
}

void split_block(std::string_view s, std::size_t base, std::size_t& next, std::vector<Word>& words) {
    const Masks masks{Block(s, base)};
    auto left = masks.begin & from_bit(next - base);
    while (left != 0) {
        const auto begin = static_cast<std::size_t>(std::countr_zero(left));
        const auto size = static_cast<std::size_t>(std::countr_one(masks.run >> begin));
        const auto end = begin + size;
        const bool plain = size > 0 && end < Block::size && !(masks.joint >> end & 1) &&
                           (size > 1 || base + end >= s.size() || s[base + end] != '.');
        if (plain) {
            const auto inside = ~(~std::uint64_t{0} << size);
            const auto capitals = masks.capital >> begin & inside, smalls = masks.small >> begin & inside;
            words.push_back({hash_of_run(s, base + begin, size), static_cast<std::uint32_t>(base + begin),
                             static_cast<std::uint32_t>(base + end), (capitals & 1) != 0,
                             (capitals | smalls) == 0, smalls == 0 && (capitals & (capitals - 1)) != 0});
            next = base + end;
        } else {
            next = CarefulReader(s, base + begin, words).read();
        }
        left &= from_bit(next - base);
    }
}

}  // namespace

// Lines of blocks of 64 bytes: a mask each tells where runs of letters and digits begin and end. A word that
// is more than such a run, or that crosses into the next block, is read byte by byte.
void split_words(std::string_view line, std::vector<Word>& words) {
    words.clear();
    std::size_t next = 0;  // all before it is dealt with
    for (std::size_t base = 0; base < line.size(); base += Block::size) {
        if (next >= base + Block::size) continue;
        next = std::max(next, base);
        split_block(line, base, next, words);
    }
}

std::vector<Word> split_words(std::string_view line) {
    std::vector<Word> words;
    split_words(line, words);
    return words;
}

std::uint64_t hash_of(std::string_view word) {
    Hasher hasher;
    for (const unsigned char c : word) hasher.push(c);
    return hasher.value();
}

}  // namespace press
