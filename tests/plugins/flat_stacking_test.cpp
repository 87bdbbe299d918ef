// SPDX-License-Identifier: MIT
// What the second trees of clean.flat see of a line, and the weights of words.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <quern/error.hpp>

#include "flat/stacking.hpp"
#include "temporary_folder.hpp"

using clean_flat::Describer;
using clean_flat::stacked_features;
using clean_flat::StackedDescriber;
using press::ByteRows;
using press::WordWeights;

namespace {

constexpr std::size_t levels_from = Describer::own_features, sums_from = levels_from + 7,
                      run_from = sums_from + 16, topic_from = run_from + 6;

class Stacked {
public:
    Stacked(const std::string& text, const std::vector<std::uint8_t>& levels, StackedDescriber& stacked,
            std::uint8_t before = 0)
        : text_(text) {
        const quern::testing::TemporaryFolder folder;
        const press::Phrases phrases(folder.write("debris.txt", "[related]\n^related\n"));
        clean_flat::LineSplitter().split(text_, phrases, {}, page_);
        REQUIRE(page_.lines.size() == levels.size());
        Describer describer;
        describer.read(page_);
        stacked.read(page_, levels);
        ByteRows rows;
        rows.resize(StackedDescriber::batch, stacked_features);
        do {
            for (std::size_t r = 0; r < rows.rows(); ++r)
                for (std::size_t c = 0; c < stacked_features; ++c) *rows.at(r, c) = before;
        } while (stacked.next(page_, describer, rows) && keep(rows));
    }
    const std::vector<int>& row(std::size_t line) const { return rows_.at(line); }

private:
    bool keep(const ByteRows& rows) {
        for (std::size_t r = 0; r < rows.rows(); ++r) {
            auto& values = rows_.emplace_back();
            for (std::size_t c = 0; c < stacked_features; ++c) values.push_back(*rows.at(r, c));
        }
        return true;
    }

    std::string text_;
    clean_flat::Page page_;
    std::vector<std::vector<int>> rows_;
};

Stacked stacked(const std::string& text, const std::vector<std::uint8_t>& levels, std::uint8_t before = 0) {
    StackedDescriber describer;
    return {text, levels, describer, before};
}

// Two hundred lines of four words, of which those from 70 to 139 are likely the article's.
struct LongPage {
    LongPage() {
        for (std::size_t i = 0; i < 200; ++i) {
            const bool inside = i >= 70 && i < 140;
            text += inside ? "The ferry stops here\n" : "Tickets timetable contact legal\n";
            levels.push_back(inside ? 255 : 0);
        }
    }
    std::string text;
    std::vector<std::uint8_t> levels;
};

std::string weights_file(const std::vector<std::pair<std::size_t, int>>& set, int bias = 0) {
    std::vector<int> values(WordWeights::places * WordWeights::classes);
    for (const auto& [at, value] : set) values[at] = value;
    auto out = "words " + std::to_string(WordWeights::classes) + ' ' + std::to_string(bias) + '\n';
    for (const auto value : values) out += std::to_string(value) + '\n';
    return out;
}

std::size_t class_of(std::string_view word, WordWeights::Place place = WordWeights::anywhere) {
    return place * WordWeights::classes + WordWeights::class_of(press::hash_of(word));
}

}  // namespace

TEST_CASE("every stacked feature of every line is written, whatever stood in its place") {
    const LongPage page;
    const auto one = stacked(page.text, page.levels, 0), other = stacked(page.text, page.levels, 0xA5);
    for (std::size_t i = 0; i < page.levels.size(); ++i) {
        CAPTURE(i);
        CHECK(one.row(i) == other.row(i));
    }
}

TEST_CASE("stacked features do not hang on pages that were described before") {
    const LongPage page;
    const std::string text = "The ferry to Lindholm\nTickets\nThe ferry stops here on Monday\n";
    const std::vector<std::uint8_t> levels{100, 20, 200};
    StackedDescriber describer;
    const Stacked before(page.text, page.levels, describer), after(text, levels, describer);
    const auto alone = stacked(text, levels);
    for (std::size_t i = 0; i < levels.size(); ++i) CHECK(after.row(i) == alone.row(i));
}

