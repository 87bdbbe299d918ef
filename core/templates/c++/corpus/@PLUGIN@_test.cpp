#include <catch2/catch.hpp>

#include <quern/testing.hpp>

using namespace quern::testing;

TEST_CASE("a word counts once for each document") {
    CorpusRunner run("@PLUGIN@", "@STAGE@");
    run.set("min_documents", 2);
    for (const char* text : {"The ferry left the harbour.", "Nobody saw the ferry"}) {
        auto document = text_document(text);
        add_tokens(document);
        run.add(document);
    }

    const quern::Layer& words = *run.finish().front();
    REQUIRE(words.size() == 2);
    CHECK(words[0].string("word") == "ferry");
    CHECK(words[0].integer("documents") == 2);
    CHECK(words[1].string("word") == "the");
}
