// SPDX-License-Identifier: MIT
// The stage tag.dates: dates, read against the document's own date.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <quern/plugin.hpp>

#include "atoms.hpp"
#include "lexicon.hpp"
#include "parser.hpp"
#include "resolver.hpp"

namespace {

using namespace tag_dates;
namespace layers = quern::layers;

constexpr const char* details =
    R"(Finds days, months, years, decades, centuries, seasons and quarters, in words and in figures, and those that are
counted from another: `Dec 21, 2014 09:32 AM EST`, `23.12.2014`, `May 3-5`, `the 1990s`, `Tuesday`, `last week`,
`two years ago`. `value` is ISO 8601: a date as exact as it was told, with the time where one stands beside it, or the
first and last day with `/` between: weeks (from Monday), weekends, seasons, decades, centuries, and stretches such as
`the past 30 days`. 1 BC is the year 0000.

`yesterday`, `Tuesday` or `in March` are counted from the document's date, metadata `published`; never from the clock.
Without it they stay without a value. A weekday is the last one up to that date, or the next where the sentence tells of
what is to come; a day without a year is in the year that the text has just named, else in the nearest one. `that year`
and `two days later` count from the date that the text named last.

Of `from 1990 to 1994` both years are rows, and of `May 3-5` the whole is one. Spans of time that have no place
in the calendar, such as `for two years`, are no dates.)";

// A text without stops is one sentence, however long it is.
constexpr std::uint32_t longest_piece = 1 << 16;

// The front of a span, up to a blank where it is too long to be looked at in one; it is taken off.
quern::Span take_piece(std::string_view text, quern::Span& rest) {
    auto end = rest.end;
    if (end - rest.begin > longest_piece) {
        end = rest.begin + longest_piece;
        while (end > rest.begin && text[end] != ' ' && text[end] != '\n') --end;
        if (end == rest.begin) end += longest_piece;
    }
    return {std::exchange(rest.begin, end), end};
}

// Memory that a worker keeps from document to document.
struct Workspace {
    std::vector<Atom> atoms;
    std::vector<Found> found;
};

class TagDates final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Finds dates and reads them against the document's own date.");
        d.details(details);
        d.reads_optional(layers::sentences);
        d.reads_metadata({"published"});
        d.writes(layers::dates);
        d.option("language", language_,
                 "The language of the texts: a file dates.LANGUAGE.txt beside the plugin has its words.");
        d.option("words", words_, "A file of words to use instead, of the same form.")
            .path(quern::Option::PathKind::file);
        d.option(
            "month_first", month_first_,
            "In figures with slashes the month stands first (03/04/2014 is 4 March). A number above 12 is a "
            "day in any case.");
        d.example("stages:\n  - use: segment.text\n  - use: tag.dates\n    month_first: false\n");
    }

    void prepare(quern::Setup& setup) override {
        lexicon_.emplace(words_.empty() ? setup.data("dates." + language_ + ".txt") : words_);
    }

    void process(quern::Document& document) const override {
        auto& workspace = document.scratch<Workspace>();
        auto& found = workspace.found;
        found.clear();
        const std::string& text = document.text();
        const auto look = [&](quern::Span sentence) {
            for (auto rest = sentence; rest.begin < rest.end;) {
                const auto span = take_piece(text, rest);
                if (cut(text, span.begin, span.end, *lexicon_, workspace.atoms))
                    Parser(*lexicon_, text, workspace.atoms, month_first_).run(found);
            }
        };
        if (const auto sentences = document.read(layers::sentences); sentences.exists())
            for (const auto sentence : sentences->spans()) look(sentence);
        else
            each_line(text, look);
        write(document, found);
    }

private:
    template <class Look>
    static void each_line(std::string_view text, const Look& look) {
        for (std::size_t begin = 0; begin < text.size();) {
            const auto end = std::min(text.find('\n', begin), text.size());
            look({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
            begin = end + 1;
        }
    }

    static void write(quern::Document& document, const std::vector<Found>& found) {
        auto rows = document.write(layers::dates);
        rows.reserve(found.size());
        const auto value = rows.column("value"), granularity = rows.column("granularity");
        Resolver resolver(document.metadata.get("published"));
        for (const auto& date : found) {
            const auto resolved = resolver.resolve(date.meaning, date.begin, date.future);
            auto row = rows.add({date.begin, date.end});
            if (!resolved.text.empty()) row.set(value, resolved.text);
            if (!resolved.granularity.empty()) row.set(granularity, resolved.granularity);
        }
    }

    std::string language_ = "en";
    std::filesystem::path words_;
    bool month_first_ = true;
    std::optional<Lexicon> lexicon_;
};

}  // namespace

QUERN_PLUGIN(quern::stage<TagDates>("tag.dates"));
