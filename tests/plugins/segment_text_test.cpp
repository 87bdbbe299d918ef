// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <quern/testing.hpp>

using namespace quern;
using quern::testing::StageRunner;
using quern::testing::text_document;

namespace {

std::vector<std::string> texts(const Document& document, std::string_view layer) {
    std::vector<std::string> result;
    for (const auto row : *document.find_layer(layer)) result.emplace_back(row.text());
    return result;
}

std::string joined(const std::vector<std::string>& pieces) {
    std::string result;
    for (const auto& piece : pieces) result += (result.empty() ? "" : "|") + piece;
    return result;
}

Document segmented(const std::string& text) {
    static StageRunner run("segment_text", "segment.text");
    auto document = text_document(text);
    run.process(document);
    return document;
}

std::string tokens(const std::string& text) {
    return joined(texts(segmented(text), "tokens"));
}
std::string sentences(const std::string& text) {
    return joined(texts(segmented(text), "sentences"));
}

std::string blocks(const Document& document) {
    std::vector<std::string> result;
    for (const auto row : *document.find_layer("blocks"))
        result.push_back(std::string(row.string("kind")) + ": " + std::string(row.text()));
    return joined(result);
}

using Cases = std::vector<std::pair<std::string, std::string>>;

}  // namespace

TEST_CASE("words are cut at clitics and kept whole elsewhere") {
    const Cases cases{
        {"Don't stop.", "Do|n't|stop|."},
        {"They can’t and won’t.", "They|ca|n’t|and|wo|n’t|."},
        {"I cannot, I'm gonna", "I|can|not|,|I|'m|gon|na"},
        {"China's and China’s and the workers' rights", "China|'s|and|China|’s|and|the|workers|'|rights"},
        {"It won′t, she'll, we've, they'd, you're", "It|wo|n′t|,|she|'ll|,|we|'ve|,|they|'d|,|you|'re"},
        {"O'Brien d'Estaing o'clock L'Oréal", "O'Brien|d'Estaing|o'clock|L'Oréal"},
        {"the '90s, the 1980's and '72", "the|'90s|,|the|1980's|and|'72"},
        {"the U.S.'s and 2005's best", "the|U.S.|'s|and|2005|'s|best"},
        {"naïve café Łódź Ĳssel", "naïve|café|Łódź|Ĳssel"},
        {"e\xCC\x81te\xCC\x81 here", "e\xCC\x81te\xCC\x81|here"},
        {"snake_case __init", "snake_case|__|init"},
        {"AT&T and R&D but salt&pepper", "AT&T|and|R&D|but|salt|&|pepper"},
    };
    for (const auto& [text, expected] : cases) CHECK(tokens(text) == expected);
}

TEST_CASE("hyphenated words are cut, so that names inside them stand free, but for prefixes") {
    CHECK(tokens("Shanghai-based anti-war e-mail") == "Shanghai|-|based|anti-war|e-mail");
    CHECK(tokens("U.S.-Asia and Sino-U.S. ties") == "U.S.|-|Asia|and|Sino|-|U.S.|ties");
    CHECK(tokens("UN-led un-American EX-wife") == "UN|-|led|un-American|EX-wife");
    CHECK(tokens("a 40-year-old") == "a|40|-|year|-|old");

    StageRunner run("segment_text", "segment.text");
    run.set("hyphens", "keep");
    auto document = text_document("A Shanghai-based 40-year-old went -- slowly -");
    run.process(document);
    CHECK(joined(texts(document, "tokens")) == "A|Shanghai-based|40-year-old|went|--|slowly|-");
}

TEST_CASE("abbreviations and initials keep their periods, other words do not") {
    const Cases cases{
        {"Mr. Smith of Acme Inc. met J. R. Ewing.", "Mr.|Smith|of|Acme|Inc.|met|J.|R.|Ewing|."},
        {"the U.S. and the U.N. at 5 p.m. sharp", "the|U.S.|and|the|U.N.|at|5|p.m.|sharp"},
        {"a Ph.D. from there", "a|Ph.D.|from|there"},
        {"No. 5 said no. Then", "No.|5|said|no|.|Then"},
        {"on Jan. 5", "on|Jan.|5"},
        {"This is plan B.", "This|is|plan|B|."},
        {"wait... what", "wait|...|what"},
        {"GEN. SMITH and gen. smith", "GEN.|SMITH|and|gen|.|smith"},
    };
    for (const auto& [text, expected] : cases) CHECK(tokens(text) == expected);
}

