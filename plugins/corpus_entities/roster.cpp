// SPDX-License-Identifier: MIT
#include "roster.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "names.hpp"

namespace corpus_entities {

namespace {

constexpr std::size_t most_kept = 100;  // names and spellings of one entity

// Counts `text`. Where there is no place for it, it takes that of the least frequent, whose count is
// returned.
std::uint64_t count(Counts& counts, const std::string& text, std::uint64_t times) {
    std::uint64_t displaced = 0;
    if (counts.size() >= most_kept && !counts.contains(text)) {
        const auto least = std::min_element(counts.begin(), counts.end(),
                                            [](const auto& a, const auto& b) { return a.second < b.second; });
        displaced = least->second;
        counts.erase(least);
    }
    counts[text] += times;
    return displaced;
}

void merge(Entity& into, const Entity& from) {
    into.mentions += from.mentions;
    into.other_spellings += from.other_spellings;
    // A name takes over the count of the one it displaces, so that a frequent one stays whenever it comes.
    for (const auto& [name, times] : from.names) into.names[name] += count(into.names, name, times);
    for (const auto& [spelling, times] : from.spellings)
        into.other_spellings += count(into.spellings, spelling, times);
}

std::string by_name(const std::string& label, const std::string& name) {
    return label + "\nname\n" + folded(name);
}

}  // namespace

const std::string& Entity::name() const {
    static const std::string none;
    const auto best = std::max_element(names.begin(), names.end(), [](const auto& a, const auto& b) {
        return std::tuple(a.second, a.first.size()) < std::tuple(b.second, b.first.size());
    });
    return best == names.end() ? none : best->first;
}

void Roster::add(const std::vector<Entity>& entities, const std::string& document) {
    ++document_;
    std::unordered_set<std::string> with_key;
    for (const auto& entity : entities)
        if (!entity.key.empty())
            for (const auto& [name, times] : entity.names) with_key.insert(by_name(entity.label, name));
    for (const auto& entity : entities) {
        const bool beside_key = entity.key.empty() && !with_key.empty() &&
                                with_key.contains(by_name(entity.label, entity.name()));
        add(entity, document, beside_key);
    }
}

void Roster::add(const Entity& entity, const std::string& document, bool beside_key) {
    const auto identity =
        entity.key.empty() ? by_name(entity.label, entity.name()) : entity.label + "\nkey\n" + entity.key;
    auto known = known_.find(identity);
    if (known == known_.end() && entities_.size() >= most_) {
        auto& others = others_[entity.label];
        others.label = entity.label;
        others.mentions += entity.mentions;
        return;
    }
    if (known == known_.end()) {
        known = known_.emplace(identity, entities_.size()).first;
        Entity fresh;
        fresh.label = entity.label;
        fresh.key = entity.key;
        fresh.first_document = document;
        entities_.push_back(std::move(fresh));
    }
    auto& into = entities_[known->second];
    if (std::exchange(into.last_document, document_) != document_) {
        ++into.documents;
        into.beside_key += beside_key;
    }
    merge(into, entity);
}

std::vector<Entity> Roster::take() {
    // A name that one key alone bears; of two keys nobody can tell which is meant.
    std::unordered_map<std::string, std::optional<std::size_t>> bearers;
    for (std::size_t i = 0; i < entities_.size(); ++i)
        if (!entities_[i].key.empty())
            for (const auto& [name, count] : entities_[i].names) {
                const auto [bearer, fresh] = bearers.emplace(by_name(entities_[i].label, name), i);
                if (!fresh && bearer->second != i) bearer->second = std::nullopt;
            }
    std::vector<Entity> entities;
    std::vector<bool> joined(entities_.size());
    for (std::size_t i = 0; i < entities_.size(); ++i) {
        if (!entities_[i].key.empty()) continue;
        const auto bearer = bearers.find(by_name(entities_[i].label, entities_[i].name()));
        if (bearer == bearers.end() || !bearer->second) continue;
        auto& into = entities_[*bearer->second];
        if (i < *bearer->second) into.first_document = entities_[i].first_document;
        into.documents += entities_[i].documents - entities_[i].beside_key;
        merge(into, entities_[i]);
        joined[i] = true;
    }
    for (std::size_t i = 0; i < entities_.size(); ++i)
        if (!joined[i]) entities.push_back(std::move(entities_[i]));
    std::sort(entities.begin(), entities.end(), [](const Entity& a, const Entity& b) {
        if (a.mentions != b.mentions) return a.mentions > b.mentions;
        return std::tie(a.name(), a.label, a.key) < std::tie(b.name(), b.label, b.key);
    });
    for (auto& [label, others] : others_) entities.push_back(std::move(others));
    entities_.clear();
    known_.clear();
    others_.clear();
    return entities;
}

}  // namespace corpus_entities
