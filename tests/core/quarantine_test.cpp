// SPDX-License-Identifier: MIT
// The quarantine file: what stands in it, where it goes, and running its documents again.
#include <rapidjson/document.h>
#include <catch2/catch.hpp>

#include <random>
#include <sstream>

#include "engine_kit.hpp"
#include "pipeline/quarantine_path.hpp"
#include "run/json_text.hpp"
#include "temporary_folder.hpp"

using namespace quern;
using namespace quern::testing;
using host::RunOptions;

namespace {

std::vector<rapidjson::Document> records(const std::filesystem::path& path) {
    std::vector<rapidjson::Document> list;
    std::istringstream lines(content(path));
    for (std::string line; std::getline(lines, line);) {
        list.emplace_back().Parse<rapidjson::kParseValidateEncodingFlag>(line.c_str());
        REQUIRE(!list.back().HasParseError());
    }
    return list;
}

std::string member(const rapidjson::Document& record, const char* name) {
    if (!record.HasMember(name)) return "(none)";
    return {record[name].GetString(), record[name].GetStringLength()};
}

// Ten documents: 2 is not UTF-8, 4 is large, 6 cannot be read, 8 is above max_bytes; a stage throws on 2, 3
// and 4 while it is told to.
struct Corpus {
    TemporaryFolder folder;
    bool troubled = true;
    bool sixth_is_readable = false;
    std::uint64_t size = 10;
    std::string name = "q.ndjson";
    ExportLog log;

    host::RunReport run_it(RunOptions options = {}) {
        PlanBuilder builder;
        auto& reader = builder.input<ListReader>(size);
        reader.fill = [this](std::uint64_t n, Item& item) {
            item.offset = n * 10;
            if (n == 2) item.data = std::string("caf\xE9 \0 x", 8);
            if (n == 4) item.data.assign(1'500'000, 'x');
            if (n == 6 && !sixth_is_readable) {
                item.problem = "permission denied";
                item.data.clear();
            }
            if (n == 8) item.size = 60'000'000;
            if (n == 8) item.data.clear();
        };
        builder.stage("tag", [this](Document& document) {
            const bool hit = document.id == "d2" || document.id == "d3" || document.id == "d4";
            if (troubled && hit) throw Error("not today", "come back tomorrow");
        });
        builder.output("out", log);
        builder.plan.quarantine = file();
        if (options.jobs == 0) options.jobs = 2;
        return run(builder.plan, options);
    }
    std::filesystem::path file() const { return folder / name; }
};

}  // namespace

TEST_CASE("a quarantine record tells the document, the stage, the reason and the bytes") {
    Corpus corpus;
    const auto report = corpus.run_it();
    CHECK(report.quarantined == 5);
    CHECK(report.exported == 5);
    const auto list = records(corpus.file());
    REQUIRE(list.size() == 5);

    const auto& binary = list[0];
    CHECK(binary["number"].GetUint64() == 2);
    CHECK(member(binary, "id") == "d2");
    CHECK(member(binary, "uri") == "list:d2");
    CHECK(binary["offset"].GetUint64() == 20);
    CHECK(member(binary, "stage") == "tag");
    CHECK(member(binary, "reason") == "not today");
    CHECK(member(binary, "hint") == "come back tomorrow");
    CHECK(member(binary, "source") == "(none)");
    CHECK(member(binary, "source_base64") == "Y2Fm6SAAIHg=");

    CHECK(member(list[1], "source") == "text of d3");

    CHECK(member(list[2], "source") == "(none)");
    CHECK(list[2]["size"].GetUint64() == 1'500'000);
    CHECK(member(list[2], "xxh3").size() == 16);

    CHECK(member(list[3], "stage") == "read.test");
    CHECK(member(list[3], "reason") == "permission denied");

    CHECK(member(list[4], "reason") == "larger than max_bytes, which is 50000000");
    CHECK(list[4]["size"].GetUint64() == 60'000'000);
}

TEST_CASE("a run without problems takes an old quarantine file away; a failed one leaves it") {
    Corpus corpus;
    corpus.size = 3;
    const std::string old = R"({"number":1,"id":"a","uri":"b","stage":"c","reason":"d"})"
                            "\n";
    corpus.folder.write("q.ndjson", old);
    corpus.troubled = false;
    const std::atomic<bool> interrupted{true};
    RunOptions stopped;
    stopped.interrupted = &interrupted;
    CHECK(corpus.run_it(stopped).exit_code() == 130);
    CHECK(content(corpus.file()) == old);
    CHECK(corpus.run_it().exit_code() == 0);
    CHECK(!std::filesystem::exists(corpus.file()));
}

