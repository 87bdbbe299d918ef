// SPDX-License-Identifier: MIT
#include "run/evaluation_report.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "run/json_text.hpp"

namespace quern::host {

namespace {

constexpr std::size_t worst_shown = 10, confusions_shown = 20;
constexpr const char* nothing = "-";

std::string row(const std::string& name, std::size_t width, const LabelScore& score) {
    return fmt::format("{:{}}  {:9.4f}  {:6.4f}  {:6.4f}  {:11.4f}  {:7}  {:7}  {:7}\n", name, width,
                       score.exact.precision(), score.exact.recall(), score.exact.f1(),
                       score.overlapping.f1(), score.exact.right, score.exact.result, score.exact.gold);
}

// The most frequent first.
std::vector<std::pair<std::pair<std::string, std::string>, std::uint64_t>> confusions(
    const Evaluation& evaluation) {
    std::vector<std::pair<std::pair<std::string, std::string>, std::uint64_t>> list(
        evaluation.confusion().begin(), evaluation.confusion().end());
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return list;
}

std::string shown(const std::string& label) {
    return label.empty() ? nothing : label;
}

void write(JsonWriter& json, const char* name, double value) {
    json.Key(name);
    json.Double(value);
}
void write(JsonWriter& json, const char* name, std::uint64_t value) {
    json.Key(name);
    json.Uint64(value);
}

void write_rates(JsonWriter& json, const Score& score) {
    write(json, "precision", score.precision());
    write(json, "recall", score.recall());
    write(json, "f1", score.f1());
}

void write_counts(JsonWriter& json, const Score& score) {
    write(json, "right", score.right);
    write(json, "result", score.result);
    write(json, "gold", score.gold);
}

void write(JsonWriter& json, const LabelScore& score) {
    json.StartObject();
    write_rates(json, score.exact);
    write_counts(json, score.exact);
    json.Key("overlapping");
    json.StartObject();
    write_rates(json, score.overlapping);
    json.EndObject();
    json.EndObject();
}

}  // namespace

std::string render(const Compared& compared) {
    const auto& evaluation = compared.evaluation;
    const bool labelled = evaluation.labels().size() > 1 || !evaluation.labels().contains("");
    std::size_t width = 5;
    for (const auto& [label, score] : evaluation.labels()) width = std::max(width, label.size());
    std::string text =
        fmt::format("{:{}}  precision  recall      F1  overlapping    right   result     gold\n",
                    labelled ? "label" : "", width);
    if (labelled)
        for (const auto& [label, score] : evaluation.labels()) text += row(shown(label), width, score);
    text += row("all", width, evaluation.all());
    if (labelled)
        text +=
            fmt::format("{:{}}  {:9.4f}  {:6.4f}  {:6.4f}  whatever the label\n", "spans", width,
                        evaluation.spans().precision(), evaluation.spans().recall(), evaluation.spans().f1());
    if (labelled && !evaluation.confusion().empty()) {
        text += "\ngold -> result, where label or span differs\n";
        auto list = confusions(evaluation);
        if (list.size() > confusions_shown) list.resize(confusions_shown);
        for (const auto& [labels, count] : list)
            text += fmt::format("{:7}  {} -> {}\n", count, shown(labels.first), shown(labels.second));
    }
    if (const auto worst = evaluation.worst(worst_shown); !worst.empty()) {
        text += "\nmost errors     F1  missed  too many\n";
        for (const auto& document : worst)
            text += fmt::format("{:11}  {:.3f}  {:6}  {:8}  {}\n", document.errors(), document.exact.f1(),
                                document.exact.gold - document.exact.found,
                                document.exact.result - document.exact.right, document.id);
    }
    return text;
}

std::string to_json(const Compared& compared, const Comparison& comparison) {
    const auto& evaluation = compared.evaluation;
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    write_member(json, "layer", comparison.layer);
    write(json, "documents", evaluation.documents());
    write(json, "missing", compared.missing);
    write(json, "without_gold", compared.without_gold);
    json.Key("all");
    write(json, evaluation.all());
    json.Key("spans");
    json.StartObject();
    write_rates(json, evaluation.spans());
    write_counts(json, evaluation.spans());
    json.EndObject();
    json.Key("labels");
    json.StartObject();
    for (const auto& [label, score] : evaluation.labels()) {
        json.Key(label.data(), static_cast<rapidjson::SizeType>(label.size()));
        write(json, score);
    }
    json.EndObject();
    json.Key("confusion");
    json.StartArray();
    for (const auto& [labels, count] : confusions(evaluation)) {
        json.StartObject();
        write_member_if_any(json, "gold", labels.first);
        write_member_if_any(json, "result", labels.second);
        write(json, "rows", count);
        json.EndObject();
    }
    json.EndArray();
    json.Key("worst");
    json.StartArray();
    for (const auto& document : evaluation.worst(worst_shown)) {
        json.StartObject();
        write_member(json, "id", document.id);
        write_rates(json, document.exact);
        write_counts(json, document.exact);
        json.EndObject();
    }
    json.EndArray();
    json.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

}  // namespace quern::host
