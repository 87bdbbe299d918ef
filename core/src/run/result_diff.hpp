// SPDX-License-Identifier: MIT
// What changed between two results over the same documents: `quern diff`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "pipeline/plan.hpp"

namespace quern::host {

struct DiffOptions {
    std::vector<std::string> layers;            // these alone; empty: all
    std::vector<std::string> ignored;           // columns, and names of metadata, that do not count
    std::size_t examples = 5;                   // of each kind that are kept
    std::size_t memory = std::size_t{1} << 30;  // bytes of documents that wait for their like
    bool colour = false;
};

// One difference to be shown.
struct DiffExample {
    std::string id;
    std::string what;  // "added", "removed", "changed"
    std::string place, label, text;
    std::string before, after;  // values, printed
};

struct LayerDiff {
    std::uint64_t same = 0, added = 0, removed = 0, changed = 0;
    bool in_before = false, in_after = false;
    std::vector<DiffExample> examples;
};

struct ResultDiff {
    std::uint64_t before = 0, after = 0, both = 0;  // documents
    std::uint64_t only_before = 0, only_after = 0;
    std::vector<std::string> only_before_ids, only_after_ids;  // the first ones
    bool reordered = false;        // the documents of one stand in another order than those of the other
    std::uint64_t uncompared = 0;  // in both, but too far from each other to be kept

    // Of documents in both:
    std::uint64_t texts = 0, origins = 0, metadata = 0;         // that differ
    std::map<std::string, std::uint64_t> metadata_names;        // documents where that one differs
    std::vector<DiffExample> text_examples, metadata_examples;  // of a text, `after` is the diff as printed
    std::map<std::string, LayerDiff> layers;

    bool same() const;
};

// Documents are matched by their ids, the first with the first where one id repeats. Those of one order need
// the memory of two; any other waits for its like, and where they come to more than options.memory the oldest
// are no longer compared. Of two texts that differ, rows are matched by the bytes of the source that they
// come from. An Error where something cannot be read, or where neither side has a layer that was asked for.
ResultDiff diff(const Plan& before, const Plan& after, const DiffOptions& options);

// `before` and `after` are the names of the two.
std::string render(const ResultDiff& diff, const std::string& before, const std::string& after,
                   const DiffOptions& options);
std::string to_json(const ResultDiff& diff);

}  // namespace quern::host
