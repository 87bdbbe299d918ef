// SPDX-License-Identifier: MIT
// What a right configuration becomes: objects, options, layers, tables.
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <quern/error.hpp>

#include "pipeline/describe_plan.hpp"
#include "pipeline/plan.hpp"
#include "temporary_folder.hpp"

namespace fs = std::filesystem;
using namespace quern::host;

namespace {

// A pipeline in a folder of its own, planned with the plugins of the tests.
struct Planned {
    explicit Planned(const std::string& text, Overrides overrides = {}) {
        ::setenv("HOME", "/nonexistent", 1);
        ::unsetenv("QUERN_PLUGIN_PATH");
        folder.write("texts/a.txt", "A text.\n");
        folder.write("names.csv", "Ada\n");
        overrides.plugin_folders.push_back(fs::path(QUERN_BINARY_DIR) / "lib/test_plugins");
        plan = load_plan(folder.write("news.yaml", text), overrides, registry, diagnostics);
    }

    quern::testing::TemporaryFolder folder;
    std::unique_ptr<Registry> registry;
    Diagnostics diagnostics;
    Plan plan;
};

std::string pipeline(const std::string& stages, const std::string& rest = {}) {
    return "quern: 1\ninput: {use: read.texts, path: texts}\nstages:\n" + stages +
           "outputs:\n  - {use: export.rows, path: out}\n" + rest;
}

std::vector<std::string> names(const std::vector<quern::SchemaPtr>& schemas) {
    std::vector<std::string> out;
    for (const auto& schema : schemas) out.push_back(schema->name);
    return out;
}

std::vector<std::string> columns(const quern::Schema& schema) {
    std::vector<std::string> out;
    for (const auto& field : schema.fields) out.push_back(field.name);
    return out;
}

// The value that an option's member holds, as YAML would write it.
std::string option(const PlannedStage& stage, std::string_view name) {
    for (const auto& option : stage.declaration.content().options)
        if (option.name == name) return option.default_text();
    FAIL("no option " << name);
    return {};
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("options of every type reach the object") {
    ::setenv("QUERN_TEST_ROWS", "77", 1);
    Planned planned(
        pipeline("  - use: segment.words\n    wrapped: true\n"
                 "  - use: tag.names\n    min_words: 3\n    max_rows: ${QUERN_TEST_ROWS}\n"
                 "    confidence: 2.5e-1\n    indirect: false\n    style: folded\n    lists: names.csv\n"
                 "    model: texts\n    suffixes: [Inc, 5, no]\n    labels: {a: PER, b: 010}\n"
                 "    layer: people\n"));
    INFO(planned.diagnostics.render(false));
    REQUIRE(planned.diagnostics.all().empty());
    REQUIRE(planned.plan.stages.size() == 2);
    CHECK(option(planned.plan.stages[0], "wrapped") == "true");
    const auto& tagger = planned.plan.stages[1];
    CHECK(option(tagger, "min_words") == "3");
    CHECK(option(tagger, "max_rows") == "77");
    CHECK(option(tagger, "confidence") == "0.25");
    CHECK(option(tagger, "indirect") == "false");
    CHECK(option(tagger, "style") == "folded");
    CHECK(option(tagger, "lists") == "[" + (planned.folder / "names.csv").string() + "]");
    CHECK(option(tagger, "model") == (planned.folder / "texts").string());
    CHECK(option(tagger, "suffixes") == "[Inc, 5, no]");
    CHECK(option(tagger, "labels") == "{a: PER, b: 010}");
    CHECK(option(planned.plan.outputs[0], "path") == "out");
}

TEST_CASE("the settings of a pipeline are read") {
    Planned planned(pipeline("  - use: segment.words\n",
                             "title: News\non_error: stop\nmax_bytes: 2 MiB\nquarantine: bad.ndjson\n"
                             "tests:\n  - name: one\n    text: a\n    expect: {tokens: []}\n"
                             "  - html: <p>\n    expect: {metadata: {title: x}}\n"));
    INFO(planned.diagnostics.render(false));
    REQUIRE(planned.diagnostics.all().empty());
    CHECK(planned.plan.title == "News");
    CHECK(planned.plan.on_error == OnError::stop);
    CHECK(planned.plan.max_bytes == 2 * 1024 * 1024);
    CHECK(planned.plan.quarantine == "bad.ndjson");
    REQUIRE(planned.plan.tests.size() == 2);
    CHECK(planned.plan.tests[0].name == "one");
    CHECK(planned.plan.tests[1].name == "test 2");
    CHECK(planned.plan.tests[1].node->find("html"));
    CHECK(planned.plan.text.find("max_bytes: 2 MiB") != std::string::npos);
}

TEST_CASE("layers stand in the order of creation, each with the columns of all who declare it") {
    Planned planned(
        pipeline("  - use: segment.words\n  - use: tag.names\n  - use: tag.loud\n  - use: quote.said\n"
                 "  - use: tag.more\n"));
    INFO(planned.diagnostics.render(false));
    REQUIRE(planned.diagnostics.all().empty());
    CHECK(names(planned.plan.layers) == Names{"tokens", "blocks", "entities", "quotes"});
    CHECK(columns(*planned.plan.layers[0]) == Names{"loudness"});
    // The first stage writes tokens before the column is added, into a layer that has room for it.
    CHECK(planned.plan.stages[0].access.uses[0].schema == planned.plan.layers[0]);
}

TEST_CASE("a layer's name may come from an option, and references follow it") {
    Planned planned(
        pipeline("  - use: segment.words\n  - use: tag.names\n    layer: people\n"
                 "  - use: tag.names\n    layer: firms\n  - use: quote.said\n    entities: people\n"));
    INFO(planned.diagnostics.render(false));
    REQUIRE(planned.diagnostics.all().empty());
    CHECK(names(planned.plan.layers) == Names{"tokens", "blocks", "people", "firms", "quotes"});
    CHECK(planned.plan.stages[2].label == "tag.names (2)");
    CHECK(planned.plan.stages[2].access.stage == "tag.names (2)");
    const auto& use = planned.plan.stages[2].access.uses[1];
    CHECK(use.declared == "entities");
    CHECK(use.schema->name == "firms");
    const auto& quotes = *planned.plan.layers[4];
    CHECK(quotes.fields[*quotes.find("speaker_entity")].target == "people");
}

TEST_CASE("cleaners of different media types may create one layer, and a segmenter what they left out") {
    Planned planned(pipeline("  - use: clean.page\n  - use: clean.plain\n  - use: segment.words\n"));
    INFO(planned.diagnostics.render(false));
    CHECK(planned.diagnostics.all().empty());
    CHECK(names(planned.plan.layers) == Names{"blocks", "tokens"});
}

TEST_CASE("a plan knows which stages installed make texts, and of which media types") {
    const Planned planned(pipeline("  - use: segment.words\n"));
    REQUIRE(planned.plan.text_makers.size() == 1);
    CHECK(planned.plan.text_makers[0].stage == "clean.page");
    CHECK(planned.plan.text_makers[0].media_types == Names{"text/html"});
}

TEST_CASE("corpus stages stand apart and give tables") {
    Planned planned(pipeline("  - use: segment.words\n  - use: corpus.names\n  - use: tag.names\n"));
    INFO(planned.diagnostics.render(false));
    REQUIRE(planned.diagnostics.all().empty());
    CHECK(planned.plan.stages.size() == 2);
    REQUIRE(planned.plan.corpus.size() == 1);
    CHECK(names(planned.plan.tables) == Names{"counts"});
}

TEST_CASE("a reader that brings layers may bring any that are needed") {
    const std::string text =
        "quern: 1\ninput: {use: read.records, path: names.csv}\nstages:\n  - use: tag.loud\n  - use: "
        "corpus.names\n"
        "outputs:\n  - {use: export.rows, path: out, layers: [anything]}\n";
    Planned planned(text);
    INFO(planned.diagnostics.render(false));
    CHECK(planned.diagnostics.all().empty());
    CHECK(planned.plan.layers.empty());
}

TEST_CASE("preparing adds the reader's layers in front, widened by what the stages have") {
    Planned planned(
        "quern: 1\ninput: {use: read.records, path: names.csv}\nstages:\n  - use: segment.words\n"
        "  - use: tag.names\noutputs:\n  - {use: export.rows, path: out}\n");
    REQUIRE(planned.diagnostics.all().empty());
    std::vector<std::string> warnings;
    planned.plan.prepare(planned.diagnostics, warnings);
    CHECK(planned.diagnostics.errors() == 0);
    CHECK(names(planned.plan.layers) == Names{"entities", "notes", "tokens", "blocks"});
    CHECK(columns(*planned.plan.layers[0]) ==
          Names{"by", "weight", "label", "subtype", "name", "entity", "key", "sense", "confidence"});
    CHECK(planned.plan.stages[1].access.uses[1].schema == planned.plan.layers[0]);
}

TEST_CASE("an output of a layer that neither input nor stages have is a warning once the input is known") {
    Planned planned(
        "quern: 1\ninput: {use: read.records, path: names.csv}\nstages: []\n"
        "outputs:\n  - {use: export.rows, path: out, layers: [notes, quotes]}\n");
    INFO(planned.diagnostics.render(false));
    REQUIRE(planned.diagnostics.all().empty());
    std::vector<std::string> warnings;
    planned.plan.prepare(planned.diagnostics, warnings);
    CHECK(warnings ==
          Names{"export.rows: no stage writes the layer 'quotes', and the input is not known to bring it"});
}

TEST_CASE("what the command line changed is kept with the pipeline's text") {
    Overrides overrides;
    overrides.set = {{"title", "two\nlines"}};
    overrides.inputs = {"-"};
    Planned planned(pipeline("  - use: segment.words\n"), overrides);
    REQUIRE(planned.diagnostics.all().empty());
    CHECK(planned.plan.text == pipeline("  - use: segment.words\n") + "# --set title=two lines\n# INPUT -\n");
}

TEST_CASE("a column that the input brings with another type ends the preparation, and the place is named") {
    Planned planned(
        "quern: 1\ninput: {use: read.records, path: names.csv, clash: true}\nstages:\n"
        "  - use: segment.words\n  - use: tag.names\noutputs:\n  - {use: export.rows, path: out}\n");
    REQUIRE(planned.diagnostics.all().empty());
    std::vector<std::string> warnings;
    planned.plan.prepare(planned.diagnostics, warnings);
    CHECK_THAT(planned.diagnostics.render(false),
               Catch::StartsWith((planned.folder / "news.yaml").string() +
                                 ":2:14: error: read.records: the input brings the column 'by' of "
                                 "'entities' as integer, and the stages have it as string\n"));
}

TEST_CASE("a stage that cannot be prepared names itself, its place and what is missing") {
    Planned planned(pipeline("  - use: bad.preparer\n"));
    REQUIRE(planned.diagnostics.all().empty());
    std::vector<std::string> warnings;
    const std::string data = QUERN_BINARY_DIR "/lib/test_plugins/test_stages/model.bin";
    planned.plan.prepare(planned.diagnostics, warnings);
    CHECK_THAT(
        planned.diagnostics.render(false),
        Catch::StartsWith((planned.folder / "news.yaml").string() +
                          ":4:10: error: bad.preparer: the plugin's data file '" + data + "' is missing\n"));
}

TEST_CASE("all stages that cannot be prepared are told, not the first alone") {
    Planned planned(pipeline("  - use: bad.preparer\n  - use: bad.preparer\n"));
    std::vector<std::string> warnings;
    planned.plan.prepare(planned.diagnostics, warnings);
    CHECK(planned.diagnostics.errors() == 2);
}

TEST_CASE("a warning that is repeated while stages are prepared is told once for each stage") {
    Planned planned(pipeline("  - use: bad.preparer\n"));
    REQUIRE(planned.diagnostics.all().empty());
    std::vector<std::string> warnings;
    planned.plan.prepare(planned.diagnostics, warnings);
    CHECK(planned.diagnostics.errors() == 1);
    CHECK(warnings == Names{"bad.preparer: this will not end well"});
}

TEST_CASE("what nobody can mend in a configuration is fatal while stages are prepared, and keeps its hint") {
    const struct {
        const char *way, *message, *hint;
    } failures[] = {{"fatal", "the disk is on fire", "leave the house"},
                    {"memory", "out of memory", ""},
                    {"number", "an exception of type int, without a message", ""}};
    for (const auto& [way, message, hint] : failures) {
        Planned planned(pipeline(std::string("  - {use: bad.preparer, way: ") + way + "}\n"));
        REQUIRE(planned.diagnostics.all().empty());
        std::vector<std::string> warnings;
        try {
            planned.plan.prepare(planned.diagnostics, warnings);
            FAIL("no exception for " << way);
        } catch (const quern::FatalError& error) {
            CHECK(error.what() ==
                  (planned.folder / "news.yaml").string() + ":4:11: bad.preparer: " + message);
            CHECK(error.hint() == hint);
        }
    }
}

TEST_CASE("a pipeline's own tests need neither input nor outputs to be there") {
    Overrides overrides;
    overrides.stages_alone = true;
    const std::string text =
        "quern: 1\ninput: {use: read.records, path: missing.ndjson}\nstages:\n  - use: tag.names\n    lists: "
        "none.csv\n"
        "outputs:\n  - {use: export.rows, path: out}\n";
    Planned planned(text, overrides);
    REQUIRE(planned.diagnostics.errors() == 1);
    CHECK(planned.diagnostics.all()[0].message ==
          "'" + (planned.folder / "none.csv").string() + "' does not exist");
}

TEST_CASE("paths: to read beside the file that names them, to write in the current directory, - is neither") {
    Planned planned(
        "quern: 1\ninput: {use: read.texts, path: [texts, '-', 'texts/*.txt', './texts/../names.csv']}\n"
        "stages: [{use: segment.words}]\noutputs:\n  - {use: export.rows, path: ./out/x}\n");
    INFO(planned.diagnostics.render(false));
    REQUIRE(planned.diagnostics.all().empty());
    CHECK(option(planned.plan.input, "path") == "[" + (planned.folder / "texts").string() + ", -, " +
                                                    (planned.folder / "texts/*.txt").string() + ", " +
                                                    (planned.folder / "names.csv").string() + "]");
    CHECK(option(planned.plan.outputs[0], "path") == "./out/x");
}

TEST_CASE("any number of outputs may write to /dev/null") {
    Planned planned(
        "quern: 1\ninput: {use: read.texts, path: texts}\nstages: [{use: segment.words}]\n"
        "outputs: [{use: export.rows, path: /dev/null}, {use: export.tables, path: /dev/null}]\n");
    CHECK(planned.diagnostics.all().empty());
}

TEST_CASE("what is odd and yet may be meant is a warning, and the plan stands") {
    Planned planned(pipeline("  - use: tag.more\n  - use: clean.page\n  - use: segment.words\n"));
    CHECK(planned.diagnostics.errors() == 0);
    const std::string file = (planned.folder / "news.yaml").string();
    CHECK(planned.diagnostics.render(false) == file +
                                                   ":5:10: warning: clean.page makes the text of documents "
                                                   "that have none, and tag.more (line 4) needs it "
                                                   "before\n"
                                                   "  5 |   - use: clean.page\n"
                                                   "    |          ^^^^^^^^^^ move it in front of tag.more\n"
                                                   "1 warning\n");
    CHECK(planned.plan.stages.size() == 3);
}

TEST_CASE("a column that nobody fills is a warning that says who could") {
    Planned planned(pipeline("  - use: segment.words\n  - use: tag.quiet\n"));
    const std::string file = (planned.folder / "news.yaml").string();
    CHECK(planned.diagnostics.render(false) == file +
                                                   ":5:10: warning: tag.quiet reads the column 'loudness' of "
                                                   "'tokens', which no earlier stage writes\n"
                                                   "  5 |   - use: tag.quiet\n"
                                                   "    |          ^^^^^^^^^ it will be empty\n"
                                                   "  written by: tag.loud        (quern stages tag.loud)\n"
                                                   "1 warning\n");
}

TEST_CASE("a plan can be read: what runs, what it reads and writes, which options are in effect") {
    Planned planned(
        pipeline("  - use: clean.page\n  - use: segment.words\n    wrapped: true\n  - use: tag.loud\n"
                 "  - use: corpus.quotes\n",
                 "title: News\n"));
    REQUIRE(planned.diagnostics.all().empty());
    std::string text = to_text(planned.plan);
    for (auto at = text.find(planned.folder.path()); at != std::string::npos;
         at = text.find(planned.folder.path()))
        text.replace(at, planned.folder.path().string().size(), "HERE");
    CHECK(text == R"(News (HERE/news.yaml)

input     read.texts          Reads texts.
          option              path: [HERE/texts]
stage 1   clean.page          Builds the text of pages.
          acts on             text/html
          text                makes it where there is none
          creates             blocks
stage 2   segment.words       Writes tokens.
          creates             tokens
          creates if missing  blocks
          option              wrapped: true
stage 3   tag.loud            Says how loud a word is.
          adds columns to     tokens.loudness
corpus    corpus.quotes       Counts quotations.
          reads if there      quotes
          fills the table     counts
output    export.rows         Writes nothing.
          option              path: out
          by default          if_exists: replace, offsets: code_points

layers    blocks              kind
          tokens              loudness
tables    counts              rows

A document that a stage fails on goes to quarantine in out.quarantine.ndjson. Documents above 50000000 bytes are not read.
)");
}

TEST_CASE("a plan is a graph of stages and layers") {
    Planned planned(pipeline("  - use: segment.words\n  - use: tag.names\n", "title: Say \"no\"\n"));
    CHECK(to_dot(planned.plan) == R"(digraph "Say \"no\"" {
  rankdir=LR;
  node [shape=box];
  "read.texts" -> "segment.words" [style=bold];
  "segment.words" -> "layer tokens";
  "segment.words" -> "layer blocks";
  "segment.words" -> "tag.names" [style=bold];
  "layer tokens" -> "tag.names";
  "tag.names" -> "layer entities";
  "tag.names" -> "export.rows" [style=bold];
  "layer tokens" [shape=ellipse, label="tokens"];
  "layer blocks" [shape=ellipse, label="blocks"];
  "layer entities" [shape=ellipse, label="entities"];
}
)");
}
