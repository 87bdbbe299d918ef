// SPDX-License-Identifier: MIT
// A layer: a table of rows over one document, stored by column.
#pragma once

#include <cstdint>
#include <iterator>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <quern/abi.hpp>
#include <quern/edit.hpp>
#include <quern/schema.hpp>
#include <quern/span.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Number of a row in its layer, from 0. While a layer is being written it is a handle: finishing the layer
// sorts its rows and renumbers every reference to them.
using RowNumber = std::uint32_t;

// Number of a column in its layer, from 0: looked up once with Layer::column(), used in loops over many rows.
struct ColumnId {
    std::uint32_t index;
};

class Layer;

// One row, for reading. Cheap to copy; valid as long as its layer. Values of a column that the layer lacks
// are an Error.
class QUERN_API Row {
public:
    Row(const Layer& layer, RowNumber number) : layer_(&layer), number_(number) {}

    RowNumber number() const { return number_; }
    const Layer& layer() const { return *layer_; }
    Span span() const;
    std::string_view text() const;  // the text under the span

    bool is_null(ColumnId column) const;
    std::string_view string(ColumnId column) const;  // empty when null
    std::optional<std::int64_t> integer(ColumnId column) const;
    std::optional<double> number(ColumnId column) const;
    std::optional<bool> boolean(ColumnId column) const;
    std::optional<Span> span(ColumnId column) const;
    std::optional<RowNumber> reference(ColumnId column) const;

    // The same by name.
    bool is_null(std::string_view column) const;
    std::string_view string(std::string_view column) const;
    std::optional<std::int64_t> integer(std::string_view column) const;
    std::optional<double> number(std::string_view column) const;
    std::optional<bool> boolean(std::string_view column) const;
    std::optional<Span> span(std::string_view column) const;
    std::optional<RowNumber> reference(std::string_view column) const;

private:
    const Layer* layer_;
    RowNumber number_;
};

// Rows with their values. Owned by a document, whose arena holds the strings; also used alone, with an arena
// of its own, for a table over the corpus. Not safe to change from two threads.
class QUERN_API Layer {
public:
    // `text` is what spans index; both it and `arena` must outlive the layer.
    Layer(SchemaPtr schema, const std::string& text, std::pmr::memory_resource& arena);

    const std::string& name() const { return schema_->name; }
    const Schema& schema() const { return *schema_; }
    const SchemaPtr& schema_ptr() const { return schema_; }

    std::size_t size() const { return spans_.size(); }
    bool empty() const { return spans_.empty(); }
    Row operator[](RowNumber row) const { return {*this, row}; }
    Span span(RowNumber row) const { return spans_[row]; }
    std::string_view text(RowNumber row) const { return spans_[row].of(*text_); }
    const std::vector<Span>& spans() const { return spans_; }

    // The column of that name; an Error that lists the columns if there is none.
    ColumnId column(std::string_view name) const;
    std::optional<ColumnId> find_column(std::string_view name) const;

    // Rows whose span begins inside `range`, as a half-open range of row numbers. Rows must be sorted (a
    // finished layer's are). O(log rows).
    struct Rows {
        RowNumber first, last;
        std::size_t size() const { return last - first; }
    };
    Rows starting_in(Span range) const;

    // Writing; used by LayerWriter, and directly for tables.
    RowNumber add(Span span);
    void add_all(std::span<const Span> spans);
    void set_null(RowNumber row, ColumnId column);
    void set(RowNumber row, ColumnId column, std::string_view value);
    void set(RowNumber row, ColumnId column, std::int64_t value);
    void set(RowNumber row, ColumnId column, double value);
    void set(RowNumber row, ColumnId column, bool value);
    void set(RowNumber row, ColumnId column, Span value);
    void set_reference(RowNumber row, ColumnId column, RowNumber value);
    void reserve(std::size_t rows) { spans_.reserve(rows); }

    class iterator {
    public:
        using value_type = Row;
        using difference_type = std::ptrdiff_t;
        using iterator_category = std::input_iterator_tag;
        using pointer = void;
        using reference = Row;
        iterator(const Layer* layer, RowNumber row) : layer_(layer), row_(row) {}
        Row operator*() const { return {*layer_, row_}; }
        iterator& operator++() { return ++row_, *this; }
        friend bool operator==(const iterator& a, const iterator& b) { return a.row_ == b.row_; }

