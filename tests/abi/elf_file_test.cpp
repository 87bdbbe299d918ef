// SPDX-License-Identifier: MIT
// Files that only look like shared libraries must be found out without a crash.
#include <cstring>
#include <filesystem>
#include <random>
#include <set>
#include <string>

#include <catch2/catch.hpp>
#include <quern/error.hpp>
#include <quern/plugin.hpp>

#include "plugin/elf_file.hpp"
#include "plugin/load_error.hpp"
#include "temporary_folder.hpp"

using quern::host::ElfFile;
using quern::host::explain_load_error;
using quern::testing::TemporaryFolder;

namespace {

const std::string good = quern::testing::content(std::filesystem::path(ABI_PLUGINS) / "good/bystander.so");

// What is wrong with a file of these bytes; empty where nothing is.
std::string problem_of(const std::string& bytes) {
    static const TemporaryFolder folder;
    try {
        const ElfFile file(folder.write("file.so", bytes));
        file.exported();
        return {};
    } catch (const quern::Error& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("the exported symbols of a library are found with their bytes") {
    const ElfFile file(std::filesystem::path(ABI_PLUGINS) / "good/bystander.so");
    std::set<std::string_view> names;
    for (const auto& symbol : file.exported()) {
        names.insert(symbol.name);
        if (symbol.name != "quern_plugin_1") continue;
        quern::BuildTag tag;
        REQUIRE(symbol.bytes.size() == sizeof(quern::PluginTable));
        std::memcpy(&tag, symbol.bytes.data() + offsetof(quern::PluginTable, tag), sizeof tag);
        CHECK(std::memcmp(&tag, &quern::build_tag, sizeof tag) == 0);
    }
    CHECK(names.count("quern_plugin_1") == 1);
}

TEST_CASE("a library cut short anywhere is found out") {
    // Everywhere in the first tables, then in steps.
    for (std::size_t size = 0; size < good.size(); size += size < 1000 ? 1 : 97) {
        INFO(size);
        CHECK(problem_of(good.substr(0, size)) != "");
    }
    CHECK(problem_of(good) == "");
}

TEST_CASE("a library with damaged bytes is read or refused, and nothing beyond its end is touched") {
    std::mt19937 random(7);
    // The tables lie at both ends of the file.
    const auto place = [&] {
        const std::size_t at = random() % 4096 % good.size();
        return random() % 2 ? at : good.size() - 1 - at;
    };
    int refused = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string bytes = good;
        for (unsigned n = 1 + random() % 8; n > 0; --n) bytes[place()] = static_cast<char>(random());
        refused += problem_of(bytes) != "";
    }
    CHECK(refused > 0);
}

TEST_CASE("a library without a table of sections is told apart from a damaged one") {
    std::string bytes = good;
    std::memset(bytes.data() + 40, 0, 8);  // e_shoff
    CHECK(problem_of(bytes) ==
          "has no table of sections, so that its symbols cannot be read without loading it");
}

TEST_CASE("symbols of the API under another namespace tell how the plugin was built") {
    const auto explained = [](const std::string& symbol) {
        return std::string(
            explain_load_error("boost::dll::shared_library::load() failed (dlerror system message: "
                               "/a/b.so: undefined symbol: " +
                               symbol + "): Bad file descriptor")
                .what());
    };
    CHECK(explained("_ZN5quern11v1oldstring5ErrorD1Ev") ==
          "uses quern::v1oldstring::Error::~Error(): part of it was built with -D_GLIBCXX_USE_CXX11_ABI=0, "
          "this "
          "Quern was not");
    CHECK(explained("_ZN5quern7v1debug5ErrorD1Ev") ==
          "uses quern::v1debug::Error::~Error(): part of it was built with -D_GLIBCXX_DEBUG, this Quern was "
          "not");
    CHECK(explained("_ZN5quern2v25ErrorD1Ev") ==
          "uses quern::v2::Error::~Error(): part of it was built for v2, this Quern is v1");
    CHECK(explained("_ZN5quern2v15Error3newEv") ==
          "uses quern::v1::Error::new(), which this Quern does not have: it was built with other headers");
    CHECK(explained("deflate") == "uses deflate, which no library defines");
}

TEST_CASE("what the loader says otherwise is passed on") {
    CHECK(explain_load_error("/a/b.so: cannot allocate memory in static TLS block").what() ==
          std::string("cannot be loaded: /a/b.so: cannot allocate memory in static TLS block"));
    CHECK(explain_load_error("libx.so.1: cannot open shared object file: No such file or directory").what() ==
          std::string("needs the library libx.so.1, which is not installed"));
}
