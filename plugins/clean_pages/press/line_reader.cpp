// SPDX-License-Identifier: MIT
#include "line_reader.hpp"

#include <algorithm>
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

// One of the marks that are not ASCII begins at `i`.
void look_at_high(std::string_view s, std::size_t i, Signs& signs) {
    const auto is = [&](std::string_view what) { return s.substr(i, what.size()) == what; };
    signs.quotes = signs.quotes || is("“") || is("”");
    signs.bar = signs.bar || is("»") || is("›") || is("·");
}

}  // namespace

void LineReader::go_to(std::size_t base) {
    if (base == base_) return;
    here_ = base == base_ + Masks::size ? ahead_ : masks_of(text_, base);
    base_ = base;
    ahead_ = base + Masks::size < text_.size() ? masks_of(text_, base + Masks::size) : Masks{};
}

void LineReader::look_at_signs(std::uint64_t inside, Signs& signs) const {
    signs.commas += static_cast<std::uint32_t>(std::popcount(here_.comma & inside));
    signs.quotes = signs.quotes || (here_.quote & inside) != 0;
    signs.bar = signs.bar || (here_.bar & inside) != 0;
    signs.at = signs.at || (here_.at & inside) != 0;
    for (auto left = here_.lead & inside; left != 0; left &= left - 1)
        look_at_high(text_, base_ + static_cast<std::size_t>(std::countr_zero(left)), signs);
}

// A word that is a run of letters and digits is taken from the masks, any other is read byte by byte.
std::size_t LineReader::read_word(std::size_t begin, std::size_t end, std::size_t origin,
                                  std::vector<Word>& words) const {
    const auto bit = begin - base_;
    auto small = here_.small >> bit, capital = here_.capital >> bit, joint = here_.joint >> bit;
    auto size = static_cast<std::size_t>(std::countr_one(here_.run >> bit));
    if (bit + size == Masks::size && bit > 0) {  // it may go on in the next block
        const auto beyond = Masks::size - bit;
        size += static_cast<std::size_t>(std::countr_one(ahead_.run));
        small |= ahead_.small << beyond, capital |= ahead_.capital << beyond, joint |= ahead_.joint << beyond;
    }
    if (begin + size >= end) size = end - begin, joint = 0;
    const bool plain = size > 0 && size < Masks::size && (joint >> size & 1) == 0 &&
                       (size > 1 || begin + size == end || text_[begin + size] != '.');
    if (!plain) return CarefulReader(text_.substr(0, end), begin, origin, words).read();
    small &= below_bit(size), capital &= below_bit(size);
    words.push_back({hash_of_run(text_, begin, size), static_cast<std::uint32_t>(begin - origin),
                     static_cast<std::uint32_t>(begin + size - origin), (capital & 1) != 0,
                     (capital | small) == 0, small == 0 && (capital & (capital - 1)) != 0});
    return begin + size;
}

std::size_t LineReader::read(std::size_t begin, std::size_t end, std::size_t origin, std::vector<Word>& words,
                             Signs& signs) {
    const auto enough = words.size() + enough_words;
    auto next = begin;  // all before it is dealt with
    for (auto base = begin / Masks::size * Masks::size; base < end; base += Masks::size) {
        if (words.size() >= enough && next <= base) return base;
        go_to(base);
        const auto inside = below_bit(end - base) & (base < begin ? from_bit(begin - base) : ~std::uint64_t{0});
        look_at_signs(inside, signs);
        if (next >= base + Masks::size) continue;
        auto left = here_.start & inside & (base < next ? from_bit(next - base) : ~std::uint64_t{0});
        while (left != 0) {
            next = read_word(base + static_cast<std::size_t>(std::countr_zero(left)), end, origin, words);
            left &= from_bit(next - base);
        }
    }
    return end;
}

void split_words(std::string_view line, std::vector<Word>& words) {
    words.clear();
    LineReader reader(line);
    Signs signs;
    for (std::size_t at = 0; at < line.size();) at = reader.read(at, line.size(), 0, words, signs);
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
