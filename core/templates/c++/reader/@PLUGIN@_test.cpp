#include <catch2/catch.hpp>

#include <quern/testing.hpp>

using namespace quern::testing;

TEST_CASE("each line of the file is a document") {
    ReaderRunner run("@PLUGIN@", "@STAGE@");
    run.set("path", "sample.txt");

    const auto loaded = run.all();
    REQUIRE(loaded.size() == 2);
    CHECK(loaded[0].document.id == "1");
    CHECK(loaded[0].document.text() == "The ferry left at NOON.");
    CHECK(loaded[1].document.id == "2");
    CHECK(loaded[1].problem == "");
}
