// SPDX-License-Identifier: MIT
// The run's report: for a person, and as JSON.
#include <algorithm>

#include <rapidjson/document.h>
#include <catch2/catch.hpp>

#include "run/run.hpp"

using namespace quern;
using host::RunReport;

namespace {

RunReport example() {
    RunReport report;
    report.title = "Who said what";
    report.pipeline = "news.yaml";
    report.started = "2024-05-01T12:00:00Z";
    report.ended = "2024-05-01T12:00:12Z";
    report.outcome = "done with problems";
    report.jobs = 2;
    report.read = 1234;
    report.bytes = 56'700'000;
    report.left_out = 3;
    report.exported = 1200;
    report.dropped = 20;
    report.quarantined = 14;
    report.stages = {{"read.files", 1.25, 1234, {}, 0}, {"clean.flat", 3.75, 1234, {{"too short", 20}}, 7}};
    report.quarantine_reasons = {{"tag.entities: boom", 12}, {"read.files: permission denied", 2}};
    report.rows = {{"quotes", 4321}, {"entities", 98765}};
    report.repeated_ids = {"a.html"};
    report.repeated_id_count = 1;
    report.slowest_document = "news/long.html";
    report.slowest_seconds = 1.5;
    report.seconds = 12.3;
    report.peak_memory = 123'000'000;
    report.written = {"out/news.db"};
    report.quarantine_file = "out/news.db.quarantine.ndjson";
    report.warnings = {"something is odd"};
    report.first_error = "news/3.html: tag.entities: boom";
    return report;
}

}  // namespace

TEST_CASE("the report for a person fits one screen and says everything that matters") {
    const std::string expected = R"(Who said what: done with problems in 12 s

  read        1,234 documents, 56.7 MB
  left out    3, by the input's options
  exported    1,200
  dropped     20
            20  clean.flat: too short
  quarantined 14, in out/news.db.quarantine.ndjson
            12  tag.entities: boom
             2  read.files: permission denied
  repeated    1 document has an id that an earlier one has: a.html

  stage             time   share     documents
  read.files      1.25 s    25 %         1,234
  clean.flat      3.75 s    75 %         1,234  (its edits took 7 rows away)

  rows        quotes 4,321, entities 98,765
  slowest     news/long.html, 1.50 s
  memory      123.0 MB at the peak, 2 threads
  written     out/news.db

first problem: news/3.html: tag.entities: boom
warning: something is odd
)";
    CHECK(render(example(), false) == expected);
}

TEST_CASE("colour is in the report only where it is asked for") {
    CHECK(render(example(), false).find('\033') == std::string::npos);
    CHECK(render(example(), true).find("\033[1;31mdone with problems\033[0m") != std::string::npos);
}

TEST_CASE("a failed run says why and that nothing was written") {
    RunReport report = example();
    report.outcome = "failed";
    report.failure = "export.sqlite: disk full";
    report.written.clear();
    const auto page = render(report, false);
    CHECK(page.find("Who said what: failed in 12 s\n  export.sqlite: disk full\n  no output was written\n") ==
          0);
    CHECK(report.exit_code() == 1);
}

TEST_CASE("many reasons and many files are cut short") {
    RunReport report = example();
    report.quarantine_reasons.clear();
    for (int i = 0; i < 100; ++i)
        report.quarantine_reasons.emplace_back("tag: reason " + std::to_string(i), 1);
    report.written.assign(50, "file");
    const auto page = render(report, false);
    CHECK(std::count(page.begin(), page.end(), '\n') < 40);
    CHECK(page.find("and 95 other reasons") != std::string::npos);
    CHECK(page.find("and 42 more") != std::string::npos);
    report.written.assign(8, "file");
    report.written.push_back("the ninth");
    CHECK(render(report, false).find("the ninth\n") != std::string::npos);
}

TEST_CASE("the report as JSON holds all of it") {
    rapidjson::Document json;
    RunReport report = example();
    report.written.push_back("caf\xE9");  // a file's name is bytes; JSON is UTF-8
    json.Parse<rapidjson::kParseValidateEncodingFlag>(to_json(report).c_str());
    REQUIRE(!json.HasParseError());
    CHECK(std::string(json["outcome"].GetString()) == "done with problems");
    CHECK(std::string(json["title"].GetString()) == "Who said what");
    CHECK(std::string(json["pipeline"].GetString()) == "news.yaml");
    CHECK(std::string(json["started"].GetString()) == "2024-05-01T12:00:00Z");
    CHECK(json["seconds"].GetDouble() == Approx(12.3));
    CHECK(json["jobs"].GetUint64() == 2);
    CHECK(json["documents"]["read"].GetUint64() == 1234);
    CHECK(json["documents"]["exported"].GetUint64() == 1200);
    CHECK(json["documents"]["dropped"].GetUint64() == 20);
    CHECK(json["documents"]["quarantined"].GetUint64() == 14);
    CHECK(std::string(json["stages"][1]["stage"].GetString()) == "clean.flat");
    CHECK(json["stages"][1]["seconds"].GetDouble() == Approx(3.75));
    CHECK(json["stages"][1]["rows_lost"].GetUint64() == 7);
    CHECK(std::string(json["stages"][1]["dropped"][0]["reason"].GetString()) == "too short");
    CHECK(json["stages"][1]["dropped"][0]["documents"].GetUint64() == 20);
    CHECK(std::string(json["problems"][0]["reason"].GetString()) == "tag.entities: boom");
    CHECK(std::string(json["rows"][1]["layer"].GetString()) == "entities");
    CHECK(json["rows"][1]["rows"].GetUint64() == 98765);
    CHECK(std::string(json["repeated_ids"]["first"][0].GetString()) == "a.html");
    CHECK(std::string(json["slowest"]["document"].GetString()) == "news/long.html");
    CHECK(json["peak_memory"].GetUint64() == 123'000'000);
    CHECK(std::string(json["written"][0].GetString()) == "out/news.db");
    CHECK(std::string(json["quarantine"].GetString()) == "out/news.db.quarantine.ndjson");
    CHECK(std::string(json["warnings"][0].GetString()) == "something is odd");
}

TEST_CASE("exit codes follow the outcome") {
    RunReport report;
    report.outcome = "done";
    CHECK(report.exit_code() == 0);
    report.outcome = "done with problems";
    report.skipped = 1;
    CHECK(report.exit_code() == 3);
    report.outcome = "failed";
    CHECK(report.exit_code() == 1);
    report.outcome = "interrupted";
    CHECK(report.exit_code() == 130);
}
