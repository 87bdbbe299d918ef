// SPDX-License-Identifier: MIT
// What clean.html finds out about an article.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "article_page.hpp"

using namespace quern;
using namespace quern::testing;

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
