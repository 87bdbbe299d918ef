// SPDX-License-Identifier: MIT
// From a pipeline file to a plan: every key of the file is read here.
#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/check_tests.hpp"
#include "pipeline/components.hpp"
#include "pipeline/layer_planner.hpp"
#include "pipeline/load_config.hpp"
#include "pipeline/paths.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/values.hpp"

namespace quern::host {

namespace fs = std::filesystem;

namespace {

const std::vector<std::string> known_keys{"quern",   "title",    "extends",    "plugins",   "input", "stages",
                                          "outputs", "on_error", "quarantine", "max_bytes", "tests"};
const std::vector<std::string> error_policies{"quarantine", "skip", "stop"};

// Texts are indexed by 32 bits.
constexpr std::uint64_t largest_document = 4'000'000'000;

class PlanLoader {
public:
    PlanLoader(const ConfigNode& root, const Overrides& overrides, Diagnostics& diagnostics)
        : root_(root), overrides_(overrides), diagnostics_(diagnostics), read_(diagnostics) {}

    void load(Plan& plan, std::unique_ptr<Registry>& registry) {
        check_keys();
        read_version();
        read_settings(plan);
        registry = std::make_unique<Registry>(plugin_folders(read_plugins(), overrides_.plugin_folders));
        build(*registry);
        const Chain chain = this->chain();
        PlannedLayers layers = plan_layers(chain, *registry, diagnostics_);
        check_outputs_apart(plan);
        plan.layers = std::move(layers.layers);
        plan.tables = std::move(layers.tables);
        if (const auto* tests = value("tests")) plan.tests = read_tests(*tests, plan.layers, diagnostics_);
        hand_over(plan);
    }

private:
    const ConfigNode* value(std::string_view key) const {
        const auto* member = root_.find(key);
        return member ? member->value.get() : nullptr;
    }

    void check_keys();
    void read_version();
    void read_settings(Plan& plan);
    std::vector<PluginFolder> read_plugins();
    const ConfigNode* section(std::string_view key, std::string_view purpose);
    void build(const Registry& registry);
    void build_list(std::string_view key, std::string_view purpose, Section section,
                    const Registry& registry);
    void number_labels();
    Chain chain();
    void check_outputs_apart(const Plan& plan);
    void hand_over(Plan& plan);

