// SPDX-License-Identifier: MIT
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include <quern/declaration.hpp>
#include <quern/document.hpp>

#include "document/access.hpp"

using namespace quern;

namespace {

constexpr Column columns[] = {
    {"word", Type::string, ""}, {"count", Type::integer, ""}, {"share", Type::number, ""},
    {"yes", Type::boolean, ""}, {"head", Type::span, ""},     {"next", Type::reference, "", "things"},
};
constexpr LayerSchema things{"things", "All types.", columns};

Document plain(std::string text) {
    Document document;
    document.set_source(std::move(text));
    document.set_text_from_page();
    return document;
}

}  // namespace

TEST_CASE("a row gives back every value that was set, and null for what was not") {
    auto document = plain("one two three");
    auto writer = document.write(things);
    writer.add({0, 3})
        .set("word", "uno")
        .set("count", -7)
        .set("share", 0.25)
        .set("yes", false)
        .set("head", Span{0, 1});
    writer.add({4, 7}).set("share", 3);
    document.finish_layers();
    const auto& layer = *document.find_layer("things");
    const auto row = layer[0];
    REQUIRE(row.text() == "one");
    REQUIRE(row.string("word") == "uno");
    REQUIRE(row.integer("count") == -7);
    REQUIRE(row.number("share") == 0.25);
    REQUIRE(row.boolean("yes") == false);
    REQUIRE(row.span("head") == Span{0, 1});
    REQUIRE(row.is_null("next"));
    REQUIRE(layer[1].number("share") == 3.0);
    REQUIRE(layer[1].is_null("word"));
    REQUIRE(layer[1].string("word").empty());
    REQUIRE_FALSE(layer[1].integer("count"));
}

TEST_CASE("a string stays where it is while more are written") {
    auto document = plain("abc");
    auto writer = document.write(things);
    writer.add({0, 1}).set("word", "kept");
    const auto kept = writer.layer()[0].string("word");
    for (int i = 0; i < 10000; ++i) writer.add({1, 2}).set("word", "another string, and a longer one");
    REQUIRE(kept == "kept");
}

TEST_CASE("wrong columns and types are refused with the names that exist") {
    auto document = plain("abc");
    auto row = document.write(things).add({0, 3});
    REQUIRE_THROWS_WITH(row.set("words", "x"), "the layer things has no column 'words'");
    REQUIRE_THROWS_WITH(row.set("count", "x"), "the column count of things holds integer values, not string");
    REQUIRE_THROWS_WITH(document.find_layer("things")->operator[](0).string("count"),
                        "the column count of things holds integer values, not string");
    try {
        row.set("count", "x");
    } catch (const Error& error) {
        REQUIRE(error.hint() == "use the integer values, or declare the column as Type::string");
    }
}

TEST_CASE("finishing sorts by begin, longest first, and renumbers references") {
    auto document = plain("one two three");
    auto writer = document.write(things);
    auto last = writer.add({8, 13}).set("word", "c");
    auto inner = writer.add({0, 3}).set("word", "b");
    auto outer = writer.add({0, 7}).set("word", "a");
    last.refer("next", inner.handle());
    inner.refer("next", outer.handle());
    outer.refer("next", last.handle());
    document.finish_layers();
    const auto& layer = *document.find_layer("things");
    REQUIRE(layer[0].string("word") == "a");
    REQUIRE(layer[1].string("word") == "b");
    REQUIRE(layer[2].string("word") == "c");
    REQUIRE(layer[2].reference("next") == 1u);
    REQUIRE(layer[1].reference("next") == 0u);
    REQUIRE(layer[0].reference("next") == 2u);
}

