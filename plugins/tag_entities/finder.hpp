// SPDX-License-Identifier: MIT
// From runs of capitalised words to mentions with a label.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lexicon.hpp"
#include "words.hpp"

namespace tag_entities {

enum class Label : std::uint8_t { person, organisation, place, group, unknown };

// One mention: the words from `first` up to, not including, `last`.
struct Mention {
    std::size_t first, last;
    Label label;
    const Listed* listed = nullptr;  // where a list knows it
    float confidence = 0.5f;
    std::uint32_t entity = 0;  // set by the grouping, from 1

    std::size_t size() const { return last - first; }
};

// Finds mentions in one pass over the words. Those of one unknown word get Label::unknown: the document as a
// whole decides, in group().
class Finder {
public:
    Finder(const Lexicon& lexicon, const Words& words)
        : lexicon_(lexicon), words_(words.list), seen_(words) {}

    void find(std::vector<Mention>& mentions);

private:
    std::size_t take(std::size_t at, std::vector<Mention>& mentions);
    std::size_t take_listed(std::size_t at, const Listed& listed, std::vector<Mention>& mentions);
    std::size_t take_plain(std::size_t at, std::vector<Mention>& mentions);
    std::size_t name_end(std::size_t at) const;
    std::size_t person_end(std::size_t at) const;
    std::size_t organisation_end(std::size_t at, std::size_t end) const;
    std::size_t with_particles(std::size_t at) const;
    std::size_t with_tail(std::size_t end) const;
    bool goes_on(std::size_t at) const;
    bool is_described(std::size_t end) const;
    Label label_of(std::size_t first, std::size_t last, float& confidence) const;
    bool beside(std::size_t first, std::size_t last, std::uint32_t before, std::uint32_t behind) const;

    const Lexicon& lexicon_;
    const std::vector<Word>& words_;
    const Words& seen_;
    bool after_title_ = false;
};

}  // namespace tag_entities
