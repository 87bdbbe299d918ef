// SPDX-License-Identifier: MIT
// `quern run` as a person or a script meets it: exit codes, messages, files, signals.
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include "child.hpp"
#include "command.hpp"
#include "temporary_folder.hpp"

using namespace quern::testing;
namespace fs = std::filesystem;

namespace {

const std::string plugins = " --plugins '" TEST_PLUGINS "' ";

std::string record(const std::string& id, const std::string& text) {
    return R"({"id":")" + id + R"(","text":")" + text + "\"}\n";
}

// A folder with a pipeline over in.ndjson that writes out/out.ndjson.
struct Workplace {
    TemporaryFolder folder;

    explicit Workplace(const std::string& input, const std::string& more = {}) {
        folder.write("in.ndjson", input);
        folder.write("p.yaml",
                     "quern: 1\ntitle: Trouble\ninput: { use: read.json, path: in.ndjson }\n"
                     "stages: [{ use: test.trouble }]\n"
                     "outputs: [{ use: export.json, path: out/out.ndjson }]\n" +
                         more);
    }
    CommandResult run(const std::string& arguments) const {
        return run_quern("run p.yaml" + plugins + arguments, folder.path());
    }
    Child start(const std::vector<std::string>& arguments, const fs::path& logs) const {
        std::vector<std::string> command{QUERN_COMMAND, "run", "p.yaml", "--plugins", TEST_PLUGINS};
        command.insert(command.end(), arguments.begin(), arguments.end());
        return {command, folder.path(), logs};
    }
    std::vector<std::string> files(const std::string& in = "out") const {
        std::vector<std::string> names;
        if (!fs::exists(folder / in)) return names;
        for (const auto& entry : fs::directory_iterator(folder / in))
            names.push_back(entry.path().filename());
        std::sort(names.begin(), names.end());
        return names;
    }
    std::string output() const { return content(folder / "out/out.ndjson"); }
};

const std::vector<std::string> complete{"out.ndjson", "out.schema.json"};

std::string many(int count) {
    std::string all;
    for (int i = 1; i <= count; ++i) {
        const char* word = i % 100 == 0 ? "THROW" : i % 31 == 0 ? "DROP" : i % 7 == 0 ? "DAWDLE" : "fine";
        all += record("d" + std::to_string(i), "This is " + std::string(word) + ".");
    }
    return all;
}

std::size_t lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a run without problems ends with 0 and a report on stderr") {
    const Workplace place(record("a", "One.") + record("b", "DROP this.") + record("c", "Three."));
    const auto result = place.run("--report r.json");
    CHECK(result.exit_code == 0);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, Catch::StartsWith("Trouble: done in "));
    CHECK(contains(result.err, "test.trouble: told to"));
    CHECK(contains(result.err, "out/out.ndjson"));
    CHECK(place.files() == complete);
    CHECK(lines(place.output()) == 2);
    CHECK(contains(content(place.folder / "r.json"), R"("outcome":"done")"));
}

TEST_CASE("--quiet says nothing but errors") {
    const Workplace place(record("a", "One."));
    const auto well = place.run("--quiet");
    CHECK(well.exit_code == 0);
    CHECK(well.err.empty());
    const auto badly = place.run("--quiet --set outputs.0.path=/dev/full");
    CHECK(badly.exit_code == 1);
    CHECK(contains(badly.err, "No space left on device"));
}

TEST_CASE("outputs are the same, byte for byte, whatever the number of threads") {
    const Workplace place(many(1000), "on_error: quarantine\n");
    REQUIRE(place.run("--jobs 1").exit_code == 3);
    const auto one = place.output(), quarantined = content(place.folder / "out/out.ndjson.quarantine.ndjson");
    CHECK(lines(quarantined) == 10);
    for (const char* jobs : {"2", "8"}) {
        REQUIRE(place.run(std::string("--jobs ") + jobs).exit_code == 3);
        CHECK(place.output() == one);
        CHECK(content(place.folder / "out/out.ndjson.quarantine.ndjson") == quarantined);
    }
}

TEST_CASE("a stage that throws on one document in a hundred: the rest is written, the exit code is 3") {
    const Workplace place(many(500));
    const auto result = place.run("");
    CHECK(result.exit_code == 3);
    CHECK(contains(result.err, "done with problems"));
    CHECK(contains(result.err, "test.trouble: told to throw"));
    CHECK(contains(result.err, "out/out.ndjson.quarantine.ndjson"));
    CHECK(lines(place.output()) == 500 - 5 - 16);  // 500 / 100 thrown on, 500 / 31 dropped
}

