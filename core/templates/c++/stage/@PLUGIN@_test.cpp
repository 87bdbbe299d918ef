#include <catch2/catch.hpp>

#include <quern/testing.hpp>

using namespace quern::testing;

TEST_CASE("long words are marked, with their size") {
    auto document = text_document("The harbourmaster waved.");
    add_tokens(document);

    StageRunner run("@PLUGIN@", "@STAGE@");
    run.set("min_size", 6).process(document);

    const quern::Layer& rows = *document.find_layer("@LAYER@");
    REQUIRE(rows.size() == 1);
    CHECK(rows.text(0) == "harbourmaster");
    CHECK(rows[0].integer("size") == 13);
}
