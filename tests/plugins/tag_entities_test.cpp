// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <quern/testing.hpp>

#include "temporary_folder.hpp"

using namespace quern;
using quern::testing::StageRunner;
using quern::testing::text_document;

namespace {

Document segmented(const std::string& text) {
    static StageRunner segment("segment_text", "segment.text");
    auto document = text_document(text);
    segment.process(document);
    return document;
}

// By lists and rules alone.
Document tagged(const std::string& text) {
    static StageRunner tag("tag_entities", "tag.entities");
    tag.set("rules_only", true);
    auto document = segmented(text);
    tag.process(document);
    return document;
}

// With the model that comes with the stage.
Document tagged_by_model(const std::string& text) {
    static StageRunner tag("tag_entities", "tag.entities");
    auto document = segmented(text);
    tag.process(document);
    return document;
}

// "PER Ann Lee|LOC Rome"
std::string entities_of(const Document& document) {
    std::string result;
    for (const auto row : *document.find_layer("entities"))
        result +=
            (result.empty() ? "" : "|") + std::string(row.string("label")) + " " + std::string(row.text());
    return result;
}
std::string entities(const std::string& text) {
    return entities_of(tagged(text));
}

// The mentions of each entity under its name, in the order of first mention.
std::string grouped(const std::string& text) {
    const auto document = tagged(text);
    std::map<std::int64_t, std::string> groups;
    for (const auto row : *document.find_layer("entities")) {
        auto& group = groups[*row.integer("entity")];
        group += (group.empty() ? std::string(row.string("name")) + ": " : ", ") + std::string(row.text());
    }
    std::string result;
    for (const auto& [number, group] : groups) result += (result.empty() ? "" : "|") + group;
    return result;
}

}  // namespace

TEST_CASE("people are told by given names, titles, roles and verbs of saying") {
    using Cases = std::vector<std::pair<std::string, std::string>>;
    const Cases cases{
        {"Then Priya Raman left.", "PER Priya Raman"},
        {"A letter to Mr. Okonjo came.", "PER Okonjo"},
        {"The Foreign Minister Zoltan Bartok spoke.", "PER Zoltan Bartok"},
        {"He met spokeswoman Brnka Zlotnik there.", "PER Brnka Zlotnik"},
        {"It is late, said Qvist.", "PER Qvist"},
        {"They asked Ixchel Mblala, 42, about it.", "PER Ixchel Mblala"},
        {"They saw Ixchel Mblala, an associate professor, there.", "PER Ixchel Mblala"},
        {"The book by Ludwig van Tongeren sold.", "PER Ludwig van Tongeren"},
        {"He saw George W Tolliver and J. K. Osgood.", "PER George W Tolliver|PER J. K. Osgood"},
        {"They met Secretary of State John Kerry.", "PER John Kerry"},
        {"They greeted Lee Cheuk-yan warmly.", "PER Lee Cheuk-yan"},
        {"He played with Michael Jordan there.", "PER Michael Jordan"},
    };
    for (const auto& [text, expected] : cases) CHECK(entities(text) == expected);
}

TEST_CASE("a name that is a month, a modal, a bill or a place as well is told by the names beside it") {
    using Cases = std::vector<std::pair<std::string, std::string>>;
    const Cases cases{
        {"They saw Theresa May there in May.", "PER Theresa May"},
        {"They wrote to Mrs. May on May 5.", "PER May"},
        {"April Ryan came, and in April Merkel did.", "PER April Ryan|PER Merkel"},
        {"It was Jan-Willem Hoekstra who spoke.", "PER Jan-Willem Hoekstra"},
        {"He sang with June Carter that June.", "PER June Carter"},
        {"He met Bill Clinton. The Bill failed.", "PER Bill Clinton"},
        {"Will Smith came, but will he stay? Will he?", "PER Will Smith"},
        {"They asked Chad Smith about Chad.", "PER Chad Smith|LOC Chad"},
        {"They asked Alexandria Ocasio-Cortez about it.", "PER Alexandria Ocasio-Cortez"},
        {"They greeted Jordan King Abdullah there.", "LOC Jordan|PER Abdullah"},
    };
    for (const auto& [text, expected] : cases) CHECK(entities(text) == expected);
}

