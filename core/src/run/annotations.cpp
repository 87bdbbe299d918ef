// SPDX-License-Identifier: MIT
#include "run/annotations.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xxhash.h>

#include <quern/error.hpp>

#include "document/scratch.hpp"
#include "run/load_document.hpp"
#include "run/problem.hpp"

namespace quern::host {

namespace {

constexpr std::size_t most_named = 3, most_labels_named = 20;  // in a message

const Schema* find_layer(const Plan& plan, const std::string& name) {
    for (const auto& layer : plan.layers)
        if (layer->name == name) return layer.get();
    return nullptr;
}

std::string label_of(const Row& row, const std::string& column) {
    const auto id = row.layer().column(column);
    if (row.is_null(id)) return {};
    const auto field = row.layer().schema().find(column);
    switch (row.layer().schema().fields[*field].type) {
        case Type::integer:
            return std::to_string(*row.integer(id));
        case Type::boolean:
            return *row.boolean(id) ? "true" : "false";
        default:
            return std::string(row.string(id));
    }
}

// The rows that are to be compared. Labels of all rows are added to `labels`.
std::vector<LabelledSpan> rows_of(const Layer& layer, const Comparison& comparison,
                                  const std::optional<std::string>& column, std::set<std::string>& labels) {
    std::vector<LabelledSpan> rows;
    const auto& wanted = comparison.labels;
    for (const auto row : layer) {
        auto label = column ? label_of(row, *column) : std::string();
        if (const auto other = comparison.renamed.find(label); other != comparison.renamed.end())
            label = other->second;
        labels.insert(label);
        if (wanted.empty() || std::find(wanted.begin(), wanted.end(), label) != wanted.end())
            rows.push_back({row.span(), std::move(label)});
    }
    return rows;
}

// "the gold (a.ndjson, b.ndjson, …)"
std::string described(const Side& side) {
    auto files = side.files;
    if (files.size() > most_named) files.resize(most_named);
    return fmt::format("the {} ({}{})", side.name, fmt::join(files, ", "),
                       files.size() < side.files.size() ? ", …" : "");
}

// The column that holds the label; nothing where there is none. An Error where the side's reader does not
// bring the layer, or the layer not the column that was asked for.
std::optional<std::string> label_column(const Side& side, const Comparison& comparison) {
    const auto* layer = find_layer(side.plan, comparison.layer);
    if (!layer) {
        std::vector<std::string> names;
        for (const auto& known : side.plan.layers) names.push_back(known->name);
        throw Error(
            fmt::format("{} has no layer '{}'", described(side), comparison.layer),
            names.empty() ? "it has no layers at all" : fmt::format("it has: {}", fmt::join(names, ", ")));
    }
    const auto usable = [&](std::string_view name) {
        const auto field = layer->find(name);
        const auto type = field ? layer->fields[*field].type : Type::span;
        return type == Type::string || type == Type::integer || type == Type::boolean;
    };
    if (!comparison.column.empty()) {
        if (usable(comparison.column)) return comparison.column;
        std::vector<std::string> names;
        for (const auto& field : layer->fields)
            if (usable(field.name)) names.push_back(field.name);
        throw Error(fmt::format("the layer '{}' of {} has no labels in a column '{}'", comparison.layer,
                                described(side), comparison.column),
                    fmt::format("columns that can hold them: {}", fmt::join(names, ", ")));
    }
    for (const char* usual : {"label", "kind"})
        if (usable(usual)) return usual;
    return {};
}

struct AnnotatedDocument {
    std::string id;
    std::uint64_t text_hash = 0;
    std::vector<LabelledSpan> rows;
};

// Reads all documents of a side. What cannot be read is an Error that says what, where and why.
void each_annotated(const Side& side, const Comparison& comparison, std::set<std::string>& labels,
                    const std::function<void(AnnotatedDocument)>& take) {
    const auto column = label_column(side, comparison);
    Scratch scratch;
    bool has_layer = false;
    std::uint64_t documents = 0;
    for (Item item; side.plan.input.reader().next(item); item = {}) {
        Problem problem;
        const auto id = item.id, uri = item.uri;
        Document document;
        if (!load_document(side.plan, item, document, scratch, problem))
            throw Error(fmt::format("{}: document {}: {}", uri, id, problem.reason), problem.hint);
        ++documents;
        const auto& text = document.text();
        AnnotatedDocument annotated{document.id, XXH3_64bits(text.data(), text.size()), {}};
        if (const auto* layer = document.find_layer(comparison.layer)) {
            has_layer = true;
            annotated.rows = rows_of(*layer, comparison, column, labels);
        }
        take(std::move(annotated));
    }
    if (documents != 0 && !has_layer)
        throw Error(
            fmt::format("no document of {} has the layer '{}'", described(side), comparison.layer),
            fmt::format("where it is in columns, `--set {}.label_column=3` tells which holds the labels",
                        side.name));
}

// A label that was asked for and that no row has is a slip of the pen.
void check_labels(const Comparison& comparison, const std::set<std::string>& labels) {
    for (const auto& wanted : comparison.labels) {
        if (labels.contains(wanted)) continue;
        std::vector<std::string> known(labels.begin(), labels.end());
        const bool more = known.size() > most_labels_named;
        if (more) known.resize(most_labels_named);
        throw Error(fmt::format("neither the gold nor the result has a label '{}'", wanted),
                    fmt::format("labels there: {}{}", fmt::join(known, ", "), more ? ", …" : ""));
    }
}

}  // namespace

Compared compare(const Side& gold, const Side& result, const Comparison& comparison) {
    if (label_column(gold, comparison).has_value() != label_column(result, comparison).has_value())
        throw Error(fmt::format("only one of the two has labels in its layer '{}'", comparison.layer),
                    "--label names the column");
    std::set<std::string> labels;
    struct Expected {
        AnnotatedDocument document;
        bool seen = false;
    };
    std::vector<Expected> expected;
    std::unordered_map<std::string, std::size_t> by_id;
    each_annotated(gold, comparison, labels, [&](AnnotatedDocument document) {
        if (!by_id.emplace(document.id, expected.size()).second)
            throw Error(fmt::format("two documents of the gold have the id {}", document.id));
        expected.push_back({std::move(document)});
    });
    if (expected.empty()) throw Error("the gold holds no document");

    Compared compared;
    std::string other_id;
    each_annotated(result, comparison, labels, [&](AnnotatedDocument document) {
        const auto known = by_id.find(document.id);
        if (known == by_id.end()) {
            other_id = document.id;
            ++compared.without_gold;
            return;
        }
        auto& wanted = expected[known->second];
        if (std::exchange(wanted.seen, true))
            throw Error(fmt::format("two documents of the result have the id {}", document.id));
        if (wanted.document.text_hash != document.text_hash)
            throw Error(fmt::format("the document {} has one text in the gold and another in the result",
                                    document.id),
                        "make the result from the gold's texts, by a pipeline without cleaners");
        compared.evaluation.add(document.id, std::move(wanted.document.rows), std::move(document.rows));
    });
    if (compared.evaluation.documents() == 0)
        throw Error(
            "no document of the result has the id of one of the gold",
            fmt::format("the gold has {}, …; the result {}. Columns are cut into documents by read.conll's "
                        "option cut_after: --set gold.cut_after=0 leaves them whole",
                        expected.front().document.id, other_id.empty() ? "no documents" : other_id + ", …"));
    check_labels(comparison, labels);
    for (auto& left : expected)
        if (!left.seen) {
            ++compared.missing;
            compared.evaluation.add(left.document.id, std::move(left.document.rows), {});
        }
    return compared;
}

}  // namespace quern::host
