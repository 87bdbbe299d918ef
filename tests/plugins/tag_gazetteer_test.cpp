// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <quern/testing.hpp>

#include "random_text.hpp"
#include "temporary_folder.hpp"

using namespace quern;
using quern::testing::StageRunner;
using quern::testing::text_document;

namespace {

using Paths = std::vector<std::filesystem::path>;

// A folder with lists, and what a gazetteer finds in a text by them.
class Lists {
public:
    std::filesystem::path add(const std::string& name, const std::string& content) {
        const auto path = folder_.path() / name;
        std::ofstream(path, std::ios::binary) << content;
        paths_.push_back(path);
        return path;
    }

    StageRunner runner() {
        StageRunner run("tag_gazetteer", "tag.gazetteer");
        run.set("lists", paths_);
        return run;
    }

    std::string find(const std::string& text, const std::string& rule = "smart") {
        auto run = runner();
        run.set("case", rule);
        auto document = segmented(text);
        run.process(document);
        std::string found;
        for (const auto row : *document.find_layer("names"))
            found += (found.empty() ? "" : "|") + std::string(row.text());
        return found;
    }

    static Document segmented(const std::string& text) {
        static StageRunner segment("segment_text", "segment.text");
        auto document = text_document(text);
        segment.process(document);
        return document;
    }

private:
    quern::testing::TemporaryFolder folder_;
    Paths paths_;
};

}  // namespace

TEST_CASE("the longest listed name wins and names are whole tokens") {
    Lists lists;
    lists.add("places.txt", "New York\nNew York City\nYork\nCity Hall\nChina\n");
    CHECK(lists.find("New York City Hall in New York, York.") == "New York City|New York|York");
    CHECK(lists.find("Chinatown is in China, China's and China-based.") == "China|China|China");
    CHECK(lists.find("Newer York. NewYork New-York") == "York|York");
}

TEST_CASE("white space and line breaks inside a name do not matter, empty lines and blocks end it") {
    Lists lists;
    lists.add("people.txt", "Hua Chunying\n");
    CHECK(lists.find("Hua  Chunying, Hua\u00A0Chunying") == "Hua  Chunying|Hua\u00A0Chunying");
    CHECK(lists.find("Hua\n\nChunying").empty());
    CHECK(lists.find("Hua\nChunying").empty());  // each line is a block of its own here

    StageRunner segment("segment_text", "segment.text");
    segment.set("wrapped", true);
    auto document = text_document("said Hua\nChunying.");
    segment.process(document);
    lists.runner().process(document);
    CHECK(document.find_layer("names")->text(0) == "Hua\nChunying");
}

TEST_CASE("styles of marks do not matter and the possessive stays outside") {
    Lists lists;
    lists.add("names.txt", "O'Brien\nJean-Luc Roy\nDon't Look Up\nMoody’s\n");
    CHECK(lists.find("O’Brien's and O'Brien’s") == "O’Brien|O'Brien");
    CHECK(lists.find("Jean\u2011Luc Roy saw Don’t Look Up at Moody's.") ==
          "Jean\u2011Luc Roy|Don’t Look Up|Moody's");
    CHECK(lists.find("Don").empty());
}

TEST_CASE("names may end before the period of an abbreviation, and may hold one") {
    Lists lists;
    lists.add("firms.txt", "Acme Inc\nZeta Corp.\nU.S. Steel\n");
    CHECK(lists.find("Acme Inc. and Acme Inc, Zeta Corp. of U.S. Steel") ==
          "Acme Inc|Acme Inc|Zeta Corp.|U.S. Steel");
}

TEST_CASE("case is told apart, folded, or read as a person would") {
    Lists lists;
    lists.add("words.txt", "Angela Merkel\nUs\nclimate change\nÉlysée\n");
    const std::string text =
        "ANGELA MERKEL, angela merkel, Angela Merkel; us US Us; Climate Change; ÉLYSÉE élysée";
    CHECK(lists.find(text, "exact") == "Angela Merkel|Us");
    CHECK(lists.find(text, "fold") ==
          "ANGELA MERKEL|angela merkel|Angela Merkel|us|US|Us|Climate Change|ÉLYSÉE|élysée");
    CHECK(lists.find(text, "smart") == "ANGELA MERKEL|Angela Merkel|Us|Climate Change|ÉLYSÉE");
}

