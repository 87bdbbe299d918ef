// SPDX-License-Identifier: MIT
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <quern/testing.hpp>

#include "temporary_folder.hpp"

namespace {

using quern::testing::StageRunner;
using quern::testing::text_document;

struct Date {
    std::string text, value, granularity;
};

std::vector<Date> dates(StageRunner& run, const std::string& text, const std::string& published) {
    auto document = text_document(text);
    document.metadata.set("published", published);
    run.process(document);
    std::vector<Date> found;
    for (const auto row : *document.find_layer("dates"))
        found.push_back({std::string(row.text()), std::string(row.string("value")),
                         std::string(row.string("granularity"))});
    return found;
}

StageRunner& stage() {
    static StageRunner run("tag_dates", "tag.dates");
    return run;
}

std::vector<Date> dates(const std::string& text, const std::string& published = "2015-09-23") {
    return dates(stage(), text, published);
}

struct Case {
    const char *text, *date, *value;
};

// Each text has one date.
void check(const std::vector<Case>& cases, const std::string& published) {
    for (const auto& one : cases) {
        INFO(one.text << ", published " << published);
        const auto found = dates(one.text, published);
        REQUIRE(found.size() == 1);
        CHECK(found[0].text == one.date);
        CHECK(found[0].value == one.value);
    }
}

}  // namespace

TEST_CASE("dates in full need no date of the document") {
    check(
        {
            {"Posted Dec 21, 2014 09:32 AM EST by the desk", "Dec 21, 2014 09:32 AM EST",
             "2014-12-21T09:32-05:00"},
            {"Posted 21 December 2014, 9:32 p.m. by the desk", "21 December 2014, 9:32 p.m.",
             "2014-12-21T21:32"},
            {"Seen at 2014-12-21T09:32:10Z there.", "2014-12-21T09:32:10Z", "2014-12-21T09:32Z"},
            {"Seen at 2014-12-21T09:32:10+05:30 there.", "2014-12-21T09:32:10+05:30",
             "2014-12-21T09:32+05:30"},
            {"Seen at 2014-12-21T09:32:10+99:99 there.", "2014-12-21T09:32:10", "2014-12-21T09:32"},
            {"Am 23.12.2014 war es kalt.", "23.12.2014", "2014-12-23"},
            {"It was 2014-12-23 then.", "2014-12-23", "2014-12-23"},
            {"It was 12/23/2014 then.", "12/23/2014", "2014-12-23"},
            {"It was 23/12/2014 then.", "23/12/2014", "2014-12-23"},
            {"On Friday, July 21, 2017, it rained.", "Friday, July 21, 2017", "2017-07-21"},
            {"On the 3rd of May, 2014 it rained.", "3rd of May, 2014", "2014-05-03"},
            {"On MARCH 3, 2021 it rained.", "MARCH 3, 2021", "2021-03-03"},
            {"It shut in March 2013.", "March 2013", "2013-03"},
            {"It shut in May, 1750, for good.", "May, 1750", "1750-05"},
            {"It was built in 1423 there.", "1423", "1423"},
            {"The year was 1987.", "1987", "1987"},
        },
        "");
}

