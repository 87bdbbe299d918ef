// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <quern/testing.hpp>

using namespace quern::testing;

TEST_CASE("words in capitals are marked, short ones are not") {
    auto document = text_document("NO means no, IT said.");
    add_tokens(document);

    StageRunner run("tag_shouts", "tag.shouts");
    run.set("min_letters", 2).process(document);

    const quern::Layer& shouts = *document.find_layer("shouts");
    REQUIRE(shouts.size() == 2);
    CHECK(shouts.text(0) == "NO");
    CHECK(shouts.text(1) == "IT");
    CHECK(shouts[0].integer("letters") == 2);
}
