// SPDX-License-Identifier: MIT
#include "lexicon.hpp"

#include <algorithm>
#include <fstream>

#include <quern/error.hpp>

namespace tag_entities {

namespace {

const std::unordered_map<std::string_view, Flag> flag_names{
    {"common", common},     {"calendar", calendar}, {"saying", saying}, {"near", near},
    {"landform", landform}, {"title", title},       {"role", role},     {"modifier", modifier},
    {"particle", particle}, {"family", family},     {"given", given},   {"head", org_head},
    {"end", org_end},
};

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separator);
        const auto part = trimmed(text.substr(0, end));
        parts.push_back(part);
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

// The words of a name as the tokenizer cuts them: hyphens stand alone.
std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words(1);
    for (const char c : name) {
        if (c == ' ') {
            words.emplace_back();
        } else if (c == '-') {
            words.emplace_back("-");
            words.emplace_back();
        } else {
            words.back() += c;
        }
    }
    std::erase(words, std::string());
    return words;
}

void for_each_line(const std::filesystem::path& path, const std::function<void(std::string_view)>& use) {
    std::ifstream file(path);
    if (!file) throw quern::Error("cannot read the list " + path.string());
    for (std::string line; std::getline(file, line);)
        if (!trimmed(line).empty() && line.front() != '#') use(line);
}

// "key: rest"
std::pair<std::string_view, std::string_view> keyed(std::string_view line,
                                                    const std::filesystem::path& path) {
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos)
        throw quern::Error("a line of " + path.string() + " has no key and colon: " + std::string(line));
    return {line.substr(0, colon), line.substr(colon + 2)};
}

}  // namespace

std::string Lexicon::lowered(std::string_view word) {
    std::string result(word);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

std::uint32_t Lexicon::flags(std::string_view word) const {
    std::uint32_t result = 0;
    char lower[40];
    if (word.size() <= sizeof lower) {
        std::transform(word.begin(), word.end(), lower,
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        if (const auto found = lower_.find(std::string_view(lower, word.size())); found != lower_.end())
            result |= found->second;
    }
    if (const auto found = exact_.find(word); found != exact_.end()) result |= found->second;
    return result;
}

void Lexicon::add(Listed::Label label, std::string_view form, std::string_view name, std::string_view subtype,
                  std::string_view key) {
    if (form.empty()) return;
    auto words = words_of(form);
    auto& same_first = by_first_[words.front()];
    const auto longer = [&](std::size_t other) { return listed_[other].words.size() >= words.size(); };
    same_first.insert(std::find_if_not(same_first.begin(), same_first.end(), longer), listed_.size());
    listed_.push_back({label, std::string(name), std::string(subtype), std::string(key), std::move(words)});
}

void Lexicon::load_countries(const std::filesystem::path& path) {
    for_each_line(path, [this](std::string_view line) {
        auto fields = split(line, '|');
        fields.resize(5);
        const auto key = fields[0], name = fields[1];
        add(Listed::Label::place, name, name, "country", key);
        for (const auto form : split(fields[2], ',')) add(Listed::Label::place, form, name, "country", key);
        for (const auto form : split(fields[3], ',')) {
            add(Listed::Label::group, form, form, "nationality", key);
            if (!form.empty()) add(Listed::Label::group, std::string(form) + "s", form, "nationality", key);
        }
        for (const auto form : split(fields[4], ',')) add(Listed::Label::place, form, form, "capital", {});
    });
}

void Lexicon::load_places(const std::filesystem::path& path) {
    for_each_line(path, [&](std::string_view line) {
        const auto [subtype, names] = keyed(line, path);
        for (const auto name : split(names, ',')) add(Listed::Label::place, name, name, subtype, {});
    });
}

void Lexicon::load_groups(const std::filesystem::path& path) {
    for_each_line(path, [this](std::string_view line) {
        for (const auto word : split(line, ' ')) {
            if (word.empty()) continue;
            // Each part of a hyphenated word begins with a capital.
            std::string form(word);
            for (std::size_t i = 0; i < form.size(); ++i)
                if (i == 0 || form[i - 1] == '-') form[i] = static_cast<char>(std::toupper(form[i]));
            add(Listed::Label::group, form, form, {}, {});
            add(Listed::Label::group, form + "s", form, {}, {});
        }
    });
}

void Lexicon::load_names(const std::filesystem::path& path) {
    for_each_line(path, [&](std::string_view line) {
        const auto [kind, names] = keyed(line, path);
        if (kind != "name") return;
        const auto forms = split(names, '|');
        add(Listed::Label::organisation, forms[0], forms[0], {}, {});
        if (forms.size() > 1)
            for (const auto form : split(forms[1], ','))
                add(Listed::Label::organisation, form, forms[0], {}, {});
    });
}

void Lexicon::load_words(const std::filesystem::path& path) {
    for_each_line(path, [&](std::string_view line) {
        const auto [kind, words] = keyed(line, path);
        if (kind == "name") return;
        if (kind == "phrase") {
            phrases_.push_back(words_of(words));
            return;
        }
        const auto flag = flag_names.find(kind);
        if (flag == flag_names.end())
            throw quern::Error("a line of " + path.string() + " begins with the unknown kind " +
                               std::string(kind));
        const bool as_written = flag->second == family || flag->second == given;
        for (const auto word : split(words, ' '))
            if (!word.empty()) (as_written ? exact_ : lower_)[std::string(word)] |= flag->second;
    });
}

void Lexicon::load(const std::function<std::filesystem::path(const char*)>& data) {
    load_countries(data("countries.en.txt"));
    load_places(data("places.en.txt"));
    load_groups(data("groups.en.txt"));
    load_names(data("organisations.en.txt"));
    for (const auto* file : {"organisations.en.txt", "people.en.txt", "words.en.txt"}) load_words(data(file));
}

}  // namespace tag_entities