TEST_CASE("--retry runs the documents in quarantine again and adds them to the output") {
    Workplace place(record("a", "One.") + record("b", "THROW it.") + record("c", "Three."));
    REQUIRE(place.run("").exit_code == 3);
    const std::string retry = "--retry out/out.ndjson.quarantine.ndjson ";
    SECTION("not in the place of what is there") {
        const auto result = place.run(retry);
        CHECK(result.exit_code == 2);
        CHECK(contains(result.err, "would replace out/out.ndjson"));
        CHECK(contains(result.err, "--set outputs.0.if_exists=append"));
        CHECK(lines(place.output()) == 2);
    }
    SECTION("what still fails stays in quarantine") {
        CHECK(place.run(retry + "--set outputs.0.if_exists=append").exit_code == 3);
        CHECK(lines(place.output()) == 2);
        CHECK(lines(content(place.folder / "out/out.ndjson.quarantine.ndjson")) == 1);
    }
    SECTION("what goes well now is taken out of it") {
        const auto pipeline = content(place.folder / "p.yaml");
        place.folder.write("p.yaml", pipeline.substr(0, pipeline.find("stages:")) +
                                         "stages: [{ use: segment.text }]\n" +
                                         pipeline.substr(pipeline.find("outputs:")));
        const auto result = place.run(retry + "--set outputs.0.if_exists=append");
        CHECK(result.exit_code == 0);
        CHECK(lines(place.output()) == 3);
        CHECK(contains(place.output(), "THROW it."));
        CHECK(place.files() == complete);
    }
    SECTION("a file that is no quarantine is a wrong use") {
        CHECK(place.run("--retry in.ndjson --set outputs.0.path=x.ndjson").exit_code == 2);
        CHECK(place.run("--retry nowhere.ndjson").exit_code == 2);
    }
}

TEST_CASE("--retry with --limit leaves the other documents in quarantine") {
    const Workplace place(record("a", "THROW.") + record("b", "THROW.") + record("c", "THROW."));
    REQUIRE(place.run("").exit_code == 3);
    const auto result =
        place.run("--retry out/out.ndjson.quarantine.ndjson --limit 1 --set outputs.0.if_exists=append");
    CHECK(result.exit_code == 3);
    CHECK(contains(result.err, "2 of the documents in out/out.ndjson.quarantine.ndjson were not run"));
    CHECK(lines(content(place.folder / "out/out.ndjson.quarantine.ndjson")) == 3);
}

TEST_CASE("a run that adds to an output keeps the quarantine of those before it") {
    const Workplace place(record("a", "One.") + record("b", "THROW."));
    REQUIRE(place.run("").exit_code == 3);
    const auto quarantine = place.folder / "out/out.ndjson.quarantine.ndjson";
    place.folder.write("well.ndjson", record("c", "Three."));
    CHECK(place.run("well.ndjson --set outputs.0.if_exists=append").exit_code == 0);
    CHECK(lines(content(quarantine)) == 1);
    place.folder.write("badly.ndjson", record("d", "THROW."));
    CHECK(place.run("badly.ndjson --set outputs.0.if_exists=append").exit_code == 3);
    CHECK(lines(content(quarantine)) == 2);
    CHECK(place.run("well.ndjson").exit_code == 0);
    CHECK(!fs::exists(quarantine));
}

TEST_CASE("pipelines that write to stdout have each a quarantine of its own") {
    const Workplace place(record("a", "THROW."));
    REQUIRE(place.run("--set outputs.0.path=-").exit_code == 3);
    place.folder.write("q.yaml", content(place.folder / "p.yaml"));
    place.folder.write("in.ndjson", record("a", "One."));
    CHECK(run_quern("run q.yaml --set outputs.0.path=-" + plugins, place.folder.path()).exit_code == 0);
    CHECK(lines(content(place.folder / "p.quarantine.ndjson")) == 1);
}

TEST_CASE("a quarantine that is somebody's notes is left as it is, and the run fails at once") {
    const Workplace place(record("a", "One."), "quarantine: notes.txt\n");
    const auto notes = place.folder.write("notes.txt", "Milk.\n");
    const auto result = place.run("");
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "notes.txt exists and is no quarantine file"));
    CHECK(content(notes) == "Milk.\n");
    CHECK(place.files().empty());
}

