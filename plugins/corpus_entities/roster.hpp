// SPDX-License-Identifier: MIT
// All entities of a corpus, with counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace corpus_entities {

// Something counted by how it is written.
using Counts = std::map<std::string, std::uint64_t>;

// One entity of one document, or of the corpus.
struct Entity {
    std::string label, key;
    Counts names;      // the fullest form in a document, with mentions of documents that have it
    Counts spellings;  // as mentioned
    std::uint64_t mentions = 0, documents = 0, other_spellings = 0;
    std::string first_document;

    // The name with most mentions; of several the longest, then the first in the order of bytes.
    const std::string& name() const;
};

class Roster {
public:
    // Entities beyond `most` are counted together, one for each label, without a name.
    explicit Roster(std::size_t most) : most_(most) {}

    // `document`: its id. Documents come in corpus order.
    void add(const Entity& entity, const std::string& document);

    // Those with most mentions first. An entity without a key joins the one entity that has its label, its
    // name and a key. Leaves nothing behind.
    std::vector<Entity> take();

private:
    std::size_t most_;
    std::unordered_map<std::string, std::size_t> known_;  // identity: number of the entity
    std::vector<Entity> entities_;
    std::map<std::string, Entity> others_;  // by label
};

}  // namespace corpus_entities
