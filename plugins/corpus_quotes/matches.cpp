// SPDX-License-Identifier: MIT
#include "matches.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace corpus_quotes {

namespace {

constexpr std::size_t most_counters = std::size_t{1} << 24, least_counters = std::size_t{1} << 10;
constexpr std::size_t postings_at_once = std::size_t{1} << 23;
constexpr std::size_t probes = 6;           // rare pairs of a passage by which it looks for others
constexpr std::size_t skips_in = 8;         // words of a passage of which pairs with one between count, too
constexpr std::size_t heads_compared = 16;  // of those that share a pair: the longest ones,
constexpr std::size_t heads_of_group = 2;   // two of each group,
constexpr std::size_t family_compared = 4;  // and the last ones whose speaker bears the name

using Key = std::uint32_t;  // of a pair of words

Key key_of(Word a, Word b) {
    const std::uint64_t low = std::min(a.form(), b.form()), high = std::max(a.form(), b.form());
    auto mixed = (low << 32 | high) * 0x9E3779B97F4A7C15u;
    mixed ^= mixed >> 29;
    return static_cast<Key>(mixed * 0xBF58476D1CE4E5B9u >> 32);
}

// Calls use(key) for each pair of words that stand together, whichever comes first.
template <class Use>
void each_pair(std::span<const Word> words, Use use) {
    for (std::size_t i = 1; i < words.size(); ++i) {
        use(key_of(words[i - 1], words[i]));
        if (i > 1 && words.size() <= skips_in) use(key_of(words[i - 2], words[i]));
    }
}

// How often each pair occurs; pairs may share a counter.
class Counters {
public:
    explicit Counters(std::size_t pairs) {
        std::size_t size = least_counters;
        while (size < pairs && size < most_counters) size *= 2;
        counts_.resize(size);
    }
    void add(Key key) {
        auto& count = counts_[key & (counts_.size() - 1)];
        if (count != 0xFFFF) ++count;
    }
    std::uint16_t operator[](Key key) const { return counts_[key & (counts_.size() - 1)]; }

private:
    std::vector<std::uint16_t> counts_;
};

// Sets that are joined step by step.
class Sets {
public:
    explicit Sets(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), Index{0}); }
    Index of(Index one) {
        while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
        return one;
    }
    void join(Index a, Index b) {
        a = of(a), b = of(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<Index> parent_;
};

class Matcher {
public:
    explicit Matcher(const Comparison& comparison)
        : comparison_(comparison),
          quotations_(comparison.quotations()),
          sets_(comparison.quotations().forms().size()) {}

    Matches run() {
        put_in_order();
        list_passages();
        count_pairs();
        const auto parts = pairs_ / postings_at_once + 1;
        for (std::size_t part = 0; part < parts; ++part) compare(part, parts);
        matches_.group.resize(matches_.order.size());
        for (Index rank = 0; rank < matches_.order.size(); ++rank)
            matches_.group[matches_.order[rank]] = sets_.of(rank);
        return std::move(matches_);
    }

private:
    // A passage with the rank of its form.
    struct Place {
        Index rank;
        std::uint16_t passage;
    };
    // A pair of words in a passage.
    struct Posting {
        Key key;
        Index place;
        bool probes;  // it is one of the rarest of the passage
    };

    const Form& form(Index rank) const { return quotations_.forms()[matches_.order[rank]]; }
    std::span<const Word> words_of(const Place& place) const {
        const auto& of = form(place.rank);
        const auto& passage = quotations_.passages(of)[place.passage];
        return quotations_.words(of).subspan(passage.begin, passage.end - passage.begin);
    }

    void put_in_order();
    void list_passages();
    void count_pairs();
    void compare(std::size_t part, std::size_t parts);
    void compare_all(std::span<const Posting> run);
    bool try_pair(const Posting& a, const Posting& b);

    const Comparison& comparison_;
    const Collection& quotations_;
    Matches matches_;
    Sets sets_;  // of ranks
    std::vector<Place> places_;
    std::size_t pairs_ = 0;
    std::unique_ptr<Counters> counters_;
    std::vector<Posting> postings_;
    std::unordered_map<std::uint64_t, std::array<Index, family_compared>> families_;
};

void Matcher::put_in_order() {
    const auto& forms = quotations_.forms();
    auto& order = matches_.order;
    order.resize(forms.size());
    std::iota(order.begin(), order.end(), Index{0});
    std::sort(order.begin(), order.end(), [&](Index a, Index b) {
        const auto &x = forms[a], &y = forms[b];
        if (x.own_words != y.own_words) return x.own_words > y.own_words;
        if (x.hash != y.hash) return x.hash < y.hash;
        if (x.speaker != y.speaker)
            return quotations_.speakers()[x.speaker] < quotations_.speakers()[y.speaker];
        return std::ranges::lexicographical_compare(quotations_.words(x), quotations_.words(y), {},
                                                    &Word::identity, &Word::identity);
    });
}

void Matcher::list_passages() {
    for (Index rank = 0; rank < matches_.order.size(); ++rank) {
        const auto passages = quotations_.passages(form(rank));
        for (std::size_t i = 0; i < passages.size(); ++i) {
            const Place place{rank, static_cast<std::uint16_t>(i)};
            const auto words = words_of(place);
            if (!comparison_.is_heavy(words)) continue;
            places_.push_back(place);
            each_pair(words, [&](Key) { ++pairs_; });
        }
    }
}

void Matcher::count_pairs() {
    counters_ = std::make_unique<Counters>(pairs_);
    for (const auto& place : places_) each_pair(words_of(place), [&](Key key) { counters_->add(key); });
}

void Matcher::compare(std::size_t part, std::size_t parts) {
    postings_.clear();
    postings_.reserve(std::min(pairs_, pairs_ / parts + pairs_ / parts / 8));
    std::vector<std::pair<std::uint16_t, Key>> rare;
    for (Index i = 0; i < places_.size(); ++i) {
        rare.clear();
        each_pair(words_of(places_[i]), [&](Key key) {
            if (const auto count = (*counters_)[key]; count > 1) rare.emplace_back(count, key);
        });
        std::sort(rare.begin(), rare.end());
        rare.erase(std::unique(rare.begin(), rare.end()), rare.end());
        for (std::size_t n = 0; n < rare.size(); ++n)
            if (rare[n].second % parts == part) postings_.push_back({rare[n].second, i, n < probes});
    }
    std::sort(postings_.begin(), postings_.end(), [](const Posting& a, const Posting& b) {
        return std::tie(a.key, a.place) < std::tie(b.key, b.place);
    });
    for (std::size_t begin = 0; begin < postings_.size();) {
        auto end = begin + 1;
        while (end < postings_.size() && postings_[end].key == postings_[begin].key) ++end;
        if (end - begin > 1) compare_all({postings_.data() + begin, end - begin});
        begin = end;
    }
}

// Of passages that share a pair, each is compared with a bounded number of those in front of it, which are
// longer: where many tell the same, the first two stand for all.
void Matcher::compare_all(std::span<const Posting> run) {
    std::array<Index, heads_compared> heads;
    std::size_t count = 0;
    const bool crowded = run.size() > heads_compared;
    families_.clear();
    for (Index i = 0; i < run.size(); ++i) {
        std::size_t alike = 0;
        for (std::size_t h = 0; h < count; ++h) alike += try_pair(run[i], run[heads[h]]);
        if (crowded) {
            const auto family = comparison_.speaker(form(places_[run[i].place].rank)).family();
            auto& last =
                families_.try_emplace(family, std::array<Index, family_compared>{i, i, i, i}).first->second;
            for (const auto other : last)
                if (other != i) try_pair(run[i], run[other]);
            std::copy_backward(last.begin(), last.end() - 1, last.end());
            last.front() = i;
        }
        if (count < heads_compared && alike < heads_of_group) heads[count++] = i;
    }
}

bool Matcher::try_pair(const Posting& a, const Posting& b) {
    if (!a.probes && !b.probes) return false;
    const auto &x = places_[a.place], &y = places_[b.place];
    if (sets_.of(x.rank) == sets_.of(y.rank)) return true;
    const auto related = relation(comparison_.speaker(form(x.rank)), comparison_.speaker(form(y.rank)));
    const auto least = related == Relation::open ? Comparison::of_nobody_known : Comparison::of_one_speaker;
    const auto told = [&](const Place& passage, Index other) {
        const auto& of = form(passage.rank);
        return comparison_.is_told_by(of, quotations_.passages(of)[passage.passage], form(other), least);
    };
    ++matches_.compared;
    if (!told(x, y.rank) && !told(y, x.rank)) return false;
    sets_.join(x.rank, y.rank);
    return true;
}

}  // namespace

Matches match(const Comparison& comparison) {
    return Matcher(comparison).run();
}

}  // namespace corpus_quotes