TEST_CASE("a row that an edit empties goes; references to it become null; the others are renumbered") {
    auto document = plain("one two three");
    auto writer = document.write(things);
    auto one = writer.add({0, 3}).set("word", "one");
    auto two = writer.add({4, 7}).set("word", "two").set("head", Span{0, 3});
    writer.add({8, 13}).set("word", "three").refer("next", two.handle()).set("head", Span{4, 13});
    two.refer("next", one.handle());
    document.finish_layers();
    TextEdit edit(document.text());
    edit.drop({0, 4});
    document.apply(edit);
    const auto& layer = *document.find_layer("things");
    REQUIRE(document.text() == "two three");
    REQUIRE(layer.size() == 2);
    REQUIRE(layer[0].string("word") == "two");
    REQUIRE(layer[0].is_null("next"));
    REQUIRE(layer[0].is_null("head"));
    REQUIRE(layer[1].reference("next") == 0u);
    REQUIRE(layer[1].span("head") == Span{0, 9});
    REQUIRE(document.lost_rows().size() == 1);
    REQUIRE(document.lost_rows()[0] == std::pair<std::string, std::size_t>{"things", 1});
}

TEST_CASE("rows stand on whole characters inside the text") {
    auto document = plain("né");
    auto writer = document.write(things);
    REQUIRE_THROWS_WITH(writer.add({0, 2}), "the span 0-2 of a row of things cuts a character in two");
    REQUIRE_THROWS_WITH(writer.add({0, 4}),
                        "the span 0-4 of a row of things is not inside the text of 3 bytes");
    REQUIRE_THROWS_WITH(writer.add({3, 1}),
                        "the span 3-1 of a row of things is not inside the text of 3 bytes");
    REQUIRE(writer.size() == 0);
}

TEST_CASE("a span attribute stands on whole characters inside the text") {
    auto document = plain("né");
    auto row = document.write(things).add({0, 3});
    REQUIRE_THROWS_WITH(row.set("head", Span{0, 2}),
                        "the span 0-2 as an attribute of things cuts a character in two");
    REQUIRE_THROWS_WITH(row.set("head", Span{0, 4000000000}),
                        "the span 0-4000000000 as an attribute of things is not inside the text of 3 bytes");
    REQUIRE_THROWS_WITH(row.set("head", Span{3, 1}),
                        "the span 3-1 as an attribute of things is not inside the text of 3 bytes");
    REQUIRE(document.find_layer("things")->operator[](0).is_null("head"));
}

TEST_CASE("only rows that are there can be given values, before the layer is sorted and after") {
    auto document = plain("one two three");
    auto writer = document.write(things);
    REQUIRE_THROWS_WITH(writer.row(0).set("word", "x"), "the layer things has 0 rows and none of number 0");
    writer.add({4, 7});
    writer.add({0, 3}).set("word", "one");
    REQUIRE_THROWS_WITH(writer.row(2).set("word", "x"), "the layer things has 2 rows and none of number 2");
    REQUIRE_THROWS_WITH(writer.row(4000000000).set("count", 1),
                        "the layer things has 2 rows and none of number 4000000000");
    document.finish_layers();
    REQUIRE_THROWS_WITH(writer.row(2).set("word", "x"), "the layer things has 2 rows and none of number 2");
    writer.row(1).set("word", "two");
    const auto& layer = *document.find_layer("things");
    REQUIRE(layer[0].string("word") == "one");
    REQUIRE(layer[1].string("word") == "two");
}

TEST_CASE("a stage gets at what it declared and nothing else; the message names the mend") {
    auto document = plain("abc");
    document.write(layers::tokens).add({0, 3});
    document.finish_layers();
    const Declaration nothing;
    Access access{"tag.mine", &nothing.content()};
    access.uses.push_back({"things", LayerMode::write, std::make_shared<const Schema>([] {
                               Schema schema(things);
                               schema.name = "renamed";
                               return schema;
                           }())});
    access.uses.push_back(
        {"sentences", LayerMode::read_optional, std::make_shared<const Schema>(layers::sentences)});
    Access::enter(document, &access, nullptr);
    REQUIRE_THROWS_WITH(document.read(layers::tokens),
                        "tag.mine reads the layer 'tokens' without having declared it");
    REQUIRE_THROWS_WITH(document.append(things),
                        "tag.mine appends the layer 'things' without having declared it");
    REQUIRE_FALSE(document.read(layers::sentences).exists());
    REQUIRE(document.read(layers::sentences).begin() == document.read(layers::sentences).end());
    document.write(things).add({0, 1});
    REQUIRE(document.find_layer("renamed")->size() == 1);
    REQUIRE(document.has_layer("things"));
    TextEdit edit(document.text());
    edit.drop({0, 1});
    REQUIRE_THROWS_WITH(document.apply(edit), "tag.mine edits the text without having declared it");
}

