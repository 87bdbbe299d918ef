// SPDX-License-Identifier: MIT
#include "characters.hpp"

#include <algorithm>
#include <memory>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>

namespace segment_text {

namespace {

Kind kind_of(UCharCategory category) {
    switch (category) {
        case U_UPPERCASE_LETTER:
        case U_TITLECASE_LETTER:
            return Kind::capital;
        case U_LOWERCASE_LETTER:
        case U_MODIFIER_LETTER:
        case U_OTHER_LETTER:
        case U_LETTER_NUMBER:
            return Kind::letter;
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_COMBINING_SPACING_MARK:
            return Kind::mark;
        case U_DECIMAL_DIGIT_NUMBER:
        case U_OTHER_NUMBER:
            return Kind::digit;
        case U_SPACE_SEPARATOR:
        case U_CONTROL_CHAR:
            return Kind::space;
        case U_LINE_SEPARATOR:
        case U_PARAGRAPH_SEPARATOR:
            return Kind::newline;
        case U_FORMAT_CHAR:
            return Kind::joiner;
        default:
            return Kind::other;
    }
}

using Table = std::vector<Kind>;

void fill_categories(Table& table) {
    const auto fill = [](const void* context, UChar32 start, UChar32 limit, UCharCategory category) -> UBool {
        auto& kinds = *static_cast<Table*>(const_cast<void*>(context));
        std::fill(kinds.begin() + start, kinds.begin() + limit, kind_of(category));
        return true;
    };
    u_enumCharTypes(fill, &table);
}

void fill_set(Table& table, const USet* set, Kind kind) {
    for (std::int32_t i = 0; i < uset_getItemCount(set); ++i) {
        UChar32 first = 0, last = 0;
        UErrorCode error = U_ZERO_ERROR;
        if (uset_getItem(set, i, &first, &last, nullptr, 0, &error) == 0)
            std::fill(table.begin() + first, table.begin() + last + 1, kind);
    }
}

void fill_property(Table& table, UProperty property, std::int32_t value, Kind kind) {
    const std::unique_ptr<USet, decltype(&uset_close)> set(uset_openEmpty(), uset_close);
    UErrorCode error = U_ZERO_ERROR;
    uset_applyIntPropertyValue(set.get(), property, value, &error);
    fill_set(table, set.get(), kind);
}

Table all_kinds() {
    Table table(0x110000, Kind::other);
    fill_categories(table);
    fill_property(table, UCHAR_EXTENDED_PICTOGRAPHIC, 1, Kind::pictograph);
    fill_property(table, UCHAR_REGIONAL_INDICATOR, 1, Kind::pictograph);
    fill_property(table, UCHAR_EMOJI_MODIFIER, 1, Kind::pictograph);
    fill_property(table, UCHAR_IDEOGRAPHIC, 1, Kind::ideograph);
    fill_property(table, UCHAR_SCRIPT, USCRIPT_HIRAGANA, Kind::ideograph);
    fill_property(table, UCHAR_SCRIPT, USCRIPT_KATAKANA, Kind::ideograph);
    for (const char32_t code : {0x0A, 0x0B, 0x0C, 0x0D, 0x85}) table[code] = Kind::newline;
    for (const char32_t code : {0x200B, 0x2060, 0xFEFF}) table[code] = Kind::space;  // zero-width spaces
    return table;
}

}  // namespace

Characters::Characters() {
    const auto table = all_kinds();
    for (std::size_t page = 0; page < page_of_.size(); ++page) {
        const auto* kinds = &table[page << 8];
        std::size_t same = 0;
        while (same < pages_.size() && !std::equal(kinds, kinds + 256, &pages_[same])) same += 256;
        if (same == pages_.size()) pages_.insert(pages_.end(), kinds, kinds + 256);
        page_of_[page] = static_cast<std::uint8_t>(same >> 8);
    }
}

const Characters& Characters::instance() {
    static const Characters characters;
    return characters;
}

}  // namespace segment_text
