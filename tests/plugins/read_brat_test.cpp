// SPDX-License-Identifier: MIT
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "reader_run.hpp"
#include "temporary_folder.hpp"

using namespace quern;
using quern::testing::Loaded;
using quern::testing::ReaderRunner;
using quern::testing::TemporaryFolder;
using Paths = std::vector<std::filesystem::path>;
using Texts = std::vector<std::string>;

namespace {

struct Pair {
    TemporaryFolder folder;
    ReaderRunner reader{"read_brat", "read.brat"};

    Pair(std::string_view text, std::string_view annotations) {
        folder.write("a.txt", text);
        reader.set("path", Paths{folder.write("a.ann", annotations)});
    }
    Loaded one() {
        auto all = reader.all();
        REQUIRE(all.size() == 1);
        return std::move(all[0]);
    }
    // What is wrong, from the file's name on.
    std::string problem() {
        const auto problem = one().problem;
        return problem.substr(problem.find("a.ann"));
    }
};

Texts entities(const Document& document) {
    Texts found;
    for (const auto row : *document.find_layer("entities"))
        found.push_back(std::string(row.string("label")) + " " + std::string(row.text()));
    return found;
}

}  // namespace

TEST_CASE("annotations of text become entities; offsets are code points") {
    Pair pair("Zoë met Anna 😀 Okafor\nin Oslo.\n",
              "T1\tPerson 0 3\tZoë\nT2\tPerson 8 21\tAnna 😀 Okafor\n\nT3\tPlace 25 29\tOslo\r\n");
    pair.reader.set("labels", std::map<std::string, std::string>{{"Person", "PER"}});
    const auto read = pair.one();
    INFO(read.problem);
    CHECK(read.document.id == "a.txt");
    CHECK(entities(read.document) == Texts{"PER Zoë", "PER Anna 😀 Okafor", "Place Oslo"});
    CHECK(pair.reader.as<Reader>().remarks().empty());
}

TEST_CASE("one in pieces is a row from the first to the last, and what annotates no text is counted") {
    Pair pair("North and South Coast",
              "T1\tPlace 0 5;16 21\tNorth Coast\nT2\tPlace 10 21\tSouth Coast\n"
              "R1\tNear Arg1:T1 Arg2:T2\nA1\tNegated T1\n#1\tAnnotatorNotes T1\thm\n*\tEquiv T1 T2\n");
    CHECK(entities(pair.one().document) == Texts{"Place North and South Coast", "Place South Coast"});
    const auto remarks = pair.reader.as<Reader>().remarks();
    REQUIRE(remarks.size() == 2);
    CHECK(remarks[0] ==
          "1 annotation in several pieces: each became one row from its first to its last piece");
    CHECK(remarks[1] == "4 lines of relations, events, attributes or notes left aside");
}

TEST_CASE("an annotation over a line break has a blank there") {
    Pair pair("Anna\nOkafor", "T1\tPerson 0 11\tAnna Okafor\n");
    CHECK(pair.one().problem.empty());
}

TEST_CASE("what does not fit its text is told with file, line, place and what stands there") {
    CHECK(Pair("Anna met Zoë.", "T1\tPerson 0 4\tAnna\nT2\tPerson 8 11\tZoë\n").problem() ==
          "a.ann: line 2: T2 is “Zoë”, but at 8 11 of the text “ Zo” stands (offsets in code points)");
    CHECK(Pair("Anna", "T1\tPerson 0 40\tAnna\n").problem() ==
          "a.ann: line 1: T1 stands at '0 40', behind the end of the text, which has 4 characters");
    CHECK(Pair("Anna", "T1\tPerson 4 0\tAnna\n").problem() == "a.ann: line 1: T1 has the offsets '4 0'");
    CHECK(Pair("Anna", "T1\tPerson x 4\tAnna\n").problem() == "a.ann: line 1: T1 has the offsets 'x 4'");
    CHECK(Pair("Anna", "T1 Person 0 4 Anna\n").problem() ==
          "a.ann: line 1: 'T1 Person 0 4 Anna' is no annotation of a text");
    CHECK(Pair("Anna", "{}\n").problem() == "a.ann: line 1: '{}' is no annotation");
}

TEST_CASE("a text that is missing or not UTF-8 is told") {
    const TemporaryFolder folder;
    ReaderRunner reader("read_brat", "read.brat");
    folder.write("b.ann", "");
    folder.write("c.ann", "");
    folder.write("c.txt", "Anna\xFF");
    reader.set("path", Paths{folder.path()});
    const auto all = reader.all();
    REQUIRE(all.size() == 2);
    CHECK(all[0].problem.find("b.txt is not there, the text of ") != std::string::npos);
    CHECK(all[1].problem.find("c.txt: byte 5: not UTF-8") != std::string::npos);
}
