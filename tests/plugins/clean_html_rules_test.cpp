// SPDX-License-Identifier: MIT
// Rules of a user's own for the pages of a site.
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "article_page.hpp"
#include "temporary_folder.hpp"

using namespace quern;
using namespace quern::testing;

namespace {

// Cleans pages by the rules of a text.
class Ruled {
public:
    explicit Ruled(const std::string& rules) : run_("clean_pages", "clean.html") {
        const auto file = folder_ / "rules.txt";
        std::ofstream(file, std::ios::binary) << rules;
        run_.set("rules", std::filesystem::path(file));
    }
    Document clean(const std::string& html, const std::string& url = {}) {
        auto document = text_document(html, "text/html");
        document.metadata.set("url", url);
        run_.process(document);
        check_origin(document);
        return document;
    }

private:
    TemporaryFolder folder_;
    StageRunner run_;
};

// What is said of rules that are broken.
std::string fault_of(const std::string& rules) {
    try {
        Ruled(rules).clean(page());
    } catch (const Error& error) {
        const std::string what = error.what();
        CHECK_FALSE(error.hint().empty());
        const auto name = what.find("rules.txt");
        return name == std::string::npos ? what : what.substr(name);
    }
    return {};
}

const std::string url = "https://www.courier.example/2020/ferry.html";

// The text of what one selector keeps of a page.
std::string kept_by(const std::string& selector, const std::string& html) {
    return Ruled("host *\nkeep " + selector + "\n").clean(html).text();
}

}  // namespace

TEST_CASE("keep takes the elements that it names and nothing else") {
    Ruled rules("host courier.example\nkeep div.story, p#last\n");
    const std::string html = "<body><h1>Ferries</h1>" + p(first) +
                             "<div class='a story'>Short.<div>More</div>" +
                             "</div><p id=last>The end</p><p>" + third + "</p></body>";
    CHECK(blocks_of(rules.clean(html, url)) == "paragraph: Short.|paragraph: More|paragraph: The end");
    CHECK(rules.clean(html, "https://other.example/").text().starts_with(first));
}

TEST_CASE("a page without any of the kept elements is cleaned as without rules") {
    CHECK(Ruled("host *\nkeep .nowhere\n").clean(page()).text() == body());
}

TEST_CASE("keep reads what the page conceals") {
    CHECK(kept_by(".full", page("<div class=full style='display:none'>The rest of it.</div>")) ==
          "The rest of it.");
}

TEST_CASE("what is kept may stand inside something that the page conceals, which stays out") {
    const std::string html =
        "<body><p>Shown.</p><div style='display:none'>Not this. <div class=a>But this, "
        "<span hidden>not that, </span>too.</div> Nor this.</div></body>";
    CHECK(kept_by(".a", html) == "But this, too.");
}

TEST_CASE("an element that is kept is a block of its own") {
    CHECK(kept_by("span.x", "<p>Before <span class=x>the words</span> behind.</p>") == "the words");
}

TEST_CASE("drop takes elements away, in the middle of a sentence too, and from what is kept") {
    Ruled rules("host *\nkeep .story\ndrop sup, .story .promo\n");
    CHECK(rules.clean("<div class=story><p>One<sup>1</sup> two.</p><p class=promo>Buy.</p></div>").text() ==
          "One two.");
    CHECK(
        Ruled("host *\ndrop .extra\n")
            .clean(page(
                "<p class=extra>The mayor of the island said on Tuesday that she would carry the post.</p>"))
            .text() == body());
}

TEST_CASE("metadata come from the elements that rules name, and go before what the page tells") {
    Ruled rules(
        "# our own\nhost courier.example\ntitle .top\nauthor .who b\npublished time @datetime\nsite .paper\n"
        "language html @data-lang\nurl a.self @href\n");
    const auto document = rules.clean(
        "<html data-lang=cy><head><title>Wrong</title><meta name=author content='Eve Fox'></head><body><div "
        "class=top> Ferry  stopped </div><div class=who><b>By Ann Bell</b> and <b>Carl Dorn</b></div><time>then"
        "</time><time datetime=2020-05-03>May</time><i class=paper>The Courier</i><a class=self href='/f'></a>" +
            p(first) + p(second) + p(third) + "</body></html>",
        url);
    CHECK(document.metadata.get("title") == "Ferry stopped");
    CHECK(document.metadata.get("author") == "Ann Bell; Carl Dorn");
    CHECK(document.metadata.get("published") == "2020-05-03");
    CHECK(document.metadata.get("site") == "The Courier");
    CHECK(document.metadata.get("language") == "cy");
    CHECK(document.metadata.get("url") == url);  // the input told it
}

TEST_CASE("rules hold for hosts of their name and below, as the input or the page tells the address") {
    const auto holds = [](const std::string& host, const std::string& address, const std::string& head = {}) {
        return Ruled("host " + host + "\nkeep .x\n").clean(page("<p class=x>x</p>", head), address).text() ==
               "x";
    };
    CHECK(holds("courier.example", url));
    CHECK(holds("COURIER.example", "http://Courier.Example:8080"));
    CHECK(holds("a.example courier.example", url));
    CHECK(holds("*.example", url));
    CHECK(holds("cour*.example", url));
    CHECK(holds("*", ""));
    CHECK_FALSE(holds("ourier.example", url));
    CHECK_FALSE(holds("news.courier.example", url));
    CHECK_FALSE(holds("courier.example", "https://evil.example/courier.example"));
    CHECK_FALSE(holds("courier.example", "https://courier.example@evil.example/"));
    CHECK_FALSE(holds("courier.example", ""));
    CHECK(holds("courier.example", "", "<link rel=canonical href='" + url + "'>"));
    CHECK(holds("courier.example", "",
                "<link rel=canonical href='/f'><meta property='og:url' content='" + url + "'>"));
    CHECK_FALSE(
        holds("courier.example", "https://other.example/", "<link rel=canonical href='" + url + "'>"));
}

