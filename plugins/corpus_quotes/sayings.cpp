// SPDX-License-Identifier: MIT
#include "sayings.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace corpus_quotes {

namespace {

constexpr std::size_t stock_speakers = 3;  // who say the same few words: they are nobody's
constexpr std::uint32_t stock_words = 8;
constexpr std::size_t most_looked_at = 64;  // of the groups of speakers in the same words
constexpr std::size_t most_reviewed = 20;   // of the sayings in the same words, those of most documents

// A speaker as told in one group, and the tellings that say so.
struct Voice {
    Index speaker = 0;
    std::vector<Index> tellings;
};

class Builder {
public:
    Builder(const Comparison& comparison, const Matches& matches, std::size_t least_documents)
        : comparison_(comparison),
          quotations_(comparison.quotations()),
          matches_(matches),
          least_documents_(least_documents) {}

    std::vector<Saying> run() {
        // Tellings by group, those of a group in an order of their own.
        std::vector<Index> all(quotations_.tellings().size());
        for (Index i = 0; i < all.size(); ++i) all[i] = i;
        std::sort(all.begin(), all.end(), [&](Index a, Index b) {
            const auto x = group_of(a), y = group_of(b);
            return x != y ? x < y : is_before(a, b);
        });
        for (std::size_t begin = 0; begin < all.size();) {
            auto end = begin + 1;
            while (end < all.size() && group_of(all[end]) == group_of(all[begin])) ++end;
            if (end - begin >= least_documents_) add_group({all.data() + begin, end - begin});
            begin = end;
        }
        return in_order();
    }

private:
    const Telling& telling(Index number) const { return quotations_.tellings()[number]; }
    const Form& form(Index number) const { return quotations_.forms()[telling(number).form]; }
    const Source& source(Index number) const { return quotations_.sources()[telling(number).source]; }
    const SpeakerName& name_of(const Voice& voice) const {
        return comparison_.speaker(form(voice.tellings.front()));
    }
    Index group_of(Index number) const { return matches_.group[telling(number).form]; }

    // By date, those without one last; then by document and place.
    bool is_before(Index a, Index b) const {
        const auto key = [&](Index i) {
            const auto& from = source(i);
            const auto& one = telling(i);
            return std::tuple(from.published.empty(), std::string_view(from.published).substr(0, 10),
                              std::string_view(from.published), std::string_view(from.id), one.row, one.begin,
                              quotations_.text(one));
        };
        return key(a) < key(b);
    }

    std::size_t documents_of(std::span<const Index> tellings) const {
        std::set<Index> sources;
        for (const auto i : tellings) sources.insert(telling(i).source);
        return sources.size();
    }

    void add_group(std::span<const Index> tellings);
    void review(std::vector<Saying>& all);
    std::vector<Voice> voices_of(std::span<const Index> tellings) const;
    std::vector<std::vector<Voice>> by_speaker(std::vector<Voice> voices) const;
    bool is_stock(std::span<const Index> tellings, const std::vector<std::vector<Voice>>& groups) const;
    bool is_too_light(std::span<const Index> tellings) const;
    Saying make(const std::vector<Voice>& voices) const;
    Index representative(std::span<const Index> tellings) const;
    std::vector<Saying> in_order();

