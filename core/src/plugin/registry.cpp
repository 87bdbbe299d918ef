// SPDX-License-Identifier: MIT
#include "plugin/registry.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <span>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <quern/error.hpp>

#include "plugin/check_declaration.hpp"
#include "plugin/exception_text.hpp"
#include "plugin/plugin_file.hpp"
#include "worker/isolation.hpp"
#include "worker/process_stage.hpp"
#include "worker/worker_file.hpp"

namespace fs = std::filesystem;

namespace quern::host {
namespace {

void refuse(Verdict& verdict, std::string message, std::string hint = {}) {
    verdict.kind = Verdict::Kind::refused;
    verdict.message = std::move(message);
    verdict.hint = std::move(hint);
}

// The files of a folder that ask to be plugins, by name.
std::vector<fs::path> plugin_files(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".so" || entry.path().native().ends_with(worker_ending))
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

void check_is_file(const fs::path& file) {
    std::error_code error;
    const auto status = fs::status(file, error);
    if (status.type() == fs::file_type::not_found && fs::is_symlink(file))
        throw Error(fmt::format("is a link to {}, which does not exist", fs::read_symlink(file).string()),
                    "remove the link, or build what it points to");
    if (status.type() == fs::file_type::directory)
        throw Error("is a folder", "a plugin is a file NAME.so; its data stand in a folder NAME beside it");
    if (status.type() == fs::file_type::unknown || status.type() == fs::file_type::none)
        throw Error(fmt::format("cannot be read: {}", error.message()));
    if (status.type() != fs::file_type::regular) throw Error("is not a file");
}

// What a plugin's or a worker's file is called without its ending.
std::string plugin_name(const fs::path& file) {
    const std::string name = file.filename();
    for (const std::string_view ending : {std::string_view(".so"), worker_ending})
        if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
    return name;
}

// Whether the bytes of the file hold that name as a C string, as those of a plugin that offers it do.
bool mentions(const fs::path& file, std::string_view name) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return false;
    std::ifstream in(file, std::ios::binary);
    const std::string content(std::istreambuf_iterator<char>(in), {});
    return content.find(fmt::format("{}{}", name, '\0')) != content.npos;
}

}  // namespace

fs::path OfferedStage::data(std::string_view name) const {
    const fs::path path = data_folder() / name;
    std::error_code none;
    if (!fs::exists(path, none))
        throw Error(fmt::format("the plugin's data file '{}' is missing", path.string()),
                    "install the plugin again");
    return path;
}

std::unique_ptr<Component> OfferedStage::make() const {
    if (worker) return std::make_unique<ProcessStage>(worker);
    try {
        return std::unique_ptr<Component>(entry->make());
    } catch (...) {
        const auto [message, hint, fatal] = current_exception_text();
        throw Error(fmt::format("{} cannot be made: {} ({})", name, message, file.string()), hint);
    }
}

Declaration OfferedStage::declare(Component& object) const {
    try {
        Declaration declaration;
        object.declare(declaration);
        check_declaration(declaration.content());
        return declaration;
    } catch (...) {
        const auto [message, hint, fatal] = current_exception_text();
        throw Error(fmt::format("{} cannot declare itself: {} ({})", name, message, file.string()), hint);
    }
}

// What one folder's search finds.
struct Registry::Found {
    std::size_t verdict = 0;             // its number
    const PluginTable* table = nullptr;  // null for what is not loaded here
    std::vector<OfferedStage> stages{};
};

Registry::Registry(const std::vector<PluginFolder>& folders, const std::vector<std::string>& isolated,
                   const std::vector<fs::path>& workers)
    : isolated_(isolated), workers_(workers) {
    for (const fs::path& file : workers) offer(load_all({file}, "named in the pipeline"));
    for (const PluginFolder& folder : folders) search(folder);
    std::sort(stages_.begin(), stages_.end(),
              [](const OfferedStage& a, const OfferedStage& b) { return a.name < b.name; });
}

void Registry::search(const PluginFolder& folder) {
    std::error_code error;
    fs::path path = fs::weakly_canonical(folder.path, error);
    if (error) path = fs::absolute(folder.path);  // which cannot be read: told below
    Verdict verdict{path, folder.asked_by, Verdict::Kind::nothing, {}, "holds no plugins", {}};
    if (const auto [known, is_new] = searched_.emplace(path, folder.asked_by); !is_new) {
        verdict.kind = Verdict::Kind::hidden;
        verdict.message = fmt::format("was searched already ({})", known->second);
    } else if (!folder.must_exist && fs::status(path, error).type() == fs::file_type::not_found) {
        verdict.message = "does not exist";
    } else {
        try {
            const auto files = plugin_files(path);
            if (!files.empty()) return offer(load_all(files, folder.asked_by));
        } catch (const fs::filesystem_error& failure) {
            refuse(verdict, fmt::format("cannot be searched: {}", failure.code().message()));
        }
    }
    verdicts_.push_back(std::move(verdict));
}

std::vector<Registry::Found> Registry::load_all(const std::vector<fs::path>& files,
                                                const std::string& asked_by) {
    std::vector<Found> found;
    for (const fs::path& file : files) {
        Verdict& verdict = verdicts_.emplace_back(Verdict{file, asked_by, Verdict::Kind::loaded, {}, {}, {}});
        try {
            check_is_file(file);
            Found plugin = look_into(file, verdict);
            plugin.verdict = verdicts_.size() - 1;
            for (const OfferedStage& stage : plugin.stages) verdict.stages.push_back(stage.name);
            found.push_back(std::move(plugin));
        } catch (...) {
            auto [message, hint, fatal] = current_exception_text();
            refuse(verdict, std::move(message), std::move(hint));
        }
    }
    return found;
}