TEST_CASE("numbers keep their separators and leave signs and units alone") {
    const Cases cases{
        {"$1,200.50 or 20% or €5", "$|1,200.50|or|20|%|or|€|5"},
        {"US$4 and .265 and +44", "US$|4|and|.265|and|+44"},
        {"10:30pm, 5 am, 7a.m., 9/11", "10:30|pm|,|5|am|,|7|a.m.|,|9/11"},
        {"the 4th, 1990s, 3G", "the|4th|,|1990s|,|3G"},
        {"1990-1995 and 2005-03-09", "1990|-|1995|and|2005-03-09"},
        {"call 555-0123 or 1-800-555-0123", "call|555-0123|or|1-800-555-0123"},
        {"It grew by 3. Then", "It|grew|by|3|.|Then"},
    };
    for (const auto& [text, expected] : cases) CHECK(tokens(text) == expected);
}

TEST_CASE("addresses, handles and hashtags are whole") {
    const Cases cases{
        {"See https://example.org/a_(b)?q=1&r=2.", "See|https://example.org/a_(b)?q=1&r=2|."},
        {"(http://example.org/x), www.example.com!", "(|http://example.org/x|)|,|www.example.com|!"},
        {"“https://example.org/x”", "“|https://example.org/x|”"},
        {"mail first.last@example.co.uk, now", "mail|first.last@example.co.uk|,|now"},
        {"on Example.com and node.js", "on|Example.com|and|node.js"},
        {"@someone likes #ThisOne at 5 @ noon, #1", "@someone|likes|#ThisOne|at|5|@|noon|,|#|1"},
        {"the end.Then more", "the|end|.|Then|more"},
        {"http:// www. @ a@", "http|:|/|/|www|.|@|a|@"},
    };
    for (const auto& [text, expected] : cases) CHECK(tokens(text) == expected);
}

TEST_CASE("marks of all styles are tokens, runs of them one") {
    const Cases cases{
        {"``So,'' he said", "``|So|,|''|he|said"},
        {"“So,” «non» „ja“ 'no' ‘yes’", "“|So|,|”|«|non|»|„|ja|“|'|no|'|‘|yes|’"},
        {"really?! yes!!! well… -- —", "really|?!|yes|!!!|well|…|--|—"},
        {"(see [1]) a/b", "(|see|[|1|]|)|a|/|b"},
        {"fine :-) and :)", "fine|:-)|and|:)"},
    };
    for (const auto& [text, expected] : cases) CHECK(tokens(text) == expected);
}

TEST_CASE("no-break and zero-width spaces separate words, joiners inside words do not") {
    CHECK(tokens("a\u00A0b\u202Fc\u3000d\u200Be\uFEFFf") == "a|b|c|d|e|f");
    CHECK(tokens("co\u00ADop می\u200Cخواهم") == "co\u00ADop|می\u200Cخواهم");
    CHECK(tokens("\u200D\u2060x\u200E") == "x");
}

TEST_CASE("ideographs and emoji are tokens of their own") {
    CHECK(tokens("北京is big。") == "北|京|is|big|。");
    CHECK(tokens("ok 👍🏽👩‍👩‍👧🇩🇪🇫🇷 ❤️x") ==
          "ok|👍🏽|👩‍👩‍👧|🇩🇪|🇫🇷|❤️|x");
    CHECK(tokens("서울은 크다") == "서울은|크다");
}

