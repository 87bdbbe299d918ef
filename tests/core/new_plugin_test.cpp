// SPDX-License-Identifier: MIT
// What `quern new plugin` writes, and what it refuses; that the plugins build is for tests/packages.
#include <filesystem>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "command.hpp"
#include "temporary_folder.hpp"

namespace fs = std::filesystem;
using quern::testing::content;
using quern::testing::run_quern;
using quern::testing::TemporaryFolder;

namespace {

std::set<std::string> names(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
    return names;
}

// Refused with that on stderr, and nothing written.
void check_refused(const std::string& arguments, const std::string& expected) {
    const TemporaryFolder folder;
    const auto result = run_quern("new plugin " + arguments, folder.path());
    INFO(arguments);
    CHECK(result.exit_code == 2);
    CHECK(result.out == "");
    CHECK_THAT(result.err, Catch::Contains(expected));
    CHECK(fs::is_empty(folder.path()));
}

}  // namespace

TEST_CASE("a new plugin is a folder of files named like it, with no placeholder left") {
    const TemporaryFolder folder;
    const auto result = run_quern("new plugin tag.press_office --into plugins", folder.path());
    CHECK(result.exit_code == 0);
    CHECK(result.err == "plugins/tag_press_office/README.md says how to build, test and install it.\n");
    const auto made = folder / "plugins/tag_press_office";
    CHECK(names(made) == std::set<std::string>{"CMakeLists.txt", "README.md", "sample.txt",
                                               "tag_press_office.cpp", "tag_press_office.yaml",
                                               "tag_press_office_test.cpp"});
    for (const auto& name : names(made)) CHECK_THAT(content(made / name), !Catch::Contains("@"));
    const auto source = content(made / "tag_press_office.cpp");
    CHECK_THAT(source, Catch::Contains("class PressOffice final : public quern::Stage"));
    CHECK_THAT(source, Catch::Contains("layer{\"press_office\""));
}

TEST_CASE("the first half of the name says the kind, unless --kind does") {
    const TemporaryFolder folder;
    const auto base = [&](const std::string& arguments, const std::string& file) {
        REQUIRE(run_quern("new plugin " + arguments, folder.path()).exit_code == 0);
        return content(folder / file);
    };
    CHECK_THAT(base("read.mine", "read_mine/read_mine.cpp"), Catch::Contains("public quern::Reader"));
    CHECK_THAT(base("corpus.mine", "corpus_mine/corpus_mine.cpp"),
               Catch::Contains("public quern::CorpusStage"));
    CHECK_THAT(base("export.mine", "export_mine/export_mine.cpp"), Catch::Contains("public quern::Exporter"));
    CHECK_THAT(base("read.more --kind stage", "read_more/read_more.cpp"),
               Catch::Contains("public quern::Stage"));
}

TEST_CASE("a layer is not called like a standard one of another shape") {
    const TemporaryFolder folder;
    REQUIRE(run_quern("new plugin my.tokens", folder.path()).exit_code == 0);
    CHECK_THAT(content(folder / "my_tokens/my_tokens.cpp"), Catch::Contains("layer{\"my_tokens\""));
}

TEST_CASE("names that cannot be or are taken, and templates that are not there, are refused") {
    for (const char* name :
         {"mine", "tag.", ".mine", "tag.mine.more", "Tag.mine", "tag.2", "../tag.mine", "'tag.m m'"})
        check_refused(name, "a name is KIND.NAME, both of small letters, digits and underscores: tag.shouts");
    check_refused("tag.dates", "there is a stage tag.dates already, in ");
    check_refused("tag.mine --kind cleaner", "--kind takes corpus, exporter, reader, stage");
    check_refused("tag.mine --language cobol", "there are no templates for cobol in ");
    check_refused("tag.mine --language ../templates", "there are no templates for ../templates in ");
    check_refused("", "NAME is required");
}

TEST_CASE("a folder that is there already stays as it is") {
    const TemporaryFolder folder;
    folder.write("tag_mine/notes.txt", "mine");
    const auto result = run_quern("new plugin tag.mine", folder.path());
    CHECK(result.exit_code == 2);
    CHECK(result.err ==
          "quern: tag_mine is there already\n"
          "  nothing was written: move it away, choose another name, or another place with --into\n");
    CHECK(names(folder / "tag_mine") == std::set<std::string>{"notes.txt"});
}
