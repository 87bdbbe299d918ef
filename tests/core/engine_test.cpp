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

TEST_CASE("no more documents are on their way than allowed, in number or in bytes") {
    const auto jobs = GENERATE(1u, 2u, 8u);
    std::atomic<int> on_the_way{0}, most{0};
    std::atomic<std::int64_t> bytes{0}, most_bytes{0};
    const auto raise = [](auto& highest, auto value) {
        auto known = highest.load();
        while (known < value && !highest.compare_exchange_weak(known, value)) {
        }
    };
    ExportLog log;
    PlanBuilder builder;
    auto& reader = builder.input<ListReader>(400);
    reader.fill = [](std::uint64_t n, Item& item) { item.data.assign(n % 50 == 0 ? 5000 : 100, 'x'); };
    reader.before_load = [&](Item& item, Document&) {
        raise(most, ++on_the_way);
        raise(most_bytes, bytes += static_cast<std::int64_t>(item.data.size()));
    };
    builder.stage("a", dawdle);
    builder.output("out", log, [&](const std::string& call, const std::string& id) {
        if (call != "write") return;
        --on_the_way;
        bytes -= std::stoi(id.substr(1)) % 50 == 0 ? 5000 : 100;
    });
    auto options = with_jobs(jobs);
    options.documents_in_flight = 6;
    options.bytes_in_flight = 450;  // four small ones; a large one has to be alone
    const auto report = run(builder.plan, options);
    REQUIRE(report.outcome == "done");
    CHECK(log.documents.size() == 400);
    CHECK(most <= 4);
    CHECK(most_bytes <= 5000);
    CHECK(report.bytes == 8 * 5000 + 392 * 100);
}

TEST_CASE("a document that turns out larger than announced counts with its real size") {
    std::atomic<int> inside{0}, most_inside{0};
    ExportLog log;
    PlanBuilder builder;
    auto& reader = builder.input<ListReader>(40);
    reader.before_load = [](Item& item, Document&) { item.data.assign(1000, 'x'); };
    builder.stage("a", [&](Document& document) {
        const int now = ++inside;
        if (now > most_inside) most_inside = now;
        dawdle(document);
        --inside;
    });
    builder.output("out", log);
    auto options = with_jobs(4);
    options.bytes_in_flight = 1;
    const auto report = run(builder.plan, options);
    REQUIRE(report.outcome == "done");
    CHECK(report.bytes == 40 * 1000);
    CHECK(most_inside == 1);  // since nothing but the oldest is ever admitted
}

TEST_CASE("a limit ends the reading, not the writing") {
    ExportLog log;
    PlanBuilder builder;
    auto& reader = builder.input<ListReader>(1000);
    builder.output("out", log);
    auto options = with_jobs(GENERATE(1u, 3u));
    options.limit = 10;
    const auto report = run(builder.plan, options);
    CHECK(report.outcome == "done");
    CHECK(log.documents.size() == 10);
    CHECK(reader.listed == 10);
}

TEST_CASE("a run that reads nothing fails, and commits nothing in the place of an earlier result") {
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(0);
    builder.output("out", log);
    const auto report = run(builder.plan, with_jobs(2));
    CHECK(report.exit_code() == 1);
    CHECK(log.calls == std::vector<std::string>{"open"});
    CHECK(report.failure.find("the input has no documents") != std::string::npos);
}

TEST_CASE("stages act on the media types that they name and let other documents pass") {
    ExportLog log;
    PlanBuilder builder;
    auto& reader = builder.input<ListReader>(4);
    reader.fill = [](std::uint64_t n, Item& item) {
        item.media_type = n % 2 == 0 ? "Text/HTML; charset=utf-8" : "text/plain";
    };
    builder.stage(
        "clean.html",
        [](Document& document) {
            TextBuilder text(document.page());
            text.replace("page", {0, 4});
            document.build_text(std::move(text));
        },
        [](Declaration& d) { d.accepts({"text/html"}).builds_text(); });
    builder.output("out", log);
    const auto report = run(builder.plan, with_jobs(2));
    CHECK(report.outcome == "done");
    CHECK(report.stages[1].documents == 2);
    CHECK(log.documents ==
          std::vector<std::string>{"1 d1 text of d1", "2 d2 page", "3 d3 text of d3", "4 d4 page"});
}

