// SPDX-License-Identifier: MIT
// `quern run --trace`, `quern show` and `quern diff` over results of real pipelines, as a person meets them.
#include <filesystem>
#include <string>

#include <rapidjson/document.h>
#include <catch2/catch.hpp>

#include "command.hpp"

using namespace quern::testing;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

std::string record(const std::string& id, const std::string& text, const std::string& rows,
                   const std::string& more = {}) {
    return R"({"id":")" + id + R"(","text":")" + text + R"(",)" + more + R"("layers":{"entities":[)" + rows +
           "]}}\n";
}
std::string row(int begin, int end, const std::string& label, const std::string& more = {}) {
    return R"({"begin":)" + std::to_string(begin) + R"(,"end":)" + std::to_string(end) + R"(,"label":")" +
           label + "\"" + more + "}";
}

const std::string ida = row(0, 8, "PER"), oslo = row(18, 22, "LOC"), sentence = "Ida Holm lives in Oslo.";

struct Place {
    TemporaryFolder folder;

    CommandResult quern(const std::string& arguments) const { return run_quern(arguments, folder.path()); }
    rapidjson::Document json(const std::string& arguments) const {
        const auto result = quern(arguments + " --json");
        INFO(result.err);
        rapidjson::Document json;
        json.Parse(result.out.c_str());
        REQUIRE(!json.HasParseError());
        return json;
    }
    int rows(const rapidjson::Document& json, const char* what) const {
        return json["layers"]["entities"][what].GetInt();
    }
};

}  // namespace

TEST_CASE("the sample corpus is traced from page to quotations") {
    const Place place;
    const std::string news = "run '" QUERN_SOURCE_DIR "/configs/news.yaml' --trace ";
    const auto traced = place.quern(news + "html/dam-gazette.html");
    INFO(traced.err);
    CHECK(traced.exit_code == 0);
    for (const char* part :
         {"clean.flat\n  passed by: it acts on text/plain, and this document is text/html",
          "author: Horace Bellweather", "⟦PER Leila al-Haddad⟧", "speaker_name=\"Leila al-Haddad\"",
          "A run would hand it to the outputs. Nothing was written."})
        CHECK_THAT(traced.out, Contains(part));
    CHECK(!fs::exists(place.folder / "out"));

    const auto wrong = place.quern(news + "dam-gazette.html");
    CHECK(wrong.exit_code == 2);
    CHECK_THAT(wrong.err, Contains("none of the 31 documents has the id 'dam-gazette.html'") &&
                              Contains("did you mean 'html/dam-gazette.html'?"));
    CHECK_THAT(place.quern(news + "22").out, Contains("document 22: html/dam-gazette.html"));
}

TEST_CASE("a traced document that a stage fails on shows the reason, the mend and the plugin's file") {
    Place place;
    place.folder.write(
        "p.yaml",
        "quern: 1\ninput: { use: read.json, path: in.ndjson }\nstages: [{ use: test.trouble }]\n"
        "outputs: [{ use: export.json, path: out.ndjson }]\n");
    place.folder.write("in.ndjson",
                       "{\"text\":\"fine\"}\n{\"id\":\"7\",\"text\":\"ERROR\"}\n"
                       "{\"id\":\"x\",\"text\":\"THROW\"}\n{\"id\":\"y\",\"text\":\"DROP\"}\n");
    const std::string trace = "run p.yaml --plugins '" TEST_PLUGINS "' --trace ";
    const auto failed = place.quern(trace + "7");
    CHECK(failed.exit_code == 3);
    for (const char* part :
         {"document 2: 7\n", "error      told to fail\n", "tell it something else\n",
          "plugin     " TEST_PLUGINS "/trouble.so\n", "A run would put it into quarantine."})
        CHECK_THAT(failed.out, Contains(part));
    CHECK_THAT(place.quern(trace + "x").out,
               Contains("error      told to throw\n") && Contains("thrown as std::runtime_error\n"));
    const auto dropped = place.quern(trace + "y");
    CHECK(dropped.exit_code == 0);
    CHECK_THAT(dropped.out, Contains("dropped    told to\n") && Contains("A run would drop it."));
    CHECK_THAT(place.quern(trace + "1").out, Contains("test.trouble  ") && Contains("nothing changed"));
    CHECK(place.quern(trace + "99").exit_code == 2);
    CHECK(!fs::exists(place.folder / "out.ndjson"));
    CHECK(!fs::exists(place.folder / "out.ndjson.quarantine.ndjson"));

    // In the report of a run, what was thrown by mistake comes with its file.
    const auto run = place.quern("run p.yaml --plugins '" TEST_PLUGINS "' --set on_error=skip");
    CHECK_THAT(run.err, Contains("first problem: 7: test.trouble: told to fail") && !Contains("thrown as"));
    place.folder.write("in.ndjson", "{\"id\":\"x\",\"text\":\"THROW\"}\n{\"text\":\"fine\"}\n");
    CHECK_THAT(place.quern("run p.yaml --plugins '" TEST_PLUGINS "'").err,
               Contains("x: test.trouble: told to throw\n  thrown as std::runtime_error in " TEST_PLUGINS
                        "/trouble.so"));
    // A document in quarantine is traced as it was read.
    place.folder.write("in.ndjson", "{\"text\":\"fine\"}\n");
    CHECK_THAT(place.quern(trace + "x --retry out.ndjson.quarantine.ndjson").out, Contains("told to throw"));
}

