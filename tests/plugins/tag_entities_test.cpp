// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "random_text.hpp"
#include "stage_runner.hpp"

using namespace quern;
using quern::testing::StageRunner;
using quern::testing::text_document;

namespace {

Document tagged(std::string text) {
    static StageRunner segment("segment_text", "segment.text"), tag("tag_entities", "tag.entities");
    auto document = text_document(std::move(text));
    segment.process(document);
    tag.process(document);
    return document;
}

// "PER Hua Chunying | LOC China": label and text of each row.
std::string found(const std::string& text) {
    const auto document = tagged(text);
    std::string result;
    for (const auto row : *document.find_layer("entities"))
        result +=
            (result.empty() ? "" : " | ") + std::string(row.string("label")) + " " + std::string(row.text());
    return result;
}

struct Case {
    const char* text;
    const char* expected;
};

}  // namespace

TEST_CASE("names are found with their labels") {
    const auto [text, expected] = GENERATE(values<Case>({
        {"The talks were led by Dr. Amara Okafor in Lagos.", "PER Amara Okafor | LOC Lagos"},
        {"Foreign Ministry spokeswoman Lin Yutian said so.", "ORG Foreign Ministry | PER Lin Yutian"},
        {"They met U.S. Secretary of State Helen Marsh.", "LOC U.S. | PER Helen Marsh"},
        {"He works for the Ministry of Foreign Affairs and Trade.",
         "ORG Ministry of Foreign Affairs and Trade"},
        {"A French diplomat spoke to South Korean farmers.", "NORP French | NORP South Korean"},
        {"The ship lay in Port Ellen near the River Tay.", "LOC Port Ellen | LOC River Tay"},
        {"It was bought by Brightwater Holdings Ltd.", "ORG Brightwater Holdings Ltd."},
        {"She met Ingrid van den Berghe and Rustam Dovletov-Karim.",
         "PER Ingrid van den Berghe | PER Rustam Dovletov-Karim"},
        {"The lawyer, Teodora Vlaicu, a partner at the firm, agreed.", "PER Teodora Vlaicu"},
    }));
    CAPTURE(text);
    CHECK(found(text) == expected);
}

TEST_CASE("a capital at the beginning of a sentence, a month or a day makes no name") {
    CHECK(found("Negotiations began in May. On Tuesday they ended. Yesterday it rained.").empty());
    CHECK(found("Farmers protested. Many farmers were angry.").empty());
}

TEST_CASE("a country is one entity under all its names, with its key") {
    const auto document =
        tagged("The US spoke first. The U.S. spoke again. Then the United States was silent.");
    const auto& rows = *document.find_layer("entities");
    REQUIRE(rows.size() == 3);
    for (const auto row : rows) {
        CHECK(row.integer("entity") == 1);
        CHECK(row.string("key") == "US");
        CHECK(row.string("name") == "United States");
        CHECK(row.string("subtype") == "country");
        CHECK(row.string("by") == "list");
    }
}

TEST_CASE("a surname, a first name and an acronym join the fuller name, and only where one fits") {
    const auto document = tagged(
        "Hua Meiling spoke for the Harbour Workers Union. Hua was calm. Meiling smiled, and so did the HWU. "
        "Anna Berg and Paul Berg came.\nBerg left.");
    std::vector<std::pair<std::string, std::string>> names;
    for (const auto row : *document.find_layer("entities"))
        names.emplace_back(row.text(), row.string("name"));
    CHECK(names ==
          std::vector<std::pair<std::string, std::string>>{{"Hua Meiling", "Hua Meiling"},
                                                           {"Harbour Workers Union", "Harbour Workers Union"},
                                                           {"Hua", "Hua Meiling"},
                                                           {"Meiling", "Hua Meiling"},
                                                           {"HWU", "Harbour Workers Union"},
                                                           {"Anna Berg", "Anna Berg"},
                                                           {"Paul Berg", "Paul Berg"},
                                                           {"Berg", "Berg"}});
}

TEST_CASE("a surname of several words joins the fuller name, particles and hyphens included") {
    const auto document = tagged(
        "The owner, Pieter van der Laan, met Sinead Adeyemi-Walsh and Leila al-Haddad. Van der Laan was "
        "late, they "
        "said, and van der Laan knew. Adeyemi-Walsh laughed, and al-Haddad too.");
    std::vector<std::string> names;
    for (const auto row : *document.find_layer("entities")) names.emplace_back(row.string("name"));
    CHECK(names == std::vector<std::string>{"Pieter van der Laan", "Sinead Adeyemi-Walsh", "Leila al-Haddad",
                                            "Pieter van der Laan", "Pieter van der Laan",
                                            "Sinead Adeyemi-Walsh", "Leila al-Haddad"});
}

TEST_CASE("a capital that says something is its government") {
    const auto document = tagged("Washington said no. She lives in Washington now.");
    const auto& rows = *document.find_layer("entities");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].string("sense") == "government");
    CHECK(rows[1].is_null("sense"));
}

TEST_CASE("any text is tagged without harm, and the same text always in the same way") {
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        testing::Random random(seed);
        static const char* words[] = {"Dr.", "Anna", "of", "-",    "University", "U.S.",   "van", "Minister",
                                      "’s",  ",",    "Li", "said", "\n",         "É",      "the", "China",
                                      "\"",  "and",  ".",  "FBI",  "May",        "\u00a0", "中"};
        std::string text;
        for (int i = 0; i < 60; ++i)
            text += std::string(words[testing::below(random, std::size(words))]) +
                    (testing::below(random, 4) ? " " : "");
        const auto document = tagged(text);
        std::uint32_t end = 0;
        for (const auto row : *document.find_layer("entities")) {
            CHECK(row.span().begin >= end);  // mentions do not overlap
            end = row.span().end;
            CHECK(row.integer("entity").value() >= 1);
            CHECK_FALSE(row.string("name").empty());
        }
        CHECK(found(text) == found(text));
    }
}