TEST_CASE("organisations are told by their heads, by lists, and by what of and for add") {
    using Cases = std::vector<std::pair<std::string, std::string>>;
    const Cases cases{
        {"The Ministry of Rural Affairs and Fisheries denied it.",
         "ORG Ministry of Rural Affairs and Fisheries"},
        {"She leads the Center for Strategic and Maritime Studies.",
         "ORG Center for Strategic and Maritime Studies"},
        {"He joined Brackwater Industries Inc. in May.", "ORG Brackwater Industries Inc."},
        {"The US Congress and the FBI agreed.", "ORG US Congress|ORG FBI"},
        {"The Korean Peninsula Research Center closed.", "ORG Korean Peninsula Research Center"},
        {"The Ruth and Karl Ebner Foundation gave money.", "ORG Ruth and Karl Ebner Foundation"},
        {"The Justice Department refused.", "ORG Justice Department"},
    };
    for (const auto& [text, expected] : cases) CHECK(entities(text) == expected);
}

TEST_CASE("places and peoples come from lists, heads and prepositions") {
    using Cases = std::vector<std::pair<std::string, std::string>>;
    const Cases cases{
        {"The Chinese sailed to Japan.", "NORP Chinese|LOC Japan"},
        {"Trade between China-North Korea and U.S.-led forces.", "LOC China|LOC North Korea|LOC U.S."},
        {"A Shanghai-based firm moved to Vorhalt.", "LOC Shanghai|LOC Vorhalt"},
        {"They crossed the Brennick River near Mount Tolva.", "LOC Brennick River|LOC Mount Tolva"},
        {"He fought in North Vietnam once.", "LOC North Vietnam"},
        {"The president of the United States spoke.", "LOC United States"},
    };
    for (const auto& [text, expected] : cases) CHECK(entities(text) == expected);
}

TEST_CASE("places in capitals are those of the lists, and datelines begin with a place") {
    using Cases = std::vector<std::pair<std::string, std::string>>;
    const Cases cases{
        {"LONDON (Reuters) - It rained again.", "LOC LONDON|ORG Reuters"},
        {"BEIJING — It rained again.", "LOC BEIJING"},
        {"NEW YORK (AP) — It rained again.", "LOC NEW YORK|ORG AP"},
        {"WASHINGTON (AP) — It rained again.", "LOC WASHINGTON|ORG AP"},
        {"ELLENPORT, Ohio (AP) — It rained again.", "LOC ELLENPORT|LOC Ohio|ORG AP"},
        {"It was nice. Very NICE, they said.", ""},
        {"They went with us to the US.", "LOC US"},
    };
    for (const auto& [text, expected] : cases) CHECK(entities(text) == expected);
}

TEST_CASE("capitals that name nothing are left alone") {
    CHECK(entities("On Monday the Government opened Section 5 of the Agreement. I agree. However, it rained.")
              .empty());
    CHECK(entities("The film \"The Interview\" ran, and \"Silent Meadow\" did.").empty());
    CHECK(entities("Nice work, but it was not nice.").empty());
}

TEST_CASE("headlines give only names that are known or found in the text") {
    const std::string text =
        "Brackwater Said To Face New Claims Over Spill In Japan\n\n"
        "The firm Brackwater Industries denied it. Analyst Mirja Tolonen said that Brackwater, based in "
        "Oslo, would pay.";
    const auto found = entities(text);
    CHECK(found.find("Claims") == std::string::npos);
    CHECK(found.find("LOC Japan") != std::string::npos);
    CHECK(found.find("PER Mirja Tolonen") != std::string::npos);
}

