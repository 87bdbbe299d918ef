// SPDX-License-Identifier: MIT
// A folder of everything that is not a good text: each file has its verdict, and the good ones come out
// whole.
#include <unistd.h>

#include <catch2/catch.hpp>

#include "child.hpp"
#include "command.hpp"
#include "temporary_folder.hpp"

using namespace quern::testing;
namespace fs = std::filesystem;

namespace {

struct Workplace {
    TemporaryFolder folder;

    Workplace() {
        folder.write("p.yaml",
                     "quern: 1\ninput: { use: read.files, path: in }\n"
                     "stages: [{ use: test.trouble, mark: dawdling, seconds: 0.3 }]\n"
                     "outputs: [{ use: export.csv, path: out }]\n");
        folder.write("in/good.txt", "A good text.\n");
        folder.write("in/sub/good.txt", "Another good text.\n");
    }
    CommandResult run(const std::string& arguments = {}) const {
        return run_quern("run p.yaml --plugins '" TEST_PLUGINS "' " + arguments, folder.path());
    }
    bool has_document(const std::string& id) const {
        return content(folder / "out/documents.csv").find("," + id + ",") != std::string::npos;
    }
    std::string quarantine() const { return content(folder / "out.quarantine.ndjson"); }
    bool in_quarantine(const std::string& id) const {
        return quarantine().find("\"id\":\"" + id + "\"") != std::string::npos;
    }
};

}  // namespace

TEST_CASE("odd but readable files come out as documents") {
    Workplace place;
    place.folder.write("in/empty.txt");
    place.folder.write("in/invalid.txt", "Caf\xE9 \xFF, twice.\n");
    place.folder.write("in/long.txt", std::string(3'000'000, 'x') + "\n");
    const auto result = place.run();
    INFO(result.err);
    CHECK(result.exit_code == 0);
    for (const auto* id : {"good.txt", "sub/good.txt", "empty.txt", "invalid.txt", "long.txt"}) {
        INFO(id);
        CHECK(place.has_document(id));
    }
}

TEST_CASE("files that cannot be read go to quarantine, each with its reason, and the others come out") {
    Workplace place;
    place.folder.write("in/binary.txt", std::string("\x7F"
                                                    "ELF\2\1\1\0\0\0\0\0",
                                                    12));
    place.folder.write("in/cut.txt.gz", std::string("\x1F\x8B\x08\0\0\0\0\0\0\3K", 11));
    fs::create_symlink("nowhere.txt", place.folder / "in/broken.txt");
    const auto result = place.run();
    INFO(result.err);
    CHECK(result.exit_code == 3);
    CHECK(place.has_document("good.txt"));
    CHECK(place.has_document("sub/good.txt"));
    for (const auto* id : {"binary.txt", "broken.txt"}) {
        INFO(place.quarantine());
        CHECK(place.in_quarantine(id));
        CHECK(!place.has_document(id));
    }
    CHECK(result.err.find("quarantined 3") != std::string::npos);
    CHECK(result.err.find("read.files: ") != std::string::npos);
}

TEST_CASE("a file that vanishes while the run goes on goes to quarantine") {
    Workplace place;
    place.folder.write("in/a.txt", "DAWDLE");
    place.folder.write("in/zz.txt", "Soon gone.");
    TemporaryFolder logs;
    Child child({QUERN_COMMAND, "run", "p.yaml", "--plugins", TEST_PLUGINS, "--jobs", "1"},
                place.folder.path(), logs.path());
    REQUIRE(eventually([&] { return fs::exists(place.folder / "dawdling"); }));
    fs::remove(place.folder / "in/zz.txt");
    CHECK(child.wait() == 3);
    CHECK(place.has_document("a.txt"));
    CHECK(place.has_document("good.txt"));
    CHECK(place.in_quarantine("zz.txt"));
    CHECK(place.quarantine().find("No such file or directory") != std::string::npos);

    // Back again, it is found by its path.
    place.folder.write("in/zz.txt", "Back again.");
    CHECK(place.run("--retry out.quarantine.ndjson --set outputs.0.if_exists=append").exit_code == 0);
    CHECK(place.has_document("zz.txt"));
    CHECK(!fs::exists(place.folder / "out.quarantine.ndjson"));
}

TEST_CASE("a folder that may not be read is told, and the rest is read") {
    Workplace place;
    place.folder.write("in/locked/secret.txt", "Secret.");
    fs::permissions(place.folder / "in/locked", fs::perms::none);
    // Permissions mean nothing to root.
    const bool root = ::geteuid() == 0;
    if (root) {
        fs::permissions(place.folder.path(), fs::perms::all);
        fs::permissions(place.folder / "in", fs::perms::all);
    }
    const std::string as_nobody = root ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
    const auto result = run_shell(as_nobody + "'" QUERN_COMMAND "' run p.yaml --plugins '" TEST_PLUGINS "'",
                                  place.folder.path());
    fs::permissions(place.folder / "in/locked", fs::perms::all);
    INFO(result.err);
    CHECK(result.exit_code == 3);
    CHECK(place.has_document("good.txt"));
    CHECK(result.err.find("ermission denied") != std::string::npos);
    CHECK(place.quarantine().find("locked") != std::string::npos);
}

TEST_CASE("an output folder that may not be written to is told, and nothing is left") {
    Workplace place;
    fs::create_directory(place.folder / "frozen");
    const bool root = ::geteuid() == 0;
    if (root) fs::permissions(place.folder.path(), fs::perms::all);
    fs::permissions(place.folder / "frozen", fs::perms::owner_read | fs::perms::owner_exec |
                                                 fs::perms::others_read | fs::perms::others_exec);
    const std::string as_nobody = root ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
    const auto result = run_shell(as_nobody + "'" QUERN_COMMAND "' run p.yaml --plugins '" TEST_PLUGINS
                                              "' --set outputs.0.path=frozen/out",
                                  place.folder.path());
    INFO(result.err);
    CHECK(result.exit_code == 1);
    CHECK(result.err.find("frozen") != std::string::npos);
    CHECK(result.err.find("ermission denied") != std::string::npos);
    CHECK(result.err.find("choose a folder that you may write to") != std::string::npos);
    CHECK(fs::is_empty(place.folder / "frozen"));
}

TEST_CASE("an input that does not exist is a mistake, not a run") {
    const Workplace place;
    const auto result = place.run("nowhere");
    CHECK(result.exit_code == 2);
    CHECK(result.err.find("nowhere") != std::string::npos);
    CHECK(!fs::exists(place.folder / "out"));
}
