// SPDX-License-Identifier: MIT
// Cuts runs of name words where a title, a listed name or another border stands, and has each part judged.
#pragma once

#include <cstdint>
#include <vector>

#include "judge.hpp"
#include "mention.hpp"
#include "runs.hpp"
#include "sentence_view.hpp"

namespace tag_entities {

// The names of a document, and what may be one if the rest of the document says so.
struct Found {
    std::vector<Mention> mentions, doubtful;

    // Takes the mention that begins with that word, unless it is none; what a list knows of it is noted.
    void add(const Word& begin, Mention mention);
};

class PartReader {
public:
    PartReader(const SentenceView& words, Found& found)
        : words_(words), runs_(words), judge_(words), found_(found) {}

    // Reads the whole sentence.
    void read();

private:
    void read_run(std::uint32_t first, std::uint32_t last);
    void end_part(std::uint32_t last);
    bool is_title(std::uint32_t i, std::uint32_t last) const;
    bool begins_person() const;
    bool leads_to_head(std::uint32_t i, std::uint32_t last) const;
    bool extends_part(std::uint32_t i) const;
    void take_known(std::uint32_t i, std::uint32_t last);
    void take_joint_founder(Mention& mention);

    SentenceView words_;
    Runs runs_;
    Judge judge_;
    Found& found_;

    // The run that is being read.
    std::uint32_t part_ = 0, run_last_ = 0;
    bool after_title_ = false;
};

}  // namespace tag_entities