    const ConfigNode& root_;
    const Overrides& overrides_;
    Diagnostics& diagnostics_;
    ValueReader read_;
    std::optional<BuiltStage> input_;
    std::vector<BuiltStage> stages_, outputs_;  // corpus stages among the stages
    bool complete_ = true;
};

void PlanLoader::check_keys() {
    for (const auto& member : root_.members) {
        if (std::find(known_keys.begin(), known_keys.end(), member.key) != known_keys.end()) continue;
        const std::string near = nearest(member.key, known_keys);
        diagnostics_.error(member.key_mark, fmt::format("a pipeline has no key '{}'", shown(member.key)),
                           near.empty() ? "" : fmt::format("did you mean '{}'?", near),
                           {fmt::format("keys: {}", fmt::join(known_keys, ", "))});
    }
}

void PlanLoader::read_version() {
    const auto* version = value("quern");
    if (!version) {
        ConfigMark mark = root_.mark;
        diagnostics_.error(mark, "the key 'quern', the version of the format, is missing",
                           "add the line 'quern: 1'");
        return;
    }
    const auto number = read_.integer(*version, "quern", 0, std::numeric_limits<int>::max());
    if (number && *number != 1)
        diagnostics_.error(version->mark,
                           fmt::format("this Quern reads pipelines of version 1, not {}", *number),
                           *number > 1 ? "install a newer Quern" : "write 1");
}

void PlanLoader::read_settings(Plan& plan) {
    if (const auto* title = value("title"))
        if (auto text = read_.text(*title, "title")) plan.title = std::move(*text);
    if (const auto* node = value("on_error"))
        if (const auto policy = read_.text(*node, "on_error")) {
            const auto known = std::find(error_policies.begin(), error_policies.end(), *policy);
            const std::string near = nearest(*policy, error_policies);
            if (known == error_policies.end())
                diagnostics_.error(node->mark, fmt::format("'on_error' cannot be '{}'", shown(*policy)),
                                   near.empty() ? "" : fmt::format("did you mean '{}'?", near),
                                   {fmt::format("one of: {}", fmt::join(error_policies, ", "))});
            else
                plan.on_error = static_cast<OnError>(known - error_policies.begin());
        }
    if (const auto* node = value("quarantine"))
        if (const auto path = read_.text(*node, "quarantine")) {
            plan.quarantine = resolve_path(*node, Option::PathKind::output);
            if (path->empty()) diagnostics_.error(node->mark, "'quarantine' is an empty path");
        }
    if (const auto* node = value("max_bytes"))
        if (const auto bytes = read_.size(*node, "max_bytes", largest_document)) plan.max_bytes = *bytes;
}

std::vector<PluginFolder> PlanLoader::read_plugins() {
    std::vector<PluginFolder> folders;
    const auto* node = value("plugins");
    if (!node || node->faulty) return folders;
    const auto take = [&](const ConfigNode& item) {
        if (!read_.one_value(item, "plugins")) return;
        const fs::path path = resolve_path(item, Option::PathKind::folder);
        check_path(path, item, Option::PathKind::folder, diagnostics_);
        std::error_code none;
        if (fs::is_directory(path, none))
            folders.push_back(
                {path, fmt::format("plugins: in {}:{}", item.mark.source->name, item.mark.line), true});
    };
    if (node->kind == ConfigNode::Kind::list)
        for (const auto& item : node->items) take(*item);
    else
        take(*node);
    return folders;
}

// A section that a pipeline must have; null, and complained of, where it is missing or empty.
const ConfigNode* PlanLoader::section(std::string_view key, std::string_view purpose) {
    const auto* member = root_.find(key);
    const bool empty =
        member && (member->value->kind == ConfigNode::Kind::null ||
                   (member->value->kind == ConfigNode::Kind::list && member->value->items.empty()));
    if (!member)
        diagnostics_.error(root_.mark, fmt::format("the key '{}' is missing: {}", key, purpose));
    else if (empty && !member->value->faulty)
        diagnostics_.error(member->key_mark, fmt::format("'{}' is empty: {}", key, purpose));
    return member && !empty ? member->value.get() : nullptr;
}

void PlanLoader::build_list(std::string_view key, std::string_view purpose, Section kind,
                            const Registry& registry) {
    const ConfigNode* list = section(key, purpose);
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
        if (auto component = build_component(*item, kind, check_paths, registry, diagnostics_))
            built.push_back(std::move(*component));
        else
            complete_ = false;
    }
}

void PlanLoader::build(const Registry& registry) {
    if (const ConfigNode* input = section("input", "it says what to read")) {
        input_ = build_component(*input, Section::input, !overrides_.stages_alone, registry, diagnostics_);
    }
    build_list("stages", "it lists what to do with each document", Section::stages, registry);
    build_list("outputs", "it lists where the results go", Section::outputs, registry);
    number_labels();
}

// The second use of a stage is "tag.gazetteer (2)".
void PlanLoader::number_labels() {
    std::map<std::string, int> uses;
    const auto number = [&](BuiltStage& built) {
        const int use = ++uses[built.stage.label];
        if (use > 1) built.stage.label += fmt::format(" ({})", use);
    };
    if (input_) number(*input_);
    std::for_each(stages_.begin(), stages_.end(), number);
    std::for_each(outputs_.begin(), outputs_.end(), number);
}

Chain PlanLoader::chain() {
    Chain chain;
    chain.complete = complete_;
    if (input_) chain.input = &*input_;
    for (auto& built : stages_)
        (built.stage.offer->kind == ComponentKind::corpus ? chain.corpus : chain.stages).push_back(&built);
    for (auto& built : outputs_) chain.outputs.push_back(&built);
    return chain;
}

// Calls `take` with each path of the options that are of these kinds, and its node.
template <class Take>
void each_path(const BuiltStage& built, bool outputs, Take take) {
    for (const auto& option : built.stage.declaration.content().options) {
        const auto* member = built.entry->find(option.name);
        if (!member || !option.is_path() || (option.path_kind == Option::PathKind::output) != outputs)
            continue;
        const auto one = [&](const ConfigNode& node) {
            if (node.kind == ConfigNode::Kind::scalar && !node.faulty)
                take(resolve_path(node, option.path_kind), node);
        };
        one(*member->value);
        for (const auto& item : member->value->items) one(*item);
    }
}

// No two outputs write to one place, and none over what is read.
void PlanLoader::check_outputs_apart(const Plan& plan) {
    struct Place {
        std::string user;
        bool input;
    };
    std::map<fs::path, Place> places;
    const auto absolute = [](const fs::path& path) {
        std::error_code none;
        fs::path whole = fs::weakly_canonical(path, none);
        return whole.has_filename() ? whole : whole.parent_path();
    };
    const auto shared = [](const fs::path& path) {  // /dev/null and pipes take any number of writers
        std::error_code none;
        return fs::exists(path, none) && !fs::is_regular_file(path, none) && !fs::is_directory(path, none);
    };
    if (input_)
        each_path(*input_, false, [&](const fs::path& path, const ConfigNode&) {
            if (path != "-") places.emplace(absolute(path), Place{input_->stage.label, true});
        });
    const auto claim = [&](const std::string& user, const fs::path& path, const ConfigNode& node) {
        if (shared(path)) return;
        const auto [place, fresh] = places.emplace(path == "-" ? path : absolute(path), Place{user, false});
        if (!fresh)
            diagnostics_.error(
                node.mark,
                fmt::format("{} would write to '{}', {} {}", user, shown(path.string()),
                            place->second.input ? "which is read by" : "as does", place->second.user),
                "give it a path of its own");
    };
    for (const auto& output : outputs_)
        each_path(output, true, [&](const fs::path& path, const ConfigNode& node) {
            claim(output.stage.label, path, node);
        });
    if (!plan.quarantine.empty()) claim("quarantine", plan.quarantine, *value("quarantine"));
}

void PlanLoader::hand_over(Plan& plan) {
    if (input_) plan.input = std::move(input_->stage);
    for (auto& built : stages_)
        (built.stage.offer->kind == ComponentKind::corpus ? plan.corpus : plan.stages)
            .push_back(std::move(built.stage));
    for (auto& built : outputs_) plan.outputs.push_back(std::move(built.stage));
}

}  // namespace

Plan load_plan(const fs::path& file, const Overrides& overrides, std::unique_ptr<Registry>& registry,
               Diagnostics& diagnostics) {
    Plan plan;
    plan.file = file;
    LoadedConfig config = load_config(file, diagnostics);
    plan.text = std::move(config.text);
    if (!config.root) return plan;
    for (const auto& [path, value] : overrides.set) set_value(*config.root, path, value, diagnostics);
    if (!overrides.inputs.empty()) set_inputs(*config.root, overrides.inputs);
    PlanLoader(*config.root, overrides, diagnostics).load(plan, registry);
    return plan;
}

}  // namespace quern::host
