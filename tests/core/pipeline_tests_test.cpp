// SPDX-License-Identifier: MIT
// A pipeline's own tests: what they give, what they expect, and what is said where that differs.
#include <catch2/catch.hpp>

#include "engine_kit.hpp"
#include "run/pipeline_tests.hpp"
#include "run/test_document.hpp"

using namespace quern;
using namespace quern::testing;

namespace {

host::ConfigNodePtr parse(const std::string& yaml) {
    host::Diagnostics diagnostics;
    auto source = std::make_shared<host::ConfigSource>();
    source->name = "p.yaml";
    source->text = yaml;
    auto node = parse_config(source, diagnostics);
    INFO(diagnostics.render(false));
    REQUIRE(diagnostics.errors() == 0);
    return node;
}

// Marks "We will," as a quotation of Merkel, and "No" as one of nobody.
void tag(Document& document) {
    auto people = document.write(layers::entities);
    auto quotes = document.write(layers::quotes);
    const auto& text = document.text();
    const auto at = [&](std::string_view word) {
        const auto begin = static_cast<std::uint32_t>(text.find(word));
        return Span{begin, begin + static_cast<std::uint32_t>(word.size())};
    };
    if (text.find("Merkel") == text.npos) return;
    const auto person = people.add(at("Merkel")).set("entity", 1).set("confidence", 0.75).handle();
    quotes.add(at("We will,"))
        .set("kind", "direct")
        .set("speaker", at("Merkel"))
        .set("speaker_name", "Angela Merkel")
        .refer("speaker_entity", person);
    if (text.find("No") != text.npos) quotes.add(at("No")).set("kind", "direct");
}

// The failures of one test, joined; empty where it passes.
std::string failures(const std::string& test) {
    PlanBuilder builder;
    builder.stage("tag.test", tag, [](Declaration& d) {
        d.writes(layers::entities);
        d.writes(layers::quotes);
    });
    builder.plan.tests.push_back({"it works", parse(test)});
    const auto results = run_tests(builder.plan);
    REQUIRE(results.size() == 1);
    std::string all;
    for (const auto& failure : results[0].failures) all += failure;
    return all;
}

const std::string text = "text: '\"We will,\" said Merkel. \"No\"'\n";

}  // namespace

TEST_CASE("rows are found by any of their attributes") {
    const auto* row =
        GENERATE("{ text: 'We will,' }", "{ speaker: Merkel }",
                 "{ speaker_name: Angela Merkel, kind: direct }", "{ speaker_entity: 0 }",
                 "{ speaker_entity: Merkel }", "{ begin: 1, end: 9 }", "{ text: 'No', speaker: null }");
    CHECK(failures(text + "expect: { quotes: [" + row + "] }") == "");
}

TEST_CASE("numbers are compared as numbers") {
    CHECK(failures(text + "expect: { entities: [{ confidence: 0.750, entity: 1 }] }") == "");
    CHECK(failures(text + "expect: { entities: [{ confidence: 0.7 }] }") != "");
    CHECK(failures(text + "expect: { entities: [{ entity: 2 }] }") != "");
}

TEST_CASE("rows stand in the order given, others may stand between, unless exactly is asked for") {
    CHECK(failures(text + "expect: { quotes: [{ text: 'We will,' }, { text: 'No' }] }") == "");
    CHECK(failures(text + "expect: { quotes: [{ text: 'No' }] }") == "");
    CHECK(failures(text + "expect: { quotes: [{ text: 'No' }, { text: 'We will,' }] }") != "");
    CHECK(failures(text + "exactly: true\nexpect: { quotes: [{ text: 'We will,' }, { text: 'No' }] }") == "");
    CHECK(failures(text + "exactly: true\nexpect: { quotes: [{ text: 'No' }] }") != "");
    CHECK(failures(text + "exactly: true\nexpect: { quotes: [{ text: 'We will,' }] }") != "");
    CHECK(failures(text + "expect: { quotes: [{ text: 'No' }, { text: 'No' }] }") != "");
}

TEST_CASE("an empty list expects no row") {
    CHECK(failures("text: Nothing.\nexpect: { quotes: [] }") == "");
    CHECK(failures(text + "expect: { quotes: [] }") != "");
}

TEST_CASE("a row that is missing is told with what was found, and what the nearest row has instead") {
    CHECK(failures(text + "expect: { quotes: [{ text: 'We will,', speaker: Scholz }] }") ==
          R"(quotes: row 1 of the 1 expected is not there
  expected  { text: "We will,", speaker: "Scholz" }
  row 1 has speaker: "Merkel"
  found     2 rows
    1  { text: "We will,", kind: "direct", speaker: "Merkel", speaker_entity: "Merkel", speaker_name: "Angela Merkel" }
    2  { text: "No", kind: "direct" }
)");
}

TEST_CASE("a text that differs is shown around the first difference") {
    CHECK(failures("text: |-\n  One.\n  Two and more.\nexpect:\n  text: |-\n    One.\n    Three.\n") ==
          "text: differs in line 2\n  expected  \"One.\\nThree.\"\n  found     \"One.\\nTwo and more.\"\n");
    CHECK(failures("text: Grüße\nexpect: { text: Grüße }") == "");
    // The difference is inside a letter: neither excerpt may cut one in two.
    const auto told =
        failures("text: aaaaaaaaaaaaaaaaaaaaaaaaü\nexpect: { text: aaaaaaaaaaaaaaaaaaaaaaaaö }");
    CHECK(told.find("ü") != told.npos);
    CHECK(told.find("\xEF\xBF\xBD") == told.npos);
}

