// SPDX-License-Identifier: MIT
// What the trees of clean.flat see of a line.
#include <catch2/catch.hpp>

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
    explicit Described(const std::string& text, std::uint8_t before = 0) : text_(text) {
        const quern::testing::TemporaryFolder folder;
        const press::Phrases phrases(folder.write("debris.txt", "[related]\n^related\n"));
        clean_flat::LineSplitter(phrases).split(text_, page_);
        rows_.resize(page_.lines.size(), line_features);
        for (std::size_t r = 0; r < page_.lines.size(); ++r)
            for (std::size_t c = 0; c < line_features; ++c) *rows_.at(r, c) = before;
        clean_flat::Describer().describe_lines(page_, rows_);
    }
    std::vector<int> row(std::size_t line) const {
        std::vector<int> values;
        for (std::size_t c = 0; c < line_features; ++c) values.push_back(*rows_.at(line, c));
        return values;
    }
    const clean_flat::Page& page() const { return page_; }

private:
    std::string text_;
    clean_flat::Page page_;
    ByteRows rows_;
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
    const quern::testing::TemporaryFolder folder;
    const press::Phrases phrases(folder.write("debris.txt", "[related]\n^related\n"));
    clean_flat::Page page;
    clean_flat::Describer describer;
    ByteRows rows;
    std::string other;
    for (int i = 0; i < 300; ++i) other += "Lindholm and its ferry, number " + std::to_string(i) + ".\n";
    clean_flat::LineSplitter(phrases).split(other, page);
    describer.describe_lines(page, rows);
    clean_flat::LineSplitter(phrases).split(page_text, page);
    describer.describe_lines(page, rows);
    for (std::size_t i = 0; i < page.lines.size(); ++i)
        for (std::size_t c = 0; c < line_features; ++c) {
            CAPTURE(i, c);
            CHECK(int{*rows.at(i, c)} == alone.row(i)[c]);
        }
}