TEST_CASE("the documents of a quarantine file run again under their numbers, from the bytes kept or by uri") {
    Corpus corpus;
    REQUIRE(corpus.run_it().quarantined == 5);
    corpus.log = {};
    corpus.troubled = false;
    corpus.sixth_is_readable = true;
    RunOptions retry;
    retry.retry = corpus.file();
    const auto report = corpus.run_it(retry);
    CHECK(report.read == 5);
    REQUIRE(corpus.log.documents.size() == 4);
    CHECK(corpus.log.documents[0] == std::string("2 d2 caf\xE9 \0 x", 13));
    CHECK(corpus.log.documents[1] == "3 d3 text of d3");
    CHECK(corpus.log.documents[2] == "4 d4 " + std::string(1'500'000, 'x'));
    CHECK(corpus.log.documents[3] == "6 d6 text of d6");
    // What is still too large stays in the file, and nothing else.
    const auto left = records(corpus.file());
    REQUIRE(left.size() == 1);
    CHECK(left[0]["number"].GetUint64() == 8);
}

TEST_CASE("what the input lists no longer stays in quarantine, and the report says why") {
    Corpus corpus;
    REQUIRE(corpus.run_it().quarantined == 5);
    corpus.size = 5;
    RunOptions retry;
    retry.retry = corpus.file();
    corpus.troubled = false;
    const auto report = corpus.run_it(retry);
    CHECK(report.exported == 3);
    CHECK(report.quarantined == 2);
    REQUIRE(report.quarantine_reasons.size() == 1);
    CHECK(report.quarantine_reasons[0].first == "read.test: cannot be retried: the input no longer lists it");
    const auto left = records(corpus.file());
    REQUIRE(left.size() == 2);
    CHECK(member(left[0], "id") == "d6");
    CHECK(member(left[1], "id") == "d8");
}

TEST_CASE("a file that is no quarantine is refused before anything runs, with the line") {
    Corpus corpus;
    const std::string record = R"({"id":"a","uri":"b","stage":"c","reason":"d"})"
                               "\n";
    RunOptions retry;
    retry.retry = corpus.folder.write("other.ndjson", record + "{\"id\": \n");
    CHECK_THROWS_WITH(corpus.run_it(retry), Catch::Contains("other.ndjson:2: no line of a quarantine file"));
    retry.retry = corpus.folder.write("other.ndjson", R"({"id":"a","uri":"b","text":"c"})"
                                                      "\n");
    CHECK_THROWS_WITH(corpus.run_it(retry), Catch::Contains("other.ndjson:1"));
    retry.retry = corpus.folder.write("deep.ndjson", std::string(1'000'000, '[') + "\n");
    CHECK_THROWS_WITH(corpus.run_it(retry), Catch::Contains("deep.ndjson:1"));
    retry.retry = corpus.folder / "missing";
    CHECK_THROWS_WITH(corpus.run_it(retry), Catch::Contains("No such file"));
}

TEST_CASE("the quarantine file stands beside the first output") {
    using host::default_quarantine;
    CHECK(default_quarantine("out/news.db", "a.yaml") == "out/news.db.quarantine.ndjson");
    CHECK(default_quarantine("out/csv/", "a.yaml") == "out/csv.quarantine.ndjson");
    SECTION("or, where that has no place, in the current directory, under the pipeline's name") {
        CHECK(default_quarantine("-", "in/a.yaml") == "a.quarantine.ndjson");
        CHECK(default_quarantine("/dev/null", "a.yaml") == "a.quarantine.ndjson");
        CHECK(default_quarantine("", "b.yaml") == "b.quarantine.ndjson");
    }
}

TEST_CASE("a file that is no quarantine is not touched: the run fails before it reads anything") {
    Corpus corpus;
    corpus.troubled = GENERATE(false, true);
    const std::string text = GENERATE("Notes.\n", R"({"id":"a","uri":"b","text":"c"})"
                                                  "\n");
    corpus.folder.write("q.ndjson", text);
    const auto report = corpus.run_it();
    CHECK(report.outcome == "failed");
    CHECK_THAT(report.failure, Catch::Contains("q.ndjson exists and is no quarantine file"));
    CHECK(report.read == 0);
    CHECK(content(corpus.file()) == text);
}

TEST_CASE("what a limit leaves of a quarantine file stays in it") {
    Corpus corpus;
    REQUIRE(corpus.run_it().quarantined == 5);
    const auto before = content(corpus.file());
    corpus.troubled = false;
    RunOptions retry;
    retry.retry = corpus.file();
    retry.limit = 2;
    const auto report = corpus.run_it(retry);
    CHECK(report.exported == 2);
    CHECK(report.exit_code() == 0);
    REQUIRE(report.warnings.size() == 1);
    CHECK_THAT(report.warnings[0], Catch::StartsWith("3 of the documents in "));
    const auto second = before.find('\n', before.find('\n') + 1) + 1;
    CHECK(content(corpus.file()) == before.substr(second));
}

TEST_CASE("the documents of another quarantine file leave the run's own as it is, or are added to it") {
    Corpus corpus;
    REQUIRE(corpus.run_it().quarantined == 5);
    const auto before = content(corpus.file());
    RunOptions retry;
    retry.retry = corpus.folder.write("one.ndjson", before.substr(0, before.find('\n') + 1));
    corpus.troubled = GENERATE(false, true);
    CHECK(corpus.run_it(retry).read == 1);
    CHECK(records(corpus.file()).size() == (corpus.troubled ? 6 : 5));
}

