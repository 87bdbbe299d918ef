// SPDX-License-Identifier: MIT
// The news pipeline on the sample corpus, compared with what its authors set down of each article.
#include <yaml-cpp/yaml.h>

#include "news_run.hpp"

using namespace quern::testing;

namespace {

using Results = std::map<std::string, rapidjson::Document>;

const Results& results() {
    static const Results all = run_news(QUERN_SOURCE_DIR "/corpus");
    return all;
}

YAML::Node expected(const char* list) {
    return YAML::LoadFile(QUERN_SOURCE_DIR "/tests/pipelines/corpus_expected.yaml")[list];
}

std::string value(const YAML::Node& entry, const char* name) {
    return entry[name] ? entry[name].as<std::string>() : std::string();
}

// Counts what is right, and keeps a line about what is not.
struct Score {
    std::size_t right = 0, all = 0;
    std::string wrong;

    void add(bool is_right, const std::string& about) {
        ++all;
        if (is_right)
            ++right;
        else
            wrong += "  " + about + "\n";
    }
    bool reaches(std::size_t per_cent) const { return all > 0 && right * 100 >= all * per_cent; }
    std::string told() const {
        return std::to_string(right) + " of " + std::to_string(all) + " right; not these:\n" + wrong;
    }
};

}  // namespace

TEST_CASE("the sample corpus: articles are kept, debris goes, metadata is what the page prints") {
    const auto articles = expected("documents");
    REQUIRE(results().size() == articles.size());
    for (const auto& article : articles) {
        const auto id = value(article, "id");
        CAPTURE(id);
        REQUIRE(results().count(id) == 1);
        const auto& document = results().at(id);
        const auto text = collapsed(document["text"].GetString());
        for (const auto& passage : article["kept"])
            CHECK_THAT(text, Catch::Contains(collapsed(passage.as<std::string>())));
        for (const auto* list : {"direct", "transcript"})
            for (const auto& quotation : article[list])
                CHECK_THAT(text, Catch::Contains(collapsed(value(quotation, "text"))));
        for (const auto& debris : article["debris"])
            CHECK_THAT(text, !Catch::Contains(collapsed(debris.as<std::string>())));
        for (const auto* name : {"title", "author", "published"})
            CHECK(collapsed(metadata(document, name)) == collapsed(value(article, name)));
    }
}

TEST_CASE("the sample corpus: nearly nine in ten direct quotations are found whole, with their speaker") {
    Score score;
    for (const auto& article : expected("documents")) {
        const auto id = value(article, "id");
        const auto rows = quotes_of(results().at(id));
        for (const auto& quote : article["direct"]) {
            const auto text = value(quote, "text"), speaker = value(quote, "speaker");
            score.add(is_told_by(rows, text, speaker), id + ": " + speaker + ": " + text);
        }
    }
    INFO(score.told());
    CHECK(score.reaches(88));
}

TEST_CASE("the sample corpus: what is called a direct quotation is one, but for one in fifty") {
    Score score;
    for (const auto& article : expected("documents")) {
        const auto id = value(article, "id");
        std::vector<std::string> said;
        for (const auto* list : {"direct", "transcript"})
            for (const auto& quote : article[list]) said.push_back(letters(value(quote, "text")));
        for (const auto& row : quotes_of(results().at(id))) {
            if (row.kind != "direct") continue;
            const bool is_said = std::any_of(said.begin(), said.end(), [&](const std::string& text) {
                return text.find(row.letters) != std::string::npos ||
                       row.letters.find(text) != std::string::npos;
            });
            score.add(is_said, id + ": " + row.letters);
        }
    }
    INFO(score.told());
    CHECK(score.reaches(98));
}

TEST_CASE("the sample corpus: titles, nicknames and scraps in marks are no direct quotations") {
    Score score;
    for (const auto& article : expected("documents")) {
        const auto id = value(article, "id");
        const auto rows = quotes_of(results().at(id));
        for (const auto& scrap : article["not_whole"]) {
            const auto text = letters(scrap.as<std::string>());
            const bool is_direct = std::any_of(rows.begin(), rows.end(), [&](const Told& row) {
                return row.kind == "direct" && row.letters == text;
            });
            score.add(!is_direct, id + ": " + scrap.as<std::string>());
        }
    }
    INFO(score.told());
    CHECK(score.reaches(100));
}

TEST_CASE("the sample corpus: a saying is found in each article that tells it, in its words or in others") {
    std::map<std::string, Score> scores;  // by kind
    for (const auto& saying : expected("sayings"))
        for (const auto& telling : saying.second) {
            const auto id = value(telling, "id"), kind = value(telling, "kind"),
                       text = value(telling, "text"), speaker = value(telling, "speaker");
            scores[kind].add(is_told_by(quotes_of(results().at(id)), text, speaker, kind),
                             id + ": " + speaker + ": " + text);
        }
    for (const auto& [kind, least] :
         std::map<std::string, std::size_t>{{"direct", 85}, {"mixed", 50}, {"indirect", 40}}) {
        INFO(kind << ": " << scores[kind].told());
        CHECK(scores[kind].reaches(least));
    }
}
