// SPDX-License-Identifier: MIT
// What the cleaners know of bylines, dates and headlines.
#include <catch2/catch.hpp>

#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <quern/error.hpp>

#include "press/byline.hpp"
#include "press/dates.hpp"
#include "press/headline.hpp"
#include "press/phrases.hpp"
#include "press/words.hpp"
#include "temporary_folder.hpp"

namespace {

std::string authors(const std::string& line) {
    press::Byline byline;
    return press::read_byline(line, byline) ? press::join_authors(byline.authors) : std::string();
}

std::string date(const std::string& line) {
    const auto found = press::find_date(line);
    return found ? found->iso : std::string();
}

using Cases = std::vector<std::pair<std::string, std::string>>;

}  // namespace

TEST_CASE("a byline gives its names without roles, places and dates") {
    const Cases cases{
        {"By Ann Bell", "Ann Bell"},
        {"By Ann Bell and Carl Dorn", "Ann Bell; Carl Dorn"},
        {"By Ann Bell, Carl Dorn, and Eve Fox", "Ann Bell; Carl Dorn; Eve Fox"},
        {"By Ann Bell, Staff Writer", "Ann Bell"},
        {"By ANN BELL AND CARL DORN", "Ann Bell; Carl Dorn"},
        {"By Ann Bell in Oslo", "Ann Bell"},
        {"Text: Ann Bell @", "Ann Bell"},
        {"Written by Ann Bell @annbell", "Ann Bell"},
        {"by Ann van der Bell | 3 May 2020", "Ann van der Bell"},
        {"Written by Ann Bell, Senior Reporter May 3, 2020", "Ann Bell"},
        {"Posted by Ann Bell on May 3rd, 2020", "Ann Bell"},
        {"ByAnn Bell", "Ann Bell"},
        {"By Reuters", "Reuters"},
        {"Author: Ann Bell", "Ann Bell"},
        {"Reporter: Ann Bell", "Ann Bell"},
        {"Words by Ann Bell Drawings by Carl Dorn", "Ann Bell"},
        {"By Siobhán Ní Dhuibhne", "Siobhán Ní Dhuibhne"},
    };
    for (const auto& [line, expected] : cases) {
        CAPTURE(line);
        CHECK(authors(line) == expected);
    }
}

TEST_CASE("prose that begins like a byline is none") {
    for (const std::string line :
         {"By Monday the water had gone.", "By far the largest town has no port",
          "By the time they came, it was over.", "By Christmas, the town was empty and the shops were shut.",
          "Text messages were sent to thousands of people.", "Bystanders looked on.", "Words fail me.",
          "By 2020 the river was dry."}) {
        CAPTURE(line);
        CHECK(authors(line).empty());
    }
}

TEST_CASE("a date line is read, its time only with a zone") {
    const Cases cases{
        {"Dec 21, 2014 09:32 AM EST", "2014-12-21T09:32:00-05:00"},
        {"Published 3:04 p.m. ET Jan. 22, 2014", "2014-01-22T15:04:00-05:00"},
        {"July 2, 2014 at 3:04 p.m. ET", "2014-07-02T15:04:00-04:00"},
        {"November 2, 2014 at 3:04 p.m. ET", "2014-11-02"},
        {"2 March 2022 11:48 GMT", "2022-03-02T11:48:00Z"},
        {"December 20, 2023, 2:41pm", "2023-12-20"},
        {"23.12.2014", "2014-12-23"},
        {"13/4/2020", "2020-04-13"},
        {"4/13/2020", "2020-04-13"},
        {"3/4/2020", "2020-03-04"},
        {"21st of December 2014", "2014-12-21"},
        {"Posted: 03-Aug-2022 in News", "2022-08-03"},
        {"Friday 15 Sep 2023", "2023-09-15"},
        {"31/31/2020", ""},
        {"30 February 2020", ""},
        {"in 2020 some 300 people", ""},
    };
    for (const auto& [line, expected] : cases) {
        CAPTURE(line);
        CHECK(date(line) == expected);
    }
}

TEST_CASE("a line that holds nothing but a date is told from one that tells more") {
    CHECK(press::find_date("Last updated on Monday 3 May 2020 at 10:15 am GMT")->alone);
    CHECK(press::find_date("Last updated on Monday 3 May 2020")->updated);
    CHECK_FALSE(press::find_date("The dam was opened on 3 May 2020")->alone);
    CHECK_FALSE(press::find_date("3 May 2020 / updated 2 hours ago")->updated);
}