TEST_CASE("decades, centuries, seasons, quarters and years before Christ") {
    check(
        {
            {"Music of the 1990s was loud.", "1990s", "1990-01-01/1999-12-31"},
            {"Music of the 1930’s was loud.", "1930’s", "1930-01-01/1939-12-31"},
            {"Music of the '80s was loud.", "'80s", "1980-01-01/1989-12-31"},
            {"A shah of the 1600s built it.", "1600s", "1600-01-01/1699-12-31"},
            {"It was built in the 19th century.", "19th century", "1800-01-01/1899-12-31"},
            {"A nineteenth-century house stood there.", "nineteenth-century", "1800-01-01/1899-12-31"},
            {"A house of the fifth century BC stood there.", "fifth century BC", "-0499-01-01/-0400-12-31"},
            {"It fell in 508 BC, they say.", "508 BC", "-0507"},
            {"It fell in AD 842, they say.", "AD 842", "0842"},
            {"They met in the summer of 2012.", "summer of 2012", "2012-06-01/2012-08-31"},
            {"They met in the winter 1776-77 there.", "winter 1776-77", "1776-12-01/1777-02-28"},
            {"They met in winter 2012.", "winter 2012", "2012-12-01/2013-02-28"},
            {"Sales fell in the third quarter of 2014.", "third quarter of 2014", "2014-07-01/2014-09-30"},
            {"Sales fell in Q1 2014 again.", "Q1 2014", "2014-01-01/2014-03-31"},
            {"They fought in World War II.", "World War II", "1939-09-01/1945-09-02"},
            {"Snow fell on Christmas Day 2010.", "Christmas Day 2010", "2010-12-25"},
        },
        "");
}

// 23 September 2015 is a Wednesday.
TEST_CASE(
    "weekdays are the last ones up to the document's date, or the next where the sentence looks ahead") {
    struct Week {
        const char *day, *last, *plain, *ahead, *next;
    };
    const Week week[] = {
        // day       last Monday   on Monday     will on Monday  next Monday
        {"Monday", "2015-09-21", "2015-09-21", "2015-09-28", "2015-09-28"},
        {"Tuesday", "2015-09-22", "2015-09-22", "2015-09-29", "2015-09-29"},
        {"Wednesday", "2015-09-16", "2015-09-23", "2015-09-23", "2015-09-30"},
        {"Thursday", "2015-09-17", "2015-09-17", "2015-09-24", "2015-09-24"},
        {"Friday", "2015-09-18", "2015-09-18", "2015-09-25", "2015-09-25"},
        {"Saturday", "2015-09-19", "2015-09-19", "2015-09-26", "2015-09-26"},
        {"Sunday", "2015-09-20", "2015-09-20", "2015-09-27", "2015-09-27"},
    };
    for (const auto& one : week) {
        const std::string day = one.day;
        INFO(day);
        CHECK(dates("She came last " + day + ".").at(0).value == one.last);
        CHECK(dates("She came on " + day + ".").at(0).value == one.plain);
        CHECK(dates("She came on " + day + " morning.").at(0).text == day + " morning");
        CHECK(dates("She will come on " + day + ".").at(0).value == one.ahead);
        CHECK(dates("She will come next " + day + ".").at(0).value == one.next);
    }
    // Across the ends of months and years, and over a leap day.
    CHECK(dates("She came on Wednesday.", "2021-01-01").at(0).value == "2020-12-30");
    CHECK(dates("She came on Saturday.", "2020-03-01").at(0).value == "2020-02-29");
    CHECK(dates("She will come on Friday.", "2020-12-31T23:59:00Z").at(0).value == "2021-01-01");
}

TEST_CASE("what is to come ends at a comma or a quotation mark, and has no place behind due to or until") {
    check(
        {
            {"\"We will win,\" he said on Friday.", "Friday", "2015-09-18"},
            {"\u201CWe will win\u201D is what he said on Friday.", "Friday", "2015-09-18"},
            {"It will shut, he said in March.", "March", "2015-03"},
            {"It will hold 5,000 people on Friday.", "Friday", "2015-09-25"},
            {"It was cancelled due to snow on Sunday.", "Sunday", "2015-09-20"},
            {"It is due on Sunday.", "Sunday", "2015-09-27"},
            {"He was in hospital until Monday.", "Monday", "2015-09-21"},
        },
        "2015-09-23");
}