    const Comparison& comparison_;
    const Collection& quotations_;
    const Matches& matches_;
    std::size_t least_documents_;
    std::size_t made_ = 0;  // sayings, to number them
    std::vector<Saying> sayings_;
};

std::size_t told_by(const std::vector<Voice>& voices) {
    std::size_t count = 0;
    for (const auto& voice : voices) count += voice.tellings.size();
    return count;
}

// Speakers with their tellings: the fullest names first, of those the most frequent.
std::vector<Voice> Builder::voices_of(std::span<const Index> tellings) const {
    std::map<Index, std::vector<Index>> by_speaker;
    for (const auto i : tellings) by_speaker[form(i).speaker].push_back(i);
    std::vector<Voice> voices;
    for (auto& [speaker, list] : by_speaker) voices.push_back({speaker, std::move(list)});
    std::sort(voices.begin(), voices.end(), [&](const Voice& a, const Voice& b) {
        const auto key = [&](const Voice& voice) {
            const auto& name = name_of(voice);
            const int rank = name.is_named() ? 0 : name.is_known() ? 1 : 2;
            return std::tuple(rank, -static_cast<std::int64_t>(name.size()),
                              -static_cast<std::int64_t>(voice.tellings.size()));
        };
        const auto x = key(a), y = key(b);
        return x != y ? x < y : quotations_.speakers()[a.speaker] < quotations_.speakers()[b.speaker];
    });
    return voices;
}

// Who may be one person stands together. Who is told without a name joins the only other speaker there is;
// beside several, nobody can tell whose the words are.
std::vector<std::vector<Voice>> Builder::by_speaker(std::vector<Voice> voices) const {
    std::vector<std::vector<Voice>> groups;
    std::vector<Voice> open;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> marked;  // groups by what names share
    const auto join = [&](std::size_t group, Voice& voice) {
        for (const auto mark : name_of(voice).marks())
            if (auto& list = marked[mark]; list.size() < most_looked_at) list.push_back(group);
        if (group == groups.size()) groups.emplace_back();
        groups[group].push_back(std::move(voice));
    };
    const auto is_other = [&](const std::vector<Voice>& group, const Voice& voice) {
        return relation(name_of(group.front()), name_of(voice)) == Relation::different;
    };
    for (auto& voice : voices) {
        const auto& name = name_of(voice);
        auto best = groups.size();
        for (const auto mark : name.marks())
            for (const auto group : marked[mark])
                if (relation(name, name_of(groups[group].front())) == Relation::same &&
                    (best == groups.size() || told_by(groups[best]) < told_by(groups[group])))
                    best = group;
        const auto looked_at = std::min(groups.size(), most_looked_at);
        const bool is_another =
            name.is_named() ||
            std::all_of(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(looked_at),
                        [&](const auto& group) { return is_other(group, voice); });
        if (best != groups.size() || is_another)
            join(best, voice);
        else if (groups.size() == 1)
            groups.front().push_back(std::move(voice));
        else
            open.push_back(std::move(voice));
    }
    if (!open.empty()) groups.push_back(std::move(open));
    return groups;
}

// A form that is joined with no other is one saying only where it is heavy enough.
bool Builder::is_too_light(std::span<const Index> tellings) const {
    const auto form_of = [&](Index i) { return telling(i).form; };
    const bool one_form = std::all_of(tellings.begin(), tellings.end(),
                                      [&](Index i) { return form_of(i) == form_of(tellings.front()); });
    return one_form && !comparison_.is_saying(form(tellings.front()));
}

// Few words that several people say, and none of them most often.
bool Builder::is_stock(std::span<const Index> tellings, const std::vector<std::vector<Voice>>& groups) const {
    std::size_t named = 0, most = 0, people = 0;
    for (const auto& group : groups)
        if (name_of(group.front()).is_known()) {
            ++people;
            named += told_by(group);
            most = std::max(most, told_by(group));
        }
    if (people < stock_speakers || most * 2 >= named) return false;
    return std::any_of(tellings.begin(), tellings.end(),
                       [&](Index i) { return form(i).own_words < stock_words; });
}

void Builder::add_group(std::span<const Index> tellings) {
    const auto groups = by_speaker(voices_of(tellings));
    if (is_stock(tellings, groups) || is_too_light(tellings)) {
        if (least_documents_ <= 1)
            for (const auto i : tellings) {
                sayings_.push_back(make({{form(i).speaker, {i}}}));
                sayings_.back().number = ++made_;
            }
        return;
    }
    if (documents_of(tellings) < least_documents_) return;
    std::vector<Saying> all;
    for (const auto& group : groups) all.push_back(make(group));
    review(all);
    // One that is named in a review is listed, however few tell it.
    std::erase_if(all, [&](const Saying& saying) {
        return saying.documents < least_documents_ && saying.others.empty();
    });
    std::move(all.begin(), all.end(), std::back_inserter(sayings_));
}

// Many words that two people are told to have said: it may have been one of them.
void Builder::review(std::vector<Saying>& all) {
    std::stable_sort(all.begin(), all.end(),
                     [](const Saying& a, const Saying& b) { return a.documents > b.documents; });
    for (auto& saying : all) saying.number = ++made_;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t other = 0; other < std::min(i, most_reviewed); ++other) {
            if (!comparison_.share(form(all[i].representative), form(all[other].representative),
                                   Comparison::for_review))
                continue;
            all[i].others.push_back(all[other].number);
            all[other].others.push_back(all[i].number);
        }
}

