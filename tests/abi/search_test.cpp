// SPDX-License-Identifier: MIT
// Where plugins are looked for, which one wins, and that nothing looked at goes unmentioned.
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "command.hpp"
#include "plugin/registry.hpp"
#include "temporary_folder.hpp"

namespace fs = std::filesystem;
using quern::host::plugin_folders;
using quern::host::PluginFolder;
using quern::host::Registry;
using quern::host::Verdict;
using quern::testing::run_quern;
using quern::testing::TemporaryFolder;

namespace {

const fs::path plugins = ABI_PLUGINS;
const fs::path bystander = plugins / "good/bystander.so";

void copy_plugin(const fs::path& from, const fs::path& to) {
    fs::create_directories(to.parent_path());
    fs::copy_file(from, to);
}

// "KIND FILE: MESSAGE" of each verdict, the folder's own path left out.
std::vector<std::string> told(const Registry& registry, const fs::path& root) {
    std::vector<std::string> lines;
    for (const Verdict& verdict : registry.verdicts()) {
        constexpr const char* kinds[] = {"loaded", "hidden", "refused", "nothing"};
        const fs::path file = verdict.file.lexically_relative(fs::canonical(root));
        lines.push_back(std::string(kinds[static_cast<int>(verdict.kind)]) + " " + file.string() +
                        (verdict.message.empty() ? "" : ": " + verdict.message));
    }
    return lines;
}

using Lines = std::vector<std::string>;

// An environment variable as a test wants it, put back in the end.
class Environment {
public:
    Environment(const char* name, const std::string& value) : name_(name) {
        if (const char* old = std::getenv(name)) old_ = old, had_ = true;
        ::setenv(name, value.c_str(), 1);
    }
    ~Environment() { had_ ? ::setenv(name_, old_.c_str(), 1) : ::unsetenv(name_); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const char* name_;
    std::string old_;
    bool had_ = false;
};

}  // namespace

TEST_CASE("folders are searched in the order YAML, --plugins, environment, the user's, the installation") {
    const Environment home("HOME", "/home/of/a/test");
    const Environment list("QUERN_PLUGIN_PATH", "/first:relative::/second:");
    const auto folders = plugin_folders({{"/of/the/yaml", "plugins: in a.yaml:3", true}}, {"/given"});
    Lines found;
    for (const PluginFolder& folder : folders)
        found.push_back(folder.path.string() + " (" + folder.asked_by + ")" +
                        (folder.must_exist ? " !" : ""));
    const fs::path installation = fs::path(QUERN_COMMAND).parent_path().parent_path() / "lib/quern";
    CHECK(found == Lines{"/of/the/yaml (plugins: in a.yaml:3) !", "/given (--plugins) !",
                         "/first (QUERN_PLUGIN_PATH)", "relative (QUERN_PLUGIN_PATH)",
                         "/second (QUERN_PLUGIN_PATH)", "/home/of/a/test/.local/lib/quern/1 (the user's own)",
                         installation.string() + " (the installation)"});
}

TEST_CASE("the current directory is never searched by itself") {
    TemporaryFolder folder;
    copy_plugin(bystander, folder / "bystander.so");
    copy_plugin(bystander, folder / "lib/quern/bystander.so");
    const auto listed = run_quern("stages --why", folder.path(), "QUERN_PLUGIN_PATH=:");
    CHECK(listed.exit_code == 0);
    CHECK_THAT(listed.out, !Catch::Contains("bystander"));
}

TEST_CASE("the command searches --plugins before QUERN_PLUGIN_PATH before the user's own folder") {
    TemporaryFolder folder;
    for (const char* place : {"a", "b", "home/.local/lib/quern/1"})
        copy_plugin(bystander, folder / (std::string(place) + "/bystander.so"));
    const std::string root = fs::canonical(folder.path()).string();
    const auto why = run_quern("stages --why test.bystander --plugins a", folder.path(),
                               "QUERN_PLUGIN_PATH=b HOME='" + root + "/home'");
    const std::string hidden = "         test.bystander is hidden by " + root + "/a/bystander.so\n";
    CHECK(why.err == "");
    CHECK(why.out == "loaded   " + root + "/a/bystander.so (--plugins): test.bystander\n" +  //
                         "hidden   " + root + "/b/bystander.so (QUERN_PLUGIN_PATH): test.bystander\n" +
                         hidden + "hidden   " + root +
                         "/home/.local/lib/quern/1/bystander.so (the user's own): test.bystander\n" + hidden);
}

TEST_CASE("of two folders the first wins, stage by stage, whatever the files are called") {
    TemporaryFolder folder;
    copy_plugin(bystander, folder / "one/z.so");
    copy_plugin(bystander, folder / "two/a.so");
    copy_plugin(plugins / "throwing/throwing.so", folder / "two/b.so");
    const Registry registry({{folder / "one", "x", true}, {folder / "two", "y", true}});
    const std::string first = fs::canonical(folder / "one/z.so").string();
    CHECK(told(registry, folder.path()) == Lines{"loaded one/z.so",
                                                 "hidden two/a.so: test.bystander is hidden by " + first,
                                                 "loaded two/b.so"});
    REQUIRE(registry.find("test.bystander"));
    CHECK(registry.find("test.bystander")->file == first);
    Lines names;
    for (const auto& stage : registry.stages()) names.push_back(stage.name);
    CHECK(names == Lines{"test.bystander", "throw.in_constructor", "throw.in_declare", "throw.misnamed",
                         "throw.no_exception", "throw.now_and_then"});
}

TEST_CASE("a conflict in the first folder is not settled by a later folder") {
    TemporaryFolder folder;
    copy_plugin(bystander, folder / "one/a.so");
    copy_plugin(bystander, folder / "one/b.so");
    copy_plugin(bystander, folder / "two/c.so");
    const Registry registry({{folder / "one", "x", true}, {folder / "two", "y", true}});
    CHECK(registry.find("test.bystander") == nullptr);
    CHECK(told(registry, folder.path()) ==
          Lines{"refused one/a.so: a.so and b.so of this folder both offer test.bystander",
                "refused one/b.so: a.so and b.so of this folder both offer test.bystander",
                "hidden two/c.so: test.bystander is hidden by the conflict of a.so and b.so in " +
                    fs::canonical(folder / "one").string()});
    CHECK(registry.suspects("test.bystander").size() == 2);
}

TEST_CASE("a link to a plugin of the same folder is no conflict") {
    TemporaryFolder folder;
    copy_plugin(bystander, folder / "bystander.so");
    fs::create_symlink("bystander.so", folder / "newest.so");
    const Registry registry({{folder.path(), "x", true}});
    CHECK(told(registry, folder.path()) ==
          Lines{"loaded bystander.so",
                "hidden newest.so: is the same file as " + fs::canonical(folder / "bystander.so").string()});
    CHECK(registry.find("test.bystander"));
}

TEST_CASE("things that are called .so and are no plugins are told apart") {
    TemporaryFolder folder;
    folder.write("a_text.so", "#!/bin/sh\necho hello\n");
    fs::create_symlink("nowhere", folder / "b_link.so");
    fs::create_directory(folder / "c_folder.so");
    folder.write("d_empty.so");
    ::mkfifo((folder / "e_pipe.so").c_str(), 0600);
    std::string object = quern::testing::content(bystander);
    object[16] = 1;  // of type ET_REL
    folder.write("f_object.so", object);
    object[18] = 40;  // for an ARM of 32 bits
    folder.write("g_machine.so", object);
    folder.write("notes.txt", "not looked at");
    const Registry registry({{folder.path(), "x", true}});
    CHECK(told(registry, folder.path()) ==
          Lines{"refused a_text.so: is not a shared library",
                "refused b_link.so: is a link to nowhere, which does not exist",
                "refused c_folder.so: is a folder", "refused d_empty.so: is empty",
                "refused e_pipe.so: is not a file",
                "refused f_object.so: is not a shared library but an object file or a program",
                "refused g_machine.so: was built for another kind of machine"});
    for (const Verdict& verdict : registry.verdicts()) CHECK((verdict.kind == Verdict::Kind::refused));
}

TEST_CASE("folders that cannot be searched have a verdict of their own") {
    TemporaryFolder folder;
    fs::create_directory(folder / "empty");
    folder.write("file", "x");
    fs::create_directories(folder / "locked/inner");
    fs::permissions(folder / "locked", fs::perms::none);
    const quern::testing::WithoutPrivileges user;
    const Registry registry({{folder / "absent", "x", false},
                             {folder / "needed", "x", true},
                             {folder / "empty", "x", true},
                             {folder / "empty/../empty", "y", true},
                             {folder / "file", "x", true},
                             {folder / "locked", "x", true},
                             {folder / "locked/inner", "x", false}});
    CHECK(told(registry, folder.path()) ==
          Lines{"nothing absent: does not exist",
                "refused needed: cannot be searched: No such file or directory",
                "nothing empty: holds no plugins", "hidden empty: was searched already (x)",
                "refused file: cannot be searched: Not a directory",
                "refused locked: cannot be searched: Permission denied",
                "refused locked/inner: cannot be searched: Permission denied"});
}

TEST_CASE("a plugin that cannot be read is refused with the reason") {
    TemporaryFolder folder;
    copy_plugin(bystander, folder / "bystander.so");
    fs::permissions(folder / "bystander.so", fs::perms::none);
    const quern::testing::WithoutPrivileges user;
    const Registry registry({{folder.path(), "x", true}});
    CHECK(told(registry, folder.path()) == Lines{"refused bystander.so: cannot be read: Permission denied"});
}

TEST_CASE("files are looked at in the order of their names") {
    TemporaryFolder folder;
    for (const char* name : {"m.so", "a.so", "z.so", "B.so"}) folder.write(name, "x");
    const Registry registry({{folder.path(), "x", true}});
    Lines names;
    for (const Verdict& verdict : registry.verdicts()) names.push_back(verdict.file.filename().string());
    CHECK(names == Lines{"B.so", "a.so", "m.so", "z.so"});
}

TEST_CASE("refused files are suspected by their stages, by their names and by what stands in them") {
    TemporaryFolder folder;
    copy_plugin(plugins / "old_string/old_string.so", folder / "anything.so");
    folder.write("tag_shouts.so", "no plugin");
    copy_plugin(plugins / "throwing/throwing.so", folder / "good.so");
    const Registry registry({{folder.path(), "x", true}});
    const auto names = [&](std::string_view stage) {
        Lines found;
        for (const Verdict* suspect : registry.suspects(stage))
            found.push_back(suspect->file.filename().string());
        return found;
    };
    CHECK(names("test.bystander") == Lines{"anything.so"});
    CHECK(names("tag.shouts") == Lines{"tag_shouts.so"});
    CHECK(names("throw.in_declare") == Lines{});
}

TEST_CASE("a plugin's data folder stands beside it under its own name") {
    TemporaryFolder folder;
    copy_plugin(bystander, folder / "by.stander.so");
    const Registry registry({{folder.path(), "x", true}});
    REQUIRE(registry.find("test.bystander"));
    CHECK(registry.find("test.bystander")->data_folder() == fs::canonical(folder.path()) / "by.stander");
}
