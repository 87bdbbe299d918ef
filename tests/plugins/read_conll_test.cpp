// SPDX-License-Identifier: MIT
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "reader_run.hpp"
#include "temporary_folder.hpp"

using namespace quern;
using quern::testing::compress;
using quern::testing::ids;
using quern::testing::Loaded;
using quern::testing::ReaderRunner;
using quern::testing::TemporaryFolder;
using Paths = std::vector<std::filesystem::path>;
using Texts = std::vector<std::string>;

namespace {

struct Read {
    TemporaryFolder folder;
    ReaderRunner reader{"read_conll", "read.conll"};
    explicit Read(std::string_view lines, const char* name = "in.conll") {
        reader.set("path", Paths{folder.write(name, lines)});
    }
    Loaded one() {
        auto all = reader.all();
        REQUIRE(all.size() == 1);
        return std::move(all[0]);
    }
};

Texts rows(const Document& document, const char* layer) {
    Texts texts;
    for (const auto row : *document.find_layer(layer)) texts.emplace_back(row.text());
    return texts;
}

// "PER Angela Okafor", …
Texts entities(const Document& document) {
    Texts found;
    for (const auto row : *document.find_layer("entities"))
        found.push_back(std::string(row.string("label")) + " " + std::string(row.text()));
    return found;
}

std::string lines(const Texts& labels) {
    std::string text;
    char token = 'a';
    for (const auto& label : labels) text += std::string(1, token++) + " " + label + "\n";
    return text;
}

}  // namespace

TEST_CASE("tokens, sentences and entities of columns") {
    const auto read =
        Read(
            "-DOCSTART- -X- O O\n\nAngela NNP B-NP B-PER\nOkafor NNP I-NP I-PER\nsmiled VBD B-VP O\n"
            ". . O O\n\n\nOslo NNP B-NP B-LOC\nslept VBD B-VP O\n")
            .one();
    CHECK(read.problem.empty());
    CHECK(read.document.id == "in.conll:1");
    CHECK(read.document.text() == "Angela Okafor smiled .\nOslo slept");
    CHECK(rows(read.document, "tokens") == Texts{"Angela", "Okafor", "smiled", ".", "Oslo", "slept"});
    CHECK(rows(read.document, "sentences") == Texts{"Angela Okafor smiled .", "Oslo slept"});
    CHECK(entities(read.document) == Texts{"PER Angela Okafor", "LOC Oslo"});
    // Every token can be traced to its column.
    for (const auto row : *read.document.find_layer("tokens"))
        CHECK(read.document.source_span(row.span()).of(read.document.source()) == row.text());
}

TEST_CASE("IOB1, IOB2, BIOES and BILOU give the same entities") {
    const Texts expected{"PER a b", "PER c", "ORG d", "LOC f"};
    for (const auto& scheme : std::vector<Texts>{
             {"I-PER", "I-PER", "B-PER", "I-ORG", "O", "I-LOC"},
             {"B-PER", "I-PER", "B-PER", "B-ORG", "O", "B-LOC"},
             {"B-PER", "E-PER", "S-PER", "S-ORG", "O", "S-LOC"},
             {"B-PER", "L-PER", "U-PER", "U-ORG", "O", "U-LOC"},
         }) {
        INFO(scheme[0] << " " << scheme[2]);
        CHECK(entities(Read(lines(scheme)).one().document) == expected);
    }
    // No entity goes across the end of a sentence.
    CHECK(entities(Read("a B-PER\n\nb I-PER\n").one().document) == Texts{"PER a", "PER b"});
}

TEST_CASE("documents begin at -DOCSTART- and at # newdoc") {
    Read two("-DOCSTART- O\n\na O\n\n-DOCSTART- O\n\nb O\n");
    CHECK(ids(two.reader.all()) == Texts{"in.conll:1", "in.conll:2"});
    Read named("# newdoc id = first\n# text = a\na O\n\n# newdoc id = second\nb O\n");
    CHECK(ids(named.reader.all()) == Texts{"first", "second"});
    Read plain("a O\n\n\n\nb O\n");
    CHECK(ids(plain.reader.all()) == Texts{"in.conll"});
    Read empty("\n\n");
    CHECK(empty.reader.all().empty());
}

TEST_CASE("a file that does not say where documents begin is cut behind every so many sentences") {
    std::string columns;
    for (int i = 0; i < 250; ++i) columns += "# a comment\nw" + std::to_string(i) + " O\n\n\n";
    Read cut(columns);
    const auto all = cut.reader.all();
    REQUIRE(ids(all) == Texts{"in.conll:1", "in.conll:2", "in.conll:3"});
    std::string joined;
    for (const auto& read : all)
        joined += read.document.text() + (read.document.text().ends_with('\n') ? "" : "\n");
    for (int i = 0; i < 250; ++i) CHECK(joined.find("w" + std::to_string(i) + "\n") != std::string::npos);
    CHECK(all[0].document.find_layer("sentences")->size() == 100);
    CHECK(all[2].document.find_layer("sentences")->size() == 50);

    Read whole(columns);
    whole.reader.set("cut_after", std::int64_t{0});
    CHECK(ids(whole.reader.all()) == Texts{"in.conll"});
    const auto behind_100 = columns.find("w100 ");
    CHECK(ids(Read(columns.substr(0, columns.rfind("# a comment", behind_100))).reader.all()) ==
          Texts{"in.conll"});
    Read marked("-DOCSTART- O\n\n" + columns);
    CHECK(ids(marked.reader.all()) == Texts{"in.conll:1"});
}

