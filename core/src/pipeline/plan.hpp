// SPDX-License-Identifier: MIT
// A checked pipeline, ready to run: objects made, options set, layers resolved.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "document/access.hpp"
#include "pipeline/config.hpp"
#include "pipeline/diagnostics.hpp"
#include "pipeline/text_makers.hpp"
#include "plugin/registry.hpp"

namespace quern::host {

struct PlannedStage {
    const OfferedStage* offer = nullptr;
    std::unique_ptr<Component> object;
    Declaration declaration;
    Access access;
    ConfigMark where;   // of its `use:`
    std::string label;  // "tag.gazetteer", or "tag.gazetteer (2)" where one stage is used twice

    Reader& reader() const { return static_cast<Reader&>(*object); }
    Stage& stage() const { return static_cast<Stage&>(*object); }
    CorpusStage& corpus() const { return static_cast<CorpusStage&>(*object); }
    Exporter& exporter() const { return static_cast<Exporter&>(*object); }
};

enum class OnError { quarantine, skip, stop };

// One entry of `tests:`; its expectations are compared by the test runner.
struct PipelineTest {
    std::string name;
    ConfigNodePtr node;  // the mapping as written
};

enum class Preparation {
    of_all,
    of_stages,  // without reader, corpus stages and outputs: `quern test`
    to_check,   // without a reader that would wait for stdin or a pipe, and take from it: `quern check`
};

struct Plan {
    std::string title;
    std::filesystem::path file;
    std::vector<std::filesystem::path> files;  // this one and all that it extends
    // All that it takes to repeat a run: the pipeline as written, each file it extends in front, and then as
    // comments the changes.
    std::string text;
    std::vector<std::string> changes;  // what the environment and the command line make of it
    OnError on_error = OnError::quarantine;
    std::filesystem::path quarantine;
    std::uint64_t max_bytes = 50'000'000;

    PlannedStage input;
    std::vector<PlannedStage> stages;  // stages proper, in order
    std::vector<PlannedStage> corpus;  // corpus stages, in order
    std::vector<PlannedStage> outputs;
    std::vector<PipelineTest> tests;
    std::vector<SchemaPtr> layers;  // that documents may have, the reader's first, then in order of creation
    std::vector<SchemaPtr> tables;
    std::vector<TextMaker> text_makers;  // that are installed

    // Notes one of the changes, unless it is known.
    void record(std::string change);

    // Calls prepare() of every object, the reader's first, and adds the reader's layers to `layers`. What
    // they complain of goes to `diagnostics`, all of it, at the place of each; the plan can run only where
    // there are no errors. Throws a FatalError where it is not the configuration that is wrong.
    void prepare(Diagnostics& diagnostics, std::vector<std::string>& warnings,
                 Preparation what = Preparation::of_all);
};

// What the command line adds to a file.
struct Overrides {
    std::vector<std::pair<std::string, std::string>> set;  // path.of.a.value, value
    std::vector<std::string> inputs;  // replaces input.path; relative to the current directory
    bool read_by_ending = false;      // the reader is the one that reads files with the inputs' ending
    std::vector<std::filesystem::path> plugin_folders;
    std::filesystem::path report, retry;  // files that the run is to write and to read besides; or empty
    bool stages_alone = false;            // `quern test`: what input and outputs name need not exist
};

// Reads, merges, checks and plans. Mistakes go to `diagnostics`, all of them; the plan is complete only where
// diagnostics.errors() is 0. Fills `registry` first (the YAML may name folders), which must outlive the plan.
Plan load_plan(const std::filesystem::path& file, const Overrides& overrides,
               std::unique_ptr<Registry>& registry, Diagnostics& diagnostics);

}  // namespace quern::host