bool Registry::is_worker_file(const fs::path& file) const {
    return file.native().ends_with(worker_ending) ||
           std::find(workers_.begin(), workers_.end(), file) != workers_.end();
}

Registry::Found Registry::look_into(const fs::path& file, Verdict& verdict) const {
    Found found;
    if (is_worker_file(file)) {
        auto worker = std::make_shared<const WorkerFile>(read_worker_file(file));
        found.stages.push_back(
            {worker->stage, ComponentKind::stage, nullptr, worker->file, worker->version, worker});
        return found;
    }
    const bool isolate = std::any_of(isolated_.begin(), isolated_.end(),
                                     [&](const std::string& stage) { return mentions(file, stage); });
    if (isolate) {
        Isolated isolated = isolate_plugin(file);
        const auto is_wanted = [&](const auto& worker) {
            return std::find(isolated_.begin(), isolated_.end(), worker->stage) != isolated_.end();
        };
        if (std::any_of(isolated.workers.begin(), isolated.workers.end(), is_wanted)) {
            for (auto& worker : isolated.workers)
                found.stages.push_back(
                    {worker->stage, ComponentKind::stage, nullptr, file, worker->version, worker});
            verdict.message = std::move(isolated.remark);
            return found;
        }
    }
    found.table = &load_plugin(file);
    for (const StageEntry& stage : std::span(found.table->stages, found.table->count))
        found.stages.push_back({stage.name, stage.kind, &stage, file, found.table->version, nullptr});
    return found;
}

// Files of one folder that offer one stage: none of them can be preferred, so none is used.
void Registry::refuse_conflicts(const std::vector<Found>& found) {
    std::map<std::string_view, std::vector<const Found*>> offers;
    for (const Found& plugin : found)
        for (const OfferedStage& stage : plugin.stages) offers[stage.name].push_back(&plugin);
    for (const auto& [stage, plugins] : offers) {
        if (plugins.size() < 2) continue;
        std::vector<std::string> files;
        for (const Found* plugin : plugins)
            files.push_back(verdicts_[plugin->verdict].file.filename().string());
        const std::string all = fmt::format("{}", fmt::join(files, " and "));
        for (const Found* plugin : plugins)
            refuse(verdicts_[plugin->verdict],
                   fmt::format("{} of this folder {} offer {}", all, plugins.size() == 2 ? "both" : "all",
                               stage),
                   "keep one of them: a folder may offer a stage once");
        taken_.emplace(stage, fmt::format("the conflict of {} in {}", all,
                                          verdicts_[plugins.front()->verdict].file.parent_path().string()));
    }
}

void Registry::offer(std::vector<Found> found) {
    // A link to a file of the same folder is no second offer.
    for (auto plugin = found.begin(); plugin != found.end();) {
        const auto same = std::find_if(found.begin(), plugin, [&](const Found& other) {
            return plugin->table && other.table == plugin->table;
        });
        if (same == plugin) {
            ++plugin;
            continue;
        }
        verdicts_[plugin->verdict].kind = Verdict::Kind::hidden;
        verdicts_[plugin->verdict].message =
            fmt::format("is the same file as {}", verdicts_[same->verdict].file.string());
        plugin = found.erase(plugin);
    }
    refuse_conflicts(found);
    for (const Found& plugin : found)
        if (verdicts_[plugin.verdict].kind == Verdict::Kind::loaded) take(plugin);
}

// The stages of a plugin that no earlier folder offers.
void Registry::take(const Found& plugin) {
    Verdict& verdict = verdicts_[plugin.verdict];
    std::vector<std::string> hidden;
    for (const OfferedStage& stage : plugin.stages) {
        const auto [taken, is_new] = taken_.emplace(stage.name, verdict.file.string());
        if (is_new)
            stages_.push_back(stage);
        else if (taken->second != verdict.file.string())
            hidden.push_back(fmt::format("{} is hidden by {}", stage.name, taken->second));
    }
    if (hidden.size() == plugin.stages.size()) verdict.kind = Verdict::Kind::hidden;
    if (!hidden.empty()) verdict.message = fmt::format("{}", fmt::join(hidden, "; "));
}

const OfferedStage* Registry::find(std::string_view name) const {
    const auto at =
        std::lower_bound(stages_.begin(), stages_.end(), name,
                         [](const OfferedStage& stage, std::string_view key) { return stage.name < key; });
    return at != stages_.end() && at->name == name ? &*at : nullptr;
}

std::vector<const Verdict*> Registry::suspects(std::string_view name) const {
    std::string file_name(name);
    std::replace(file_name.begin(), file_name.end(), '.', '_');
    const OfferedStage* offered = find(name);
    std::vector<const Verdict*> found;
    for (const Verdict& verdict : verdicts_) {
        if (offered && verdict.file == offered->file) break;
        if (verdict.kind != Verdict::Kind::refused) continue;
        const bool offers =
            std::find(verdict.stages.begin(), verdict.stages.end(), name) != verdict.stages.end();
        if (offers || plugin_name(verdict.file) == file_name || mentions(verdict.file, name))
            found.push_back(&verdict);
    }
    return found;
}

}  // namespace quern::host
