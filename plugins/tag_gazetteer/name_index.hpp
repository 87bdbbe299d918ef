// SPDX-License-Identifier: MIT
// The names of all lists, found by the hash of their atoms.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "atoms.hpp"

namespace tag_gazetteer {

// Which ways of writing a listed name count.
enum class CaseRule : std::uint8_t {
    exact,  // as it is listed
    fold,   // in any case
    smart,  // as it is listed, or in capitals throughout; in any case if it is listed without capitals
};

// Filled once, then shared by all threads.
class NameIndex {
public:
    using Name = std::uint32_t;  // number of a name, from 0 in the order of add()

    static constexpr std::size_t longest = 64;  // atoms

    explicit NameIndex(CaseRule rule = CaseRule::exact) : rule_(rule) {}

    enum class Added : std::uint8_t { yes, repeated, too_long, empty };
    // Adds a name under the next number. One that is there already, as far as the rule can tell, is not added
    // again.
    Added add(std::string_view name);
    // To be called once, when all names are in.
    void finish();

    std::size_t size() const { return entries_.size(); }
    std::string_view name(Name number) const {
        return std::string_view(bytes_).substr(entries_[number].begin, entries_[number].size);
    }

    // The longest name that the first atoms of `atoms` are, with the number of atoms it takes. `may_end`
    // tells whether a name may end with the given number of atoms.
    struct Match {
        Name name;
        std::uint32_t atoms;
    };
    template <class MayEnd>
    std::optional<Match> longest_match(std::string_view text, std::span<const Atom> atoms,
                                       const MayEnd& may_end) const {
        if (!may_begin(atoms[0].hash)) return std::nullopt;
        return search(text, atoms, lengths(atoms[0].hash), may_end);
    }

private:
    struct Entry {
        std::uint64_t begin;
        std::uint32_t size;
        std::uint64_t hash;
    };
    static constexpr Name none = ~Name{0};
    struct Slot {
        Name name = none;
        std::uint32_t tag = 0;  // high half of the hash
    };
    struct FirstAtom {
        std::uint64_t hash = 0;
        std::uint64_t lengths = 0;  // bit n: some name that begins so has n + 1 atoms; 0 in an empty slot
    };

    // A filter that lets few atoms pass that begin no name.
    bool may_begin(std::uint64_t hash) const {
        const auto bit = hash & filter_mask_;
        return filter_[bit >> 6] >> (bit & 63) & 1;
    }
    std::uint64_t lengths(std::uint64_t hash) const;
    void add_length(std::uint64_t hash, std::uint64_t bit);
    void insert(Name name, std::uint64_t hash);
    void grow_names();
    // Calls `use` with each name of that hash, or nearly so, until it returns true.
    template <class Use>
    void each_candidate(std::uint64_t hash, const Use& use) const {
        for (auto slot = hash & (slots_.size() - 1); slots_[slot].name != none;
             slot = (slot + 1) & (slots_.size() - 1))
            if (slots_[slot].tag == hash >> 32 && use(slots_[slot].name)) return;
    }
    void grow_firsts();
    std::optional<Name> find(std::uint64_t hash, std::string_view written) const;
    bool accepts(Name name, std::string_view written, Likeness likeness) const;

    template <class MayEnd>
    std::optional<Match> search(std::string_view text, std::span<const Atom> atoms, std::uint64_t lengths,
                                const MayEnd& may_end) const;

    CaseRule rule_;
    std::string bytes_;
    std::vector<Entry> entries_;
    std::vector<Slot> slots_ = std::vector<Slot>(1 << 10);  // names by hash; open addressing
    std::vector<FirstAtom> firsts_ = std::vector<FirstAtom>(1 << 10);
    std::size_t first_count_ = 0;
    std::vector<std::uint64_t> filter_ = std::vector<std::uint64_t>(1);
    std::uint64_t filter_mask_ = 63;
    std::vector<Atom> atoms_;  // of the name being added
};

template <class MayEnd>
std::optional<NameIndex::Match> NameIndex::search(std::string_view text, std::span<const Atom> atoms,
                                                  std::uint64_t lengths, const MayEnd& may_end) const {
    std::uint64_t hashes[longest];
    std::uint32_t count = 0;
    for (std::uint64_t hash = 0; count < atoms.size() && lengths >> count; ++count)
        hashes[count] = hash = chain(hash, atoms[count].hash);
    for (; count > 0; --count) {
        if (!(lengths >> (count - 1) & 1) || !may_end(count)) continue;
        const auto begin = atoms[0].begin, end = atoms[count - 1].end;
        if (const auto name = find(hashes[count - 1], text.substr(begin, end - begin)))
            return Match{*name, count};
    }
    return std::nullopt;
}

}  // namespace tag_gazetteer