TEST_CASE("numbers of several words") {
    check(
        {
            {"It began twenty five years ago.", "twenty five years ago", "1990"},
            {"It began one hundred and fifty years ago.", "one hundred and fifty years ago", "1865"},
            {"It began two hundred years ago.", "two hundred years ago", "1815"},
            {"It began two thousand five hundred and ten years ago.",
             "two thousand five hundred and ten years ago", "-0495"},
            {"It began 10 thousand years ago.", "10 thousand years ago", "-7985"},
            {"It began some twenty years ago.", "twenty years ago", "1995"},
            {"It began some 30 years ago.", "30 years ago", "1985"},
            {"It began a few hundred years ago.", "a few hundred years ago", ""},
            {"It began between two and five years ago.", "five years ago", "2010"},
        },
        "2015-09-23");
    // What is not understood as a whole is not taken in part.
    for (const char* text : {"It began ten five years ago.", "It began 5 000 years ago.",
                             "It began a hundred and hundred and five years ago."}) {
        INFO(text);
        CHECK(dates(text).empty());
    }
}

TEST_CASE("figures that count what follows are no years") {
    for (const char* text :
         {"It cut its staff by 1200 people.", "It happened in 1400 homes.", "It rose by 2000 to 5,000.",
          "It was done in 1600 days.", "It was seen since 1800 times."}) {
        INFO(text);
        CHECK(dates(text).empty());
    }
    check(
        {
            {"On 3 May, 1600 people came.", "3 May", "2015-05-03"},
            {"On 3 May, 1600, they came.", "3 May, 1600", "1600-05-03"},
            {"In 1400 they came.", "1400", "1400"},
            {"In 1987 people came.", "1987", "1987"},
            {"It will be shut by 2000.", "2000", "2000"},
        },
        "2015-09-23");
}

TEST_CASE("other dates are counted from the document's date") {
    check(
        {
            {"She came yesterday.", "yesterday", "2015-09-22"},
            {"She comes today.", "today", "2015-09-23"},
            {"She comes tomorrow night.", "tomorrow night", "2015-09-24"},
            {"She came last night.", "last night", "2015-09-22"},
            {"She came this morning.", "this morning", "2015-09-23"},
            {"She came last week.", "last week", "2015-09-14/2015-09-20"},
            {"She came this week.", "this week", "2015-09-21/2015-09-27"},
            {"She comes next week.", "next week", "2015-09-28/2015-10-04"},
            {"She came last weekend.", "last weekend", "2015-09-19/2015-09-20"},
            {"She came last month.", "last month", "2015-08"},
            {"She came this year.", "this year", "2015"},
            {"This year's fair was dull.", "This year", "2015"},
            {"She came last quarter.", "last quarter", "2015-04-01/2015-06-30"},
            {"She came in November.", "November", "2015-11"},
            {"She came in March.", "March", "2015-03"},
            {"She came on September 14.", "September 14", "2015-09-14"},
            {"She came last June.", "last June", "2015-06"},
            {"She came last November.", "last November", "2014-11"},
            {"She came last summer.", "last summer", "2015-06-01/2015-08-31"},
            {"She came last winter.", "last winter", "2014-12-01/2015-02-28"},
            {"She came two years ago.", "two years ago", "2013"},
            {"She came 10 months ago.", "10 months ago", "2014-11"},
            {"She came two weeks ago.", "two weeks ago", "2015-09-09"},
            {"She comes three days from now.", "three days from now", "2015-09-26"},
            {"She came twenty-one days ago.", "twenty-one days ago", "2015-09-02"},
            {"It began 5,000 years ago.", "5,000 years ago", "-2985"},
            {"It rained over the past 30 days.", "past 30 days", "2015-08-24/2015-09-23"},
            {"It ends by the end of the year.", "end of the year", "2015-12-31"},
        },
        "2015-09-23T08:00:00+02:00");
    // The last day of a month stands for one that the month does not have.
    CHECK(dates("She came a month ago.", "2016-03-31").at(0).value == "2016-02");
    // In December, next month is in the next year; a month far behind is the nearest one.
    CHECK(dates("She comes next month.", "2015-12-05").at(0).value == "2016-01");
    CHECK(dates("She came on December 5.", "2016-01-09").at(0).value == "2015-12-05");
    CHECK(dates("She will come on February 2.", "2015-12-05").at(0).value == "2016-02-02");
}