TEST_CASE("a FatalError and on_error: stop end the run with 1, and leave nothing") {
    const Workplace fatal(many(50) + record("x", "FATAL") + many(50));
    const auto result = fatal.run("--report r.json");
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "x: test.trouble: told to end the run"));
    CHECK(contains(result.err, "no output was written"));
    CHECK(contains(content(fatal.folder / "r.json"), R"("outcome":"failed")"));
    CHECK(fatal.files().empty());

    const Workplace stop(many(50) + record("x", "ERROR") + many(50), "on_error: stop\n");
    const auto stopped = stop.run("");
    CHECK(stopped.exit_code == 1);
    CHECK(contains(stopped.err, "x: test.trouble: told to fail\n  tell it something else"));
    CHECK(stop.files().empty());
}

TEST_CASE("on_error: skip leaves documents out and ends with 3") {
    const Workplace place(many(200), "on_error: skip\n");
    const auto result = place.run("");
    CHECK(result.exit_code == 3);
    CHECK(place.files() == complete);
}

TEST_CASE("data goes to stdout, words to stderr") {
    const Workplace place(record("a", "One.") + record("b", "Two."));
    const auto result = place.run("--set outputs.0.path=-");
    CHECK(result.exit_code == 0);
    CHECK(lines(result.out) == 2);
    CHECK_THAT(result.out, Catch::StartsWith("{"));
    CHECK(contains(result.err, "done in"));
}

TEST_CASE("an input of - is stdin, and a report of - is stdout") {
    const Workplace place("");
    place.folder.write("other.ndjson", record("a", "From stdin."));
    const auto result = place.run("- --report - < other.ndjson");
    CHECK(result.exit_code == 0);
    CHECK(contains(place.output(), "From stdin."));
    CHECK(contains(result.out, R"("exported":1)"));
}

TEST_CASE("a report takes the place of nothing that the run reads or writes") {
    const Workplace place(record("a", "One."));
    const auto pipeline = content(place.folder / "p.yaml");
    for (const char* path : {"out/out.ndjson", "out/out.ndjson.quarantine.ndjson", "in.ndjson", "p.yaml"}) {
        CAPTURE(path);
        const auto result = place.run(std::string("--report ") + path);
        CHECK(result.exit_code == 2);
        CHECK(contains(result.err, std::string("--report would write to '") + path + "', "));
    }
    CHECK(place.files().empty());
    CHECK(content(place.folder / "in.ndjson") == record("a", "One."));
    CHECK(content(place.folder / "p.yaml") == pipeline);
    const auto mixed = place.run("--report - --set outputs.0.path=-");
    CHECK(mixed.exit_code == 2);
    CHECK(mixed.out.empty());
}

TEST_CASE("an output in the folder that is read is refused, so that a second run does not read it") {
    const Workplace place("");
    place.folder.write("mix/in.ndjson", record("a", "One."));
    const auto result = place.run("mix --set outputs.0.path=mix/out.ndjson");
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, "which read.json would read with its input"));
    CHECK(place.files("mix") == std::vector<std::string>{"in.ndjson"});
    CHECK(place.run("mix --set outputs.0.path=mix/out.txt --set quarantine=q.ndjson").exit_code == 0);
}

TEST_CASE("the record of a run says how to repeat it: --limit, --retry, --set, inputs and the environment") {
    Workplace place(record("a", "THROW.") + record("b", "Two."));
    place.folder.write("p.yaml",
                       "quern: 1\ninput: { use: read.json, path: '${QUERN_TEST_IN:-in.ndjson}' }\n"
                       "stages: [{ use: test.trouble }]\n"
                       "outputs: [{ use: export.sqlite, path: out.db }]\n"
                       "quarantine: q.ndjson\n");
    REQUIRE(place.run("").exit_code == 3);
    const auto result = place.run(
        "--retry q.ndjson --limit 1 --set outputs.0.path=two.db --set on_error=skip --report r.json");
    REQUIRE(result.exit_code == 3);
    const std::string changes[] = {"${QUERN_TEST_IN:-in.ndjson}: in.ndjson", "--set outputs.0.path=two.db",
                                   "--set on_error=skip", "--retry q.ndjson", "--limit 1"};
    const auto report = content(place.folder / "r.json"), database = content(place.folder / "two.db");
    for (const auto& change : changes) {
        CHECK(contains(report, '"' + change + '"'));
        CHECK(contains(database, "\n# " + change + "\n"));
    }
    REQUIRE(place.run("in.ndjson --report r.json").exit_code == 3);
    const auto plain = content(place.folder / "r.json");
    CHECK(contains(plain, R"("changes":["INPUT in.ndjson"])"));
}

