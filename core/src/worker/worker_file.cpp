// SPDX-License-Identifier: MIT
#include "worker/worker_file.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <type_traits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <quern/error.hpp>
#include <quern/layers.hpp>

#include "pipeline/config.hpp"
#include "pipeline/config_text.hpp"
#include "pipeline/diagnostics.hpp"
#include "pipeline/printable.hpp"
#include "pipeline/values.hpp"

namespace quern::host {

namespace {

// A standard layer that is made has all of its columns.
bool makes_layer(LayerMode mode) {
    return mode == LayerMode::write || mode == LayerMode::write_if_absent || mode == LayerMode::append;
}

class WorkerFileReader {
public:
    WorkerFileReader(WorkerFile& file, Diagnostics& diagnostics)
        : file_(file), diagnostics_(diagnostics), read_(diagnostics) {}

    void read(const ConfigNode& root);

private:
    // What to do with the value of each key of a map.
    using Keys = std::vector<std::pair<std::string, std::function<void(const ConfigNode&)>>>;
    void walk(const ConfigNode& node, std::string_view what, const Keys& keys);
    // Calls `take` with each key of a map and its value.
    void each(const ConfigNode& node, std::string_view what,
              const std::function<void(const ConfigNode::Member&)>& take);

    void version(const ConfigNode& node);
    void texts(const ConfigNode& node, std::string_view what, std::vector<std::string>& to);
    void text(const ConfigNode& node, std::string_view what, std::string& to) {
        if (auto value = read_.text(node, what)) to = std::move(*value);
    }
    void flag(const ConfigNode& node, std::string_view what, bool& to) {
        if (const auto value = read_.boolean(node, what)) to = *value;
    }
    void whole(const ConfigNode& node, std::string_view what, std::int64_t& to, std::int64_t least) {
        if (const auto value = read_.integer(node, what, least, 1'000'000)) to = *value;
    }
    void offsets(const ConfigNode& node);
    void layers_read(const ConfigNode& node, std::string_view what, LayerMode mode);
    void layers_written(const ConfigNode& node, std::string_view what, LayerMode mode);
    void column(const ConfigNode::Member& member, Schema& schema);
    void column_type(const ConfigNode& node, Schema::Field& field);
    void option(const ConfigNode::Member& member);
    void default_value(const ConfigNode& node, DeclaredOption& option);
    void path_kind(const ConfigNode& node, DeclaredOption& option);
    void require(const ConfigNode& root);