TEST_CASE("without the document's date they have no value, whatever the clock says") {
    for (const char* text : {"She came yesterday.", "She came on Tuesday.", "She came last week.",
                             "She came in November.", "She came two years ago.", "She came on May 3.",
                             "She came last summer.", "It ends by the end of the year."})
        for (const char* published : {"", "soon", "2015", "2015-13-40"}) {
            INFO(text << ", published '" << published << "'");
            const auto found = dates(text, published);
            REQUIRE(found.size() == 1);
            CHECK(found[0].value.empty());
        }
}

TEST_CASE("seasons at the end of the calendar have no value") {
    CHECK(dates("She came last winter.", "9999-12-20").at(0).value == "9998-12-01/9999-02-28");
    CHECK(dates("She comes this winter.", "9999-12-20").at(0).value.empty());
}

TEST_CASE("ranges") {
    const auto years = dates("He ruled from 1990 to 1994.");
    REQUIRE(years.size() == 2);
    CHECK(years[0].value == "1990");
    CHECK(years[1].value == "1994");

    const auto months = dates("It was shut from March to August 2011.", "2012-01-01");
    REQUIRE(months.size() == 2);
    CHECK(months[0].value == "2011-03");
    CHECK(months[1].value == "2011-08");

    check(
        {
            {"The fair is on May 3-5.", "May 3-5", "2015-05-03/2015-05-05"},
            {"The fair was on 5–6 September 2019.", "5–6 September 2019", "2019-09-05/2019-09-06"},
            {"The fair was in January-March 2016.", "January-March 2016", "2016-01/2016-03"},
            {"The winter was hard, 1776-77.", "1776-77", "1776/1777"},
        },
        "2015-05-01");
}

TEST_CASE("that year and two days later count from the date that the text named last") {
    const auto found =
        dates("She wrote it in 1924. That year she moved. Two years later she sold it.", "2015-09-23");
    REQUIRE(found.size() == 3);
    CHECK(found[1].value == "1924");
    CHECK(found[2].value == "1926");
    const auto near = dates("In 1831 he was free. He was held again in May.", "2015-09-23");
    REQUIRE(near.size() == 2);
    CHECK(near[1].value == "1831-05");
}

TEST_CASE("what only looks like a date is none") {
    for (const char* text :
         {"It may rain.", "They march on.", "She saw Sun Valley.", "Jan sings.", "May said so.",
          "It fell by 2,014 points.", "It cost $1999 there.", "Call 201 461-1776 now.", "He has 1200 sheep.",
          "Turn to page 3.4.2014.5.", "The pass is 3/4 full.", "They meet every Friday.",
          "Read http://a.example/2017/04/16/ first.", "He stayed for two years.",
          "It was 31 degrees, or 1500%.", "Buy the winter wheat.", "They saw the fall of the wall.",
          "The first quartile, Q1, is low."}) {
        INFO(text);
        const auto found = dates(text);
        CHECK(found.empty());
    }
    // Dates that no calendar has stay without a value.
    CHECK(dates("It was June 31, 2014.").at(0).value.empty());
}

TEST_CASE("no date goes across a sentence or, without sentences, a line") {
    const auto found = dates("He came in May\n5 people saw it.");
    REQUIRE(found.size() == 1);
    CHECK(found[0].text == "May");

    auto document = text_document("He came on May\n5, 2014.");
    document.make_layer(std::make_shared<quern::Schema>(quern::layers::sentences)).add({0, 23});
    stage().process(document);
    const auto& dates = *document.find_layer("dates");
    REQUIRE(dates.size() == 1);
    CHECK(dates[0].string("value") == "2014-05-05");
}

