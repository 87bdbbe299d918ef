// SPDX-License-Identifier: MIT
// Worker files: what they declare, and what is said of those that are wrong.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <string>

#include <quern/error.hpp>

#include "plugin/registry.hpp"
#include "temporary_folder.hpp"
#include "worker/process_stage.hpp"
#include "worker/worker_file.hpp"

using namespace quern;
using namespace quern::host;
using quern::testing::TemporaryFolder;

namespace {

const std::string sound = "quern: 1\nstage: tag.x\nsummary: X.\ncommand: [cat]\n";

std::string mistakes_of(const std::string& text) {
    try {
        parse_worker_file(text, "x.worker.yaml");
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

bool has(const std::string& text, const std::string& part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

// What happens when a file's stage is prepared.
std::string trouble_starting(const std::string& command, const TemporaryFolder& folder) {
    write(folder / "x.worker.yaml", "quern: 1\nstage: tag.x\nsummary: X.\ncommand: " + command + "\n");
    ProcessStage stage(std::make_shared<const WorkerFile>(read_worker_file(folder / "x.worker.yaml")));
    class BareSetup final : public Setup {
        std::filesystem::path data(std::string_view) const override { return {}; }
        std::uint64_t max_bytes() const override { return 1000; }
        void warn(const std::string&) override {}
    } setup;
    Access access;
    stage.bind(access);
    try {
        stage.prepare(setup);
    } catch (const Error& error) {
        return error.what() + std::string("\n") + error.hint();
    }
    return {};
}

}  // namespace

TEST_CASE("a worker file declares what a plugin would") {
    const auto file = parse_worker_file(sound + R"(version: 1.2
offsets: bytes
reads: [tokens]
reads_optional: [entities]
writes:
  marks:
    summary: Marks.
    named_by: layer
    columns:
      weight: number
      who: {type: reference to entities, summary: Whose.}
extends: {entities: {columns: {link: string}}}
edits_text: true
accepts: [text/html]
writes_metadata: [topic]
timeout_seconds: 0.5
options:
  layer: {type: text, default: marks, summary: Its name.}
  least: {type: integer, default: 3, at_least: 2, at_most: 9}
)",
                                        "x.worker.yaml");
    ProcessStage stage(std::make_shared<const WorkerFile>(file));
    Declaration declaration;
    stage.declare(declaration);
    const auto& content = declaration.content();
    CHECK(content.summary == "X.");
    CHECK(content.edits_text);
    CHECK(content.media_types == std::vector<std::string>{"text/html"});
    CHECK(content.metadata_written == std::vector<std::string>{"topic"});
    REQUIRE(content.layers.size() == 4);
    CHECK(content.layers[0].schema->name == "tokens");
    CHECK(content.layers[0].mode == LayerMode::read);
    CHECK(content.layers[1].mode == LayerMode::read_optional);
    CHECK(content.layers[2].name_option == "layer");
    CHECK(content.layers[2].schema->fields ==
          std::vector<Schema::Field>{{"weight", Type::number, "", ""},
                                     {"who", Type::reference, "Whose.", "entities"}});
    CHECK(content.layers[3].mode == LayerMode::extend);
    CHECK(content.layers[3].schema->fields == std::vector<Schema::Field>{{"link", Type::string, "", ""}});
    CHECK(content.options[0].default_text() == "marks");
    CHECK(content.options[1].least == 2);
    CHECK(content.options[2].name == "processes");
    CHECK(content.options[3].default_text() == "0.5");
}

TEST_CASE("mistakes in a worker file are told all at once, each with its line and what to write") {
    CHECK(mistakes_of(sound).empty());
    const auto all = mistakes_of(sound + "read: [tokens]\nwrites: {marks: {colums: {}}}\noffsets: letters\n");
    CHECK(has(all, "x.worker.yaml:5:1: error: a worker file has no key 'read'"));
    CHECK(has(all, "did you mean 'reads'?"));
    CHECK(has(all, "x.worker.yaml:6:18: error: the layer 'marks' has no key 'colums'"));
    CHECK(has(all, "'offsets' cannot be 'letters'"));
    CHECK(has(mistakes_of(sound + "writes: {m: {columns: {a: nmber}}}\n"), "did you mean 'number'?"));
    CHECK(has(mistakes_of(sound + "options: {a: {default: 3}}\n"), "the option 'a' has no type"));
    CHECK(has(mistakes_of(sound + "options: {a: {type: int}}\n"), "there is no type 'int' of an option"));
    CHECK(has(mistakes_of(sound + "options: {a: {type: integer, default: x}}\n"), "'default'"));
    CHECK(has(mistakes_of(sound + "edits_text: maybe\n"), "edits_text"));
    CHECK(has(mistakes_of(sound + "failures: 0\n"), "failures"));
    CHECK(has(mistakes_of("stage: tag.x\n"), "the key 'command' is missing"));
    CHECK(has(mistakes_of("quern: 2\nstage: x\nsummary: s\ncommand: []\n"), "version 1, not 2"));
    CHECK(has(mistakes_of("quern: 1\nstage: x\nsummary: s\ncommand: []\n"), "'command' is empty"));
    CHECK(has(mistakes_of("quern: 1\nstage: x\nsummary: s\ncommand: [a]\n"), "'x' cannot name a stage"));
    CHECK(has(mistakes_of(""), "a worker file is a map of keys"));
    CHECK(has(mistakes_of("[1, 2]"), "a map"));
    CHECK_FALSE(mistakes_of("a: [").empty());
}

TEST_CASE("programs that are missing, may not be run or are no workers are told of before the run") {
    const TemporaryFolder folder;
    write(folder / "plain", "#!/bin/sh\n");
    CHECK(has(trouble_starting("[no-such-program]", folder), "there is no program 'no-such-program'"));
    CHECK(has(trouble_starting("[./missing]", folder), "relative to the worker file"));
    CHECK(has(trouble_starting("[./plain]", folder), "may not be run"));
    CHECK(has(trouble_starting("[./plain]", folder), "chmod +x"));
    CHECK(has(trouble_starting("[plain]", folder), "write './plain'"));
    CHECK(has(trouble_starting("[echo, hello]", folder), "it answered the greeting with: hello"));
    CHECK(
        has(trouble_starting("[\"true\"]", folder), "its worker ended with exit code 0 before it was ready"));
    write(folder / "odd", "no first line");
    std::filesystem::permissions(folder / "odd", std::filesystem::perms::owner_all);
    CHECK(has(trouble_starting("[./odd]", folder), "a script begins with a line such as"));
    CHECK(has(trouble_starting("[cat]", folder), "it answered the greeting with: {\"quern\":1"));
}

TEST_CASE("worker files are found among plugins, and a name that is taken is told of") {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "a");
    std::filesystem::create_directory(folder / "b");
    write(folder / "a/one.worker.yaml", sound);
    write(folder / "b/one.worker.yaml", sound);
    write(folder / "b/two.worker.yaml", sound);
    write(folder / "a/broken.worker.yaml", "quern: 1\n");
    const Registry registry({{folder / "a", "a test", true}, {folder / "b", "a test", true}});
    REQUIRE(registry.find("tag.x"));
    CHECK(registry.find("tag.x")->file == folder / "a/one.worker.yaml");
    CHECK(registry.verdicts()[0].kind == Verdict::Kind::refused);
    CHECK(has(registry.verdicts()[0].message, "the key 'stage' is missing"));
    CHECK(has(registry.verdicts()[2].message,
              "one.worker.yaml and two.worker.yaml of this folder both offer tag.x"));
}
