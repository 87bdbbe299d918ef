// SPDX-License-Identifier: MIT
#include <sys/stat.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>

#include <catch2/catch.hpp>

#include <quern/error.hpp>
#include <quern/input.hpp>
#include <quern/interruption.hpp>
#include <quern/output.hpp>

#include "temporary_folder.hpp"

using namespace quern;
using quern::testing::TemporaryFolder;

namespace {

std::string compressed(const TemporaryFolder& folder, const std::string& name, std::string_view bytes) {
    OutputFile file(folder / name, IfExists::replace);
    file.write(bytes);
    file.flush();
    file.commit();
    return testing::content(folder / name);
}

std::string in_steps(const std::filesystem::path& path, std::size_t step) {
    InputFile file(path);
    std::string all, part(step, '\0');
    for (std::size_t got = step; got == step;) {
        got = file.read(part.data(), step);
        all.append(part, 0, got);
    }
    return all;
}

std::string lines(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "line " + std::to_string(i) + "\n";
    return text;
}

}  // namespace

TEST_CASE("plain and compressed files read alike, in one go and in steps of any size") {
    TemporaryFolder folder;
    for (const auto& text : {std::string(), std::string("a"), std::string("abcd"), lines(40'000)})
        for (const auto* name : {"a.txt", "a.txt.gz", "a.txt.zst"}) {
            CAPTURE(name, text.size());
            compressed(folder, name, text);
            CHECK(InputFile(folder / name).read_all(1'000'000) == text);
            for (const std::size_t step : {4, 7, 4096, 1'000'000})
                CHECK(in_steps(folder / name, step) == text);
        }
}

TEST_CASE("compressed files that were put one behind the other read as one") {
    TemporaryFolder folder;
    for (const std::string ending : {".gz", ".zst"}) {
        const auto one = compressed(folder, "1" + ending, "one "),
                   two = compressed(folder, "2" + ending, "two");
        folder.write("both", one + two);
        CHECK(InputFile(folder / "both").read_all(100) == "one two");
    }
    folder.write("padded", compressed(folder, "1.gz", "one") + std::string(512, '\0'));
    CHECK(InputFile(folder / "padded").read_all(100) == "one");
}

TEST_CASE("what a file begins with tells whether it is compressed, not its name") {
    TemporaryFolder folder;
    folder.write("zipped.txt", compressed(folder, "a.gz", "text"));
    folder.write("plain.gz", "text");
    CHECK(InputFile(folder / "zipped.txt").read_all(100) == "text");
    CHECK(InputFile(folder / "plain.gz").read_all(100) == "text");
}

TEST_CASE("compressed data that is cut short or damaged is an error that says so") {
    TemporaryFolder folder;
    for (const std::string ending : {".gz", ".zst"}) {
        auto bytes = compressed(folder, "a" + ending, lines(5000));
        folder.write("short", bytes.substr(0, bytes.size() - 5));
        CHECK_THROWS_WITH(InputFile(folder / "short").read_all(1'000'000), Catch::Contains("cut short"));
        for (std::size_t i = 12; i < 40; ++i) bytes[bytes.size() / 2 + i] ^= 0x5a;
        folder.write("damaged", bytes);
        CHECK_THROWS_WITH(InputFile(folder / "damaged").read_all(1'000'000), Catch::Contains("damaged"));
    }
}

TEST_CASE("no more is read than allowed: a small file that decompresses to a large one is refused") {
    TemporaryFolder folder;
    compressed(folder, "bomb.gz", std::string(20'000'000, 'a'));
    CHECK_THROWS_WITH(InputFile(folder / "bomb.gz").read_all(1'000'000),
                      "decompresses to more than 1000000 bytes");
    folder.write("plain", "12345");
    CHECK_THROWS_WITH(InputFile(folder / "plain").read_all(4), "has more than 4 bytes");
    CHECK(InputFile(folder / "plain").read_all(5) == "12345");
    CHECK_THROWS_WITH(InputFile(folder / "plain").read_all(2), "has more than 2 bytes");
}

TEST_CASE("a pipe is read to its end, whenever its writer comes and however slowly it writes") {
    TemporaryFolder folder;
    const auto pipe = folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    InputFile file(pipe);
    std::thread writer([&] {
        std::ofstream out(pipe);
        for (const char* part : {"one ", "two ", "three"}) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            out << part << std::flush;
        }
    });
    CHECK(file.read_all(100) == "one two three");
    writer.join();
}

TEST_CASE("whoever waits for a pipe that nobody writes to can be interrupted") {
    TemporaryFolder folder;
    const auto pipe = folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    interruption() = true;
    CHECK_THROWS_WITH(InputFile(pipe).read_all(100), "reading was interrupted");
    interruption() = false;
}

TEST_CASE("a file that cannot be opened or read says why") {
    TemporaryFolder folder;
    CHECK_THROWS_WITH(InputFile(folder / "none"), "cannot be opened: No such file or directory");
    CHECK_THROWS_WITH(InputFile(folder.path()).read_all(10), "cannot be read: Is a directory");
}
