// SPDX-License-Identifier: MIT
// What the trees of clean.flat see of a line.
#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "flat/features.hpp"
#include "temporary_folder.hpp"

using clean_flat::line_features;
using press::ByteRows;

namespace {

const std::string page_text =
    "Ferry to Lindholm stopped | The Courier\nHome\nIslands\n\nFerry to Lindholm stopped\n"
    "The ferry to Lindholm was stopped on Monday after a crack was found in the bow, the office said.\n"
    "Nobody was hurt, and it will be mended by the end of the week, as far as anybody can tell.\n"
    "Related: How the ferry was built\nHome\nIslands\n";

class Described {
public:
    explicit Described(const std::string& text, std::uint8_t before = 0)
        : Described(text, describer_, before) {}
    Described(const std::string& text, clean_flat::Describer& describer, std::uint8_t before = 0)
        : text_(text) {
        const quern::testing::TemporaryFolder folder;
        const press::Phrases phrases(folder.write("debris.txt", "[related]\n^related\n"));
        clean_flat::LineSplitter().split(text_, phrases, {}, page_);
        ByteRows rows;
        rows.resize(clean_flat::Describer::batch, line_features);
        describer.read(page_);
        do {
            for (std::size_t r = 0; r < rows.rows(); ++r)
                for (std::size_t c = 0; c < line_features; ++c) *rows.at(r, c) = before;
        } while (describer.next(page_, rows) && keep(rows));
    }
    const std::vector<int>& row(std::size_t line) const { return rows_.at(line); }
    const clean_flat::Page& page() const { return page_; }

private:
    bool keep(const ByteRows& rows) {
        for (std::size_t r = 0; r < rows.rows(); ++r) {
            auto& values = rows_.emplace_back();
            for (std::size_t c = 0; c < line_features; ++c) values.push_back(*rows.at(r, c));
        }
        return true;
    }

    std::string text_;
    clean_flat::Page page_;
    clean_flat::Describer describer_;
    std::vector<std::vector<int>> rows_;
};

}  // namespace

TEST_CASE("every feature of every line is written, whatever stood in its place") {
    const Described one(page_text, 0), other(page_text, 0xA5);
    REQUIRE(one.page().lines.size() == 9);
    for (std::size_t i = 0; i < 9; ++i) {
        CAPTURE(i);
        CHECK(one.row(i) == other.row(i));
    }
}

TEST_CASE("a line is described by its words, and by how often the page has it") {
    const Described page(page_text);
    CHECK(page.row(1)[0] == 1);   // Home
    CHECK(page.row(4)[0] == 19);  // the first paragraph
    CHECK(page.page().repeats[1] == 2);
    CHECK(page.page().repeats[4] == 1);
    CHECK(page.row(1) != page.row(7));  // the same line in another place
}

TEST_CASE("features do not hang on pages that were described before") {
    const Described alone(page_text);
    std::string other;
    for (int i = 0; i < 300; ++i) other += "Lindholm and its ferry, number " + std::to_string(i) + ".\n";
    clean_flat::Describer describer;
    const Described before(other, describer), after(page_text, describer);
    REQUIRE(before.page().lines.size() == 300);
    for (std::size_t i = 0; i < alone.page().lines.size(); ++i) CHECK(after.row(i) == alone.row(i));
}

TEST_CASE("the words of a line of any length are counted by where else the page has them") {
    constexpr std::size_t title_share = 20, elsewhere = 22;  // half per cents of a line's longer words
    for (const std::size_t words : {100, 127, 128, 300}) {
        std::string line;
        for (std::size_t i = 0; i < words; ++i) line += i % 2 == 0 ? "ferry " : "harbour ";
        const Described page("The ferry\n" + line + "\nThe harbour\n");
        CAPTURE(words);
        CHECK(page.row(1)[title_share] == 100);
        CHECK(page.row(1)[elsewhere] == 200);
    }
}

TEST_CASE("what stands above and below a line is told across batches of lines") {
    constexpr std::size_t since = 79, until = 90;  // lines from the last and to the next that is "related"
    const std::vector<std::size_t> marked{3, 63, 64, 170};
    std::string text;
    for (std::size_t i = 0; i < 200; ++i)
        text += std::find(marked.begin(), marked.end(), i) == marked.end()
                    ? "Line " + std::to_string(i) + " of the ferry\n"
                    : "Related: the ferry\n";
    const Described page(text);
    for (std::size_t i = 0; i < 200; ++i) {
        int last = 255, next = 255;
        for (const auto line : marked) {
            if (line < i) last = static_cast<int>(i - line);
            if (line > i && next == 255) next = static_cast<int>(line - i);
        }
        CAPTURE(i);
        CHECK(page.row(i)[since] == last);
        CHECK(page.row(i)[until] == next);
        CHECK(page.row(i)[25] == (i > 0 ? page.row(i - 1)[0] : 0));
        CHECK(page.row(i)[30] == (i < 199 ? page.row(i + 1)[0] : 0));
    }
}
