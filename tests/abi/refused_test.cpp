// SPDX-License-Identifier: MIT
// What a person reads about a plugin that cannot be used: the verdict, and the answer to asking for its
// stage.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "command.hpp"
#include "plugin/registry.hpp"
#include "plugin/tag_check.hpp"

namespace fs = std::filesystem;
using quern::BuildTag;
using quern::host::PluginFolder;
using quern::host::Registry;
using quern::host::to_string;
using quern::host::Verdict;
using quern::testing::run_quern;

namespace {

const fs::path plugins = ABI_PLUGINS;

const std::string rebuild =
    "build it anew with this Quern's headers: cmake -B build --fresh && cmake --build build --clean-first";

std::string rebuild_with(const std::string& flags) {
    return "build it anew with this Quern's headers: cmake -B build --fresh -DCMAKE_CXX_FLAGS=\"" + flags +
           "\" && cmake --build build --clean-first";
}

struct Expected {
    std::string folder, stage, message, hint;
    std::string file = {};  // where it is not FOLDER.so
};

fs::path file_of(const Expected& expected) {
    return plugins / expected.folder / (expected.file.empty() ? expected.folder + ".so" : expected.file);
}

// Through the registry and through the command; `expected.stage` is one that the file would offer.
void check_refused(const Expected& expected) {
    const fs::path folder = plugins / expected.folder, file = file_of(expected);
    INFO(file);
    const Registry registry({PluginFolder{folder, "the test", true}});
    bool found = false;
    for (const Verdict& verdict : registry.verdicts()) {
        if (verdict.file != file) continue;
        found = true;
        CHECK(verdict.kind == Verdict::Kind::refused);
        CHECK(verdict.message == expected.message);
        CHECK(verdict.hint == expected.hint);
    }
    CHECK(found);
    CHECK(registry.find(expected.stage) == nullptr);

    const auto why = run_quern("stages --why --plugins '" + folder.string() + "'");
    CHECK(why.exit_code == 0);
    CHECK(why.err == "");
    // A message of several lines is indented as a whole.
    std::string indented;
    for (const char c : expected.message)
        indented += c == '\n' ? std::string("\n         ") : std::string(1, c);
    CHECK_THAT(why.out, Catch::Contains("refused  " + file.string() + " (--plugins)"));
    CHECK_THAT(why.out, Catch::Contains("\n         " + indented + "\n         " + expected.hint + "\n"));
}

// The lines that tell of the refusal under a message, `indent` blanks in.
std::string told_beneath(const Expected& expected, std::size_t indent) {
    const std::string start(indent, ' ');
    std::string lines;
    for (const char c : expected.message) lines += c == '\n' ? "\n" + start : std::string(1, c);
    return start + file_of(expected).string() + " " + lines + "\n" + start + "  " + expected.hint + "\n";
}

// The answers of `quern stages STAGE` and `quern check` where only that file could have offered the stage.
void check_stage_is_missed(const Expected& expected) {
    const std::string folder = (plugins / expected.folder).string();
    const auto shown = run_quern("stages " + expected.stage + " --plugins '" + folder + "'");
    CHECK(shown.exit_code == 2);
    CHECK(shown.out == "");
    CHECK(shown.err == "quern: there is no stage '" + expected.stage + "'\n" + told_beneath(expected, 2) +
                           "  quern stages --why\n");

    quern::testing::TemporaryFolder pipeline;
    pipeline.write("p.yaml", "quern: 1\nstages:\n  - use: " + expected.stage + "\n");
    const auto checked = run_quern("check p.yaml --plugins '" + folder + "'", pipeline.path());
    CHECK(checked.exit_code == 2);
    CHECK_THAT(checked.err,
               Catch::Contains("p.yaml:3:10: error: there is no stage '" + expected.stage + "'\n"));
    CHECK_THAT(checked.err, Catch::Contains("\n" + told_beneath(expected, 2)));
}

// As its compiler saw it: the table in the file is found by the numbers that it begins with.
std::uint32_t size_of_document_in(const std::string& plugin) {
    const std::string bytes = quern::testing::content(plugins / plugin);
    const std::uint32_t start[] = {sizeof(quern::PluginTable), QUERN_ABI, 1};
    const auto at = bytes.find(std::string(reinterpret_cast<const char*>(start), sizeof start));
    REQUIRE(at != bytes.npos);
    BuildTag tag;
    std::memcpy(&tag, bytes.data() + at + offsetof(quern::PluginTable, tag), sizeof tag);
    return tag.document_size;
}

std::string difference(const std::string& field, const BuildTag& plugin) {
    return "was built in another way than this Quern; they differ in " + field +
           "\n  the plugin:  " + to_string(plugin) + "\n  this Quern:  " + to_string(quern::build_tag);
}

}  // namespace

