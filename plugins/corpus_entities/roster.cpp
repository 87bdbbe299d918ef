// SPDX-License-Identifier: MIT
#include "roster.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "names.hpp"

namespace corpus_entities {

namespace {

constexpr std::size_t most_spellings = 20;  // told of one entity; more are counted

void merge(Entity& into, const Entity& from) {
    into.mentions += from.mentions;
    into.documents += from.documents;
    into.other_spellings += from.other_spellings;
    const auto join = [&](Counts& counts, const Counts& more) {
        for (const auto& [text, count] : more) {
            const auto known = counts.find(text);
            if (known != counts.end())
                known->second += count;
            else if (counts.size() < most_spellings)
                counts.emplace(text, count);
            else if (&counts == &into.spellings)
                into.other_spellings += count;
        }
    };
    join(into.names, from.names);
    join(into.spellings, from.spellings);
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

void Roster::add(const Entity& entity, const std::string& document) {
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
        entities_.push_back({entity.label, entity.key, {}, {}, 0, 0, 0, document});
    }
    merge(entities_[known->second], entity);
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