TEST_CASE("what is certain in one place settles doubt in another") {
    CHECK(entities("Hua Chunying, a spokeswoman, spoke. Chunying also rejected the claim. Reporters asked "
                   "Hua why.") == "PER Hua Chunying|PER Chunying|PER Hua");
    CHECK(entities("Actress Valeska Paris sang. Paris then left.") == "PER Valeska Paris|PER Paris");
    CHECK(entities("He flew to Vorhalt. Vorhalt is small.") == "LOC Vorhalt|LOC Vorhalt");
}

TEST_CASE("mentions of one thing share an entity that has the fullest name") {
    CHECK(grouped("Spokeswoman Hua Chunying spoke. Hua denied it, and Chunying left.") ==
          "Hua Chunying: Hua Chunying, Hua, Chunying");
    CHECK(grouped("The US, the U.S. and America are the United States.") ==
          "United States: US, U.S., America, United States");
    CHECK(grouped("The Federal Office of Metrology (FOM) spoke. The FOM knows.") ==
          "Federal Office of Metrology: Federal Office of Metrology, FOM, FOM");
    CHECK(grouped(
              "He left Brackwater Industries Inc. for Sony. Sony Corp. paid; Brackwater Industries lost.") ==
          "Brackwater Industries Inc.: Brackwater Industries Inc., Brackwater Industries|Sony: Sony, "
          "Sony Corp.");
}

TEST_CASE("names that stand together are told apart") {
    using Cases = std::vector<std::pair<std::string, std::string>>;
    const Cases cases{
        {"The talks were led by Dr. Amara Okafor in Lagos.", "PER Amara Okafor|LOC Lagos"},
        {"Foreign Ministry spokeswoman Lin Yutian said so.", "ORG Foreign Ministry|PER Lin Yutian"},
        {"They met U.S. Secretary of State Helen Marsh.", "LOC U.S.|PER Helen Marsh"},
        {"A French diplomat spoke to South Korean farmers.", "NORP French|NORP South Korean"},
        {"The ship lay in Port Ellen near the River Tay.", "LOC Port Ellen|LOC River Tay"},
        {"She met Ingrid van den Berghe and Rustam Dovletov-Karim.",
         "PER Ingrid van den Berghe|PER Rustam Dovletov-Karim"},
        {"The lawyer, Teodora Vlaicu, a partner at the firm, agreed.", "PER Teodora Vlaicu"},
        {"Negotiations began in May. On Tuesday they ended. Yesterday it rained.", ""},
        {"Farmers protested. Many farmers were angry.", ""},
    };
    for (const auto& [text, expected] : cases) CHECK(entities(text) == expected);
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

TEST_CASE("a nickname in marks is part of the mention, and not of the name") {
    CHECK(grouped("They met Kwabena “Kobby” Asante-Owusu there. Asante-Owusu laughed, and Kobby left.") ==
          "Kwabena Asante-Owusu: Kwabena “Kobby” Asante-Owusu, Asante-Owusu, Kobby");
    CHECK(grouped("They met Ann \"Annie\" Tolliver there.") == "Ann Tolliver: Ann \"Annie\" Tolliver");
}

TEST_CASE("of the same letters the name has those that are not all capitals") {
    CHECK(
        grouped(
            "The trade union met RUSTAM DOVLETOV-KARIM there. They know that Rustam Dovletov-Karim came.") ==
        "Rustam Dovletov-Karim: RUSTAM DOVLETOV-KARIM, Rustam Dovletov-Karim");
    CHECK(grouped("They flew to LONDON, and London was glad.") == "London: LONDON, London");
}

TEST_CASE("currencies, labels and capitals that stand once are no names; a company's are no person's") {
    CHECK(entities("The FLOW of GBP into US$ was low, as MPs said. HOST: Hello there.").empty());
    CHECK(entities("They say that QZV was late.").empty());
    CHECK(entities("They say that QZV was late, and the QZV agreed.") == "ORG QZV|ORG QZV");
    CHECK(entities("It is late, said FreightDay.") == "ORG FreightDay");
    CHECK(entities("It is late, said McAlvany.") == "PER McAlvany");
}

TEST_CASE("a capital where people live is no government") {
    const auto document = tagged("Washington said no. She lives in Washington now.");
    const auto& rows = *document.find_layer("entities");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].string("sense") == "government");
    CHECK(rows[1].is_null("sense"));
}