TEST_CASE("an address that the input tells without its scheme has a host too") {
    Ruled rules("host courier.example\nkeep .a\n");
    const std::string html = "<body><p class=a>Kept.</p><p>Not kept.</p></body>";
    CHECK(rules.clean(html, "www.courier.example/2020/ferry.html").text() == "Kept.");
    CHECK(rules.clean(html, "//courier.example").text() == "Kept.");
}

TEST_CASE("of elements inside one another the first that tells something tells the metadata") {
    Ruled rules("host *\npublished .when @datetime\nauthor .by\n");
    const auto document = rules.clean(
        "<body><div class=when><time class=when datetime='2020-05-03'>May</time></div>"
        "<p class=by>By <b class=by>Ann Bell</b></p><p>Some text.</p></body>");
    CHECK(document.metadata.get("published") == "2020-05-03");
    CHECK(document.metadata.get("author") == "Ann Bell");
}

TEST_CASE("all rules that speak of a page are followed") {
    Ruled rules("host *\ndrop b\nhost courier.example\nkeep .x\n");
    CHECK(rules.clean(page("<p class=x>x<b>y</b></p>"), url).text() == "x");
}

TEST_CASE("selectors name what they name in style sheets") {
    const std::string html =
        "<div id=a class='one two'><p lang=en-GB>p1</p><!-- --><p title='x y'>p2</p>t<p class=md:k>p3</p></div>"
        "<custom-tag><em data-k=abcd>e1</em></custom-tag><div><div><p>p4</p></div></div>";
    for (const auto& [selector, text] :
         std::vector<std::pair<std::string, std::string>>{{"p", "p1\n\np2\n\np3\n\np4"},
                                                          {"P", "p1\n\np2\n\np3\n\np4"},
                                                          {"#a > *", "p1\n\np2\n\np3"},
                                                          {".two.one p:first-child", "p1"},
                                                          {"div.one>p:last-child", "p3"},
                                                          {"p:nth-child( 2 )", "p2"},
                                                          {"p + p", "p2\n\np3"},
                                                          {"p ~ p:not(.md\\:k)", "p2"},
                                                          {".md\\:k", "p3"},
                                                          {"p:not([lang]):not(.md\\:k)", "p2\n\np4"},
                                                          {"[lang|=en]", "p1"},
                                                          {"[title~=\"y\"]", "p2"},
                                                          {"[ title = 'x y' ]", "p2"},
                                                          {"[data-k^=ab]", "e1"},
                                                          {"[data-k$=cd]", "e1"},
                                                          {"[data-k*=bc]", "e1"},
                                                          {"custom-tag em", "e1"},
                                                          {"div div p, em", "e1\n\np4"},
                                                          {"div > div > p", "p4"}}) {
        CAPTURE(selector);
        CHECK(kept_by(selector, html) == text);
    }
    for (const auto* selector :
         {"b", "#b", ".on", "p > p", "em + div + p", "[data-k=ab]", "[title^='']", "p:nth-child(9)"}) {
        CAPTURE(selector);
        CHECK(kept_by(selector, page()) == body());
    }
}

TEST_CASE("a broken file of rules is told with its line, what is wrong and what to do") {
    CHECK(fault_of("host a.example\nkeep p\n\nkep .story\n") == "rules.txt:4: 'kep' is no rule");
    CHECK(fault_of("keep .story\n") == "rules.txt:1: a rule stands before the first host");
    CHECK(fault_of("host a.example\nkeep\n") == "rules.txt:2: 'keep' needs a selector");
    CHECK(fault_of("host\nkeep p\n") == "rules.txt:1: 'host' needs a name");
    CHECK(fault_of("host https://a.example/\nkeep p\n") ==
          "rules.txt:1: 'https://a.example/' is more than a host");
    CHECK(fault_of("host a.example:8080\nkeep p\n") == "rules.txt:1: 'a.example:8080' has a port");
    CHECK(fault_of("host a.example\nhost b.example\nkeep p\n") ==
          "rules.txt:2: the host before this one has no rules");
    CHECK(fault_of("host a.example\n") == "rules.txt:1: this host has no rules");
    CHECK(fault_of("host a.example\nkeep time @datetime\n") ==
          "rules.txt:2: keep and drop take whole elements");
    CHECK(fault_of("host a.example\nkeep div..a\n") ==
          "rules.txt:2: the selector 'div..a' is wrong at letter 5: here should stand the name of a class");
    for (const auto* selector :
         {"p >", "> p", "p,", "[a", "[a=]", "[a!=b]", "[a='b", "p:hover", ":not(p", ":not(p.a)",
          ":nth-child(x)", ":nth-child(0)", "p)", "p..", "a\\", "&", "p { }"}) {
        CAPTURE(selector);
        CHECK_THAT(fault_of("host a.example\nkeep " + std::string(selector) + "\n"),
                   Catch::StartsWith("rules.txt:2: the selector '"));
    }
    CHECK(fault_of("\xEF\xBB\xBFhost a.example\r\nkeep p\r\n").empty());
}

TEST_CASE("no page makes a selector slow") {
    Ruled rules("host *\nkeep div div div div div div div .x\ntitle div ~ div div + div *\nauthor *\n");
    CHECK(rules.clean(repeated("<div>", 1900) + "<p class=x>x" + repeated("<i>", 100)).text() == "x");
    CHECK(rules.clean(repeated("<div>y</div>", 100'000) + "<p>" + first).text() != "x");
}
