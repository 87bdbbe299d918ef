// SPDX-License-Identifier: MIT
// Which words of a sentence may be part of a name, and how far a run of them goes.
#pragma once

#include <cstdint>

#include "sentence_view.hpp"

namespace tag_entities {

class Runs {
public:
    explicit Runs(const SentenceView& words) : words_(words) {}

    bool is_name_word(std::uint32_t i) const;
    bool known_counts(std::uint32_t i) const;
    std::uint32_t behind_particles(std::uint32_t i) const;
    std::uint32_t run_end(std::uint32_t i) const;
    std::uint32_t behind_of(std::uint32_t i) const;

private:
    bool is_given_name_here(std::uint32_t i) const;
    bool is_family_name_here(std::uint32_t i) const;
    bool tells_time(std::uint32_t i) const;
    bool is_middle_initial(std::uint32_t i) const;
    std::uint32_t behind_nickname(std::uint32_t i) const;
    std::uint32_t behind_link(std::uint32_t run, std::uint32_t i) const;

    SentenceView words_;
};

}  // namespace tag_entities
