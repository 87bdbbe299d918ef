// SPDX-License-Identifier: MIT
#include "pipeline/annotation_reader.hpp"

#include <filesystem>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <quern/error.hpp>
#include <quern/input.hpp>

#include "pipeline/components.hpp"
#include "pipeline/layer_planner.hpp"
#include "pipeline/load_config.hpp"

namespace quern::host {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t looked_at = 4096;  // bytes of a file whose ending tells nothing

// Of a file that begins like this the ending that tells its format; empty where that is not seen.
std::string_view ending_by_content(std::string_view beginning) {
    if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
    const auto first = beginning.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    if (beginning[first] == '{') return ".ndjson";
    // Columns, of which the last holds labels: O, B-PER, …
    for (auto rest = beginning.substr(first); rest.find('\n') != std::string_view::npos;) {
        auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + 1);
        line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
        const auto blank = line.find_last_of(" \t");
        if (line.empty() || line[0] == '#' || blank == std::string_view::npos) continue;
        const auto label = line.substr(blank + 1);
        const bool prefixed = label.size() > 2 && label[1] == '-' &&
                              std::string_view("BIESLU").find(label[0]) != std::string_view::npos;
        return label == "O" || prefixed ? ".conll" : std::string_view();
    }
    return {};
}

Error different_formats(const std::string& one, const std::string& other) {
    return Error(fmt::format("{} and {} are of different formats", one, other),
                 "bring them into one format, by a `quern run` that reads the one and writes the other");
}

class Readers {
public:
    explicit Readers(const Registry& registry) {
        for (const auto& offer : registry.stages()) {
            if (offer.kind != ComponentKind::reader) continue;
            const auto object = offer.make();
            const auto declaration = offer.declare(*object);
            for (const auto& ending : declaration.content().file_endings)
                by_ending_.emplace(ending, offer.name);
        }
    }

    // Empty where no reader knows the file.
    std::string of(const std::string& path) const {
        std::error_code none;
        if (path == "-") return named(".ndjson");
        if (fs::is_directory(path, none)) return of_folder(path);
        const auto by_ending = by_ending_of(path);
        return by_ending.empty() && fs::is_regular_file(path, none) ? by_content_of(path) : by_ending;
    }

    std::string endings() const {
        std::vector<std::string> endings;
        for (const auto& [ending, name] : by_ending_) endings.push_back(ending);
        return fmt::format("known endings: {}", fmt::join(endings, ", "));
    }

private:
    // All files must be of one format. Only a .json counts for nothing beside others: settings of programs
    // that annotate are such files too.
    std::string of_folder(const std::string& path) const {
        struct Known {
            std::string reader, file;
        } found, json;
        FileWalk walk({path}, {});
        for (FoundFile file; walk.next(file);) {
            const auto reader = by_ending_of(file.path);
            if (reader.empty()) continue;
            auto& known = ending_of(file.path) == ".json" ? json : found;
            if (known.reader.empty()) known = {reader, file.path};
            if (known.reader != reader) throw different_formats(known.file, file.path);
        }
        return found.reader.empty() ? json.reader : found.reader;
    }

    static std::string ending_of(const std::string& path) {
        return fs::path(without_compression_ending(path)).extension().string();
    }

    std::string by_ending_of(const std::string& path) const { return named(ending_of(path)); }

    std::string by_content_of(const std::string& path) const {
        std::string beginning(looked_at, '\0');
        beginning.resize(InputFile(path).read(beginning.data(), beginning.size()));
        return named(ending_by_content(beginning));
    }

    std::string named(std::string_view ending) const {
        const auto found = by_ending_.find(ending);
        return found == by_ending_.end() ? std::string() : found->second;
    }

    std::map<std::string, std::string, std::less<>> by_ending_;
};

}  // namespace

std::string reader_of(const std::vector<std::string>& files, const Registry& registry) {
    const Readers readers(registry);
    std::string reader;
    for (const auto& file : files) {
        const auto found = readers.of(file);
        std::error_code none;
        if (found.empty() && !fs::exists(file, none)) throw Error(fmt::format("there is no file '{}'", file));
        if (found.empty())
            throw Error(fmt::format("no installed reader knows annotations in files like {}", file),
                        readers.endings());
        if (!reader.empty() && reader != found) throw different_formats(files.front(), file);
        reader = found;
    }
    return reader;
}

Plan plan_reader(const std::vector<std::string>& files,
                 const std::vector<std::pair<std::string, std::string>>& options, const Registry& registry,
                 Diagnostics& diagnostics) {
    Plan plan;
    ConfigNode root;
    root.kind = ConfigNode::Kind::map;
    set_inputs(root, files, reader_of(files, registry));
    for (const auto& [name, value] : options) set_value(root, "input." + name, value, diagnostics);
    auto built = build_component(*root.find("input")->value, Section::input, true, registry, diagnostics);
    if (!built) return plan;
    Components chain;
    chain.input = &*built;
    plan.layers = plan_layers(chain, registry, diagnostics);
    plan.input = std::move(built->stage);
    return plan;
}

}  // namespace quern::host
