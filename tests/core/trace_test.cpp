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
    CHECK(traced.page() == "");
    CHECK(traced.log.calls.empty());
}