TEST_CASE("mentions of less than the confidence asked for are left out") {
    StageRunner tag("tag_entities", "tag.entities");
    tag.set("rules_only", true);
    tag.set("least_confidence", 0.9);
    auto document = segmented("He moved from France to Vorhalt.");
    tag.process(document);
    REQUIRE(document.find_layer("entities")->size() == 1);
    CHECK(document.find_layer("entities")->text(0) == "France");
}

TEST_CASE("a name that two people share goes to the one mentioned last") {
    CHECK(grouped("Minister Wang Yi spoke. Professor Shen Yi spoke. Yi said so.") ==
          "Wang Yi: Wang Yi|Shen Yi: Shen Yi, Yi");
}

TEST_CASE("countries have their ISO code, and stand for their government where they act") {
    const auto document =
        tagged("Washington accused Pyongyang. China said no. A visit to South Korea followed.");
    std::string found;
    for (const auto row : *document.find_layer("entities"))
        found += std::string(row.text()) + " " + std::string(row.string("subtype")) + " " +
                 std::string(row.string("key")) + " " + std::string(row.string("sense")) + " " +
                 std::string(row.string("by")) + "\n";
    CHECK(found ==
          "Washington capital  government list\nPyongyang capital   list\nChina country CN government list\n"
          "South Korea country KR  list\n");
}

TEST_CASE("confidence tells listed names from guesses") {
    const auto document = tagged("He moved from France to Vorhalt.");
    const auto& rows = *document.find_layer("entities");
    REQUIRE(rows.size() == 2);
    CHECK(*rows[0].number("confidence") > *rows[1].number("confidence"));
    CHECK(rows[1].string("by") == "rule");
}

TEST_CASE("a document's entities do not depend on the documents before it") {
    const std::string text = "Paris fell. Vorhalt said so, and Okonjo agreed with Hua.";
    const auto alone = entities(text);
    entities("Actress Valeska Paris met Mr. Okonjo and Hua Chunying in Vorhalt.");
    CHECK(entities(text) == alone);
}

