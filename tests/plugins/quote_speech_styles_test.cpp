// SPDX-License-Identifier: MIT
// quote.speech on the styles of the press: marks of many kinds, quotations over paragraphs, transcripts, and
// input that nobody would write.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <quern/testing.hpp>

using namespace quern;
using quern::testing::StageRunner;
using quern::testing::text_document;

namespace {

Document told(std::string text, bool rules_only = false) {
    static StageRunner segment("segment_text", "segment.text"), tag("tag_entities", "tag.entities"),
        quote("quote_speech", "quote.speech"), rules("quote_speech", "quote.speech");
    static const bool once = (rules.set("rules_only", true), true);
    static_cast<void>(once);
    auto document = text_document(std::move(text));
    segment.process(document);
    tag.process(document);
    (rules_only ? rules : quote).process(document);
    return document;
}

// A row of quotes as "kind|text|speaker's name".
std::vector<std::string> rows(const Document& document) {
    std::vector<std::string> result;
    for (const auto row : *document.find_layer("quotes"))
        result.push_back(std::string(row.string("kind")) + "|" + std::string(row.text()) + "|" +
                         std::string(row.string("speaker_name")));
    return result;
}

// The strings in marks with their use.
std::vector<std::string> uses(const Document& document) {
    std::vector<std::string> result;
    for (const auto row : *document.find_layer("quoted"))
        result.push_back(std::string(row.string("use")) + "|" + std::string(row.text()));
    return result;
}

using Rows = std::vector<std::string>;

struct Case {
    const char* what;
    const char* text;
    Rows expected;
};

}  // namespace

TEST_CASE("speech in marks is found in each style of the press, with the model and by rules alone") {
    const bool rules_only = GENERATE(false, true);
    const auto one = GENERATE(values<Case>({
        {"over two paragraphs, reopened, and told of behind the second",
         "“The river rose all night.\n\n“By noon it was at the door,” said Marta Lindqvist.",
         {"direct|The river rose all night.|Marta Lindqvist",
          "direct|By noon it was at the door,|Marta Lindqvist"}},
        {"over two paragraphs, told of before the first",
         "Marta Lindqvist said: “The river rose all night.\n\n“By noon it was at the door.”",
         {"direct|The river rose all night.|Marta Lindqvist",
          "direct|By noon it was at the door.|Marta Lindqvist"}},
        {"doubled marks, as agencies write them",
         "``The river rose all night,'' said Marta Lindqvist.",
         {"direct|The river rose all night,|Marta Lindqvist"}},
        {"single marks",
         "‘The river rose all night,’ said Marta Lindqvist.",
         {"direct|The river rose all night,|Marta Lindqvist"}},
        {"angle marks",
         "«The river rose all night», said Marta Lindqvist.",
         {"direct|The river rose all night|Marta Lindqvist"}},
        {"low and high marks",
         "„The river rose all night“, said Marta Lindqvist.",
         {"direct|The river rose all night|Marta Lindqvist"}},
        {"corner marks",
         "「The river rose all night,」 said Marta Lindqvist.",
         {"direct|The river rose all night,|Marta Lindqvist"}},
        {"a quotation inside a quotation belongs to who tells of it",
         "“She told me, ‘Go home,’ and I went,” said Marta Lindqvist.",
         {"direct|She told me, ‘Go home,’ and I went,|Marta Lindqvist"}},
        {"above a block",
         "Marta Lindqvist said in a statement:\n\n“The river rose all night.”",
         {"direct|The river rose all night.|Marta Lindqvist"}},
        {"a pronoun above a block",
         "Marta Lindqvist came late.\n\nShe said:\n\n“The river rose all night.”",
         {"direct|The river rose all night.|Marta Lindqvist"}},
        {"a name behind a dash",
         "“The river rose all night.” — Marta Lindqvist",
         {"direct|The river rose all night.|Marta Lindqvist"}},
        {"according to, behind it",
         "“The river rose all night,” according to Marta Lindqvist.",
         {"direct|The river rose all night,|Marta Lindqvist"}},
        {"a speaker in the sentence before",
         "Marta Lindqvist was there all week. “The river rose all night.”",
         {"direct|The river rose all night.|Marta Lindqvist"}},
        {"an apposition of many words",
         "“The river rose all night,” said Marta Lindqvist, a keeper of the locks at the old "
         "mill above the town who has worked there for thirty years.",
         {"direct|The river rose all night,|Marta Lindqvist"}},
        {"the apposition before the verb",
         "Marta Lindqvist, a keeper of the locks at the old mill, said, “The river rose all night.”",
         {"direct|The river rose all night.|Marta Lindqvist"}},
        {"a transcript in marks, with the names in capitals",
         "“LINDQVIST: The river rose all night.\n\n“OKOYE: And the mill?”",
         {"direct|The river rose all night.|LINDQVIST", "direct|And the mill?|OKOYE"}},
        {"a name behind a dash, with a stop",
         "“The river rose all night.” ― Marta Lindqvist.",
         {"direct|The river rose all night.|Marta Lindqvist"}},
        {"a transcript without marks around the names",
         "Marta Lindqvist: “The river rose all night.”\n\nPaul Okoye: “And the mill?”",
         {"direct|The river rose all night.|Marta Lindqvist", "direct|And the mill?|Paul Okoye"}},
        {"a question that goes on behind its mark",
         "“Will the river rise?” Marta Lindqvist asked.",
         {"direct|Will the river rise?|Marta Lindqvist"}},
    }));
    CAPTURE(one.what, rules_only);
    CHECK(rows(told(one.text, rules_only)) == one.expected);
}