TEST_CASE("of names that differ in case alone each is found as it is written") {
    Lists lists;
    lists.add("words.csv", "name,key\npolish,1\nPolish,2\n");
    auto run = lists.runner();
    auto document = Lists::segmented("Polish the Polish car, polish it.");
    run.process(document);
    const auto& rows = *document.find_layer("names");
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].string("key") == "2");
    CHECK(rows[2].string("key") == "1");
    CHECK(run.warnings.empty());
}

TEST_CASE("tables give label and key, and rows tell where a name is listed") {
    Lists lists;
    lists.add("people.csv",
              "key,name,label,note\n# ministers\nQ1,\"Li, \"\"X\"\" Wei\",PER,\n\nQ2,Acme,ORG,x\n,Solo,,\n");
    lists.add("more.tsv", "\xEF\xBB\xBFname\tkey\r\nTwo, Inc.\tQ3\r\nAcme\tQ9\r\n");
    auto run = lists.runner();
    run.set("layer", "people").set("label", "MISC");
    auto document = Lists::segmented("Li, “X” Wei of Acme met Solo and Two, Inc. there.");
    run.process(document);
    std::string found;
    for (const auto row : *document.find_layer("people"))
        found += std::string(row.string("label")) + " " + std::string(row.string("name")) + " " +
                 std::string(row.string("key")) + " " + std::string(row.string("list")) + ":" +
                 std::to_string(*row.integer("line")) + "\n";
    CHECK(found ==
          "PER Li, \"X\" Wei Q1 people.csv:3\nORG Acme Q2 people.csv:5\nMISC Solo  people.csv:6\n"
          "MISC Two, Inc. Q3 more.tsv:2\n");
    REQUIRE(run.warnings.size() == 2);
    CHECK_THAT(run.warnings[0], Catch::EndsWith("people.csv: the column 'note' is not used"));
    CHECK_THAT(
        run.warnings[1],
        Catch::EndsWith("more.tsv: 1 names are listed before, the first in line 3; the earlier line counts"));
}

TEST_CASE("plain lists pass over comments and empty lines and keep a number sign that is escaped") {
    Lists lists;
    lists.add("tags.txt", "# a comment\n\n   \n  \\#Brexit  \r\n#not this\nLondon");
    CHECK(lists.find("#Brexit in London, #not this") == "#Brexit|London");
}

TEST_CASE("faults of a list are told with file and line") {
    const auto message = [](const std::string& name, const std::string& content) {
        Lists lists;
        lists.add(name, content);
        auto run = lists.runner();
        try {
            run.component();
        } catch (const Error& error) {
            const std::string what = error.what();
            return what.substr(what.rfind('/') + 1);
        }
        return std::string("nothing");
    };
    CHECK(message("a.txt", std::string("one\ntw\0o\n", 9)) == "a.txt:2: a NUL byte");
    CHECK(message("a.txt", "one\ntwo\n\xff\xfe\n") == "a.txt:3: bytes that are no UTF-8");
    CHECK(message("a.csv", "\n\nnames,label\nx,y\n") ==
          "a.csv:3: the header has no column 'name': it has 'names', 'label'");
    CHECK(message("a.csv", "name\n\"open\nand\n") ==
          "a.csv:3: the file ends inside the quotation marks opened in line 2");
    CHECK(message("a.csv", "name\n\"a\"b\n") == "a.csv:2: text behind a closing quotation mark");
    CHECK(message("a.csv", "name,key\na,b,c\n") == "a.csv:2: 3 values under 2 columns");
    std::string endless;
    for (int i = 0; i < 65; ++i) endless += "word ";
    CHECK(message("a.txt", "x\n" + endless) == "a.txt:2: a name of more than 64 words");
    Lists missing;
    auto run = missing.runner();
    run.set("lists", Paths{"/nowhere/at/all.txt"});
    CHECK_THROWS_WITH(run.component(), "/nowhere/at/all.txt: No such file or directory");
}

TEST_CASE("a header that comes near is shown with the mend") {
    const auto hint = [](const std::string& file, const std::string& bytes) {
        Lists lists;
        lists.add(file, bytes);
        auto run = lists.runner();
        try {
            run.component();
        } catch (const Error& error) {
            return error.hint();
        }
        return std::string("nothing");
    };
    const std::string usual = "the first line names the columns: name, label, key";
    CHECK(hint("a.csv", "Name,Label\nAda,PER\n") == "write 'name' in small letters; " + usual);
    CHECK(hint("a.csv", "name;label\nAda;PER\n") ==
          "its columns seem to be separated by ';'; a .csv file has commas");
    CHECK(hint("a.csv", "Name\tLabel\nAda\tPER\n") ==
          "its columns seem to be separated by tabs; a .csv file has commas");
    CHECK(hint("a.tsv", "name,label\nAda,PER\n") ==
          "its columns seem to be separated by ','; a .tsv file has tabs");
    CHECK(hint("a.csv", "Ada,PER\n") == usual);
}

