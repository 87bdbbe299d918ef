// SPDX-License-Identifier: MIT
#include "names.hpp"

#include <algorithm>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace corpus_entities {

namespace {

icu::UnicodeString decoded(std::string_view text) {
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string encoded(const icu::UnicodeString& text) {
    std::string bytes;
    text.toUTF8String(bytes);
    return bytes;
}

}  // namespace

std::string folded(std::string_view name) {
    if (std::all_of(name.begin(), name.end(), [](char c) { return static_cast<signed char>(c) >= 0; })) {
        std::string small(name);
        for (char& c : small)
            if ('A' <= c && c <= 'Z') c = static_cast<char>(c + 32);
        return small;
    }
    return encoded(decoded(name).foldCase().findAndReplace(icu::UnicodeString(UChar32{0x2019}),
                                                           icu::UnicodeString(UChar32{'\''})));
}

std::string plain(std::string_view name) {
    UErrorCode error = U_ZERO_ERROR;
    const auto* normalizer = icu::Normalizer2::getNFKDInstance(error);
    auto text = decoded(name).foldCase();
    if (U_SUCCESS(error)) text = normalizer->normalize(text, error);
    icu::UnicodeString letters;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        const auto code = text.char32At(at);
        if (code == 0x142)  // ł is no l with an accent to Unicode
            letters.append(UChar32{'l'});
        else if (u_isalnum(code))
            letters.append(code);
    }
    return encoded(letters);
}

std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words;
    while (!name.empty()) {
        const auto end = std::min(name.find(' '), name.size());
        auto word = name.substr(0, end);
        if (word.ends_with('.')) word.remove_suffix(1);
        if (!word.empty()) words.push_back(folded(word));
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return words;
}

std::string initials_of(std::string_view name) {
    icu::UnicodeString initials;
    const auto text = decoded(name);
    bool begins = true;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        const auto code = text.char32At(at);
        if (begins && u_isupper(code)) initials.append(code);
        begins = code == ' ' || code == '-';
    }
    return initials.countChar32() < 2 ? std::string() : encoded(initials);
}

}  // namespace corpus_entities
