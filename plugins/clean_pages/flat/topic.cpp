// SPDX-License-Identifier: MIT
#include "topic.hpp"

#include <algorithm>

#include "numbers.hpp"

namespace clean_flat {
namespace {

constexpr std::uint32_t most_uses = 16;  // of a word, that count

// A sum in some of the bits of a number: sums side by side are made by one addition.
struct Field {
    unsigned shift, bits;
    std::uint64_t put(std::uint32_t value) const { return std::uint64_t{value} << shift; }
    std::uint32_t get(std::uint64_t from) const {
        return static_cast<std::uint32_t>(from >> shift & ((std::uint64_t{1} << bits) - 1));
    }
};

constexpr std::size_t words_at_once = 127;  // as many words' sums have room in the fields
constexpr Field in_title{0, 7}, elsewhere{7, 7}, again{14, 11};
// Once with the line itself not inside the block, and once with it inside and not counted.
constexpr Field in_block[] = {{25, 7}, {43, 7}}, in_block_uses[] = {{32, 11}, {50, 11}};
static_assert(words_at_once * most_uses < 1u << 11);

}  // namespace

void Topic::count(const Page& page) {
    uses_.assign(page.topic_classes, {});
    for (std::uint32_t i = 0; i < page.lines.size(); ++i) {
        const std::uint8_t inside = is_inside(i);
        for (const auto word : page.topic(i)) {
            auto& use = uses_[word];
            const std::uint8_t again = use.last_line != i;
            use.last_line = i;
            use.lines = static_cast<std::uint8_t>(use.lines + (again & (use.lines < 255)));
            use.in_block = static_cast<std::uint8_t>(use.in_block + (again & inside & (use.in_block < 255)));
        }
    }
    if (!page.lines.empty())
        for (const auto word : page.topic(0)) uses_[word].in_title = true;
}

void Topic::read(const Page& page, const Block& block) {
    block_ = block;
    count(page);
    told_.resize(uses_.size());
    for (std::size_t word = 0; word < uses_.size(); ++word) {
        const auto& use = uses_[word];
        auto told = in_title.put(use.in_title) | elsewhere.put(use.lines > 1) |
                    again.put(std::min(use.lines - 1u, most_uses));
        for (const std::uint32_t here : {0, 1}) {
            const auto others = use.in_block > here ? use.in_block - here : 0;
            told |= in_block[here].put(others > 0) | in_block_uses[here].put(std::min(others, most_uses));
        }
        told_[word] = told;
    }
}

void Topic::describe(const Page& page, std::size_t line, press::RowWriter& out) const {
    auto topic = page.topic(line);
    const auto count = static_cast<std::uint32_t>(topic.size());
    const std::size_t here = is_inside(line);
    std::uint32_t title_words = 0, words_again = 0, words_elsewhere = 0, block_words = 0, block_uses = 0;
    while (!topic.empty()) {
        const auto part = topic.first(std::min(topic.size(), words_at_once));
        std::uint64_t sums = 0;
        for (const auto word : part) sums += told_[word];
        title_words += in_title.get(sums), words_again += again.get(sums);
        words_elsewhere += elsewhere.get(sums);
        block_words += in_block[here].get(sums), block_uses += in_block_uses[here].get(sums);
        topic = topic.subspan(part.size());
    }
    const auto of_words = divisor(count);
    out.add(count);
    out.add(of_words.share(title_words));
    out.add(of_words.into(10 * words_again));
    out.add(of_words.share(words_elsewhere));
    out.add(of_words.share(block_words));
    out.add(of_words.into(10 * block_uses));
}

}  // namespace clean_flat
