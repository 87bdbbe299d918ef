// SPDX-License-Identifier: MIT
#include "topic.hpp"

#include <algorithm>

#include "numbers.hpp"

namespace clean_flat {

void Topic::read(const Page& page, const Block& block) {
    block_ = block;
    uses_.resize(Page::word_classes);
    for (const auto word : page.topic_words) uses_[word] = {};
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

std::uint8_t Topic::overlap(const Page& page, std::size_t line) const {
    const auto topic = page.topic(line);
    std::uint32_t shared = 0;
    for (const auto word : topic) shared += uses_[word].in_title;
    return static_cast<std::uint8_t>(share(shared, static_cast<std::uint32_t>(topic.size())));
}

void Topic::describe(const Page& page, std::size_t line, press::RowWriter& out) const {
    const auto topic = page.topic(line);
    const auto count = static_cast<std::uint32_t>(topic.size());
    std::uint32_t shared = 0, again = 0, elsewhere = 0, in_block = 0, in_block_words = 0;
    const std::uint32_t here = is_inside(line);
    for (const auto word : topic) {
        const auto use = uses_[word];
        shared += use.in_title;
        again += std::min<std::uint32_t>(use.lines - 1u, 16);
        elsewhere += use.lines > 1;
        const auto others = use.in_block - here;
        in_block += others > 0;
        in_block_words += std::min<std::uint32_t>(others, 16);
    }
    const auto of_words = divisor(count);
    out.add(count);
    out.add(of_words.share(shared));
    out.add(of_words.into(10 * again));
    out.add(of_words.share(elsewhere));
    out.add(of_words.share(in_block));
    out.add(of_words.into(10 * in_block_words));
}

}  // namespace clean_flat