TEST_CASE("a compressed quarantine file can be run again, in its own place too") {
    Corpus corpus;
    corpus.name = GENERATE("q.ndjson.gz", "q.ndjson.zst");
    REQUIRE(corpus.run_it().quarantined == 5);
    corpus.troubled = false;
    RunOptions retry;
    retry.retry = corpus.file();
    const auto report = corpus.run_it(retry);
    CHECK(report.exported == 3);
    CHECK(corpus.run_it(retry).read == 2);
    corpus.size = 3;
    CHECK(corpus.run_it().exit_code() == 0);
    CHECK(!std::filesystem::exists(corpus.file()));
}

TEST_CASE("a damaged compressed quarantine file is refused: nothing behind the damage is lost") {
    Corpus corpus;
    corpus.name = "q.ndjson.gz";
    REQUIRE(corpus.run_it().quarantined == 5);
    const auto whole = content(corpus.file());
    const auto cut = whole.substr(0, whole.size() - 9);
    corpus.folder.write(corpus.name, cut);
    RunOptions retry;
    retry.retry = corpus.file();
    CHECK_THROWS_WITH(corpus.run_it(retry), Catch::Contains("q.ndjson.gz: ") && Catch::Contains("cut short"));
    CHECK(content(corpus.file()) == cut);
}

TEST_CASE("a quarantine that cannot be written fails the run before it reads anything, and leaves no trace") {
    Corpus corpus;
    corpus.troubled = false;
    corpus.size = 3;
    SECTION("a folder in its place") {
        std::filesystem::create_directory(corpus.file());
        const auto report = corpus.run_it();
        CHECK(report.outcome == "failed");
        CHECK_THAT(report.failure, Catch::Contains("it is a folder"));
        CHECK(report.read == 0);
    }
    SECTION("while one that is not needed is not there afterwards, nor its folder") {
        corpus.name = "new/q.ndjson";
        CHECK(corpus.run_it().exit_code() == 0);
        CHECK(std::filesystem::is_empty(corpus.folder.path()));
    }
}

TEST_CASE("a quarantine file that cannot be written ends the run") {
    ExportLog log;
    PlanBuilder builder;  // its quarantine is in a folder that cannot be made
    builder.input<ListReader>(10);
    builder.stage("tag", [](Document&) { throw Error("no"); });
    builder.output("out", log);
    builder.plan.quarantine = "/dev/null/q.ndjson";
    const auto report = run(builder.plan, {});
    CHECK(report.outcome == "failed");
    CHECK(report.failure.find("quarantine: cannot create") != std::string::npos);
    CHECK(log.destroyed);
}

TEST_CASE("pages without a text go to quarantine with the advice to build one") {
    TemporaryFolder folder;
    ExportLog log;
    PlanBuilder builder;
    auto& reader = builder.input<ListReader>(2);
    reader.fill = [](std::uint64_t n, Item& item) { item.media_type = n == 1 ? "text/html" : "text/plain"; };
    SECTION("before a stage that works on the text") {
        builder.stage(
            "segment.text", [](Document&) {}, [](Declaration& d) { d.writes(layers::tokens); });
    }
    SECTION("before an output") {}
    SECTION("but stages that work on metadata alone are run") {
        builder.stage(
            "filter.metadata", [](Document& document) { document.metadata.get("title"); },
            [](Declaration& d) { d.reads_metadata({"title"}); });
        builder.stage(
            "mark.metadata", [](Document& document) { document.metadata.set("seen", "yes"); },
            [](Declaration& d) { d.writes_metadata({"seen"}); });
    }
    builder.output("out", log);
    builder.plan.text_makers = {
        {"clean.record", {"text/csv"}}, {"clean.page", {"text/html"}}, {"clean.any", {}}};
    builder.plan.quarantine = folder / "q.ndjson";
    const auto report = run(builder.plan, {});
    CHECK(report.quarantined == 1);
    CHECK(log.documents == std::vector<std::string>{"2 d2 text of d2"});
    const auto list = records(folder / "q.ndjson");
    REQUIRE(list.size() == 1);
    CHECK(member(list[0], "reason") == "the document (text/html) has no text");
    CHECK_THAT(member(list[0], "hint"), Catch::StartsWith("put clean.page or clean.any in front of "));
    if (report.stages.size() == 4) {
        CHECK(report.stages[1].documents == 2);
        CHECK(report.stages[2].documents == 2);
    }
}

TEST_CASE("base64 comes back as it was, and what is no base64 is refused") {
    std::minstd_rand random(3);
    std::string back;
    for (int round = 0; round < 200; ++round) {
        std::string bytes(random() % 50, '\0');
        for (auto& byte : bytes) byte = static_cast<char>(random());
        REQUIRE(host::from_base64(host::to_base64(bytes), back));
        REQUIRE(back == bytes);
    }
    CHECK(host::to_base64("Man") == "TWFu");
    CHECK(host::to_base64("Ma") == "TWE=");
    CHECK(host::to_base64("M") == "TQ==");
    CHECK_FALSE(host::from_base64("TW?u", back));
    CHECK_FALSE(host::from_base64("TWF", back));
}
