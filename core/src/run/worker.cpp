// SPDX-License-Identifier: MIT
#include "run/worker.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "run/load_document.hpp"
#include "run/quarantine_record.hpp"

namespace quern::host {

std::vector<const PlannedStage*> components(const Plan& plan) {
    std::vector<const PlannedStage*> all{&plan.input};
    for (const auto* group : {&plan.stages, &plan.corpus, &plan.outputs})
        for (const auto& planned : *group) all.push_back(&planned);
    return all;
}

Worker::Worker(const WorkerContext& context) : context_(context), tallies_(components(context.plan).size()) {}

void Worker::load(std::uint64_t number, Outcome& outcome) {
    const Plan& plan = context_.plan;
    watch_.start();
    began_ = watch_.last();
    outcome.kind = Outcome::Kind::exported;
    outcome.bytes = std::max<std::uint64_t>(item.size, item.data.size());

    document_ = Document();
    document_.id = item.id;
    document_.uri = item.uri;
    if (!item.media_type.empty()) document_.media_type = item.media_type;
    ++tallies_.front().documents;

    Problem problem;
    if (!item.problem.empty()) return fail(number, outcome, {plan.input.label, item.problem, {}, false});
    if (outcome.bytes > plan.max_bytes) return fail(number, outcome, too_large(plan));
    const bool well = guarded(plan.input.label, problem, [&] {
        Access::enter(document_, &plan.input.access, &scratch_);
        plan.input.reader().load(item, document_);
        document_.finish_layers();
    });
    tallies_.front().nanoseconds += watch_.lap();
    outcome.bytes = std::max<std::uint64_t>(outcome.bytes, document_.source().size());
    if (!well) return fail(number, outcome, std::move(problem));
    if (document_.source().size() > plan.max_bytes) return fail(number, outcome, too_large(plan));
    if (document_.dropped()) {
        outcome.kind = Outcome::Kind::dropped;
        outcome.dropped_by = 0;
    }
}

void Worker::process(std::uint64_t number, Outcome& outcome) {
    const Plan& plan = context_.plan;
    const auto first_corpus = 1 + plan.stages.size();
    if (outcome.kind == Outcome::Kind::exported && run_stages(number, outcome)) {
        Problem problem;
        const bool well =
            for_each(
                plan.corpus, first_corpus, outcome.summaries, problem,
                [&](const PlannedStage& planned) { return planned.corpus().summarise(document_, number); }) &&
            for_each(
                plan.outputs, first_corpus + plan.corpus.size(), outcome.batches, problem,
                [&](const PlannedStage& planned) { return planned.exporter().encode(document_, number); });
        if (well)
            rows_.add(document_);
        else
            fail(number, outcome, std::move(problem));
    }
    if (outcome.kind == Outcome::Kind::dropped) outcome.reason = *document_.dropped();
    note_time(std::chrono::nanoseconds(watch_.last() - began_).count());
    outcome.id.swap(document_.id);
}

bool Worker::run_stages(std::uint64_t number, Outcome& outcome) {
    const Plan& plan = context_.plan;
    context_.chain.pass(document_, scratch_, std::span(tallies_).subspan(1, plan.stages.size()), watch_,
                        context_.control, passage_);
    switch (passage_.end) {
        case Chain::End::passed:
            break;
        case Chain::End::dropped:
            outcome.kind = Outcome::Kind::dropped;
            outcome.dropped_by = 1 + passage_.at;
            return false;
        case Chain::End::failed:
            fail(number, outcome, std::move(passage_.problem));
            return false;
        case Chain::End::abandoned:
            outcome.kind = Outcome::Kind::abandoned;
            return false;
    }
    if (document_.has_text() || (plan.corpus.empty() && plan.outputs.empty())) return true;
    fail(number, outcome,
         no_text((plan.corpus.empty() ? plan.outputs : plan.corpus).front().label, document_,
                 plan.text_makers));
    return false;
}

template <class Made, class Make>
bool Worker::for_each(const std::vector<PlannedStage>& group, std::size_t first,
                      std::vector<std::unique_ptr<Made>>& made, Problem& problem, const Make& make) {
    made.clear();
    for (std::size_t i = 0; i < group.size(); ++i) {
        const bool well = guarded(group[i].label, problem, [&] {
            Access::enter(document_, &group[i].access, &scratch_);
            made.push_back(make(group[i]));
        });
        Tally& tally = tallies_[first + i];
        tally.nanoseconds += watch_.lap();
        ++tally.documents;
        if (!well) return false;
    }
    return true;
}

void Worker::fail(std::uint64_t number, Outcome& outcome, Problem problem) {
    outcome.kind = Outcome::Kind::problem;
    outcome.quarantine_line.clear();
    if (context_.plan.on_error == OnError::quarantine && !problem.fatal)
        outcome.quarantine_line = quarantine_line(number, item, document_, problem);
    outcome.problem = std::move(problem);
}

void Worker::note_time(std::int64_t nanoseconds) {
    if (nanoseconds <= slowest_nanoseconds_) return;
    slowest_nanoseconds_ = nanoseconds;
    slowest_document_ = document_.id;
}

}  // namespace quern::host
