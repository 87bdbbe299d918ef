// SPDX-License-Identifier: MIT
// A plan made by hand: readers, stages and exporters of the test itself, for the engine without any plugin.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <quern/stage.hpp>

#include "pipeline/plan.hpp"
#include "planned.hpp"
#include "run/run.hpp"
#include "temporary_folder.hpp"

namespace quern::testing {

// Lists as many items as it is told to; `fill` may change each. load() takes the item's data for source and
// text.
class ListReader final : public Reader {
public:
    explicit ListReader(std::uint64_t count) : count(count) {}

    void declare(Declaration&) override {}
    bool next(Item& item) override {
        if (listed == count) return false;
        ++listed;
        item.id.append("d").append(std::to_string(listed));
        item.uri = "list:" + item.id;
        item.data = "text of " + item.id;
        if (fill) fill(listed, item);
        return true;
    }
    void load(Item& item, Document& document) const override {
        if (before_load) before_load(item, document);
        document.set_source(std::move(item.data));
        if (document.media_type == "text/plain") document.set_text_from_page();
    }

    std::uint64_t count, listed = 0;
    std::function<void(std::uint64_t, Item&)> fill;
    std::function<void(Item&, Document&)> before_load;
};

class LambdaStage final : public Stage {
public:
    using Work = std::function<void(Document&)>;
    explicit LambdaStage(Work work, std::function<void(Declaration&)> declares = {})
        : work_(std::move(work)), declares_(std::move(declares)) {}

    void declare(Declaration& declaration) override {
        if (declares_) declares_(declaration);
    }
    void process(Document& document) const override {
        if (work_) work_(document);
    }

private:
    Work work_;
    std::function<void(Declaration&)> declares_;
};

// What happened to an exporter, in order; outlives it.
struct ExportLog {
    std::vector<std::string> documents;  // "number id text"
    std::vector<std::string> calls;      // all but encode and write
    std::vector<std::string> tables;
    OutputPlan plan;
    RunSummary run;
    bool destroyed = false;
};

// Writes into a log. `trouble` may throw; it is told the call and, in encode and write, the document.
class LogExporter final : public Exporter {
public:
    using Trouble = std::function<void(const std::string& call, const std::string& document)>;
    explicit LogExporter(ExportLog& log, Trouble trouble = {}) : log_(log), trouble_(std::move(trouble)) {}
    ~LogExporter() override { log_.destroyed = true; }

    void declare(Declaration&) override {}
    void open(const OutputPlan& plan) override {
        call("open");
        log_.plan = plan;
    }
    std::unique_ptr<Batch> encode(const Document& document, std::uint64_t number) const override {
        if (trouble_) trouble_("encode", document.id);
        auto line = std::make_unique<Line>();
        line->id = document.id;
        line->text = std::to_string(number) + " " + document.id + " " + document.text();
        return line;
    }
    void write(Batch& batch) override {
        const auto& line = static_cast<Line&>(batch);
        if (trouble_) trouble_("write", line.id);
        log_.documents.push_back(line.text);
    }
    void write_table(const Layer& table) override {
        call("write_table " + table.name());
        for (const auto row : table) log_.tables.push_back(std::string(row.string("key")));
    }
    void flush(const RunSummary& run) override {
        call("flush");
        log_.run = run;
    }
    void commit() override { call("commit"); }
    std::vector<std::string> written() const override { return {"the log"}; }

private:
    struct Line final : Batch {
        std::string id, text;
    };
    void call(const std::string& name) {
        if (trouble_) trouble_(name, {});
        log_.calls.push_back(name);
    }
    ExportLog& log_;
    Trouble trouble_;
};

// Builds a plan piece by piece, as the planner would.
class PlanBuilder {
public:
    host::Plan plan;

    PlanBuilder() {
        plan.title = "a plan made by hand";
        plan.quarantine = folder_ / "quarantine.ndjson";
    }
    template <class T, class... Arguments>
    T& input(Arguments&&... arguments) {
        auto object = std::make_unique<T>(std::forward<Arguments>(arguments)...);
        T& made = *object;
        plan.input = planned("read.test", std::move(object));
        return made;
    }
    PlanBuilder& stage(const std::string& name, LambdaStage::Work work,
                       std::function<void(Declaration&)> declares = {}) {
        plan.stages.push_back(
            planned(name, std::make_unique<LambdaStage>(std::move(work), std::move(declares))));
        return *this;
    }
    PlanBuilder& corpus(const std::string& name, std::unique_ptr<CorpusStage> object) {
        plan.corpus.push_back(planned(name, std::move(object)));
        for (const auto& table : plan.corpus.back().declaration.content().tables)
            plan.tables.push_back(table);
        return *this;
    }
    PlanBuilder& output(const std::string& name, ExportLog& log, LogExporter::Trouble trouble = {}) {
        plan.outputs.push_back(planned(name, std::make_unique<LogExporter>(log, std::move(trouble))));
        return *this;
    }

private:
    TemporaryFolder folder_;
};

}  // namespace quern::testing
