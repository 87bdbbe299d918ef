// SPDX-License-Identifier: MIT
// `quern eval`: a result against annotations.
#include <catch2/catch.hpp>

#include <string>

#include <rapidjson/document.h>

#include "command.hpp"
#include "results.hpp"

using namespace quern::testing;

namespace {

std::string record(const std::string& id, const std::string& text, const std::string& rows,
                   const std::string& layer = "entities") {
    return R"({"id":")" + id + R"(","text":")" + text + R"(","layers":{")" + layer + "\":[" + rows + "]}}\n";
}
std::string row(int begin, int end, const std::string& label) {
    return R"({"begin":)" + std::to_string(begin) + R"(,"end":)" + std::to_string(end) + R"(,"label":")" +
           label + "\"}";
}

// Zoë Brandt left Oslo for the Union.
const char* text = "Zo\u00eb Brandt left Oslo for the Union.";

struct Place {
    TemporaryFolder folder;

    Place() {
        folder.write(
            "gold.ndjson",
            record("a", text, row(0, 10, "PER") + "," + row(16, 20, "LOC") + "," + row(29, 34, "ORG")) +
                record("b", "Oslo", row(0, 4, "LOC")));
        // One right, one too short, one of another label, one too many; b is missing, c is more than was
        // asked.
        folder.write("result.ndjson", record("a", text,
                                             row(4, 10, "PER") + "," + row(16, 20, "LOC") + "," +
                                                 row(29, 34, "PER") + "," + row(25, 28, "ORG")) +
                                          record("c", "Oslo", ""));
    }
    CommandResult eval(const std::string& arguments) const {
        return run_quern("eval " + arguments, folder.path());
    }
    rapidjson::Document json(const std::string& arguments) const {
        const auto result = eval(arguments + " --json --quiet");
        INFO(result.err);
        REQUIRE(result.exit_code == 0);
        CHECK(result.err.empty());
        rapidjson::Document json;
        json.Parse(result.out.c_str());
        REQUIRE(!json.HasParseError());
        return json;
    }
};

void check_scores(const rapidjson::Value& score, double precision, double recall, double f1) {
    CHECK(score["precision"].GetDouble() == Approx(precision));
    CHECK(score["recall"].GetDouble() == Approx(recall));
    CHECK(score["f1"].GetDouble() == Approx(f1).margin(1e-12));
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("precision, recall and F1, in all and for each label, exact and overlapping") {
    const Place place;
    const auto json = place.json("result.ndjson --gold gold.ndjson --layer entities");
    CHECK(json["documents"].GetInt() == 2);
    CHECK(json["missing"].GetInt() == 1);
    CHECK(json["without_gold"].GetInt() == 1);
    check_scores(json["all"], 1 / 4.0, 1 / 4.0, 1 / 4.0);
    check_scores(json["all"]["overlapping"], 2 / 4.0, 2 / 4.0, 2 / 4.0);
    check_scores(json["spans"], 2 / 4.0, 2 / 4.0, 2 / 4.0);
    check_scores(json["labels"]["LOC"], 1, 1 / 2.0, 2 / 3.0);
    check_scores(json["labels"]["PER"], 0, 0, 0);
    check_scores(json["labels"]["PER"]["overlapping"], 1 / 2.0, 1, 2 / 3.0);
    CHECK(json["labels"]["ORG"]["gold"].GetInt() == 1);

    std::string confusion;
    for (const auto& entry : json["confusion"].GetArray())
        confusion += std::string(entry.HasMember("gold") ? entry["gold"].GetString() : "-") + ">" +
                     (entry.HasMember("result") ? entry["result"].GetString() : "-") + " ";
    CHECK(confusion == "->ORG LOC>- ORG>PER PER>PER ");
    CHECK(std::string(json["worst"][0]["id"].GetString()) == "a");
}

TEST_CASE("rows that lie within a longer one stand for it, wherever they are in it") {
    const Place place;
    const std::string long_text(200, 'x');
    std::string inner;
    for (int i = 1; i < 20; ++i) inner += "," + row(i * 2, i * 2 + 1, "ORG");
    place.folder.write("gold.ndjson", record("a", long_text, row(0, 150, "ORG") + inner));
    place.folder.write("result.ndjson",
                       record("a", long_text, row(100, 120, "ORG") + "," + row(160, 170, "ORG")));
    const auto json = place.json("result.ndjson --gold gold.ndjson --layer entities");
    check_scores(json["labels"]["ORG"]["overlapping"], 1 / 2.0, 1 / 20.0, 1 / 11.0);
    int spurious = 0;
    for (const auto& entry : json["confusion"].GetArray())
        if (!entry.HasMember("gold")) spurious += entry["rows"].GetInt();
    CHECK(spurious == 1);
}

TEST_CASE("a document above max_bytes is told and not scored as empty") {
    const Place place;
    std::string columns = "-DOCSTART- O\n\n";
    for (const std::string line = "Oslo B-LOC\n\n"; columns.size() <= 50'000'000;) columns += line;
    place.folder.write("gold.conll", columns);
    const auto result = place.eval("result.ndjson --gold gold.conll --layer entities");
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, "gold.conll:1: larger than max_bytes, which is 50000000"));
}

