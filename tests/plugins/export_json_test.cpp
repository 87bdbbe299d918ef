// SPDX-License-Identifier: MIT
#include <filesystem>
#include <memory>
#include <memory_resource>
#include <string>

#include <catch2/catch.hpp>

#include <quern/input.hpp>
#include <quern/plugin.hpp>
#include <quern/record.hpp>
#include <quern/testing.hpp>

#include "temporary_folder.hpp"

using namespace quern;
using quern::testing::content;
using quern::testing::ExporterRunner;
using quern::testing::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

SchemaPtr schema(const LayerSchema& layer) {
    return std::make_shared<const Schema>(layer);
}

constexpr Column all_columns[] = {
    {"word", Type::string, "A word."},           {"count", Type::integer, "A number."},
    {"share", Type::number, "A share."},         {"sure", Type::boolean, "Yes or no."},
    {"near", Type::span, "What stands beside."}, {"friend", Type::reference, "A quote.", "quotes"},
};
constexpr LayerSchema all_types{"all", "One attribute of each type.", all_columns};
constexpr LayerSchema counts{"counts", "A table.", std::span(all_columns, 4), false};

const fs::path golden = fs::path(QUERN_SOURCE_DIR) / "tests/plugins/golden/export_json";

struct Export {
    TemporaryFolder folder;
    ExporterRunner runner{"export_json", "export.json"};
    explicit Export(const std::string& name = "out.ndjson") {
        runner.set("path", folder / name);
        runner.plan.layers = {schema(layers::tokens), schema(layers::quotes), schema(all_types)};
    }
    std::string lines() const { return content(folder / "out.ndjson"); }
};

// “Söderberg” said 😀., from a page in which the last word was written as an entity.
Document page() {
    Document document;
    document.id = "a/b.html";
    document.uri = "corpus/a/b.html";
    document.media_type = "text/html";
    document.metadata.set("title", "A \"title\"");
    document.metadata.set("site", "x");
    const std::string source = "<p>S\u00f6derberg said &#128512;.</p>";
    document.set_source(source);
    TextBuilder builder(document.page());
    builder.copy({3, 18});
    builder.insert("\n");
    builder.replace("\U0001F600", {19, 28});
    builder.copy({28, 29});
    document.build_text(std::move(builder));
    return document;
}

void add_layers(Document& document) {
    auto tokens = document.write(layers::tokens);
    for (const auto span : {Span{0, 10}, Span{11, 15}, Span{16, 20}, Span{20, 21}}) tokens.add(span);
    auto quotes = document.write(layers::quotes);
    quotes.add({16, 20}).set("kind", "direct").set("speaker", Span{0, 10}).set("cue", Span{11, 15});
    auto all = document.write(all_types);
    all.add({0, 10})
        .set("word", "tab\there")
        .set("count", -7)
        .set("share", 0.1)
        .set("sure", true)
        .set("near", Span{16, 20})
        .refer("friend", 0);
    all.add({0, 4}).set("sure", false).set("share", 1e300 * 1e300);
    all.add({0, 4});
    document.finish_layers();
}

}  // namespace

TEST_CASE("a document is one line, exactly as in the golden file of each unit") {
    for (const std::string offsets : {"code_points", "bytes", "utf16"}) {
        CAPTURE(offsets);
        Export out;
        out.runner.set("offsets", offsets);
        out.runner.set("layers", std::vector<std::string>{"tokens", "quotes", "all"});
        auto document = page();
        add_layers(document);
        out.runner.run({&document});
        CHECK(out.lines() == content(golden / (offsets + ".ndjson")));
    }
}

TEST_CASE("the schema file names the unit, every layer and every table, exactly as in the golden file") {
    Export out;
    out.runner.plan.layers = {schema({"pairs", "No attributes."}), schema(all_types)};
    out.runner.plan.tables = {schema(counts)};
    out.runner.run({});
    CHECK(content(out.folder / "out.schema.json") == content(golden / "all.schema.json"));
}

TEST_CASE("tokens and sentences are written only when they are named") {
    Export out;
    auto document = page();
    add_layers(document);
    out.runner.run({&document});
    CHECK(out.lines().find("\"tokens\"") == std::string::npos);
    CHECK(out.lines().find("\"quotes\"") != std::string::npos);
}

TEST_CASE("a text that is its own source has no origin, an empty layer is an empty list") {
    Export out;
    auto document = testing::text_document("a\nb");
    document.write(layers::quotes);
    out.runner.run({&document});
    CHECK(out.lines() ==
          "{\"id\":\"test\",\"uri\":\"\",\"media_type\":\"text/plain\",\"metadata\":{},"
          "\"text\":\"a\\nb\",\"layers\":{\"quotes\":[]}}\n");
}

