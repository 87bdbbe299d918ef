// SPDX-License-Identifier: MIT
// The stages of a plan in a row, as one document after another passes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <quern/document.hpp>

#include "document/scratch.hpp"
#include "pipeline/plan.hpp"
#include "run/control.hpp"
#include "run/problem.hpp"
#include "run/tally.hpp"

namespace quern::host {

// Is told of each stage that a document passes. It may not change what the stages see.
class Onlooker {
public:
    virtual ~Onlooker() = default;
    // A stage that does not act on documents of that kind.
    virtual void passed_by(const PlannedStage& stage, const Document& document) = 0;
    virtual void before(const PlannedStage& stage, Document& document) = 0;
    // Also where the stage threw.
    virtual void after(const PlannedStage& stage, Document& document, std::int64_t nanoseconds) = 0;
};

// Shared by all workers. The plan must outlive it.
class Chain {
public:
    // With `end`, the stages in front of that one.
    explicit Chain(const Plan& plan, const PlannedStage* end = nullptr);

    enum class End {
        passed,     // every stage
        dropped,    // by the stage `at`
        failed,     // in the stage `at`, with `problem`
        abandoned,  // since the run is to stop
    };
    struct Passage {
        End end = End::passed;
        std::size_t at = 0;
        Problem problem;
    };

    // Takes the document through the stages until one drops it or throws. `tallies` has one entry a stage.
    // The watch runs already. `onlooker` may be null.
    void pass(Document& document, Scratch& scratch, std::span<Tally> tallies, Stopwatch& watch,
              const Control& control, Passage& passage, Onlooker* onlooker = nullptr) const;

private:
    struct Link {
        const PlannedStage* planned;
        const Stage* stage;
        bool needs_text;
        bool edits_text;
        std::vector<std::string> media_types;  // empty: all
    };
    const Plan& plan_;
    std::vector<Link> links_;
};

// What becomes of a document that reached `stage` without a text, with advice who could have made it.
Problem no_text(const std::string& stage, const Document& document, const std::vector<TextMaker>& makers);

}  // namespace quern::host
