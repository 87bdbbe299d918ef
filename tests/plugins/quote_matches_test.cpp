// SPDX-License-Identifier: MIT
// Which pairs of quotations corpus.quotes compares, beside a slow model that compares all.
#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "comparison.hpp"
#include "matches.hpp"

namespace {

using namespace corpus_quotes;

using Texts = std::vector<std::string>;

// Sayings of random words, and retellings: cut, turned round, reworded, joined.
Texts random_tellings(std::mt19937& random, int count) {
    const auto word = [&] {
        std::string text;
        for (auto rest = random() % 900 + 400; rest != 0; rest /= 20) {
            text += "bcdfghklmnprstvwzjqx"[rest % 20];
            text += "aiou"[rest % 4];
        }
        return text;
    };
    std::vector<Texts> sayings;
    Texts texts;
    for (int i = 0; i < count; ++i) {
        Texts words;
        if (sayings.empty() || random() % 3 == 0) {
            for (auto left = 5 + random() % 12; left > 0; --left) words.push_back(word());
            sayings.push_back(words);
        } else {
            words = sayings[random() % sayings.size()];
            const auto at = static_cast<std::ptrdiff_t>(random() % words.size());
            if (random() % 3 == 0) words.resize(words.size() - words.size() / 3);
            if (random() % 4 == 0)
                std::rotate(words.begin(), words.begin() + std::min<std::ptrdiff_t>(at, 3), words.end());
            if (random() % 3 == 0) words[random() % words.size()] = word();
            if (random() % 4 == 0)
                for (auto left = 4 + random() % 5; left > 0; --left) words.push_back(word());
        }
        texts.emplace_back();
        for (const auto& one : words) texts.back() += one + ' ';
    }
    return texts;
}

void collect(const Texts& texts, const Language& language, Collection& into) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
        Quotation quotation;
        WordReader reader(language, 1000, quotation.words);
        reader.read(texts[i]);
        reader.finish();
        quotation.text = texts[i];
        quotation.own_passages = quotation.words.passages.size();
        quotation.speaker = {"Ada Okoye", "", SpeakerKind::named};
        into.add({std::to_string(i), "", ""}, {quotation});
    }
}

// Group of each form, where all pairs are compared.
std::vector<std::size_t> groups_of_all_pairs(const Collection& collection, const Comparison& comparison) {
    const auto& forms = collection.forms();
    std::vector<std::size_t> group(forms.size());
    std::iota(group.begin(), group.end(), std::size_t{0});
    for (std::size_t a = 0; a < forms.size(); ++a)
        for (std::size_t b = 0; b < a; ++b)
            if (group[a] != group[b] && comparison.share(forms[a], forms[b], Comparison::of_one_speaker))
                std::replace(group.begin(), group.end(), std::size_t{group[a]}, std::size_t{group[b]});
    return group;
}

}  // namespace

TEST_CASE("comparing few pairs finds nearly all that comparing all finds, and nothing else") {
    const Language language(CORPUS_QUOTES_DATA "/lang.en.txt");
    for (unsigned seed = 1; seed <= 5; ++seed) {
        std::mt19937 random(seed);
        Collection collection(400);
        collect(random_tellings(random, 400), language, collection);
        const Comparison comparison(collection, language, 0.65);
        const auto matches = match(comparison);
        const auto all = groups_of_all_pairs(collection, comparison);
        std::size_t wanted = 0, found = 0, wrong = 0;
        for (std::size_t a = 0; a < all.size(); ++a)
            for (std::size_t b = 0; b < a; ++b) {
                const bool joined = matches.group[a] == matches.group[b];
                wanted += all[a] == all[b];
                found += joined && all[a] == all[b];
                wrong += joined && all[a] != all[b];
            }
        CAPTURE(seed, wanted, found, matches.compared);
        CHECK(wanted > 300);
        CHECK(wrong == 0);
        CHECK(found * 100 >= wanted * 98);
        CHECK(matches.compared * 20 < all.size() * all.size() / 2);
    }
}