TEST_CASE("sentences end where readers see them end") {
    const Cases cases{
        {"One. Two? Three! Four", "One.|Two?|Three!|Four"},
        {"Mr. Smith met Dr. Jones. They spoke.", "Mr. Smith met Dr. Jones.|They spoke."},
        {"said Mr. Smith. \"Then we left.\" Good.", "said Mr. Smith.|\"Then we left.\"|Good."},
        {"the U.S. Secretary of State came", "the U.S. Secretary of State came"},
        {"He left the U.S. The next day he returned.", "He left the U.S.|The next day he returned."},
        {"It cost 3.50 dollars. J. K. Rowling paid.", "It cost 3.50 dollars.|J. K. Rowling paid."},
        {"“We won. We did it,” he said. “Yes.”", "“We won.|We did it,” he said.|“Yes.”"},
        {"\"Why?\" he asked. \"Why?\" Ann Lee asked.", "\"Why?\" he asked.|\"Why?\" Ann Lee asked."},
        {"(It rained.) Then it stopped.", "(It rained.)|Then it stopped."},
        {"Well... maybe. Well... Maybe.", "Well... maybe.|Well...|Maybe."},
        {"1. Wash the rice. 2. Cook it.", "1. Wash the rice.|2. Cook it."},
        {"See No. 5 and p. 7. Then stop.", "See No. 5 and p. 7.|Then stop."},
        {"Apples, pears, etc. Then plums.", "Apples, pears, etc.|Then plums."},
        {"He came at 5 p.m. on Monday.", "He came at 5 p.m. on Monday."},
        {"``It is so.'' She nodded.", "``It is so.''|She nodded."},
        {"我们去。他们来。", "我们去。|他们来。"},
        {"Yahoo! is big, Inc. said.", "Yahoo! is big, Inc. said."},
        {"It ended. \"", "It ended. \""},
        {"So it was.[3] Then she left. :) He stayed.", "So it was.[3]|Then she left. :)|He stayed."},
        {"What is it? i ask. The Yahoo! site is up.", "What is it?|i ask.|The Yahoo! site is up."},
    };
    for (const auto& [text, expected] : cases) CHECK(sentences(text) == expected);
}

TEST_CASE("a sentence never crosses a block") {
    CHECK(sentences("A headline without a stop\nThe story begins.\r\n\r\nAnd goes on") ==
          "A headline without a stop|The story begins.|And goes on");
    CHECK(sentences("one\u2028two\rthree") == "one|two|three");
}

TEST_CASE("blocks come from lines where no cleaner wrote them") {
    CHECK(blocks(segmented(
              "  A Short Headline \n\n - first thing\n2) second thing\nThis is prose, with a stop.\n")) ==
          "heading: A Short Headline|list item: - first thing|list item: 2) second thing|"
          "paragraph: This is prose, with a stop.");
    CHECK(blocks(segmented("")).empty());
    CHECK(blocks(segmented(" \n\u00A0\n")).empty());
}

TEST_CASE("wrapped lines make one block up to an empty line or a list item") {
    StageRunner run("segment_text", "segment.text");
    run.set("wrapped", true);
    auto document =
        text_document("This sentence is\nwrapped. So is\nthis one.\n\n* an item\n* another\nwrapped item");
    run.process(document);
    CHECK(blocks(document) ==
          "paragraph: This sentence is\nwrapped. So is\nthis one.|list item: * an item|list item: * "
          "another\nwrapped "
          "item");
    CHECK(joined(texts(document, "sentences")) ==
          "This sentence is\nwrapped.|So is\nthis one.|* an item|* another\nwrapped item");
}

TEST_CASE("blocks that a cleaner wrote are left as they are and bound tokens and sentences") {
    StageRunner run("segment_text", "segment.text");
    auto document = text_document("Title here\nBody goes\non. End.");
    auto block = document.write(layers::blocks);
    block.add({0, 10}).set("kind", "heading");
    block.add({11, 29}).set("kind", "quote");
    document.finish_layers();
    run.process(document);
    CHECK(blocks(document) == "heading: Title here|quote: Body goes\non. End.");
    CHECK(joined(texts(document, "sentences")) == "Title here|Body goes\non.|End.");
}

