// SPDX-License-Identifier: MIT
// The last step before a run: every object loads what is heavy.
#include <algorithm>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include <quern/error.hpp>

#include "pipeline/layer_planner.hpp"
#include "pipeline/plan.hpp"
#include "plugin/exception_text.hpp"
#include "worker/process_stage.hpp"

namespace quern::host {

namespace {

class HostSetup final : public Setup {
public:
    HostSetup(const PlannedStage& stage, std::uint64_t max_bytes, std::vector<std::string>& warnings)
        : stage_(stage), max_bytes_(max_bytes), warnings_(warnings) {}

    std::filesystem::path data(std::string_view file) const override { return stage_.offer->data(file); }
    std::uint64_t max_bytes() const override { return max_bytes_; }
    void warn(const std::string& message) override {
        auto warning = fmt::format("{}: {}", stage_.label, message);
        if (std::find(warnings_.begin(), warnings_.end(), warning) == warnings_.end())
            warnings_.push_back(std::move(warning));
    }

private:
    const PlannedStage& stage_;
    std::uint64_t max_bytes_;
    std::vector<std::string>& warnings_;
};

// Calls `step` of a stage; false where it threw. An Error is for the person to mend and goes to diagnostics;
// anything else, such as a lack of memory, comes out as a FatalError with the stage and its place.
template <class Step>
bool guarded(const PlannedStage& stage, Diagnostics& diagnostics, Step step) {
    const auto& where = stage.where;
    const auto fatal = [&] {
        const auto text = current_exception_text();
        const std::string place =
            where.source ? fmt::format("{}:{}:{}: ", where.source->name, where.line, where.column) : "";
        return FatalError(fmt::format("{}{}: {}", place, stage.label, text.message), text.hint);
    };
    try {
        step();
        return true;
    } catch (const FatalError&) {
        throw fatal();
    } catch (const Error& error) {
        diagnostics.error(where, stage.label + ": ", error);
        return false;
    } catch (...) {
        throw fatal();
    }
}

// Whether the reader is given something that can be read but once: stdin, a pipe.
bool reads_once(const PlannedStage& input) {
    std::error_code none;
    const auto once = [&](const std::filesystem::path& path) {
        return path == "-" ||
               (std::filesystem::exists(path, none) && !std::filesystem::is_regular_file(path, none) &&
                !std::filesystem::is_directory(path, none));
    };
    const auto& options = input.declaration.content().options;
    return std::any_of(options.begin(), options.end(), [&](const Option& option) {
        if (const auto* path = std::get_if<std::filesystem::path*>(&option.target)) return once(**path);
        const auto* list = std::get_if<std::vector<std::filesystem::path>*>(&option.target);
        return list && std::any_of((*list)->begin(), (*list)->end(), once);
    });
}

// Puts a wider schema in the place of the one that has its name.
void replace_schema(Plan& plan, const SchemaPtr& wider) {
    const auto replace = [&](PlannedStage& stage) {
        for (auto& use : stage.access.uses)
            if (use.schema->name == wider->name) use.schema = wider;
    };
    for (auto* section : {&plan.stages, &plan.corpus, &plan.outputs})
        std::for_each(section->begin(), section->end(), replace);
}

// The layers that the documents bring stand in front of those that the stages create.
void add_brought(Plan& plan, const std::vector<SchemaPtr>& brought) {
    std::vector<SchemaPtr> front;
    for (const auto& layer : brought) {
        auto whole = std::make_shared<Schema>(*layer);
        const auto planned = std::find_if(plan.layers.begin(), plan.layers.end(),
                                          [&](const SchemaPtr& l) { return l->name == layer->name; });
        const auto widen = [&](const Schema& more) {
            const std::string column = add_columns(*whole, more);
            if (!column.empty())
                throw Error(fmt::format(
                    "the input brings the column '{}' of '{}' as {}, and the stages have it as {}", column,
                    layer->name, to_string(whole->fields[*whole->find(column)].type),
                    to_string(more.fields[*more.find(column)].type)));
        };
        if (planned != plan.layers.end()) {
            widen(**planned);
            plan.layers.erase(planned);
        } else {
            for (const auto& stage : plan.stages)
                for (const auto& use : stage.access.uses)
                    if (use.schema->name == layer->name) widen(*use.schema);
        }
        replace_schema(plan, whole);
        front.push_back(std::move(whole));
    }
    plan.layers.insert(plan.layers.begin(), front.begin(), front.end());
}

// Which layers the input brings was not known when the plan was made.
void check_layer_options(const Plan& plan, const PlannedStage& stage, std::vector<std::string>& warnings) {
    const auto check = [&](const std::string& name) {
        const bool known = std::any_of(plan.layers.begin(), plan.layers.end(),
                                       [&](const SchemaPtr& layer) { return layer->name == name; });
        if (!known && !name.empty())
            warnings.push_back(
                fmt::format("{}: no stage writes the layer '{}', and the input is not known to bring it",
                            stage.label, name));
    };
    for (const auto& option : stage.declaration.content().options) {
        if (!option.layer_names) continue;
        if (const auto* one = std::get_if<std::string*>(&option.target)) check(**one);
        if (const auto* list = std::get_if<std::vector<std::string>*>(&option.target))
            std::for_each((*list)->begin(), (*list)->end(), check);
    }
}

}  // namespace

void Plan::prepare(Diagnostics& diagnostics, std::vector<std::string>& warnings, Preparation what) {
    const auto prepare_one = [&](PlannedStage& stage) {
        HostSetup setup(stage, max_bytes, warnings);
        if (auto* process = dynamic_cast<ProcessStage*>(stage.object.get())) process->bind(stage.access);
        return guarded(stage, diagnostics, [&] { stage.object->prepare(setup); });
    };
    const bool stages_alone = what == Preparation::of_stages;
    const bool without_input = stages_alone || (what == Preparation::to_check && reads_once(input));
    if (!without_input && prepare_one(input) &&
        guarded(input, diagnostics, [&] { add_brought(*this, input.reader().layers()); }))
        for (const auto& output : outputs) check_layer_options(*this, output, warnings);
    std::for_each(stages.begin(), stages.end(), prepare_one);
    if (stages_alone) return;
    std::for_each(corpus.begin(), corpus.end(), prepare_one);
    std::for_each(outputs.begin(), outputs.end(), prepare_one);
}

}  // namespace quern::host