TEST_CASE("labels that tag.entities does not know are warned of in a list that is meant for it") {
    const auto warnings = [](const std::string& bytes) {
        Lists lists;
        lists.add("a.csv", bytes);
        auto run = lists.runner();
        run.component();
        return run.warnings;
    };
    CHECK(warnings("name,label\nAda,PER\nRovers,ORG\n").empty());
    CHECK(warnings("name,label\nAda,minister\nRovers,team\n").empty());  // labels of one's own
    const auto mixed = warnings("name,label\nAda,PER\nRovers,TEAM\nUnited,TEAM\n");
    REQUIRE(mixed.size() == 1);
    CHECK_THAT(mixed[0],
               Catch::EndsWith("a.csv: tag.entities takes over names labelled PER, ORG, LOC, NORP or "
                               "MISC, and not 'TEAM'"));
    const auto other = warnings("name,label\nAda,Person\nOslo,loc\n");
    REQUIRE(other.size() == 1);
    CHECK_THAT(other[0], Catch::EndsWith("and not 'Person', 'loc'"));
}

TEST_CASE("an empty list is warned of and finds nothing") {
    Lists lists;
    lists.add("empty.txt", "");
    CHECK(lists.find("any text").empty());
    auto run = lists.runner();
    run.component();
    REQUIRE(run.warnings.size() == 1);
    CHECK_THAT(run.warnings[0], Catch::EndsWith("empty.txt: no names"));
}

TEST_CASE("texts without tokens and scripts without blanks are searched too") {
    Lists lists;
    lists.add("names.txt", "北京\nΑθήνα\nмосква\n");
    CHECK(lists.find("").empty());
    CHECK(lists.find("我在北京。ΑΘΉΝΑ и Москва") == "北京|ΑΘΉΝΑ|Москва");
}

TEST_CASE("any text is searched as a slow search would") {
    // Names out of few words, so that they overlap, nest and begin alike.
    quern::testing::Random random(11);
    const std::vector<std::string> words{"a", "b", "c", "d", "'", "."};
    const auto phrase = [&](std::size_t most) {
        std::vector<std::string> result;
        for (auto left = 1 + random() % most; left > 0; --left)
            result.push_back(words[random() % words.size()]);
        return result;
    };
    const auto joined = [](const std::vector<std::string>& parts, std::size_t begin, std::size_t end) {
        std::string text;
        for (auto i = begin; i < end; ++i) text += (i == begin ? "" : " ") + parts[i];
        return text;
    };
    for (int round = 0; round < 40; ++round) {
        std::set<std::string> names;
        std::string file;
        for (int i = 0; i < 20; ++i) {
            const auto parts = phrase(4);
            names.insert(joined(parts, 0, parts.size()));
        }
        for (const auto& name : names) file += name + "\n";
        Lists lists;
        lists.add("names.txt", file);
        auto run = lists.runner();
        run.set("case", "exact");
        for (int k = 0; k < 20; ++k) {
            const auto text = phrase(30);
            std::vector<std::string> expected;
            for (std::size_t i = 0; i < text.size();) {
                auto end = std::min(i + 4, text.size());
                while (end > i && !names.count(joined(text, i, end))) --end;
                if (end > i) expected.push_back(joined(text, i, end));
                i = std::max(end, i + 1);
            }
            auto document = text_document(joined(text, 0, text.size()));
            auto tokens = document.write(layers::tokens);
            std::uint32_t at = 0;
            for (const auto& word : text) {
                tokens.add({at, at + static_cast<std::uint32_t>(word.size())});
                at += static_cast<std::uint32_t>(word.size()) + 1;
            }
            document.finish_layers();
            run.process(document);
            std::vector<std::string> found;
            for (const auto row : *document.find_layer("names")) found.emplace_back(row.text());
            INFO("names:\n" << file << "text: " << document.text());
            REQUIRE(found == expected);
        }
    }
}