TEST_CASE("rows are counted by layer, for documents that reach the outputs") {
    static constexpr LayerSchema words{"words", "Words."};
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(10);
    builder.stage(
        "tag.words",
        [](Document& document) {
            auto layer = document.write(words);
            layer.add({0, 4});
            layer.add({5, 7});
        },
        [](Declaration& d) { d.writes(words); });
    builder.stage("last", [](Document& document) {
        if (document.id == "d3") document.drop("three");
    });
    builder.output("out", log);
    builder.plan.layers.push_back(std::make_shared<const Schema>(words));
    builder.plan.layers.push_back(std::make_shared<const Schema>(layers::quotes));
    const auto report = run(builder.plan, with_jobs(GENERATE(1u, 4u)));
    CHECK(counted(report.rows, "words") == 18);
    REQUIRE(report.rows.size() == 2);
    CHECK(report.rows[1].first == "quotes");  // promised by the plan, though there are none
    CHECK(log.run.rows == report.rows);
    CHECK(log.plan.layers.size() == 2);
}

TEST_CASE("rows that an edit of the text takes away are counted for the stage that edited") {
    static constexpr LayerSchema words{"words", "Words."};
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(5);
    builder.stage(
        "tag",
        [](Document& document) {
            document.write(words).add({0, 4});
        },
        [](Declaration& d) { d.writes(words); });
    builder.stage(
        "cut",
        [](Document& document) {
            TextEdit edit(document.text());
            edit.drop({0, 5});
            document.apply(edit);
        },
        [](Declaration& d) { d.edits_text(); });
    builder.output("out", log);
    const auto report = run(builder.plan, with_jobs(2));
    CHECK(report.stages[1].rows_lost == 0);
    CHECK(report.stages[2].rows_lost == 5);
}

TEST_CASE("ids that repeat are counted, and a few are named") {
    ExportLog log;
    PlanBuilder builder;
    auto& reader = builder.input<ListReader>(30);
    reader.fill = [](std::uint64_t n, Item& item) {
        item.id = n % 10 == 0 ? "same" : "d" + std::to_string(n);
    };
    builder.output("out", log);
    const auto report = run(builder.plan, with_jobs(2));
    CHECK(report.repeated_id_count == 2);
    CHECK(report.repeated_ids == std::vector<std::string>{"same"});
    CHECK(report.outcome == "done");
}

TEST_CASE("nothing of one document is left in the next") {
    static constexpr LayerSchema words{"words", "Words."};
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(100);
    std::atomic<int> leftovers{0};
    builder.stage(
        "tag",
        [&](Document& document) {
            if (!document.metadata.empty() || !document.all_layers().empty() || document.dropped())
                ++leftovers;
            document.metadata.set("title", document.id);
            document.write(words).add({0, 4});
            if (document.id.back() == '5') document.drop("five");
            if (document.id.back() == '6') throw Error("six");
        },
        [](Declaration& d) { d.writes_metadata({"title"}).writes(words); });
    builder.output("out", log);
    builder.plan.on_error = host::OnError::skip;
    const auto report = run(builder.plan, with_jobs(GENERATE(1u, 3u)));
    CHECK(report.exported == 80);
    CHECK(leftovers == 0);
}

TEST_CASE("a worker's scratch memory is kept from document to document") {
    struct Buffer {
        int uses = 0;
    };
    std::atomic<int> most{0};
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(50);
    builder.stage("a", [&](Document& document) { most = ++document.scratch<Buffer>().uses; });
    builder.output("out", log);
    run(builder.plan, with_jobs(1));
    CHECK(most == 50);
}

TEST_CASE("progress is told with what is known of the total, a few times a second") {
    ExportLog log;
    PlanBuilder builder;
    auto& reader = builder.input<ListReader>(30);
    reader.before_load = [](Item&, Document&) { std::this_thread::sleep_for(std::chrono::milliseconds(20)); };
    builder.output("out", log);
    std::vector<host::Progress> told;
    auto options = with_jobs(1);
    options.limit = 25;
    options.progress = [&](const host::Progress& progress) { told.push_back(progress); };
    run(builder.plan, options);
    REQUIRE(!told.empty());
    CHECK(told.size() < 10);
    for (const auto& progress : told) {
        CHECK(progress.documents > 0);
        CHECK(progress.bytes > 0);
        CHECK(progress.total_documents == 25);
    }
}
