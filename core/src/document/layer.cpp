// SPDX-License-Identifier: MIT
#include <quern/layer.hpp>

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>
#include <string>

#include <fmt/format.h>

#include <quern/error.hpp>

#include "document/utf8.hpp"

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

// A string in an arena: its length in front, its bytes behind.
std::uint64_t store(std::pmr::memory_resource& arena, std::string_view value) {
    const auto size = static_cast<std::uint32_t>(value.size());
    auto* memory = static_cast<char*>(arena.allocate(sizeof size + value.size(), alignof(std::uint32_t)));
    std::memcpy(memory, &size, sizeof size);
    std::memcpy(memory + sizeof size, value.data(), value.size());
    return std::bit_cast<std::uintptr_t>(memory);
}

std::string_view fetch(std::uint64_t cell) {
    const auto* memory = std::bit_cast<const char*>(static_cast<std::uintptr_t>(cell));
    std::uint32_t size;
    std::memcpy(&size, memory, sizeof size);
    return {memory + sizeof size, size};
}

// Whether the span lies inside the text and cuts no character in two.
bool stands_in(std::string_view text, Span span) {
    return span.begin <= span.end && span.end <= text.size() && is_boundary(text, span.begin) &&
           is_boundary(text, span.end);
}

constexpr const char* span_hint =
    "spans count bytes of the text as it stands, and lie between two characters";

std::string fault_of(std::string_view text, Span span) {
    return span.begin > span.end || span.end > text.size()
               ? fmt::format("is not inside the text of {} bytes", text.size())
               : "cuts a character in two";
}

}  // namespace

Layer::Layer(SchemaPtr schema, const std::string& text, std::pmr::memory_resource& arena)
    : schema_(std::move(schema)), text_(&text), arena_(&arena), columns_(schema_->fields.size()) {}

std::optional<ColumnId> Layer::find_column(std::string_view name) const {
    const auto found = schema_->find(name);
    if (!found) return {};
    return ColumnId{static_cast<std::uint32_t>(*found)};
}

ColumnId Layer::column(std::string_view name) const {
    if (const auto found = find_column(name)) return *found;
    std::string known;
    for (const auto& field : schema_->fields) known += (known.empty() ? "" : ", ") + field.name;
    throw Error(fmt::format("the layer {} has no column '{}'", schema_->name, name),
                known.empty() ? "it has none: name them in its LayerSchema" : "its columns: " + known);
}

Layer::Rows Layer::starting_in(Span range) const {
    const auto before = [](Span row, std::uint32_t offset) { return row.begin < offset; };
    const auto first = std::lower_bound(spans_.begin(), spans_.end(), range.begin, before);
    const auto last = std::lower_bound(first, spans_.end(), range.end, before);
    return {static_cast<RowNumber>(first - spans_.begin()), static_cast<RowNumber>(last - spans_.begin())};
}

void Layer::check(std::span<const Span> spans) const {
    // Behind the text stands the string's NUL, a boundary like any other: no case of its own, and no jump.
    const std::string_view text = *text_;
    const auto cuts = [bytes = text_->c_str()](std::uint32_t at) { return (bytes[at] & 0xC0) == 0x80; };
    const auto is_wrong = [&](Span span) {
        return (span.begin > span.end) | (span.end > text.size()) || (cuts(span.begin) | cuts(span.end));
    };
    if (std::none_of(spans.begin(), spans.end(), is_wrong)) [[likely]]
        return;
    for (const auto span : spans)
        if (!stands_in(text, span)) [[unlikely]]
            throw Error(fmt::format("the span {}-{} of a row of {} {}", span.begin, span.end, schema_->name,
                                    fault_of(text, span)),
                        span_hint);
}

RowNumber Layer::add(Span span) {
    check({&span, 1});
    spans_.push_back(span);
    return static_cast<RowNumber>(spans_.size() - 1);
}

void Layer::add_all(std::span<const Span> spans) {
    check(spans);
    spans_.insert(spans_.end(), spans.begin(), spans.end());
}