TEST_CASE("another language is another file") {
    const quern::testing::TemporaryFolder folder;
    const auto file = folder.path() / "dates.txt";
    std::ofstream(file)
        << "month 3: märz\nweekday 2: dienstag\ntoday -1: gestern\nshift -1: letzte\nunit week: woche\n";
    StageRunner run("tag_dates", "tag.dates");
    run.set("words", std::filesystem::path(file)).set("month_first", false);
    const auto found = dates(run, "Am 5. März 2014, letzte Woche, gestern und 04/03/2014.", "2015-09-23");
    REQUIRE(found.size() == 4);
    CHECK(found[0].value == "2014-03-05");
    CHECK(found[1].value == "2015-09-14/2015-09-20");
    CHECK(found[2].value == "2015-09-22");
    CHECK(found[3].value == "2014-03-04");
}

TEST_CASE("a mistake in a file of words is told with its line") {
    const quern::testing::TemporaryFolder folder;
    const auto file = folder.path() / "dates.txt";
    for (const char* line : {"month 3 march",
                             "mouth 3: march",
                             "month three: march",
                             "unit eon: eons",
                             "fixed 12.5: x",
                             "month 3: march,,",
                             "month 99999999999: x",
                             "month 13: x",
                             "month: x",
                             "of 3: x",
                             "fixed 02-30: x",
                             "period 1914-7: x",
                             "period 1914/soon: x",
                             "period 1918/1914: x",
                             "fixed 12-25: *",
                             "period 1914/1918: *",
                             "month 3: *",
                             "month 3:",
                             "month 3: \"",
                             "zone 5000: x",
                             "period: x",
                             "unit: x"}) {
        std::ofstream(file) << "# words\n" << line << "\n";
        StageRunner run("tag_dates", "tag.dates");
        run.set("words", std::filesystem::path(file));
        INFO(line);
        CHECK_THROWS_WITH(run.component(), Catch::Contains("dates.txt:2: "));
    }
}

TEST_CASE("a word that stands for two things of one class is told") {
    const quern::testing::TemporaryFolder folder;
    const auto file = folder.path() / "dates.txt";
    std::ofstream(file) << "\xEF\xBB\xBFmonth 3: march\n  # indented\nmonth\t4: march\n";
    StageRunner run("tag_dates", "tag.dates");
    run.set("words", std::filesystem::path(file));
    CHECK_THROWS_WITH(run.component(), Catch::Contains("dates.txt:3: 'march' stands for 3 already"));
}

TEST_CASE("a file of words without words is told") {
    const quern::testing::TemporaryFolder folder;
    const auto file = folder.path() / "dates.txt";
    std::ofstream(file) << "# nothing yet\n";
    StageRunner run("tag_dates", "tag.dates");
    run.set("words", std::filesystem::path(file));
    CHECK_THROWS_WITH(run.component(), Catch::Contains("dates.txt: has no words"));
}

TEST_CASE("texts of any bytes are taken as they come") {
    // Figures without end, halves of characters, counts beyond every calendar.
    const std::string figures(100'000, '7');
    CHECK(dates(figures).empty());
    CHECK(dates("99999 centuries ago").at(0).value.empty());
    CHECK(dates("ninety thousand thousand thousand thousand years ago").at(0).value.empty());
    CHECK(dates("999999 thousand thousand years ago").at(0).value.empty());
    CHECK(dates("\xE2\x80\x93 \xC2\xA0 2014-\xE2\x80\x93").size() == 1);
    // A sentence without end, and a word without end in it.
    std::string endless = "They met on May 3, 2014 and ";
    for (int i = 0; i < 30'000; ++i) endless += "on and ";
    endless += std::string(200'000, 'x') + "\u00e9 on May 3, 2014";
    const auto far = dates(endless);
    REQUIRE(far.size() == 2);
    CHECK(far[1].text == "May 3, 2014");
    std::string deep;
    for (int i = 0; i < 20'000; ++i) deep += "ten thousand May 3-5, last ";
    CHECK(!dates(deep).empty());
}
