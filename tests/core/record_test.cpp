// SPDX-License-Identifier: MIT
#include <random>
#include <string>

#include <catch2/catch.hpp>

#include <quern/error.hpp>
#include <quern/layers.hpp>
#include <quern/record.hpp>

using namespace quern;

TEST_CASE("an offset map in compact form reads as steps") {
    OffsetMap map;
    map.copied(12, 3);
    map.replaced(1, {15, 20});
    map.inserted(2, 20);
    map.replaced(1, {18, 20});
    map.copied(4, 30);
    CHECK(compact(map) == ">3=12~1:5+2<2~1:2>10=4");
    CHECK(offset_map_from_compact(compact(map)) == map);
    for (std::uint32_t letter = 34; letter < 41; ++letter) map.replaced(2, {letter, letter + 1});
    CHECK(compact(map) == ">3=12~1:5+2<2~1:2>10=4~2:1*7");
    CHECK(offset_map_from_compact(compact(map)) == map);
    CHECK(offset_map_from_compact("~2:1~2:1*3~2:1") == offset_map_from_compact("~2:1*5"));
    CHECK(compact(OffsetMap()).empty());
    CHECK(offset_map_from_compact("") == OffsetMap());
}

TEST_CASE("any offset map comes back from its compact form") {
    std::mt19937 random(11);
    const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
    for (int round = 0; round < 500; ++round) {
        OffsetMap map;
        std::uint32_t source = 0;
        for (int piece = 0; piece < 30; ++piece) {
            source += below(3) == 0 ? below(100) : 0;
            const auto size = 1 + below(20);
            switch (below(4)) {
                case 0:
                    map.copied(size, source);
                    source += size;
                    break;
                case 1:
                    map.replaced(size, {source, source + 1 + below(9)});
                    source = map.pieces().back().source.end;
                    break;
                case 2:
                    map.replaced(size, {source - std::min(source, below(5)), source + 1});
                    source += 1;
                    break;
                default:
                    map.inserted(size, source);
            }
        }
        REQUIRE(offset_map_from_compact(compact(map)) == map);
    }
}

TEST_CASE("a compact map that makes no sense is an error, never a wrong map") {
    for (const auto* steps :
         {"12", "~2:1*", "=2*3", "=", "=x", "~2", "~2:", "~2;3", "?3", "=-1", "= 1", "=99999999999"})
        CHECK_THROWS_WITH(offset_map_from_compact(steps), Catch::Contains("list of steps"));
    CHECK_THROWS_WITH(offset_map_from_compact("=5<6"), Catch::Contains("behind the beginning"));
    CHECK_THROWS_WITH(offset_map_from_compact("=4294967295=1"), Catch::Contains("4 GiB"));
    CHECK_THROWS_WITH(offset_map_from_compact("~1:65536*65536"), Catch::Contains("4 GiB"));
    CHECK_THROWS_WITH(offset_map_from_compact("~65536:1*65536"), Catch::Contains("4 GiB"));
    CHECK_THROWS_WITH(offset_map_from_compact(">4294967295>1"), Catch::Contains("4 GiB"));
}

TEST_CASE("the schema file stands beside the records, whatever their ending") {
    for (const auto* path : {"a/out.ndjson", "a/out.ndjson.gz", "a/out.jsonl.zst", "a/out.json", "a/out"})
        CHECK(record_format_path(path) == "a/out.schema.json");
    CHECK(record_format_path("v1.2") == "v1.2.schema.json");
}

TEST_CASE("a table stands beside the records with their endings") {
    CHECK(record_table_path("a/out.ndjson", "t") == "a/out.t.ndjson");
    CHECK(record_table_path("a/out.jsonl.zst", "t") == "a/out.t.jsonl.zst");
    CHECK(record_table_path("out", "t") == "out.t");
}

TEST_CASE("schemas are joined by name, with the attributes of both") {
    const auto schema = [](const char* name, std::vector<Schema::Field> fields) {
        Schema schema;
        schema.name = name;
        schema.fields = std::move(fields);
        return std::make_shared<const Schema>(std::move(schema));
    };
    const auto both =
        joined({schema("a", {{"x", Type::string, "", ""}})},
               {schema("b", {}), schema("a", {{"x", Type::string, "", ""}, {"y", Type::span, "", ""}})});
    REQUIRE(both.size() == 2);
    CHECK(both[0]->fields.size() == 2);
    CHECK(both[1]->name == "b");
    CHECK_THROWS_WITH(joined(both, {schema("a", {{"y", Type::number, "", ""}})}),
                      "the attribute 'y' of 'a' is of type span here and number there");
}

TEST_CASE("a schema file reads back as it was written") {
    RecordFormat format;
    format.offsets = OffsetUnit::utf16;
    for (const auto* layer : layers::standard())
        format.layers.push_back(std::make_shared<const Schema>(*layer));
    Schema odd;
    odd.name = "odd \"name\" \u00e9";
    for (const auto type :
         {Type::string, Type::integer, Type::number, Type::boolean, Type::span, Type::reference})
        odd.fields.push_back(
            {std::string(to_string(type)), type, "about\nit", type == Type::reference ? "quotes" : ""});
    format.layers.push_back(std::make_shared<const Schema>(odd));
    odd.has_span = false;
    format.tables.push_back(std::make_shared<const Schema>(odd));

    const auto read = record_format_from_json(to_json(format));
    CHECK(read.offsets == OffsetUnit::utf16);
    REQUIRE(read.layers.size() == format.layers.size());
    for (std::size_t i = 0; i < read.layers.size(); ++i) CHECK(*read.layers[i] == *format.layers[i]);
    REQUIRE(read.tables.size() == 1);
    CHECK(*read.tables[0] == odd);
}

TEST_CASE("a schema file that is wrong is an error that says where") {
    const auto refuses = [](const char* json, const char* message) {
        CAPTURE(json);
        CHECK_THROWS_WITH(record_format_from_json(json), Catch::Contains(message));
    };
    refuses("{", "not JSON");
    refuses("[]", "'offsets'");
    refuses("{}", "'offsets'");
    refuses(R"({"offsets": "words"})", "'words'");
    refuses(R"({"offsets": "bytes", "layers": {}})", "'layers'");
    refuses(R"({"offsets": "bytes", "layers": [1]})", "'name'");
    refuses(R"({"offsets": "bytes", "layers": [{"name": "a", "attributes": [{"name": "b", "type": "c"}]}]})",
            "'c'");
    refuses(
        R"({"offsets": "bytes", "layers": [{"name": "a", "attributes": [{"name": "b", "type": "reference"}]}]})",
        "'target'");
    refuses(R"({"offsets": "bytes", "layers": [{"name": "a"}, {"name": "a"}]})", "twice");
    refuses(R"({"offsets": "bytes", "layers": [{"name": "a", "attributes": [{"name": "b", "type": "span"},
            {"name": "b", "type": "span"}]}]})",
            "two attributes");
}