TEST_CASE("each --set takes one value, so that pipeline and inputs may follow it") {
    const Workplace place("");
    place.folder.write("other.ndjson", record("a", "Another."));
    const auto result =
        run_quern("run --set outputs.0.path=a.ndjson --set title=Changed p.yaml other.ndjson" + plugins,
                  place.folder.path());
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.err, Catch::StartsWith("Changed: done in "));
    CHECK(contains(content(place.folder / "a.ndjson"), "Another."));
}

TEST_CASE("wrong uses and wrong configurations end with 2 before anything is written") {
    const Workplace place(record("a", "One."));
    const auto arguments =
        GENERATE("--jobs 0", "--jobs many", "--limit -1", "--set nothing", "--frobnicate", "nowhere.ndjson",
                 "--set stages.0.use=test.nonsense", "--set stages.0.sconds=1");
    const auto result = place.run(arguments);
    INFO(arguments);
    CHECK(result.exit_code == 2);
    CHECK(!result.err.empty());
    CHECK(place.files().empty());
    CHECK(run_quern("run nowhere.yaml").exit_code == 2);
}

TEST_CASE("what a run would refuse once it is prepared, check finds as well, all of it and with its place") {
    const Workplace place("");
    place.folder.write("in/a.txt", "Text.");
    place.folder.write("p.yaml",
                       "quern: 1\n"
                       "input: { use: read.files, path: in, include: ['[a'] }\n"
                       "stages:\n  - { use: clean.html }\n"
                       "outputs: [{ use: export.json, path: out/out.ndjson }]\n");
    const auto command = [&](const char* verb, const std::string& arguments) {
        return run_quern(verb + (" p.yaml" + plugins) + arguments, place.folder.path());
    };
    for (const auto* verb : {"check", "run"}) {
        const auto glob = command(verb, "");
        CHECK(glob.exit_code == 2);
        CHECK_THAT(glob.err, Catch::StartsWith("p.yaml:2:15: error: read.files: "));
        const auto pattern = command(verb, "'in/*.html' --set input.include=[]");
        CHECK(pattern.exit_code == 2);
        CHECK(contains(pattern.err, "no file matches 'in/*.html'"));
        place.folder.write("a.ndjson", record("a", "One."));
        place.folder.write("a.schema.json", "{");
        const auto schema = command(verb, "a.ndjson --set 'input={use: read.json}'");
        CHECK(schema.exit_code == 2);
        CHECK(contains(schema.err, "a.schema.json"));
    }
    CHECK(place.files().empty());
}

TEST_CASE("check takes nothing from stdin or a pipe, and does not wait for it") {
    const Workplace place(record("a", "One."));
    const auto pipe = place.folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const std::string input = GENERATE("-", "pipe");
    const auto result = run_shell(
        "bash -c '" QUERN_COMMAND " check p.yaml --plugins " TEST_PLUGINS " " + input + "; cat' < in.ndjson",
        place.folder.path());
    CHECK(contains(result.err, "ok: p.yaml"));
    CHECK(result.out == record("a", "One."));
}

TEST_CASE("a disk that is full ends the run with 1, and leaves nothing under a final name") {
    Workplace place(many(300));
    SECTION("as /dev/full") {
        const auto result = place.run("--set outputs.0.path=/dev/full");
        CHECK(result.exit_code == 1);
        CHECK(contains(result.err, "cannot write /dev/full: No space left on device"));
    }
    SECTION("as a small file system") {
        const auto disk = place.folder / "disk";
        fs::create_directory(disk);
        if (::mount("none", disk.c_str(), "tmpfs", 0, "size=16k") != 0) {
            WARN("not allowed to mount: left out");
            return;
        }
        const auto result = place.run("--set outputs.0.path=disk/out.ndjson --set on_error=skip");
        CHECK(place.files("disk").empty());
        ::umount(disk.c_str());
        CHECK(result.exit_code == 1);
        CHECK(contains(result.err, "No space left on device"));
        CHECK(contains(result.err, "make room"));
    }
    SECTION("as a limit on the size of files") {
        const auto result = run_shell("bash -c 'ulimit -f 8; " QUERN_COMMAND
                                      " run p.yaml"
                                      " --plugins " TEST_PLUGINS "'",
                                      place.folder.path());
        CHECK(result.exit_code == 1);
        CHECK(contains(result.err, "File too large"));
        CHECK(place.files().empty());
    }
}

