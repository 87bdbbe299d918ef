// SPDX-License-Identifier: MIT
#include "words.hpp"

#include <algorithm>
#include <iterator>

#include "bytes.hpp"
#include "letters.hpp"

namespace press {
namespace {

bool is_space_sequence(std::string_view s, std::size_t i, std::size_t& size) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c <= 0x20) return size = 1, true;
    const auto is = [&](std::string_view what) { return s.substr(i, what.size()) == what; };
    if (is("\xC2\xA0") || is("\xC2\xAD")) return size = 2, true;
    if (is("\xEF\xBB\xBF") || is("\xE3\x80\x80")) return size = 3, true;
    // U+2000 to U+200F: spaces of all widths and marks of direction; U+2028, U+2029, U+202F.
    if (c == 0xE2 && i + 2 < s.size() && static_cast<unsigned char>(s[i + 1]) == 0x80) {
        const auto last = static_cast<unsigned char>(s[i + 2]);
        if (last <= 0x8F || last == 0xA8 || last == 0xA9 || last == 0xAF) return size = 3, true;
    }
    return false;
}

// Where the code point that ends at `end` begins.
std::size_t step_back(std::string_view s, std::size_t end) {
    std::size_t i = end - 1;
    while (i > 0 && end - i < 4 && (static_cast<unsigned char>(s[i]) & 0xC0) == 0x80) --i;
    return i;
}

}  // namespace

Sequence sequence_at(std::string_view s, std::size_t i) {
    const auto b = [&](std::size_t k) {
        return i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0u;
    };
    const auto lead = b(0);
    const std::uint32_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    const auto whole = std::min<std::uint32_t>(size, static_cast<std::uint32_t>(s.size() - i));
    if (lead == 0xC2) {
        if (b(1) == 0xB4)
            return {Mark::apostrophe, whole};  // the acute accent, where it stands for an apostrophe
        if (b(1) == 0xA9) return {Mark::sign, whole};
        return {Mark::space, whole};  // U+0080 to U+00BF: no-break space, guillemets and the like
    }
    if (lead == 0xC3 && (b(1) == 0x97 || b(1) == 0xB7)) return {Mark::space, whole};
    if (lead == 0xE2) {  // U+2000 to U+2FFF: punctuation, arrows, boxes
        if (b(1) == 0x80 && (b(2) == 0x98 || b(2) == 0x99 || b(2) == 0xB2)) return {Mark::apostrophe, whole};
        return {Mark::space, whole};
    }
    if (lead == 0xEF && b(1) == 0xBB) return {Mark::space, whole};  // U+FEFF
    return {Mark::letter, whole};
}

std::string_view trimmed_ends(std::string_view text) {
    std::size_t size = 0;
    while (!text.empty() && is_space_sequence(text, 0, size)) text.remove_prefix(size);
    while (!text.empty()) {
        const auto last = step_back(text, text.size());
        if (!is_space_sequence(text, last, size)) break;
        text = text.substr(0, last);
    }
    return text;
}

std::string collapsed(std::string_view text) {
    std::string out;
    text = trimmed(text);
    std::size_t size = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (is_space_sequence(text, i, size)) {
            if (out.back() != ' ') out += ' ';
            i += size;
        } else {
            out += text[i++];
        }
    }
    return out;
}

std::string folded(std::string_view text) {
    std::string out;
    for (const auto& word : split_words(text)) {
        if (!out.empty()) out += ' ';
        for (auto i = word.begin; i < word.end; ++i) {
            const auto c = static_cast<unsigned char>(text[i]);
            if (byte_classes[c] == other) continue;
            if (byte_classes[c] == high) {
                const auto [mark, size] = sequence_at(text, i);
                const auto letter = small_letter(text.substr(i, size));
                if (mark != Mark::apostrophe) out.append(letter.bytes.data(), letter.size);
                i += size - 1;
                continue;
            }
            out += static_cast<char>(byte_classes[c] == upper ? c | 0x20 : c);
        }
    }
    return out;
}

bool ends_sentence(std::string_view line) {
    // most lines end in a letter or a full stop
    if (!line.empty() && (class_of(line.back()) == lower || class_of(line.back()) == upper)) return false;
    if (!line.empty() && line.back() == '.') return true;
    static constexpr std::string_view full_stops[] = {".", "!", "?", "…", "։", "؟",  "۔",  "।",  "॥",  "။",
                                                      "።", "។", "៕", "‼", "⁇", "。", "！", "．", "？", "｡"};
    static constexpr std::string_view closers[] = {"\"", "'",  ")",  "]",  "*",  "»",  "’",  "”",  "›",
                                                   "〉", "》", "」", "』", "】", "〕", "）", "］", "｣"};
    const auto among = [](const auto& signs, std::string_view sign) {
        return std::find(std::begin(signs), std::end(signs), sign) != std::end(signs);
    };
    line = trimmed(line);
    while (!line.empty()) {
        const auto last = step_back(line, line.size());
        const auto sign = line.substr(last);
        if (among(full_stops, sign)) return true;
        if (!among(closers, sign)) return false;
        line = trimmed(line.substr(0, last));
    }
    return false;
}

}  // namespace press
