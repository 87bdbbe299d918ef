// SPDX-License-Identifier: MIT
// `quern test` as a person or a build server meets it.
#include <catch2/catch.hpp>

#include "command.hpp"
#include "temporary_folder.hpp"

using namespace quern::testing;
namespace fs = std::filesystem;

namespace {

// A pipeline whose input and outputs do not exist, with these tests.
struct Workplace {
    TemporaryFolder folder;

    explicit Workplace(const std::string& tests) {
        folder.write("p.yaml",
                     "quern: 1\ninput: { use: read.json, path: nowhere.ndjson }\n"
                     "stages: [{ use: segment.text }]\n"
                     "outputs: [{ use: export.json, path: out/out.ndjson }]\n" +
                         tests);
    }
    CommandResult run(const std::string& arguments = {}) const {
        return run_quern("test p.yaml " + arguments, folder.path());
    }
};

const std::string good = R"(
  - name: two sentences
    text: It rained. It poured.
    expect: { sentences: [{ text: It rained. }, { text: It poured. }] }
)";
const std::string bad = R"(
  - name: no rain
    text: It rained.
    expect: { sentences: [{ text: It snowed. }] }
)";

}  // namespace

TEST_CASE("tests that pass end with 0, though neither input nor output exists") {
    const Workplace place("tests:" + good);
    const auto result = place.run();
    CHECK(result.exit_code == 0);
    CHECK(result.out.empty());
    CHECK(result.err == "ok      two sentences\n1 of 1 test passed\n");
    CHECK(!fs::exists(place.folder / "out"));
    CHECK(place.run("--quiet").err.empty());
}

TEST_CASE("a test that fails ends with 1 and tells what was expected and what was found") {
    const Workplace place("tests:" + good + bad);
    const auto result = place.run("--junit junit.xml");
    CHECK(result.exit_code == 1);
    CHECK(result.err.find("FAILED  no rain  (p.yaml:10)\n") != std::string::npos);
    CHECK(result.err.find("expected  { text: \"It snowed.\" }") != std::string::npos);
    CHECK(result.err.find("1  { text: \"It rained.\" }") != std::string::npos);
    CHECK(content(place.folder / "junit.xml").find("<testcase classname=\"p.yaml\" name=\"no rain\"") !=
          std::string::npos);
    CHECK(place.run("--quiet").err.find("ok ") == std::string::npos);
}

TEST_CASE("options of a stage can be set for its tests") {
    const Workplace place("tests:" + good);
    CHECK(place.run("--set stages.0.use=segment.nonsense").exit_code == 2);
    CHECK(place.run("--set tests.0.text=Nothing").exit_code == 1);
}

TEST_CASE("a pipeline without tests says so") {
    const auto result = Workplace("").run();
    CHECK(result.exit_code == 0);
    CHECK(result.err == "p.yaml has no tests\n");
}
