// SPDX-License-Identifier: MIT
#include "marks.hpp"

#include <algorithm>

#include "numbers.hpp"

namespace clean_flat {

Kind kind_of(const Line& line) {
    if (line.is_prose()) return line.debris == 0 ? prose : sentence;
    if (line.debris != 0) return debris;
    if (line.byline || line.date) return mark;
    if (line.ends_sentence && line.words >= 4) return sentence;
    return line.words >= 8 ? phrase : words;
}

void Marks::read(const Page& page) {
    const auto& lines = page.lines;
    for (auto* column : {&words, &kinds, &stops, &capitals, &wording}) column->resize(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& line = lines[i];
        const auto of_words = divisor(line.words);
        words[i] = static_cast<std::uint8_t>(std::min<std::uint32_t>(line.words, 255));
        kinds[i] = kind_of(line);
        stops[i] = static_cast<std::uint8_t>(of_words.share(line.stop_words));
        wording[i] = page.wording[i];
        capitals[i] = static_cast<std::uint8_t>(of_words.share(line.capitals));
    }
}

}  // namespace clean_flat
