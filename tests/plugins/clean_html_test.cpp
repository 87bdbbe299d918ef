// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

#include "cleaned.hpp"
#include "stage_runner.hpp"

using namespace quern;
using quern::testing::blocks_of;
using quern::testing::check_origin;
using quern::testing::StageRunner;
using quern::testing::text_document;

namespace {

const std::string first =
    "The ferry to Lindholm was stopped on Monday after a crack was found in the bow, the harbour office "
    "said.";
const std::string second =
    "“We will not let it sail before it has been mended,” said Marta Oske, who runs the office, and closed "
    "the door.";
const std::string third =
    "Some two hundred people live on the island, and most of them had gone to the mainland for the market "
    "that day.";

Document cleaned(std::string html) {
    static StageRunner run("clean_pages", "clean.html");
    auto document = text_document(std::move(html), "text/html");
    run.process(document);
    check_origin(document);
    return document;
}

std::string p(const std::string& text) {
    return "<p>" + text + "</p>\n";
}

// An article with `inside` behind its first paragraph.
std::string page(const std::string& inside = {}, const std::string& head = {}) {
    return "<!DOCTYPE html><html><head>" + head + "</head><body><article>" + p(first) + inside + p(second) +
           p(third) + "</article></body></html>";
}

std::string body(const std::string& inside = {}) {
    return first + "\n\n" + (inside.empty() ? "" : inside + "\n\n") + second + "\n\n" + third;
}

}  // namespace

TEST_CASE("paragraphs become blocks parted by blank lines") {
    const auto document = cleaned(page());
    CHECK(document.text() == body());
    CHECK(blocks_of(document) == "paragraph: " + first + "|paragraph: " + second + "|paragraph: " + third);
}

TEST_CASE("white space is collapsed as a browser does it") {
    CHECK(cleaned(page(p("They  said \n\t <b> that </b> <i>it</i>\n is  so, all of them, and went home. ")))
              .text() == body("They said that it is so, all of them, and went home."));
    CHECK(
        cleaned(page(p("One\u00a0\u00a0hundred people said that it was so, and went home again."))).text() ==
        body("One\u00a0\u00a0hundred people said that it was so, and went home again."));
}

TEST_CASE("br makes a line, two of them a paragraph") {
    CHECK(cleaned(page(p("A line of verse that is long enough,<br> and a second one below it.<br><br>Then a "
                         "paragraph of its own.")))
              .text() == body("A line of verse that is long enough,\nand a second one below it.\n\nThen a "
                              "paragraph of its own."));
}

TEST_CASE("headings, items, quotations, tables and code are blocks of their kind") {
    const auto document =
        cleaned(page("<h2>No way across</h2><p>" + third +
                     "</p><ul><li>The ferry is mended first.</li><li>The quay comes second.</li></ul>"
                     "<blockquote><p>Nobody sails at night, and that is the law here.</p></blockquote>"
                     "<table><tr><th>Year</th><th>Boats</th></tr><tr><td>1958</td><td>two</td></tr></table>"
                     "<pre>let x = 1;\n  let y;</pre>"));
    CHECK(blocks_of(document) ==
          "paragraph: " + first + "|heading: No way across|paragraph: " + third +
              "|list item: The ferry is mended first.|list item: The quay comes second."
              "|quote: Nobody sails at night, and that is the law here."
              "|table: Year\tBoats\n1958\ttwo|code: let x = 1;\n  let y;|paragraph: " +
              second + "|paragraph: " + third);
}

TEST_CASE("a table that only lays the page out is read as its parts") {
    const auto document =
        cleaned("<table><tr><td><a href='/'>Home</a><br><a href='/n'>News</a></td><td><div>" + p(first) +
                p(second) + p(third) + "</div></td></tr></table>");
    CHECK(document.text() == body());
}

