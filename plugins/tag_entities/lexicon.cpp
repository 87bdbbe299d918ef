// SPDX-License-Identifier: MIT
#include "lexicon.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include <quern/error.hpp>

namespace tag_entities {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// The parts of a line between separators, trimmed; empty ones are kept.
std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = std::min(text.find(separator), text.size());
        parts.push_back(trimmed(text.substr(0, end)));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

// Calls `use` with each line that is neither empty nor a comment, split at semicolons into `fields` parts.
template <class Use>
void each_record(const std::filesystem::path& file, std::size_t fields, const Use& use) {
    std::ifstream in(file);
    if (!in) throw quern::Error("cannot read " + file.string());
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        const auto text = trimmed(line);
        if (text.empty() || text.front() == '#') continue;
        const auto parts = split(text, ';');
        if (parts.size() != fields)
            throw quern::Error(file.string() + ":" + std::to_string(number) + ": " +
                               std::to_string(parts.size()) +
                               " parts between semicolons where there should be " + std::to_string(fields));
        if (!use(parts))
            throw quern::Error(file.string() + ":" + std::to_string(number) + ": '" + std::string(parts[0]) +
                               "' is no kind known here");
    }
}

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 14> kinds_of_words{{
    {"title", title},
    {"title-part", title_part},
    {"organisation", organisation_head},
    {"company", company_form | organisation_head},
    {"place", place_head},
    {"place-front", place_front},
    {"particle", particle},
    {"says", says},
    {"acts", acts},
    {"into", into},
    {"none", no_name},
    {"function", function_word},
    {"ordinary", ordinary},
    {"behind-hyphen", behind_hyphen},
}};

}  // namespace

std::string small_letters(std::string_view word) {
    std::string result(word);
    for (auto& c : result)
        if ('A' <= c && c <= 'Z') c = static_cast<char>(c + 32);
    return result;
}

void Lexicon::add_sign(std::string_view word, std::uint32_t sign) {
    signs_[small_letters(word)] |= sign;
}

KnownName& Lexicon::make(Label label, std::string_view subtype, std::string_view key) {
    known_.push_back({label, std::string(subtype), std::string(key), ++entities_, true, {}, false, false});
    return known_.back();
}

// Another name of the same thing.
const KnownName& Lexicon::alias_of(const KnownName& name) {
    known_.push_back(name);
    known_.back().is_main = false;
    return known_.back();
}

void Lexicon::add_aliases(const std::vector<std::string_view>& names, const KnownName& thing) {
    add_name(names.front(), thing);
    if (names.size() == 1) return;
    const auto& alias = alias_of(thing);
    for (const auto name : names) add_name(name, alias);  // all but the first, which is there
}

// The first listed meaning of a name counts.
void Lexicon::add_name(std::string_view written, const KnownName& name) {
    if (written.empty() || !names_.try_emplace(std::string(written), &name).second) return;
    // Tokens may end at a blank, a hyphen or an apostrophe.
    for (const std::string_view ends : {" -", " -'"})
        add_sign(written.substr(0, written.find_first_of(ends)), begins_name);
}

void Lexicon::add_people(std::string_view adjective, std::string_view subtype, std::string_view country) {
    if (adjective.empty()) return;
    auto& name = make(Label::people, subtype);
    name.country = country;
    add_name(adjective, name);
    constexpr std::string_view without_plural[] = {"ese", "ch", "sh", "ss", "men", "man", "s"};
    for (const auto ending : without_plural)
        if (adjective.ends_with(ending)) return;
    add_name(std::string(adjective) + "s", alias_of(name));
}

void Lexicon::load_countries(const std::filesystem::path& file) {
    each_record(file, 5, [&](const std::vector<std::string_view>& parts) {
        auto names = split(parts[2], ',');
        auto& country = make(Label::place, "country", parts[0]);
        country.country = parts[0];
        country.is_shared = parts[1].ends_with('*');
        names.insert(names.begin(), parts[1].substr(0, parts[1].size() - country.is_shared));
        add_aliases(names, country);
        for (const auto adjective : split(parts[3], ',')) add_people(adjective, "nationality", parts[0]);
        bool first = true;
        for (const auto city : split(parts[4], ',')) {
            auto& name = make(Label::place, std::exchange(first, false) ? "capital" : "city");
            name.country = parts[0];
            add_name(city, name);
        }
        return true;
    });
}

void Lexicon::load_names(const std::filesystem::path& file, Label label) {
    each_record(file, 2, [&](const std::vector<std::string_view>& parts) {
        for (const auto names : split(parts[1], ',')) add_aliases(split(names, '='), make(label, parts[0]));
        return true;
    });
}

void Lexicon::load_peoples(const std::filesystem::path& file) {
    each_record(file, 1, [&](const std::vector<std::string_view>& parts) {
        for (const auto name : split(parts[0], ',')) add_people(name, "");
        return true;
    });
}

void Lexicon::load_words(const std::filesystem::path& file) {
    each_record(file, 2, [&](const std::vector<std::string_view>& parts) {
        const auto kind = std::find_if(kinds_of_words.begin(), kinds_of_words.end(),
                                       [&](const auto& known) { return known.first == parts[0]; });
        if (kind == kinds_of_words.end()) return false;
        for (const auto word : split(parts[1], ',')) add_sign(word, kind->second);
        return true;
    });
}

void Lexicon::load_single_words(const std::filesystem::path& file, Sign sign) {
    each_record(file, 1, [&](const std::vector<std::string_view>& parts) {
        std::istringstream names{std::string(parts[0])};
        for (std::string name; names >> name;) add_sign(name, sign);
        return true;
    });
}

}  // namespace tag_entities
