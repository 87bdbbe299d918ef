// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <set>

#include <catch2/catch.hpp>

#include <quern/document.hpp>

#include "printers.hpp"
#include "random_text.hpp"

using namespace quern;
using quern::testing::below;
using quern::testing::boundaries;
using quern::testing::Random;
using quern::testing::random_span;
using quern::testing::random_text;

namespace {

constexpr LayerSchema marks{"marks", "Spans to follow through edits."};

Document plain(std::string text) {
    Document document;
    document.set_source(std::move(text));
    document.set_text_from_page();
    return document;
}

// A second, slow account of what an edit does: every byte of the new text knows the bytes of the old one it
// stands for. A row then covers exactly the bytes that stand for any of its own.
struct Model {
    std::vector<std::set<std::uint32_t>> stands_for;

    std::optional<Span> moved(Span row) const {
        std::optional<Span> result;
        for (std::uint32_t i = 0; i < stands_for.size(); ++i) {
            const auto first = stands_for[i].lower_bound(row.begin);
            if (first == stands_for[i].end() || *first >= row.end) continue;
            const Span here{i, i + 1};
            result = result ? cover(*result, here) : here;
        }
        return result;
    }
};

// One random edit without overlapping replacements, and the model of it.
struct RandomEdit {
    TextEdit edit;
    std::string expected;
    Model model;

    RandomEdit(Random& random, const std::string& text) : edit(text) {
        const auto places = boundaries(text);
        std::size_t i = 0;
        const auto keep_to = [&](std::size_t end) {
            for (auto at = places[i]; at < places[end]; ++at) model.stands_for.push_back({at});
            expected.append(text, places[i], places[end] - places[i]);
            i = end;
        };
        while (i + 1 < places.size()) {
            const auto step = std::min<std::size_t>(places.size() - 1, i + below(random, 5));
            const Span range{places[i], places[step]};
            switch (below(random, 4)) {
                case 0:
                    keep_to(step);
                    break;
                case 1:
                    edit.drop(range);
                    i = step;
                    break;
                case 2: {
                    const auto with = random_text(random, 3);
                    edit.replace(range, with);
                    expected += with;
                    std::set<std::uint32_t> bytes;
                    for (auto at = range.begin; at < range.end; ++at) bytes.insert(at);
                    model.stands_for.insert(model.stands_for.end(), with.size(), bytes);
                    // Two replacements at one place would be one over the other.
                    i = step;
                    if (range.empty()) keep_to(std::min(i + 1, places.size() - 1));
                    break;
                }
                case 3: {
                    const auto what = random_text(random, 3);
                    edit.insert(range.begin, what);
                    expected += what;
                    model.stands_for.insert(model.stands_for.end(), what.size(), {});
                    keep_to(std::min(i + 1, places.size() - 1));
                    break;
                }
            }
        }
    }
};

void check_map(const OffsetMap& map, const std::string& text, const std::string& source) {
    std::uint32_t at = 0, source_at = 0;
    const auto places = boundaries(text);
    for (const auto& piece : map.pieces()) {
        REQUIRE(piece.text.begin == at);
        REQUIRE(!piece.text.empty());
        REQUIRE(piece.source.begin >= source_at);
        REQUIRE(piece.source.end <= source.size());
        if (piece.kind == OffsetMap::Kind::copied) {
            REQUIRE(piece.text.of(text) == piece.source.of(source));
            REQUIRE(std::binary_search(places.begin(), places.end(), piece.text.begin));
        }
        if (piece.kind == OffsetMap::Kind::inserted) REQUIRE(piece.source.empty());
        at = piece.text.end;
        source_at = piece.source.begin;
    }
    REQUIRE(at == text.size());
}

}  // namespace

TEST_CASE("edits compose: copied pieces equal the source, rows move as the rules say") {
    for (unsigned seed = 0; seed < 3000; ++seed) {
        CAPTURE(seed);
        Random random(seed);
        const auto source = random_text(random, 40);
        auto document = plain(source);
        for (int round = 0; round < 4; ++round) {
            const auto text = document.text();
            std::vector<Span> rows;
            auto writer = document.write(marks);
            for (int i = 0; i < 6; ++i) {
                const auto span = random_span(random, text);
                if (span.empty()) continue;
                rows.push_back(span);
                writer.add(span);
            }
            document.finish_layers();
            const RandomEdit random_edit(random, document.text());
            document.apply(random_edit.edit);
            CAPTURE(text, rows, document.text(), random_edit.model.stands_for);
            REQUIRE(document.text() == random_edit.expected);
            check_map(document.origin(), document.text(), source);

            std::vector<Span> expected;
            for (const auto row : rows)
                if (const auto moved = random_edit.model.moved(row)) expected.push_back(*moved);
            std::sort(expected.begin(), expected.end());
            REQUIRE(document.find_layer("marks")->spans() == expected);
        }
    }
}

