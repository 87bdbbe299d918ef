// SPDX-License-Identifier: MIT
#include "plugin/new_plugin.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <quern/error.hpp>
#include <quern/layers.hpp>

#include "plugin/stage_name.hpp"
#include "plugin/version.hpp"

namespace fs = std::filesystem;

namespace quern::host {
namespace {

// What stands for what in a template; names without the @.
using Values = std::map<std::string, std::string, std::less<>>;

std::string filled(std::string_view text, const Values& values) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = std::min(text.find('@', at), text.size());
        result += text.substr(at, begin - at);
        if (begin == text.size()) break;
        const auto end = text.find('@', begin + 1);
        const auto value =
            end == text.npos ? values.end() : values.find(text.substr(begin + 1, end - begin - 1));
        result += value == values.end() ? "@" : value->second;
        at = value == values.end() ? begin + 1 : end + 1;
    }
    return result;
}

// "press_office" as a class is called: PressOffice.
std::string class_name(std::string_view word) {
    std::string name;
    bool starts = true;
    for (const char c : word) {
        if (c != '_') name += starts ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
        starts = c == '_';
    }
    return name;
}

Values values_of(const std::string& stage) {
    std::string plugin = stage;
    const auto dot = stage.find('.');
    plugin[dot] = '_';
    const auto word = stage.substr(dot + 1);
    const auto all = version();
    return {{"STAGE", stage},
            {"PLUGIN", plugin},
            {"CLASS", class_name(word)},
            // No stage makes a standard layer of another shape.
            {"LAYER", layers::find_standard(word) ? plugin : word},
            {"QUERN_VERSION", std::string(all.substr(0, all.rfind('.')))}};
}

std::string kind_of(const NewPlugin& wanted) {
    if (!wanted.kind.empty()) return wanted.kind;
    const auto first = wanted.stage.substr(0, wanted.stage.find('.'));
    if (first == "read") return "reader";
    if (first == "corpus") return "corpus";
    return first == "export" ? "exporter" : "stage";
}

std::set<std::string> folders_in(const fs::path& folder) {
    std::set<std::string> names;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->is_directory() && at->path().filename() != "common")
            names.insert(at->path().filename().string());
    return names;
}

// The folders of templates: of the language, and of the kind in it.
std::vector<fs::path> sources(const NewPlugin& wanted, const fs::path& templates) {
    const auto language = templates / wanted.language;
    const auto kind = kind_of(wanted);
    const auto languages = folders_in(templates), kinds = folders_in(language);
    if (!languages.contains(wanted.language))
        throw Error(fmt::format("there are no templates for {} in {}", wanted.language, templates.string()),
                    wanted.language == "c++" ? "they are in the package libquern-dev"
                    : languages.empty()      ? ""
                                        : fmt::format("there are some for {}", fmt::join(languages, ", ")));
    if (!kinds.contains(kind))
        throw Error(fmt::format("there is no template of the kind '{}' for {}", kind, wanted.language),
                    fmt::format("--kind takes {}", fmt::join(kinds, ", ")));
    return {language / "common", language / kind};
}

void check_name(const std::string& name, const Registry& registry) {
    if (!is_stage_name(name)) throw Error(fmt::format("'{}' cannot name a stage", name), stage_name_hint);
    if (const auto* taken = registry.find(name))
        throw Error(fmt::format("there is a stage {} already, in {}", name, taken->file.string()),
                    "choose another name: of two stages with one name, only one is ever used");
}

void write(const fs::path& from, const fs::path& to, const Values& values) {
    std::ifstream in(from, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    if (!in) throw Error(fmt::format("cannot read {}", from.string()));
    std::ofstream out(to, std::ios::binary);
    out << filled(text, values);
    out.close();
    if (!out) throw FatalError(fmt::format("cannot write {}", to.string()));
    // A script stays one that can be run.
    fs::permissions(to, fs::status(from).permissions() & fs::perms::all &
                            ~(fs::perms::group_write | fs::perms::others_write));
}

std::vector<fs::path> write_all(const std::vector<fs::path>& sources, const fs::path& folder,
                                const Values& values) {
    std::vector<fs::path> written;
    for (const auto& source : sources) {
        if (!fs::exists(source)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(source)) {
            const auto to = folder / filled(entry.path().lexically_relative(source).string(), values);
            if (entry.is_directory()) {
                fs::create_directories(to);
                continue;
            }
            fs::create_directories(to.parent_path());
            write(entry.path(), to, values);
            written.push_back(to);
        }
    }
    std::sort(written.begin(), written.end());
    return written;
}

}  // namespace

std::vector<fs::path> write_new_plugin(const NewPlugin& wanted, const Registry& registry,
                                       const fs::path& templates) {
    check_name(wanted.stage, registry);
    const auto from = sources(wanted, templates);
    const auto values = values_of(wanted.stage);
    const auto folder = (wanted.into / values.at("PLUGIN")).lexically_normal();
    std::error_code error;
    fs::create_directories(wanted.into, error);
    if (!error && !fs::create_directory(folder, error) && !error)
        throw Error(fmt::format("{} is there already", folder.string()),
                    "nothing was written: move it away, choose another name, or another place with --into");
    if (error) throw Error(fmt::format("cannot make the folder {}: {}", folder.string(), error.message()));
    try {
        return write_all(from, folder, values);
    } catch (...) {
        fs::remove_all(folder, error);
        throw;
    }
}

}  // namespace quern::host