TEST_CASE("metadata is compared by name") {
    const std::string document = "document: { text: A, metadata: { title: Rain, author: '' } }\n";
    CHECK(failures(document + "expect: { metadata: { title: Rain } }") == "");
    CHECK(failures(document + "expect: { metadata: { title: Snow, site: x } }") ==
          "metadata:\n  title: expected \"Snow\", found \"Rain\"\n  site: expected \"x\", found nothing\n");
}

TEST_CASE("a document may bring layers, of known and of unknown kinds") {
    const std::string document = R"(
document:
  text: 'Ärger, said Ms Ö.'
  layers:
    tokens: [[0, 5], [5, 6]]
    people: [{ begin: 12, end: 16, age: 40, sure: true, weight: 0.5, name: Ö, nick: { begin: 15, end: 16 } }]
    quotes: [{ begin: 0, end: 5, kind: direct, speaker: { begin: 12, end: 16 } }]
)";
    const auto made = host::test_document(*parse(document), {});
    CHECK(made.find_layer("tokens")->text(0) == "Ärger");
    const auto person = (*made.find_layer("people"))[0];
    CHECK(person.text() == "Ms Ö");
    CHECK(person.integer("age") == 40);
    CHECK(person.boolean("sure") == true);
    CHECK(person.number("weight") == 0.5);
    CHECK(person.string("name") == "Ö");
    CHECK(person.span("nick")->of(made.text()) == "Ö");
    CHECK(made.find_layer("quotes")->schema() == Schema(layers::quotes));
    CHECK((*made.find_layer("quotes"))[0].span("speaker")->of(made.text()) == "Ms Ö");
}

TEST_CASE("what is wrong with a document is told with its place") {
    CHECK(failures("document: { text: A, layers: { x: [{ begin: 0, end: 2 }] } }\nexpect: { text: A }") ==
          "the test's document: p.yaml:1: '0' to '2' is no range of a text of 1 code points\n");
    CHECK(failures("document: { text: A, layers: { x: [{ begin: 0 }] } }\nexpect: { text: A }")
              .find("'begin' and 'end'") != std::string::npos);
    CHECK(failures("document: { title: A }\nexpect: { text: A }").find("needs 'text'") != std::string::npos);
    CHECK(failures("document: { text: A, layers: { quotes: [{ begin: 0, end: 1, quotation: many }] } "
                   "}\nexpect: { text: A }")
              .find("'many' is no integer") != std::string::npos);
}

TEST_CASE("a page has no text yet, and a stage that needs one says so") {
    const auto told = failures("html: <p>Yes</p>\nexpect: { quotes: [] }");
    CHECK(told.find("tag.test: the document (text/html) has no text\n"
                    "  put a stage in front of tag.test that makes the text of text/html") == 0);
}

TEST_CASE("a stage that drops or throws fails the test, with its reason") {
    PlanBuilder builder;
    builder.stage("drops", [](Document& document) {
        if (document.text() == "drop") document.drop("too short");
        if (document.text() == "throw") throw Error("cannot", "try");
    });
    builder.plan.tests.push_back({"one", parse("text: drop\nexpect: { text: drop }")});
    builder.plan.tests.push_back({"two", parse("text: throw\nexpect: { text: throw }")});
    builder.plan.tests.push_back({"three", parse("text: fine\nexpect: { text: fine }")});
    const auto results = run_tests(builder.plan);
    CHECK(results[0].failures == std::vector<std::string>{"drops: dropped the document: too short\n"});
    CHECK(results[1].failures == std::vector<std::string>{"drops: cannot\n  try\n"});
    CHECK(results[2].failures.empty());

    CHECK(host::render(results, false, false) ==
          "FAILED  one  (p.yaml:1)\n    drops: dropped the document: too short\n"
          "FAILED  two  (p.yaml:1)\n    drops: cannot\n      try\n"
          "ok      three\n1 of 3 tests passed\n");
    CHECK(host::render(results, true, false).find("ok ") == std::string::npos);
    CHECK(host::render({results[2]}, true, false).empty());
}

TEST_CASE("JUnit gets well-formed XML whatever the names hold") {
    host::Plan plan;
    plan.file = "a<b>.yaml";
    std::vector<host::TestResult> results{{"a \"quoted\" & <odd> name\x01", "p.yaml:1", {}, 0.5},
                                          {"bad", "p.yaml:2", {"first\nsecond <b>\n"}, 0.25}};
    CHECK(to_junit(plan, results) ==
          R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuite failures="1" name="a&lt;b&gt;.yaml" tests="2" time="0.750000">
  <testcase classname="a&lt;b&gt;.yaml" name="a &quot;quoted&quot; &amp; &lt;odd&gt; name?" time="0.500000"/>
  <testcase classname="a&lt;b&gt;.yaml" name="bad" time="0.250000">
    <failure message="first">first
second &lt;b&gt;
</failure>
  </testcase>
</testsuite>
)");
}
