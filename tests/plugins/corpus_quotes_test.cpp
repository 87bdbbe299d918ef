// SPDX-License-Identifier: MIT
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "told_quotations.hpp"

namespace {

using namespace quern;
using quern::testing::Quote;
using quern::testing::TableRow;
using quern::testing::ToldQuotations;

// Whether two documents that tell one quotation each are found to tell one saying.
bool are_one(const Quote& a, const Quote& b) {
    ToldQuotations corpus;
    corpus.add("a", {a});
    corpus.add("b", {b});
    const auto sayings = corpus.sayings();
    return sayings.size() == 1 && sayings[0].at("documents") == "2";
}

struct Pair {
    const char *what, *a, *b;
};

}  // namespace

TEST_CASE("a saying that several documents tell is one row, with who tells it when") {
    ToldQuotations corpus;
    corpus.add("c", {{"The ferry will sail again before the first snow falls,"}}, "2024-03-02", "The Herald");
    corpus.add("a", {{"The ferry will sail again before the first snow falls.", "Okafor"}},
               "2024-03-01T08:00:00Z", "The Gull");
    corpus.add("b", {{"The ferry will sail again before the first snow."}, {"Nobody asked the captain."}}, "",
               "The Gull");
    const auto sayings = corpus.sayings();
    REQUIRE(sayings.size() == 1);
    const auto& saying = sayings[0];
    CHECK(saying.at("number") == "1");
    CHECK(saying.at("text") == "The ferry will sail again before the first snow falls.");
    CHECK(saying.at("speaker") == "Angela Okafor");
    CHECK(saying.at("speakers") == "Angela Okafor (2); Okafor (1)");
    CHECK(saying.at("documents") == "3");
    CHECK(saying.at("tellings") == "3");
    CHECK(saying.at("outlets") == "2");
    CHECK(saying.at("first_date") == "2024-03-01T08:00:00Z");
    CHECK(saying.at("first_document") == "a");
    CHECK(saying.count("review") == 0);

    const auto tellings = corpus.rows("tellings");
    REQUIRE(tellings.size() == 3);
    CHECK(tellings[0].at("document") == "a");
    CHECK(tellings[0].at("speaker") == "Okafor");
    CHECK(tellings[0].at("saying") == "1");
    CHECK(tellings[0].at("quote") == "0");
    CHECK(tellings[0].at("begin") == "0");
    CHECK(tellings[0].at("end") == "54");
    CHECK(tellings[0].count("differs") == 0);
    CHECK(tellings[1].at("document") == "c");
    CHECK(tellings[1].at("published") == "2024-03-02");
    CHECK(tellings[1].at("outlet") == "The Herald");
    CHECK(tellings[2].at("document") == "b");  // without a date: last
    CHECK(tellings[2].at("differs") == "[-falls-]");
}

TEST_CASE("places are code points, also where letters have several bytes") {
    ToldQuotations corpus;
    for (const auto* id : {"a", "b"})
        corpus.add(id,
                   {{"Žluťoučký kůň úpěl."}, {"The müller's old wheel turns by night. | Nobody knows why."}});
    corpus.finish();
    const auto tellings = corpus.rows("tellings");
    REQUIRE(tellings.size() == 4);
    for (const auto& telling : tellings)
        if (telling.at("quote") == "1") {
            CHECK(telling.at("begin") == "20");
            CHECK(telling.at("end") == "76");
            CHECK(telling.at("text") == "The müller's old wheel turns by night. … Nobody knows why.");
        }
}