TEST_CASE("the result may come from stdin") {
    const Place place;
    CHECK(place.json("- --gold gold.ndjson --layer entities < result.ndjson --label label")["documents"]
              .GetInt() == 2);
}

TEST_CASE("labels can be chosen and renamed, and the column that holds them be named") {
    const Place place;
    const std::string both = "result.ndjson --gold gold.ndjson --layer entities ";
    check_scores(place.json(both + "--labels LOC")["all"], 1, 1 / 2.0, 2 / 3.0);
    check_scores(place.json(both + "--rename ORG=PER")["all"], 2 / 4.0, 2 / 4.0, 2 / 4.0);

    place.folder.write(
        "q.ndjson",
        record("a", "Yes and no", R"({"begin":0,"end":3,"kind":"direct","speaker_name":"Zo"})", "quotes"));
    place.folder.write(
        "r.ndjson",
        record("a", "Yes and no", R"({"begin":0,"end":3,"kind":"mixed","speaker_name":"Zo"})", "quotes"));
    check_scores(place.json("r.ndjson --gold q.ndjson --layer quotes")["all"], 0, 0, 0);
    check_scores(place.json("r.ndjson --gold q.ndjson --layer quotes --label speaker_name")["all"], 1, 1, 1);
}

TEST_CASE("for people there is a table, with the worst documents") {
    const Place place;
    const auto result = place.eval("result.ndjson --gold gold.ndjson --layer entities");
    CHECK(result.exit_code == 0);
    CHECK(contains(result.out, "label  precision  recall      F1  overlapping    right   result     gold\n"));
    CHECK(contains(result.out, "LOC       1.0000  0.5000  0.6667"));
    CHECK(contains(result.out, "ORG -> PER"));
    CHECK(contains(result.err, "1 of 2 gold documents are not in the result"));
}

TEST_CASE("exit code 1 is for a threshold that was asked for and missed") {
    const Place place;
    const std::string both = "result.ndjson --gold gold.ndjson --layer entities ";
    CHECK(place.eval(both + "--at-least 0.25").exit_code == 0);
    const auto missed = place.eval(both + "--at-least 0.26");
    CHECK(missed.exit_code == 1);
    CHECK(contains(missed.err, "F1 is 0.2500, below 0.26"));
    CHECK(place.eval(both + "--at-least 26").exit_code == 2);
}

TEST_CASE("gold in columns and in brat's files, told apart by ending and content") {
    const Place place;
    place.folder.write("result.ndjson", record("gold.txt", "Zo\u00eb slept .\\nOslo",
                                               row(0, 3, "PER") + "," + row(12, 16, "LOC")));
    const std::string columns = "Zo\u00eb B-PER\nslept O\n. O\n\nOslo B-LOC\n";
    place.folder.write("gold.txt", columns);  // nothing in the ending says that these are columns
    check_scores(place.json("result.ndjson --gold gold.txt --layer entities")["all"], 1, 1, 1);

    std::filesystem::create_directory(place.folder / "brat");
    place.folder.write("brat/gold.txt", "Zo\u00eb slept .\nOslo");
    place.folder.write("brat/gold.ann", "T1\tPER 0 3\tZo\u00eb\nT2\tORG 12 16\tOslo\n");
    check_scores(place.json("result.ndjson --gold brat --layer entities")["all"], 1 / 2.0, 1 / 2.0, 1 / 2.0);
    // Both sides may be annotations: what two people make of one text.
    place.folder.write("other.conll", columns);
    place.folder.write("gold.conll", columns);
    CHECK(contains(place.eval("other.conll --gold gold.conll --layer entities").err,
                   "no document of the result has the id of one of the gold"));
}