    private:
        const Layer* layer_;
        RowNumber row_;
    };
    iterator begin() const { return {this, 0}; }
    iterator end() const { return {this, static_cast<RowNumber>(size())}; }

private:
    friend class Row;
    friend class Document;
    static constexpr RowNumber gone = ~RowNumber{0};
    // Eight bytes a value: the number itself, a Span, a row number, or the address of a string in the arena.
    struct Values {
        std::vector<std::uint64_t> cells;  // shorter than the layer when the rows behind are null
        std::vector<bool> present;
    };
    void check(std::span<const Span> spans) const;  // an Error for one that does not stand in the text
    void put(RowNumber row, ColumnId column, Type type, std::uint64_t cell);
    const std::uint64_t* cell(RowNumber row, ColumnId column, Type type) const;
    [[noreturn]] void wrong_type(ColumnId column, Type asked) const;
    void adopt(SchemaPtr schema);  // the same columns and more
    // Sorts the rows. Returns the new number of each old row; empty when nothing moved.
    std::vector<RowNumber> sort();
    // Moves every span with an edit of the text. Returns the new number of each old row, `gone` for those
    // that went; empty when none went.
    std::vector<RowNumber> move_rows(const TextEdit::Moves& moves);
    void rearrange(const std::vector<RowNumber>& numbers, std::size_t left);
    void renumber_references(std::string_view target, const std::vector<RowNumber>& numbers);

    SchemaPtr schema_;
    const std::string* text_;
    std::pmr::memory_resource* arena_;
    std::vector<Span> spans_;
    std::vector<Values> columns_;
};

inline Span Row::span() const {
    return layer_->span(number_);
}
inline std::string_view Row::text() const {
    return layer_->text(number_);
}

// What read() gives: a layer for reading, or no rows where an optional layer is missing. Valid until the text
// is edited or the document goes.
class QUERN_API LayerView {
public:
    LayerView() = default;
    explicit LayerView(const Layer* layer) : layer_(layer) {}

    bool exists() const { return layer_ != nullptr; }
    std::size_t size() const { return layer_ ? layer_->size() : 0; }
    bool empty() const { return size() == 0; }
    const Layer* operator->() const { return layer_; }
    const Layer& operator*() const { return *layer_; }
    Row operator[](RowNumber row) const { return {*layer_, row}; }
    Layer::iterator begin() const { return {layer_, 0}; }
    Layer::iterator end() const { return {layer_, static_cast<RowNumber>(size())}; }

private:
    const Layer* layer_ = nullptr;
};

class LayerWriter;

// One row that is being written: sets values and hands itself on, so that calls can be chained.
class QUERN_API RowWriter {
public:
    RowWriter(Layer& layer, RowNumber row) : layer_(&layer), row_(row) {}

    RowNumber handle() const { return row_; }  // what a reference to this row is set to

    RowWriter& set(ColumnId column, std::string_view value) {
        return layer_->set(row_, column, value), *this;
    }
    RowWriter& set(ColumnId column, const char* value) { return set(column, std::string_view(value)); }
    RowWriter& set(ColumnId column, std::int64_t value) { return layer_->set(row_, column, value), *this; }
    RowWriter& set(ColumnId column, int value) { return set(column, std::int64_t{value}); }
    RowWriter& set(ColumnId column, double value) { return layer_->set(row_, column, value), *this; }
    RowWriter& set(ColumnId column, bool value) { return layer_->set(row_, column, value), *this; }
    RowWriter& set(ColumnId column, Span value) { return layer_->set(row_, column, value), *this; }
    RowWriter& refer(ColumnId column, RowNumber row) {
        return layer_->set_reference(row_, column, row), *this;
    }

    template <class Value>
    RowWriter& set(std::string_view column, Value value) {
        return set(layer_->column(column), value);
    }
    RowWriter& refer(std::string_view column, RowNumber row) { return refer(layer_->column(column), row); }

private:
    Layer* layer_;
    RowNumber row_;
};

// What write() and append() give. A handle: copy it freely. Rows come in any order; the host sorts them when
// the stage is done.
class QUERN_API LayerWriter {
public:
    // `first` is the first row that may be changed: those in front were there before.
    explicit LayerWriter(Layer& layer, RowNumber first = 0) : layer_(&layer), first_(first) {}

    // Adds a row. The span must lie inside the text on code-point boundaries: an Error says where it does
    // not.
    RowWriter add(Span span) { return {*layer_, layer_->add(span)}; }
    // Adds a row for each; an Error at the first that add() would refuse.
    void add_all(std::span<const Span> spans) { layer_->add_all(spans); }
    // A row that was added since, to set columns of; an Error for one that was there before append().
    RowWriter row(RowNumber row) {
        if (row < first_) refuse(row);
        return {*layer_, row};
    }
    ColumnId column(std::string_view name) const { return layer_->column(name); }
    std::size_t size() const { return layer_->size(); }
    void reserve(std::size_t rows) { layer_->reserve(rows); }
    const Layer& layer() const { return *layer_; }

private:
    [[noreturn]] void refuse(RowNumber row) const;
    Layer* layer_;
    RowNumber first_;
};

// What extend() gives: sets columns of the rows that are there, and adds none. A handle: copy it freely.
class QUERN_API ColumnWriter {
public:
    explicit ColumnWriter(Layer& layer) : layer_(&layer) {}

    RowWriter row(RowNumber row) { return {*layer_, row}; }
    ColumnId column(std::string_view name) const { return layer_->column(name); }
    std::size_t size() const { return layer_->size(); }
    const Layer& layer() const { return *layer_; }

private:
    Layer* layer_;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
