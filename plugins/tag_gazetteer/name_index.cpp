// SPDX-License-Identifier: MIT
#include "name_index.hpp"

#include <bit>

namespace tag_gazetteer {

namespace {

constexpr std::size_t letters_of_an_acronym = 4;

}  // namespace

NameIndex::Added NameIndex::add(std::string_view name) {
    atoms_.clear();
    add_atoms(name, 0, static_cast<std::uint32_t>(name.size()), atoms_);
    if (atoms_.empty()) return Added::empty;
    if (atoms_.size() > longest) return Added::too_long;

    std::uint64_t hash = 0;
    for (const auto& atom : atoms_) hash = chain(hash, atom.hash);
    bool repeated = false;
    each_candidate(hash, [&](Name known) {
        const auto same = compare(this->name(known), name);
        return repeated = same == Likeness::equal || (same == Likeness::folded && rule_ == CaseRule::fold);
    });
    if (repeated) return Added::repeated;
    insert(static_cast<Name>(entries_.size()), hash);
    entries_.push_back({bytes_.size(), static_cast<std::uint32_t>(name.size()), hash});
    bytes_ += name;
    add_length(atoms_[0].hash, std::uint64_t{1} << (atoms_.size() - 1));
    if (entries_.size() * 2 > slots_.size()) grow_names();
    return Added::yes;
}

void NameIndex::finish() {
    // About one bit in sixteen set: few atoms pass that should not, and the filter stays in the cache.
    filter_mask_ = std::bit_ceil(std::max<std::uint64_t>(first_count_ * 16, 64)) - 1;
    filter_.assign((filter_mask_ + 1) / 64, 0);
    for (const auto& first : firsts_)
        if (first.lengths) filter_[(first.hash & filter_mask_) >> 6] |= std::uint64_t{1} << (first.hash & 63);
    atoms_ = {};
    bytes_.shrink_to_fit();
    entries_.shrink_to_fit();
}

void NameIndex::insert(Name name, std::uint64_t hash) {
    auto slot = hash & (slots_.size() - 1);
    while (slots_[slot].name != none) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = {name, static_cast<std::uint32_t>(hash >> 32)};
}

void NameIndex::grow_names() {
    slots_.assign(slots_.size() * 2, {});
    for (Name name = 0; name < entries_.size(); ++name) insert(name, entries_[name].hash);
}

void NameIndex::add_length(std::uint64_t hash, std::uint64_t bit) {
    auto slot = hash & (firsts_.size() - 1);
    while (firsts_[slot].lengths && firsts_[slot].hash != hash) slot = (slot + 1) & (firsts_.size() - 1);
    if (!firsts_[slot].lengths) ++first_count_;
    firsts_[slot] = {hash, firsts_[slot].lengths | bit};
    if (first_count_ * 2 > firsts_.size()) grow_firsts();
}

void NameIndex::grow_firsts() {
    std::vector<FirstAtom> firsts(firsts_.size() * 2);
    for (const auto& first : firsts_) {
        if (!first.lengths) continue;
        auto slot = first.hash & (firsts.size() - 1);
        while (firsts[slot].lengths) slot = (slot + 1) & (firsts.size() - 1);
        firsts[slot] = first;
    }
    firsts_ = std::move(firsts);
}

std::uint64_t NameIndex::lengths(std::uint64_t hash) const {
    auto slot = hash & (firsts_.size() - 1);
    while (firsts_[slot].lengths && firsts_[slot].hash != hash) slot = (slot + 1) & (firsts_.size() - 1);
    return firsts_[slot].lengths;
}

// Of several names that hash alike the one written just so, else the first that the rule accepts.
std::optional<NameIndex::Name> NameIndex::find(std::uint64_t hash, std::string_view written) const {
    std::optional<Name> found;
    each_candidate(hash, [&](Name candidate) {
        const auto same = compare(name(candidate), written);
        if (same == Likeness::equal || (!found && accepts(candidate, written, same))) found = candidate;
        return same == Likeness::equal;
    });
    return found;
}

bool NameIndex::accepts(Name number, std::string_view written, Likeness likeness) const {
    if (likeness != Likeness::folded || rule_ == CaseRule::exact) return likeness == Likeness::equal;
    if (rule_ == CaseRule::fold || has_no_capital(name(number))) return true;
    // Capitals throughout, as in headlines; but a short word in capitals is more likely another name.
    return written.size() > letters_of_an_acronym && has_no_small_letter(written);
}

}  // namespace tag_gazetteer
