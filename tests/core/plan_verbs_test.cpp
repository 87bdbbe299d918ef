// SPDX-License-Identifier: MIT
// `quern check`, `plan` and `schema` as a person runs them.
#include <string>

#include <rapidjson/document.h>
#include <catch2/catch.hpp>

#include "command.hpp"
#include "temporary_folder.hpp"

using quern::testing::run_quern;

namespace {

const std::string plugins = "--plugins '" QUERN_BINARY_DIR "/lib/test_plugins' ";

// A folder with a pipeline that is right.
struct Project {
    Project() {
        folder.write("texts/a.txt", "A text.\n");
        folder.write("more/b.txt", "Another.\n");
        folder.write("news.yaml",
                     "quern: 1\ntitle: News\ninput: {use: read.texts, path: texts}\nstages:\n"
                     "  - use: segment.words\noutputs:\n  - {use: export.rows, path: out}\n");
    }
    auto quern(const std::string& arguments) const { return run_quern(plugins + arguments, folder.path()); }

    quern::testing::TemporaryFolder folder;
};

std::string text(const rapidjson::Value& value) {
    return value.GetString();
}

}  // namespace

TEST_CASE("a right pipeline is ok, and nothing goes to stdout") {
    const Project project;
    const auto result = project.quern("check news.yaml");
    CHECK(result.exit_code == 0);
    CHECK(result.out.empty());
    CHECK(result.err == "ok: news.yaml, 1 stage, 1 output, 0 tests\n");
    CHECK(project.quern("check news.yaml --quiet").err.empty());
}

TEST_CASE("a wrong pipeline ends with 2, and its mistakes go to stderr even when quiet") {
    const Project project;
    const auto result = project.quern("--quiet check news.yaml --set outputs.0.pth=x");
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK(result.err == R"(--set:1:11: error: export.rows has no option 'pth'
  1 | outputs.0.pth=x
    |           ^^^ did you mean 'path'?
  options: path, if_exists, layers, offsets        (quern stages export.rows)
1 error; nothing was run
)");
}

TEST_CASE("a repeated option takes one value each time and swallows no argument behind it") {
    const Project project;
    const auto result =
        project.quern("plan --set title=First --set outputs.0.path=other news.yaml more/b.txt texts");
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
    CHECK(result.out.find("First (news.yaml)") == 0);
    CHECK(result.out.find("path: [more/b.txt, texts]") != std::string::npos);
    CHECK(result.out.find("path: other") != std::string::npos);
    CHECK(project.quern("plan news.yaml --set title=Second texts").out.find("Second (news.yaml)") == 0);
    CHECK(project.quern("plan --plugins . --set title=Third news.yaml").out.find("Third (news.yaml)") == 0);
}

TEST_CASE("a --set without a value is a mistake of usage") {
    const Project project;
    const auto result = project.quern("check news.yaml --set title");
    CHECK(result.exit_code == 2);
    CHECK(result.err.find("write it as in --set outputs.0.path=out.csv") != std::string::npos);
}

TEST_CASE("a plan is printed as text or as a graph") {
    const Project project;
    CHECK(project.quern("plan news.yaml").out.find("stage 1   segment.words") != std::string::npos);
    CHECK(project.quern("plan --dot news.yaml").out.starts_with("digraph \"News\" {\n"));
    CHECK(project.quern("plan --dot news.yaml --set stages.0.use=x").out.empty());
}

TEST_CASE("the schema is JSON that knows every option of every stage") {
    const Project project;
    const auto result = project.quern("schema");
    REQUIRE(result.exit_code == 0);
    rapidjson::Document schema;
    REQUIRE_FALSE(schema.Parse(result.out.c_str()).HasParseError());
    CHECK(text(schema["$schema"]) == "http://json-schema.org/draft-07/schema#");
    const auto& names = schema["definitions"]["tag.names"];
    const auto& options = names["properties"];
    CHECK(text(options["use"]["const"]) == "tag.names");
    CHECK(text(options["min_words"]["anyOf"][0]["type"]) == "integer");
    CHECK(options["min_words"]["anyOf"][0]["minimum"].GetInt() == 1);
    CHECK(options["min_words"]["anyOf"][0]["maximum"].GetInt() == 10);
    CHECK(text(options["confidence"]["anyOf"][0]["type"]) == "number");
    CHECK(text(options["style"]["enum"][1]) == "folded");
    CHECK(options["lists"]["anyOf"][1]["items"]["type"].IsArray());
    CHECK(options["labels"]["additionalProperties"]["type"].IsArray());
    CHECK_FALSE(names["additionalProperties"].GetBool());
    CHECK(text(schema["definitions"]["export.rows"]["required"][1]) == "path");
    CHECK_FALSE(schema["definitions"].HasMember("bad.maker"));
    // Every reference leads to a definition.
    for (const char* section : {"input", "stage", "output"})
        for (const auto& choice : schema["definitions"][section]["anyOf"].GetArray())
            if (choice.HasMember("$ref")) {
                const std::string name = std::string(choice["$ref"].GetString()).substr(14);
                INFO(name);
                CHECK(schema["definitions"].HasMember(name.c_str()));
            }
}

TEST_CASE("a stage that cannot be prepared ends with 2 where the person can mend it, else with 1") {
    const Project project;
    const std::string run = "run news.yaml --set stages.0.use=bad.preparer";
    CHECK(project.quern(run).exit_code == 2);
    for (const char* way : {"fatal", "memory", "number"})
        CHECK(project.quern(run + " --set stages.0.way=" + way).exit_code == 1);
}