TEST_CASE("dates of the many kinds in markup get one form") {
    const Cases cases{
        {"2023-12-21T10:22:33.123+0000", "2023-12-21T10:22:33Z"},
        {"2023-12-21T10:22+01:00", "2023-12-21T10:22:00+01:00"},
        {"2023-12-21T10:22:33-05", "2023-12-21T10:22:33-05:00"},
        {"2023-12-21 10:22:33", "2023-12-21"},
        {"20231221", "2023-12-21"},
        {"Thu, 21 Dec 2023 10:22:33 GMT", "2023-12-21T10:22:00Z"},
        {"2023-13-21", ""},
        {"2023-02-31T99:99:99+99:99", ""},
        {"2023-02-29", ""},
        {"1900-02-29", ""},
        {"2000-02-29", "2000-02-29"},
        {"2024-02-29T10:22:33Z", "2024-02-29T10:22:33Z"},
        {"20230431", ""},
        {"30 February 2023", ""},
        {"2023-12-21T24:00:00Z", "2023-12-21"},
        {"2023-12-21T10:60:00Z", "2023-12-21"},
        {"2023-12-21T10:22:61Z", "2023-12-21"},
        {"2023-12-21T10:22:60Z", "2023-12-21T10:22:60Z"},
        {"2023-12-21T10:22:33+15:00", "2023-12-21"},
        {"2023-12-21T10:22:33+13:60", "2023-12-21"},
        {"2023-12-21T10:22:33+14:59", "2023-12-21T10:22:33+14:59"},
        {"yesterday", ""},
        {"", ""},
    };
    for (const auto& [value, expected] : cases) {
        CAPTURE(value);
        CHECK(press::normal_date(value) == expected);
    }
}

TEST_CASE("the site and the section are cut from a page's title") {
    struct Case {
        std::string title, headline, site, published;
    };
    const std::vector<Case> cases{
        {"Why the bridge fell | World| News in depth | KLM | 23.12.2014", "Why the bridge fell", "KLM",
         "2014-12-23"},
        {"Bridge falls in Ostrow after storm - The Ostrow Courier", "Bridge falls in Ostrow after storm",
         "The Ostrow Courier", ""},
        {"Ostrow bridge – what we know so far", "Ostrow bridge – what we know so far", "", ""},
        {"Opinion | What the river took from all of us - The Courier", "What the river took from all of us",
         "The Courier", ""},
        {"A bridge falls", "A bridge falls", "", ""},
        {"", "", "", ""},
    };
    for (const auto& [title, headline, site, published] : cases) {
        CAPTURE(title);
        const auto split = press::split_title(title);
        CHECK(split.headline == headline);
        CHECK(split.site == site);
        CHECK(split.published == published);
    }
}

TEST_CASE("a line that prints the headline decides what of the title it is") {
    const auto split = press::split_title("Courier - Ostrow bridge – what we know",
                                          {"Ostrow bridge – what we know", "Courier"});
    CHECK(split.headline == "Ostrow bridge – what we know");
    CHECK(split.site == "Courier");
}

TEST_CASE("headlines are the same whatever their marks") {
    CHECK(press::same_headline("U.S. won’t pay for China's dam", "US won't pay for China’s dam"));
    CHECK(press::same_headline("A very long headline about the dam and the wa…",
                               "A very long headline about the dam and the water"));
    CHECK_FALSE(press::same_headline("U.S. will not pay", "China will pay for the dam"));
}

TEST_CASE("a word is the same wherever in a line it stands") {
    const std::string text =
        "The U.S. won't pay 3.4 million@once, O’Neill's Ærøskøbing-Fähre said on 1 May 2020; "
        "internationalisation ©2020 ALL NATO";
    const auto at_once = press::split_words(text);
    std::vector<std::string> seen;
    for (const auto& word : at_once) seen.push_back(text.substr(word.begin, word.end - word.begin));
    CHECK(seen == std::vector<std::string>{
                      "The",     "U.S",  "won't", "pay",       "3",          "4",
                      "million", "@",    "once",  "O’Neill's", "Ærøskøbing", "Fähre",
                      "said",    "on",   "1",     "May",       "2020",       "internationalisation",
                      "©",       "2020", "ALL",   "NATO"});
    for (std::size_t indent = 1; indent < 140; ++indent) {
        CAPTURE(indent);
        const auto words = press::split_words(std::string(indent, ' ') + text);
        REQUIRE(words.size() == at_once.size());
        for (std::size_t i = 0; i < words.size(); ++i) {
            CHECK(words[i].hash == at_once[i].hash);
            CHECK(words[i].begin == at_once[i].begin + indent);
            CHECK(words[i].end == at_once[i].end + indent);
            CHECK(words[i].capital == at_once[i].capital);
            CHECK(words[i].number == at_once[i].number);
            CHECK(words[i].upper == at_once[i].upper);
        }
    }
    CHECK(at_once[0].hash == press::hash_of("the"));
    CHECK(at_once[1].hash == press::hash_of("us"));
    CHECK(at_once[17].hash == press::hash_of("internationalisation"));
    CHECK(at_once[21].upper);
    CHECK_FALSE(at_once[0].upper);
}

