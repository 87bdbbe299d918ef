// SPDX-License-Identifier: MIT
#include "entities.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "sentence_view.hpp"

namespace tag_entities {

namespace {

// The words of a mention between single spaces, without a nickname in marks.
std::string plain_text(const DocumentWords& document, const Mention& mention) {
    std::string text;
    for (auto i = mention.first; i < mention.last; ++i) {
        if (i > mention.first && !document[i].touches && is_opening_mark(document.text(i, i + 1))) {
            for (++i; i < mention.last && !is_closing_mark(document.text(i, i + 1));) ++i;
            continue;
        }
        if (i > mention.first && !document[i].touches) text += ' ';
        text += document.text(i, i + 1);
    }
    return text;
}

// What two mentions of one organisation or place have in common: case, a company's form and a leading article
// do not count.
std::string key_of(const DocumentWords& document, Mention mention) {
    while (mention.last > mention.first + 1 && document[mention.last - 1].is(company_form)) --mention.last;
    return small_letters(plain_text(document, mention));
}

bool has_small_letters(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return 'a' <= c && c <= 'z'; });
}

std::string labelled(Label label, const std::string& name) {
    return std::to_string(static_cast<int>(label)) + name;
}

std::string without_periods(std::string text) {
    std::erase(text, '.');
    return text;
}

}  // namespace

const std::vector<std::uint32_t>& EntityGrouper::group(const DocumentWords& document,
                                                       const std::vector<Mention>& mentions) {
    document_ = &document;
    numbers_.clear(), entities_.clear(), by_key_.clear(), known_.clear(), persons_with_.clear(),
        organisations_with_.clear(), parts_.clear(), misspelt_.clear();
    spelling_.clear();
    paragraph_ = read_ = 0;
    find_misspelt(mentions);
    collect_full_names(mentions);
    for (const auto& mention : mentions) numbers_.push_back(entity_of(mention));
    name_entities(mentions);
    return numbers_;
}

void EntityGrouper::FullNames::add(const std::string& name) {
    if (first.empty()) first = name;
    several |= first != name;
}

// Notes which full names each part and each acronym may stand for, wherever in the document they come.
void EntityGrouper::collect_full_names(const std::vector<Mention>& mentions) {
    for (const auto& mention : mentions) {
        auto key = key_of(*document_, mention);
        if (mention.known) known_.try_emplace(labelled(mention.label, key), mention.known);
        if (mention.last - mention.first < 2) continue;
        if (mention.label == Label::person && mention.known)
            key = spelling_.try_emplace(mention.known->entity, key).first->second;
        if (mention.label == Label::person) add_parts(mention, key);
        if (mention.label == Label::organisation)
            if (const auto initials = document_->initials(mention.first, mention.last); initials.size() >= 2)
                organisations_with_[initials].add(key);
    }
}

namespace {

// The place where two texts of one length differ by one byte that begins no word; nothing where they do not.
std::optional<std::size_t> differing_letter(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return {};
    const auto at = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
    if (at == a.size() || at == 0 || a[at - 1] == ' ' || a.substr(at + 1) != b.substr(at + 1)) return {};
    return at;
}

}  // namespace

// A full name that stands once, and one that stands more often, where one letter of one longer word differs,
// are the same: Kim Jing Un among Kim Jong Uns. Two first words are two people: Maria and Mario del Carmen.
void EntityGrouper::find_misspelt(const std::vector<Mention>& mentions) {
    constexpr std::uint32_t least_words = 3;
    constexpr std::size_t least_letters = 4, longest = 80;
    struct Name {
        Mention mention;
        std::uint32_t count = 0;
    };
    std::map<std::string, Name> names;
    for (const auto& mention : mentions)
        if (mention.label == Label::person && mention.last - mention.first >= least_words)
            if (auto name = key_of(*document_, mention); name.size() <= longest) {
                auto& entry = names[std::move(name)];
                if (entry.count++ == 0) entry.mention = mention;
            }
    // Usual names with one letter blotted out; of two that agree the first counts.
    std::unordered_map<std::string, const std::pair<const std::string, Name>*> blotted;
    const auto each_blotted = [](std::string name, const auto& use) {
        for (std::size_t at = 1; at < name.size(); ++at) {
            const char letter = std::exchange(name[at], '?');
            if (letter != ' ' && use(name)) return;
            name[at] = letter;
        }
    };
    const auto is_same = [&](const Mention& a, const Mention& b, const std::string& name,
                             const std::string& other) {
        if (!differing_letter(name, other) || a.last - a.first != b.last - b.first) return false;
        for (std::uint32_t i = 0; i < a.last - a.first; ++i) {
            const auto &word = (*document_)[a.first + i], &usual = (*document_)[b.first + i];
            if (word.group == usual.group) continue;
            return i > 0 && word.span.size() >= least_letters;
        }
        return false;
    };
    for (const auto& entry : names)
        if (entry.second.count > 1)
            each_blotted(entry.first, [&](const std::string& name) {
                blotted.try_emplace(name, &entry);
                return false;
            });
    if (blotted.empty()) return;
    for (const auto& [name, entry] : names) {
        if (entry.count > 1 || entry.mention.known) continue;
        const auto& text = name;
        const auto& single = entry.mention;
        each_blotted(name, [&](const std::string& pattern) {
            const auto usual = blotted.find(pattern);
            if (usual == blotted.end()) return false;
            const auto& [spelling, many] = *usual->second;
            if (!is_same(single, many.mention, text, spelling)) return false;
            misspelt_[text] = spelling;
            return true;
        });
    }
}

