// SPDX-License-Identifier: MIT
#include "likeness.hpp"

#include <algorithm>

namespace corpus_quotes {

namespace {

// Words around the place that are looked at for what stands in the stead of a word that is missing.
constexpr std::uint32_t near = 3;

// What the words of a passage, or of the place found for it, have that the other side lacks.
struct Missing {
    std::uint32_t weight = 0;
    bool numbers = false, names = false;

    void count(Word word, const Weights& weights) {
        weight += weights(word);
        numbers |= word.is(Word::number);
        names |= word.is(Word::name);
    }
};

}  // namespace

PassageFinder::PassageFinder(std::span<const Word> words, Mood mood, const Weights& weights)
    : weights_(weights), words_(words), mood_(mood) {
    for (const auto word : words_) {
        ++needed_[add_place(word)];
        weight_ += weights_(word);
    }
}

std::uint8_t PassageFinder::place_of(Word word) const {
    for (auto slot = word.identity() * 0x9E3779B1u >> 25;; slot = (slot + 1) % slots) {
        if (table_[slot] == 0) return none;
        const auto place = static_cast<std::uint8_t>(table_[slot] - 1);
        if (identity_[place] == word.identity()) return place;
    }
}

std::uint8_t PassageFinder::add_place(Word word) {
    if (const auto known = place_of(word); known != none) return known;
    auto slot = word.identity() * 0x9E3779B1u >> 25;
    while (table_[slot] != 0) slot = (slot + 1) % slots;
    identity_[places_] = word.identity();
    table_[slot] = ++places_;
    return static_cast<std::uint8_t>(places_ - 1);
}

Likeness PassageFinder::find(std::span<const Word> quotation, std::span<const Passage> passages) {
    const auto size = static_cast<std::uint32_t>(quotation.size());
    const auto window = static_cast<std::uint32_t>(words_.size() + words_.size() / 2 + 2);
    had_.fill(0);
    Likeness best;
    std::uint32_t weight = 0;
    for (std::uint32_t i = 0; i < size; ++i) {
        if (i >= window)
            if (const auto place = place_of(quotation[i - window]); place != none)
                if (had_[place]-- <= needed_[place]) weight -= weights_(quotation[i - window]);
        const auto place = place_of(quotation[i]);
        if (place == none) continue;
        if (++had_[place] > needed_[place]) continue;
        weight += weights_(quotation[i]);
        if (weight > best.weight) {
            best.weight = weight;
            best.begin = i + 1 > window ? i + 1 - window : 0;
            best.end = i + 1;
        }
    }
    if (best.weight == 0) return best;
    // The place is as short as may be.
    had_.fill(0);
    for (auto i = best.begin; i < best.end; ++i)
        if (const auto place = place_of(quotation[i]); place != none) ++had_[place];
    for (; best.begin < best.end; ++best.begin)
        if (const auto place = place_of(quotation[best.begin]); place != none)
            if (had_[place]-- <= needed_[place]) break;
    const auto middle = (best.begin + best.end) / 2;
    const auto around = std::find_if(passages.begin(), passages.end(),
                                     [&](const Passage& passage) { return middle < passage.end; });
    return around == passages.end() ? Likeness{} : judge(quotation, *around, best);
}

Likeness PassageFinder::judge(std::span<const Word> quotation, const Passage& around, Likeness found) {
    const bool other_mood = mood_ != around.mood && mood_ != Mood::open && around.mood != Mood::open;
    if (other_mood) return {};
    // What the passage has and the place lacks: in front, behind, and inside.
    had_.fill(0);
    for (auto i = found.begin; i < found.end; ++i)
        if (const auto place = place_of(quotation[i]); place != none) ++had_[place];
    std::array<bool, Passage::most_words> matched{};
    std::size_t first = words_.size(), last = 0;
    for (std::size_t i = 0; i < words_.size(); ++i)
        if (auto& had = had_[place_of(words_[i])]; had != 0) {
            --had;
            matched[i] = true;
            ++found.words;
            first = std::min(first, i);
            last = i;
        }
    Missing front, inside, behind;
    for (std::size_t i = 0; i < words_.size(); ++i)
        if (!matched[i]) (i < first ? front : i > last ? behind : inside).count(words_[i], weights_);
    // What the place has and the passage lacks; had_ now holds what is there too often.
    Missing other_front, other_inside, other_behind;
    for (auto i = found.begin; i < found.end; ++i) {
        const auto place = place_of(quotation[i]);
        if (place == none)
            other_inside.count(quotation[i], weights_);
        else if (had_[place] != 0) {
            --had_[place];
            other_inside.count(quotation[i], weights_);
        }
    }
    for (auto i = found.begin; i > around.begin && found.begin - i < near;)
        other_front.count(quotation[--i], weights_);
    for (auto i = found.end; i < around.end && i - found.end < near; ++i)
        other_behind.count(quotation[i], weights_);

    const bool number_told_otherwise = (front.numbers || inside.numbers || behind.numbers) &&
                                       (other_front.numbers || other_inside.numbers || other_behind.numbers);
    const bool name_told_otherwise = (front.names && other_front.names) ||
                                     (inside.names && other_inside.names) ||
                                     (behind.names && other_behind.names);
    if (number_told_otherwise || name_told_otherwise) return {};
    // The same beginning with another end is another saying: there, a replaced word costs twice as much.
    const auto replaced = std::min(front.weight, other_front.weight) +
                          std::min(inside.weight, other_inside.weight) +
                          2 * std::min(behind.weight, other_behind.weight);
    const auto inserted = other_inside.weight - std::min(inside.weight, other_inside.weight);
    found.score = found.weight / (weight_ + replaced + inserted / 2.0);
    return found;
}

}  // namespace corpus_quotes
