// SPDX-License-Identifier: MIT
#include "pipeline/written_paths.hpp"

#include <map>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>

#include "pipeline/load_config.hpp"
#include "pipeline/paths.hpp"
#include "pipeline/printable.hpp"
#include "sdk/path_parts.hpp"

namespace quern::host {

namespace fs = std::filesystem;

namespace {

// Calls `take` with each path that the component is given to write (or to read), and its node.
template <class Take>
void each_path(const BuiltStage& built, bool to_write, Take take) {
    for (const auto& option : built.stage.declaration.content().options) {
        const auto* member = option.is_path() ? built.entry->find(option.name) : nullptr;
        if (member && (option.path_kind == Option::PathKind::output) == to_write)
            each_value(*member->value,
                       [&](const ConfigNode& node) { take(resolve_path(node, option.path_kind), node); });
    }
}

// /dev/null and pipes take any number of writers.
bool takes_many_writers(const fs::path& path) {
    std::error_code none;
    return fs::exists(path, none) && !fs::is_regular_file(path, none) && !fs::is_directory(path, none);
}

class Claims {
public:
    Claims(const BuiltStage* input, Diagnostics& diagnostics) : input_(input), diagnostics_(diagnostics) {}

    void reads(const fs::path& path, const std::string& why) {
        if (path != "-") users_.emplace(whole_path(path), why);
    }
    void writes(const std::string& user, const fs::path& path, const ConfigMark& mark,
                const std::string& advice = "give it a path of its own") {
        if (path.empty() || takes_many_writers(path)) return;
        if (path == "~" || path.native().starts_with("~/"))
            return diagnostics_.error(mark, fmt::format("'~' is not expanded in '{}'", shown(path.string())),
                                      fmt::format("write ${{HOME}}{}", shown(path.string().substr(1))));
        const auto complain = [&](const std::string& why) {
            ++refused_;
            diagnostics_.error(mark, fmt::format("{} would write to '{}', {}", user, path.string(), why),
                               advice);
        };
        const auto [other, fresh] = users_.emplace(path == "-" ? path : whole_path(path), "as does " + user);
        if (!fresh)
            complain(other->second);
        else if (path != "-" && is_input(path))
            complain(fmt::format("which {} would read with its input", input_->stage.label));
    }

    std::size_t refused() const { return refused_; }

private:
    bool is_input(const fs::path& path) const try {
        return input_ && input_->stage.reader().takes(path);
    } catch (const Error&) {
        return false;  // an option that is wrong is complained of where it is checked
    }

    const BuiltStage* input_;
    Diagnostics& diagnostics_;
    std::map<fs::path, std::string> users_;
    std::size_t refused_ = 0;
};

void claim_what_is_read(Claims& claims, const Components& chain, const Plan& plan,
                        const Overrides& overrides) {
    const auto reads = [&](const BuiltStage* built) {
        each_path(*built, false, [&](const fs::path& path, const ConfigNode&) {
            claims.reads(path, fmt::format("which {} reads", built->stage.label));
        });
    };
    if (chain.input) reads(chain.input);
    for (const auto* section : {&chain.stages, &chain.corpus, &chain.outputs})
        for (const BuiltStage* built : *section) reads(built);
    for (const auto& file : plan.files) claims.reads(file, "where the pipeline stands");
    const bool in_its_place = whole_path(overrides.retry) == whole_path(plan.quarantine);
    if (!overrides.retry.empty() && !in_its_place) claims.reads(overrides.retry, "which --retry reads");
}

}  // namespace

void check_written_paths(const Components& chain, const ConfigNode& root, const Plan& plan,
                         const Overrides& overrides, Diagnostics& diagnostics) {
    Claims claims(chain.input, diagnostics);
    claim_what_is_read(claims, chain, plan, overrides);
    for (const BuiltStage* output : chain.outputs)
        each_path(*output, true, [&](const fs::path& path, const ConfigNode& node) {
            claims.writes(output->stage.label, path, node.mark);
        });
    const auto* given = root.find("quarantine");
    // Beside an output that is refused, the quarantine by default is nothing to speak of.
    const bool speaks = !plan.quarantine.empty() && (given || claims.refused() == 0);
    if (plan.on_error == OnError::quarantine && speaks)
        claims.writes("'quarantine'", plan.quarantine,
                      given                   ? given->value->mark
                      : chain.outputs.empty() ? root.mark
                                              : chain.outputs.front()->stage.where,
                      given ? "give it a path of its own" : "write 'quarantine: FILE' to put it elsewhere");
    if (!overrides.report.empty())
        claims.writes("--report", overrides.report, command_line_mark("--report", overrides.report.string()));
}

}  // namespace quern::host
