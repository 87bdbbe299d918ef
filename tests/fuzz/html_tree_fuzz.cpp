// SPDX-License-Identifier: MIT
// clean.html on trees that the fuzzer builds. The parser is a library without instruments, and what a mutated
// page becomes in it is chance; here each byte is a step, and the fuzzer sees what it leads to.
#include "cleaner_fuzz.hpp"

#include <array>
#include <vector>

namespace {

constexpr std::string_view elements[] = {
    "div",    "p",      "article", "section", "main",       "aside",      "nav",      "header", "footer",
    "h1",     "h2",     "ul",      "ol",      "li",         "table",      "tr",       "td",     "th",
    "figure", "a",      "span",    "b",       "em",         "q",          "pre",      "code",   "details",
    "form",   "button", "address", "time",    "figcaption", "blockquote", "noscript", "script", "style",
    "svg",    "ruby",   "rt",      "label",   "caption"};

constexpr std::string_view attributes[] = {"class=story-body",
                                           "class='entry-content x'",
                                           "class=related",
                                           "class='share bar'",
                                           "class=newsletter",
                                           "class=byline",
                                           "class=caption",
                                           "class=hidden",
                                           "id=comments",
                                           "id=article-body",
                                           "hidden",
                                           "aria-hidden=true",
                                           "style='display:none'",
                                           "style='visibility: hidden'",
                                           "itemprop=articleBody",
                                           "itemprop=author",
                                           "itemprop=datePublished",
                                           "itemprop=caption",
                                           "rel=author",
                                           "role=main",
                                           "role=navigation",
                                           "datetime=2020-05-03T10:00",
                                           "href='/x'",
                                           "type='application/ld+json'",
                                           "lang=de",
                                           "content='Ann Bell'",
                                           "data-component=promo",
                                           "class=articleRelatedLinks"};

constexpr std::string_view texts[] = {
    "The ferry to Lindholm was stopped on Monday after a crack was found in the bow, the harbour office said.",
    "“We will not let it sail before it has been mended,” said Marta Oske, who runs the office.",
    "Short.",
    "Advertisement",
    "Read more: Ten ferries",
    "By Ann Bell",
    "By Ann Bell and Carl Dorn, Staff Writers",
    "3 May 2020",
    "Updated 4 May 2020 at 10.15pm",
    "Photo: Ann Bell / LPA",
    " ",
    "\n",
    "&nbsp;",
    "&amp;",
    "a&b&#0;c",
    "\r\n",
    "港务局周一表示，渡轮在船头发现裂缝后已经停航。",
    "قالت مارتا إنها لن تسمح لها بالإبحار.",
    "| Home | News |",
    "Ferry to Lindholm stopped",
    "Sign up for our newsletter",
    "•",
    "1. The ferry is mended first",
    "{\"@type\":\"NewsArticle\",\"headline\":\"Ferry to Lindholm stopped\",\"author\":[{\"name\":\"Ann Bell\"}]}",
    "© 2020 The Courier. All rights reserved.",
    "http://courier.example/x",
    "?",
    "…",
    "ANN BELL",
    "x"};

template <std::size_t n>
std::string_view pick(const std::string_view (&list)[n], std::uint8_t byte) {
    return list[byte % n];
}

// Steps: open an element, open one with attributes, close one, write text, a break, a mark.
std::string page_of(const std::uint8_t* bytes, std::size_t size) {
    std::string page = "<title>Ferry to Lindholm stopped | The Courier</title><body>";
    std::vector<std::string_view> open;
    for (std::size_t i = 0; i + 1 < size; i += 2) {
        const auto step = bytes[i], what = bytes[i + 1];
        switch (step % 6) {
            case 0:
                open.push_back(pick(elements, what));
                page.append("<").append(open.back()).append(">");
                break;
            case 1:
                open.push_back(pick(elements, what));
                page.append("<")
                    .append(open.back())
                    .append(" ")
                    .append(pick(attributes, step / 6))
                    .append(">");
                break;
            case 2:
                if (open.empty()) break;
                page.append("</").append(open.back()).append(">");
                open.pop_back();
                break;
            case 3:
            case 4:
                page += pick(texts, what);
                break;
            default:
                page += what % 3 == 0 ? "<br>" : what % 3 == 1 ? "<!-- x -->" : "<img src=x>";
        }
    }
    return page;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto stage = fuzz::make_stage("clean.html", CLEAN_PAGES_DATA);
    quern::Document document;
    document.media_type = "text/html";
    document.set_source(page_of(bytes, size));
    try {
        fuzz::clean(*stage, document);
    } catch (const quern::Error&) {
        // Nested too deeply.
    }
    return 0;
}