TEST_CASE("to_source covers exactly the source bytes that a span was made of") {
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        Random random(seed);
        const auto source = random_text(random, 30);
        auto document = plain(source);
        const RandomEdit random_edit(random, document.text());
        document.apply(random_edit.edit);
        const auto span = random_span(random, document.text());
        std::set<std::uint32_t> bytes;
        for (auto i = span.begin; i < span.end; ++i)
            bytes.insert(random_edit.model.stands_for[i].begin(), random_edit.model.stands_for[i].end());
        const auto found = document.source_span(span);
        if (bytes.empty()) {
            REQUIRE(found.empty());
        } else {
            REQUIRE(found.begin == *bytes.begin());
            REQUIRE(found.end == *bytes.rbegin() + 1);
        }
    }
}

TEST_CASE("keep() drops everything else") {
    const std::string text = "menu story more ad end";
    TextEdit edit(text);
    edit.keep({5, 11});
    edit.keep({19, 22});
    REQUIRE(edit.result().text == "story end");
}

TEST_CASE("kept ranges may adjoin, overlap and come in any order") {
    const std::string text = "menu story more ad end";
    TextEdit edit(text);
    edit.keep({19, 22});
    edit.keep({5, 8});
    edit.keep({8, 9});
    edit.keep({9, 11});
    edit.keep({6, 10});
    edit.drop({19, 20});
    const auto result = edit.result();
    CHECK(result.text == "story nd");
    OffsetMap map;
    map.copied(6, 5);
    map.copied(2, 20);
    CHECK(result.map == map);
}

TEST_CASE("ranges dropped one over the other count once") {
    TextEdit edit("abcdefgh");
    edit.drop({1, 4});
    edit.drop({2, 6});
    edit.drop({6, 7});
    REQUIRE(edit.result().text == "ah");
    Span row{3, 8};
    REQUIRE(edit.moves().move(row));
    REQUIRE(row == Span{1, 2});
}

TEST_CASE("text put into a dropped range stays, and belongs to no row") {
    TextEdit edit("abcdef");
    edit.insert(3, "X");
    edit.drop({2, 5});
    REQUIRE(edit.result().text == "abXf");
    Span before{0, 4}, after{4, 6};
    REQUIRE(edit.moves().move(before));
    REQUIRE(edit.moves().move(after));
    REQUIRE(before == Span{0, 2});
    REQUIRE(after == Span{3, 4});
}

TEST_CASE("an edit that makes no sense says which range is at fault") {
    const std::string text = "naïve";
    TextEdit edit(text);
    REQUIRE_THROWS_WITH(edit.drop({3, 6}), Catch::Contains("3-6 cuts a character in two at byte 3"));
    REQUIRE_THROWS_WITH(edit.drop({0, 9}), Catch::Contains("0-9 is not inside the text of 6 bytes"));
    REQUIRE_THROWS_WITH(edit.insert(7, "x"), Catch::Contains("not inside"));
    edit.replace({0, 2}, "x");
    edit.drop({1, 2});
    REQUIRE_THROWS_WITH(edit.result(), Catch::Contains("1-2 overlaps the replacement at 0-2"));
}

TEST_CASE("a text built from a recoded page cites the bytes of the source") {
    // The source is Latin-1: one byte for é. The page is UTF-8 with an entity.
    Document document;
    document.media_type = "text/html";
    document.set_source("<p>caf\xe9 &amp; bar</p>");
    OffsetMap recoded;
    recoded.copied(6, 0);
    recoded.replaced(2, {6, 7});
    recoded.copied(14, 7);
    document.set_page("<p>café &amp; bar</p>", recoded);
    TextBuilder builder(document.page());
    builder.copy({3, 9});
    builder.replace("&", {9, 14});
    builder.copy({14, 18});
    builder.insert("\n\n");
    builder.trim(2);
    document.build_text(std::move(builder));
    REQUIRE(document.text() == "café & bar");
    REQUIRE(document.source_span({0, 5}) == Span{3, 7});
    REQUIRE(document.source_span({6, 7}) == Span{8, 13});
    REQUIRE(document.source_span({8, 11}) == Span{14, 17});
    REQUIRE_THROWS_WITH(document.build_text(TextBuilder(document.page())),
                        Catch::Contains("has a text already"));
}

TEST_CASE("pieces of a page may not go backwards") {
    TextBuilder builder("abcdef");
    builder.copy({3, 5});
    REQUIRE_THROWS_WITH(builder.copy({1, 2}), Catch::Contains("lies before one already used"));
    REQUIRE_THROWS_WITH(builder.replace("x", {0, 1}), Catch::Contains("lies before one already used"));
}

TEST_CASE("an edit is carried out on the text that it was made of, once") {
    auto document = plain(std::string(100, 'a') + " and more");
    const auto copy = document.text();
    TextEdit of_a_copy(copy);
    of_a_copy.drop({0, 1});
    CHECK_THROWS_WITH(document.apply(of_a_copy), "the edit is of another text than the document's");
    TextEdit edit(document.text());
    edit.drop({0, 50});
    document.apply(edit);
    CHECK_THROWS_WITH(document.apply(edit), "the edit is of another text than the document's");
    CHECK(document.text() == copy.substr(50));
    TextEdit another(document.text());
    another.drop({0, 50});
    document.apply(another);
    CHECK(document.text() == " and more");
}