TEST_CASE("tellings of one utterance are joined") {
    const auto pair = GENERATE(values<Pair>({
        {"told alike", "We never signed that contract with the shipyard.",
         "We never signed that contract with the shipyard."},
        {"another form of a word", "The theft of the bronze horse has not been proved yet.",
         "The theft of the bronze horse has not been proven yet."},
        {"styles of marks", "The mayor's office didn't re-open the 'old' case file.",
         "The mayor’s office didn’t reopen the “old” case file."},
        {"capitals and a closing comma", "Every lantern in the valley went dark at once,",
         "every lantern in the valley went dark at once."},
        {"a ligature and a no-break space",
         "The ﬁrst ﬂood\u00a0took the mill and the second took the bridge.",
         "The first flood took the mill and the second took the bridge."},
        {"cut at the end", "We will rebuild the bridge with stone, and the children will choose the colour.",
         "We will rebuild the bridge with stone."},
        {"cut at the beginning", "As I told the council in spring, the quarry is poisoning the river.",
         "the quarry is poisoning the river"},
        {"two sentences, one of them told",
         "The harvest is lost. No insurer will pay for the flooded barley.",
         "No insurer will pay for the flooded barley."},
        {"split by the attribution", "The tunnel was dug by hand, | and no engineer ever looked at it.",
         "The tunnel was dug by hand, and no engineer ever looked at it."},
        {"joined from two", "The roof leaks in every classroom. | The buckets are older than the teachers.",
         "The buckets are older than the teachers. The roof leaks in every classroom."},
        {"turned round", "Until the ministry answers, the nurses will not return to the wards.",
         "The nurses will not return to the wards until the ministry answers."},
        {"reworded a little", "Somebody left the vault open and the alarm switched off.",
         "Someone had left the vault open with the alarm switched off."},
        {"a word left out", "The reporting is not trustworthy at all, and the source is a rival.",
         "The reporting is not trustworthy all, and the source is a rival."},
        {"contractions", "We have not sold the orchard and we will not sell the cider press.",
         "We haven't sold the orchard and we won't sell the cider press."},
        {"numbers as words", "For sixty years we have carried water up that hill.",
         "For 60 years we have carried water up that hill."},
        {"a sum in two styles", "The repair of the dam costs £40m every winter.",
         "The repair of the dam costs £40 million every winter."},
        {"a closing mark that is missing: the text runs on",
         "The gate stays shut until the wages are paid. She then walked back to the gate where forty "
         "colleagues were waiting in the rain with soup and blankets.",
         "The gate stays shut until the wages are paid."},
        {"another way to negate", "A river does not need a passport, and no customs officer may stop it.",
         "A river needs no passport, and no customs officer may stop it."},
    }));
    CAPTURE(pair.what, pair.a, pair.b);
    CHECK(are_one({pair.a}, {pair.b}));
    CHECK(are_one({pair.b}, {pair.a}));
}

TEST_CASE("quotations that are only like each other are not joined") {
    const auto pair = GENERATE(values<Pair>({
        {"another number", "At least 10 people died when the pier collapsed.",
         "At least 12 people died when the pier collapsed."},
        {"another number, as a word", "We have lost twelve boats in the storm this winter.",
         "We have lost twenty boats in the storm this winter."},
        {"another sum", "The company owes the village 4.5 million for the poisoned wells.",
         "The company owes the village 45 million for the poisoned wells."},
        {"another name", "We will open a new clinic near the harbour in Lagos this year.",
         "We will open a new clinic near the harbour in Accra this year."},
        {"another name in front", "Lagos will build a new school for the children of the harbour district.",
         "Accra will build a new school for the children of the harbour district."},
        {"another day", "The nurses of the northern clinic will stop work at noon on Tuesday.",
         "The nurses of the northern clinic will stop work at noon on Friday."},
        {"a negation", "We knew about the cracks in the dam wall.",
         "We did not know about the cracks in the dam wall."},
        {"a negation far off", "The witness has told the court that the driver saw the red signal.",
         "The witness has never told the court that the driver saw the red signal."},
        {"a claim and its denial", "The minister took money from the quarry owners.",
         "It is a lie that the minister took money from the quarry owners."},
        {"a denial behind the claim", "The council sold the park to a developer.",
         "That the council sold the park to a developer is simply untrue."},
        {"the same beginning, another end", "We have to make sure that the farmers can water their fields.",
         "We have to make sure that the farmers can sell their milk."},
        {"the same long beginning, another end",
         "The president promised the people of this valley a new school.",
         "The president promised the people of this valley a new railway line."},
        {"a question and its answer", "Did the inspector close the old furnace on Monday?",
         "The inspector did close the old furnace on Monday."},
        {"a short phrase", "Thank you very much.", "Thank you very much."},
        {"a short phrase in two longer ones", "No comment. The trial of the smugglers begins in May.",
         "No comment. Our lawyers are reading the verdict."},
        {"words that all use", "We are where we are and it is what it is.",
         "We are where we are and it is what it is."},
        {"one word", "Nonsense!", "Nonsense!"},
        {"a topic", "The budget for the hospital is too small.",
         "The hospital has hired forty new surgeons."},
    }));
    CAPTURE(pair.what, pair.a, pair.b);
    CHECK_FALSE(are_one({pair.a}, {pair.b}));
    CHECK_FALSE(are_one({pair.b}, {pair.a}));
}