TEST_CASE("a plugin of another ABI number is told from a library that is no plugin") {
    check_refused({"other_abi", "test.other", "was built for ABI 2, this Quern speaks 1", rebuild});
    check_refused({"no_table", "test.bystander", "is no plugin of Quern: it has no symbol quern_plugin_1",
                   "QUERN_PLUGIN(…) in one of its source files makes the symbol; see docs/authors.md"});
}

TEST_CASE("a build tag is shown field by field") {
    BuildTag tag = quern::build_tag;
    tag.asan = 1;
    tag.tsan = 0;
    tag.document_size = 128;
    tag.declaration_size = 8;
    CHECK(to_string(tag) ==
          "abi 1, itanium 1, cxx11_string 1, debug_mode 0, asan 1, tsan 0, pointer_size 8, string_size 32, "
          "document_size 128, declaration_size 8");
}

TEST_CASE("a plugin with the other string ABI is refused before its code runs") {
    BuildTag tag = quern::build_tag;
    tag.cxx11_string = 0;
    tag.string_size = 8;
    tag.document_size = size_of_document_in("old_string/old_string.so");
    const Expected expected{"old_string", "test.bystander",
                            difference("cxx11_string (another std::string)", tag),
                            rebuild_with("-D_GLIBCXX_USE_CXX11_ABI=1")};
    check_refused(expected);
    check_stage_is_missed(expected);
}

TEST_CASE("a plugin with containers in debug mode is refused before its code runs") {
    BuildTag tag = quern::build_tag;
    tag.debug_mode = 1;
    tag.document_size = size_of_document_in("debug_mode/debug_mode.so");
    const Expected expected{"debug_mode", "test.bystander",
                            difference("debug_mode (containers in debug mode or not)", tag),
                            rebuild_with("-U_GLIBCXX_DEBUG")};
    check_refused(expected);
    check_stage_is_missed(expected);
}

TEST_CASE("a plugin with a sanitizer that this build has not, or without one that it has, is refused") {
    BuildTag tag = quern::build_tag;
    std::string field, flag;
    if (tag.asan || tag.tsan) {
        field = tag.asan ? "asan (AddressSanitizer or not)" : "tsan (ThreadSanitizer or not)";
        flag = tag.asan ? "-fsanitize=address" : "-fsanitize=thread";
        tag.asan = tag.tsan = 0;
    } else {
        field = "asan (AddressSanitizer or not)";
        flag = "-fno-sanitize=address";
        tag.asan = 1;
    }
    const Expected expected{"other_sanitizer", "test.bystander", difference(field, tag), rebuild_with(flag)};
    check_refused(expected);
    check_stage_is_missed(expected);
}

TEST_CASE("a plugin of other headers is refused before its static constructors run") {
    BuildTag tag = quern::build_tag;
    tag.document_size += 8;
    check_refused(
        {"other_headers", "test.none", difference("document_size (other headers of Quern)", tag), rebuild});
}

TEST_CASE("a plugin whose parts were built in different ways is told which way") {
    const Expected expected{
        "mixed", "test.mixed",
        "uses quern::v1debug::Document::text[abi:cxx11]() const: part of it was built with "
        "-D_GLIBCXX_DEBUG, this Quern was not",
        rebuild_with("-U_GLIBCXX_DEBUG")};
    check_refused(expected);
    check_stage_is_missed(expected);
}

TEST_CASE("a function or a library that is missing is named") {
    check_refused(
        {"missing_function", "test.missing_function", "uses forgotten::helper(int), which no library defines",
         "link it to the library that does, and with -Wl,-z,defs, which finds such mistakes when building"});
    check_refused({"missing_library", "test.missing_function",
                   "needs the library libabi_helper.so, which is not installed",
                   "install it (ldd FILE lists what is missing)"});
}

