// SPDX-License-Identifier: MIT
#include <dirent.h>
#include <dlfcn.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <quern/input.hpp>

#include "temporary_folder.hpp"

using namespace quern;
using quern::testing::TemporaryFolder;
using Ids = std::vector<std::string>;
namespace fs = std::filesystem;

// The folder of which the system cannot read more than is there.
static fs::path failing_folder;

// In the place of the system's: the end of that folder is an error.
extern "C" dirent* readdir(DIR* stream) {
    static const auto system = reinterpret_cast<dirent* (*)(DIR*)>(::dlsym(RTLD_NEXT, "readdir"));
    dirent* entry = system(stream);
    if (entry || failing_folder.empty()) return entry;
    std::error_code none;
    if (fs::equivalent("/proc/self/fd/" + std::to_string(::dirfd(stream)), failing_folder, none)) errno = EIO;
    return nullptr;
}

namespace {

std::vector<FoundFile> walk(std::vector<fs::path> inputs, const FileWalk::Rules& rules = {}) {
    FileWalk walk(std::move(inputs), rules);
    std::vector<FoundFile> files;
    for (FoundFile file; walk.next(file);) files.push_back(file);
    return files;
}
Ids ids(const std::vector<FoundFile>& files) {
    Ids ids;
    for (const auto& file : files) ids.push_back(file.id);
    return ids;
}

}  // namespace

TEST_CASE("a folder is walked in the order of paths, byte by byte") {
    TemporaryFolder folder;
    for (const auto* name : {"b.txt", "a/z.txt", "a/b/c.txt", "a-b/x.txt", "a.txt", "B.txt", "\u00e9.txt"})
        folder.write(name, name);
    const auto files = walk({folder.path()});
    CHECK(ids(files) == Ids{"B.txt", "a-b/x.txt", "a.txt", "a/b/c.txt", "a/z.txt", "b.txt", "\u00e9.txt"});
    for (const auto& file : files) {
        CHECK(file.problem.empty());
        CHECK(testing::content(file.path) == file.id);
        CHECK(file.size == file.id.size());
    }
}

TEST_CASE("a folder that cannot be read to its end gives what it gave, and a problem") {
    TemporaryFolder folder;
    for (const auto* name : {"a/1.txt", "a/2.txt", "b/3.txt"}) folder.write(name);
    failing_folder = folder / "a";
    const auto files = walk({folder.path()});
    failing_folder.clear();
    REQUIRE(files.size() == 4);
    CHECK(files[0].id == "a");
    CHECK(files[0].problem == "the folder cannot be read to its end: Input/output error");
    CHECK(ids({files[1], files[2], files[3]}) == Ids{"a/1.txt", "a/2.txt", "b/3.txt"});
}

TEST_CASE("a walk tells whether it would take a file that is not there yet") {
    TemporaryFolder folder;
    for (const auto* name : {"in/a.txt", "in/drafts/b.txt", "one.txt"}) folder.write(name);
    fs::create_directory_symlink(folder / "in", folder / "link");
    const auto takes = [&](std::vector<fs::path> inputs, const FileWalk::Rules& rules, const char* path) {
        return FileWalk(std::move(inputs), rules).takes(folder / path);
    };
    CHECK(takes({folder / "in"}, {}, "in/out.txt"));
    CHECK(takes({folder / "in/"}, {}, "in/new/er/out.txt"));
    CHECK(takes({folder / "in"}, {}, "link/out.txt"));
    CHECK(takes({folder / "link"}, {}, "in/../in/out.txt"));
    CHECK(takes({folder / "one.txt", folder / "in"}, {}, "one.txt"));
    CHECK(takes({folder / "in/*/*.txt"}, {}, "in/new/out.txt"));
    CHECK_FALSE(takes({folder / "in/*/*.txt"}, {}, "in/out.txt"));
    CHECK_FALSE(takes({folder / "in"}, {}, "out.txt"));
    CHECK_FALSE(takes({folder / "in"}, {}, "in2/out.txt"));
    CHECK_FALSE(takes({folder / "in"}, {}, "in/.out.txt"));
    CHECK(takes({folder / "in"}, {{}, {}, true}, "in/.out.txt"));
    CHECK_FALSE(takes({folder / "in"}, {{"*.html"}, {}, false}, "in/out.txt"));
    CHECK_FALSE(takes({folder / "in"}, {{}, {"drafts"}, false}, "in/drafts/out.txt"));
    CHECK_FALSE(takes({"-"}, {}, "in/out.txt"));
}

TEST_CASE("inputs come in the order given, and a file that is named goes by its name") {
    TemporaryFolder folder;
    folder.write("z/2.txt");
    folder.write("a/1.txt");
    folder.write("a/.hidden");
    CHECK(ids(walk({folder / "z", folder / "a", folder / "z/2.txt"})) == Ids{"2.txt", "1.txt", "2.txt"});
    CHECK(ids(walk({folder / "a/.hidden"}, {{"*.txt"}, {"*"}, false})) == Ids{".hidden"});
    CHECK(walk({folder / "z"})[0].path == (folder / "z/2.txt").string());
}

