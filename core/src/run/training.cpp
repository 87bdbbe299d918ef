// SPDX-License-Identifier: MIT
#include "run/training.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/training.hpp>

#include "document/scratch.hpp"
#include "run/chain.hpp"
#include "run/load_document.hpp"
#include "run/problem.hpp"
#include "run/tally.hpp"

namespace quern::host {

namespace {

const PlannedStage& find_stage(const Plan& plan, const std::string& name) {
    const PlannedStage* found = nullptr;
    std::vector<std::string> trainable;
    for (const auto& stage : plan.stages) {
        if (stage.label == name || (!found && stage.offer->name == name)) found = &stage;
        if (dynamic_cast<const Trainable*>(stage.object.get())) trainable.push_back(stage.label);
    }
    const auto hint = trainable.empty() ? "no stage of this pipeline can be trained"
                                        : fmt::format("it can train: {}", fmt::join(trainable, ", "));
    if (!found) throw Error(fmt::format("the pipeline has no stage {}", name), hint);
    if (!dynamic_cast<const Trainable*>(found->object.get()))
        throw Error(fmt::format("{} has no model that could be trained", name), hint);
    return *found;
}

class Lesson {
public:
    Lesson(const Plan& plan, const PlannedStage& pupil)
        : plan_(plan), pupil_(pupil), chain_(plan, &pupil), tallies_(plan.stages.size()) {}

    // Reads the item and has the trainer learn from it. False with a problem where that is not possible.
    bool learn(Item& item, Trainer& trainer, double weight, Problem& problem) {
        auto again = item;
        Document gold, document;
        if (!load_document(plan_, item, gold, scratch_, problem) ||
            !load_document(plan_, again, document, scratch_, problem))
            return false;
        Chain::Passage passage;
        watch_.start();
        chain_.pass(document, scratch_, tallies_, watch_, control_, passage);
        if (passage.end == Chain::End::dropped)
            problem = {plan_.stages[passage.at].label, *document.dropped(), {}, false};
        if (passage.end == Chain::End::failed) problem = passage.problem;
        if (passage.end != Chain::End::passed) return false;
        if (document.text() != gold.text()) {
            problem = {pupil_.label,
                       "a stage in front of it edits the text, so that the annotations no longer fit",
                       "train with a pipeline that has no cleaners", false};
            return false;
        }
        return guarded(pupil_.label, problem, [&] {
            Access::enter(document, &pupil_.access, &scratch_);
            Access::enter(gold, nullptr, &scratch_);
            trainer.learn(document, gold, weight);
        });
    }

private:
    const Plan& plan_;
    const PlannedStage& pupil_;
    const Chain chain_;
    const Control control_;
    Scratch scratch_;
    std::vector<Tally> tallies_;
    Stopwatch watch_;
};

}  // namespace

TrainingReport train_stage(const Plan& plan, const std::string& stage, const std::vector<std::string>& silver,
                           const std::filesystem::path& model,
                           const std::function<void(const std::string&)>& tell) {
    const auto& pupil = find_stage(plan, stage);
    const auto trainer = dynamic_cast<const Trainable&>(*pupil.object).trainer();
    Lesson lesson(plan, pupil);
    TrainingReport report;
    for (Item item; plan.input.reader().next(item); item = {}) {
        Problem problem;
        const auto id = item.id;
        const bool is_silver = std::find(silver.begin(), silver.end(), item.uri) != silver.end();
        ++report.documents;
        if (lesson.learn(item, *trainer, is_silver ? silver_weight : 1, problem)) continue;
        ++report.left_out;
        if (report.first_problem.empty()) report.first_problem = about(id, problem);
    }
    if (report.left_out == report.documents)
        throw Error(report.documents == 0 ? "there is no document to learn from"
                                          : "no document could be learnt from: " + report.first_problem);
    trainer->finish(model, tell);
    return report;
}

}  // namespace quern::host