TEST_CASE("CoNLL-U tells where no blank stands, and has the token in its second column") {
    const auto read =
        Read(
            "# sent_id = 1\n1\tShe\tshe\tPRON\t_\t_\t2\tnsubj\t_\tSpaceAfter=No\n"
            "2\t's\tbe\tAUX\t_\t_\t0\troot\t_\t_\n2.1\tgone\t_\t_\t_\t_\t_\t_\t_\t_\n"
            "3\there\there\tADV\t_\t_\t2\tadvmod\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t_\t_\t2\tp\t_\t_\n",
            "in.conllu")
            .one();
    CHECK(read.problem.empty());
    CHECK(read.document.text() == "She's here.");
    CHECK(rows(read.document, "tokens") == Texts{"She", "'s", "here", "."});
    CHECK(!read.document.find_layer("entities"));
}

TEST_CASE("columns can be named, and labels renamed") {
    Read read("# sent_id = 1\n1\tOslo\tB-GPE\t-\n2\t#\tO\t-\n", "in.iob2");
    read.reader.set("token_column", 2).set("label_column", -2);
    read.reader.set("labels", std::map<std::string, std::string>{{"GPE", "LOC"}});
    const auto document = read.one().document;
    CHECK(document.text() == "Oslo #");
    CHECK(entities(document) == Texts{"LOC Oslo"});
}

TEST_CASE("a number that begins a text is a token") {
    CHECK(Read("1 CD O\nof NN O\n").one().document.text() == "1 of");
    CHECK(Read("1 CD O\n\nOne NN O\n").one().document.text() == "1\nOne");
    // Each sentence is numbered anew.
    CHECK(Read("1 Yes O\n\n# and\n1 No O\n2 no O\n").one().document.text() == "Yes\nNo no");
}

TEST_CASE("a token # at the beginning is no comment") {
    const auto read = Read("# text = a # b\n# O\nOslo B-LOC\n# a comment of words\n").one();
    CHECK(read.document.text() == "# Oslo");
    CHECK(entities(read.document) == Texts{"LOC Oslo"});
}

TEST_CASE("a byte order mark is no part of the text, and spans are those of the file without it") {
    const auto read = Read("\xEF\xBB\xBFOslo B-LOC\nslept O\n").one();
    CHECK(read.document.text() == "Oslo slept");
    for (const auto row : *read.document.find_layer("tokens"))
        CHECK(read.document.source_span(row.span()).of(read.document.source()) == row.text());
    CHECK(Read("\xEF\xBB\xBF").reader.all().empty());
    CHECK(ids(Read("\xEF\xBB\xBF-DOCSTART- O\n\na O\n").reader.all()) == Texts{"in.conll:1"});
}

TEST_CASE("a column of _ or of nothing is not taken for that of the labels") {
    CHECK(entities(Read("Angela\tB-PER\t_\nslept\tO\t_\n").one().document) == Texts{"PER Angela"});
    CHECK(entities(Read("Angela\tB-PER\t\nslept\tO\tx\n").one().document) == Texts{"PER Angela"});
}

TEST_CASE("words that are numbered, and columns behind the labels, are seen") {
    const auto document =
        Read("# sent_id = 1\n1\tOslo\tB-LOC\t-\tanna\n2\tslept\tO\t-\tanna\n", "in.iob2").one().document;
    CHECK(document.text() == "Oslo slept");
    CHECK(entities(document) == Texts{"LOC Oslo"});
    // A number that is a word.
    CHECK(Read("1 B-MISC\nday O\n").one().document.text() == "1 day");
}

TEST_CASE("a mistake is told with file and line") {
    const auto told = [](std::string_view lines) {
        const auto read = Read(lines).one();
        INFO(read.problem);
        return read.problem.substr(read.problem.find("in.conll"));
    };
    CHECK(told("a O\nb X\n") == "in.conll: line 2: 'X' is no label: O, or B- or I- and a type");
    CHECK(told("a O x B-PER\n\nb\n") == "in.conll: line 3: 'b' is no label: O, or B- or I- and a type");
    CHECK(told("a O\n\xFF O\n") == "in.conll: line 2: not UTF-8");
    CHECK(told("1\tzum\t_\t_\t_\t_\t_\t_\t_\t_\n2-3\tzum\t_\t_\t_\t_\t_\t_\t_\t_\n")
              .find("line 2: words 2-3") != std::string::npos);

    Read second("-DOCSTART- O\n\na O\n\n-DOCSTART- O\n\nb X\n");
    const auto all = second.reader.all();
    REQUIRE(all.size() == 2);
    CHECK(all[1].problem.find("in.conll: line 7: ") != std::string::npos);

    Read narrow("a O\n");
    narrow.reader.set("label_column", 4);
    CHECK(narrow.one().problem.find("line 1: 2 columns, and the label is to be in column 4") !=
          std::string::npos);
}

TEST_CASE("compressed files, folders and Windows line ends") {
    const TemporaryFolder folder;
    compress(folder / "a.conll.gz", "Oslo B-LOC\r\n\r\n");
    compress(folder / "b.txt", "left out");
    ReaderRunner reader("read_conll", "read.conll");
    reader.set("path", Paths{folder.path()});
    const auto all = reader.all();
    REQUIRE(all.size() == 1);
    CHECK(all[0].document.id == "a.conll.gz");
    CHECK(entities(all[0].document) == Texts{"LOC Oslo"});
}

TEST_CASE("a document above the limit is not held") {
    std::string many = "-DOCSTART- O\n\n";
    for (int i = 0; i < 100; ++i) many += "word O\n";
    Read read(many + "\n-DOCSTART- O\n\nb O\n");
    read.reader.max_bytes = 100;
    const auto all = read.reader.all();
    REQUIRE(all.size() == 2);
    CHECK(all[0].problem == "too large");
    CHECK(all[0].item.data.empty());
    CHECK(all[1].document.text() == "b");
}