const std::string& EntityGrouper::usual_spelling(const std::string& full_name) const {
    const auto found = misspelt_.find(full_name);
    return found == misspelt_.end() ? full_name : found->second;
}

void EntityGrouper::add_parts(const Mention& mention, const std::string& spelling) {
    const auto& full_name = usual_spelling(spelling);
    const auto [parts, fresh] = parts_.try_emplace(full_name);
    if (!fresh) return;
    const auto add = [&, &parts = parts->second](const std::string& part) {
        parts.push_back(&persons_with_[part]);
        parts.back()->add(full_name);
    };
    for (auto i = mention.first; i < mention.last; ++i) {
        const bool capital = (*document_)[i].has_capital();
        if (capital) add(small_letters(document_->text(i, i + 1)));
        // A surname of several words: "van der Laan".
        if (i > mention.first && (capital || (*document_)[i].is(particle)))
            add(key_of(*document_, {i, mention.last}));
    }
}

// The full name that a part of one stands for: the only one, or of several the one told last before in the
// same paragraph; null where that is not clear.
const std::string* EntityGrouper::fuller_person(const std::string& part) const {
    const auto found = persons_with_.find(part);
    if (found == persons_with_.end()) return nullptr;
    const auto& names = found->second;
    if (!names.several) return &names.first;
    return !names.latest.empty() && names.paragraph == paragraph_ ? &names.latest : nullptr;
}

// What the mention's entity is called: its own words, or the fuller name that they stand for.
std::string EntityGrouper::name_of(const Mention& mention) {
    auto name = key_of(*document_, mention);
    const bool one_word = mention.last - mention.first == 1;
    if (mention.label == Label::person) {
        name = usual_spelling(name);
        if (const auto* fuller = fuller_person(name)) name = *fuller;
        if (const auto parts = parts_.find(name); !one_word && parts != parts_.end())
            for (auto* part : parts->second) part->latest = name, part->paragraph = paragraph_;
    } else if (mention.label == Label::organisation && one_word &&
               (*document_)[mention.first].shape == Shape::capitals) {
        const auto acronym = without_periods(plain_text(*document_, mention));
        if (const auto full = organisations_with_.find(acronym);
            full != organisations_with_.end() && !full->second.several)
            name = full->second.first;
    }
    return name;
}

std::uint32_t EntityGrouper::entity_of(const Mention& mention) {
    const auto begin = (*document_)[mention.first].span.begin;
    const auto passed = document_->text().substr(read_, begin - read_);
    paragraph_ += static_cast<std::uint32_t>(std::count(passed.begin(), passed.end(), '\n'));
    read_ = begin;
    auto key = labelled(mention.label, name_of(mention));
    const auto* known = mention.known;
    const bool is_guess = misspelt_.contains(key_of(*document_, mention));  // too little for a key
    if (const auto listed = known_.find(key); !known && !is_guess && listed != known_.end())
        known = listed->second;
    if (known) key = labelled(mention.label, std::to_string(known->entity) + '#');
    const auto [found, fresh] = by_key_.try_emplace(key, static_cast<std::uint32_t>(entities_.size()));
    if (fresh)
        entities_.push_back({mention.label, {}, known});
    else if (known && known->is_users)
        entities_[found->second].known = known;
    return found->second;
}

// The fullest form: the one a list gives first if the document has it, else the longest, of these the most
// frequent; of the same letters not the one in capitals.
void EntityGrouper::name_entities(const std::vector<Mention>& mentions) {
    std::vector<bool> settled(entities_.size());
    std::unordered_map<std::string, std::uint32_t> counts;
    for (const auto& mention : mentions) ++counts[plain_text(*document_, mention)];
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        auto& entity = entities_[numbers_[i]];
        if (settled[numbers_[i]]) continue;
        const auto text = plain_text(*document_, mentions[i]);
        const bool plainer =
            !has_small_letters(entity.name) && small_letters(text) == small_letters(entity.name);
        const bool is_main = mentions[i].known && mentions[i].known->is_main;
        const bool fuller = text.size() > entity.name.size() ||
                            (text.size() == entity.name.size() && has_small_letters(text) &&
                             counts[text] > counts[entity.name]);
        if (is_main || plainer || fuller) entity.name = text;
        settled[numbers_[i]] = is_main && has_small_letters(text);
    }
}

}  // namespace tag_entities
