// SPDX-License-Identifier: MIT
// `quern run --trace`: what each stage makes of one document, as a person reads it.
#include <regex>
#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>
#include <quern/error.hpp>

#include "engine_kit.hpp"
#include "run/trace.hpp"

using namespace quern;
using namespace quern::testing;
using host::RunOptions;

namespace {

constexpr Column name_columns[] = {
    {"label", Type::string, ""}, {"score", Type::number, ""}, {"boss", Type::reference, "", "names"}};
constexpr LayerSchema names{"names", "", name_columns};
constexpr Column loud_columns[] = {{"loud", Type::boolean, ""}};

const std::string text = "Menu\nIda Holm and Tom Reyes met in Oslo.\n";

Span span_of(const Document& document, const std::string& part) {
    const auto at = static_cast<std::uint32_t>(document.text().find(part));
    return {at, at + static_cast<std::uint32_t>(part.size())};
}

// Three documents with that text; nothing but what the test adds works on them.
struct Traced {
    PlanBuilder builder;
    ExportLog log;

    explicit Traced(const std::string& source = text) {
        builder.input<ListReader>(3).fill = [source](std::uint64_t, Item& item) { item.data = source; };
        builder.output("out", log);
    }
    host::Trace trace(const std::string& wanted = "d2") { return host::trace(builder.plan, wanted, {}, {}); }
    // Times are not always the same.
    std::string page(const std::string& wanted = "d2") {
        return std::regex_replace(trace(wanted).page, std::regex("[0-9.]+ ms"), "TIME");
    }
    void add_names() {
        builder.stage(
            "tag.names",
            [](Document& document) {
                auto rows = document.write(names);
                auto ida = rows.add(span_of(document, "Ida Holm")).set("label", "PER").set("score", 0.98765);
                rows.add(span_of(document, "Tom Reyes")).set("label", "PER").refer("boss", ida.handle());
                rows.add(span_of(document, "Oslo")).set("label", "LOC");
            },
            [](Declaration& d) { d.writes(names); });
    }
};

}  // namespace

TEST_CASE("a trace tells rows, edits, metadata and columns, stage by stage") {
    Traced traced;
    traced.add_names();
    traced.builder.stage(
        "clean.menu",
        [](Document& document) {
            TextEdit edit(document.text());
            edit.drop({0, 5});
            document.apply(edit);
            document.metadata.set("title", "Ida & Tom");
        },
        [](Declaration& d) { d.edits_text().writes_metadata({"title"}); });
    traced.builder.stage(
        "tag.loud",
        [](Document& document) {
            auto rows = document.extend(names);
            rows.row(0).set("loud", true);
        },
        [](Declaration& d) { d.extends(names, loud_columns); });
    traced.builder.stage("tag.nothing", {});
    CHECK(traced.page() == R"(document 2: d2
  uri        list:d2

read.test  TIME
  source     41 bytes of text/plain
  text       41 characters
    Menu
    Ida Holm and Tom Reyes met in Oslo.

tag.names  TIME
  names      3 rows: PER 2, LOC 1
    Menu
    ⟦PER Ida Holm⟧ and ⟦PER Tom Reyes⟧ met in ⟦LOC Oslo⟧.

    5-13   PER  Ida Holm   score=0.988
    18-27  PER  Tom Reyes  boss="Ida Holm"
    35-39  LOC  Oslo

clean.menu  TIME
  text       41 characters became 36 by 1 change
    - line 1      Menu⏎
  metadata   title: Ida & Tom

tag.loud  TIME
  names      values of 1 row changed
    Ida Holm  loud=true

tag.nothing  TIME
  nothing changed

A run would hand it to the outputs. Nothing was written.
)");
    CHECK(traced.log.calls.empty());
}

