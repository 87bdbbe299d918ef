// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <quern/error.hpp>
#include <quern/word_file.hpp>

#include "temporary_folder.hpp"

using namespace quern;
using quern::testing::TemporaryFolder;

namespace {

std::vector<std::string> lines_of(const std::filesystem::path& file) {
    std::vector<std::string> lines;
    read_word_file(file, [&](std::string_view name, std::string_view words) {
        lines.push_back(std::string(name) + "|" + std::string(words));
    });
    return lines;
}

}  // namespace

TEST_CASE(
    "a file of words: comments, empty lines, blanks and the bytes in front of some files do not count") {
    TemporaryFolder folder;
    const auto file = folder.write("words.txt",
                                   "\xEF\xBB\xBF# words\n"
                                   "say: say says\r\n"
                                   "\n"
                                   "  # more of them\n"
                                   "  part 1 :morning, a.m.: early \n"
                                   "none:");
    CHECK(lines_of(file) == std::vector<std::string>{"say|say says", "part 1|morning, a.m.: early", "none|"});
}

TEST_CASE("a file of words that is wrong says where") {
    TemporaryFolder folder;
    const auto file = folder.write("words.txt", "say: say\n\nsay says\n");
    CHECK_THROWS_WITH(lines_of(file), file.string() + ":3: expected 'NAME: WORDS'");

    const auto refuse = [](std::string_view name, std::string_view) {
        throw Error("there is no class '" + std::string(name) + "'", "write 'say'");
    };
    try {
        read_word_file(file, refuse);
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(error.what() == file.string() + ":1: there is no class 'say'");
        CHECK(error.hint() == "write 'say'");
    }
}

TEST_CASE("a file of words that cannot be read is no empty one") {
    TemporaryFolder folder;
    CHECK_THROWS_WITH(lines_of(folder / "none.txt"), Catch::Contains("cannot read"));
    CHECK_THROWS_WITH(lines_of(folder / "."), Catch::Contains("cannot read"));
}