TEST_CASE("what nobody sees is not in the text") {
    for (const std::string& hidden : std::vector<std::string>{
             "<script>var a = 'The ferry sailed on Monday after all.';</script>",
             "<style>p { color: red; }</style>",
             "<p hidden>Nobody reads this line, which is long enough to be one.</p>",
             "<p style='display: none'>Nobody reads this line, which is long enough to be one.</p>",
             "<p style=\"color:red;visibility:hidden\">Nobody reads this line, which is long enough to be "
             "one.</p>",
             "<noscript><p>Turn on scripts to read this line of the page, please.</p></noscript>",
             "<template><p>Nobody reads this line, which is long enough to be one.</p></template>",
             "<svg><text>Nobody reads this line, which is long enough to be one.</text></svg>",
             "<select><option>Nobody reads this line, which is long enough to be one.</option></select>",
             "<p class='sr-only'>Nobody reads this line, which is long enough to be one.</p>",
             "<span aria-hidden='true'>Nobody reads this line, which is long enough to be one.</span>",
             "<!-- Nobody reads this line, which is long enough to be one. -->"}) {
        CAPTURE(hidden);
        CHECK(cleaned(page(hidden)).text() == body());
    }
}

TEST_CASE("boxes inside the article go") {
    const std::string sentence = "This is a whole sentence, as long as any in the article.";
    for (const std::string& box : std::vector<std::string>{
             "<aside>" + p(sentence) + "</aside>", "<nav>" + p(sentence) + "</nav>",
             "<footer>" + p(sentence) + "</footer>", "<form>" + p(sentence) + "</form>",
             "<div class='share-bar'>" + p(sentence) + "</div>",
             "<div class='articleRelatedLinks'><h3>Related</h3><ul><li><a href='/x'>Ten ferries of the "
             "north</a></li><li><a href='/y'>Who built the quay?</a></li></ul></div>",
             "<div id='newsletter_box'>" + p("Sign up for our newsletter and get it every morning.") +
                 "</div>",
             "<div class='author-bio'>" + p("Ann Bell is a reporter in Lindholm.") + "</div>",
             "<section class='comments'>" + p(sentence) + "</section>",
             "<figure><img src=x><figcaption>" + sentence + "</figcaption></figure>",
             "<p class='wp-caption-text'>" + sentence + "</p>", "<p>Advertisement</p>",
             "<p>Photo: Ann Bell / LPA</p>", "<p>RELATED: <a href='/x'>How the ferry was built</a></p>",
             "<p><a href='/x'>Ten ferries of the north that you should know</a></p>"}) {
        CAPTURE(box);
        CHECK(cleaned(page(box)).text() == body());
    }
}

TEST_CASE("prose that a page conceals until it is asked for is read, when there is much of it") {
    const std::string more =
        "The mayor of Lindholm, who has a boat of her own, said on Tuesday that she would carry the post until "
        "the ferry sails again, and that nobody on the island would have to wait for bread or milk.";
    const std::string last =
        "The yard that built the ferry in 1958 is long gone, and the plates for the bow must come from the south, "
        "which the office thinks will take until the end of the month at the earliest.";
    const std::string concealed = "<div class='subscriber-only' style='display:none'>";
    CHECK(cleaned("<body><article>" + p(first) + concealed + p(second) + "</div>" + concealed + p(third) +
                  p(more) + p(last) + "</div></article></body>")
              .text() == body() + "\n\n" + more + "\n\n" + last);
    CHECK(cleaned("<body style='visibility:hidden'><article>" + p(first) + p(second) + p(third) + p(more) +
                  "</article></body>")
              .text() == body() + "\n\n" + more);
}

TEST_CASE("a list of links below the article goes as a whole") {
    CHECK(
        cleaned(
            "<body><article>" + p(first) + p(second) + p(third) +
            "<h3>Also on these pages</h3><ul class='more'><li><a href='/x'>Swing bridge stuck again</a></li>"
            "<li><a href='/y'>Ten ferries of the north</a></li><li>The flower show: the results in full</li>"
            "<li><a href='/z'>Who built the quay?</a></li></ul></article></body>")
            .text() == body());
}

TEST_CASE("a heading with nothing below it, and the labels above the article, go") {
    CHECK(cleaned("<body><article><div>Islands</div><div>Monday's Courier</div>" + p(first) + p(second) +
                  p(third) + "<h3>What is next</h3></article></body>")
              .text() == body());
}

TEST_CASE("who the author is, at the end, goes") {
    CHECK(cleaned(page("", "<meta name=author content='Ann Bell'>") +
                  p("Ann Bell has filed from forty countries and keeps two cats and a boat."))
              .text() == body());
}

