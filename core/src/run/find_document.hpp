// SPDX-License-Identifier: MIT
// One document among those of a feed.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include <quern/document.hpp>

#include "document/scratch.hpp"
#include "pipeline/plan.hpp"
#include "run/feed.hpp"
#include "run/problem.hpp"

namespace quern::host {

struct FoundDocument {
    Document document;
    std::uint64_t number = 0;  // in the corpus, from 1
    Problem problem;           // why it could not be loaded
    bool loaded = false;
    std::int64_t nanoseconds = 0;  // that loading took
};

// The document with the id `wanted`; else, where that is a number, the one with that number. An Error with
// the nearest id where there is none. Documents are loaded until it is found: some readers know an id only
// then.
FoundDocument find_document(const Plan& plan, Feed& feed, const std::string& wanted, Scratch& scratch,
                            const std::atomic<bool>* interrupted);

}  // namespace quern::host
