// SPDX-License-Identifier: MIT
#include "user_names.hpp"

#include <algorithm>

#include "name_labels.hpp"

namespace tag_entities {

namespace {

constexpr std::uint32_t first_entity = 1U << 31;  // the numbers below are of the stage's own lists

bool is_part(const Mention& listed, const Mention& mention) {
    return listed.label == mention.label && listed.last <= mention.last &&
           listed.last - listed.first < mention.last - mention.first;
}

// Of a longer mention: a listed surname names the person, and a company is the same with its form behind.
bool names_the_same(const Mention& listed, const Mention& mention, const DocumentWords& document) {
    if (listed.label == Label::person) return listed.last == mention.last;
    if (listed.label != Label::organisation || listed.first != mention.first) return false;
    for (auto i = listed.last; i < mention.last; ++i)
        if (!document[i].is(company_form)) return false;
    return true;
}

}  // namespace

// What the stage's own lists know of a name stays, but for a key of the user's.
const KnownName& UserNames::listed(Label label, std::string_view name, std::string_view key,
                                   const KnownName* built_in) {
    const auto what = std::to_string(static_cast<int>(label)) + std::string(key.empty() ? name : key);
    auto [found, fresh] = by_key_.try_emplace(what, nullptr);
    if (fresh) {
        auto& known = names_.emplace_back(built_in ? *built_in : KnownName{});
        known.label = label;
        known.is_users = true;
        known.is_shared = false;
        if (!key.empty()) known.key = key;
        if (!built_in) known.entity = first_entity + static_cast<std::uint32_t>(names_.size());
        found->second = &known;
    }
    return *found->second;
}

void UserNames::read(const DocumentWords& document, const quern::Layer& rows,
                     const std::vector<std::string>& labels) {
    listed_.clear(), names_.clear(), by_key_.clear();
    const auto label_column = rows.column("label"), name = rows.column("name"), key = rows.column("key");
    const auto& words = document.words();
    for (const auto row : rows) {
        const auto label = label_from_string(row.string(label_column));
        if (!label || std::find(labels.begin(), labels.end(), to_string(*label)) == labels.end()) continue;
        const auto span = row.span();
        const auto begin =
            std::upper_bound(words.begin(), words.end(), span.begin,
                             [](std::uint32_t at, const Word& word) { return at < word.span.end; });
        const auto end =
            std::lower_bound(begin, words.end(), span.end,
                             [](const Word& word, std::uint32_t at) { return word.span.begin < at; });
        const auto first = static_cast<std::uint32_t>(begin - words.begin());
        const auto last = static_cast<std::uint32_t>(end - words.begin());
        if (first == last || (!listed_.empty() && first < listed_.back().last)) continue;
        const bool is_built_in =
            begin->known && begin->known_size == last - first && begin->known->label == *label;
        listed_.push_back(
            {first, last, *label, 1,
             &listed(*label, row.string(name), row.string(key), is_built_in ? begin->known : nullptr)});
    }
}

const std::vector<Mention>& UserNames::put_over(const std::vector<Mention>& mentions,
                                                const DocumentWords& document, const quern::Layer& rows,
                                                const std::vector<std::string>& labels) {
    read(document, rows, labels);
    all_.clear();
    auto name = listed_.begin();
    for (const auto& mention : mentions) {
        for (; name != listed_.end() && name->first < mention.first; ++name) all_.push_back(*name);
        auto end = name;  // of the listed names that begin inside the mention
        while (end != listed_.end() && end->first < mention.last) ++end;
        const bool is_cut = !all_.empty() && all_.back().last > mention.first;
        if (name == end && !is_cut) all_.push_back(mention);
        if (end - name != 1 || is_cut || !is_part(*name, mention)) continue;
        all_.push_back(mention);
        if (names_the_same(*name, mention, document)) all_.back().known = name->known;
        name = end;
    }
    all_.insert(all_.end(), name, listed_.end());
    return all_;
}

}  // namespace tag_entities