namespace {

// A stage that declared what `declare` says.
struct Bound {
    explicit Bound(const std::function<void(Declaration&)>& declare) {
        declare(declaration);
        for (const auto& use : declaration.content().layers)
            access.uses.push_back({use.schema->name, use.mode, use.schema});
    }
    Declaration declaration;
    Access access{"tag.mine", &declaration.content()};
};

// "what went wrong (the mend)"; empty where nothing did.
std::string refusal(const std::function<void()>& act) {
    try {
        act();
    } catch (const Error& error) {
        return std::string(error.what()) + " (" + error.hint() + ")";
    }
    return {};
}

}  // namespace

TEST_CASE("a stage sets the metadata that it declared and no other; a copy takes any name") {
    const Bound titles([](Declaration& d) { d.writes_metadata({"title"}); });
    const Bound any([](Declaration& d) { d.writes_metadata({"*"}); });
    auto document = plain("abc");
    document.metadata.set("site", "example.org");
    Access::enter(document, &titles.access, nullptr);
    document.metadata.set("title", "A");
    const std::string told =
        "tag.mine sets the metadata 'site' without having declared it (call writes_metadata({\"site\"}) in "
        "declare())";
    CHECK(refusal([&] { document.metadata.set("site", "else.org"); }) == told);
    CHECK(refusal([&] { document.metadata.set("site", ""); }) == told);
    CHECK(refusal([&] { document.metadata.set_default("site", "else.org"); }) == told);
    CHECK(document.metadata.get("site") == "example.org");
    auto copy = document.metadata;
    copy.set("site", "else.org");
    CHECK_FALSE(copy == document.metadata);
    auto moved = std::move(document);
    CHECK(refusal([&] { moved.metadata.set("site", "else.org"); }) == told);
    Access::enter(moved, &any.access, nullptr);
    moved.metadata.set("site", "else.org");
    CHECK(moved.metadata.get("site") == "else.org");
}

TEST_CASE("what only readers may do is refused to a stage, with the way that stages have") {
    const Bound everything([](Declaration& d) { d.edits_text().builds_text().brings_layers(); });
    auto document = plain("abc");
    Access::enter(document, &everything.access, nullptr);
    const std::string by_text = " (build the text with build_text(), or change it with apply())";
    CHECK(refusal([&] { document.set_source("x"); }) ==
          "tag.mine sets the source, which only a reader may" + by_text);
    CHECK(refusal([&] { document.set_page("x", {}); }) ==
          "tag.mine sets the page, which only a reader may" + by_text);
    CHECK(refusal([&] { document.restore_text("x", {}); }) ==
          "tag.mine sets the text, which only a reader may (build it with build_text(), or change it with "
          "apply())");
    CHECK(refusal([&] { document.make_layer(std::make_shared<const Schema>(things)); }) ==
          "tag.mine makes a layer by make_layer(), which only a reader may (call write() or append(), and "
          "writes() or appends() in declare())");
    CHECK(document.source() == "abc");
    CHECK(document.text() == "abc");
    CHECK(document.all_layers().empty());
}