TEST_CASE("the option favor gives more or less of what is in doubt") {
    const auto size = [](const std::string& favor) {
        StageRunner run("clean_pages", "clean.html");
        run.set("favor", favor);
        auto document = text_document(
            "<body><main>" + p(first) + p(second) +
                "<div class='summary card'><h3>Ferries</h3><p>Ten ferries sail "
                "from the north, and each is older than the last</p></div>" +
                p(third) +
                "<p>Timetables</p><div><p>Some of them are below. They may change.</p></div></main></body>",
            "text/html");
        run.process(document);
        return document.text().size();
    };
    CHECK(size("precision") < size("recall"));
    CHECK(size("precision") <= size("balance"));
    CHECK(size("balance") <= size("recall"));
}

TEST_CASE("a box that holds most of the page is no box") {
    CHECK(cleaned("<body><div class='widget'>" + p(first) + p(second) + p(third) + "</div></body>").text() ==
          body());
}

TEST_CASE("the option keep leaves captions in the text") {
    StageRunner run("clean_pages", "clean.html");
    run.set("keep", std::vector<std::string>{"captions"});
    auto document = text_document(page("<figure><figcaption>The ferry at the quay, on the day before it was "
                                       "stopped.</figcaption></figure>"),
                                  "text/html");
    run.process(document);
    CHECK(document.text() == body("The ferry at the quay, on the day before it was stopped."));
}

TEST_CASE("the article is found by what publishing systems call it") {
    const std::string other =
        "<div class='teasers'>" +
        p("<a href='/x'>Another article tells of another island, where no ferry goes in the winter</a>") +
        "</div>";
    const std::string text = p(first) + p(second) + p(third);
    for (const std::string& article : std::vector<std::string>{
             "<div itemprop='articleBody'>" + text + "</div>",
             "<div class='x entry-content y'>" + text + "</div>",
             "<section id=story-body>" + text + "</section>", "<article>" + text + "</article>",
             "<main>" + text + "</main>", "<div role=main>" + text + "</div>", "<div>" + text + "</div>"}) {
        CAPTURE(article);
        CHECK(cleaned("<body><div>" + other + article + other + "</div></body>").text() == body());
    }
}

TEST_CASE("an article in several parts of one name is taken whole") {
    CHECK(cleaned("<main><div class='story-text'>" + p(first) +
                  "</div><div class=ad>x</div><div class='story-text'>" + p(second) + p(third) +
                  "</div></main>")
              .text() == body());
}

TEST_CASE("the headline is metadata, as it is printed and without the site's name") {
    for (const std::string& h : std::vector<std::string>{"h1", "h2"}) {
        const auto document = cleaned(
            "<head><title>Ferry to Lindholm stopped | The Courier</title></head><body><" + h +
            ">Ferry to Lindholm  stopped</" + h + "><article>" + p(first) + p(second) + "</article></body>");
        CHECK(document.metadata.get("title") == "Ferry to Lindholm stopped");
        CHECK(document.metadata.get("site") == "The Courier");
        CHECK(document.text() == first + "\n\n" + second);
    }
    CHECK(cleaned(page("", "<meta property='og:title' content='Ferry stopped - The Courier'>"))
              .metadata.get("title") == "Ferry stopped - The Courier");
}

TEST_CASE("JSON-LD is believed first, then meta elements, then what is printed") {
    const std::string linked =
        R"(<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],"headline":"Ferry stopped",
        "datePublished":"2020-05-03T10:00:00+0200","author":[{"@type":"Person","name":"Ann Bell"},{"name":"Carl Dorn"}],
        "publisher":{"name":"The Courier"},"inLanguage":"en-GB"}]}</script>)";
    const std::string meta =
        "<meta name=author content='Eve Fox'><meta property='article:published_time' "
        "content='2020-05-04T08:00:00Z'>"
        "<meta property='og:site_name' content='Courier Online'><link rel=canonical "
        "href='https://courier.example/ferry'>";
    const std::string printed = "<div class=byline>By Gil Hart</div><time datetime='2020-05-05'>5 May</time>";
    const auto by_linked = cleaned(page(printed, linked + meta)).metadata;
    CHECK(by_linked.get("author") == "Ann Bell; Carl Dorn");
    CHECK(by_linked.get("published") == "2020-05-03T10:00:00+02:00");
    CHECK(by_linked.get("site") == "Courier Online");
    CHECK(by_linked.get("language") == "en-GB");
    CHECK(by_linked.get("title") == "Ferry stopped");
    CHECK(by_linked.get("url") == "https://courier.example/ferry");
    const auto by_meta = cleaned(page(printed, meta)).metadata;
    CHECK(by_meta.get("author") == "Eve Fox");
    CHECK(by_meta.get("published") == "2020-05-04T08:00:00Z");
    const auto by_print = cleaned("<body><h1>Ferry stopped at the quay</h1>" + printed + "<article>" +
                                  p(first) + p(second) + "</article>");
    CHECK(by_print.metadata.get("author") == "Gil Hart");
    CHECK(by_print.metadata.get("published") == "2020-05-05");
    CHECK(by_print.text() == first + "\n\n" + second);
}

