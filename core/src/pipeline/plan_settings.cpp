// SPDX-License-Identifier: MIT
#include "pipeline/plan_settings.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/paths.hpp"
#include "pipeline/printable.hpp"
#include "pipeline/values.hpp"

namespace quern::host {

namespace fs = std::filesystem;

namespace {

const std::vector<std::string> known_keys{"quern",   "title",    "extends",    "plugins",   "input", "stages",
                                          "outputs", "on_error", "quarantine", "max_bytes", "tests"};
const std::vector<std::string> error_policies{"quarantine", "skip", "stop"};

// Texts are indexed by 32 bits.
constexpr std::uint64_t largest_document = 4'000'000'000;

class SettingsReader {
public:
    SettingsReader(const ConfigNode& root, Diagnostics& diagnostics)
        : root_(root), diagnostics_(diagnostics), read_(diagnostics) {}

    void check_keys();
    void check_version();
    void read(Plan& plan);
    std::vector<PluginFolder> plugin_folders();

private:
    const ConfigNode* value(std::string_view key) const {
        const auto* member = root_.find(key);
        return member ? member->value.get() : nullptr;
    }
    OnError policy(const ConfigNode& node);

    const ConfigNode& root_;
    Diagnostics& diagnostics_;
    ValueReader read_;
};

void SettingsReader::check_keys() {
    for (const auto& member : root_.members) {
        if (std::find(known_keys.begin(), known_keys.end(), member.key) != known_keys.end()) continue;
        const std::string near = nearest(member.key, known_keys);
        diagnostics_.error(member.key_mark, fmt::format("a pipeline has no key '{}'", shown(member.key)),
                           near.empty() ? "" : fmt::format("did you mean '{}'?", near),
                           {fmt::format("keys: {}", fmt::join(known_keys, ", "))});
    }
}

void SettingsReader::check_version() {
    const auto* version = value("quern");
    if (!version) {
        diagnostics_.error(root_.mark, "the key 'quern', the version of the format, is missing",
                           "add the line 'quern: 1'");
        return;
    }
    const auto number = read_.integer(*version, "quern", 0, std::numeric_limits<int>::max());
    if (number && *number != 1)
        diagnostics_.error(version->mark,
                           fmt::format("this Quern reads pipelines of version 1, not {}", *number),
                           *number > 1 ? "install a newer Quern" : "write 1");
}

OnError SettingsReader::policy(const ConfigNode& node) {
    const auto name = read_.text(node, "on_error");
    if (!name) return {};
    const auto known = std::find(error_policies.begin(), error_policies.end(), *name);
    if (known != error_policies.end()) return static_cast<OnError>(known - error_policies.begin());
    const std::string near = nearest(*name, error_policies);
    diagnostics_.error(node.mark, fmt::format("'on_error' cannot be '{}'", shown(*name)),
                       near.empty() ? "" : fmt::format("did you mean '{}'?", near),
                       {fmt::format("one of: {}", fmt::join(error_policies, ", "))});
    return {};
}

void SettingsReader::read(Plan& plan) {
    if (const auto* title = value("title")) plan.title = read_.text(*title, "title").value_or("");
    if (const auto* node = value("on_error")) plan.on_error = policy(*node);
    if (const auto* node = value("max_bytes"))
        plan.max_bytes = read_.size(*node, "max_bytes", largest_document).value_or(plan.max_bytes);
    const auto* quarantine = value("quarantine");
    if (!quarantine || !read_.one_value(*quarantine, "quarantine")) return;
    plan.quarantine = resolve_path(*quarantine, Option::PathKind::output);
    if (plan.quarantine.empty()) diagnostics_.error(quarantine->mark, "'quarantine' is an empty path");
    std::error_code none;
    if (fs::is_directory(plan.quarantine, none))
        diagnostics_.error(quarantine->mark, fmt::format("'{}' is a folder", shown(plan.quarantine.string())),
                           "name a file");
}

std::vector<PluginFolder> SettingsReader::plugin_folders() {
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

}  // namespace

void read_settings(const ConfigNode& root, Plan& plan, Diagnostics& diagnostics) {
    SettingsReader reader(root, diagnostics);
    reader.check_keys();
    reader.check_version();
    reader.read(plan);
}

std::vector<PluginFolder> read_plugin_folders(const ConfigNode& root, Diagnostics& diagnostics) {
    return SettingsReader(root, diagnostics).plugin_folders();
}

}  // namespace quern::host
