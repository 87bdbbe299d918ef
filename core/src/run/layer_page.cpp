// SPDX-License-Identifier: MIT
#include "run/layer_page.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <quern/output.hpp>

#include "document/utf8.hpp"
#include "pipeline/printable.hpp"
#include "run/marked_text.hpp"

namespace quern::host {

namespace {

constexpr std::size_t labels_counted = 8;
constexpr std::size_t plain_rows = 500;  // characters shown of rows that have nothing but a label
constexpr std::size_t longest_text = 44, longest_value = 60, longest_label = 24;
constexpr std::size_t name_width = 10;
constexpr std::size_t indent = 4, deeper = 16;

using Rows = std::vector<const RowImage*>;

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(count_code_points(text));
}
std::string padded(std::string text, std::size_t width) {
    const auto has = width_of(text);
    if (has < width) text.append(width - has, ' ');
    return text;
}

// ": PER 10, LOC 8", the most frequent first.
std::string label_counts(const LayerImage& layer, const Rows& rows) {
    std::map<std::string, std::size_t, std::less<>> counts;
    for (const auto* row : rows)
        if (const auto label = layer.label_of(*row); !label.empty()) ++counts[std::string(label)];
    // Where nearly every row has a label of its own, counting says nothing.
    if (counts.empty() || (counts.size() > 2 && counts.size() * 2 > rows.size())) return {};
    std::vector<std::pair<std::string, std::size_t>> list(counts.begin(), counts.end());
    std::stable_sort(list.begin(), list.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<std::string> shown;
    for (const auto& [label, number] : list)
        if (shown.size() < labels_counted)
            shown.push_back(fmt::format("{} {}", abridged(label, longest_label), number));
    return fmt::format(": {}{}", fmt::join(shown, ", "), list.size() > labels_counted ? ", …" : "");
}

bool says_more_than_label(const LayerImage& layer, const RowImage& row) {
    for (std::size_t i = 0; i < row.values.size(); ++i)
        if (row.values[i] && i != layer.label) return true;
    return false;
}

// A value that could be mistaken for several, or for none, stands in quotation marks.
std::string in_quotes(std::string_view value) {
    const auto shown = abridged(value, longest_value);
    const bool plain = !shown.empty() && shown.find_first_of(" \"=") == shown.npos;
    return plain ? shown : fmt::format("\"{}\"", shown);
}

std::string rounded(const std::string& number) {
    double value = 0;
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    return error == std::errc() ? fmt::format("{:.3g}", value) : number;
}

void add_value(std::string& text, std::string_view name, const std::string& value) {
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", name, value);
}

// As many as are to be shown of rows that have nothing but a label.
std::size_t number_of_plain(const Rows& rows) {
    std::size_t characters = 0, number = 0;
    while (number < rows.size() && characters < plain_rows)
        characters += std::min<std::size_t>(rows[number++]->span.size(), page_width) + 3;
    return number;
}

std::string table(const DocumentImage& document, const LayerImage& layer, const Rows& rows, bool colour) {
    OffsetTranslator offsets(document.text, OffsetUnit::code_points);
    struct Cells {
        std::string place, label, text, values;
    };
    std::vector<Cells> lines;
    std::size_t place_width = 0, label_width = 0, text_width = 0;
    for (const auto* row : rows) {
        auto& line = lines.emplace_back(
            Cells{fmt::format("{}-{}", offsets(row->span.begin), offsets(row->span.end)),
                  abridged(layer.label_of(*row), longest_label),
                  abridged(row->span.of(document.text), longest_text), shown_values(layer, *row)});
        place_width = std::max(place_width, width_of(line.place));
        label_width = std::max(label_width, width_of(line.label));
        text_width = std::max(text_width, width_of(line.text));
    }
    std::string page;
    for (auto& line : lines) {
        std::string front = std::string(indent, ' ') + painted(colour, "2", padded(line.place, place_width));
        if (label_width > 0) front += "  " + painted(colour, "36", padded(line.label, label_width));
        const auto used = indent + place_width + (label_width > 0 ? 2 + label_width : 0) + 2 + text_width + 2;
        if (line.values.empty()) {
            page += fmt::format("{}  {}\n", front, line.text);
        } else if (used + width_of(line.values) <= page_width) {
            page += fmt::format("{}  {}  {}\n", front, padded(std::move(line.text), text_width), line.values);
        } else {
            page += fmt::format("{}  {}\n{}", front, line.text, wrapped(line.values, deeper));
        }
    }
    return page;
}

}  // namespace

std::string page_line(std::string_view name, std::string_view text, bool colour) {
    return fmt::format("  {} {}\n", painted(colour, "1", padded(std::string(name), name_width)), text);
}

std::string shown_values(const LayerImage& layer, const RowImage& row) {
    std::string text;
    for (std::size_t i = 0; i < row.values.size(); ++i) {
        if (i == layer.label || !row.values[i]) continue;
        const auto& value = row.values[i]->text;
        add_value(text, layer.columns[i].name,
                  layer.columns[i].type == Type::number ? rounded(value) : in_quotes(value));
    }
    return text;
}

std::string shown_values(const LayerImage& layer, const RowImage& row,
                         const std::vector<std::string>& columns) {
    std::string text;
    for (std::size_t i = 0; i < row.values.size(); ++i) {
        const auto& name = layer.columns[i].name;
        if (row.values[i] && std::find(columns.begin(), columns.end(), name) != columns.end())
            add_value(text, name, in_quotes(row.values[i]->text));
    }
    return text;
}

std::string layer_page(const DocumentImage& document, const LayerImage& layer, const Rows& rows,
                       const PageStyle& style) {
    std::string page =
        page_line(layer.name, count(rows.size(), "row") + label_counts(layer, rows), style.colour);
    const bool telling = std::any_of(rows.begin(), rows.end(),
                                     [&](const auto* row) { return says_more_than_label(layer, *row); });
    Rows shown = rows;
    shown.resize(std::min(rows.size(), telling ? style.rows : number_of_plain(rows)));
    if (shown.empty()) return page;
    std::vector<Mark> marks;
    for (const auto* row : shown) marks.push_back({row->span, abridged(layer.label_of(*row), longest_label)});
    page += marked_text(document.text, marks, style.colour, indent);
    if (telling) page += '\n' + table(document, layer, shown, style.colour);
    if (shown.size() < rows.size())
        page += fmt::format("{}… and {} more\n", std::string(indent, ' '), rows.size() - shown.size());
    return page;
}

std::string document_head(const DocumentImage& document, bool colour) {
    std::string page =
        fmt::format("{}  {}, {}\n", painted(colour, "1", printable(document.id)), document.media_type,
                    document.has_text ? count(width_of(document.text), "character") : "no text");
    if (document.uri != document.id && !document.uri.empty())
        page += page_line("uri", printable(document.uri));
    for (const auto& [name, value] : document.metadata)
        page += page_line(printable(name), abridged(value, page_width));
    return page;
}

std::string document_page(const DocumentImage& document, const PageStyle& style) {
    std::string page = document_head(document, style.colour);
    const bool any = std::any_of(document.layers.begin(), document.layers.end(),
                                 [](const LayerImage& layer) { return !layer.rows.empty(); });
    if (document.has_text && !any) page += '\n' + first_lines(document.text, 12, "    ");
    for (const auto& layer : document.layers) {
        Rows rows;
        for (const auto& row : layer.rows) rows.push_back(&row);
        page += '\n' + layer_page(document, layer, rows, style);
    }
    return page;
}

}  // namespace quern::host