TEST_CASE("a pattern leads to files below its fixed part") {
    TemporaryFolder folder;
    for (const auto* name : {"in/a/1.txt", "in/a/1.html", "in/b/2.txt", "in/b/c/3.txt", "out/4.txt"})
        folder.write(name);
    CHECK(ids(walk({folder / "in/*/*.txt"})) == Ids{"a/1.txt", "b/2.txt"});
    CHECK(ids(walk({folder / "in/**/*.txt"})) == Ids{"a/1.txt", "b/2.txt", "b/c/3.txt"});
    CHECK(ids(walk({folder / "*/b/*"})) == Ids{"in/b/2.txt"});
    CHECK(walk({folder / "*.none"}).empty());
}

TEST_CASE("a file whose name looks like a pattern is taken as it is") {
    TemporaryFolder folder;
    folder.write("a[1].txt");
    folder.write("a1.txt");
    CHECK(ids(walk({folder / "a[1].txt"})) == Ids{"a[1].txt"});
}

TEST_CASE("include and exclude go by name, or with a slash by path; hidden files stay out unless asked for") {
    TemporaryFolder folder;
    for (const auto* name :
         {"a.txt", "a.css", "drafts/b.txt", "news/c.txt", "news/d.txt", ".git/e.txt", ".f.txt"})
        folder.write(name);
    CHECK(ids(walk({folder.path()}, {{"*.txt"}, {}, false})) ==
          Ids{"a.txt", "drafts/b.txt", "news/c.txt", "news/d.txt"});
    CHECK(ids(walk({folder.path()}, {{}, {"drafts", "*.css"}, false})) ==
          Ids{"a.txt", "news/c.txt", "news/d.txt"});
    CHECK(ids(walk({folder.path()}, {{"news/*"}, {"news/d*"}, false})) == Ids{"news/c.txt"});
    CHECK(ids(walk({folder.path()}, {{"[.ae]*.txt"}, {}, true})) == Ids{".f.txt", ".git/e.txt", "a.txt"});
}

TEST_CASE("what include and exclude leave out is counted, and nothing else is") {
    TemporaryFolder folder;
    for (const auto* name :
         {"a.txt", "b.html.gz", "c.css", "drafts/d.txt", "drafts/e.txt", ".f.css", "x/g.md"})
        folder.write(name);
    const auto left_out = [](const fs::path& input, const FileWalk::Rules& rules) {
        FileWalk walk({input}, rules);
        for (FoundFile file; walk.next(file);) {
        }
        return walk.left_out();
    };
    CHECK(left_out(folder.path(), {}) == 0);
    CHECK(left_out(folder.path(), {{"*.txt"}, {}, false}) == 3);
    CHECK(left_out(folder.path(), {{}, {"drafts", "*.css"}, false}) == 2);  // the folder as one
    CHECK(left_out(folder.path(), {{"*.txt"}, {"drafts", "*.css"}, true}) == 5);
    CHECK(left_out(folder / "*.txt", {{"a*"}, {}, false}) == 0);
    CHECK(left_out(folder / "a.txt", {{}, {"*.txt"}, false}) == 0);  // a file that is named is taken
}

TEST_CASE("symbolic links that lead in circles end, and every folder is visited once") {
    TemporaryFolder folder;
    folder.write("in/a/1.txt");
    folder.write("out/2.txt");
    fs::create_directory_symlink(folder / "in", folder / "in/a/up");       // a circle
    fs::create_directory_symlink(folder / "in/a", folder / "in/0first");   // sorts before the folder itself
    fs::create_directory_symlink(folder / "out", folder / "in/outside");   // followed
    fs::create_directory_symlink(folder / "out", folder / "in/outside2");  // the same again
    fs::create_directory_symlink(folder / "out", folder / "out/self");     // a circle out there
    CHECK(ids(walk({folder / "in"})) == Ids{"a/1.txt", "outside/2.txt"});
}

TEST_CASE("a link to the input itself is followed") {
    TemporaryFolder folder;
    folder.write("in/1.txt");
    fs::create_directory_symlink(folder / "in", folder / "link");
    CHECK(ids(walk({folder / "link"})) == Ids{"1.txt"});
}

TEST_CASE("what cannot be read is told, and the rest goes on") {
    TemporaryFolder folder;
    folder.write("a.txt");
    folder.write("shut/b.txt");
    folder.write("z.txt");
    fs::create_symlink("nowhere", folder / "broken");
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    fs::permissions(folder / "shut", fs::perms::none);
    std::vector<FoundFile> files;
    {
        testing::WithoutPrivileges unprivileged;
        files = walk({folder.path(), folder / "missing"});
    }
    fs::permissions(folder / "shut", fs::perms::owner_all);
    REQUIRE(ids(files) == Ids{"a.txt", "broken", "pipe", "shut", "z.txt", "missing"});
    CHECK(files[1].problem == "a symbolic link to nowhere, which cannot be found: No such file or directory");
    CHECK(files[2].problem == "not a regular file");
    CHECK(files[3].problem == "the folder cannot be opened: Permission denied");
    CHECK(files[5].problem == "cannot be found: No such file or directory");
    CHECK(files[0].problem.empty());
    CHECK(files[4].problem.empty());
}
