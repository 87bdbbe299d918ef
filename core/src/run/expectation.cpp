// SPDX-License-Identifier: MIT
#include "run/expectation.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include <quern/json.hpp>
#include <quern/output.hpp>

namespace quern::host {

namespace {

using Kind = ConfigNode::Kind;
constexpr std::size_t rows_shown = 8, text_shown = 60;

std::string in_quotes(std::string_view text) {
    std::string out;
    json::append_string(out, text);
    return out;
}

std::string number_text(double value) {
    std::string out;
    json::append_number(out, value);
    return out;
}

// An attribute as a message shows it; nothing where it is null.
std::optional<std::string> shown(const Document& document, const Row& row, std::string_view name) {
    const Layer& layer = row.layer();
    if (name == "text") return in_quotes(row.text());
    if (name == "begin" || name == "end") {
        OffsetTranslator code_points(document.text(), OffsetUnit::code_points);
        return std::to_string(code_points(name == "begin" ? row.span().begin : row.span().end));
    }
    const auto column = layer.find_column(name);
    if (!column || row.is_null(*column)) return std::nullopt;
    const auto& field = layer.schema().fields[column->index];
    switch (field.type) {
        case Type::string:
            return in_quotes(row.string(*column));
        case Type::integer:
            return std::to_string(*row.integer(*column));
        case Type::number:
            return number_text(*row.number(*column));
        case Type::boolean:
            return *row.boolean(*column) ? "true" : "false";
        case Type::span:
            return in_quotes(row.span(*column)->of(document.text()));
        case Type::reference:
            break;
    }
    const auto number = *row.reference(*column);
    const auto* target = document.find_layer(field.target);
    return target && number < target->size() ? in_quotes(target->text(number)) : std::to_string(number);
}

std::optional<double> as_number(std::string_view text) {
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
    return value;
}

bool is_reference_to(const Row& row, std::string_view name, const std::string& number) {
    const auto column = row.layer().find_column(name);
    return column && row.layer().schema().fields[column->index].type == Type::reference &&
           !row.is_null(*column) && std::to_string(*row.reference(*column)) == number;
}

// Whether that attribute of the row has the value.
bool has(const Document& document, const Row& row, std::string_view name, const ConfigNode& value) {
    const auto found = shown(document, row, name);
    if (value.kind == Kind::null) return !found;
    if (value.kind != Kind::scalar) return false;
    if (!found) return value.scalar.empty();
    const bool is_text = found->starts_with('"');
    if (*found == (is_text ? in_quotes(value.scalar) : value.scalar)) return true;
    if (is_reference_to(row, name, value.scalar)) return true;
    const auto a = as_number(*found), b = as_number(value.scalar);
    return a && b && std::abs(*a - *b) <= 1e-9 * std::max(std::abs(*a), std::abs(*b));
}

std::size_t attributes_met(const Document& document, const Row& row, const ConfigNode& expected) {
    return static_cast<std::size_t>(
        std::count_if(expected.members.begin(), expected.members.end(),
                      [&](const auto& member) { return has(document, row, member.key, *member.value); }));
}

bool meets(const Document& document, const Row& row, const ConfigNode& expected) {
    return attributes_met(document, row, expected) == expected.members.size();
}

std::string shortened(std::string text) {
    if (text.size() <= text_shown) return text;
    std::size_t cut = text_shown;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    return text.substr(0, cut) + "…";
}

std::string in_braces(const std::vector<std::string>& parts) {
    return fmt::format("{{ {} }}", fmt::join(parts, ", "));
}

std::string shown(const ConfigNode& expected) {
    std::vector<std::string> parts;
    for (const auto& member : expected.members)
        parts.push_back(
            fmt::format("{}: {}", member.key,
                        member.value->kind == Kind::null ? "null" : in_quotes(member.value->scalar)));
    return in_braces(parts);
}

// The row with its text and every attribute that is not null.
std::string shown(const Document& document, const Row& row) {
    std::vector<std::string> parts{"text: " + shortened(in_quotes(row.text()))};
    for (const auto& field : row.layer().schema().fields)
        if (auto value = shown(document, row, field.name))
            parts.push_back(fmt::format("{}: {}", field.name, shortened(std::move(*value))));
    return in_braces(parts);
}

class LayerComparison {
public:
    LayerComparison(const Document& document, const ConfigNode::Member& expected, bool exactly)
        : document_(document),
          name_(expected.key),
          expected_(expected.value->items),
          layer_(document.find_layer(expected.key)),
          exactly_(exactly || expected_.empty()) {}

