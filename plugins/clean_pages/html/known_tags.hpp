// SPDX-License-Identifier: MIT
// Tags whose elements do not nest as a matter of course.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace clean_html {

enum TagKind : std::uint8_t { nesting, formatting, single, flat, raw, root };

struct KnownTag {
    std::string_view name;
    TagKind kind;
};

// Tags that nest as a matter of course are not listed.
inline constexpr KnownTag known_tags[] = {
    // closed by the next of their like, or never opened
    {"p", flat},
    {"li", flat},
    {"td", flat},
    {"th", flat},
    {"tr", flat},
    {"dt", flat},
    {"dd", flat},
    {"option", flat},
    {"optgroup", flat},
    {"thead", flat},
    {"tbody", flat},
    {"tfoot", flat},
    {"area", flat},
    {"base", flat},
    {"br", flat},
    {"col", flat},
    {"embed", flat},
    {"hr", flat},
    {"img", flat},
    {"input", flat},
    {"link", flat},
    {"meta", flat},
    {"param", flat},
    {"source", flat},
    {"track", flat},
    {"wbr", flat},
    {"image", flat},
    // opened again in every block until they are closed
    {"b", formatting},
    {"big", formatting},
    {"code", formatting},
    {"em", formatting},
    {"font", formatting},
    {"i", formatting},
    {"s", formatting},
    {"small", formatting},
    {"strike", formatting},
    {"strong", formatting},
    {"tt", formatting},
    {"u", formatting},
    // such too, but closed by the next of their like
    {"a", single},
    {"nobr", single},
    // what stands inside is text
    {"script", raw},
    {"style", raw},
    {"textarea", raw},
    {"title", raw},
    {"xmp", raw},
    {"iframe", raw},
    {"noembed", raw},
    {"noframes", raw},
    {"html", root},
    {"body", root}};

// Its letters in lower case where they are eight or fewer; a hash for a longer name.
constexpr std::uint64_t key_of(std::string_view name) {
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const auto letter = static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        key = i < 8 ? key << 8 | letter : (key ^ letter) * 0x9E3779B97F4A7C15;
    }
    return name.size() > 8 ? key | std::uint64_t{1} << 63 : key;
}

inline constexpr std::size_t tag_slots = 256;
constexpr std::size_t slot_of(std::uint64_t key) {
    return static_cast<std::size_t>(key * 0x9E3779B97F4A7C15 >> 56);
}

struct KnownKey {
    std::uint64_t key = 0;
    TagKind kind = nesting;
};
inline constexpr auto known_keys = [] {
    std::array<KnownKey, tag_slots> table{};
    for (const auto& [name, kind] : known_tags) {
        auto slot = slot_of(key_of(name));
        while (table[slot].key != 0) slot = (slot + 1) % tag_slots;
        table[slot] = {key_of(name), kind};
    }
    return table;
}();

inline TagKind kind_of(std::uint64_t key) {
    for (auto slot = slot_of(key); known_keys[slot].key != 0; slot = (slot + 1) % tag_slots)
        if (known_keys[slot].key == key) return known_keys[slot].kind;
    return nesting;
}

}  // namespace clean_html
