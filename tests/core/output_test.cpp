// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>
#include <iterator>

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <quern/output.hpp>

#include "random_text.hpp"

using namespace quern;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("quern-output-test-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(path), fs::directory_iterator()));
    }
};

std::string content(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, std::string_view text, IfExists if_exists = IfExists::replace) {
    OutputFile file(path, if_exists);
    file.write(text);
    file.flush();
    file.commit();
}

}  // namespace

TEST_CASE("a file appears under its name only when it is committed") {
    Folder folder;
    const auto path = folder.path / "deep" / "a.txt";
    {
        OutputFile file(path, IfExists::replace);
        file.write("half");
        file.flush();
        REQUIRE_FALSE(fs::exists(path));
    }
    REQUIRE(folder.files() == 0);
    write(path, "whole");
    REQUIRE(content(path) == "whole");
    fs::remove_all(folder.path / "deep");
    REQUIRE(folder.files() == 0);
}

TEST_CASE("a path that ends as a folder's does is refused before anything is written") {
    Folder folder;
    REQUIRE_THROWS_WITH(OutputFile(folder.path / "new" / "", IfExists::replace),
                        Catch::Contains("it is a folder"));
    REQUIRE(folder.files() == 0);
}

TEST_CASE("an output that exists is replaced, refused or carried on, as asked") {
    Folder folder;
    const auto path = folder.path / "a.txt";
    write(path, "one\n");
    REQUIRE_THROWS_WITH(write(path, "two\n", IfExists::error), path.string() + " exists already");
    REQUIRE(content(path) == "one\n");
    write(path, "two\n", IfExists::append);
    REQUIRE(content(path) == "one\ntwo\n");
    write(path, "three\n");
    REQUIRE(content(path) == "three\n");
    REQUIRE(folder.files() == 1);
}

TEST_CASE("a link is followed, and what it points to is replaced") {
    Folder folder;
    write(folder.path / "target", "old");
    fs::create_symlink(folder.path / "target", folder.path / "link");
    write(folder.path / "link", "new");
    REQUIRE(fs::is_symlink(folder.path / "link"));
    REQUIRE(content(folder.path / "target") == "new");
}

TEST_CASE("a link to what does not exist yet is followed, through other links and into new folders") {
    Folder folder;
    fs::create_symlink("second", folder.path / "first");
    fs::create_symlink("new/target", folder.path / "second");
    write(folder.path / "first", "text");
    CHECK(fs::is_symlink(folder.path / "first"));
    CHECK(fs::is_symlink(folder.path / "second"));
    CHECK(content(folder.path / "new/target") == "text");
    fs::create_symlink("circle", folder.path / "circle");
    CHECK_THROWS_WITH(write(folder.path / "circle", "text"), Catch::Contains("symbolic links"));
}

TEST_CASE("a file that is replaced or added to hands on its permissions") {
    Folder folder;
    const auto path = folder.path / "a.txt";
    write(path, "secret");
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    const auto if_exists = GENERATE(IfExists::replace, IfExists::append);
    OutputFile file(path, if_exists);
    CHECK((fs::status(file.temporary()).permissions() & fs::perms::others_read) == fs::perms::none);
    file.write("more");
    file.commit();
    CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("folders that were made for a file that is given up go again, unless something stands in them") {
    Folder folder;
    {
        const OutputFile given_up(folder.path / "deep/er/a.txt", IfExists::replace);
        write(folder.path / "deep/b.txt", "text");
    }
    CHECK_FALSE(fs::exists(folder.path / "deep/er"));
    CHECK(content(folder.path / "deep/b.txt") == "text");
}

TEST_CASE("compressed outputs can be read by the usual tools, appended ones too") {
    Folder folder;
    std::string text;
    for (int i = 0; i < 50000; ++i) text += "line " + std::to_string(i) + "\n";
    for (const auto& [ending, tool] : {std::pair{".gz", "gzip -dc "}, std::pair{".zst", "zstd -qdc "}}) {
        const auto path = folder.path / (std::string("a") + ending);
        write(path, text);
        REQUIRE(fs::file_size(path) < text.size() / 2);
        write(path, "end\n", IfExists::append);
        REQUIRE(std::system((tool + path.string() + " > " + (folder.path / "out").string()).c_str()) == 0);
        REQUIRE(content(folder.path / "out") == text + "end\n");
    }
}

TEST_CASE("a full disk is told with its cause, and nothing is left") {
    if (!fs::exists("/dev/full")) {
        WARN("skipped: this system has no /dev/full");
        return;
    }
    OutputFile file("/dev/full", IfExists::replace);
    file.write("x");
    REQUIRE_THROWS_WITH(file.flush(), Catch::Contains("cannot write /dev/full: No space left on device"));
}

TEST_CASE("a folder in the place of an output is refused by name") {
    Folder folder;
    REQUIRE_THROWS_WITH(OutputFile(folder.path, IfExists::replace), Catch::Contains("it is a folder"));
}

TEST_CASE("offsets translate like a count from the start, in any order") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        testing::Random random(seed);
        const auto text = testing::random_text(random, 2000);
        const auto places = testing::boundaries(text);
        OffsetTranslator code_points(text, OffsetUnit::code_points), utf16(text, OffsetUnit::utf16),
            bytes(text, OffsetUnit::bytes);
        std::vector<std::uint32_t> expected_utf16(places.size());
        for (std::size_t i = 1; i < places.size(); ++i)
            expected_utf16[i] = expected_utf16[i - 1] + (places[i] - places[i - 1] == 4 ? 2 : 1);
        for (int i = 0; i < 50; ++i) {
            const auto n = testing::below(random, static_cast<std::uint32_t>(places.size()));
            REQUIRE(code_points(places[n]) == n);
            REQUIRE(utf16(places[n]) == expected_utf16[n]);
            REQUIRE(bytes(places[n]) == places[n]);
            REQUIRE(code_points.to_byte(n) == places[n]);
            REQUIRE(utf16.to_byte(expected_utf16[n]) == places[n]);
            REQUIRE(bytes.to_byte(places[n]) == places[n]);
        }
        REQUIRE(code_points.size() == places.size() - 1);
        REQUIRE(utf16.size() == expected_utf16.back());
        REQUIRE(bytes.size() == text.size());
    }
}

TEST_CASE("an offset behind the end of the text or inside a character leads nowhere") {
    const std::string text = "a\U0001F600\u00e9";
    OffsetTranslator code_points(text, OffsetUnit::code_points), utf16(text, OffsetUnit::utf16),
        bytes(text, OffsetUnit::bytes), ascii("abc", OffsetUnit::code_points);
    CHECK(code_points.to_byte(2) == 5u);
    CHECK(code_points.to_byte(3) == 7u);
    CHECK_FALSE(code_points.to_byte(4));
    CHECK_FALSE(code_points.to_byte(1ull << 40));
    CHECK_FALSE(utf16.to_byte(2));
    CHECK(utf16.to_byte(3) == 5u);
    CHECK_FALSE(bytes.to_byte(2));
    CHECK_FALSE(bytes.to_byte(6));
    CHECK(bytes.to_byte(7) == 7u);
    CHECK(ascii.to_byte(3) == 3u);
    CHECK_FALSE(ascii.to_byte(4));
}
