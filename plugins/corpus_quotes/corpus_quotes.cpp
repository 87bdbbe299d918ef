// SPDX-License-Identifier: MIT
// The corpus stage corpus.quotes: one row for each saying, however many documents tell it.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <quern/plugin.hpp>

#include "collection.hpp"
#include "comparison.hpp"
#include "differences.hpp"
#include "document.hpp"
#include "language.hpp"
#include "matches.hpp"
#include "sayings.hpp"

namespace {

using namespace corpus_quotes;
namespace layers = quern::layers;

constexpr const char* details =
    R"(Quotations are one saying where a sentence of one (or several short ones) is told by the other: cut short, joined with
another, interrupted by the attribution, reworded a little, turned round, as a string in marks of a mixed quotation, or
without marks. What is compared are the words that say something, in a form without endings, accents and capitals; small
words (the, we, said) and signs are not. A word behind *not* is another word, so that a denial is not what it denies.

Never one saying are

- quotations of two people: each has a row, and where they share five weighty words or more, `review` names the other
- quotations that differ in a number or a name, and a question and its answer
- fewer than three words that say something; few words that three people or more say, none of them mostly: they are
  stock phrases

A word weighs the less, the more speakers of the corpus use it. A speaker told by a part of the name, by initial, title or
acronym is the same; one who is only described ("the ministry", "a spokesman"), or not told, joins the only other speaker
of the words, where they share four weighty words, and stands alone beside two.

What it gets wrong: of two sentences that differ in one word among five or more, it cannot know whether the word matters
(*the council voted to close* and *to repair the old bridge after the flood* are joined at the default threshold); what
somebody says again a year later is the same saying; retellings with other words altogether are not found.

The rows told by most documents come first. The result is the same for any order of the documents. Memory grows with the
number of quotations, less than half a kilobyte each, up to `most`; how many came later is told in the last row, which has no
text. Of a quotation 2,000 weighty words are compared and 1,000 characters shown.)";

constexpr quern::Column saying_columns[] = {
    {"number", quern::Type::integer, "Number of the row, from 1."},
    {"text", quern::Type::string, "The saying in the words that most documents tell; of those the fullest."},
    {"speaker", quern::Type::string, "The fullest name of who is told to have said it."},
    {"speaker_key", quern::Type::string, "A stable identifier of the speaker where one is known."},
    {"documents", quern::Type::integer, "In how many documents it is told."},
    {"outlets", quern::Type::integer, "On how many sites, as far as documents name theirs."},
    {"tellings", quern::Type::integer, "How often it is told."},
    {"first_date", quern::Type::string, "When the first of them was published, where that is known."},
    {"first_document", quern::Type::string, "Id of the first of them."},
    {"speakers", quern::Type::string, "The speaker as told, with counts: Angela Okafor (3); Okafor (2)."},
    {"review", quern::Type::string,
     "Rows in the same words that are told of another speaker: 4 Tomás Ferreira; …"},
};
constexpr quern::LayerSchema saying_list{"sayings", "What was said, told by how many.", saying_columns,
                                         false};

constexpr quern::Column telling_columns[] = {
    {"saying", quern::Type::integer, "Number of its row in sayings."},
    {"document", quern::Type::string, "Id of the document."},
    {"outlet", quern::Type::string, "The site, where the document names it."},
    {"published", quern::Type::string, "When the document was published, where that is known."},
    {"quote", quern::Type::integer, "The row of quotes with its first piece, from 0."},
    {"begin", quern::Type::integer, "Where it begins in the document's text, in Unicode code points."},
    {"end", quern::Type::integer, "Where it ends."},
    {"kind", quern::Type::string, "direct, mixed or indirect."},
    {"text", quern::Type::string, "As told here, its pieces with … between them; what is longer is cut."},
    {"speaker", quern::Type::string, "The speaker as told here."},
    {"differs", quern::Type::string,
     "The words in which it differs from the saying's text: [-words there-] {+words here+}; … for a part that "
     "is left out, or added, at an end."},
};
constexpr quern::LayerSchema telling_list{"tellings", "Who tells a saying, and in which words.",
                                          telling_columns, false};

constexpr std::size_t most_reviewed = 5;  // others that a row names

struct Quotations final : quern::CorpusStage::Summary {
    Source source;
    std::vector<Quotation> list;
};

// The host's name of https://news.example.org/a: news.example.org.
std::string_view host_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == url.npos) return {};
    url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("/?#"));
    return url.starts_with("www.") ? url.substr(4) : url;
}

std::string_view to_string(Kind kind) {
    return kind == Kind::direct ? "direct" : kind == Kind::mixed ? "mixed" : "indirect";
}

class CorpusQuotes final : public quern::CorpusStage {
public:
    void declare(quern::Declaration& d) override {
        d.summary(
            "Finds quotations of several documents that tell the same saying, and lists who tells it how.");
        d.details(details);
        d.reads(layers::quotes);
        d.reads_optional(layers::quoted);
        d.reads_optional(layers::entities);
        d.reads_metadata({"published", "site", "url"});
        d.makes_table(saying_list);
        d.makes_table(telling_list);
        d.option("language", language_name_, "Language whose small words, negations and endings are known.")
            .one_of({"en"});
        d.option("kinds", kinds_, "Kinds of quotations to compare: direct, mixed, indirect.");
        d.option(
             "threshold", threshold_,
             "Least share, by weight, of a sentence's words that another quotation must have close together: 0.5 "
             "finds most and joins some that only resemble each other, 1 takes no other word.")
            .at_least(0.5)
            .at_most(1);
        d.option("least_documents", least_documents_,
                 "List sayings that so many documents tell at least, and those with a `review`.")
            .at_least(1);
        d.option("most", most_, "So many quotations are compared; later ones are counted.").at_least(1);
        d.example(
            "stages:\n  - use: segment.text\n  - use: tag.entities\n  - use: quote.speech\n  - use: corpus.quotes\n",
            "who says what, told by whom");
        d.example("- use: corpus.quotes\n  kinds: [direct, mixed]\n  threshold: 0.8\n  least_documents: 3\n",
                  "only what stands in marks, nearly word for word, and told by three documents");
    }