TEST_CASE("all files of a folder must be of one format") {
    const Place place;
    const std::string arguments = "result.ndjson --gold gold --layer entities";
    std::filesystem::create_directory(place.folder / "gold");
    place.folder.write("gold/a.txt", text);
    place.folder.write("gold/a.ann", "T1\tPER 0 10\tZo\u00eb Brandt\nR1\tKnows Arg1:T1 Arg2:T1\n");
    place.folder.write("gold/Config.json", "{}");  // of the program that annotated
    place.folder.write("result.ndjson", record("a.txt", text, row(0, 10, "PER")));
    check_scores(place.json(arguments)["all"], 1, 1, 1);
    // What the reader left aside is told, as in a run.
    CHECK(contains(place.eval(arguments).err, "warning: gold: read.brat: 1 line of relations"));

    place.folder.write("gold/b.conll", "Oslo B-LOC\n");
    const auto mixed = place.eval(arguments);
    CHECK(mixed.exit_code == 2);
    CHECK(contains(mixed.err, "gold/a.ann and gold/b.conll are of different formats"));
}

TEST_CASE("the reader of each side has options") {
    const Place place;
    place.folder.write("gold.conll", "Oslo B-LOC x\nslept O x\n");
    place.folder.write("result.ndjson", record("gold.conll", "Oslo slept", row(0, 4, "LOC")));
    const std::string both = "result.ndjson --gold gold.conll --layer entities ";
    check_scores(place.json(both + "--set gold.label_column=2 --set result.offsets=bytes")["all"], 1, 1, 1);
    CHECK(contains(place.eval(both + "--set gold.label_column=3").err, "'x' is no label"));
    CHECK(contains(place.eval(both + "--set gold.colour=3").err, "has no option 'colour'"));
    CHECK(place.eval(both + "--set label_column=3").exit_code == 2);
}

TEST_CASE("gold that does not fit its text is told with line, span and what stands there") {
    const Place place;
    place.folder.write("gold.ndjson",
                       record("a", "Oslo", "") +
                           record("b", "In Oslo", R"({"begin":2,"end":6,"text":"Oslo","label":"LOC"})"));
    const auto result = place.eval("result.ndjson --gold gold.ndjson --layer entities");
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, "“Oslo”"));
    CHECK(contains(result.err, "“ Osl”"));
    CHECK(contains(result.err, "line 2"));
}

TEST_CASE("what cannot be compared is told, with exit code 2") {
    const Place place;
    const auto told = [&](const std::string& arguments) {
        const auto result = place.eval(arguments);
        CHECK(result.exit_code == 2);
        return result.err;
    };
    CHECK(contains(told("result.ndjson --gold gold.ndjson --layer quotes"),
                   "the gold (gold.ndjson) has no layer 'quotes'"));
    place.folder.write("bare.ndjson", record("a", text, "", "quotes"));
    CHECK(contains(told("bare.ndjson --gold gold.ndjson --layer entities"), "the result (bare.ndjson)"));
    place.folder.write("bare.conllu", "1\tOslo\t_\t_\t_\t_\t_\t_\t_\t_\n");
    CHECK(contains(told("result.ndjson --gold bare.conllu --layer entities"), "--set gold.label_column="));
    const auto slip = told("result.ndjson --gold gold.ndjson --layer entities --labels PER,GPE");
    CHECK(contains(slip, "has a label 'GPE'"));
    CHECK(contains(slip, "LOC, ORG, PER"));
    CHECK(contains(told("result.ndjson --gold gold.ndjson --layer entities --label colour"),
                   "a column 'colour'"));
    CHECK(contains(told("result.ndjson --gold nothing.ndjson --layer entities"), "nothing.ndjson"));
    place.folder.write("other.ndjson", record("a", "Another text", ""));
    CHECK(contains(told("other.ndjson --gold gold.ndjson --layer entities"),
                   "one text in the gold and another"));
    place.folder.write("twice.ndjson", record("a", text, "") + record("a", text, ""));
    CHECK(contains(told("twice.ndjson --gold gold.ndjson --layer entities"),
                   "two documents of the result have the id a"));
    place.folder.write("strange.bin", "\x01\x02");
    CHECK(contains(told("strange.bin --gold gold.ndjson --layer entities"), "no installed reader knows"));
}