TEST_CASE("a string in marks inside a mixed quotation is a telling of the whole") {
    const Quote whole{"Look, the museum will return the stolen drums, and the kings will dance for us."};
    CHECK(are_one(whole, {"that the plan of the past year stands, that staff are informed and that "
                          "{the museum will return the stolen drums} once a lorry can be found",
                          "Angela Okafor", "mixed"}));
    CHECK(are_one({"the museum will return the stolen drums", "Angela Okafor", "indirect"}, whole));
    // Of a word or two nobody knows whose they are.
    CHECK_FALSE(are_one(whole, {"called the visit {stolen drums} of a kind", "Angela Okafor", "mixed"}));
}

TEST_CASE("the same words of two people are two rows that name each other") {
    const std::string words =
        "The island stands against all smuggling of rare birds, whoever pays the hunters.";
    ToldQuotations corpus;
    corpus.add("a", {{words, "Hana Lim"}});
    corpus.add("b", {{words, "Hana Lim"}});
    corpus.add("c", {{words, "Pablo Ortega"}});
    const auto sayings = corpus.sayings();
    REQUIRE(sayings.size() == 2);
    CHECK(sayings[0].at("speaker") == "Hana Lim");
    CHECK(sayings[0].at("documents") == "2");
    CHECK(sayings[0].at("review") == "2 Pablo Ortega");
    CHECK(sayings[1].at("documents") == "1");
    CHECK(sayings[1].at("review") == "1 Hana Lim");
}

TEST_CASE("a stock phrase is nobody's, however often it is said") {
    const auto said = [](const std::string& phrase) {
        ToldQuotations corpus;
        int number = 0;
        for (const auto* speaker : {"Hana Lim", "Pablo Ortega", "Ines Moreau", "Tunde Bello"})
            for (int i = 0; i < 2; ++i) corpus.add(std::to_string(number++), {{phrase, speaker}});
        return corpus.sayings();
    };
    CHECK(said("Our thoughts and prayers are with the families.").empty());
    CHECK(said("Thank you very much.").empty());
    CHECK(said("No comment.").empty());
}

TEST_CASE("who is told in another way may be the same speaker, and another name is another") {
    const std::string words = "The lighthouse keeper burned the letters in the stove that very night.";
    const auto as = [&](const char* name, const char* kind = "named", const char* key = "") {
        return Quote{words, name, "direct", kind, key};
    };
    CHECK(are_one(as("Hua Chunying"), as("Chunying")));
    CHECK(are_one(as("Hua Chunying"), as("Hua")));
    CHECK(are_one(as("J. Okafor"), as("John Okafor")));
    CHECK(are_one(as("Björn Þorvaldsson"), as("Bjorn Þorvaldsson")));
    CHECK(are_one(as("Sean O’Dell-Reyes"), as("Sean O'Dell Reyes")) == false);  // a hyphen makes one word
    CHECK(are_one(as("Mr. Okafor"), as("John Okafor")));
    CHECK(are_one(as("Bill", "named", "Q1"), as("William Jefferson", "named", "Q1")));
    CHECK(are_one(as("John Okafor"), as("the mayor", "described")));
    CHECK(are_one(as("John Okafor"), as("")));
    CHECK(are_one(as(""), as("")));
    CHECK(are_one(as("Ministry of Health", "collective"), as("the ministry", "collective")));
    CHECK(are_one(as("FBI", "collective"), as("Federal Bureau of Investigation", "collective")));
    CHECK_FALSE(are_one(as("John Okafor"), as("Angela Okafor")));
    CHECK_FALSE(are_one(as("Peru", "collective"), as("Chile", "collective")));
}