void Layer::wrong_type(ColumnId column, Type asked) const {
    if (column.index >= columns_.size())
        throw Error(fmt::format("the layer {} has no column number {}", schema_->name, column.index));
    const auto& field = schema_->fields[column.index];
    throw Error(fmt::format("the column {} of {} holds {} values, not {}", field.name, schema_->name,
                            to_string(field.type), to_string(asked)),
                fmt::format("use the {} values, or declare the column as Type::{}", to_string(field.type),
                            to_string(asked)));
}

void Layer::put(RowNumber row, ColumnId column, Type type, std::uint64_t cell) {
    if (column.index >= columns_.size() || schema_->fields[column.index].type != type) [[unlikely]]
        wrong_type(column, type);
    auto& values = columns_[column.index];
    if (values.cells.size() <= row) {
        if (row >= spans_.size()) [[unlikely]]
            throw Error(fmt::format("the layer {} has {} rows and none of number {}", schema_->name,
                                    spans_.size(), row),
                        "add() the row first, and keep what it gives");
        values.cells.resize(row + 1);
        values.present.resize(row + 1);
    }
    values.cells[row] = cell;
    values.present[row] = true;
}

const std::uint64_t* Layer::cell(RowNumber row, ColumnId column, Type type) const {
    if (column.index >= columns_.size() || schema_->fields[column.index].type != type) [[unlikely]]
        wrong_type(column, type);
    const auto& values = columns_[column.index];
    return row < values.cells.size() && values.present[row] ? &values.cells[row] : nullptr;
}

void Layer::set_null(RowNumber row, ColumnId column) {
    if (column.index >= columns_.size()) wrong_type(column, Type::string);
    auto& present = columns_[column.index].present;
    if (row < present.size()) present[row] = false;
}
void Layer::set(RowNumber row, ColumnId column, std::string_view value) {
    // Kinds and labels often repeat from row to row: such a value is stored once.
    const auto* before = row > 0 ? cell(row - 1, column, Type::string) : nullptr;
    put(row, column, Type::string, before && fetch(*before) == value ? *before : store(*arena_, value));
}
void Layer::set(RowNumber row, ColumnId column, std::int64_t value) {
    // Whole numbers are numbers too.
    if (column.index < columns_.size() && schema_->fields[column.index].type == Type::number)
        return set(row, column, static_cast<double>(value));
    put(row, column, Type::integer, std::bit_cast<std::uint64_t>(value));
}
void Layer::set(RowNumber row, ColumnId column, double value) {
    put(row, column, Type::number, std::bit_cast<std::uint64_t>(value));
}
void Layer::set(RowNumber row, ColumnId column, bool value) {
    put(row, column, Type::boolean, value);
}
void Layer::set(RowNumber row, ColumnId column, Span value) {
    if (!stands_in(*text_, value)) [[unlikely]]
        throw Error(fmt::format("the span {}-{} as an attribute of {} {}", value.begin, value.end,
                                schema_->name, fault_of(*text_, value)),
                    span_hint);
    put(row, column, Type::span, std::bit_cast<std::uint64_t>(value));
}
void Layer::set_reference(RowNumber row, ColumnId column, RowNumber value) {
    put(row, column, Type::reference, value);
}

void Layer::adopt(SchemaPtr schema) {
    columns_.resize(schema->fields.size());
    schema_ = std::move(schema);
}

std::vector<RowNumber> Layer::sort() {
    if (!schema_->has_span || std::is_sorted(spans_.begin(), spans_.end())) return {};
    std::vector<RowNumber> order(spans_.size());
    std::iota(order.begin(), order.end(), RowNumber{0});
    std::stable_sort(order.begin(), order.end(),
                     [this](RowNumber a, RowNumber b) { return spans_[a] < spans_[b]; });
    std::vector<RowNumber> numbers(order.size());
    for (RowNumber i = 0; i < order.size(); ++i) numbers[order[i]] = i;
    rearrange(numbers, order.size());
    return numbers;
}

void Layer::rearrange(const std::vector<RowNumber>& numbers, std::size_t left) {
    std::vector<Span> spans(left);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        if (numbers[i] != gone) spans[numbers[i]] = spans_[i];
    spans_ = std::move(spans);
    for (auto& values : columns_) {
        if (values.cells.empty()) continue;
        Values moved{std::vector<std::uint64_t>(left), std::vector<bool>(left)};
        for (std::size_t i = 0; i < values.cells.size(); ++i)
            if (numbers[i] != gone) {
                moved.cells[numbers[i]] = values.cells[i];
                moved.present[numbers[i]] = values.present[i];
            }
        values = std::move(moved);
    }
}