// With a cost that grows as the square of the length, each of these takes longer than a test may run.
TEST_CASE("words that could each begin a name or a title are passed in linear time") {
    const auto repeated = [](const std::string& words, int times) {
        std::string text = "They told us that in China ";
        for (int i = 0; i < times; ++i) text += words;
        return text + "they saw Japan.";
    };
    for (const auto& text : {repeated("de ", 800'000), repeated("al- ", 400'000), repeated("al-", 400'000),
                             repeated("Prime ", 800'000)}) {
        INFO(text.substr(27, 12));
        const auto document = tagged(text);
        const auto& rows = *document.find_layer("entities");
        REQUIRE(rows.size() >= 2);
        CHECK(rows[0].text() == "China");
        CHECK(rows[rows.size() - 1].text() == "Japan");
    }
}

TEST_CASE("a surname that ever so many share costs no more for each") {
    constexpr int people = 400'000;
    std::string text;
    for (int i = 0; i < people; ++i) {
        std::string given = "Q";
        for (int rest = i; rest > 0; rest /= 10) given += static_cast<char>('a' + rest % 10);
        text += "It is late, said Mr. " + given + " Tolliver. ";
    }
    const auto document = tagged(text);
    std::set<std::int64_t> numbers;
    for (const auto row : *document.find_layer("entities")) numbers.insert(*row.integer("entity"));
    CHECK(numbers.size() == people);
}

TEST_CASE("any mixture of words gives whole names in order, none inside another") {
    const std::vector<std::string> pieces{
        "The", "of",    "for",  "and",      "Ministry", "China", "US",    "Kim",       "Jong",
        "-",   "un",    "Bank", "\"",       ".",        ",",     "said",  "President", "John",
        "&",   "de",    "U.S.", "Congress", "in",       "Corp.", "River", "Paris",     "'s",
        "\n",  "North", "J.",   "W",        "Foreign",  "(",     ")"};
    std::mt19937 random(5);
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (auto left = random() % 40; left > 0; --left) text += pieces[random() % pieces.size()] + " ";
        INFO(text);
        const auto document = tagged(text);
        std::set<std::uint32_t> begins, ends;
        for (const auto token : document.find_layer("tokens")->spans())
            begins.insert(token.begin), ends.insert(token.end);
        const auto& blocks = document.find_layer("blocks")->spans();
        std::uint32_t end = 0;
        for (const auto row : *document.find_layer("entities")) {
            REQUIRE(row.span().begin >= end);
            end = row.span().end;
            REQUIRE((begins.count(row.span().begin) && ends.count(end)));
            REQUIRE(std::any_of(blocks.begin(), blocks.end(),
                                [&](Span block) { return block.contains(row.span()); }));
            REQUIRE(!row.string("name").empty());
        }
    }
}

TEST_CASE("the model that comes with the stage finds people, organisations and places, and says so") {
    const auto document = tagged_by_model(
        "Foreign Minister Zoltan Bartok flew to Budapest on Monday. Bartok met officials of the European Commission "
        "and of Brackwater Industries Inc. there.");
    CHECK(entities_of(document) ==
          "PER Zoltan Bartok|LOC Budapest|PER Bartok|ORG European Commission|ORG Brackwater Industries Inc.");
    for (const auto row : *document.find_layer("entities")) {
        CHECK(row.string("by") == "model");
        CHECK(*row.number("confidence") > 0.5);
    }
}

TEST_CASE(
    "with the model, acronyms that the document spells out are organisations, and nicknames parts of names") {
    const auto acronym = tagged_by_model(
        "The Harbour Workers' Union (HWU) walked out. Dockers said that the HWU had no choice.");
    std::string found;
    for (const auto row : *acronym.find_layer("entities"))
        if (row.text() == "HWU") found += std::string(row.string("label")) + " ";
    CHECK(found == "ORG ORG ");
    CHECK(entities_of(tagged_by_model(
              "“It rained,” said Kwabena “Kobby” Asante-Price of the Oregon Transport Association.")) ==
          "PER Kwabena “Kobby” Asante-Price|ORG Oregon Transport Association");
}

TEST_CASE("the people and countries of a story are one entity each, with the model") {
    const auto document = tagged_by_model(
        "Foreign Ministry spokeswoman Hua Chunying spoke in China on Monday. Hua said that China knew of no talks, and "
        "Chunying left. Professor Shen Yi disagreed. Shen told reporters that Kim Jong Un, the leader of North Korea, "
        "had met officials of the United States. Kim flew home to North Korea; the U.S. said nothing.");
    std::map<std::string, std::set<std::int64_t>> numbers;
    for (const auto row : *document.find_layer("entities"))
        numbers[std::string(row.string("name"))].insert(*row.integer("entity"));
    for (const char* name :
         {"Hua Chunying", "Shen Yi", "Kim Jong Un", "China", "North Korea", "United States"}) {
        INFO(name);
        CHECK(numbers[name].size() == 1);
    }
    for (const char* part : {"Hua", "Chunying", "Shen", "Kim", "U.S."}) {
        INFO(part);
        CHECK(numbers.count(part) == 0);
    }
}

TEST_CASE("peoples, which the model has not learnt, stay with the rules") {
    const auto document = tagged_by_model("A French diplomat spoke to farmers in Poland.");
    CHECK(entities_of(document) == "NORP French|LOC Poland");
    CHECK((*document.find_layer("entities"))[0].string("by") == "list");
}

TEST_CASE("with the model, countries keep their ISO code, their entity and their government") {
    const auto document = tagged_by_model(
        "Washington said no. China said that the United States and North Korea should talk. The US agreed, and so did "
        "the U.S. Congress.");
    std::map<std::string, std::string> keys;
    std::map<std::string, std::int64_t> numbers;
    std::string senses;
    for (const auto row : *document.find_layer("entities")) {
        keys[std::string(row.text())] = row.string("key");
        numbers[std::string(row.text())] = *row.integer("entity");
        if (!row.is_null("sense"))
            senses += std::string(row.text()) + " " + std::string(row.string("sense")) + "|";
    }
    CHECK(keys["China"] == "CN");
    CHECK(keys["North Korea"] == "KP");
    CHECK(keys["United States"] == "US");
    CHECK(numbers["US"] == numbers["United States"]);
    CHECK(numbers["China"] != numbers["United States"]);
    CHECK(senses == "Washington government|China government|US government|");
}

TEST_CASE("the model reads any text: capitals, small letters, emoji, right to left, without spaces") {
    const std::string plain = "Zoltan Bartok flew from Budapest to Rome. ";
    std::string large = plain, small = plain, together = plain;
    for (auto& c : large) c = static_cast<char>(std::toupper(c));
    for (auto& c : small) c = static_cast<char>(std::tolower(c));
    std::erase(together, ' ');
    for (const auto& text : {large, small, together,
                             std::string("\U0001F600 Rome \U0001F468\u200D\U0001F469\u200D\U0001F467 Rome"),
                             std::string("\u05E9\u05DC\u05D5\u05DD Rome \u0645\u0631\u062D\u0628\u0627 Rome"),
                             std::string(3'000, 'A'), std::string("A.").append(5'000, '.')}) {
        INFO(text.substr(0, 60));
        const auto document = tagged_by_model(text);
        std::uint32_t end = 0;
        for (const auto row : *document.find_layer("entities")) {
            CHECK(row.span().begin >= end);
            end = row.span().end;
            CHECK(!row.string("name").empty());
        }
    }
    CHECK(entities_of(tagged_by_model("\U0001F600 She lives in Rome. \U0001F600")) == "LOC Rome");
}

// With a cost that grows as the square of the length, this takes longer than a test may run.
TEST_CASE("the model passes long documents in linear time, whether words come again or are all new") {
    std::string again, anew;
    for (int i = 0; i < 60'000; ++i) {
        again += "They met Zoltan Bartok in Rome. ";
        std::string word = "Q";
        for (int rest = i; rest > 0; rest /= 10) word += static_cast<char>('a' + rest % 10);
        anew += "They met " + word + " " + word + "son there. ";
    }
    CHECK(tagged_by_model(again).find_layer("entities")->size() > 60'000);
    CHECK(tagged_by_model(anew).find_layer("entities")->size() > 0);
}

TEST_CASE("what the lists join stays joined where a model finds the names") {
    CHECK(
        entities_of(tagged_by_model("The US Federal Bureau of Investigation said so. The FBI denied it.")) ==
        entities_of(tagged("The US Federal Bureau of Investigation said so. The FBI denied it.")));
    const auto document = tagged_by_model("Microsoft Corp. grew. Analysts said Microsoft would grow again.");
    std::set<std::optional<std::int64_t>> entities;
    for (const auto row : *document.find_layer("entities")) entities.insert(row.integer("entity"));
    CHECK(entities.size() == 1);
}

TEST_CASE("a listed people stays one where a model that has not learnt peoples finds the same name") {
    const auto document = tagged_by_model("Many North Koreans left. Some North Koreans came back.");
    for (const auto row : *document.find_layer("entities")) CHECK(row.string("label") == "NORP");
}

TEST_CASE("one name has one label in a document") {
    const auto document = tagged_by_model(
        "Whitehouse said so on Monday. Officials of Whitehouse met. In Whitehouse nobody spoke, and Whitehouse "
        "was silent, as was Mr. Whitehouse.");
    std::set<std::string_view> labels;
    for (const auto row : *document.find_layer("entities"))
        if (row.text() == "Whitehouse") labels.insert(row.string("label"));
    CHECK(labels.size() == 1);
}

TEST_CASE("a document's names do not depend on the documents before it, with the model either") {
    const std::string text = "Paris fell. Vorhalt said so, and Okonjo agreed with Hua.";
    const auto alone = entities_of(tagged_by_model(text));
    tagged_by_model("Actress Valeska Paris met Mr. Okonjo and Hua Chunying in Vorhalt.");
    CHECK(entities_of(tagged_by_model(text)) == alone);
}

namespace {

// "PER Ann Lee (k1)|LOC Rome", with a list of the user's own, whose columns are name, label and key.
std::string with_list(const std::string& list, const std::string& text) {
    const quern::testing::TemporaryFolder folder;
    const auto file = folder.path() / "own.csv";
    std::ofstream(file) << "name,label,key\n" << list;
    StageRunner gazetteer("tag_gazetteer", "tag.gazetteer"), tag("tag_entities", "tag.entities");
    gazetteer.set("lists", std::vector<std::filesystem::path>{file});
    auto document = segmented(text);
    gazetteer.process(document);
    tag.process(document);
    std::string result;
    for (const auto row : *document.find_layer("entities")) {
        result += (result.empty() ? "" : "|") + std::string(row.string("label")) + " ";
        result += row.text();
        if (const auto key = row.string("key"); !key.empty()) result += " (" + std::string(key) + ")";
    }
    return result;
}

}  // namespace

TEST_CASE("names of the user's own lists stand in place of what the stage finds there, with their keys") {
    const std::string text = "Talks with Rome Weekly began. The Blue Door said so, and Blue Door grew.";
    CHECK(with_list("Rome Weekly,ORG,w1\nBlue Door,ORG,", text) ==
          "ORG Rome Weekly (w1)|ORG Blue Door|ORG Blue Door");
    CHECK(with_list("China Bistro,ORG,", "They ate at China Bistro near China.") ==
          "ORG China Bistro|LOC China (CN)");
}

TEST_CASE("a listed person's surname alone has the key of the full name") {
    CHECK(with_list("Zoltan Bartok,PER,p7", "Zoltan Bartok came. Later Bartok left.") ==
          "PER Zoltan Bartok (p7)|PER Bartok (p7)");
}

TEST_CASE("a listed name inside a longer one of its kind leaves it whole, and tells who it is where it can") {
    CHECK(with_list("Bartok,PER,b", "They met Zoltan Bartok there.") == "PER Zoltan Bartok (b)");
    CHECK(with_list("Zoltan,PER,z", "They met Zoltan Bartok there.") == "PER Zoltan Bartok");
    CHECK(with_list("Microsoft,ORG,m", "They sued Microsoft Corp. there.") == "ORG Microsoft Corp. (m)");
}

TEST_CASE("a listed name that the stage knows anyway keeps its facts and its other names") {
    CHECK(with_list("China,LOC,", "They left China.") == "LOC China (CN)");
    CHECK(with_list("United States,LOC,usa", "The U.S. left. The United States came back.") ==
          "LOC U.S. (usa)|LOC United States (usa)");
}

TEST_CASE("a person listed under two spellings is still found by the surname") {
    CHECK(with_list("Zoltan Bartok,PER,p1\nZ. Bartok,PER,p1",
                    "Zoltan Bartok came. Then Z. Bartok spoke.\n\nBartok left.") ==
          "PER Zoltan Bartok (p1)|PER Z. Bartok (p1)|PER Bartok (p1)");
}

TEST_CASE("listed names of kinds that are not wanted take no other name's place") {
    const quern::testing::TemporaryFolder folder;
    const auto file = folder.path() / "own.csv";
    std::ofstream(file) << "name,label\nBartok,loc\n";
    StageRunner gazetteer("tag_gazetteer", "tag.gazetteer"), tag("tag_entities", "tag.entities");
    gazetteer.set("lists", std::vector<std::filesystem::path>{file});
    const auto found = [&](StageRunner& tag) {
        auto document = segmented("They met Zoltan Bartok there.");
        gazetteer.process(document);
        tag.process(document);
        return entities_of(document);
    };
    CHECK(found(tag) == "LOC Bartok");
    tag.set("labels", std::vector<std::string>{"PER"});
    CHECK(found(tag) == "PER Zoltan Bartok");
}

TEST_CASE("spellings that a list gives one key are one entity") {
    const quern::testing::TemporaryFolder folder;
    const auto file = folder.path() / "own.csv";
    std::ofstream(file) << "name,label,key\nRiver Board,ORG,r\nWater Council,ORG,r\n";
    StageRunner gazetteer("tag_gazetteer", "tag.gazetteer"), tag("tag_entities", "tag.entities");
    gazetteer.set("lists", std::vector<std::filesystem::path>{file});
    auto document = segmented("The River Board met. The Water Council agreed.");
    gazetteer.process(document);
    tag.process(document);
    const auto* entities = document.find_layer("entities");
    REQUIRE(entities->size() == 2);
    CHECK((*entities)[0].integer("entity") == (*entities)[1].integer("entity"));
    CHECK((*entities)[0].string("by") == "list");
}

TEST_CASE("listed names whose label is none of names, or that have none, change nothing") {
    const std::string text = "They met Zoltan Bartok in Rome.";
    CHECK(with_list("Rome,TOPIC,t\nBartok,,b", text) == "PER Zoltan Bartok|LOC Rome");
}

TEST_CASE("given names of two syllables with a hyphen are whole, whatever the second means by itself") {
    for (const std::string name : {"Kim Jong-un", "Moon Jae-in", "Ban Ki-moon", "Lee Cheuk-yan"}) {
        const auto text = "They met " + name + " there. Then " + name + " left.";
        CHECK(entities(text) == "PER " + name + "|PER " + name);
        CHECK(entities_of(tagged_by_model(text)) == "PER " + name + "|PER " + name);
    }
    CHECK(entities("The old Seoul-based firm closed.") == "LOC Seoul");
    CHECK(entities("They met Zoltan Bartok-led teams.") == "PER Zoltan Bartok");
    CHECK(entities("An Angela Bush-fan came.") == "PER Angela Bush");
}

TEST_CASE("a name with a letter wrong once is the one that all others spell right") {
    CHECK(
        grouped(
            "He met Kim Jing Un. Then Kim Jong Un left. Aides of Kim Jong Un left too, and Mr. Un slept.") ==
        "Kim Jong Un: Kim Jing Un, Kim Jong Un, Kim Jong Un, Un");
    const auto are_two = [](const std::string& one, const std::string& other) {
        const auto document =
            tagged("They met " + one + ". Then they met " + other + ". Later " + other + " left.");
        const auto* rows = document.find_layer("entities");
        return rows->size() == 3 && (*rows)[0].integer("entity") != (*rows)[1].integer("entity");
    };
    CHECK(are_two("George H. Walters", "George W. Walters"));
    CHECK(are_two("Chan Wing Kei", "Chan Ming Kei"));
    CHECK(are_two("Maria del Carmen", "Mario del Carmen"));
    CHECK(are_two("John Smith", "Joan Smith"));
}

TEST_CASE("a name that other places share is the country only where its people or cities are told of") {
    const auto keys = [](const std::string& text) {
        std::set<std::string> keys;
        const auto document = tagged_by_model(text);
        for (const auto row : *document.find_layer("entities"))
            if (row.text() == "Georgia") keys.emplace(row.string("key"));
        return keys;
    };
    CHECK(keys("They moved to Georgia. Voters in Georgia agreed.") == std::set<std::string>{""});
    CHECK(keys("They moved to Georgia. The Georgian capital Tbilisi is old.") == std::set<std::string>{"GE"});
}

TEST_CASE("abbreviations of everyday things are no names") {
    CHECK(entities_of(tagged_by_model("The firm uses AI. Her VPN failed, said the CEO. AI is new.")).empty());
}

TEST_CASE("an acronym before a hyphen is found") {
    CHECK(entities("The UN-led talks failed.") == "ORG UN");
}