TEST_CASE("a line's row tells what the first trees say of it and of three lines on each side") {
    const auto page = stacked("one\ntwo\nthree\nfour\nfive\n", {10, 20, 30, 40, 50});
    const auto& row = page.row(1);
    CHECK(std::vector<int>(row.begin() + levels_from, row.begin() + sums_from) ==
          std::vector<int>{0, 0, 10, 20, 30, 40, 50});
}

TEST_CASE("likely words above and below and the likeliest run are told across batches of lines") {
    const LongPage long_page;
    const auto page = stacked(long_page.text, long_page.levels);
    for (const std::size_t i : {0, 69, 70, 104, 139, 140, 199}) {
        CAPTURE(i);
        const auto& row = page.row(i);
        const auto above = std::clamp(static_cast<int>(i) - 70, 0, 70);
        const auto below = i < 70 ? 70 : std::max(0, 139 - static_cast<int>(i));
        CHECK(row[sums_from] == 250 * above / 70);
        CHECK(row[sums_from + 1] == 250 * below / 70);
        CHECK(row[run_from] == (i < 70 ? 0 : i < 140 ? 1 : 2));
        CHECK(row[run_from + 1] == std::clamp(128 + static_cast<int>(i) - 70, 0, 255));
        CHECK(row[run_from + 2] == std::clamp(128 + static_cast<int>(i) - 139, 0, 255));
        CHECK(row[run_from + 5] == 250);  // all likely words stand in the run
    }
}

TEST_CASE("a line's words are as likely as the other lines that have them") {
    const auto page =
        stacked("The ferry sails\nThe ferry stops\nWeather forecast\nWeather tickets\n", {255, 255, 0, 0});
    CHECK(page.row(0)[topic_from] == 250);      // ferry, in the likely second line
    CHECK(page.row(0)[topic_from + 1] == 125);  // sails is nowhere else
    CHECK(page.row(2)[topic_from] == 0);
}

TEST_CASE("words weigh by themselves, and once more where they begin or end a line") {
    const quern::testing::TemporaryFolder folder;
    const WordWeights weights(
        folder.write("words", weights_file({{class_of("yesterday"), 40},
                                            {class_of("photo"), -20},
                                            {class_of("photo", WordWeights::first), -90},
                                            {class_of("photo", WordWeights::last), -50}})));
    CHECK(weights.of(press::hash_of("yesterday")) == 40);
    CHECK(weights.of(press::hash_of("photo")) == -20);
    press::LineMeter meter;
    const press::Phrases phrases;
    const auto wording = [&](const std::string& text) {
        press::Line line;
        line.span = {0, static_cast<std::uint32_t>(text.size())};
        meter.begin(phrases, text, nullptr, &weights);
        meter.measure(line);
        return static_cast<int>(meter.wording());
    };
    CHECK(wording("It rained here") == 128);
    CHECK(wording("Yesterday it rained") > 128);
    CHECK(wording("A photo here") < 128);
    CHECK(wording("Photo: it rained") < wording("The photo faded"));
    CHECK(wording("This is a photo") < wording("This photo is old"));
    CHECK(wording("Yesterday it rained") > wording("Yesterday it rained on all of the islands and at sea"));
}

TEST_CASE("a file that is no weights of words is refused") {
    const quern::testing::TemporaryFolder folder;
    const auto whole = weights_file({});
    const auto refused = [&](const std::string& content) {
        CHECK_THROWS_AS(WordWeights(folder.write("words", content)), quern::Error);
    };
    refused("");
    refused("trees 320 features 96\n");
    refused("words 12 0\n1 2 3\n");
    refused(whole.substr(0, whole.size() / 2));
    refused(weights_file({{5, 128}}));
    CHECK_NOTHROW(WordWeights(folder.write("words", whole)));
}