TEST_CASE("an output that cannot be made is told before anything is read") {
    const Workplace place(record("a", "One."));
    const auto proc = place.run("--set outputs.0.path=/proc/nowhere/out.ndjson");
    CHECK(proc.exit_code == 1);
    CHECK(contains(proc.err, "/proc/nowhere"));
    const auto folder = place.run("--set outputs.0.path=.");
    CHECK(folder.exit_code == 1);
    CHECK(contains(folder.err, "it is a folder"));
    const auto report = place.run("--report /proc/nowhere/r.json");
    CHECK(report.exit_code == 1);
    CHECK(contains(report.err, "/proc/nowhere"));
    CHECK(place.files().empty());
}

TEST_CASE("an output that exists is replaced whole, kept or added to") {
    const Workplace place(record("a", "One."));
    REQUIRE(place.run("").exit_code == 0);
    const auto first = place.output();
    CHECK(place.run("").exit_code == 0);
    CHECK(place.output() == first);
    const auto kept = place.run("--set outputs.0.if_exists=error");
    CHECK(kept.exit_code == 1);
    CHECK(contains(kept.err, "exists already"));
    CHECK(place.output() == first);
    CHECK(place.run("--set outputs.0.if_exists=append").exit_code == 0);
    CHECK(place.output() == first + first);
    CHECK(place.run("--set outputs.0.path=/dev/null").exit_code == 0);
    CHECK(place.files() == complete);
}

TEST_CASE("a failed run leaves the outputs of an earlier one as they are") {
    const Workplace place(record("a", "One."));
    REQUIRE(place.run("").exit_code == 0);
    const auto first = place.output();
    place.folder.write("in.ndjson", record("a", "Two.") + record("b", "FATAL"));
    CHECK(place.run("").exit_code == 1);
    CHECK(place.output() == first);
    CHECK(place.files() == complete);
}

TEST_CASE("a line of 200 MB goes to quarantine unread, and the documents around it come out whole") {
    Workplace place("");
    {
        std::ofstream file(place.folder / "in.ndjson");
        file << record("a", "One.") << R"({"id":"long","text":")";
        const std::string megabyte(1'000'000, 'x');
        for (int i = 0; i < 200; ++i) file << megabyte;
        file << "\"}\n" << record("c", "Three.");
    }
    const auto result = place.run("");
    CHECK(result.exit_code == 3);
    CHECK(lines(place.output()) == 2);
    CHECK(contains(result.err, "larger than max_bytes"));
    CHECK(fs::file_size(place.folder / "out/out.ndjson.quarantine.ndjson") < 1000);
}

TEST_CASE("bad lines of the input go to quarantine, each with its reason") {
    const Workplace place(record("a", "One.") + "{\"id\": \n" + "[]\n" + "\xff\xfe\n" +
                          std::string("\0\n", 2) + R"({"text":5})" + "\n" + record("b", "Two."));
    const auto result = place.run("");
    CHECK(result.exit_code == 3);
    CHECK(lines(place.output()) == 2);
    CHECK(lines(content(place.folder / "out/out.ndjson.quarantine.ndjson")) == 5);
}