Saying Builder::make(const std::vector<Voice>& voices) const {
    Saying saying;
    std::map<std::string, std::size_t> told;
    for (const auto& voice : voices) {
        const auto& speaker = quotations_.speakers()[voice.speaker];
        if (saying.speaker.empty()) saying.speaker = speaker.name;
        if (saying.key.empty()) saying.key = speaker.key;
        if (!speaker.name.empty()) told[speaker.name] += voice.tellings.size();
        saying.tellings.insert(saying.tellings.end(), voice.tellings.begin(), voice.tellings.end());
    }
    saying.speakers.assign(told.begin(), told.end());
    std::stable_sort(saying.speakers.begin(), saying.speakers.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::sort(saying.tellings.begin(), saying.tellings.end(),
              [&](Index a, Index b) { return is_before(a, b); });
    saying.first = saying.tellings.front();
    saying.representative = representative(saying.tellings);
    std::set<std::string_view> outlets;
    for (const auto i : saying.tellings)
        if (!source(i).outlet.empty()) outlets.insert(source(i).outlet);
    saying.outlets = outlets.size();
    saying.documents = documents_of(saying.tellings);
    return saying;
}

// Direct rather than mixed, mixed rather than indirect; of those the one with most of the words that the
// greater part tells and fewest others; the one that most tell word for word; the fullest; the first.
Index Builder::representative(std::span<const Index> tellings) const {
    std::unordered_map<std::uint32_t, std::int64_t> users;  // of a word: tellings
    std::map<std::tuple<Kind, std::string_view>, std::size_t> copies;
    std::set<std::uint32_t> words;
    const auto read = [&](Index i) {
        words.clear();
        for (const auto word : quotations_.own_words(form(i))) words.insert(word.identity());
    };
    for (const auto i : tellings) {
        read(i);
        for (const auto word : words) ++users[word];
        ++copies[{telling(i).kind, quotations_.text(telling(i))}];
    }
    const auto all = static_cast<std::int64_t>(tellings.size());
    const auto key = [&](Index i) {
        read(i);
        std::int64_t usual = 0;
        for (const auto word : words) usual += 2 * users[word] - all;
        return std::tuple(-static_cast<int>(telling(i).kind), usual,
                          copies[{telling(i).kind, quotations_.text(telling(i))}], form(i).own_words);
    };
    auto best = tellings.front();
    auto best_key = key(best);
    for (const auto i : tellings.subspan(1))
        if (auto other = key(i); other > best_key) best = i, best_key = other;
    return best;
}

std::vector<Saying> Builder::in_order() {
    std::vector<std::size_t> order(sayings_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto &x = sayings_[a], &y = sayings_[b];
        const auto counts = [](const Saying& saying) {
            return std::tuple(saying.documents, saying.outlets, saying.tellings.size());
        };
        if (counts(x) != counts(y)) return counts(x) > counts(y);
        const auto text = [&](const Saying& saying) {
            return quotations_.text(telling(saying.representative));
        };
        if (text(x) != text(y)) return text(x) < text(y);
        if (x.speaker != y.speaker) return x.speaker < y.speaker;
        return is_before(x.tellings.front(), y.tellings.front());
    });
    std::vector<Saying> sorted;
    sorted.reserve(order.size());
    std::unordered_map<std::size_t, std::size_t> place;  // by number
    for (const auto i : order) {
        place[sayings_[i].number] = sorted.size() + 1;
        sorted.push_back(std::move(sayings_[i]));
    }
    for (auto& saying : sorted) {
        saying.number = place.at(saying.number);
        for (auto& other : saying.others) other = place.at(other);
        std::sort(saying.others.begin(), saying.others.end());
    }
    return sorted;
}

}  // namespace

std::vector<Saying> sayings(const Comparison& comparison, const Matches& matches,
                            std::size_t least_documents) {
    return Builder(comparison, matches, least_documents).run();
}

}  // namespace corpus_quotes
