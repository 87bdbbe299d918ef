// SPDX-License-Identifier: MIT
// Which blocks clean.html makes of a page, and which of them are its article.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "article_page.hpp"

using namespace quern;
using namespace quern::testing;

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
    const auto size = [](const std::string& favor, const std::string& page) {
        StageRunner run("clean_pages", "clean.html");
        run.set("favor", favor);
        auto document = text_document(page, "text/html");
        run.process(document);
        return document.text().size();
    };
    std::size_t least = 0, most = 0;
    for (const auto& entry : std::filesystem::directory_iterator(QUERN_SOURCE_DIR "/corpus/html")) {
        CAPTURE(entry.path());
        const auto page = file_bytes(entry.path().string());
        // Those that are not ASCII would have to be decoded by a reader.
        if (std::any_of(page.begin(), page.end(), [](char c) { return c <= 0; })) continue;
        const auto precision = size("precision", page), recall = size("recall", page);
        CHECK(precision <= size("balance", page));
        CHECK(size("balance", page) <= recall);
        least += precision, most += recall;
    }
    CHECK(least < most);
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

TEST_CASE("a document that has a text, or is no page, is left alone") {
    StageRunner run("clean_pages", "clean.html");
    auto document = text_document(page(), "text/html");
    document.set_text_from_page();
    run.process(document);
    CHECK(document.text() == page());
}

TEST_CASE("the option keep leaves the headline in the text, as the page prints it") {
    StageRunner run("clean_pages", "clean.html");
    run.set("keep", std::vector<std::string>{"title"});
    const auto document = cleaned(
        "<head><title>Ferry to Lindholm stopped | The Courier</title></head><body><div>Islands</div>"
        "<h1>Ferry to Lindholm stopped</h1><article>" +
            p(first) + p(second) + p(third) + "</article><h2>Timetables</h2></body>",
        run);
    CHECK(document.text() == "Ferry to Lindholm stopped\n\n" + body());
    CHECK(blocks_of(document).starts_with("heading: Ferry to Lindholm stopped|paragraph: "));
}

TEST_CASE("the option keep leaves all lists, tables and code of the article") {
    const std::string list = "<ul class=more><li><a href=/a>Boat</a></li><li><a href=/b>Quay</a></li></ul>";
    const std::string html = "<body><nav>" + list + "</nav><article>" + p(first) +
                             "<table><tr><td>Mon</td><td>9</td></tr><tr><td>Tue</td><td>8</td></tr></table>"
                             "<pre>x=1</pre><aside>" +
                             list + "</aside>" + p(second) + p(third) + list +
                             "</article><div class=related>" + list + "</div></body>";
    const auto blocks = [&](std::vector<std::string> keep) {
        StageRunner run("clean_pages", "clean.html");
        run.set("keep", std::move(keep)).set("favor", "precision");
        return blocks_of(cleaned(html, run));
    };
    const std::string table = "|table: Mon\t9\nTue\t8", code = "|code: x=1",
                      items = "|list item: Boat|list item: Quay";
    const std::string start = "paragraph: " + first, end = "|paragraph: " + second + "|paragraph: " + third;
    CHECK(blocks({"lists", "tables", "code"}) == start + table + code + end + items);
    CHECK(blocks({}).find(items) == std::string::npos);
    CHECK(blocks({"lists"}).ends_with(end + items));
    CHECK(blocks({"tables"}).starts_with(start + table));
    CHECK(blocks({"code"}).find(code + end) != std::string::npos);
}

TEST_CASE("of a long article the end is not lost, nor are notes behind it taken for more of it") {
    std::string html, text;
    for (int i = 0; i < 400; ++i) {
        const auto paragraph =
            "On the day " + std::to_string(i) + " of the winter it was " + (i % 2 ? third : second);
        html += p(paragraph);
        text += (i == 0 ? "" : "\n\n") + paragraph;
    }
    const auto note = "<div class=note>" +
                      p("This article was first printed in a paper of the island. All rights are reserved.") +
                      "</div>";
    CHECK((cleaned("<body><article>" + html + note + "</article></body>").text() == text));
}

TEST_CASE("a page without an article is dropped with the reason") {
    for (const std::string& nothing : std::vector<std::string>{
             "", " ", "<body><script>var a;</script></body>", "<p hidden>Nobody reads this line.</p>"}) {
        CAPTURE(nothing);
        CHECK(cleaned(nothing).dropped() == std::optional<std::string>("the page shows no text"));
    }
    CHECK(
        cleaned("<body><figure><figcaption>The ferry at the quay.</figcaption></figure></body>").dropped() ==
        std::optional<std::string>(
            "the page has no article: nothing but captions, links, boxes and the like"));
    CHECK_FALSE(cleaned(page()).dropped());
}

TEST_CASE("the text of pages that scripts draw is read from what they keep for crawlers") {
    CHECK(cleaned("<body><div id=app></div><noscript><div>" + p(first) + p(second) + p(third) +
                  "</div></noscript></body>")
              .text() == body());
}

TEST_CASE("a page gives the same result whatever came before") {
    const auto describe = [](const Document& document) {
        std::string all = document.text() + "|" + blocks_of(document);
        for (const auto& [name, value] : document.metadata) all += "|" + name + "=" + value;
        for (const auto& piece : document.origin().pieces())
            all += " " + std::to_string(piece.text.begin) + ">" + std::to_string(piece.source.begin);
        return all;
    };
    const std::vector<std::string> pages{
        page("<h2>No way across</h2><ul><li>The ferry is mended first.</li></ul>",
             "<title>Ferry stopped</title><meta name=author content='Ann Bell'>"),
        page("<table><tr><td>1958</td><td>two</td></tr><tr><td>1960</td><td>one</td></tr></table>"),
        "<main><div class='story-text'>" + p(second) + "</div><div class='story-text'>" + p(third) +
            "</div></main>",
        "<body>" + repeated(p(first) + "<b><i>", 40) + "</body>",
        "<",
        ""};
    std::vector<std::string> alone;
    for (const auto& html : pages) {
        StageRunner fresh("clean_pages", "clean.html");
        alone.push_back(describe(cleaned(html, fresh)));
    }
    for (std::size_t before = 0; before < pages.size(); ++before)
        for (std::size_t i = 0; i < pages.size(); ++i) {
            cleaned(pages[before]);
            CHECK(describe(cleaned(pages[i])) == alone[i]);
        }
}