TEST_CASE("an identifier that is not UTF-8 still gives valid JSON") {
    Export out;
    auto document = testing::text_document("");
    document.id = "caf\xe9.txt";
    out.runner.run({&document});
    CHECK(out.lines().starts_with("{\"id\":\"caf\uFFFD.txt\""));
}

TEST_CASE("a table over the corpus goes to a file of its own") {
    Export out;
    out.runner.plan.tables = {schema(counts)};
    std::pmr::monotonic_buffer_resource arena;
    const std::string no_text;
    Layer table(schema(counts), no_text, arena);
    const auto row = table.add({});
    table.set(row, table.column("word"), std::string_view("a \"b\""));
    table.set(row, table.column("count"), std::int64_t{3});
    table.add({});
    table.set(table.add({}), table.column("share"), 0.25);
    out.runner.run({}, {&table});
    CHECK(content(out.folder / "out.counts.ndjson") ==
          "{\"word\":\"a \\\"b\\\"\",\"count\":3}\n{}\n{\"share\":0.25}\n");
    CHECK(out.lines().empty());
    CHECK(out.runner.as<Exporter>().written() ==
          std::vector<std::string>{(out.folder / "out.ndjson").string(),
                                   (out.folder / "out.schema.json").string(),
                                   (out.folder / "out.counts.ndjson").string()});
}

TEST_CASE("a compressed output keeps the names of what stands beside it") {
    Export out("out.ndjson.gz");
    out.runner.plan.tables = {schema(counts)};
    auto document = testing::text_document("a");
    out.runner.run({&document});
    CHECK(InputFile(out.folder / "out.ndjson.gz").read_all(1000).find("\"text\":\"a\"") != std::string::npos);
    CHECK(fs::exists(out.folder / "out.schema.json"));
    CHECK(fs::exists(out.folder / "out.counts.ndjson.gz"));
}

TEST_CASE("nothing appears under a final name before the end") {
    Export out;
    {
        ExporterRunner runner("export_json", "export.json");
        runner.set("path", out.folder / "out.ndjson");
        runner.open();
        runner.write(testing::text_document("a"));
        runner.as<Exporter>().flush({});
    }
    CHECK(fs::is_empty(out.folder.path()));
}

TEST_CASE("appending adds lines and keeps the schema of the lines that are there") {
    Export out;
    auto first = page();
    add_layers(first);
    out.runner.run({&first});
    const auto before = out.lines();

    ExporterRunner more("export_json", "export.json");
    more.set("path", out.folder / "out.ndjson").set("if_exists", "append");
    more.plan.layers = {schema(layers::dates)};
    auto second = testing::text_document("b");
    more.run({&second});
    CHECK(out.lines().starts_with(before));
    CHECK(out.lines().find("\"text\":\"b\"") != std::string::npos);
    const auto format = record_format_from_json(content(out.folder / "out.schema.json"));
    REQUIRE(format.layers.size() == 3);
    CHECK(format.layers[0]->name == "quotes");
    CHECK(format.layers[2]->name == "dates");
}

TEST_CASE("appending in another unit or with another type of attribute is refused, and nothing changes") {
    Export out;
    auto document = page();
    out.runner.run({&document});
    const auto before = out.lines();

    ExporterRunner units("export_json", "export.json");
    units.set("path", out.folder / "out.ndjson").set("if_exists", "append").set("offsets", "bytes");
    CHECK_THROWS_WITH(units.open(), "the records that are there have offsets in code_points, not in bytes");

    static constexpr Column other[] = {{"word", Type::number, ""}};
    ExporterRunner types("export_json", "export.json");
    types.set("path", out.folder / "out.ndjson").set("if_exists", "append");
    types.plan.layers = {schema({"all", "", other})};
    CHECK_THROWS_WITH(types.open(),
                      Catch::Contains("'word' of 'all' is of type string here and number there"));
    CHECK(out.lines() == before);
}

TEST_CASE("an attribute that would hide a member of every row is refused before anything is written") {
    static constexpr Column columns[] = {{"text", Type::string, ""}};
    Export out;
    out.runner.plan.layers = {schema({"odd", "", columns})};
    CHECK_THROWS_WITH(out.runner.open(), Catch::Contains("'odd' has an attribute 'text'"));
    CHECK(fs::is_empty(out.folder.path()));
}

TEST_CASE("a table has no place beside what is no regular file") {
    Export out;
    out.runner.set("path", fs::path("/dev/null"));
    out.runner.plan.tables = {schema(counts)};
    CHECK_THROWS_WITH(out.runner.open(), Catch::Contains("'counts' has no place to go"));
}

TEST_CASE("what is no regular file takes the documents alone") {
    Export out;
    out.runner.set("path", fs::path("/dev/null"));
    auto document = page();
    out.runner.run({&document});
    CHECK(out.runner.as<Exporter>().written() == std::vector<std::string>{"/dev/null"});
    CHECK_FALSE(fs::exists("/dev/null.schema.json"));
}
