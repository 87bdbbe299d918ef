// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <quern/testing.hpp>

#include "random_text.hpp"

using namespace quern;
using quern::testing::StageRunner;
using quern::testing::text_document;

namespace {

Document told(std::string text) {
    static StageRunner segment("segment_text", "segment.text"), tag("tag_entities", "tag.entities"),
        quote("quote_speech", "quote.speech");
    auto document = text_document(std::move(text));
    segment.process(document);
    tag.process(document);
    quote.process(document);
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

// The rows of quotes where no stage has tagged names.
std::vector<std::string> without_entities(std::string text) {
    static StageRunner segment("segment_text", "segment.text"), quote("quote_speech", "quote.speech");
    auto document = text_document(std::move(text));
    segment.process(document);
    quote.process(document);
    return rows(document);
}

struct Case {
    const char* what;
    const char* text;
    std::vector<std::string> expected;
};

}  // namespace

TEST_CASE("quotations are found with their kind and their speaker") {
    const auto one = GENERATE(values<Case>({
        {"quotation, verb, speaker, a role behind",
         "\"We will stay,\" said Anna Berg, the mayor.",
         {"direct|We will stay,|Anna Berg"}},
        {"quotation, speaker, verb", "“It rained,” Paul Okoye said.", {"direct|It rained,|Paul Okoye"}},
        {"speaker, verb, quotation",
         "Paul Okoye said: “It rained for a week.”",
         {"direct|It rained for a week.|Paul Okoye"}},
        {"doubled marks of the agencies",
         "''It rained,'' said Paul Okoye.",
         {"direct|It rained,|Paul Okoye"}},
        {"interrupted: two pieces, one speaker",
         "“It rained,” said Paul Okoye. “Then it stopped.”",
         {"direct|It rained,|Paul Okoye", "direct|Then it stopped.|Paul Okoye"}},
        {"a role of many words between name and verb",
         "Shen Wei, an associate professor in the School of Law at the university, said: “It is unclear.”",
         {"direct|It is unclear.|Shen Wei"}},
        {"a pronoun for the last one named",
         "Maria Costa came home. “I am tired,” she said.",
         {"direct|I am tired,|Maria Costa"}},
        {"a surname for the full name",
         "Maria Costa came home. “I am tired,” said Costa.",
         {"direct|I am tired,|Maria Costa"}},
        {"a surname that is a modal and a month",
         "“We will leave,” Theresa May said.",
         {"direct|We will leave,|Theresa May"}},
        {"the same alone",
         "Theresa May came in May. “We will leave,” May said.",
         {"direct|We will leave,|Theresa May"}},
        {"a first name that is a month",
         "They left. “I will go,” April Ryan said.",
         {"direct|I will go,|April Ryan"}},
        {"a month that is none",
         "“It may stop,” Paul Okoye said in May. “It may.”",
         {"direct|It may stop,|Paul Okoye", "direct|It may.|Paul Okoye"}},
        {"a nickname in marks before the verb",
         "Kwabena \"Kobby\" Asante said: \"It rained.\"",
         {"direct|It rained.|Kwabena Asante"}},
        {"a nickname in marks behind the verb",
         "“It rained,” said Kwabena “Kobby” Asante-Price of the Oregon Transport Association.",
         {"direct|It rained,|Kwabena Asante-Price"}},
        {"nobody named",
         "“It is a secret,” said an official who asked not to be named.",
         {"direct|It is a secret,|an official who asked not to be named"}},
        {"part of the content in marks",
         "Anna Berg said the plan was “a very bad joke” on voters.",
         {"mixed|the plan was “a very bad joke” on voters|Anna Berg"}},
        {"no marks at all",
         "Anna Berg said that the plan was bad.",
         {"indirect|that the plan was bad|Anna Berg"}},
    }));
    CAPTURE(one.what);
    CHECK(rows(told(one.text)) == one.expected);
}

TEST_CASE("titles in marks are strings of their own use, and no quotations") {
    const auto document = told("Crowds watched “The Long Tide”, a film of 1974, at the gate.");
    CHECK(document.find_layer("quotes")->empty());
    const auto& quoted = *document.find_layer("quoted");
    REQUIRE(quoted.size() == 1);
    CHECK(quoted[0].text() == "The Long Tide");
    CHECK(quoted[0].string("use") == "none");
    CHECK(quoted[0].is_null("quote"));
}

TEST_CASE("without reported speech, what stands in marks is found as before and nothing else") {
    StageRunner segment("segment_text", "segment.text"), quote("quote_speech", "quote.speech");
    quote.set("indirect", false);
    auto document = text_document(
        "Anna Berg said that the plan was bad. “It rained,” said Paul Okoye.\n\n"
        "Anna Berg said the plan was “a very bad joke” on voters.");
    segment.process(document);
    quote.process(document);
    CHECK(rows(document) ==
          std::vector<std::string>{"direct|It rained,|Paul Okoye",
                                   "mixed|the plan was “a very bad joke” on voters|Anna Berg"});
}

TEST_CASE("where no stage has tagged names, capitals tell who is speaking") {
    const auto one = GENERATE(values<Case>({
        {"a full name", "“We will stay,” said Anna Berg, the mayor.", {"direct|We will stay,|Anna Berg"}},
        {"titles and offices before the name are not part of it",
         "Foreign Ministry Spokeswoman Hua Mei said: “It is unclear.”",
         {"direct|It is unclear.|Hua Mei"}},
        {"small words of the name are",
         "“It rained,” Ludwig van der Berg said.",
         {"direct|It rained,|Ludwig van der Berg"}},
        {"so is a particle with a hyphen",
         "“No one may close it,” said Leila al-Haddad.",
         {"direct|No one may close it,|Leila al-Haddad"}},
        {"a body goes on behind of",
         "The Federal Bureau of Investigation said: “No files are missing.”",
         {"direct|No files are missing.|Federal Bureau of Investigation"}},
        {"a surname for the full name, and a pronoun",
         "Anna Berg came home. “It is late,” said Berg. “I am tired,” she said.",
         {"direct|It is late,|Anna Berg", "direct|I am tired,|Anna Berg"}},
        {"a day is no name",
         "On Monday Paul Okoye said that the plan was bad.",
         {"indirect|that the plan was bad|Paul Okoye"}},
    }));
    CAPTURE(one.what);
    CHECK(without_entities(one.text) == one.expected);
}

TEST_CASE("a nickname in marks is a string without a use, with tagged names and without") {
    const auto document = told("Kwabena “Kobby” Asante came. “It rained,” said Asante.");
    CHECK(rows(document) == std::vector<std::string>{"direct|It rained,|Kwabena Asante"});
    const auto& quoted = *document.find_layer("quoted");
    REQUIRE(quoted.size() == 2);
    CHECK(quoted[0].text() == "Kobby");
    CHECK(quoted[0].string("use") == "none");
    CHECK(without_entities(std::string(document.text())) == rows(document));
}

TEST_CASE("reported speech without marks is left out where it is not wanted") {
    StageRunner segment("segment_text", "segment.text"), quote("quote_speech", "quote.speech");
    quote.set("indirect", false);
    auto document = text_document(
        "Anna Berg said that it rained. She said it was “a very bad day” there. “Yes,” she said.");
    segment.process(document);
    quote.process(document);
    std::vector<std::string> kinds;
    for (const auto row : *document.find_layer("quotes")) kinds.emplace_back(row.string("kind"));
    CHECK(kinds == std::vector<std::string>{"mixed", "direct"});
}

TEST_CASE("the pieces of an interrupted quotation share their number, and each string knows its row") {
    const auto document =
        told("“It rained,” said Paul Okoye. “Then it stopped.”\n\n“Not here,” said Anna Berg.");
    const auto& quotes = *document.find_layer("quotes");
    REQUIRE(quotes.size() == 3);
    CHECK(quotes[0].integer("quotation") == quotes[1].integer("quotation"));
    CHECK(quotes[0].integer("quotation") != quotes[2].integer("quotation"));
    CHECK(quotes[0].span("cue").value().of(document.text()) == "said");
    const auto entity = quotes[0].reference("speaker_entity");
    REQUIRE(entity);
    CHECK((*document.find_layer("entities"))[*entity].text() == "Paul Okoye");
    for (const auto string : *document.find_layer("quoted")) {
        REQUIRE(string.reference("quote"));
        CHECK(quotes[*string.reference("quote")].text() == string.text());
    }
}

TEST_CASE("a mark that is never closed swallows no other paragraph") {
    const auto document =
        told("“It rained for a week, said Paul Okoye.\n\nThe sun came out on Monday, and the fields dried.");
    CHECK(rows(document) == std::vector<std::string>{"direct|It rained for a week,|Paul Okoye"});
}

TEST_CASE("odd input is told without harm") {
    for (const char* text :
         {"", "\"", "“", "''", "\"\"", "\"Bob.\"\n\n\"What.\"", "\"\"=", "« » „ “ 「」", "“““““““", "'"}) {
        CAPTURE(text);
        CHECK_NOTHROW(told(text));
    }
    CHECK_NOTHROW(told(std::string(100'000, '"')));
}

TEST_CASE("without tagged names, capitals are taken for names") {
    using Rows = std::vector<std::string>;
    CHECK(without_entities("“We will leave,” Theresa May said.") ==
          Rows{"direct|We will leave,|Theresa May"});
    CHECK(without_entities("Anna Berg, the mayor, came. “It rained,” said Berg. “It did,” she said.") ==
          Rows{"direct|It rained,|Anna Berg", "direct|It did,|Anna Berg"});
    CHECK(without_entities("The Ministry of Health said: “We know.”") ==
          Rows{"direct|We know.|Ministry of Health"});
    CHECK(without_entities("“It rained,” said Foreign Minister Ludwig von Tongeren.") ==
          Rows{"direct|It rained,|Ludwig von Tongeren"});
}

// With a cost that grows as the square of the length, this takes longer than a test may run.
TEST_CASE("endless runs of capitals are compared in linear time") {
    std::string text;
    for (int run = 0; run < 2; ++run) {
        for (int i = run; i < 800'000; i += 2) text.append("Q").append(std::to_string(i)).append("a ");
        text += "Tolliver said that it rained.\n\n";
    }
    CHECK(without_entities(text + "“It is late,” said Anna Berg.").back() == "direct|It is late,|Anna Berg");
}

TEST_CASE("rows lie inside paragraphs and are the same every time, whatever the marks") {
    static const char* words[] = {"“",   "”",   "\"",   "''",   "'",    "said",         "Anna Berg",
                                  "she", ",",   ".",    "\n\n", "that", "according to", "the mayor",
                                  ":",   "was", "rain", "«",    "»",    "told",         "Paul"};
    for (unsigned seed = 0; seed < 400; ++seed) {
        CAPTURE(seed);
        testing::Random random(seed);
        std::string text;
        for (int i = 0; i < 50; ++i)
            text += std::string(words[testing::below(random, std::size(words))]) +
                    (testing::below(random, 3) ? " " : "");
        CAPTURE(text);
        const auto document = told(text);
        for (const auto row : *document.find_layer("quotes")) {
            CHECK_FALSE(row.span().empty());
            CHECK_FALSE(row.string("kind").empty());
            CHECK(row.text().find("\n\n") == std::string_view::npos);
        }
        CHECK(rows(document) == rows(told(text)));
    }
}
