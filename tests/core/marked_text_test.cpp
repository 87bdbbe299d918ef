// SPDX-License-Identifier: MIT
// Text with marked spans for a terminal, and what an edit made of a text.
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <quern/edit.hpp>

#include "run/marked_text.hpp"
#include "run/text_changes.hpp"

using namespace quern;
using namespace quern::host;

namespace {

Mark mark(const std::string& text, const std::string& part, const std::string& label = {}) {
    const auto at = static_cast<std::uint32_t>(text.find(part));
    return {{at, at + static_cast<std::uint32_t>(part.size())}, label};
}

std::string plain(const std::string& text, const std::vector<Mark>& marks) {
    return marked_text(text, marks, false, 2);
}

std::string words(int number) {
    std::string text;
    for (int i = 0; i < number; ++i) text += "word" + std::to_string(i) + " ";
    return text;
}

}  // namespace

TEST_CASE("marks stand in brackets with their labels, one inside another where spans do") {
    const std::string text = "“Zoë Brandt left,” he said.";
    CHECK(plain(text, {mark(text, "Zoë Brandt left", "direct"), mark(text, "Zoë Brandt", "PER"),
                       mark(text, "left")}) == "  “⟦direct ⟦PER Zoë Brandt⟧ ⟦left⟧⟧,” he said.\n");
}

TEST_CASE("spans that cross and spans without text are marked where they begin and end") {
    CHECK(plain("abcdef", {{{0, 4}, "x"}, {{2, 6}, "y"}}) == "  ⟦x ab⟦y cd⟧ef⟧\n");
    CHECK(plain("abc", {{{1, 1}, "here"}}) == "  a⟦here⟧bc\n");
    CHECK(plain("abc", {{{3, 3}, ""}}) == "  abc⟦⟧\n");
}

TEST_CASE("colours take the place of brackets") {
    CHECK(marked_text("Zoë left.", {{{0, 4}, "PER"}}, true, 0) ==
          "\033[1;36mZoë\033[0m\033[2m‹PER›\033[0m left.\n");
}

TEST_CASE("what is far from marks is left out, with how much that is, also inside a long mark") {
    const auto text = words(100) + "HERE " + words(100);
    CHECK(plain(text, {mark(text, "HERE")}) ==
          "  [… 641 characters …] word93 word94 word95 word96 word97 word98 word99 ⟦HERE⟧ word0 word1 word2\n"
          "  word3 word4 word5 word6 word7 [… 643 characters …]\n");
    const auto whole = plain(text, {{{0, static_cast<std::uint32_t>(text.size() - 1)}, "all"}});
    CHECK_THAT(whole, Catch::StartsWith("  ⟦all word0 word1 ") && Catch::Contains(" characters …] ") &&
                          Catch::EndsWith(" word99⟧\n"));
    CHECK(whole.size() < 300);
}

TEST_CASE("no line is wider than the page but for a word that is") {
    const auto text = words(60) + "\n\n\n" + std::string(150, 'x') + "\n";
    const auto shown = plain(text, {{{0, 5}, ""}, {{100, 105}, ""}, {{200, 205}, ""}, {{300, 305}, ""}});
    for (std::string_view rest = shown; !rest.empty();) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + 1);
        CHECK((line.size() <= page_width + 8 || line.find('x') != line.npos));  // brackets have three bytes
    }
}

TEST_CASE("characters that could change the terminal are not shown") {
    CHECK(plain("a\033[31mb\xe2\x80\xae", {{{0, 1}, "\x07"}}).find('\033') == std::string::npos);
    CHECK(abridged("a\nb\tc\x1b", 60) == "a b c\ufffd");
}

TEST_CASE("a long text is cut in the middle, between words and characters") {
    CHECK(abridged("short", 5) == "short");
    const std::string wide = "ä";
    std::string text;
    for (int i = 0; i < 300; ++i) text += wide;
    CHECK(abridged(text, 30) == [&] {
        std::string front, back;
        for (int i = 0; i < 20; ++i) front += wide;
        for (int i = 0; i < 3; ++i) back += wide;
        return front + " … " + back;
    }());
}

TEST_CASE("an edit is told by what was dropped, replaced and inserted, each with its line") {
    const std::string text = "Menu\nThe harbour &amp; the gate.\nShare this\nThe end\n";
    TextEdit edit(text);
    edit.drop({0, 5});
    edit.replace({17, 22}, "&");
    edit.drop(
        {static_cast<std::uint32_t>(text.find("Share")), static_cast<std::uint32_t>(text.find("The end"))});
    edit.insert(static_cast<std::uint32_t>(text.size() - 1), ".");
    const auto made = edit.result();
    CHECK(made.text == "The harbour & the gate.\nThe end.\n");
    const auto changes = changes_of(made.map, text.size());
    CHECK(render(changes, text, made.text, 10, false) ==
          "    - line 1      Menu⏎\n"
          "    ~ line 2      &amp; → &\n"
          "    - line 3      Share this⏎\n"
          "    + line 4      .\n");
    CHECK(render(changes, text, made.text, 1, false) ==
          "    - line 1      Menu⏎\n    … and 3 more changes\n");
}

TEST_CASE("an edit that changes nothing, and one that leaves nothing") {
    const std::string text = "abc";
    CHECK(changes_of(OffsetMap::identity(3), 3).empty());
    TextEdit edit(text);
    edit.drop({0, 3});
    const auto changes = changes_of(edit.result().map, 3);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].before == Span{0, 3});
    CHECK(changes[0].after.empty());
}

TEST_CASE("two texts without a map differ between their common beginning and end, in whole characters") {
    const auto changes = changes_between("x é y", "x è y");  // the first byte of both letters is one
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].before == Span{2, 4});
    CHECK(changes[0].after == Span{2, 4});
    CHECK(changes_between("aa", "aaa").front().after.size() == 1);
    CHECK(changes_between("same", "same").empty());
}
