// SPDX-License-Identifier: MIT
// The corpus stage corpus.quotes: one row for each saying, however many documents tell it.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <quern/output.hpp>
#include <quern/plugin.hpp>

#include "collection.hpp"
#include "comparison.hpp"
#include "differences.hpp"
#include "language.hpp"
#include "matches.hpp"
#include "sayings.hpp"
#include "words.hpp"

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

What it gets wrong: of two sentences that differ in one word among six or more, it cannot know whether the word matters
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

constexpr std::size_t most_shown = 1000;     // code points of a quotation
constexpr std::size_t most_compared = 2000;  // words of a quotation
constexpr std::size_t most_reviewed = 5;     // others that a row names

struct Quotations final : quern::CorpusStage::Summary {
    Source source;
    std::vector<Quotation> list;
};

// Appends a piece, line breaks and runs of blanks as one blank, until `most_shown` is reached.
void append_shown(std::string& text, std::string_view piece, std::size_t& shown) {
    if (shown > most_shown) return;
    if (!text.empty()) text += " … ";
    for (const char c : piece) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (blank && (text.empty() || text.back() == ' ')) continue;
        if ((c & 0xC0) != 0x80 && ++shown > most_shown) {
            text += "…";
            return;
        }
        text += blank ? ' ' : c;
    }
}

// The host's name of https://news.example.org/a: news.example.org.
std::string_view host_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == url.npos) return {};
    url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("/?#"));
    return url.starts_with("www.") ? url.substr(4) : url;
}

std::optional<Kind> kind_of(std::string_view kind) {
    if (kind == "direct") return Kind::direct;
    if (kind == "mixed") return Kind::mixed;
    if (kind == "indirect") return Kind::indirect;
    return std::nullopt;
}

std::string_view to_string(Kind kind) {
    return kind == Kind::direct ? "direct" : kind == Kind::mixed ? "mixed" : "indirect";
}

SpeakerKind speaker_kind_of(std::string_view kind) {
    return kind == "named"        ? SpeakerKind::named
           : kind == "collective" ? SpeakerKind::collective
                                  : SpeakerKind::described;
}

// Reads the quotations of one document.
class DocumentReader {
public:
    DocumentReader(const quern::Document& document, const Language& language,
                   const std::vector<std::string>& kinds)
        : document_(document),
          language_(language),
          kinds_(kinds),
          quotes_(document.read(layers::quotes)),
          quoted_(document.read(layers::quoted)),
          entities_(document.read(layers::entities)),
          offset_(document.text(), quern::OffsetUnit::code_points) {}

    std::vector<Quotation> read();

private:
    Quotation read(const std::vector<quern::Row>& pieces);
    void read_strings(const std::vector<quern::Row>& pieces, Words& words);
    Speaker speaker_of(const quern::Row& row) const;

    const quern::Document& document_;
    const Language& language_;
    const std::vector<std::string>& kinds_;
    quern::LayerView quotes_, quoted_, entities_;
    quern::OffsetTranslator offset_;
    std::unordered_map<quern::RowNumber, std::vector<quern::Row>> strings_;  // in marks, by row of quotes
    Words scratch_;
};

std::vector<Quotation> DocumentReader::read() {
    if (quoted_.exists())
        for (const auto string : quoted_)
            if (const auto quote = string.reference("quote")) strings_[*quote].push_back(string);
    // Pieces of one quotation bear one number; a row without number stands for itself.
    std::vector<std::vector<quern::Row>> quotations;
    std::unordered_map<std::int64_t, std::size_t> numbers;
    for (const auto row : quotes_) {
        const auto number = row.integer("quotation");
        const auto [known, fresh] =
            number ? numbers.emplace(*number, quotations.size()) : std::pair(numbers.end(), true);
        if (fresh)
            quotations.push_back({row});
        else
            quotations[known->second].push_back(row);
    }
    std::vector<Quotation> list;
    for (const auto& pieces : quotations) {
        const auto kind = pieces.front().string("kind");
        if (std::find(kinds_.begin(), kinds_.end(), kind) == kinds_.end()) continue;
        auto quotation = read(pieces);
        if (!quotation.words.words.empty()) list.push_back(std::move(quotation));
    }
    return list;
}

Quotation DocumentReader::read(const std::vector<quern::Row>& pieces) {
    Quotation quotation;
    const auto& first = pieces.front();
    quotation.kind = kind_of(first.string("kind")).value_or(Kind::direct);
    quotation.row = first.number();
    quotation.begin = offset_(first.span().begin);
    quotation.end = offset_(pieces.back().span().end);
    quotation.speaker = speaker_of(first);
    std::size_t shown = 0;
    WordReader words(language_, most_compared, quotation.words);
    for (const auto& piece : pieces) {
        append_shown(quotation.text, piece.text(), shown);
        words.read(piece.text());
    }
    words.finish();
    quotation.own_passages = quotation.words.passages.size();
    if (quotation.kind == Kind::mixed) read_strings(pieces, quotation.words);
    return quotation;
}

// The strings in marks of a mixed quotation are nearest to what was said: each is looked for by itself, too.
void DocumentReader::read_strings(const std::vector<quern::Row>& pieces, Words& words) {
    for (const auto& piece : pieces) {
        const auto strings = strings_.find(piece.number());
        if (strings == strings_.end()) continue;
        for (const auto& string : strings->second) {
            WordReader reader(language_, Passage::most_words, scratch_);
            reader.read(string.text());
            reader.finish();
            const auto base = static_cast<std::uint32_t>(words.words.size());
            words.words.insert(words.words.end(), scratch_.words.begin(), scratch_.words.end());
            for (const auto& passage : scratch_.passages)
                words.passages.push_back({base + passage.begin, base + passage.end, passage.mood});
        }
    }
}

Speaker DocumentReader::speaker_of(const quern::Row& row) const {
    Speaker speaker;
    speaker.name = row.string("speaker_name");
    if (speaker.name.empty()) return speaker;
    speaker.kind = speaker_kind_of(row.string("speaker_kind"));
    const auto entity = row.reference("speaker_entity");
    if (entity && *entity < entities_.size()) speaker.key = entities_[*entity].string("key");
    return speaker;
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
        d.option("least_documents", least_documents_, "List sayings that so many documents tell at least.")
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
        summary->list = DocumentReader(document, *language_, kinds_).read();
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
