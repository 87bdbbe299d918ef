// SPDX-License-Identifier: MIT
// The engine when something goes wrong: plugins that throw, outputs that fail, interruption.
#include <atomic>
#include <random>
#include <thread>

#include <catch2/catch.hpp>

#include <quern/output.hpp>

#include "engine_kit.hpp"
#include "temporary_folder.hpp"

using namespace quern;
using namespace quern::testing;
using host::OnError;
using host::RunOptions;

namespace {

RunOptions with_jobs(unsigned jobs) {
    RunOptions options;
    options.jobs = jobs;
    return options;
}

void throw_on_hundreds(Document& document) {
    if (document.id.size() > 2 && document.id.ends_with("00")) throw std::runtime_error("cannot do hundreds");
}

// Writes through the SDK's own file, as real exporters do.
class FileExporter final : public Exporter {
public:
    explicit FileExporter(std::filesystem::path path) : path_(std::move(path)) {}
    void declare(Declaration&) override {}
    void open(const OutputPlan&) override { file_.emplace(path_, IfExists::replace); }
    std::unique_ptr<Batch> encode(const Document& document, std::uint64_t) const override {
        auto line = std::make_unique<Line>();
        line->text = document.text() + "\n";
        return line;
    }
    void write(Batch& batch) override { file_->write(static_cast<Line&>(batch).text); }
    void write_table(const Layer&) override {}
    void flush(const RunSummary&) override { file_->flush(); }
    void commit() override { file_->commit(); }
    std::vector<std::string> written() const override { return {path_.string()}; }

private:
    struct Line final : Batch {
        std::string text;
    };
    std::filesystem::path path_;
    std::optional<OutputFile> file_;
};

std::size_t files_in(const std::filesystem::path& folder) {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

}  // namespace

TEST_CASE("one document in a hundred that a stage throws on goes to quarantine; the others come out whole") {
    const auto jobs = GENERATE(1u, 2u, 8u);
    TemporaryFolder folder;
    ExportLog one, two;
    PlanBuilder builder;
    builder.input<ListReader>(1000);
    builder.stage("tag.hundreds", throw_on_hundreds);
    builder.output("one", one).output("two", two);
    builder.plan.quarantine = folder / "q.ndjson";
    const auto report = run(builder.plan, with_jobs(jobs));
    CHECK(report.outcome == "done with problems");
    CHECK(report.exit_code() == 3);
    CHECK(report.quarantined == 10);
    CHECK(report.exported == 990);
    CHECK(one.documents.size() == 990);
    CHECK(one.documents == two.documents);
    REQUIRE(report.quarantine_reasons.size() == 1);
    CHECK(report.quarantine_reasons[0].first == "tag.hundreds: cannot do hundreds");
    CHECK(report.quarantine_reasons[0].second == 10);
    CHECK(report.first_error == "d100: tag.hundreds: cannot do hundreds");
    CHECK(report.quarantine_file == (folder / "q.ndjson").string());
}

TEST_CASE("whatever a stage throws, the report says what it can") {
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(5);
    builder.stage("odd", [](Document& document) {
        if (document.id == "d1") throw 42;
        if (document.id == "d2") throw std::bad_alloc();
        if (document.id == "d3") throw Error("wrong", "do it right");
        if (document.id == "d4") throw std::runtime_error("");
    });
    builder.output("out", log);
    builder.plan.on_error = OnError::skip;
    const auto report = run(builder.plan, with_jobs(1));
    CHECK(report.skipped == 4);
    CHECK(report.exit_code() == 3);
    std::vector<std::string> reasons;
    for (const auto& [reason, count] : report.quarantine_reasons) reasons.push_back(reason);
    CHECK(reasons ==
          std::vector<std::string>{"odd: an exception of type int, without a message",
                                   "odd: an exception of type std::runtime_error, without a message",
                                   "odd: out of memory", "odd: wrong"});
    CHECK(log.documents.size() == 1);
}

TEST_CASE("an encoder that throws keeps the document out of every output") {
    TemporaryFolder folder;
    ExportLog one, two;
    PlanBuilder builder;
    builder.input<ListReader>(50);
    builder.output("one", one);
    builder.output("two", two, [](const std::string& call, const std::string& id) {
        if (call == "encode" && id == "d7") throw Error("cannot be encoded");
    });
    builder.plan.quarantine = folder / "q.ndjson";
    const auto report = run(builder.plan, with_jobs(GENERATE(1u, 4u)));
    CHECK(report.quarantined == 1);
    CHECK(one.documents.size() == 49);
    CHECK(one.documents == two.documents);
}

TEST_CASE("on_error: stop ends the run at the first problem in corpus order") {
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(1000);
    builder.stage("tag.hundreds", throw_on_hundreds);
    builder.output("out", log);
    builder.plan.on_error = OnError::stop;
    const auto report = run(builder.plan, with_jobs(GENERATE(1u, 2u, 8u)));
    CHECK(report.outcome == "failed");
    CHECK(report.exit_code() == 1);
    CHECK(report.failure == "d100: tag.hundreds: cannot do hundreds");
    CHECK(log.documents.size() == 99);
    CHECK(log.calls == std::vector<std::string>{"open"});
    CHECK(log.destroyed);
}

TEST_CASE("a FatalError in a stage ends the run, and nothing is committed") {
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(1000);
    builder.stage("db", [](Document& document) {
        if (document.id == "d300") throw FatalError("the database is gone", "start it again");
    });
    builder.output("out", log);
    const auto report = run(builder.plan, with_jobs(GENERATE(1u, 2u, 8u)));
    CHECK(report.outcome == "failed");
    CHECK(report.failure == "d300: db: the database is gone\n  start it again");
    CHECK(log.calls == std::vector<std::string>{"open"});
    CHECK(log.documents.size() < 300);
    CHECK(log.destroyed);
}

TEST_CASE("a reader that fails in listing ends the run") {
    ExportLog log;
    PlanBuilder builder;
    auto& reader = builder.input<ListReader>(1000);
    reader.fill = [](std::uint64_t n, Item&) {
        if (n == 500) throw Error("the folder is gone");
    };
    builder.output("out", log);
    const auto report = run(builder.plan, with_jobs(GENERATE(1u, 4u)));
    CHECK(report.outcome == "failed");
    CHECK(report.failure == "read.test: the folder is gone");
    CHECK(log.destroyed);
}

TEST_CASE(
    "an output that fails ends the run, wherever it fails; none gets its final name unless all are flushed") {
    const std::string where = GENERATE("open", "write", "flush");
    const auto jobs = GENERATE(1u, 4u);
    TemporaryFolder folder;
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(500);
    builder.plan.outputs.resize(1);
    auto& file = builder.plan.outputs[0];
    file.label = "file";
    file.object = std::make_unique<FileExporter>(folder / "out.txt");
    builder.output("second", log, [&](const std::string& call, const std::string& id) {
        if (call == where && (id.empty() || id == "d250")) throw FatalError("disk full");
    });
    const auto report = run(builder.plan, with_jobs(jobs));
    CHECK(report.outcome == "failed");
    CHECK(report.exit_code() == 1);
    CHECK(report.failure.find("second: disk full") != std::string::npos);
    CHECK(report.written.empty());
    CHECK(log.destroyed);
    CHECK(files_in(folder.path()) == 0);  // no temporary file either
}

TEST_CASE("when the second commit fails, the report says what was written and what was not") {
    TemporaryFolder folder;
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(5);
    builder.plan.outputs.resize(1);
    builder.plan.outputs[0].label = "file";
    builder.plan.outputs[0].object = std::make_unique<FileExporter>(folder / "out.txt");
    builder.output("second", log, [&](const std::string& call, const std::string&) {
        if (call == "commit") throw FatalError("cannot rename");
    });
    const auto report = run(builder.plan, with_jobs(2));
    CHECK(report.outcome == "failed");
    CHECK(report.failure.find("second: cannot rename") != std::string::npos);
    CHECK(report.written == std::vector<std::string>{(folder / "out.txt").string()});
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a run that is interrupted at any moment leaves nothing behind and says so") {
    std::minstd_rand random(7);
    for (int round = 0; round < 60; ++round) {
        TemporaryFolder folder;
        std::atomic<bool> interrupted{false};
        const auto moment = random() % 400;
        std::atomic<unsigned> calls{0};
        const auto tick = [&] {
            if (calls++ == moment) interrupted = true;
        };
        PlanBuilder builder;
        auto& reader = builder.input<ListReader>(100);
        reader.before_load = [&](Item&, Document&) { tick(); };
        builder.stage("a", [&](Document&) { tick(); });
        builder.stage("b", [&](Document& document) {
            tick();
            throw_on_hundreds(document);
        });
        builder.plan.outputs.resize(1);
        builder.plan.outputs[0].label = "file";
        builder.plan.outputs[0].object = std::make_unique<FileExporter>(folder / "out.txt");
        builder.plan.quarantine = folder / "q.ndjson";
        auto options = with_jobs(1 + round % 4);
        options.documents_in_flight = 5;
        options.interrupted = &interrupted;
        const auto report = run(builder.plan, options);
        if (interrupted) {
            REQUIRE(report.outcome == "interrupted");
            REQUIRE(report.exit_code() == 130);
            REQUIRE(files_in(folder.path()) == 0);
        } else {
            REQUIRE(report.exit_code() == 3);
            REQUIRE(files_in(folder.path()) == 2);
        }
    }
}

TEST_CASE("a run that was interrupted before it began opens no output") {
    const std::atomic<bool> interrupted{true};
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(10);
    builder.output("out", log);
    auto options = with_jobs(2);
    options.interrupted = &interrupted;
    CHECK(run(builder.plan, options).exit_code() == 130);
    CHECK(log.calls.empty());
    CHECK(log.destroyed);
}

TEST_CASE("a document whose id a stage changes goes to quarantine under the id that its reader gave") {
    ExportLog log;
    PlanBuilder builder;
    builder.input<ListReader>(3);
    builder.stage("tag.numbers", [](Document& document) {
        if (document.id == "d2") document.id = "two";
    });
    builder.output("out", log);
    builder.plan.on_error = host::OnError::skip;
    const auto report = run(builder.plan, {});
    CHECK(report.exported == 2);
    CHECK(report.skipped == 1);
    CHECK(report.first_error ==
          "d2: tag.numbers: it gave the document another id, 'two'\n  the id is the reader's: results and "
          "quarantine know the document by it");
}