    // Empty where everything is as expected.
    std::string difference() const {
        RowNumber next = 0;
        for (std::size_t i = 0; i < expected_.size(); ++i) {
            const auto end = exactly_ ? std::min<RowNumber>(next + 1, size()) : size();
            const auto at = find(*expected_[i], next, end);
            if (at == end) return missing(i, next, end);
            next = at + 1;
        }
        return exactly_ && next < size() ? superfluous(next) : std::string();
    }

private:
    RowNumber size() const { return layer_ ? static_cast<RowNumber>(layer_->size()) : 0; }

    RowNumber find(const ConfigNode& row, RowNumber first, RowNumber end) const {
        while (first < end && !meets(document_, (*layer_)[first], row)) ++first;
        return first;
    }

    std::string missing(std::size_t number, RowNumber first, RowNumber end) const {
        const ConfigNode& row = *expected_[number];
        std::string text = fmt::format(
            "{}: row {} of the {} expected is not there{}\n  expected  {}\n", name_, number + 1,
            expected_.size(), number == 0 || exactly_ ? "" : ", behind those in front of it", shown(row));
        if (first < end) text += nearest(row, first, end);
        return text + found();
    }

    // The row that meets most of what was expected, and what it does not meet.
    std::string nearest(const ConfigNode& row, RowNumber first, RowNumber end) const {
        RowNumber best = first;
        std::size_t most = 0;
        for (auto at = first; at < end; ++at) {
            const auto met = attributes_met(document_, (*layer_)[at], row);
            if (met > most) {
                most = met;
                best = at;
            }
        }
        if (most == 0 && !exactly_) return {};
        std::string text;
        for (const auto& member : row.members)
            if (!has(document_, (*layer_)[best], member.key, *member.value))
                text += fmt::format("  row {} has {}: {}\n", best + 1, member.key,
                                    shown(document_, (*layer_)[best], member.key).value_or("null"));
        return text;
    }

    std::string superfluous(RowNumber first) const {
        const auto wanted =
            expected_.empty() ? std::string("no rows are") : fmt::format("{} rows are", expected_.size());
        return fmt::format("{}: {} expected, row {} is one more\n  {}\n", name_, wanted, first + 1,
                           shown(document_, (*layer_)[first])) +
               found();
    }

    std::string found() const {
        if (!layer_) return "  the document has no such layer\n";
        if (layer_->empty()) return "  the layer is empty\n";
        std::string text = fmt::format("  found     {} row{}\n", size(), size() == 1 ? "" : "s");
        for (RowNumber i = 0; i < std::min<RowNumber>(size(), rows_shown); ++i)
            text += fmt::format("    {}  {}\n", i + 1, shown(document_, (*layer_)[i]));
        if (size() > rows_shown) text += "    …\n";
        return text;
    }

    const Document& document_;
    const std::string& name_;
    const std::vector<ConfigNodePtr>& expected_;
    const Layer* layer_;
    const bool exactly_;
};

// The line around `at`, from there or a little before.
std::string excerpt(std::string_view text, std::size_t at) {
    std::size_t begin = at < 20 ? 0 : at - 20;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    return (begin > 0 ? "…" : "") + shortened(in_quotes(text.substr(begin)));
}

std::string text_difference(std::string_view found, std::string_view expected) {
    if (found == expected) return {};
    const auto at = static_cast<std::size_t>(
        std::mismatch(found.begin(), found.end(), expected.begin(), expected.end()).first - found.begin());
    const auto line = 1 + std::count(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    return fmt::format("text: differs in line {}\n  expected  {}\n  found     {}\n", line,
                       excerpt(expected, at), excerpt(found, at));
}

std::string metadata_difference(const Metadata& metadata, const ConfigNode& expected) {
    std::string text;
    for (const auto& [name, mark, value] : expected.members)
        if (metadata.get(name) != value->scalar)
            text += fmt::format("  {}: expected {}, found {}\n", name, in_quotes(value->scalar),
                                metadata.has(name) ? in_quotes(metadata.get(name)) : "nothing");
    return text.empty() ? text : "metadata:\n" + text;
}

}  // namespace

std::vector<std::string> differences(const Document& document, const ConfigNode& expect, bool exactly) {
    std::vector<std::string> all;
    for (const auto& member : expect.members) {
        std::string difference;
        if (member.key == "text")
            difference = text_difference(document.text(), member.value->scalar);
        else if (member.key == "metadata")
            difference = metadata_difference(document.metadata, *member.value);
        else
            difference = LayerComparison(document, member, exactly).difference();
        if (!difference.empty()) all.push_back(std::move(difference));
    }
    return all;
}

}  // namespace quern::host
