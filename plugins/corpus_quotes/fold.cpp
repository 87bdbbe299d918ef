// SPDX-License-Identifier: MIT
#include "fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace corpus_quotes {

namespace {

// Letters that are one with a stroke or a sign to readers, but have no accent to Unicode.
std::int32_t plain(std::int32_t code) {
    switch (code) {
        case 0xF0:  // ð
        case 0x111:
            return 'd';
        case 0xF8:  // ø
            return 'o';
        case 0x142:  // ł
            return 'l';
        case 0x131:  // ı
            return 'i';
        default:
            return code;
    }
}

}  // namespace

void append_folded(std::string& word, std::int32_t code) {
    if (code < 0x80) {
        word += static_cast<char>('A' <= code && code <= 'Z' ? code | 0x20 : code);
        return;
    }
    UErrorCode error = U_ZERO_ERROR;
    static const auto* const normalizer = icu::Normalizer2::getNFKDInstance(error);
    icu::UnicodeString letter(static_cast<UChar32>(code));
    if (normalizer != nullptr) letter = normalizer->normalize(letter, error);
    letter.foldCase();
    for (std::int32_t at = 0; at < letter.length(); at = letter.moveIndex32(at, 1)) {
        const auto part = plain(letter.char32At(at));
        if (0x300 <= part && part < 0x370) continue;  // accents of Latin, Greek and Cyrillic letters
        char bytes[4];
        std::int32_t size = 0;
        U8_APPEND_UNSAFE(bytes, size, part);
        word.append(bytes, static_cast<std::size_t>(size));
    }
}

}  // namespace corpus_quotes