TEST_CASE("the text is made of the page by stages that declare it, where there is none yet") {
    const Bound reading([](Declaration& d) { d.reads(layers::tokens); });
    const Bound building([](Declaration& d) { d.builds_text(); });
    Document document;
    document.set_source("abc");
    Access::enter(document, &reading.access, nullptr);
    CHECK(refusal([&] { document.set_text_from_page(); }) ==
          "tag.mine builds the text without having declared it (call builds_text() in declare())");
    CHECK_FALSE(document.has_text());
    Access::enter(document, &building.access, nullptr);
    document.set_text_from_page();
    CHECK(document.text() == "abc");
    CHECK(refusal([&] { document.set_text_from_page(); }) ==
          "the document has a text already (change it with a TextEdit)");
}

TEST_CASE("a reader makes the document as it likes, and layers where it declared that it brings some") {
    Bound silent([](Declaration&) {}), bringing([](Declaration&d) { d.brings_layers(); });
    silent.access.is_reader = bringing.access.is_reader = true;
    Document document;
    Access::enter(document, &silent.access, nullptr);
    document.metadata.set("title", "A");
    document.set_source("abc");
    document.set_text_from_page();
    const auto schema = std::make_shared<const Schema>(things);
    CHECK(refusal([&] { document.make_layer(schema); }) ==
          "tag.mine brings the layer 'things' without having declared that documents may (call "
          "brings_layers() in declare())");
    Access::enter(document, &bringing.access, nullptr);
    document.make_layer(schema).add({0, 3});
    CHECK(document.find_layer("things")->size() == 1);
}

TEST_CASE("rows are added to a layer without a way to change those that were there") {
    auto document = plain("one two three");
    document.write(things).add({4, 7}).set("word", "two");
    document.finish_layers();
    auto writer = document.append(things);
    CHECK(refusal([&] { writer.row(0).set("word", "changed"); }) ==
          "row 0 of things was there before (append() adds rows; to give those that are there more columns, "
          "extend the layer)");
    const auto added = writer.add({0, 3}).handle();
    auto copy = writer;
    copy.row(added).set("word", "one");
    document.finish_layers();
    const auto& layer = *document.find_layer("things");
    CHECK(layer[0].string("word") == "one");
    CHECK(layer[1].string("word") == "two");
}

TEST_CASE("columns added to a layer are null in the rows that were there") {
    auto document = plain("abc");
    document.write(layers::tokens).add({0, 1});
    document.finish_layers();
    static constexpr Column added[] = {{"lemma", Type::string, ""}};
    static constexpr LayerSchema with_lemma{"tokens", "", added};
    auto writer = document.extend(with_lemma);
    REQUIRE(writer.layer()[0].is_null("lemma"));
    writer.row(0).set("lemma", "a");
    document.finish_layers();
    REQUIRE(document.find_layer("tokens")->operator[](0).string("lemma") == "a");
}

TEST_CASE("writing a layer that came with the document replaces it and cuts what refers to it") {
    auto document = plain("abc");
    auto entities = document.write(layers::entities).add({0, 1});
    document.write(layers::quotes).add({0, 3}).refer("speaker_entity", entities.handle());
    document.finish_layers();
    document.write(layers::entities);
    document.finish_layers();
    REQUIRE(document.find_layer("entities")->empty());
    REQUIRE(document.find_layer("quotes")->operator[](0).is_null("speaker_entity"));
}

TEST_CASE("rows that begin inside a range are found without a scan") {
    auto document = plain("a b c d e");
    auto writer = document.write(layers::tokens);
    for (std::uint32_t i = 0; i < 9; i += 2) writer.add({i, i + 1});
    document.finish_layers();
    const auto rows = document.find_layer("tokens")->starting_in({2, 6});
    REQUIRE(rows.first == 1);
    REQUIRE(rows.last == 3);
}

TEST_CASE("metadata keeps the order in which names came, and an empty value removes one") {
    Metadata metadata;
    metadata.set("title", "A");
    metadata.set("author", "B");
    metadata.set_default("title", "C");
    metadata.set("site", "");
    REQUIRE(metadata.get("title") == "A");
    REQUIRE_FALSE(metadata.has("site"));
    metadata.set("title", "");
    REQUIRE(metadata.begin()->first == "author");
}