TEST_CASE("a page that names its newsroom as author is asked for its byline") {
    const std::string head =
        "<meta property='og:site_name' content='The Courier'><meta name=author content='Courier'>";
    CHECK(cleaned(page("", head)).metadata.get("author") == "Courier");
    CHECK(cleaned("<head>" + head +
                  "</head><body><h1>Ferry stopped at the quay</h1><p>By Ann Bell</p><article>" + p(first) +
                  p(second) + "</article></body>")
              .metadata.get("author") == "Ann Bell");
}

TEST_CASE("the day that a page prints below its headline counts before that of its head") {
    const auto published = [](const std::string& printed) {
        return std::string(
            cleaned(
                "<head><meta property='article:published_time' content='2020-05-04T02:00:00Z'></head><body>"
                "<h1>Ferry stopped at the quay</h1><p>" +
                printed + "</p><article>" + p(first) + p(second) + "</article></body>")
                .metadata.get("published"));
    };
    CHECK(published("Published 3 May 2020") == "2020-05-03");
    CHECK(published("Published 4 May 2020") == "2020-05-04T02:00:00Z");
    CHECK(published("Updated 7 May 2020") == "2020-05-04T02:00:00Z");
}

TEST_CASE("a date that is told nowhere else is read from the page's address") {
    const auto published = [](const std::string& url) {
        return std::string(
            cleaned(page("", "<link rel=canonical href='" + url + "'>")).metadata.get("published"));
    };
    CHECK(published("https://courier.example/news/2020/05/03/ferry") == "2020-05-03");
    CHECK(published("https://courier.example/news/2020/45/03/ferry").empty());
    CHECK(published("https://courier.example/2020/05").empty());
}

TEST_CASE("broken or odd JSON-LD is left aside") {
    for (const std::string& json : std::vector<std::string>{
             "{", "[]", "null", "{\"@type\":\"NewsArticle\",\"author\":[[[]]]}", "{\"@type\":{}}", "",
             "//<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"Ferry stopped\"}\n//]]>"})
        CHECK(cleaned(page("", "<script type='application/ld+json'>" + json + "</script>")).text() == body());
    CHECK_NOTHROW(
        cleaned(page("", "<script type='application/ld+json'>" + std::string(5000, '[') + "</script>")));
}

TEST_CASE("what the input told is not overwritten") {
    StageRunner run("clean_pages", "clean.html");
    auto document = text_document(
        page("", "<title>Ferry stopped</title><meta name=author content='Ann Bell'>"), "text/html");
    document.metadata.set("author", "Eve Fox");
    run.process(document);
    CHECK(document.metadata.get("author") == "Eve Fox");
    CHECK(document.metadata.get("title") == "Ferry stopped");
}

TEST_CASE("entities, line ends and joined texts keep their place in the page") {
    const std::string source = page(
        "<p>Fish &amp; chips cost &pound;3 &mdash; or &#x20AC;4 &ampmore &nosuch; at\r\nthe quay,&nbsp;they "
        "say.</p>"
        "<p>An <b>unclosed</i> tag</b> joins what stands beside it, as the parser sees it.</p>");
    const auto document = cleaned(source);
    CHECK(document.text() ==
          body("Fish & chips cost £3 — or €4 &more &nosuch; at the quay,\u00a0they say.\n\n"
               "An unclosed tag joins what stands beside it, as the parser sees it."));
    const auto place = [&](const std::string& what) {
        const auto at = static_cast<std::uint32_t>(document.text().find(what));
        return std::string(
            document.source_span({at, at + static_cast<std::uint32_t>(what.size())}).of(source));
    };
    CHECK(place("&") == "&amp;");
    CHECK(place("£") == "&pound;");
    CHECK(place("€4") == "&#x20AC;4");
    CHECK(place("at the quay") == "at\r\nthe quay");
    CHECK(place("unclosed tag") == "unclosed</i> tag");
    CHECK(place("joins what") == "joins what");
}

