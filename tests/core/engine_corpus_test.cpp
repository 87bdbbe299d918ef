// SPDX-License-Identifier: MIT
// Corpus stages: summaries in parallel, observed in order, tables for every output.
#include <atomic>
#include <thread>

#include <catch2/catch.hpp>

#include "engine_kit.hpp"

using namespace quern;
using namespace quern::testing;

namespace {

constexpr Column columns[] = {{"key", Type::string, "An id."},
                              {"number", Type::integer, "Its document's number."}};
constexpr LayerSchema seen{"seen", "Ids in the order in which they were observed.", columns, false};

class Observer final : public CorpusStage {
public:
    std::function<void(const std::string& call, std::uint64_t number)> trouble;
    std::atomic<int>* inside = nullptr;

    void declare(Declaration& d) override { d.makes_table(seen); }
    std::unique_ptr<Summary> summarise(const Document& document, std::uint64_t number) const override {
        if (trouble) trouble("summarise", number);
        if (number % 7 == 0) std::this_thread::yield();
        auto note = std::make_unique<Note>();
        note->id = document.id;
        note->number = number;
        return note;
    }
    void observe(std::unique_ptr<Summary> summary) override {
        const auto& note = static_cast<Note&>(*summary);
        if (trouble) trouble("observe", note.number);
        notes_.emplace_back(note.id, note.number);
    }
    void finish(TableWriter& tables) override {
        if (trouble) trouble("finish", 0);
        for (const auto& [id, number] : notes_)
            tables.add(seen)
                .set("key", std::string_view(id))
                .set("number", static_cast<std::int64_t>(number));
    }

private:
    struct Note final : Summary {
        std::string id;
        std::uint64_t number = 0;
    };
    std::vector<std::pair<std::string, std::uint64_t>> notes_;
};

host::RunReport run_with(ExportLog& first, ExportLog& second, unsigned jobs,
                         std::function<void(const std::string&, std::uint64_t)> trouble) {
    PlanBuilder builder;
    builder.input<ListReader>(200);
    builder.stage("drop", [](Document& document) {
        if (document.id.back() == '9') document.drop("nine");
    });
    auto observer = std::make_unique<Observer>();
    observer->trouble = std::move(trouble);
    builder.corpus("corpus.seen", std::move(observer));
    builder.output("one", first).output("two", second);
    builder.plan.on_error = host::OnError::skip;
    host::RunOptions options;
    options.jobs = jobs;
    return run(builder.plan, options);
}

}  // namespace

TEST_CASE(
    "a corpus stage observes in corpus order what reaches the outputs, and every output gets its table") {
    ExportLog one, two;
    const auto report = run_with(one, two, GENERATE(1u, 2u, 8u), {});
    REQUIRE(report.outcome == "done");
    REQUIRE(one.tables.size() == 180);
    CHECK(one.tables[0] == "d1");
    CHECK(one.tables[8] == "d10");
    CHECK(one.tables == two.tables);
    CHECK(one.calls == std::vector<std::string>{"open", "write_table seen", "flush", "commit"});
    CHECK(report.rows.back() == std::pair<std::string, std::uint64_t>{"seen", 180});
    CHECK(one.plan.tables.size() == 1);
}

TEST_CASE("a document that cannot be summarised reaches no output and no table") {
    ExportLog one, two;
    const auto report = run_with(one, two, 3, [](const std::string& call, std::uint64_t number) {
        if (call == "summarise" && number == 5) throw Error("no summary");
    });
    CHECK(report.exit_code() == 3);
    CHECK(report.skipped == 1);
    CHECK(one.tables.size() == 179);
    CHECK(one.documents.size() == 179);
    CHECK(one.tables[4] == "d6");
}

TEST_CASE("a corpus stage that fails later ends the run, and nothing is committed") {
    const auto* where = GENERATE("observe", "finish");
    ExportLog one, two;
    const auto report = run_with(one, two, 2, [&](const std::string& call, std::uint64_t number) {
        if (call == where && (number == 0 || number == 20)) throw std::runtime_error("cannot count");
    });
    CHECK(report.outcome == "failed");
    CHECK(report.failure.find("corpus.seen: cannot count") != std::string::npos);
    CHECK(one.calls == std::vector<std::string>{"open"});
    CHECK(one.destroyed);
}
