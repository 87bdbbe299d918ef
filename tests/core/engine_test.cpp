// SPDX-License-Identifier: MIT
// The engine: order, bounds, and what it counts.
#include <atomic>
#include <chrono>
#include <random>
#include <thread>

#include <catch2/catch.hpp>

#include "engine_kit.hpp"

using namespace quern;
using namespace quern::testing;
using host::RunOptions;

namespace {

RunOptions with_jobs(unsigned jobs) {
    RunOptions options;
    options.jobs = jobs;
    return options;
}

// Takes a time that differs from document to document and from thread to thread.
void dawdle(Document&) {
    static std::atomic<unsigned> seed{0};
    thread_local std::minstd_rand random(++seed);
    const auto draw = random() % 16;
    if (draw == 0)
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 400));
    else if (draw < 4)
        std::this_thread::yield();
}

std::uint64_t counted(const std::vector<std::pair<std::string, std::uint64_t>>& list,
                      const std::string& key) {
    for (const auto& [name, count] : list)
        if (name == key) return count;
    return 0;
}

}  // namespace

TEST_CASE("documents leave in the order in which they were listed, whatever time each takes") {
    const auto jobs = GENERATE(1u, 2u, 8u);
    const auto places = GENERATE(1u, 3u, 64u);
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(2000);
    builder.stage("a", dawdle).stage("b", dawdle).output("out", log);
    auto options = with_jobs(jobs);
    options.documents_in_flight = places;
    const auto report = run(builder.plan, options);
    REQUIRE(report.outcome == "done");
    CHECK(report.exit_code() == 0);
    REQUIRE(log.documents.size() == 2000);
    for (std::size_t i = 0; i < log.documents.size(); ++i) {
        const auto n = std::to_string(i + 1);
        REQUIRE(log.documents[i] == n + " d" + n + " text of d" + n);
    }
    CHECK(report.read == 2000);
    CHECK(report.exported == 2000);
    CHECK(log.calls == std::vector<std::string>{"open", "flush", "commit"});
    CHECK(log.run.exported == 2000);
}

TEST_CASE("dropped documents are counted by stage and reason, and leave a gap in the numbers") {
    const auto jobs = GENERATE(1u, 2u, 8u);
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(100);
    builder.stage("even", [](Document& d) {
        if ((d.id.back() - '0') % 2 == 0) d.drop("even");
    });
    builder.stage("five", [](Document& d) {
        if (d.id.back() == '5') d.drop("ends in five");
    });
    builder.output("out", log);
    const auto report = run(builder.plan, with_jobs(jobs));
    CHECK(report.outcome == "done");
    CHECK(report.dropped == 60);
    CHECK(report.exported == 40);
    CHECK(counted(report.stages[1].dropped, "even") == 50);
    CHECK(counted(report.stages[2].dropped, "ends in five") == 10);
    CHECK(report.stages[1].documents == 100);
    CHECK(report.stages[2].documents == 50);
    REQUIRE(log.documents.size() == 40);
    CHECK(log.documents[2] == "7 d7 text of d7");
}