TEST_CASE("who is not named joins the only name, and stands alone beside two") {
    const std::string words = "The lighthouse keeper burned the letters in the stove that very night.";
    ToldQuotations corpus;
    corpus.add("a", {{words, "Hana Lim"}});
    corpus.add("b", {{words, "", "direct", ""}});
    REQUIRE(corpus.sayings().size() == 1);
    CHECK(corpus.rows("sayings")[0].at("speaker") == "Hana Lim");

    ToldQuotations two;
    two.add("a", {{words, "Hana Lim"}});
    two.add("b", {{words, "", "direct", ""}});
    two.add("c", {{words, "Pablo Ortega"}});
    const auto sayings = two.sayings();
    REQUIRE(sayings.size() == 3);
    for (const auto& saying : sayings) CHECK(saying.at("documents") == "1");
    CHECK(std::any_of(sayings.begin(), sayings.end(), [](const TableRow& saying) {
        return saying.count("speaker") == 0 && saying.at("review").find("Hana Lim") != std::string::npos;
    }));

    // Few words of somebody unknown may be anybody's.
    CHECK(are_one({"The harvest is lost again."}, {"The harvest is lost again."}) == false);
    CHECK(are_one({"The barley harvest is lost again."}, {"The barley harvest is lost again."}));
    CHECK_FALSE(are_one({"The barley harvest is lost again."}, {"The barley harvest is lost again.", ""}));
}

TEST_CASE("what differs from the saying is told word by word") {
    const auto differs = [](const std::string& usual, const std::string& other) {
        ToldQuotations corpus;
        for (const auto* id : {"a", "b", "c"}) corpus.add(id, {{usual}});
        corpus.add("d", {{other}});
        corpus.finish();
        const auto tellings = corpus.rows("tellings");
        REQUIRE(tellings.size() == 4);
        for (int i = 0; i < 3; ++i) CHECK(tellings[static_cast<std::size_t>(i)].count("differs") == 0);
        return tellings[3].count("differs") ? tellings[3].at("differs") : "";
    };
    CHECK(differs("The theft of the bronze horse has not been proved yet.",
                  "The theft of the bronze horse has not been proven yet,") == "[-proved-] {+proven+}");
    CHECK(differs("This rumour is not trustworthy at all, the source is a rival.",
                  "This rumour is not trustworthy all, the source is a rival.") == "[-at-]");
    CHECK(differs("The mayor's office didn't re-open the case file again.",
                  "the mayor’s office didn’t reopen the case file again")
              .empty());
    CHECK(differs("Every lantern went dark at once.", "Every lantern in the valley went dark at once.") ==
          "{+in the valley+}");
    CHECK(differs("The ferry will sail again before the first snow falls on the northern islands.",
                  "The ferry will sail again before the first snow falls.") == "[-…-]");
    CHECK(differs("The ferry will sail again before the first snow falls.",
                  "As I said, the ferry will sail again before the first snow falls.") == "{+As I said+}");
}

TEST_CASE("the saying's text is what most tell, in direct speech where there is any") {
    ToldQuotations corpus;
    corpus.add(
        "a", {{"I have always said that the old mill belongs to the village, and I am proud of the roof."}});
    corpus.add("b", {{"The old mill belongs to the village."}});
    corpus.add("c", {{"The old mill belongs to this village."}});
    corpus.add("d", {{"that the old mill belonged to the village", "Angela Okafor", "indirect"}});
    corpus.add("e", {{"that the old mill belonged to the village", "Angela Okafor", "indirect"}});
    const auto sayings = corpus.sayings();
    REQUIRE(sayings.size() == 1);
    CHECK(sayings[0].at("text") == "The old mill belongs to the village.");
    CHECK(sayings[0].at("documents") == "5");
}

