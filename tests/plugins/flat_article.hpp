// SPDX-License-Identifier: MIT
// A small article, and what clean.flat makes of a page.
#pragma once

#include <string>
#include <utility>

#include <quern/testing.hpp>

#include "cleaned.hpp"

// Three paragraphs that nobody would take for anything else.
inline const std::string first =
    "The ferry to Lindholm was stopped on Monday after a crack was found in the bow, the harbour office "
    "said.";
inline const std::string second =
    "\"We will not let it sail before it has been mended,\" said Marta Oske, who runs the office, and closed "
    "the door.";
inline const std::string third =
    "Some two hundred people live on the island, and most of them had gone to the mainland for the market "
    "that day.";

inline quern::Document cleaned(std::string text) {
    static quern::testing::StageRunner run("clean_pages", "clean.flat");
    auto document = quern::testing::text_document(std::move(text));
    run.process(document);
    quern::testing::check_origin(document);
    return document;
}

inline std::string body(const std::string& separator = "\n\n") {
    return first + separator + second + separator + third;
}