TEST_CASE("titles and scare quotes are no speech, and the strings beside them are") {
    const auto document = told(
        "Marta Lindqvist, who wrote “The Long Flood”, was at the gate. The “dry” valley was full of mist.\n\n"
        "“The river rose all night,” she said.");
    CHECK(rows(document) == Rows{"direct|The river rose all night,|Marta Lindqvist"});
    CHECK(uses(document) == Rows{"none|The Long Flood", "none|dry", "direct|The river rose all night,"});
}

TEST_CASE("what is told without marks has its cue and its speaker") {
    const auto document = told("The old bridge will be closed for a year, Marta Lindqvist warned.");
    const auto& quotes = *document.find_layer("quotes");
    REQUIRE(quotes.size() == 1);
    CHECK(quotes[0].string("kind") == "indirect");
    CHECK(quotes[0].text() == "The old bridge will be closed for a year");
    CHECK(quotes[0].span("cue").value().of(document.text()) == "warned");
    CHECK(quotes[0].span("speaker").value().of(document.text()) == "Marta Lindqvist");
}

TEST_CASE("a part of a sentence in marks lies in the row of the whole that is told") {
    const auto document = told("Marta Lindqvist said the new dam was “a hole in the ground” and a danger.");
    REQUIRE(rows(document) ==
            Rows{"mixed|the new dam was “a hole in the ground” and a danger|Marta Lindqvist"});
    CHECK(uses(document) == Rows{"partial|a hole in the ground"});
    CHECK((*document.find_layer("quoted"))[0].reference("quote") == 0U);
}

TEST_CASE("a name in a headline does not take the headline's words along") {
    const auto document = told(
        "Marta Lindqvist Opens New Lock.\n\nMarta Lindqvist came late. “The river rose,” she said.\n\n"
        "“It fell,” said Marta Lindqvist.");
    for (const auto row : *document.find_layer("quotes"))
        CHECK(row.string("speaker_name") == "Marta Lindqvist");
    CHECK(document.find_layer("quotes")->size() == 2);
}

TEST_CASE("no row crosses a paragraph, and every string is told of, however odd the marks") {
    std::string nested = "the end";
    for (int depth = 0; depth < 10; ++depth)
        nested = (depth % 2 ? "“" : "‘") + nested + (depth % 2 ? "”" : "’");
    for (const std::string& text :
         {std::string("\"Bob.\"\n\n\"What.\""), std::string("\"\"="), std::string("\""),
          nested + " said Anna Berg.", std::string("“One. Two.\n\nThree said.” Four” “five"),
          std::string("He said “\n\n” she said “"), std::string("““““said””””"),
          std::string("''said'' ''")}) {
        CAPTURE(text);
        const auto document = told(text);
        const auto& quotes = *document.find_layer("quotes");
        for (const auto row : quotes) {
            CHECK_FALSE(row.span().empty());
            CHECK(row.text().find("\n\n") == std::string_view::npos);
        }
        for (const auto string : *document.find_layer("quoted"))
            if (const auto quote = string.reference("quote")) CHECK(*quote < quotes.size());
    }
}

// With a cost that grows as the square of the length, these take longer than a test may run.
TEST_CASE("ten megabytes without a paragraph break, with marks and without, take linear time") {
    std::string plain, marked;
    while (plain.size() < 10'000'000)
        plain += "Anna Berg said that the river rose and that the mill was lost and ";
    while (marked.size() < 2'000'000) marked += "“It rose,” said Anna Berg, “and fell,” and ";
    CHECK(told(plain + "that was all.").find_layer("quotes")->size() > 0);
    CHECK(told(marked + "that was all.").find_layer("quotes")->size() > 0);
}

TEST_CASE("a hundred thousand marks take linear time") {
    for (const char* mark : {"\"", "“", "'' ", "“a” ", "‘“"}) {
        CAPTURE(mark);
        std::string text = "Anna Berg said ";
        for (int i = 0; i < 100'000; ++i) text += mark;
        CHECK_NOTHROW(told(text));
    }
}
