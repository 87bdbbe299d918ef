#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <quern/testing.hpp>

using namespace quern::testing;

TEST_CASE("each row is a line") {
    auto document = text_document("The ferry left. Nobody waved.");
    add_sentences(document);
    const auto path = std::filesystem::temp_directory_path() / "@PLUGIN@_test.tsv";

    ExporterRunner run("@PLUGIN@", "@STAGE@");
    run.set("path", path).set("layers", std::vector<std::string>{"sentences"});
    run.run({&document});

    std::ifstream file(path);
    const std::string written(std::istreambuf_iterator<char>(file), {});
    CHECK(written == "test\tsentences\tThe ferry left.\ntest\tsentences\tNobody waved.\n");
    std::filesystem::remove(path);
}
