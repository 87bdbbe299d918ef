// SPDX-License-Identifier: MIT
#include "line_reader.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "careful_reader.hpp"
#include "word_hash.hpp"

namespace press {
namespace {

std::uint64_t from_bit(std::size_t bit) {
    return bit < 64 ? ~std::uint64_t{0} << bit : 0;
}

std::uint64_t below_bit(std::size_t bit) {
    return ~from_bit(bit);
}

// Apart from the loop over words that are runs, which it would crowd out of the registers.
[[gnu::noinline]] std::size_t read_carefully(std::string_view text, std::size_t begin, std::size_t origin,
                                             Word*& out) {
    return CarefulReader(text, begin, origin).read(out);
}

// One of the marks that are not ASCII may begin at `at`, of which `size` bytes are left.
void look_at_high(const char* at, std::size_t size, Signs& signs) {
    const auto byte = [&](std::size_t i) { return i < size ? static_cast<unsigned char>(at[i]) : 0u; };
    if (byte(0) == 0xC2) {  // · »
        signs.bar = signs.bar || byte(1) == 0xB7 || byte(1) == 0xBB;
    } else if (byte(1) == 0x80) {  // “ ” ›
        signs.quotes = signs.quotes || byte(2) == 0x9C || byte(2) == 0x9D;
        signs.bar = signs.bar || byte(2) == 0xBA;
    }
}

}  // namespace

void LineReader::look_at_signs(std::uint64_t inside, Signs& signs) const {
    for (auto commas = masks_.comma & inside; commas != 0; commas &= commas - 1) ++signs.commas;
    signs.quotes = signs.quotes || (masks_.quote & inside) != 0;
    signs.bar = signs.bar || (masks_.bar & inside) != 0;
    signs.at = signs.at || (masks_.at & inside) != 0;
    for (auto left = masks_.lead & inside; left != 0; left &= left - 1) {
        const auto at = base_ + static_cast<std::size_t>(std::countr_zero(left));
        look_at_high(text_.data() + at, text_.size() - at, signs);
    }
}

// A word that is a run of letters and digits is taken from the masks, any other is read byte by byte.
std::size_t LineReader::read_words(std::uint64_t inside, std::size_t end, std::size_t origin, Word*& out,
                                   std::size_t& next) const {
    const auto text = text_;
    const auto base = base_;
    const auto run = masks_.run & inside, joint = masks_.joint & inside;
    const auto small = masks_.small, capital = masks_.capital;
    auto starts = masks_.start & inside;
    if (base < next) starts &= from_bit(next - base);
    auto* words = out;
    while (starts != 0) {
        const auto start = starts & (~starts + 1);
        const auto bit = static_cast<std::size_t>(std::countr_zero(starts));
        // Where a run begins at `start`, the sum carries through it: its ones go and the bit behind it comes.
        const auto sum = run + start;
        const auto word = run & ~sum, behind = sum & ~run;
        if (word != 0 && behind != 0 && (joint & behind) == 0) {
            const auto size = static_cast<std::size_t>(std::countr_zero(behind)) - bit;
            const auto capitals = capital & word, smalls = small & word;
            words->hash = hash_of_run(text, base + bit, size);
            words->begin = static_cast<std::uint32_t>(base + bit - origin);
            words->end = static_cast<std::uint32_t>(base + bit + size - origin);
            words->capital = (capitals & start) != 0;
            words->number = (capitals | smalls) == 0;
            words->upper = smalls == 0 && (capitals & (capitals - 1)) != 0;
            ++words;
            starts &= ~word;
        } else if (word != 0 && behind == 0 && bit > 0 && base + Masks::size < end) {
            out = words;
            return base + bit;  // it may go on behind these bytes
        } else {
            out = words;
            next = read_carefully(text.substr(0, end), base + bit, origin, out);
            words = out;
            starts &= from_bit(next - base);
        }
    }
    out = words;
    return std::min(end, base + Masks::size);
}

std::size_t LineReader::read(std::size_t begin, std::size_t end, std::size_t origin, std::span<Word> out,
                             std::size_t& count, Signs& signs) {
    auto* words = out.data() + count;
    auto at = begin, next = begin;  // the signs before `at` and the words before `next` are dealt with
    while (at < end) {
        const auto room = static_cast<std::size_t>(out.data() + out.size() - words);
        const bool full = room < std::min(Masks::size, end - at) && at > begin;
        if (full && next <= at) break;
        if (at - base_ >= Masks::size) masks_ = masks_of(text_, base_ = at);
        const auto inside = from_bit(at - base_) & below_bit(end - base_);
        const auto until =
            full ? std::min({next, end, base_ + Masks::size}) : read_words(inside, end, origin, words, next);
        look_at_signs(inside & below_bit(until - base_), signs);
        at = until;
        if (at < end && at - base_ < Masks::size) masks_ = masks_of(text_, base_ = at);
    }
    count = static_cast<std::size_t>(words - out.data());
    return at;
}

void split_words(std::string_view line, std::vector<Word>& words) {
    LineReader reader(line);
    Signs signs;
    std::array<Word, 256> part;
    words.clear();
    for (std::size_t at = 0, count = 0; at < line.size(); count = 0) {
        at = reader.read(at, line.size(), 0, part, count, signs);
        words.insert(words.end(), part.data(), part.data() + count);
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
