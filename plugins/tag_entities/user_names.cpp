// SPDX-License-Identifier: MIT
#include "user_names.hpp"

#include <algorithm>
#include <string_view>

#include "name_labels.hpp"

namespace tag_entities {

namespace {

constexpr std::uint32_t first_entity = 1U << 31;  // the numbers below are of the stage's own lists

}  // namespace

const KnownName& UserNames::listed(Label label, std::string_view name, std::string_view key) {
    const auto what = std::to_string(static_cast<int>(label)) + std::string(key.empty() ? name : key);
    auto [found, fresh] = by_key_.try_emplace(what, nullptr);
    if (fresh) {
        const auto entity = first_entity + static_cast<std::uint32_t>(names_.size());
        found->second = &names_.emplace_back(KnownName{label, {}, std::string(key), entity, false});
    }
    return *found->second;
}

void UserNames::read(const DocumentWords& document, const quern::Layer& rows) {
    listed_.clear(), names_.clear(), by_key_.clear();
    const auto label_column = rows.column("label"), name = rows.column("name"), key = rows.column("key");
    const auto& words = document.words();
    for (const auto row : rows) {
        const auto label = label_from_string(row.string(label_column));
        if (!label) continue;
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
        listed_.push_back({first, last, *label, 1, &listed(*label, row.string(name), row.string(key))});
    }
}

const std::vector<Mention>& UserNames::put_over(const std::vector<Mention>& mentions,
                                                const DocumentWords& document, const quern::Layer& rows) {
    read(document, rows);
    all_.clear();
    auto name = listed_.begin();
    for (const auto& mention : mentions) {
        for (; name != listed_.end() && name->first < mention.first; ++name) all_.push_back(*name);
        const bool overlaps = (name != listed_.end() && name->first < mention.last) ||
                              (name != listed_.begin() && std::prev(name)->last > mention.first);
        if (!overlaps) all_.push_back(mention);
    }
    all_.insert(all_.end(), name, listed_.end());
    return all_;
}

}  // namespace tag_entities