TEST_CASE("documents of a result are shown with their rows marked and listed") {
    Place place;
    place.folder.write("a.ndjson",
                       record("a", sentence, ida + "," + row(18, 22, "LOC", R"(,"name":"Oslo, Norway")"),
                              R"("metadata":{"title":"A move"},)") +
                           record("b", "Nobody.", "") + record("c", sentence, oslo) +
                           record("d", sentence, oslo));
    const auto one = place.quern("show a.ndjson --document a");
    CHECK(one.exit_code == 0);
    CHECK(one.out ==
          "a  text/plain, 23 characters\n"
          "  uri        a.ndjson\n  title      A move\n"
          "\n"
          "  entities   2 rows: LOC 1, PER 1\n"
          "    ⟦PER Ida Holm⟧ lives in ⟦LOC Oslo⟧.\n"
          "\n"
          "    0-8    PER  Ida Holm\n"
          "    18-22  LOC  Oslo      name=\"Oslo, Norway\"\n"
          "\n");
    const auto three = place.quern("show a.ndjson");
    CHECK_THAT(three.out, Contains("\nc  text/plain") && !Contains("\nd  text/plain"));
    CHECK_THAT(three.err, Contains("there are more documents"));
    CHECK_THAT(place.quern("show a.ndjson --document 2").out,
               Catch::StartsWith("b  text/plain") && Contains("Nobody."));
    CHECK_THAT(place.quern("show - < a.ndjson --document a").out, Contains("⟦LOC Oslo⟧"));
    const auto wrong = place.quern("show a.ndjson --layer entitys");
    CHECK(wrong.exit_code == 2);
    CHECK_THAT(wrong.err, Contains("no layer 'entitys'") && Contains("did you mean 'entities'?"));
    CHECK(place.quern("show missing.ndjson").exit_code == 2);
}

TEST_CASE("two results differ by documents, texts, metadata and rows; the exit code says whether") {
    Place place;
    place.folder.write("a.ndjson",
                       record("same", sentence, ida) +
                           record("changed", sentence, ida + "," + oslo, R"("metadata":{"title":"One"},)") +
                           record("gone", sentence, ""));
    place.folder.write("b.ndjson",
                       record("same", sentence, ida) +
                           record("changed", sentence, row(0, 8, "ORG") + "," + row(9, 14, "MISC"),
                                  R"("metadata":{"title":"Two"},)") +
                           record("new", sentence, ""));
    const auto same = place.quern("diff a.ndjson a.ndjson");
    CHECK(same.exit_code == 0);
    CHECK_THAT(same.out, Contains("nothing differs"));

    const auto json = place.json("diff a.ndjson b.ndjson");
    CHECK(!json["same"].GetBool());
    CHECK(json["documents"]["both"].GetInt() == 2);
    CHECK(std::string(json["documents"]["only_before"]["first"][0].GetString()) == "gone");
    CHECK(std::string(json["documents"]["only_after"]["first"][0].GetString()) == "new");
    CHECK(json["metadata"]["names"]["title"].GetInt() == 1);
    CHECK(place.rows(json, "same") == 1);
    CHECK(place.rows(json, "added") == 1);
    CHECK(place.rows(json, "removed") == 1);
    CHECK(place.rows(json, "changed") == 1);

    const auto told = place.quern("diff a.ndjson b.ndjson --limit 3");
    CHECK(told.exit_code == 1);
    for (const char* part :
         {"   1 only in A: gone\n", "   1 only in B: new\n", "changed  title: One → Two",
          "~ changed  0-8  ORG  Ida Holm\n      label=PER → label=ORG", "+ changed  9-14  MISC  lives",
          "- changed  18-22  LOC  Oslo", "entities          1          1          1          1"})
        CHECK_THAT(told.out, Contains(part));
    CHECK_THAT(place.quern("diff a.ndjson b.ndjson --ignore label,title").out, !Contains("changed  0-8"));
    const auto wrong = place.quern("diff a.ndjson b.ndjson --layer quotes");
    CHECK(wrong.exit_code == 2);
    CHECK_THAT(wrong.err, Contains("neither of the two has a layer 'quotes'") && Contains("entities"));
}

TEST_CASE("documents in another order, and ids that repeat, are still matched") {
    Place place;
    std::string there, back;
    for (int i = 0; i < 50; ++i) {
        const auto line = record("d" + std::to_string(i), sentence + std::to_string(i), oslo);
        there += line;
        back = line + back;
    }
    place.folder.write("a.ndjson", there + record("twice", "one", "") + record("twice", "two", ""));
    place.folder.write("b.ndjson", record("twice", "one", "") + back + record("twice", "two", ""));
    const auto result = place.quern("diff a.ndjson b.ndjson");
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.out, Contains("52 in both, matched by id; they stand in another order"));
}

TEST_CASE("of texts that differ, rows are matched by the bytes of the source that they come from") {
    Place place;
    place.folder.write("page.txt", "Share this page now\n\nIda Holm lives in Oslo.\n");
    place.folder.write(
        "whole.yaml",
        "quern: 1\ninput: { use: read.files, path: page.txt }\nstages:\n  - use: segment.text\n"
        "outputs:\n  - { use: export.json, path: whole.ndjson, layers: [tokens] }\n");
    place.folder.write("clean.yaml",
                       "extends: whole.yaml\nstages:\n  - use: clean.flat\n  - use: segment.text\n"
                       "outputs:\n  - { use: export.json, path: clean.ndjson, layers: [tokens] }\n");
    REQUIRE(place.quern("run whole.yaml").exit_code == 0);
    REQUIRE(place.quern("run clean.yaml").exit_code == 0);
    const auto json = place.json("diff whole.ndjson clean.ndjson");
    REQUIRE(json["texts"]["differ"].GetInt() == 1);  // else the test has lost its point
    CHECK(json["layers"]["tokens"]["same"].GetInt() == 6);
    CHECK(json["layers"]["tokens"]["added"].GetInt() == 0);
    CHECK(json["layers"]["tokens"]["removed"].GetInt() == 4);
}
