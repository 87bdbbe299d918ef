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
    std::uint64_t mentions = 0, documents = 0;
    std::uint64_t other_spellings = 0;  // mentions whose spelling is not kept
    std::string first_document;
    std::uint64_t last_document = 0;  // its number
    // Of one without a key: documents that have one with a key and its name as well.
    std::uint64_t beside_key = 0;

    // The name with most mentions; of several the longest, then the first in the order of bytes.
    const std::string& name() const;
};

class Roster {
public:
    // Entities beyond `most` are counted together, one for each label, without a name.
    explicit Roster(std::size_t most) : most_(most) {}

    // The entities of a document and its id. Documents come in corpus order.
    void add(const std::vector<Entity>& entities, const std::string& document);

    // Those with most mentions first. An entity without a key joins the one entity that has its label, its
    // name and a key. Leaves nothing behind.
    std::vector<Entity> take();

private:
    void add(const Entity& entity, const std::string& document, bool beside_key);

    std::size_t most_;
    std::uint64_t document_ = 0;                          // number of the present one, from 1
    std::unordered_map<std::string, std::size_t> known_;  // identity: number of the entity
    std::vector<Entity> entities_;
    std::map<std::string, Entity> others_;  // by label
};

}  // namespace corpus_entities
