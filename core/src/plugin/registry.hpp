// SPDX-License-Identifier: MIT
// Finds and loads plugins. Nothing that was looked at is forgotten: each file has a verdict.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <quern/plugin.hpp>

namespace quern::host {

struct WorkerFile;

// A folder to search, and who asked for it ("plugins: in news.yaml:3", "QUERN_PLUGIN_PATH", "the
// installation", …).
struct PluginFolder {
    std::filesystem::path path;
    std::string asked_by;
    bool must_exist = false;
};

// The folders in the order of search: of the YAML, of the command line, of the environment, the user's, the
// installation's.
std::vector<PluginFolder> plugin_folders(const std::vector<PluginFolder>& from_yaml,
                                         const std::vector<std::filesystem::path>& from_command_line);

struct OfferedStage {
    std::string name;
    ComponentKind kind;
    const StageEntry* entry;                     // null for a stage that worker processes carry out
    std::filesystem::path file;                  // absolute
    std::string version;                         // of the plugin
    std::shared_ptr<const WorkerFile> worker{};  // what they are told; null for a stage of a plugin

    // The plugin's data files stand in a folder of its own name beside it.
    std::filesystem::path data_folder() const { return std::filesystem::path(file).replace_extension(); }
    // One of them; an Error where it is missing.
    std::filesystem::path data(std::string_view name) const;
    // A new object; what its constructor throws comes out as an Error that names the stage and the file.
    std::unique_ptr<Component> make() const;
    // What an object of make() declares, checked; errors as of make().
    Declaration declare(Component& object) const;
};

struct Verdict {
    enum class Kind { loaded, hidden, refused, nothing };
    std::filesystem::path
        file;  // or a folder: refused when it cannot be searched, nothing when nothing is in it
    std::string asked_by;
    Kind kind = Kind::loaded;
    std::vector<std::string> stages;  // that the file offers
    std::string message;  // why refused, which of its stages are hidden and by what, or left out by isolation
    std::string hint;
};

// All plugins and worker files of all folders. Loading happens in the constructor; nothing is ever unloaded.
class Registry {
public:
    // Plugins that offer one of the `isolated` stages are not loaded into this process: all their stages are
    // carried out by processes of their own. `workers` are worker files that go before what the folders
    // offer.
    explicit Registry(const std::vector<PluginFolder>& folders, const std::vector<std::string>& isolated = {},
                      const std::vector<std::filesystem::path>& workers = {});

    const OfferedStage* find(std::string_view name) const;
    const std::vector<OfferedStage>& stages() const { return stages_; }  // by name
    const std::vector<Verdict>& verdicts() const { return verdicts_; }   // in the order of search
    // Refused files that offer that stage, or could, by their names or by what stands in them; where the
    // stage is found, only those that were looked at before it was.
    std::vector<const Verdict*> suspects(std::string_view name) const;

private:
    struct Found;  // a plugin that was loaded
    void search(const PluginFolder& folder);
    std::vector<Found> load_all(const std::vector<std::filesystem::path>& files, const std::string& asked_by);
    void offer(std::vector<Found> found);
    void refuse_conflicts(const std::vector<Found>& found);
    void take(const Found& plugin);
    Found look_into(const std::filesystem::path& file, Verdict& verdict) const;

    bool is_worker_file(const std::filesystem::path& file) const;

    std::vector<std::string> isolated_;
    std::vector<std::filesystem::path> workers_;  // that are named: worker files whatever they are called
    std::vector<OfferedStage> stages_;
    std::vector<Verdict> verdicts_;
    std::map<std::string, std::string> taken_;               // stage -> what offers it first
    std::map<std::filesystem::path, std::string> searched_;  // folder -> who asked for it
};

}  // namespace quern::host
