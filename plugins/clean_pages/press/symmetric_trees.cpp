// SPDX-License-Identifier: MIT
#include "symmetric_trees.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "boosted_trees.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace press {

void ByteRows::resize(std::size_t rows, std::size_t columns) {
    rows_ = rows, columns_ = columns;
    const auto size = tiles() * tile * columns;
    if (bytes_.size() < size) bytes_.resize(size);
}

SymmetricTrees::SymmetricTrees(const std::filesystem::path& file, std::size_t columns) : columns_(columns) {
    const TreeFile source(file, columns);
    for (const auto& nodes : source.trees) {
        Tree tree{};
        if (nodes.size() != 2 * leaves - 1) source.refuse("its trees are not symmetric");
        for (std::size_t n = 0; n + 1 < leaves; ++n) {
            // a level's nodes stand one behind the other, the first of them at 2^level - 1
            const auto level = static_cast<std::size_t>(std::bit_width(n + 1)) - 1;
            const auto& node = nodes[n];
            const auto& head = nodes[(std::size_t{1} << level) - 1];
            if (node.feature == TreeFile::leaf || node.first != 2 * n + 1 || node.feature != head.feature ||
                node.value != head.value || !(node.value >= 0 && node.value < 255))
                source.refuse("its trees are not symmetric");
            tree.offset[level] = static_cast<std::uint32_t>(node.feature * ByteRows::tile);
            tree.least[level].fill(static_cast<std::uint8_t>(std::floor(node.value) + 1));
        }
        for (std::size_t l = 0; l < leaves; ++l) {
            const auto& node = nodes[leaves - 1 + l];
            if (node.feature != TreeFile::leaf) source.refuse("its trees are not symmetric");
            const auto value =
                static_cast<std::int16_t>(std::clamp(std::lround(node.value * unit), -32768L, 32767L));
            // The questions of the first levels are the high bits of a leaf's number.
            tree.low[l] = static_cast<std::uint8_t>(value & 0xFF);
            tree.high[l] = static_cast<std::uint8_t>(static_cast<std::uint16_t>(value) >> 8);
        }
        trees_.push_back(tree);
    }
}

namespace {

#if defined(__x86_64__)
// A tree after another: four comparisons give the number of each row's leaf, a shuffle finds the leaves.
// Sixteen rows at once, or thirty-two.
template <class Tree>
__attribute__((target("ssse3"))) void score_tile_by_16(const std::vector<Tree>& trees,
                                                       const std::uint8_t* tile, std::int16_t* scores) {
    const auto load = [](const std::uint8_t* at) __attribute__((target("ssse3"))) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    };
    for (std::size_t half = 0; half < ByteRows::tile; half += 16) {
        auto first = _mm_setzero_si128(), second = _mm_setzero_si128();
        for (const auto& tree : trees) {
            auto leaf = _mm_setzero_si128();
            for (std::size_t level = 0; level < tree.offset.size(); ++level) {
                const auto value = load(tile + half + tree.offset[level]);
                const auto is_more =
                    _mm_cmpeq_epi8(_mm_max_epu8(value, load(tree.least[level].data())), value);
                leaf = _mm_sub_epi8(_mm_add_epi8(leaf, leaf), is_more);
            }
            const auto low = _mm_shuffle_epi8(load(tree.low.data()), leaf);
            const auto high = _mm_shuffle_epi8(load(tree.high.data()), leaf);
            first = _mm_adds_epi16(first, _mm_unpacklo_epi8(low, high));
            second = _mm_adds_epi16(second, _mm_unpackhi_epi8(low, high));
        }
        _mm_storeu_si128(reinterpret_cast<__m128i*>(scores + half), first);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(scores + half + 8), second);
    }
}

__attribute__((target("avx2"))) __m256i load_32(const std::uint8_t* at) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
}

__attribute__((target("avx2"))) __m256i load_16_twice(const std::uint8_t* at) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)));
}

template <class Tree>
__attribute__((target("avx2"))) void score_tile_by_32(const std::vector<Tree>& trees,
                                                      const std::uint8_t* tile, std::int16_t* scores) {
    // rows 0 to 7 and 16 to 23, and the others: so the halves of a register are interleaved
    auto even = _mm256_setzero_si256(), odd = _mm256_setzero_si256();
    for (const auto& tree : trees) {
        auto leaf = _mm256_setzero_si256();
        for (std::size_t level = 0; level < tree.offset.size(); ++level) {
            const auto value = load_32(tile + tree.offset[level]);
            const auto is_more =
                _mm256_cmpeq_epi8(_mm256_max_epu8(value, load_32(tree.least[level].data())), value);
            leaf = _mm256_sub_epi8(_mm256_add_epi8(leaf, leaf), is_more);
        }
        const auto low = _mm256_shuffle_epi8(load_16_twice(tree.low.data()), leaf);
        const auto high = _mm256_shuffle_epi8(load_16_twice(tree.high.data()), leaf);
        even = _mm256_adds_epi16(even, _mm256_unpacklo_epi8(low, high));
        odd = _mm256_adds_epi16(odd, _mm256_unpackhi_epi8(low, high));
    }
    auto* out = reinterpret_cast<__m256i*>(scores);
    _mm256_storeu_si256(out, _mm256_permute2x128_si256(even, odd, 0x20));
    _mm256_storeu_si256(out + 1, _mm256_permute2x128_si256(even, odd, 0x31));
}
#endif

// The same without such instructions. The sums are saturated as above.
template <class Tree>
void score_tile(const std::vector<Tree>& trees, const std::uint8_t* tile, std::int16_t* scores) {
    std::int32_t sums[ByteRows::tile] = {};
    for (const auto& tree : trees)
        for (std::size_t r = 0; r < ByteRows::tile; ++r) {
            std::size_t leaf = 0;
            for (std::size_t level = 0; level < tree.offset.size(); ++level)
                leaf = 2 * leaf + (tile[tree.offset[level] + r] >= tree.least[level][0]);
            const auto value =
                static_cast<std::int16_t>(static_cast<std::uint16_t>(tree.low[leaf] | tree.high[leaf] << 8));
            sums[r] = std::clamp(sums[r] + value, -32768, 32767);
        }
    for (std::size_t r = 0; r < ByteRows::tile; ++r) scores[r] = static_cast<std::int16_t>(sums[r]);
}

}  // namespace

void SymmetricTrees::score(const ByteRows& rows, std::vector<std::int16_t>& scores) const {
    scores.resize(rows.tiles() * ByteRows::tile);
    auto score_one = score_tile<Tree>;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2"))
        score_one = score_tile_by_32<Tree>;
    else if (__builtin_cpu_supports("ssse3"))
        score_one = score_tile_by_16<Tree>;
#endif
    for (std::size_t t = 0; t < rows.tiles(); ++t)
        score_one(trees_, rows.at(t * ByteRows::tile, 0), scores.data() + t * ByteRows::tile);
    scores.resize(rows.rows());
}

}  // namespace press