std::vector<RowNumber> Layer::move_rows(const TextEdit::Moves& moves) {
    std::vector<RowNumber> numbers;
    RowNumber left = 0;
    for (std::size_t i = 0; i < spans_.size(); ++i) {
        const bool stays = !schema_->has_span || moves.move(spans_[i]);
        if (!stays && numbers.empty()) {
            numbers.resize(spans_.size());
            std::iota(numbers.begin(), numbers.end(), RowNumber{0});
        }
        if (!numbers.empty()) numbers[i] = stays ? left : gone;
        left += stays;
    }
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        if (schema_->fields[c].type != Type::span) continue;
        auto& values = columns_[c];
        for (std::size_t i = 0; i < values.cells.size(); ++i) {
            if (!values.present[i]) continue;
            auto span = std::bit_cast<Span>(values.cells[i]);
            values.present[i] = moves.move(span);
            values.cells[i] = std::bit_cast<std::uint64_t>(span);
        }
    }
    if (!numbers.empty()) rearrange(numbers, left);
    return numbers;
}

void Layer::renumber_references(std::string_view target, const std::vector<RowNumber>& numbers) {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        const auto& field = schema_->fields[c];
        if (field.type != Type::reference || field.target != target) continue;
        auto& values = columns_[c];
        for (std::size_t i = 0; i < values.cells.size(); ++i) {
            if (!values.present[i]) continue;
            const auto number = values.cells[i] < numbers.size() ? numbers[values.cells[i]] : gone;
            values.cells[i] = number;
            if (number == gone) values.present[i] = false;
        }
    }
}

void LayerWriter::refuse(RowNumber row) const {
    throw Error(fmt::format("row {} of {} was there before", row, layer_->name()),
                "append() adds rows; to give those that are there more columns, extend the layer");
}

bool Row::is_null(ColumnId column) const {
    if (column.index >= layer_->columns_.size()) layer_->wrong_type(column, Type::string);
    const auto& present = layer_->columns_[column.index].present;
    return number_ >= present.size() || !present[number_];
}
std::string_view Row::string(ColumnId column) const {
    const auto* cell = layer_->cell(number_, column, Type::string);
    return cell ? fetch(*cell) : std::string_view{};
}
std::optional<std::int64_t> Row::integer(ColumnId column) const {
    if (const auto* cell = layer_->cell(number_, column, Type::integer))
        return std::bit_cast<std::int64_t>(*cell);
    return {};
}
std::optional<double> Row::number(ColumnId column) const {
    if (const auto* cell = layer_->cell(number_, column, Type::number)) return std::bit_cast<double>(*cell);
    return {};
}
std::optional<bool> Row::boolean(ColumnId column) const {
    if (const auto* cell = layer_->cell(number_, column, Type::boolean)) return *cell != 0;
    return {};
}
std::optional<Span> Row::span(ColumnId column) const {
    if (const auto* cell = layer_->cell(number_, column, Type::span)) return std::bit_cast<Span>(*cell);
    return {};
}
std::optional<RowNumber> Row::reference(ColumnId column) const {
    if (const auto* cell = layer_->cell(number_, column, Type::reference))
        return static_cast<RowNumber>(*cell);
    return {};
}

bool Row::is_null(std::string_view column) const {
    return is_null(layer_->column(column));
}
std::string_view Row::string(std::string_view column) const {
    return string(layer_->column(column));
}
std::optional<std::int64_t> Row::integer(std::string_view column) const {
    return integer(layer_->column(column));
}
std::optional<double> Row::number(std::string_view column) const {
    return number(layer_->column(column));
}
std::optional<bool> Row::boolean(std::string_view column) const {
    return boolean(layer_->column(column));
}
std::optional<Span> Row::span(std::string_view column) const {
    return span(layer_->column(column));
}
std::optional<RowNumber> Row::reference(std::string_view column) const {
    return reference(layer_->column(column));
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
