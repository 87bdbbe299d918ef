// SPDX-License-Identifier: MIT
// The standard layers: one schema each, shared by every plugin that reads or writes them.
#pragma once

#include <span>

#include <quern/schema.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace layers {

inline constexpr Column blocks_columns[] = {
    {"kind", Type::string, "heading, paragraph, list item, table, caption, quote or code."},
};
inline constexpr LayerSchema blocks{
    "blocks", "Paragraphs, headings and the like: the pieces a page is laid out in.", blocks_columns};

inline constexpr LayerSchema sentences{"sentences", "Sentences. None crosses a block."};

inline constexpr LayerSchema tokens{"tokens", "Words, numbers and punctuation marks."};

inline constexpr Column entities_columns[] = {
    {"label", Type::string, "PER, ORG, LOC, NORP or MISC. Countries and cities are LOC."},
    {"subtype", Type::string, "country, city, region, …"},
    {"name", Type::string, "The fullest form of the name in the document."},
    {"entity", Type::integer, "Number of the entity within the document, from 1."},
    {"key", Type::string, "A stable identifier where one is known: ISO 3166 for a country."},
    {"sense", Type::string, "government, for a place that acts."},
    {"confidence", Type::number, "0 to 1."},
    {"by", Type::string, "model, list or rule."},
};
inline constexpr LayerSchema entities{"entities", "Names of people, organisations, places and nationalities.",
                                      entities_columns};

inline constexpr Column dates_columns[] = {
    {"value", Type::string, "ISO 8601 date, interval (begin/end) or duration."},
    {"granularity", Type::string,
     "minute, hour, day, week, weekend, month, quarter, season, year, decade, century or period."},
};
inline constexpr LayerSchema dates{"dates", "Dates and durations, read against the document's own date.",
                                   dates_columns};

inline constexpr Column quotes_columns[] = {
    {"kind", Type::string,
     "direct, mixed or indirect: all, some or none of its letters stand inside marks. Words in marks that are "
     "a part of their sentence, as in: called it \"a curse\", are mixed."},
    {"quotation", Type::integer, "Number shared by the pieces of one interrupted quotation, from 1."},
    {"cue", Type::span, "The word or words that tell of the saying: said, according to, …"},
    {"speaker", Type::span, "The mention beside the quotation; for \"he said\" the pronoun."},
    {"speaker_kind", Type::string, "named, described or collective."},
    {"speaker_entity", Type::reference, "The row of entities that names the speaker.", "entities"},
    {"speaker_name", Type::string, "Who the speaker is."},
};
inline constexpr LayerSchema quotes{"quotes", "Reported words, quotation marks not included.",
                                    quotes_columns};

inline constexpr Column quoted_columns[] = {
    {"use", Type::string, "direct, partial, or none (titles, nicknames, scare quotes)."},
    {"quote", Type::reference, "The row of quotes that the string belongs to.", "quotes"},
};
inline constexpr LayerSchema quoted{
    "quoted", "Every string inside a pair of quotation marks, marks not included.", quoted_columns};

// All of the above.
QUERN_API std::span<const LayerSchema* const> standard();

// The standard layer of that name, or null.
QUERN_API const LayerSchema* find_standard(std::string_view name);

}  // namespace layers

}  // namespace quern::inline QUERN_ABI_NAMESPACE
