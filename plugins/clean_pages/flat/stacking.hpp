// SPDX-License-Identifier: MIT
// What the second trees see of each line: what the first say of it, of its neighbours and of the whole page
// (stacked generalization, Wolpert 1992).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "features.hpp"
#include "lines.hpp"
#include "marks.hpp"
#include "press/symmetric_trees.hpp"

namespace clean_flat {

inline constexpr std::size_t levels = 256;  // of scores, 1/16 each; the middle one is as likely as not
inline constexpr std::size_t stacked_features = Describer::own_features + 31;

// Describes the lines of a page in batches. What is reckoned for one page is kept for the next. Linear.
class StackedDescriber {
public:
    static constexpr std::size_t batch = Describer::batch;  // lines

    void read(const Page& page, const std::vector<std::uint8_t>& found);
    // The rows of the next lines, as many as are left or make a batch. False behind the last. `describer` has
    // read the page.
    bool next(const Page& page, const Describer& describer, press::ByteRows& rows);

private:
    // Words are counted by the chance that their line is the article's, in 16ths.
    struct Use {
        std::uint32_t last_line = 0xFFFFFFFF;
        std::uint32_t lines = 0, chances = 0;  // that have a word of the class
        double per_other_line = 0;
    };

    void sum_up(const Page& page);
    void find_run(const Page& page);
    void read_topic(const Page& page);
    void describe_levels(std::size_t first, press::ColumnWriter& out) const;
    void describe_sums(std::size_t first, press::ColumnWriter& out) const;
    void describe_run(std::size_t first, press::ColumnWriter& out) const;
    void describe_topic(const Page& page, std::size_t line, press::RowWriter& out) const;
    std::uint32_t chance(std::size_t line) const;

    MarkColumn levels_;
    // Words above a line, with margins as in MarkColumn; the first in 16ths.
    std::vector<std::int32_t> likely_before_, words_before_;
    std::int32_t likely_ = 0, words_ = 0;  // of all lines
    std::vector<Use> uses_;
    std::size_t run_first_ = 0, run_last_ = 0;  // the lines that are likeliest the article, without a gap
    std::array<std::uint8_t, 3> of_page_{};
    std::size_t at_ = 0;
};

}  // namespace clean_flat