TEST_CASE("a trace ends where a stage drops the document or throws, with what it had done") {
    Traced dropping;
    dropping.builder.stage("clean.short", [](Document& document) { document.drop("too short"); });
    dropping.builder.stage("tag.never", {});
    const auto dropped = dropping.page();
    CHECK_THAT(dropped, Catch::Contains("clean.short  TIME\n  dropped    too short\n\nA run would drop it."));
    CHECK(dropped.find("tag.never") == std::string::npos);

    Traced failing;
    failing.builder.stage(
        "tag.names",
        [](Document& document) {
            document.write(names).add({5, 8}).set("label", "PER");
            throw Error("the name goes on", "end it");
        },
        [](Declaration& d) { d.writes(names); });
    const auto trace = failing.trace();
    CHECK(trace.failed);
    CHECK_THAT(trace.page, Catch::Contains("⟦PER Ida⟧") &&
                               Catch::Contains("error      the name goes on\n             end it\n") &&
                               Catch::Contains("A run would put it into quarantine."));
    CHECK(failing.log.calls.empty());
}

TEST_CASE("what a stage reads undeclared is told with the declaration that is missing") {
    Traced traced;
    traced.builder.stage("tag.greedy", [](Document& document) { document.read(names); });
    CHECK_THAT(traced.page(),
               Catch::Contains("tag.greedy reads the layer 'names' without having declared it") &&
                   Catch::Contains("call reads() with that layer in declare()"));
}

TEST_CASE("rows that a stage writes again are told by what is new in them") {
    Traced traced;
    traced.add_names();
    traced.builder.stage(
        "tag.again",
        [](Document& document) {
            auto rows = document.write(names);
            rows.add(span_of(document, "Ida Holm")).set("label", "ORG").set("score", 0.98765);
            rows.add(span_of(document, "Reyes")).set("label", "PER");
            rows.add(span_of(document, "Oslo")).set("label", "LOC");
        },
        [](Declaration& d) { d.writes(names); });
    const auto page = traced.page();
    const auto again = page.substr(page.find("tag.again"));
    CHECK_THAT(again,
               Catch::Contains("⟦PER Reyes⟧") &&
                   Catch::Contains("values of 1 row changed\n    Ida Holm  label=ORG  (was label=PER)\n") &&
                   Catch::Contains("1 row went: Tom Reyes\n") && !Catch::Contains("⟦LOC Oslo⟧"));
}

TEST_CASE("a document is found by its id or else its number; a wrong one is answered with the nearest") {
    Traced traced;
    CHECK_THAT(traced.page("d3"), Catch::StartsWith("document 3: d3\n"));
    CHECK_THAT(Traced().page("1"), Catch::StartsWith("document 1: d1\n"));
    for (const auto& [wanted, hint] :
         {std::pair{"d4", "did you mean 'd1'?"}, std::pair{"other.html",
                                                           "ids are like 'd1'; a document's number, from 1, "
                                                           "will do as well"}}) {
        try {
            Traced().trace(wanted);
            FAIL("found " << wanted);
        } catch (const Error& error) {
            CHECK(error.what() == std::string("none of the 3 documents has the id '") + wanted + "'");
            CHECK(error.hint() == hint);
        }
    }
}

TEST_CASE("an id that is a number goes before a document's number") {
    Traced traced;
    auto& reader = static_cast<ListReader&>(traced.builder.plan.input.reader());
    reader.fill = [](std::uint64_t number, Item& item) { item.id = std::to_string(4 - number); };
    CHECK_THAT(traced.page("1"), Catch::StartsWith("document 3: 1\n"));
}

TEST_CASE("a long document and many rows give a short trace") {
    std::string many;
    for (int i = 0; i < 20000; ++i) many += "word ";
    Traced traced(many);
    traced.builder.stage(
        "segment.words",
        [](Document& document) {
            auto rows = document.write(names);
            for (std::uint32_t i = 0; i < 20000; ++i) rows.add({5 * i, 5 * i + 4});
        },
        [](Declaration& d) { d.writes(names); });
    const auto page = traced.page();
    CHECK(page.size() < 3000);
    CHECK_THAT(page, Catch::Contains("20000 rows") && Catch::Contains("more\n"));
}
