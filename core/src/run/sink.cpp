// SPDX-License-Identifier: MIT
#include "run/sink.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "pipeline/option_value.hpp"
#include "plugin/version.hpp"
#include "run/problem.hpp"
#include "run/utc.hpp"

namespace quern::host {

namespace {

// Of Quern and of each plugin that the plan uses, once.
std::vector<std::pair<std::string, std::string>> versions(const std::vector<const PlannedStage*>& used) {
    std::vector<std::pair<std::string, std::string>> list{{"quern", std::string(version())}};
    for (const auto* planned : used) {
        if (!planned->offer) continue;
        std::pair<std::string, std::string> entry{planned->offer->file.stem().string(),
                                                  planned->offer->version};
        if (std::find(list.begin(), list.end(), entry) == list.end()) list.push_back(std::move(entry));
    }
    return list;
}

bool same_file(const std::filesystem::path& a, const std::filesystem::path& b) {
    std::error_code none;
    return std::filesystem::equivalent(a, b, none);
}

// Whether the outputs keep what earlier runs wrote.
bool appends(const Plan& plan) {
    return std::any_of(plan.outputs.begin(), plan.outputs.end(), [](const PlannedStage& output) {
        const auto* if_exists = option_value<std::string>(output, "if_exists");
        return if_exists && *if_exists == "append";
    });
}

}  // namespace

Sink::Sink(Plan& plan, Control& control, RunReport& report, const std::filesystem::path& retry)
    : plan_(plan),
      control_(control),
      report_(report),
      retry_(retry),
      retries_quarantine_(same_file(retry, plan.quarantine)),
      components_(components(plan)),
      first_corpus_(1 + plan.stages.size()),
      first_output_(first_corpus_ + plan.corpus.size()),
      tallies_(components_.size()),
      drops_(components_.size()),
      quarantine_(plan.quarantine),
      tables_(plan.tables) {}

template <class Call>
bool Sink::call(std::size_t component, const Call& call, const std::string& document) {
    Problem problem;
    watch_.start();
    const bool well = guarded(components_[component]->label, problem, call);
    tallies_[component].nanoseconds += watch_.lap();
    if (!well) control_.fail(about(document, problem));
    return well;
}

void Sink::open() {
    const OutputPlan output_plan{plan_.layers, plan_.tables, plan_.file.string(), plan_.text,
                                 versions(components_)};
    for (std::size_t i = 0; i < plan_.outputs.size(); ++i)
        if (!call(first_output_ + i, [&] { plan_.outputs[i].exporter().open(output_plan); })) return;
    if (plan_.on_error == OnError::quarantine) open_quarantine();
}

// What an earlier run left there goes only where this run does that one's work again: its whole input anew,
// or the very documents of the file.
void Sink::open_quarantine() {
    const bool replace = retries_quarantine_ || (retry_.empty() && !appends(plan_));
    Problem problem;
    if (!guarded("quarantine", problem,
                 [&] { quarantine_.open(replace ? IfExists::replace : IfExists::append); }))
        control_.fail(problem.describe());
}

void Sink::keep_unread(Feed& feed) {
    if (!retries_quarantine_ || plan_.on_error != OnError::quarantine) return;
    std::uint64_t kept = 0;
    Problem problem;
    const bool well = guarded("quarantine", problem, [&] {
        for (std::string line; feed.next_unread(line); ++kept) quarantine_.write(line);
    });
    if (!well) return control_.fail(problem.describe());
    if (kept > 0)
        report_.warnings.push_back(
            fmt::format("{} of the documents in {} were not run, and stay there", kept, retry_.string()));
}

void Sink::take(Outcome& outcome) {
    if (outcome.kind == Outcome::Kind::abandoned || control_.stopping()) return;
    ++report_.read;
    report_.bytes += outcome.bytes;
    ids_.add(outcome.id);
    switch (outcome.kind) {
        case Outcome::Kind::exported:
            write(outcome);
            break;
        case Outcome::Kind::dropped:
            ++report_.dropped;
            drops_[outcome.dropped_by].add(outcome.reason);
            break;
        default:
            take_problem(outcome);
    }
}

// Of what a plugin did not mean to throw, where to look.
std::string Sink::blame(const Problem& problem) const {
    if (problem.unexpected.empty()) return {};
    for (const auto* planned : components_)
        if (planned->offer && planned->label == problem.stage)
            return fmt::format("\n  thrown as {} in {}: a mistake of the stage, unless its message says more",
                               problem.unexpected, planned->offer->file.string());
    return {};
}

void Sink::take_problem(Outcome& outcome) {
    const Problem& problem = outcome.problem;
    if (report_.first_error.empty()) report_.first_error = about(outcome.id, problem) + blame(problem);
    if (problem.fatal || plan_.on_error == OnError::stop) return control_.fail(report_.first_error);
    problems_.add(fmt::format("{}: {}", problem.stage, problem.reason));
    if (plan_.on_error == OnError::skip) {
        ++report_.skipped;
        return;
    }
    ++report_.quarantined;
    Problem failure;
    if (!guarded("quarantine", failure, [&] { quarantine_.write(outcome.quarantine_line); }))
        control_.fail(failure.describe());
}

void Sink::write(Outcome& outcome) {
    for (std::size_t i = 0; i < plan_.corpus.size(); ++i) {
        auto& stage = plan_.corpus[i].corpus();
        if (!outcome.summaries[i]) continue;  // nothing to tell
        if (!call(
                first_corpus_ + i, [&] { stage.observe(std::move(outcome.summaries[i])); }, outcome.id))
            return;
    }
    for (std::size_t i = 0; i < plan_.outputs.size(); ++i) {
        auto& exporter = plan_.outputs[i].exporter();
        if (!outcome.batches[i]) continue;  // nothing to write
        if (!call(
                first_output_ + i, [&] { exporter.write(*outcome.batches[i]); }, outcome.id))
            return;
    }
    outcome.batches.clear();
    ++report_.exported;
}

bool Sink::make_tables() {
    for (std::size_t i = 0; i < plan_.corpus.size(); ++i)
        if (!call(first_corpus_ + i, [&] { plan_.corpus[i].corpus().finish(tables_); })) return false;
    for (const auto& table : tables_.all())
        for (std::size_t i = 0; i < plan_.outputs.size(); ++i)
            if (!call(first_output_ + i, [&] { plan_.outputs[i].exporter().write_table(*table); }))
                return false;
    return true;
}

RunSummary Sink::summary() const {
    RunSummary run;
    run.started = report_.started;
    run.ended = utc_now();
    run.read = report_.read;
    run.exported = report_.exported;
    run.dropped = report_.dropped;
    run.quarantined = report_.quarantined;
    run.skipped = report_.skipped;
    run.rows = report_.rows;
    return run;
}

void Sink::finish(const RowCounts& rows) {
    if (!make_tables()) return;
    RowCounts all;  // what the plan promises first, in its order
    for (const auto& layer : plan_.layers) all.add(layer->name, 0);
    all.add(rows);
    for (const auto& table : tables_.all()) all.add(table->name(), table->size());
    report_.rows = all.entries();
    flush(summary());
    if (!control_.stopping()) commit();
}

void Sink::flush(const RunSummary& run) {
    for (std::size_t i = 0; i < plan_.outputs.size(); ++i)
        if (!call(first_output_ + i, [&] { plan_.outputs[i].exporter().flush(run); })) return;
    Problem problem;
    if (!guarded("quarantine", problem, [&] { quarantine_.flush(); })) control_.fail(problem.describe());
}

void Sink::commit() {
    for (std::size_t i = 0; i < plan_.outputs.size(); ++i) {
        auto& exporter = plan_.outputs[i].exporter();
        if (!call(first_output_ + i, [&] {
                exporter.commit();
                for (auto& path : exporter.written()) report_.written.push_back(std::move(path));
            }))
            return;
    }
    Problem problem;
    if (plan_.on_error == OnError::quarantine &&
        !guarded("quarantine", problem, [&] { quarantine_.commit(); }))
        return control_.fail(problem.describe());
    if (!quarantine_.empty()) report_.quarantine_file = quarantine_.path().string();
    committed_ = true;
}

void Sink::fill_report() {
    for (std::size_t i = 0; i < components_.size(); ++i) {
        report_.stages[i].seconds += 1e-9 * static_cast<double>(tallies_[i].nanoseconds);
        report_.stages[i].dropped = drops_[i].list();
    }
    report_.quarantine_reasons = problems_.list();
    report_.repeated_ids = ids_.first();
    report_.repeated_id_count = ids_.count();
    if (ids_.beyond_limit())
        report_.warnings.push_back(fmt::format(
            "ids were compared with the first {} different ones alone, to save memory", ids_.limit()));
}

}  // namespace quern::host
