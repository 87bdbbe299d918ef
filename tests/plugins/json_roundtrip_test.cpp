// SPDX-License-Identifier: MIT
// export.json and read.json together: what one writes the other reads without loss.
#include <bit>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <quern/plugin.hpp>
#include <quern/testing.hpp>

#include "printers.hpp"
#include "random_text.hpp"
#include "reader_run.hpp"
#include "temporary_folder.hpp"

using namespace quern;
using quern::testing::below;
using quern::testing::ExporterRunner;
using quern::testing::Random;
using quern::testing::random_span;
using quern::testing::random_text;
using quern::testing::ReaderRunner;
using quern::testing::TemporaryFolder;
using Paths = std::vector<std::filesystem::path>;
using Texts = std::vector<std::string>;

namespace {

constexpr Column columns[] = {
    {"word", Type::string, ""},         {"count", Type::integer, ""},
    {"share", Type::number, ""},        {"sure", Type::boolean, ""},
    {"near", Type::span, ""},           {"other", Type::reference, "", "things"},
    {"odd \"name\"", Type::string, ""},
};
constexpr LayerSchema things{"things", "An attribute of each type.", columns};
constexpr LayerSchema more_things{"more", "The same again, referring to the first.", columns};
constexpr LayerSchema pairs{"pairs", "No attributes."};
const std::vector<LayerSchema> all_layers{layers::tokens, things, more_things, pairs};

std::vector<SchemaPtr> schemas() {
    std::vector<SchemaPtr> schemas;
    for (const auto& layer : all_layers) schemas.push_back(std::make_shared<const Schema>(layer));
    return schemas;
}

double random_number(Random& random) {
    for (;;) {
        const auto bits = std::uint64_t{random()} << 32 | random();
        const auto number = std::bit_cast<double>(bits);
        if (std::isfinite(number))
            return below(random, 2) ? number : static_cast<double>(below(random, 1000)) / 8;
    }
}

void set_random(Random& random, RowWriter row, const std::string& text, std::size_t rows_to_refer_to) {
    const auto some = [&] { return below(random, 3) > 0; };
    if (some()) row.set("word", random_text(random, 4));
    if (some()) row.set("count", static_cast<std::int64_t>(std::uint64_t{random()} << 32 | random()));
    if (some()) row.set("share", random_number(random));
    if (some()) row.set("sure", below(random, 2) == 1);
    if (some()) row.set("near", random_span(random, text));
    if (some()) row.set("odd \"name\"", random_text(random, 2));
    if (some() && rows_to_refer_to > 0)
        row.refer("other", below(random, static_cast<std::uint32_t>(rows_to_refer_to)));
}

// A text of its own, or one that was edited, with layers on it.
Document random_document(Random& random, int number) {
    Document document;
    document.id = "id " + std::to_string(number) + random_text(random, 3);
    document.uri = random_text(random, 5);
    document.media_type = below(random, 2) ? "text/plain" : "text/html";
    for (auto left = below(random, 3); left > 0; --left)
        document.metadata.set("m" + random_text(random, 3), "v" + random_text(random, 8));
    document.set_source(random_text(random, 200));
    document.set_text_from_page();
    for (auto left = below(random, 3); left > 0; --left) {
        TextEdit edit(document.text());
        const auto span = random_span(random, document.text());
        if (below(random, 2))
            edit.drop(span);
        else
            edit.replace(span, random_text(random, 5));
        document.apply(edit);
    }
    const std::string& text = document.text();
    for (const auto& schema : all_layers) {
        if (below(random, 5) == 0) continue;
        auto layer = document.write(schema);
        std::vector<Span> spans;
        for (auto rows = below(random, 12); rows > 0; --rows)
            spans.push_back(!spans.empty() && below(random, 4) == 0 ? spans.back()
                                                                    : random_span(random, text));
        for (const auto span : spans) {
            const auto row = layer.add(span);
            if (schema.columns.empty()) continue;
            const auto* target = document.find_layer("things");
            set_random(random, row, text, target ? target->size() : 0);
        }
    }
    document.finish_layers();
    return document;
}

void check_equal(const Document& a, const Document& b) {
    CHECK(a.id == b.id);
    CHECK(a.uri == b.uri);
    CHECK(a.media_type == b.media_type);
    CHECK(a.metadata == b.metadata);
    CHECK(a.text() == b.text());
    CHECK(a.origin() == b.origin());
    REQUIRE(a.all_layers().size() == b.all_layers().size());
    for (std::size_t l = 0; l < a.all_layers().size(); ++l) {
        const auto& one = *a.all_layers()[l];
        const auto& two = *b.all_layers()[l];
        CHECK(one.schema() == two.schema());
        REQUIRE(one.spans() == two.spans());
        for (std::uint32_t c = 0; c < one.schema().fields.size(); ++c)
            for (RowNumber r = 0; r < one.size(); ++r) {
                const ColumnId column{c};
                REQUIRE(one[r].is_null(column) == two[r].is_null(column));
                const auto type = one.schema().fields[c].type;
                if (type == Type::string) CHECK(one[r].string(column) == two[r].string(column));
                if (type == Type::integer) CHECK(one[r].integer(column) == two[r].integer(column));
                if (type == Type::number) CHECK(one[r].number(column) == two[r].number(column));
                if (type == Type::boolean) CHECK(one[r].boolean(column) == two[r].boolean(column));
                if (type == Type::span) CHECK(one[r].span(column) == two[r].span(column));
                if (type == Type::reference) CHECK(one[r].reference(column) == two[r].reference(column));
            }
    }
}

void write(const std::filesystem::path& path, const std::string& offsets, const std::vector<SchemaPtr>& plan,
           const std::vector<const Document*>& documents) {
    ExporterRunner out("export_json", "export.json");
    out.set("path", path).set("offsets", offsets).set("layers", Texts{"tokens", "things", "more", "pairs"});
    out.plan.layers = plan;
    out.run(documents);
}

}  // namespace

