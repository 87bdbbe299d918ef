// SPDX-License-Identifier: MIT
// The news pipeline over whole articles, and what its quotations tell.
#pragma once

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "command.hpp"
#include "results.hpp"

namespace quern::testing {

inline std::map<std::string, rapidjson::Document> run_news(const std::filesystem::path& input) {
    TemporaryFolder folder;
    folder.write("news.yaml", "extends: " QUERN_SOURCE_DIR
                              "/configs/news.yaml\n"
                              "outputs: [{ use: export.json, path: out.ndjson }]\n");
    const auto result = run_quern("run news.yaml '" + input.string() + "'", folder.path());
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    return read_ndjson(folder / "out.ndjson");
}

inline std::string member(const rapidjson::Value& object, const char* name) {
    const auto found = object.FindMember(name);
    return found != object.MemberEnd() && found->value.IsString() ? found->value.GetString() : "";
}

inline std::string metadata(const rapidjson::Document& document, const char* name) {
    return document.HasMember("metadata") ? member(document["metadata"], name) : "";
}

// A text without its spaces and punctuation marks.
inline std::string letters(std::string_view text) {
    std::string result;
    for (const char c : collapsed(text))
        if (std::isalnum(static_cast<unsigned char>(c)) || (c & 0x80)) result += c;
    return result;
}

// A row of quotes, made comparable.
struct Told {
    std::string kind, letters, speaker;
};

// Names are compared without case and leading article: "A spokesman" and "a spokesman" are one.
inline std::string comparable_name(std::string_view written) {
    auto name = collapsed(written);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    for (const std::string article : {"a ", "an ", "the "})
        if (name.starts_with(article)) return name.substr(article.size());
    return name;
}

inline std::vector<Told> quotes_of(const rapidjson::Document& document) {
    std::vector<Told> rows;
    if (!document["layers"].HasMember("quotes")) return rows;
    for (const auto& row : document["layers"]["quotes"].GetArray())
        rows.push_back({member(row, "kind"), letters(member(row, "text")),
                        comparable_name(member(row, "speaker_name"))});
    return rows;
}

// Whether rows with that speaker, of that kind where one is given, hold the whole of a text: as one row, or
// piece by piece.
inline bool is_told_by(const std::vector<Told>& rows, const std::string& text, const std::string& speaker,
                       std::string_view kind = {}) {
    const auto wanted = letters(text);
    std::string covered(wanted.size(), '-');
    for (const auto& row : rows) {
        if (row.speaker != comparable_name(speaker) || (!kind.empty() && row.kind != kind)) continue;
        if (row.letters.find(wanted) != std::string::npos) return true;
        if (const auto at = wanted.find(row.letters); at != std::string::npos)
            covered.replace(at, row.letters.size(), row.letters.size(), '+');
    }
    return covered.find('-') == std::string::npos;
}

}  // namespace quern::testing
