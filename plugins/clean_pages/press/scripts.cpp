// SPDX-License-Identifier: MIT
#include "scripts.hpp"

#include <algorithm>
#include <iterator>

namespace press {
namespace {

struct Range {
    char32_t first, last;
};

constexpr Range ideographs[] = {{0x3040, 0x30FA}, {0x30FC, 0x30FF}, {0x31F0, 0x31FF}, {0x3400, 0x4DBF},
                                {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0xFF66, 0xFF9D}, {0x20000, 0x3FFFF}};
// Thai, Lao, Burmese, Khmer: several letters a word, no blank behind it, and often no full stop.
constexpr Range unspaced_alphabets[] = {{0x0E01, 0x0EDF}, {0x1000, 0x1049}, {0x1780, 0x17D3}};

constexpr char32_t commas[] = {U'،', U'؛', U'、', U'，', U'；', U'､'};
constexpr char32_t quotes[] = {U'«', U'„', U'「', U'『', U'｢'};

template <std::size_t n>
bool in(const Range (&ranges)[n], char32_t c) {
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [&](const Range& range) { return c >= range.first && c <= range.last; });
}

template <std::size_t n>
bool among(const char32_t (&signs)[n], char32_t c) {
    return std::find(std::begin(signs), std::end(signs), c) != std::end(signs);
}

// `at` moves behind the code point; the text is valid UTF-8.
char32_t next_letter(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    if (lead < 0xC0) return lead;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    char32_t c = lead & (0x3F >> more);
    for (int i = 0; i < more && at < text.size(); ++i)
        c = c << 6 | (static_cast<unsigned char>(text[at++]) & 0x3F);
    return c;
}

}  // namespace

bool has_other_script(std::string_view text) {
    // Every seventh byte tells enough: letters are of two or three.
    constexpr std::size_t step = 7;
    std::size_t looked_at = 0, leads = 0;
    for (std::size_t at = 0; at < text.size(); at += step) {
        const auto byte = static_cast<unsigned char>(text[at]);
        // Armenian to Thaana, Indian scripts to Georgian, and from ideographs on; not the marks of Latin
        // texts.
        leads += (byte >= 0xD4 && byte <= 0xDE) || byte == 0xE0 || byte == 0xE1 || byte >= 0xE3;
        ++looked_at;
    }
    return leads * 50 > looked_at;
}

void measure_script(std::string_view content, Line& line) {
    std::uint32_t characters = 0, letters = 0, runs = 0;
    bool in_run = false;
    const auto first = std::find_if(content.begin(), content.end(),
                                    [](char c) { return static_cast<unsigned char>(c) >= 0xC2; });
    for (auto at = static_cast<std::size_t>(first - content.begin()); at < content.size();) {
        const auto c = next_letter(content, at);
        if (c < 0x80) {
            const bool word = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
            in_run = in_run && word;
            continue;
        }
        if (in(ideographs, c))
            ++characters, runs += !in_run, in_run = true;
        else if (in(unspaced_alphabets, c))
            ++letters, runs += !in_run, in_run = true;
        else if (among(commas, c))
            line.commas += line.commas < 0xFFFF;
        else if (among(quotes, c))
            line.quotes = true;
    }
    if (first == content.end()) return;
    line.words += characters + letters / 4;
    if (characters + letters > 0) line.words -= std::min(runs, line.words - 1);
    line.ends_sentence = line.ends_sentence || letters >= 60;
}

void suppose_stop_words(std::vector<Line>& lines) {
    constexpr std::uint32_t enough = 30, sentence = 12;  // words
    std::uint32_t words = 0, known = 0;
    for (const auto& line : lines)
        if (line.ends_sentence && line.words >= sentence) words += line.words, known += line.stop_words;
    if (words < enough || known * 12 > words) return;
    for (auto& line : lines)
        if (line.ends_sentence || line.commas > 0 || line.words >= sentence)
            line.stop_words = line.words * 2 / 5;
}

}  // namespace press