TEST_CASE("text is copied in pieces as large as can be") {
    const auto document =
        cleaned("<article>" +
                p("Fish &amp; chips and a great deal more of it, as they say at the quay of the island.") +
                "</article>");
    CHECK(document.origin().pieces().size() == 3);
}

TEST_CASE("a byte order mark is no text and shifts nothing") {
    const auto document = cleaned("\xEF\xBB\xBF" + page());
    CHECK(document.text() == body());
}

TEST_CASE("a document that has a text, or is no page, is left alone") {
    StageRunner run("clean_pages", "clean.html");
    auto document = text_document(page(), "text/html");
    document.set_text_from_page();
    run.process(document);
    CHECK(document.text() == page());
}

TEST_CASE("hostile pages are refused with a reason, or come through") {
    const auto repeated = [](const std::string& what, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += what;
        return all;
    };
    CHECK_THROWS_WITH(cleaned(repeated("<div>", 100'000)), Catch::Contains("more than 2000 elements nested"));
    CHECK_THROWS_WITH(cleaned(repeated("<p><font color=1>", 100'000)),
                      Catch::Contains("formatting elements"));
    CHECK_THROWS_WITH(cleaned(repeated("<body a=1>", 100'000)), Catch::Contains("html and body tags"));
    CHECK_THROWS_AS(cleaned(repeated("<p>", 4'000'001)), Error);
    for (const auto& html : std::vector<std::string>{std::string(),
                                                     std::string("<"),
                                                     std::string("<p"),
                                                     std::string("</"),
                                                     std::string("<!--"),
                                                     std::string("<p a='"),
                                                     std::string(1000, '\0'),
                                                     "<p>" + std::string(1000, '\0') + first,
                                                     repeated("&amp;", 100'000),
                                                     repeated("<a href=x>", 300),
                                                     repeated("<table><tr><td>", 900),
                                                     repeated("<!--", 100'000),
                                                     repeated("<p>", 300'000),
                                                     repeated("<script>", 10'000),
                                                     repeated("<li>one ", 100'000),
                                                     repeated("</p>", 100'000),
                                                     repeated("<svg><g>", 900),
                                                     repeated("<table>x", 900),
                                                     "<plaintext>" + first,
                                                     "<textarea>" + first,
                                                     "<title>" + first,
                                                     "<select>" + first}) {
        CAPTURE(html.size());
        CHECK_NOTHROW(cleaned(html));
    }
}

TEST_CASE("ten megabytes of paragraphs that are never closed come through") {
    std::string html;
    while (html.size() < 10'000'000) html += "<p>";
    CHECK(cleaned(html + first).text() == first);
}

TEST_CASE("of random pages every copied piece is found in the source") {
    const std::vector<std::string> parts{first,
                                         second,
                                         "<p>",
                                         "</p>",
                                         "<b>",
                                         "</b>",
                                         "<i>",
                                         "</i>",
                                         "<div class=x>",
                                         "</div>",
                                         "<table>",
                                         "<tr>",
                                         "<td>",
                                         "</td>",
                                         "</table>",
                                         "&amp;",
                                         "&nbsp;",
                                         "&nosuch",
                                         "&#0;",
                                         "&#x80;",
                                         "\r\n",
                                         "\r",
                                         " \n ",
                                         std::string(1, '\0'),
                                         "<br>",
                                         "<pre>\n",
                                         "</pre>",
                                         "<li>",
                                         "<a href=x>",
                                         "</a>",
                                         "<h2>No way</h2>",
                                         "<svg>",
                                         "</svg>",
                                         "<!-- x -->",
                                         "<script>x</script>",
                                         "“",
                                         "é",
                                         "<",
                                         "<article>",
                                         "</article>",
                                         "<textarea>\n",
                                         "</textarea>",
                                         "<![CDATA[x]]>",
                                         "<plaintext>",
                                         "<select>",
                                         "</select>",
                                         "&notin;",
                                         "&NotEqualTilde;"};
    std::mt19937 random(11);
    for (int round = 0; round < 3000; ++round) {
        std::string html;
        for (auto count = random() % 60; count > 0; --count) {
            auto pick = random() % parts.size();
            if (parts[pick] == "<plaintext>" && random() % 20 != 0) pick = 0;
            html += parts[pick];
        }
        CAPTURE(html);
        CHECK_NOTHROW(cleaned(html));
    }
}
