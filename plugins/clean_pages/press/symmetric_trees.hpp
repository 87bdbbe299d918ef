// SPDX-License-Identifier: MIT
// Sums of decision trees that ask the same question at all nodes of a level: thirty-two rows go down such a
// tree at once, without a branch.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <type_traits>
#include <vector>

namespace press {

// Rows of features, a byte each. Thirty-two rows lie together, feature after feature.
class ByteRows {
public:
    static constexpr std::size_t tile = 32;

    // Room for `rows` of them; what stood there may still do so.
    void resize(std::size_t rows, std::size_t columns);
    std::size_t rows() const { return rows_; }
    std::size_t columns() const { return columns_; }
    std::size_t tiles() const { return (rows_ + tile - 1) / tile; }
    // A feature of a row; the next one of the row stands `tile` bytes behind.
    std::uint8_t* at(std::size_t row, std::size_t column) {
        return bytes_.data() + ((row / tile) * columns_ + column) * tile + row % tile;
    }
    const std::uint8_t* at(std::size_t row, std::size_t column) const {
        return const_cast<ByteRows*>(this)->at(row, column);
    }

private:
    std::size_t rows_ = 0, columns_ = 0;
    std::vector<std::uint8_t> bytes_;
};

// Writes the features of one row, one after another; what does not fit into a byte becomes 255.
class RowWriter {
public:
    RowWriter(ByteRows& rows, std::size_t row, std::size_t column = 0) : at_(rows.at(row, column)) {}
    void add(std::size_t value) {
        *at_ = value < 255 ? static_cast<std::uint8_t>(value) : 255;
        at_ += ByteRows::tile;
    }

private:
    std::uint8_t* at_;
};

// Writes one feature of a whole tile of rows after another.
class ColumnWriter {
public:
    ColumnWriter(ByteRows& rows, std::size_t first_row, std::size_t column)
        : at_(rows.at(first_row, column)) {}
    void add(const std::uint8_t* values) {
        std::memcpy(at_, values, ByteRows::tile);
        at_ += ByteRows::tile;
    }
    // What a function tells of each row.
    template <class Value>
    requires std::is_invocable_v<Value, std::size_t>
    void add(Value value) {
        std::array<std::uint8_t, ByteRows::tile> column;  // of its own: bytes may be anybody's
        for (std::size_t r = 0; r < ByteRows::tile; ++r) column[r] = static_cast<std::uint8_t>(value(r));
        add(column.data());
    }

private:
    std::uint8_t* at_;
};

// Immutable once loaded: shared by all threads.
class SymmetricTrees {
public:
    static constexpr std::size_t depth = 4, leaves = 1u << depth;

    SymmetricTrees() = default;
    // An Error where the file is none of its kind, or its trees ask for other features than `columns`. The
    // file is that of BoostedTrees.
    SymmetricTrees(const std::filesystem::path& file, std::size_t columns);

    // The score of each row, in 256ths: above 0 for what is likely.
    void score(const ByteRows& rows, std::vector<std::int16_t>& scores) const;
    static constexpr int unit = 256;

private:
    struct Tree {
        alignas(32) std::array<std::array<std::uint8_t, 32>, depth> least;  // each the same byte 32 times
        alignas(16) std::array<std::uint8_t, leaves> low, high;             // bytes of what the leaves add
        std::array<std::uint32_t, depth> offset;  // in a tile, of the feature that is asked for
    };

    std::size_t columns_ = 0;
    std::vector<Tree> trees_;
};

}  // namespace press