TEST_CASE("SIGINT and SIGTERM end a run with 130, and leave nothing behind") {
    const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP);
    const Workplace place(many(200'000));
    TemporaryFolder logs;
    auto child = place.start({"--jobs", "2"}, logs.path());
    REQUIRE(eventually([&] { return !place.files().empty(); }));  // the temporary file
    child.signal(signal);
    const int code = child.wait();
    const auto said = content(logs / "stderr");
    CAPTURE(signal, said);
    CHECK(code == 130);
    CHECK(contains(said, "interrupted"));
    CHECK(place.files().empty());
}

TEST_CASE("a run that waits for a pipe can be interrupted, by the first signal") {
    const Workplace place("");
    const auto pipe = place.folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const int held = GENERATE(false, true) ? ::open(pipe.c_str(), O_RDWR) : -1;  // a writer that says nothing
    TemporaryFolder logs;
    auto child = place.start({pipe.string()}, logs.path());
    REQUIRE(eventually([&] { return child.handles(SIGINT); }));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    child.signal(SIGINT);
    CHECK(child.wait() == 130);
    CHECK(contains(content(logs / "stderr"), "interrupted"));
    if (held >= 0) ::close(held);
}

TEST_CASE("pipes are inputs, each read once") {
    const Workplace place("");
    place.folder.write("one.ndjson", record("a", "One."));
    place.folder.write("two.ndjson", record("b", "Two."));
    const auto result = run_shell("bash -c '" QUERN_COMMAND
                                  " run p.yaml <(cat one.ndjson) <(cat two.ndjson)"
                                  " --plugins " TEST_PLUGINS "'",
                                  place.folder.path());
    CHECK(result.exit_code == 0);
    CHECK(contains(place.output(), "One."));
    CHECK(contains(place.output(), "Two."));
}

TEST_CASE("a run that waits for stdin can be interrupted") {
    const Workplace place("");
    TemporaryFolder logs;
    auto child = place.start({"--jobs", GENERATE("1", "3"), "-"}, logs.path());
    if (GENERATE(false, true)) child.write(record("a", "One."));
    REQUIRE(eventually([&] { return child.handles(SIGINT); }));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    child.signal(SIGINT);
    CHECK(child.wait() == 130);
    CHECK(contains(content(logs / "stderr"), "interrupted"));
    CHECK(place.files().empty());
}

TEST_CASE("a second SIGINT ends the process at once") {
    const Workplace place(record("a", "DAWDLE"));
    TemporaryFolder logs;
    auto child = place.start({"--set", "stages.0.seconds=600"}, logs.path());
    REQUIRE(eventually([&] { return !place.files().empty(); }));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    child.signal(SIGINT);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    child.signal(SIGINT);
    CHECK(child.wait() == -SIGINT);
    CHECK(!fs::exists(place.folder / "out/out.ndjson"));
}

TEST_CASE("a reader of stdout that goes away is a failed write, not sudden death") {
    const Workplace place(many(20'000), "on_error: skip\n");
    const auto result = run_shell("bash -c '" QUERN_COMMAND " run p.yaml --plugins " TEST_PLUGINS
                                  " --set outputs.0.path=- | head -c 5 > head; exit ${PIPESTATUS[0]}'",
                                  place.folder.path());
    CHECK(result.exit_code == 1);
    CHECK(contains(result.err, "Broken pipe"));
}

TEST_CASE("a progress bar is drawn on a terminal, and taken away again") {
    const Workplace place(many(1000), "on_error: skip\n");
    if (run_shell("script -qec true /dev/null", place.folder.path()).exit_code != 0) {
        WARN("skipped: this system gives no terminal; is /dev/pts mounted?");
        return;
    }
    const auto command = std::string(QUERN_COMMAND) + " run p.yaml --plugins " TEST_PLUGINS " --jobs 1";
    const auto shown =
        run_shell("script -qec '" + command + "' /dev/null", place.folder.path(), "TERM=xterm");
    CHECK(contains(shown.out, "documents/s"));
    CHECK(contains(shown.out, " left"));
    CHECK(contains(shown.out, "\r\033[K"));
    const auto quiet =
        run_shell("script -qec '" + command + " --quiet' /dev/null", place.folder.path(), "TERM=xterm");
    CHECK(!contains(quiet.out, "documents/s"));
    CHECK(!contains(place.run("").err, "documents/s"));
}

TEST_CASE("--limit reads so many documents and no more") {
    const Workplace place(many(90));
    CHECK(place.run("--limit 5").exit_code == 0);
    CHECK(lines(place.output()) == 5);
}

TEST_CASE("a check finds an output's path that a run would refuse") {
    TemporaryFolder folder;
    for (const std::string name : {"export.csv", "export.sqlite"}) {
        folder.write("p.yaml",
                     "quern: 1\ninput: { use: read.files, path: p.yaml }\nstages: []\n"
                     "outputs: [{ use: " +
                         name + ", path: '-' }]\n");
        const auto checked = run_quern("check p.yaml", folder.path());
        CHECK(checked.exit_code == 2);
        CHECK_THAT(checked.err,
                   Catch::Contains("p.yaml:4:18: error: " + name) && Catch::Contains("not a stream"));
    }
}

TEST_CASE("a file that is no quarantine file is not retried") {
    const Workplace place(record("a", "fine"));
    const auto retried = place.run("--retry in.ndjson");
    CHECK(retried.exit_code == 2);
    CHECK_THAT(retried.err,
               Catch::Contains("in.ndjson:1: no line of a quarantine file") &&
                   Catch::Contains("give --retry a file that `quern run` left as its quarantine"));
}