TEST_CASE("options: the least share of words, the kinds, the least documents, the most quotations") {
    const Quote one{"The council voted to close the old bridge after the flood."};
    const Quote other{"The council voted to repair the old bridge after the flood."};
    CHECK(are_one(one, other));
    ToldQuotations strict;
    strict.run.set("threshold", 0.9);
    strict.add("a", {one});
    strict.add("b", {other});
    CHECK(strict.sayings().empty());

    ToldQuotations direct;
    direct.run.set("kinds", std::vector<std::string>{"direct"});
    direct.add("a", {one});
    direct.add("b", {{one.text, "Angela Okafor", "indirect"}});
    CHECK(direct.sayings().empty());

    ToldQuotations wrong;
    wrong.run.set("kinds", std::vector<std::string>{"shouted"});
    CHECK_THROWS_WITH(wrong.add("a", {one}), Catch::Contains("shouted"));

    ToldQuotations all;
    all.run.set("least_documents", 1);
    all.add("a", {one, {"Nobody asked the captain of the ferry."}});
    all.add("b", {one});
    const auto sayings = all.sayings();
    REQUIRE(sayings.size() == 2);
    CHECK(sayings[0].at("documents") == "2");
    CHECK(sayings[1].at("documents") == "1");

    ToldQuotations few;
    few.run.set("most", std::int64_t{2});
    for (const auto* id : {"a", "b", "c"}) few.add(id, {one});
    const auto rows = few.sayings();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].at("documents") == "2");
    CHECK(rows[1].at("tellings") == "1");
    CHECK(rows[1].count("text") == 0);
}

TEST_CASE("a document that tells a saying twice counts once") {
    ToldQuotations corpus;
    const Quote quote{"The ferry will sail again before the first snow falls."};
    corpus.add("a", {quote, quote});
    CHECK(corpus.sayings().empty());
    ToldQuotations two;
    two.add("a", {quote, quote});
    two.add("b", {quote});
    const auto sayings = two.sayings();
    REQUIRE(sayings.size() == 1);
    CHECK(sayings[0].at("documents") == "2");
    CHECK(sayings[0].at("tellings") == "3");
}

TEST_CASE("the order of the documents changes nothing") {
    const std::vector<std::string> openings{
        "The harvest of the valley is lost", "No insurer will pay for the barley",
        "The council sold the quarry to its own lawyer", "Every lantern in the harbour went dark"};
    const std::vector<std::string> endings{"", " after the storm", " and nobody was told of it",
                                           ", the farmers of the lower villages say"};
    const std::vector<std::string> speakers{"Angela Okafor", "Okafor", "Hana Lim", "", "Pablo Ortega"};
    std::mt19937 random(11);
    const auto pick = [&](const auto& from) { return from[random() % from.size()]; };
    std::vector<Document> documents;
    for (int i = 0; i < 60; ++i) {
        std::vector<Quote> quotes;
        for (auto left = random() % 3 + 1; left > 0; --left) {
            quotes.push_back({pick(openings) + pick(endings) + ". " + pick(openings) + '.', pick(speakers)});
            if (random() % 4 == 0) quotes.back().kind = "indirect";
        }
        documents.push_back(quern::testing::telling_document("d" + std::to_string(i), quotes));
        if (random() % 2 == 0)
            documents.back().metadata.set("published", "2024-01-0" + std::to_string(random() % 9 + 1));
    }
    std::vector<TableRow> sayings, tellings;
    for (int round = 0; round < 4; ++round) {
        ToldQuotations corpus;
        for (const auto& document : documents) corpus.add(document);
        corpus.finish();
        if (round == 0) {
            sayings = corpus.rows("sayings");
            tellings = corpus.rows("tellings");
            CHECK(sayings.size() > 2);
        }
        CHECK(corpus.rows("sayings") == sayings);
        CHECK(corpus.rows("tellings") == tellings);
        std::shuffle(documents.begin(), documents.end(), random);
    }
}