TEST_CASE("the user's abbreviations are added to the built-in ones") {
    const auto file = std::filesystem::temp_directory_path() / "quern_segment_text_abbreviations.txt";
    std::ofstream(file) << "# ours\ntitle Fmr Hptm.\n";
    StageRunner run("segment_text", "segment.text");
    run.set("abbreviations", file);
    auto document = text_document("Fmr. Gov. Lee met Hptm. Kohl.");
    run.process(document);
    CHECK(joined(texts(document, "sentences")) == "Fmr. Gov. Lee met Hptm. Kohl.");

    std::ofstream(file) << "title A\nheading B\n";
    StageRunner wrong("segment_text", "segment.text");
    wrong.set("abbreviations", file);
    CHECK_THROWS_WITH(wrong.component(), file.string() + ":2: 'heading' is no kind of abbreviation");
    std::filesystem::remove(file);
}

namespace {

// Random text out of pieces that are hard on a scanner: marks, joiners, halves of tokens, all kinds of
// characters.
std::string random_text(std::mt19937& random) {
    static const std::vector<std::string> pieces{
        " ",      " ",      "\n", ".",          ".",     "'",  "’",    "\"", "“", "”",  "-", "@", "http://",
        "www.",   ":",      "/",  "a",          "B",     "no", "U.S",  "1",  "9", ",",  "&", "_", "\r",
        "\u00A0", "\u200D", "é",  "e\u0301",    "北",    "👍",  "🏽", "🇩",  "🇪", "\0", "%", "$", "``",
        "''",     "...",    "Mr", "n't",        "(",     ")",  "#",    "+",  "?", "!",  "—", "…", "\u2028",
        "\u00AD", "ß",      "٣",  "\U000E0041", "\uFE0F"};
    std::uniform_int_distribution<std::size_t> pick(0, pieces.size() - 1), length(0, 60);
    std::string text;
    for (auto left = length(random); left > 0; --left) text += pieces[pick(random)];
    if (random() % 8 == 0) text += '\0';
    return text;
}

bool is_boundary(const std::string& text, std::uint32_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

}  // namespace

TEST_CASE("tokens and sentences cover any text in order, within blocks and on code points") {
    std::mt19937 random(20240501);
    for (int round = 0; round < 3000; ++round) {
        const auto text = random_text(random);
        INFO("text: " << text);
        const auto document = segmented(text);
        const auto& tokens = document.find_layer("tokens")->spans();
        const auto& sentences = document.find_layer("sentences")->spans();
        const auto& blocks = document.find_layer("blocks")->spans();

        std::uint32_t end = 0;
        for (const auto token : tokens) {
            REQUIRE(token.begin >= end);
            REQUIRE(token.end > token.begin);
            REQUIRE((is_boundary(text, token.begin) && is_boundary(text, token.end)));
            // What lies between tokens holds no ASCII sign, letter or digit, and no letter of another script.
            for (auto at = end; at < token.begin; ++at)
                REQUIRE((text[at] <= ' ' || text[at] == 0x7F || text[at] < 0));
            end = token.end;
        }
        std::size_t block = 0, token = 0;
        end = 0;
        for (const auto sentence : sentences) {
            REQUIRE(sentence.begin >= end);
            end = sentence.end;
            while (block < blocks.size() && blocks[block].end < sentence.end) ++block;
            REQUIRE(block < blocks.size());
            REQUIRE(blocks[block].contains(sentence));
            REQUIRE(token < tokens.size());
            REQUIRE(tokens[token].begin == sentence.begin);
            while (token < tokens.size() && tokens[token].end <= sentence.end) ++token;
            REQUIRE(tokens[token - 1].end == sentence.end);
        }
        REQUIRE(token == tokens.size());
    }
}

TEST_CASE("texts of one endless token are scanned in linear time") {
    // Quadratic scanning of any of these would take minutes.
    for (const std::string piece :
         {"a", "a.", "a-", "a'", ".", "'", "1-", "1,", "www.", "http://", "@", "a@", "👍", "("})
        for (const std::string tail : {"", "@", " "}) {
            std::string text;
            while (text.size() < 300'000) text += piece;
            CHECK_NOTHROW(segmented(text + tail));
        }
}
