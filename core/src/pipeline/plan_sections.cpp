// SPDX-License-Identifier: MIT
#include "pipeline/plan_sections.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "pipeline/chain_checks.hpp"
#include "pipeline/check_tests.hpp"
#include "pipeline/components.hpp"
#include "pipeline/layer_planner.hpp"
#include "pipeline/option_value.hpp"
#include "pipeline/quarantine_path.hpp"
#include "pipeline/written_paths.hpp"

namespace quern::host {

namespace {

// Where the first output goes; empty where it has no path.
std::filesystem::path first_path(const std::vector<BuiltStage>& outputs) {
    if (outputs.empty()) return {};
    const auto* path = option_value<std::filesystem::path>(outputs.front().stage, "path");
    return path ? *path : std::filesystem::path();
}

class SectionPlanner {
public:
    SectionPlanner(const ConfigNode& root, const Overrides& overrides, const Registry& registry,
                   Diagnostics& diagnostics)
        : root_(root), overrides_(overrides), registry_(registry), diagnostics_(diagnostics) {}

    void plan(Plan& plan) {
        build();
        const Components chain = this->chain();
        plan.layers = plan_layers(chain, registry_, diagnostics_);
        plan.tables = plan_tables(chain, plan.layers, diagnostics_);
        check_layer_options(chain, plan.layers, diagnostics_);
        check_text_order(chain, diagnostics_);
        plan.text_makers = text_makers(registry_);
        if (plan.quarantine.empty() && !root_.find("quarantine"))
            plan.quarantine = default_quarantine(first_path(outputs_), plan.file);
        check_written_paths(chain, root_, plan, overrides_, diagnostics_);
        if (const auto* tests = root_.find("tests"))
            plan.tests = read_tests(*tests->value, plan.layers, complete_, diagnostics_);
        hand_over(plan);
    }

private:
    const ConfigNode* section(std::string_view key, std::string_view purpose, std::string_view hint = {});
    void build();
    void build_list(const ConfigNode* list, std::string_view key, Section kind);
    void number_labels();
    Components chain();
    void hand_over(Plan& plan);

    const ConfigNode& root_;
    const Overrides& overrides_;
    const Registry& registry_;
    Diagnostics& diagnostics_;
    std::optional<BuiltStage> input_;
    std::vector<BuiltStage> stages_, outputs_;  // corpus stages among the stages
    bool complete_ = true;
};

// A section that a pipeline must have; null, and complained of, where it is missing.
const ConfigNode* SectionPlanner::section(std::string_view key, std::string_view purpose,
                                          std::string_view hint) {
    const auto* member = root_.find(key);
    if (!member)
        diagnostics_.error(root_.mark, fmt::format("the key '{}' is missing: {}", key, purpose),
                           std::string(hint));
    else if (member->value->kind == ConfigNode::Kind::null && !member->value->faulty)
        diagnostics_.error(member->key_mark, fmt::format("'{}' is empty: {}", key, purpose),
                           std::string(hint));
    else
        return member->value.get();
    return nullptr;
}

void SectionPlanner::build_list(const ConfigNode* list, std::string_view key, Section kind) {
    if (!list || list->kind != ConfigNode::Kind::list) {
        complete_ = false;
        if (list && !list->faulty)
            diagnostics_.error(list->mark, fmt::format("'{}' is a list", key),
                               "begin each entry with '- use: NAME'");
        return;
    }
    auto& built = kind == Section::outputs ? outputs_ : stages_;
    const bool check_paths = kind != Section::outputs || !overrides_.stages_alone;
    for (const auto& item : list->items) {
        if (auto component = build_component(*item, kind, check_paths, registry_, diagnostics_))
            built.push_back(std::move(*component));
        else
            complete_ = false;
    }
}

void SectionPlanner::build() {
    if (const ConfigNode* input = section("input", "it says what to read"))
        input_ = build_component(*input, Section::input, !overrides_.stages_alone, registry_, diagnostics_);
    build_list(section("stages", "it lists what to do with each document", "write 'stages: []' for nothing"),
               "stages", Section::stages);
    constexpr std::string_view outputs = "it lists where the results go";
    const ConfigNode* list = section("outputs", outputs);
    build_list(list, "outputs", Section::outputs);
    if (list && list->kind == ConfigNode::Kind::list && list->items.empty() && !list->faulty)
        diagnostics_.error(root_.find("outputs")->key_mark, fmt::format("'outputs' is empty: {}", outputs));
    number_labels();
}

// The second use of a stage is "tag.gazetteer (2)".
void SectionPlanner::number_labels() {
    std::map<std::string, int> uses;
    const auto number = [&](BuiltStage& built) {
        const int use = ++uses[built.stage.label];
        if (use > 1) built.stage.label += fmt::format(" ({})", use);
    };
    if (input_) number(*input_);
    std::for_each(stages_.begin(), stages_.end(), number);
    std::for_each(outputs_.begin(), outputs_.end(), number);
}

Components SectionPlanner::chain() {
    Components chain;
    chain.complete = complete_;
    if (input_) chain.input = &*input_;
    for (auto& built : stages_)
        (built.stage.offer->kind == ComponentKind::corpus ? chain.corpus : chain.stages).push_back(&built);
    for (auto& built : outputs_) chain.outputs.push_back(&built);
    return chain;
}

void SectionPlanner::hand_over(Plan& plan) {
    if (input_) plan.input = std::move(input_->stage);
    for (auto& built : stages_)
        (built.stage.offer->kind == ComponentKind::corpus ? plan.corpus : plan.stages)
            .push_back(std::move(built.stage));
    for (auto& built : outputs_) plan.outputs.push_back(std::move(built.stage));
}

}  // namespace

void plan_sections(const ConfigNode& root, const Overrides& overrides, const Registry& registry, Plan& plan,
                   Diagnostics& diagnostics) {
    SectionPlanner(root, overrides, registry, diagnostics).plan(plan);
}

}  // namespace quern::host
