// SPDX-License-Identifier: MIT
// A comparison of two results, for a person and as JSON.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pipeline/printable.hpp"
#include "run/json_text.hpp"
#include "run/result_diff.hpp"

namespace quern::host {

namespace {

class Page {
public:
    Page(const DiffOptions& options) : options_(options) {}

    void head(const ResultDiff& diff, const std::string& before, const std::string& after) {
        text_ += fmt::format("A  {}: {}\n", before, count(diff.before, "document"));
        text_ += fmt::format("B  {}: {}\n", after, count(diff.after, "document"));
        text_ += fmt::format("   {} in both, matched by id{}\n", diff.both,
                             diff.reordered ? "; they stand in another order" : "");
        alone("only in A", diff.only_before, diff.only_before_ids);
        alone("only in B", diff.only_after, diff.only_after_ids);
        if (diff.uncompared != 0)
            text_ += fmt::format(
                "   {} of both not compared: they stand too far from each other to be kept in "
                "memory; sort both files alike\n",
                diff.uncompared);
        text_ += '\n';
    }

    void documents(const ResultDiff& diff) {
        differing("texts", diff.texts, {});
        if (diff.origins != 0)
            differing("origins", diff.origins, "the same text from other bytes of the source");
        std::vector<std::string> names;
        for (const auto& [name, number] : diff.metadata_names)
            names.push_back(fmt::format("{} {}", name, number));
        differing("metadata", diff.metadata, fmt::format("{}", fmt::join(names, ", ")));
    }

    void layers(const ResultDiff& diff) {
        if (diff.layers.empty()) return;
        std::size_t width = 5;
        for (const auto& [name, layer] : diff.layers) width = std::max(width, name.size());
        text_ += fmt::format("\n{:{}}  {:>9}  {:>9}  {:>9}  {:>9}\n", "layer", width, "same", "added",
                             "removed", "changed");
        for (const auto& [name, layer] : diff.layers)
            text_ += fmt::format("{:{}}  {:>9}  {:>9}  {:>9}  {:>9}{}\n", name, width, layer.same,
                                 layer.added, layer.removed, layer.changed,
                                 !layer.in_before  ? "  not in A"
                                 : !layer.in_after ? "  not in B"
                                                   : "");
    }

    void examples(const ResultDiff& diff) {
        if (!diff.text_examples.empty()) heading("texts", diff.text_examples.size(), diff.texts);
        for (const auto& example : diff.text_examples)
            text_ += "  " + printable(example.id) + '\n' + example.after;
        std::uint64_t all = 0;
        for (const auto& [name, number] : diff.metadata_names) all += number;
        if (!diff.metadata_examples.empty()) heading("metadata", diff.metadata_examples.size(), all);
        for (const auto& example : diff.metadata_examples)
            text_ += fmt::format("  {}  {}: {} → {}\n", printable(example.id), printable(example.label),
                                 or_nothing(example.before), or_nothing(example.after));
        for (const auto& [name, layer] : diff.layers) {
            if (layer.examples.empty()) continue;
            heading(name, layer.examples.size(), layer.added + layer.removed + layer.changed);
            for (const auto& example : layer.examples) row(example);
        }
    }
    void plain(std::string_view text) { text_ += text; }
    std::string take() { return std::move(text_); }

private:
    void alone(const char* what, std::uint64_t number, const std::vector<std::string>& ids) {
        if (number == 0) return;
        text_ +=
            fmt::format("   {} {}: {}{}\n", number, what, printable(fmt::format("{}", fmt::join(ids, ", "))),
                        number > ids.size() ? ", …" : "");
    }
    void differing(const char* what, std::uint64_t number, const std::string& more) {
        text_ +=
            fmt::format("{:8}  {}{}{}{}\n", what, number == 0 ? "the same" : fmt::format("{} differ", number),
                        more.empty() ? "" : " (", more, more.empty() ? "" : ")");
    }
    void heading(const std::string& what, std::uint64_t shown, std::uint64_t all) {
        text_ += fmt::format("\n{}{}\n", painted(options_.colour, "1", what),
                             shown < all ? fmt::format(", {} of {} differences", shown, all) : "");
    }
    static std::string or_nothing(const std::string& text) { return text.empty() ? "nothing" : text; }