TEST_CASE("capital letters of any script are folded, and told from small ones") {
    const auto same = [](std::string_view shouted, std::string_view small) {
        CAPTURE(shouted);
        const auto words = press::split_words(shouted);
        REQUIRE(words.size() == 1);
        CHECK(words[0].hash == press::hash_of(small));
        CHECK(words[0].capital);
        CHECK(words[0].upper);
        CHECK(press::folded(shouted) == small);
        const auto beside = press::split_words(small);
        CHECK(beside[0].hash == words[0].hash);
        CHECK_FALSE(beside[0].capital);
    };
    same("COMENTÁRIOS", "comentários");
    same("ÉCOUTER", "écouter");
    same("КОММЕНТАРИИ", "комментарии");
    same("ΣΧΌΛΙΟΣ", "σχόλιοσ");
    CHECK(press::split_words("σχόλιος")[0].hash == press::hash_of("σχόλιοσ"));
    CHECK(press::split_words("ABC中文")[0].upper);
    CHECK(press::split_words("E\u0301COUTER")[0].upper);
    same("ÜBER", "über");
    CHECK_FALSE(press::split_words("Über")[0].upper);
    CHECK(press::folded("Ein\xC3") == "ein\xC3");
}

TEST_CASE("a sentence ends by the marks of any script, behind which quotation marks may close") {
    for (const std::string line :
         {"It sank.", "It sank!", "“It sank.”", "船沉了。", "「船沉了。」", "هل غرقت؟", "जहाज डूब गया।"})
        CHECK(press::ends_sentence(line));
    for (const std::string line : {"It sank", "It sank:", "船沉了", "It sank 。 here"})
        CHECK_FALSE(press::ends_sentence(line));
}

TEST_CASE("white space of all kinds goes from both ends, whatever a byte is signed as") {
    CHECK(press::trimmed("\u00A0It sank\u00A0") == "It sank");
    CHECK(press::trimmed("\uFEFF \u200BIt sank\u3000\t") == "It sank");
    CHECK(press::trimmed("«It sank»") == "«It sank»");
    CHECK(press::trimmed(" \u00A0 ").empty());
}

TEST_CASE("phrases of one anchor are told apart, and where there are none none is found") {
    const quern::testing::TemporaryFolder folder;
    const press::Phrases phrases(folder.write(
        "debris.txt",
        "[control]\nread the newsletter\n[prompt]\nget the newsletter\n[related]\n^the newsletter$\n"));
    std::vector<std::uint32_t> room;
    const auto find = [&](std::string_view line) {
        return phrases.find(line, press::split_words(line), room);
    };
    CHECK(find("Read the newsletter") == press::control);
    CHECK(find("Get the newsletter, read the newsletter") == (press::control | press::prompt));
    CHECK(find("The newsletter") == press::related);
    CHECK(find("the newsletter sank") == 0);
    CHECK(press::Phrases().find("The newsletter", press::split_words("The newsletter"), room) == 0);
}

TEST_CASE("phrases are found by words, bound to the ends of the line where they say so") {
    quern::testing::TemporaryFolder folder;
    const auto file = folder.path() / "phrases.txt";
    std::ofstream(file)
        << "; a comment\n[control]\n^share$\n^# comments\n^# / #$\n[prompt]\nsign up for our\nthe * newsletter\n[credit]\n^foto :\n";
    const press::Phrases phrases(file);
    std::vector<std::uint32_t> anchors;
    const auto find = [&](std::string_view line) {
        return phrases.find(line, press::split_words(line), anchors);
    };
    CHECK(find("Share") == press::control);
    CHECK(find("Share it") == 0);
    CHECK(find("12 Comments") == press::control);
    CHECK(find("All 12 comments") == 0);
    CHECK(find("Please sign up for our letter.") == press::prompt);
    CHECK(find("Read the morning newsletter") == press::prompt);
    CHECK(find("the newsletter") == 0);
    CHECK(find("newsletter") == 0);
    CHECK(find("3 / 12") == press::control);
    CHECK(find("3 / 12 ferries") == 0);
    CHECK(find("") == 0);
    CHECK(find("Foto: Ann Bell") == press::credit);
    CHECK(find("FOTO : Ann Bell") == press::credit);
    CHECK(find("Foto Ann: Bell") == 0);
}

TEST_CASE("a wrong phrase file is refused with its line") {
    quern::testing::TemporaryFolder folder;
    const auto refused = [&](const std::string& content) {
        const auto file = folder.path() / "phrases.txt";
        std::ofstream(file) << content;
        try {
            press::Phrases phrases(file);
        } catch (const quern::Error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    CHECK(refused("[control]\n# / #$\n").find("phrases.txt:2: a phrase without a word wants ^ in front") !=
          std::string::npos);
    CHECK(refused("[nothing]\nshare\n").find("phrases.txt:1: no section is called [nothing]") !=
          std::string::npos);
    CHECK(refused("share\n").find("phrases.txt:1: a phrase stands above the first section") !=
          std::string::npos);
    CHECK(refused("[control]\n* share\n").find("phrases.txt:2: ") != std::string::npos);
}
