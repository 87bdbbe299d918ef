// SPDX-License-Identifier: MIT
// News-like text without end, for benchmarks: names, quotations, numbers and abbreviations about as often as
// in print.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace quern::testing {

class GeneratedNews {
public:
    explicit GeneratedNews(std::uint32_t seed) : random_(seed) {}

    // Paragraphs parted by blank lines, at least `bytes` long.
    std::string article(std::size_t bytes) {
        std::string text;
        while (text.size() < bytes) {
            if (!text.empty()) text += "\n\n";
            paragraph(text);
        }
        return text;
    }

    std::string name() { return pick(given) + " " + pick(family); }

private:
    static constexpr std::array<std::string_view, 16> given{
        "Amara", "Bjørn", "Chen",  "Dolores", "Elif",  "Farid", "Grace", "Hiroko",
        "Ilse",  "João",  "Kwame", "Leila",   "Mateo", "Nadia", "Oskar", "Priya"};
    static constexpr std::array<std::string_view, 16> family{
        "Adeyemi", "Brandt",  "Costa",    "Dvořák",   "Eriksen", "Fernandez", "Ghosh", "Haddad",
        "Ivanova", "Johnson", "Kowalski", "Lindgren", "Mbeki",   "Nakamura",  "Okoye", "Petrov"};
    static constexpr std::array<std::string_view, 12> roles{
        "the mayor",     "a spokeswoman for the ministry", "the head of the union", "an engineer",
        "the director",  "a member of the council",        "the foreign minister",  "a farmer",
        "the physician", "an analyst at the bank",         "the chief inspector",   "a lawyer"};
    static constexpr std::array<std::string_view, 12> places{
        "Lagos", "Oslo",  "the U.S.",           "Bogotá", "Jakarta", "Kyiv", "Nairobi", "Quebec",
        "Lima",  "Turin", "the United Kingdom", "Warsaw"};
    static constexpr std::array<std::string_view, 28> words{
        "the",    "council", "has",    "voted",      "to",     "close",    "a",
        "bridge", "over",    "river",  "after",      "months", "of",       "quarrel",
        "about",  "money",   "and",    "repairs",    "which",  "were",     "never",
        "begun",  "because", "nobody", "well-known", "signed", "contract", "government's"};

    template <std::size_t n>
    std::string pick(const std::array<std::string_view, n>& from) {
        return std::string(from[random_() % n]);
    }

    void clause(std::string& text, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            if (i) text += ' ';
            const auto chance = random_() % 40;
            if (chance == 0)
                text += pick(places);
            else if (chance == 1)
                text += std::to_string(random_() % 90 + 10) + "." + std::to_string(random_() % 9) + " %";
            else if (chance == 2)
                text += "Dr. " + name();
            else if (chance == 3)
                text += pick(words) + ",";
            else
                text += pick(words);
        }
    }

    void sentence(std::string& text) {
        switch (random_() % 5) {
            case 0:
                text += "\u201c" + std::string("We ");
                clause(text, 8 + random_() % 8);
                text += ",\u201d said " + name() + ", " + pick(roles) + ". ";
                break;
            case 1:
                text += name() + " said that ";
                clause(text, 8 + random_() % 8);
                text += ". ";
                break;
            default:
                text += "In " + pick(places) + ", ";
                clause(text, 10 + random_() % 16);
                text += ". ";
        }
    }

    void paragraph(std::string& text) {
        for (auto left = 2 + random_() % 4; left > 0; --left) sentence(text);
        text.pop_back();
    }

    std::mt19937 random_;
};

}  // namespace quern::testing