TEST_CASE("documents of any kind read back as they were, and writing them again gives the same bytes") {
    Random random(20);
    for (const std::string offsets : {"code_points", "bytes", "utf16"}) {
        CAPTURE(offsets);
        TemporaryFolder folder;
        std::vector<Document> documents;
        std::vector<const Document*> pointers;
        for (int i = 0; i < 300; ++i) documents.push_back(random_document(random, i));
        for (const auto& document : documents) pointers.push_back(&document);
        write(folder / "one.ndjson", offsets, schemas(), pointers);

        ReaderRunner reader("read_json", "read.json");
        reader.set("path", Paths{folder / "one.ndjson"});
        auto read = reader.all();
        REQUIRE(read.size() == documents.size());
        pointers.clear();
        for (std::size_t i = 0; i < read.size(); ++i) {
            REQUIRE(read[i].problem == "");
            check_equal(documents[i], read[i].document);
            pointers.push_back(&read[i].document);
        }
        CHECK(reader.as<Reader>().remarks().empty());

        write(folder / "two.ndjson", offsets, reader.as<Reader>().layers(), pointers);
        CHECK(testing::content(folder / "one.ndjson") == testing::content(folder / "two.ndjson"));
        CHECK(testing::content(folder / "one.schema.json") == testing::content(folder / "two.schema.json"));
    }
}

TEST_CASE("a reference to a layer that was not written survives as a number") {
    TemporaryFolder folder;
    auto document = testing::text_document("abc");
    auto entities = document.write(layers::entities);
    entities.add({0, 1});
    entities.add({1, 2});
    document.write(layers::quotes).add({0, 3}).refer("speaker_entity", 1);
    document.finish_layers();
    ExporterRunner out("export_json", "export.json");
    out.set("path", folder / "out.ndjson").set("layers", Texts{"quotes"});
    out.plan.layers = {std::make_shared<const Schema>(layers::quotes)};
    out.run({&document});
    ReaderRunner reader("read_json", "read.json");
    reader.set("path", Paths{folder / "out.ndjson"});
    const auto read = reader.all();
    REQUIRE(read[0].problem == "");
    CHECK((*read[0].document.find_layer("quotes"))[0].reference("speaker_entity") == 1u);
}