    WorkerFile& file_;
    Diagnostics& diagnostics_;
    ValueReader read_;
};

void WorkerFileReader::each(const ConfigNode& node, std::string_view what,
                            const std::function<void(const ConfigNode::Member&)>& take) {
    if (node.faulty) return;
    if (node.kind != ConfigNode::Kind::map)
        return diagnostics_.error(node.mark, fmt::format("'{}' is a map", what),
                                  "write a name, a colon and what belongs to it");
    for (const auto& member : node.members) take(member);
}

void WorkerFileReader::walk(const ConfigNode& node, std::string_view what, const Keys& keys) {
    each(node, what, [&](const ConfigNode::Member& member) {
        for (const auto& [name, take] : keys)
            if (name == member.key) return take(*member.value);
        std::vector<std::string> known;
        for (const auto& [name, take] : keys) known.push_back(name);
        const std::string near = nearest(member.key, known);
        diagnostics_.error(member.key_mark, fmt::format("{} has no key '{}'", what, shown(member.key)),
                           near.empty() ? "" : fmt::format("did you mean '{}'?", near),
                           {fmt::format("keys: {}", fmt::join(known, ", "))});
    });
}

void WorkerFileReader::version(const ConfigNode& node) {
    const auto number = read_.integer(node, "quern", 0, std::numeric_limits<int>::max());
    if (number && *number != 1)
        diagnostics_.error(node.mark,
                           fmt::format("this Quern reads worker files of version 1, not {}", *number));
}

void WorkerFileReader::texts(const ConfigNode& node, std::string_view what, std::vector<std::string>& to) {
    if (node.faulty) return;
    if (node.kind == ConfigNode::Kind::map)
        return diagnostics_.error(node.mark, fmt::format("'{}' takes a list, not a map", what),
                                  "write it as in [one, two]");
    const auto take = [&](const ConfigNode& item) {
        if (auto value = read_.text(item, what)) to.push_back(std::move(*value));
    };
    if (node.kind == ConfigNode::Kind::list)
        for (const auto& item : node.items) take(*item);
    else
        take(node);
}

void WorkerFileReader::offsets(const ConfigNode& node) {
    const auto name = read_.text(node, "offsets");
    if (!name) return;
    if (const auto unit = offset_unit_from_string(*name))
        file_.offsets = *unit;
    else
        diagnostics_.error(node.mark, fmt::format("'offsets' cannot be '{}'", shown(*name)), "",
                           {"one of: code_points, bytes, utf16"});
}

// A list of names, or a map as for layers that are written: with the columns that the stage counts on.
void WorkerFileReader::layers_read(const ConfigNode& node, std::string_view what, LayerMode mode) {
    if (node.kind == ConfigNode::Kind::map) return layers_written(node, what, mode);
    std::vector<std::string> names;
    texts(node, what, names);
    for (const auto& name : names) {
        WorkerFile::Layer layer;
        layer.mode = mode;
        // The columns are those that the layer has in the pipeline, whatever they are.
        if (const auto* standard = layers::find_standard(name)) layer.schema.summary = standard->summary;
        layer.schema.name = name;
        file_.layers.push_back(std::move(layer));
    }
}

void WorkerFileReader::layers_written(const ConfigNode& node, std::string_view what, LayerMode mode) {
    each(node, what, [&](const ConfigNode::Member& member) {
        WorkerFile::Layer layer;
        layer.mode = mode;
        const auto* standard = layers::find_standard(member.key);
        if (standard && makes_layer(mode)) layer.schema = Schema(*standard);
        layer.schema.name = member.key;
        if (member.value->kind != ConfigNode::Kind::null)
            walk(*member.value, fmt::format("the layer '{}'", shown(member.key)),
                 {{"summary", [&](const ConfigNode& it) { text(it, "summary", layer.schema.summary); }},
                  {"named_by", [&](const ConfigNode& it) { text(it, "named_by", layer.named_by); }},
                  {"columns", [&](const ConfigNode& it) {
                       each(it, "columns", [&](const ConfigNode::Member& its) { column(its, layer.schema); });
                   }}});
        file_.layers.push_back(std::move(layer));
    });
}

void WorkerFileReader::column(const ConfigNode::Member& member, Schema& schema) {
    Schema::Field field;
    field.name = member.key;
    if (member.value->kind == ConfigNode::Kind::map)
        walk(*member.value, fmt::format("the column '{}'", shown(member.key)),
             {{"type", [&](const ConfigNode& it) { column_type(it, field); }},
              {"summary", [&](const ConfigNode& it) { text(it, "summary", field.summary); }}});
    else
        column_type(*member.value, field);
    // A column of a standard layer keeps its summary.
    const auto known = schema.find(field.name);
    if (!known) return schema.fields.push_back(std::move(field));
    if (field.summary.empty()) field.summary = schema.fields[*known].summary;
    schema.fields[*known] = std::move(field);
}

void WorkerFileReader::column_type(const ConfigNode& node, Schema::Field& field) {
    constexpr std::string_view reference = "reference to ";
    const auto name = read_.text(node, field.name);
    if (!name) return;
    if (name->starts_with(reference)) {
        field.type = Type::reference;
        field.target = name->substr(reference.size());
    } else if (const auto type = type_from_string(*name); type && *type != Type::reference) {
        field.type = *type;
    } else {
        const std::vector<std::string> types{"string", "integer", "number", "boolean", "span"};
        const std::string near = nearest(*name, types);
        diagnostics_.error(node.mark, fmt::format("there is no type '{}' of a column", shown(*name)),
                           near.empty() ? "" : fmt::format("did you mean '{}'?", near),
                           {fmt::format("types: {}, reference to LAYER", fmt::join(types, ", "))});
    }
}

void WorkerFileReader::option(const ConfigNode::Member& member) {
    DeclaredOption option;
    option.name = member.key;
    const ConfigNode* value = nullptr;
    const ConfigNode* path = nullptr;
    bool typed = false;
    const auto number = [&](const ConfigNode& it, const char* what, std::optional<double>& to) {
        if (const auto read = read_.number(it, what)) to = *read;
    };
    walk(*member.value, fmt::format("the option '{}'", shown(member.key)),
         {{"type",
           [&](const ConfigNode& it) {
               typed = true;
               const auto name = read_.text(it, "type");
               if (!name) return;
               if (const auto empty = empty_value(*name))
                   option.value = *empty;
               else
                   diagnostics_.error(it.mark,
                                      fmt::format("there is no type '{}' of an option", shown(*name)), "",
                                      {fmt::format("types: {}", fmt::join(option_types, ", "))});
           }},
          {"default", [&](const ConfigNode& it) { value = &it; }},
          {"summary", [&](const ConfigNode& it) { text(it, "summary", option.summary); }},
          {"example", [&](const ConfigNode& it) { text(it, "example", option.example); }},
          {"required", [&](const ConfigNode& it) { flag(it, "required", option.required); }},
          {"at_least", [&](const ConfigNode& it) { number(it, "at_least", option.least); }},
          {"at_most", [&](const ConfigNode& it) { number(it, "at_most", option.most); }},
          {"one_of", [&](const ConfigNode& it) { texts(it, "one_of", option.choices); }},
          {"names_layers", [&](const ConfigNode& it) { flag(it, "names_layers", option.names_layers); }},
          {"path", [&](const ConfigNode& it) { path = &it; }}});
    if (member.value->kind != ConfigNode::Kind::map) return;
    if (!typed)
        return diagnostics_.error(member.key_mark,
                                  fmt::format("the option '{}' has no type", shown(member.key)), "",
                                  {fmt::format("types: {}", fmt::join(option_types, ", "))});
    if (value) default_value(*value, option);
    if (path) path_kind(*path, option);
    file_.options.push_back(std::move(option));
}

void WorkerFileReader::default_value(const ConfigNode& node, DeclaredOption& option) {
    std::visit(
        [&](auto& to) {
            using T = std::decay_t<decltype(to)>;
            constexpr auto any = std::numeric_limits<std::int64_t>::max();
            std::vector<std::string> list;
            if constexpr (std::is_same_v<T, bool>) {
                flag(node, "default", to);
            } else if constexpr (std::is_same_v<T, std::int64_t>) {
                if (const auto value = read_.integer(node, "default", -any, any)) to = *value;
            } else if constexpr (std::is_same_v<T, double>) {
                if (const auto value = read_.number(node, "default")) to = *value;
            } else if constexpr (std::is_same_v<T, std::string>) {
                text(node, "default", to);
            } else if constexpr (std::is_same_v<T, std::filesystem::path>) {
                if (auto value = read_.text(node, "default")) to = *value;
            } else if constexpr (std::is_same_v<T, std::map<std::string, std::string>>) {
                each(node, "default", [&](const ConfigNode::Member& member) {
                    if (auto value = read_.text(*member.value, member.key)) to[member.key] = *value;
                });
            } else {
                texts(node, "default", list);
                to.assign(list.begin(), list.end());
            }
        },
        option.value);
}

void WorkerFileReader::path_kind(const ConfigNode& node, DeclaredOption& option) {
    const std::vector<std::string> kinds{"input", "file", "folder", "output"};
    const auto name = read_.text(node, "path");
    if (!name) return;
    const auto at = std::find(kinds.begin(), kinds.end(), *name);
    if (at != kinds.end())
        option.path_kind = static_cast<Option::PathKind>(at - kinds.begin());
    else
        diagnostics_.error(node.mark, fmt::format("'path' cannot be '{}'", shown(*name)), "",
                           {fmt::format("one of: {}", fmt::join(kinds, ", "))});
}

void WorkerFileReader::require(const ConfigNode& root) {
    for (const char* key : {"quern", "stage", "summary", "command"})
        if (!root.find(key))
            diagnostics_.error(root.mark, fmt::format("the key '{}' is missing", key),
                               "a worker file needs: quern, stage, summary, command");
    const auto* command = root.find("command");
    if (command && !command->value->faulty && file_.command.empty())
        diagnostics_.error(command->key_mark, "'command' is empty", "write it as in [python3, stage.py]");
    const auto* stage = root.find("stage");
    if (stage && !stage->value->faulty && file_.stage.find('.') == std::string::npos)
        diagnostics_.error(stage->value->mark, fmt::format("'{}' cannot name a stage", shown(file_.stage)),
                           "a name has a kind and a word, as in tag.shouts");
}

void WorkerFileReader::read(const ConfigNode& root) {
    if (root.kind != ConfigNode::Kind::map)
        return diagnostics_.error(root.mark, "a worker file is a map of keys",
                                  "it begins with the line 'quern: 1'");
    auto& limits = file_.limits;
    const auto names = [&](const char* what, std::vector<std::string>& to) {
        return [this, what, &to](const ConfigNode& it) { texts(it, what, to); };
    };
    const auto read = [&](const char* what, LayerMode mode) {
        return [this, what, mode](const ConfigNode& it) { layers_read(it, what, mode); };
    };
    const auto written = [&](const char* what, LayerMode mode) {
        return [this, what, mode](const ConfigNode& it) { layers_written(it, what, mode); };
    };
    walk(root, "a worker file",
         {{"quern", [&](const ConfigNode& it) { version(it); }},
          {"stage", [&](const ConfigNode& it) { text(it, "stage", file_.stage); }},
          {"summary", [&](const ConfigNode& it) { text(it, "summary", file_.summary); }},
          {"details", [&](const ConfigNode& it) { text(it, "details", file_.details); }},
          {"version", [&](const ConfigNode& it) { text(it, "version", file_.version); }},
          {"command", names("command", file_.command)},
          {"offsets", [&](const ConfigNode& it) { offsets(it); }},
          {"reads", read("reads", LayerMode::read)},
          {"reads_optional", read("reads_optional", LayerMode::read_optional)},
          {"writes", written("writes", LayerMode::write)},
          {"writes_if_absent", written("writes_if_absent", LayerMode::write_if_absent)},
          {"appends", written("appends", LayerMode::append)},
          {"extends", written("extends", LayerMode::extend)},
          {"reads_metadata", names("reads_metadata", file_.metadata_read)},
          {"writes_metadata", names("writes_metadata", file_.metadata_written)},
          {"accepts", names("accepts", file_.media_types)},
          {"edits_text", [&](const ConfigNode& it) { flag(it, "edits_text", file_.edits_text); }},
          {"builds_text", [&](const ConfigNode& it) { flag(it, "builds_text", file_.builds_text); }},
          {"options",
           [&](const ConfigNode& it) {
               each(it, "options", [&](const ConfigNode::Member& member) { option(member); });
           }},
          {"processes", [&](const ConfigNode& it) { whole(it, "processes", limits.processes, 0); }},
          {"timeout_seconds",
           [&](const ConfigNode& it) {
               if (const auto value = read_.number(it, "timeout_seconds")) limits.timeout_seconds = *value;
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
    return parse(read_config_file(file, {}, diagnostics), file, diagnostics);
}

WorkerFile parse_worker_file(const std::string& text, const std::filesystem::path& name) {
    Diagnostics diagnostics;
    auto source = std::make_shared<ConfigSource>();
    source->name = name.string();
    source->text = text;
    return parse(source, name, diagnostics);
}

}  // namespace quern::host
