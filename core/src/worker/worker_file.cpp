// SPDX-License-Identifier: MIT
#include "worker/worker_file.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include <quern/error.hpp>

#include "pipeline/config.hpp"
#include "pipeline/config_text.hpp"
#include "pipeline/diagnostics.hpp"
#include "pipeline/printable.hpp"
#include "plugin/declaration_names.hpp"
#include "plugin/stage_name.hpp"
#include "worker/declared_layers.hpp"
#include "worker/declared_options.hpp"
#include "worker/map_reader.hpp"

namespace quern::host {

namespace {

class WorkerFileReader {
public:
    WorkerFileReader(WorkerFile& file, Diagnostics& diagnostics) : file_(file), reader_(diagnostics) {}

    void read(const ConfigNode& root);

private:
    void version(const ConfigNode& node);
    void whole(const ConfigNode& node, std::string_view what, std::int64_t& to, std::int64_t least,
               std::int64_t most = 1'000'000'000) {
        if (const auto value = reader_.value.integer(node, what, least, most)) to = *value;
    }
    void offsets(const ConfigNode& node);
    void require(const ConfigNode& root);

    WorkerFile& file_;
    MapReader reader_;
};

void WorkerFileReader::version(const ConfigNode& node) {
    const auto number = reader_.value.integer(node, "quern", 0, std::numeric_limits<int>::max());
    if (number && *number != 1)
        reader_.error(node.mark, fmt::format("this Quern reads worker files of version 1, not {}", *number));
}

void WorkerFileReader::offsets(const ConfigNode& node) {
    const auto name = reader_.value.text(node, "offsets");
    if (!name) return;
    if (const auto unit = offset_unit_from_string(*name))
        file_.offsets = *unit;
    else
        reader_.error(node.mark, fmt::format("'offsets' cannot be '{}'", shown(*name)), "",
                      {"one of: code_points, bytes, utf16"});
}

void WorkerFileReader::require(const ConfigNode& root) {
    for (const char* key : {"quern", "stage", "summary", "command"})
        if (!root.find(key))
            reader_.error(root.mark, fmt::format("the key '{}' is missing", key),
                          "a worker file needs: quern, stage, summary, command");
    const auto* command = root.find("command");
    if (command && !command->value->faulty && file_.command.empty())
        reader_.error(command->key_mark, "'command' is empty", "write it as in [python3, stage.py]");
    const auto* stage = root.find("stage");
    if (stage && !stage->value->faulty && !is_stage_name(file_.stage))
        reader_.error(stage->value->mark, fmt::format("'{}' cannot name a stage", shown(file_.stage)),
                      stage_name_hint);
}

void WorkerFileReader::read(const ConfigNode& root) {
    if (root.kind != ConfigNode::Kind::map)
        return reader_.error(root.mark, "a worker file is a map of keys",
                             "it begins with the line 'quern: 1'");
    auto& limits = file_.limits;
    const auto names = [&](const char* what, std::vector<std::string>& to) {
        return [this, what, &to](const ConfigNode& it) { reader_.texts(it, what, to); };
    };
    const auto layers = [&](LayerMode mode) {
        const std::string key(mode_key(mode));
        return std::pair(key, [this, key, mode](const ConfigNode& it) {
            read_layers(it, key, mode, reader_, file_.layers);
        });
    };
    reader_.walk(
        root, "a worker file",
        {{"quern", [&](const ConfigNode& it) { version(it); }},
         {"stage", [&](const ConfigNode& it) { reader_.text(it, "stage", file_.stage); }},
         {"summary", [&](const ConfigNode& it) { reader_.text(it, "summary", file_.summary); }},
         {"details", [&](const ConfigNode& it) { reader_.text(it, "details", file_.details); }},
         {"version", [&](const ConfigNode& it) { reader_.text(it, "version", file_.version); }},
         {"command", names("command", file_.command)},
         {"offsets", [&](const ConfigNode& it) { offsets(it); }},
         layers(LayerMode::read),
         layers(LayerMode::read_optional),
         layers(LayerMode::write),
         layers(LayerMode::write_if_absent),
         layers(LayerMode::append),
         layers(LayerMode::extend),
         {"reads_metadata", names("reads_metadata", file_.metadata_read)},
         {"writes_metadata", names("writes_metadata", file_.metadata_written)},
         {"accepts", names("accepts", file_.media_types)},
         {"edits_text", [&](const ConfigNode& it) { reader_.flag(it, "edits_text", file_.edits_text); }},
         {"builds_text", [&](const ConfigNode& it) { reader_.flag(it, "builds_text", file_.builds_text); }},
         {"options",
          [&](const ConfigNode& it) {
              reader_.each(it, "options", [&](const ConfigNode::Member& member) {
                  read_option(member, reader_, file_.options);
              });
          }},
         {"processes",
          [&](const ConfigNode& it) { whole(it, "processes", limits.processes, 0, most_processes); }},
         {"timeout_seconds",
          [&](const ConfigNode& it) {
              const auto value = reader_.value.number(it, "timeout_seconds");
              if (value && *value < least_timeout)
                  reader_.error(it.mark, fmt::format("'timeout_seconds' must be at least {}", least_timeout));
              else if (value)
                  limits.timeout_seconds = *value;
          }},
         {"memory_mb", [&](const ConfigNode& it) { whole(it, "memory_mb", limits.memory_mb, 0); }},
         {"failures", [&](const ConfigNode& it) { whole(it, "failures", limits.failures, 1); }}});
    require(root);
}

WorkerFile parse(const std::shared_ptr<const ConfigSource>& source, const std::filesystem::path& file,
                 Diagnostics& diagnostics) {
    WorkerFile worker;
    worker.file = std::filesystem::absolute(file);
    if (source)
        if (const auto root = parse_config(source, diagnostics))
            WorkerFileReader(worker, diagnostics).read(*root);
    if (diagnostics.errors() > 0) {
        std::string mistakes = diagnostics.render(false);
        mistakes.erase(mistakes.rfind('\n', mistakes.size() - 2));  // how many there are
        throw Error(fmt::format("is no worker file that can be used:\n{}", mistakes),
                    "docs/formats.md has every key");
    }
    return worker;
}

}  // namespace

WorkerFile read_worker_file(const std::filesystem::path& file) {
    Diagnostics diagnostics;
    WorkerFile worker = parse(read_config_file(file, {}, diagnostics), file, diagnostics);
    // Paths in it are its own neighbours, also where they are defaults.
    const auto beside = [&](std::filesystem::path& path) {
        if (!path.empty() && path != "-") path = worker.file.parent_path() / path;
    };
    for (auto& option : worker.options) {
        if (option.path_kind == Option::PathKind::output) continue;
        if (auto* path = std::get_if<std::filesystem::path>(&option.value)) beside(*path);
        if (auto* paths = std::get_if<std::vector<std::filesystem::path>>(&option.value))
            std::for_each(paths->begin(), paths->end(), beside);
    }
    return worker;
}

WorkerFile parse_worker_file(const std::string& text, const std::filesystem::path& name) {
    Diagnostics diagnostics;
    auto source = std::make_shared<ConfigSource>();
    source->name = name.string();
    source->text = text;
    return parse(source, name, diagnostics);
}

}  // namespace quern::host