TEST_CASE("a file that was cut short is refused, wherever the cut is, and the loader never sees it") {
    const auto size = fs::file_size(plugins / "good/bystander.so");
    for (const char* name : {"half.so", "all_but_a_byte.so", "header_alone.so"}) {
        const fs::path file = plugins / "cut_short" / name;
        INFO(file);
        const Registry registry({PluginFolder{plugins / "cut_short", "the test", true}});
        for (const Verdict& verdict : registry.verdicts()) {
            if (verdict.file != file) continue;
            CHECK(verdict.kind == Verdict::Kind::refused);
            CHECK_THAT(verdict.message, Catch::StartsWith("is cut short or damaged: it ends at byte " +
                                                          std::to_string(fs::file_size(file)) +
                                                          ", its tables speak of byte "));
            CHECK(verdict.hint == "copy or build it anew");
        }
    }
    check_refused({"cut_short", "test.bystander",
                   "is cut short or damaged: it ends at byte " + std::to_string(size - 1) +
                       ", its tables speak of byte " + std::to_string(size),
                   "copy or build it anew", "all_but_a_byte.so"});
}

TEST_CASE("a table of stages with a mistake is refused with the mistake's name") {
    const std::string see = "see QUERN_PLUGIN in docs/authors.md";
    const std::string form = "a name is KIND.NAME, both of small letters, digits and underscores: tag.shouts";
    check_refused({"bad_name", "test.stage", "offers a stage with the bad name 'Test Stage'", form});
    check_refused({"no_name", "test.stage", "offers a stage with the bad name ''", form});
    check_refused({"same_name", "test.twice", "offers the stage test.twice twice", see});
    check_refused({"bad_kind", "test.odd", "offers the stage test.odd as of the unknown kind 9", see});
    check_refused({"no_maker", "test.unmade", "offers the stage test.unmade without a way to make it", see});
    check_refused({"no_version", "test.listed_nowhere", "does not tell its version", see});
    check_refused({"no_stages", "test.listed_nowhere", "offers no stage", see});
    check_refused({"other_size", "test.listed_nowhere",
                   "has a table of stages of " + std::to_string(sizeof(quern::PluginTable) + 16) +
                       " bytes, where this Quern expects " + std::to_string(sizeof(quern::PluginTable)),
                   rebuild});
}

TEST_CASE("two files of one folder that offer one stage are both refused, and each names the other") {
    const std::string message = "one.so and two.so of this folder both offer test.bystander";
    const std::string hint = "keep one of them: a folder may offer a stage once";
    check_refused({"conflict", "test.bystander", message, hint, "one.so"});
    check_refused({"conflict", "test.bystander", message, hint, "two.so"});

    const std::string folder = (plugins / "conflict").string();
    const auto shown = run_quern("stages test.bystander --plugins '" + folder + "'");
    CHECK(shown.exit_code == 2);
    CHECK(shown.err == "quern: there is no stage 'test.bystander'\n  " + folder + "/one.so " + message +
                           "\n    " + hint + "\n  " + folder + "/two.so " + message + "\n    " + hint +
                           "\n  quern stages --why\n");
}

TEST_CASE("a refused plugin whose stage is found in a later folder is warned of") {
    BuildTag tag = quern::build_tag;
    tag.cxx11_string = 0;
    tag.string_size = 8;
    tag.document_size = size_of_document_in("old_string/old_string.so");
    const Expected expected{"old_string", "test.bystander",
                            difference("cxx11_string (another std::string)", tag),
                            rebuild_with("-D_GLIBCXX_USE_CXX11_ABI=1")};
    quern::testing::TemporaryFolder pipeline;
    pipeline.write("p.yaml", "quern: 1\nstages:\n  - use: test.bystander\n");
    const std::string good = " --plugins '" + (plugins / "good").string() + "'";
    const std::string bad = " --plugins '" + (plugins / "old_string").string() + "'";
    CHECK_THAT(
        run_quern("check p.yaml" + bad + good, pipeline.path()).err,
        Catch::Contains("p.yaml:3:10: warning: a plugin that may offer test.bystander could not be used\n"
                        "  3 |   - use: test.bystander\n    |          ^^^^^^^^^^^^^^\n" +
                        told_beneath(expected, 2) +
                        "  used instead: " + (plugins / "good/bystander.so").string() + "\n"));
    CHECK_THAT(run_quern("check p.yaml" + good + bad, pipeline.path()).err, !Catch::Contains("warning"));
}