    void row(const DiffExample& example) {
        const bool added = example.what == "added", removed = example.what == "removed";
        const char* sign = added ? "+" : removed ? "-" : "~";
        const char* code = added ? "32" : removed ? "31" : "33";
        text_ += fmt::format("  {} {}  {}{}{}  {}\n", painted(options_.colour, code, sign),
                             printable(example.id), example.place, example.label.empty() ? "" : "  ",
                             example.label, painted(options_.colour, code, example.text));
        if (added || removed) {
            const auto& values = added ? example.after : example.before;
            if (!values.empty()) text_ += fmt::format("      {}\n", values);
            return;
        }
        text_ += fmt::format("      {} → {}\n", or_nothing(example.before), or_nothing(example.after));
    }

    const DiffOptions& options_;
    std::string text_;
};

void write(JsonWriter& json, const char* name, std::uint64_t value) {
    json.Key(name);
    json.Uint64(value);
}

void write_ids(JsonWriter& json, const char* name, std::uint64_t number,
               const std::vector<std::string>& ids) {
    json.Key(name);
    json.StartObject();
    write(json, "documents", number);
    json.Key("first");
    json.StartArray();
    for (const auto& id : ids) write_text(json, id);
    json.EndArray();
    json.EndObject();
}

void write_examples(JsonWriter& json, const std::vector<DiffExample>& examples) {
    json.Key("examples");
    json.StartArray();
    for (const auto& example : examples) {
        json.StartObject();
        write_member(json, "id", example.id);
        write_member(json, "what", example.what);
        write_member_if_any(json, "place", example.place);
        write_member_if_any(json, "label", example.label);
        write_member_if_any(json, "text", example.text);
        write_member_if_any(json, "before", example.before);
        write_member_if_any(json, "after", example.after);
        json.EndObject();
    }
    json.EndArray();
}

void write_documents(JsonWriter& json, const ResultDiff& diff) {
    json.Key("documents");
    json.StartObject();
    write(json, "before", diff.before);
    write(json, "after", diff.after);
    write(json, "both", diff.both);
    write(json, "uncompared", diff.uncompared);
    json.Key("reordered");
    json.Bool(diff.reordered);
    write_ids(json, "only_before", diff.only_before, diff.only_before_ids);
    write_ids(json, "only_after", diff.only_after, diff.only_after_ids);
    json.EndObject();
}

void write_layers(JsonWriter& json, const ResultDiff& diff) {
    json.Key("layers");
    json.StartObject();
    for (const auto& [name, layer] : diff.layers) {
        write_text(json, name);
        json.StartObject();
        write(json, "same", layer.same);
        write(json, "added", layer.added);
        write(json, "removed", layer.removed);
        write(json, "changed", layer.changed);
        write_examples(json, layer.examples);
        json.EndObject();
    }
    json.EndObject();
}

}  // namespace

std::string render(const ResultDiff& diff, const std::string& before, const std::string& after,
                   const DiffOptions& options) {
    Page page(options);
    page.head(diff, before, after);
    page.documents(diff);
    page.layers(diff);
    if (diff.same()) page.plain("\nnothing differs\n");
    page.examples(diff);
    return page.take();
}

std::string to_json(const ResultDiff& diff) {
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    json.Key("same");
    json.Bool(diff.same());
    write_documents(json, diff);
    json.Key("texts");
    json.StartObject();
    write(json, "differ", diff.texts);
    write_examples(json, diff.text_examples);
    json.EndObject();
    write(json, "origins", diff.origins);
    json.Key("metadata");
    json.StartObject();
    write(json, "differ", diff.metadata);
    json.Key("names");
    json.StartObject();
    for (const auto& [name, number] : diff.metadata_names) {
        write_text(json, name);
        json.Uint64(number);
    }
    json.EndObject();
    write_examples(json, diff.metadata_examples);
    json.EndObject();
    write_layers(json, diff);
    json.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace quern::host
