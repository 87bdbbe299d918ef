// SPDX-License-Identifier: MIT
// A small article as a web page, for the tests of clean.html.
#pragma once

#include <string>
#include <utility>

#include <quern/testing.hpp>

#include "cleaned.hpp"

namespace quern::testing {

const std::string first =
    "The ferry to Lindholm was stopped on Monday after a crack was found in the bow, the harbour office "
    "said.";
const std::string second =
    "“We will not let it sail before it has been mended,” said Marta Oske, who runs the office, and closed "
    "the door.";
const std::string third =
    "Some two hundred people live on the island, and most of them had gone to the mainland for the market "
    "that day.";

inline Document cleaned(std::string html, StageRunner& run) {
    auto document = text_document(std::move(html), "text/html");
    run.process(document);
    check_origin(document);
    return document;
}

inline Document cleaned(std::string html) {
    static StageRunner run("clean_pages", "clean.html");
    return cleaned(std::move(html), run);
}

inline std::string p(const std::string& text) {
    return "<p>" + text + "</p>\n";
}

// An article with `inside` behind its first paragraph.
inline std::string page(const std::string& inside = {}, const std::string& head = {}) {
    return "<!DOCTYPE html><html><head>" + head + "</head><body><article>" + p(first) + inside + p(second) +
           p(third) + "</article></body></html>";
}

inline std::string body(const std::string& inside = {}) {
    return first + "\n\n" + (inside.empty() ? "" : inside + "\n\n") + second + "\n\n" + third;
}

inline std::string repeated(const std::string& what, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += what;
    return all;
}

}  // namespace quern::testing