    void prepare(quern::Setup& setup) override {
        for (const auto& kind : kinds_)
            if (!kind_of(kind))
                throw quern::Error("there is no kind of quotations '" + kind + "'",
                                   "kinds: [direct, mixed, indirect], or some of them");
        language_ = std::make_unique<Language>(setup.data("lang." + language_name_ + ".txt"));
        collection_.emplace(static_cast<std::size_t>(most_));
    }

    std::unique_ptr<Summary> summarise(const quern::Document& document, std::uint64_t) const override {
        auto summary = std::make_unique<Quotations>();
        auto& source = summary->source;
        source.id = document.id;
        source.published = document.metadata.get("published");
        source.outlet = document.metadata.get("site");
        if (source.outlet.empty()) source.outlet = host_of(document.metadata.get("url"));
        summary->list = read_quotations(document, *language_, kinds_);
        return summary;
    }

    void observe(std::unique_ptr<Summary> summary) override {
        auto& quotations = static_cast<Quotations&>(*summary);
        collection_->add(std::move(quotations.source), quotations.list);
    }

    void finish(quern::TableWriter& tables) override {
        const Comparison comparison(*collection_, *language_, threshold_);
        const auto list = sayings(comparison, match(comparison), static_cast<std::size_t>(least_documents_));
        for (const auto& saying : list) {
            write(tables, saying, list);
            for (const auto number : saying.tellings) write_telling(tables, saying, number);
        }
        if (collection_->left_out() != 0)
            tables.add(saying_list).set("tellings", static_cast<std::int64_t>(collection_->left_out()));
        collection_.reset();
    }

private:
    static quern::RowWriter& set_text(quern::RowWriter& row, const char* column, std::string_view value) {
        return value.empty() ? row : row.set(column, value);
    }
    static quern::RowWriter& set_count(quern::RowWriter& row, const char* column, std::size_t value) {
        return row.set(column, static_cast<std::int64_t>(value));
    }
    void write(quern::TableWriter& tables, const Saying& saying, const std::vector<Saying>& list) const;
    void write_telling(quern::TableWriter& tables, const Saying& saying, Index number) const;

    std::string language_name_ = "en";
    std::vector<std::string> kinds_{"direct", "mixed", "indirect"};
    double threshold_ = 0.65;
    int least_documents_ = 2;
    std::int64_t most_ = 2'000'000;
    std::unique_ptr<Language> language_;
    std::optional<Collection> collection_;
};

void CorpusQuotes::write(quern::TableWriter& tables, const Saying& saying,
                         const std::vector<Saying>& list) const {
    const auto& tellings = collection_->tellings();
    const auto& first = collection_->sources()[tellings[saying.first].source];
    auto row = tables.add(saying_list);
    set_count(row, "number", saying.number);
    set_text(row, "text", collection_->text(tellings[saying.representative]));
    set_text(row, "speaker", saying.speaker);
    set_text(row, "speaker_key", saying.key);
    set_count(row, "documents", saying.documents);
    set_count(row, "outlets", saying.outlets);
    set_count(row, "tellings", saying.tellings.size());
    set_text(row, "first_date", first.published);
    set_text(row, "first_document", first.id);
    std::string speakers, review;
    for (const auto& [name, count] : saying.speakers)
        speakers += fmt::format("{}{} ({})", speakers.empty() ? "" : "; ", name, count);
    set_text(row, "speakers", speakers);
    for (std::size_t i = 0; i < saying.others.size(); ++i) {
        if (i == most_reviewed) {
            review += fmt::format("; … ({})", saying.others.size() - i);
            break;
        }
        const auto& other = list[saying.others[i] - 1];
        review += fmt::format("{}{} {}", review.empty() ? "" : "; ", other.number,
                              other.speaker.empty() ? "nobody named" : other.speaker);
    }
    set_text(row, "review", review);
}

void CorpusQuotes::write_telling(quern::TableWriter& tables, const Saying& saying, Index number) const {
    const auto& telling = collection_->tellings()[number];
    const auto& source = collection_->sources()[telling.source];
    auto row = tables.add(telling_list);
    set_count(row, "saying", saying.number);
    set_text(row, "document", source.id);
    set_text(row, "outlet", source.outlet);
    set_text(row, "published", source.published);
    set_count(row, "quote", telling.row);
    set_count(row, "begin", telling.begin);
    set_count(row, "end", telling.end);
    row.set("kind", to_string(telling.kind));
    set_text(row, "text", collection_->text(telling));
    set_text(row, "speaker", collection_->speakers()[collection_->forms()[telling.form].speaker].name);
    set_text(row, "differs",
             differences(collection_->text(collection_->tellings()[saying.representative]),
                         collection_->text(telling)));
}

}  // namespace

QUERN_PLUGIN(quern::stage<CorpusQuotes>("corpus.quotes"));