TEST_CASE("other languages are compared by all their words, and those without spaces by pairs of letters") {
    CHECK(are_one({"Мы никогда не подписывали этот договор с верфью."},
                  {"«Мы никогда не подписывали этот договор с верфью»"}));
    CHECK_FALSE(are_one({"Мы никогда не подписывали этот договор с верфью."},
                        {"Урожай в долине погиб, и страховщики не заплатят."}));
    CHECK(are_one({"我们从来没有和那家造船厂签过这份合同。"}, {"我们从来没有和那家造船厂签过这份合同"}));
    CHECK(are_one({"我们从来没有和那家造船厂签过这份合同,村里的人都知道。"},
                  {"我们从来没有和那家造船厂签过这份合同"}));
    CHECK_FALSE(are_one({"我们从来没有和那家造船厂签过这份合同。"}, {"今年山谷里的大麦全部被洪水冲走了。"}));
    CHECK(are_one({"เราไม่เคยลงนามในสัญญากับอู่ต่อเรือแห่งนั้น"}, {"เราไม่เคยลงนามในสัญญากับอู่ต่อเรือแห่งนั้น"}));
    CHECK_FALSE(are_one({"谢谢"}, {"谢谢"}));
}

TEST_CASE("texts without words, and empty documents, are no sayings and do no harm") {
    ToldQuotations corpus;
    corpus.run.set("least_documents", 1);
    for (const auto* text :
         {"", " ", "…", "!?", "\"\"", "— — —", "🙂🙂", "a", "not", "the", "42", "'", "-", "n't"})
        corpus.add("d", {{text}, {text, ""}});
    corpus.add("empty", {});
    const auto sayings = corpus.sayings();
    // Of all of them one holds a word that is compared, told of somebody and of nobody.
    REQUIRE(sayings.size() == 2);
    for (const auto& saying : sayings) {
        CHECK(saying.at("text") == "42");
        CHECK(saying.at("documents") == "1");
    }
}

TEST_CASE("a quotation of ten megabytes is compared as far as it is read, and shown cut") {
    std::string text = "The harvest of the valley is lost and no insurer will pay for the barley. ";
    std::mt19937 random(3);
    while (text.size() < 10'000'000)
        text += "word" + std::to_string(random() % 100'000) + (random() % 9 ? " " : ". ");
    ToldQuotations corpus;
    corpus.add("a", {{text}});
    corpus.add("b", {{text}});
    corpus.add("c", {{"The harvest of the valley is lost and no insurer will pay for the barley."}});
    corpus.add("d", {{std::string(5'000'000, 'x')}});
    corpus.add("e", {{std::string(5'000'000, '.')}});
    const auto sayings = corpus.sayings();
    REQUIRE(sayings.size() == 1);
    CHECK(sayings[0].at("documents") == "3");
    for (const auto& telling : corpus.rows("tellings")) {
        CHECK(telling.at("text").size() < 1100);
        if (telling.at("document") != "c") CHECK(telling.at("text").ends_with("…"));
    }
}

TEST_CASE(
    "a hundred thousand equal quotations, and as many of one form by different speakers, take no long time") {
    const std::string words = "The lighthouse keeper burned the letters in the stove that very night.";
    constexpr int documents = 1000, quotations = 100;
    ToldQuotations equal, spoken;
    for (int d = 0; d < documents; ++d) {
        std::vector<Quote> same(quotations, Quote{words}), others;
        for (int q = 0; q < quotations; ++q)
            others.push_back(
                {words, "Given" + std::to_string(q % 10) + " Family" + std::to_string(d * quotations + q)});
        equal.add(std::to_string(d), same);
        spoken.add(std::to_string(d), others);
    }
    const auto sayings = equal.sayings();
    REQUIRE(sayings.size() == 1);
    CHECK(sayings[0].at("tellings") == "100000");
    CHECK(sayings[0].at("documents") == "1000");
    CHECK(spoken.sayings().empty());  // a stock phrase
}
