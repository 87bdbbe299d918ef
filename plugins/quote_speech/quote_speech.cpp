// SPDX-License-Identifier: MIT
// The stage quote.speech: who said what, in whose words.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <quern/plugin.hpp>
#include <quern/training.hpp>

#include "assembler.hpp"
#include "cues.hpp"
#include "language.hpp"
#include "linker.hpp"
#include "people.hpp"
#include "quotations.hpp"
#include "quote_model.hpp"
#include "quote_trainer.hpp"
#include "reading.hpp"
#include "reported.hpp"
#include "speakers.hpp"
#include "strings.hpp"
#include "words.hpp"

namespace {

namespace layers = quern::layers;
using namespace quote_speech;

// Memory that a worker keeps from document to document.
struct Workspace {
    Reading reading;
    TagWorkspace tags;
    std::vector<quern::Label> labels;  // of all words
    Assembler assembler;
    People people;
    Speakers speakers;
    std::vector<Speaker> speaker_of;  // by quotation
};

class QuoteSpeech final : public quern::Stage, public quern::Trainable {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Finds direct, mixed and indirect quotations and who is speaking.");
        d.details(
            "A string in quotation marks is speech when something tells of the saying (`said`, `according to`, a colon) or "
            "when it stands as a sentence of its own; `quoted` lists every string with its use, titles and nicknames "
            "included. The speaker is the mention beside the quotation: a name, a description or a pronoun; "
            "`speaker_name` says who that is. A mixed row holds the whole reported content, marks included.\n\n"
            "Rules find the strings in marks and what verbs of saying tell of. A model that was trained on annotated "
            "articles sees what they find, and says what is source, cue and content and which of these belong together; "
            "speech in marks keeps the speaker that the rules know. `quern train` makes a model from documents with the "
            "layer `quotes`: rows with `cue`, `speaker` and `quotation`.");
        d.example("- use: quote.speech\n  indirect: false", "only what stands in quotation marks");
        d.reads(layers::tokens);
        d.reads(layers::sentences);
        d.reads(layers::blocks);
        d.reads_optional(layers::entities);
        d.writes(layers::quotes);
        d.writes(layers::quoted);
        d.option("language", language_name_, "Language whose verbs of saying are known.").one_of({"en"});
        d.option("indirect", indirect_, "Also find reported speech without quotation marks.");
        d.option("model", model_file_,
                 "A model that `quern train` made; where none is given, the one that comes with the stage.")
            .path(quern::Option::PathKind::file);
        d.option("rules_only", rules_only_, "Finds quotations by rules alone, without a model.");
    }

    void prepare(quern::Setup& setup) override {
        language_ = std::make_unique<Language>(setup.data("lang." + language_name_ + ".txt"));
        if (!rules_only_)
            model_.emplace(QuoteModel::read(model_file_.empty() ? setup.data("quotes.model") : model_file_));
    }

    void process(quern::Document& document) const override {
        auto& work = document.scratch<Workspace>();
        auto& reading = work.reading;
        reading.read(document, *language_);
        if (model_) {
            reading.label(work.labels);
            work.tags.features.read(reading.words, reading.strings->all(), work.labels);
            model_->tag(work.tags);
            work.tags.features.view().widen(work.tags.labels, work.labels);
            work.assembler.assemble(*model_, reading, work.labels);
        }
        work.people.read(document, reading.words);
        work.speakers.resolve(reading.words, work.people, reading.cues, reading.quotations, work.speaker_of);
        write(document, work);
    }

    std::unique_ptr<quern::Trainer> trainer() const override {
        return std::make_unique<QuoteTrainer>(*language_);
    }

private:
    void write(quern::Document& document, Workspace& work) const;

    std::string language_name_ = "en";
    bool indirect_ = true;
    std::filesystem::path model_file_;
    bool rules_only_ = false;
    std::unique_ptr<Language> language_;
    std::optional<QuoteModel> model_;
};

std::string_view to_string(SpeakerKind kind) {
    switch (kind) {
        case SpeakerKind::named:
            return "named";
        case SpeakerKind::described:
            return "described";
        default:
            return "collective";
    }
}

std::uint64_t code_points(std::string_view word) {
    return static_cast<std::uint64_t>(
        std::count_if(word.begin(), word.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

// Letters of a piece, and how many of them stand inside marks.
void count_letters(const Words& words, Span span, std::uint64_t& all, std::uint64_t& inside) {
    const auto range = words.inside(span);
    for (auto i = range.begin; i < range.end; ++i) {
        if (!words[i].is_word()) continue;
        const auto letters = code_points(words.text(i));
        all += letters;
        if (words[i].quoted != nowhere) inside += letters;
    }
}

void QuoteSpeech::write(quern::Document& document, Workspace& work) const {
    const auto& words = work.reading.words;
    const auto& quotations = work.reading.quotations;
    std::vector<std::uint64_t> all(quotations.all.size()), inside(quotations.all.size());
    std::vector<bool> partial(quotations.all.size());
    for (const auto& piece : quotations.pieces) {
        count_letters(words, piece.span, all[piece.quotation], inside[piece.quotation]);
        if (piece.partial) partial[piece.quotation] = true;
    }
    const auto is_direct = [&](Index q) { return !partial[q] && inside[q] * 100 >= all[q] * 98; };

    auto quotes = document.write(layers::quotes);
    const auto kind = quotes.column("kind"), number = quotes.column("quotation"), cue = quotes.column("cue"),
               speaker = quotes.column("speaker"), speaker_kind = quotes.column("speaker_kind"),
               entity = quotes.column("speaker_entity"), name = quotes.column("speaker_name");
    std::vector<quern::RowNumber> row_of(quotations.pieces.size(), nowhere);
    for (std::size_t i = 0; i < quotations.pieces.size(); ++i) {
        const auto& piece = quotations.pieces[i];
        const auto q = piece.quotation;
        if (piece.span.empty()) continue;  // marks with nothing between them
        if (inside[q] == 0 && !indirect_) continue;
        auto row = quotes.add(piece.span);
        row_of[i] = row.handle();
        row.set(kind, inside[q] == 0 ? "indirect" : is_direct(q) ? "direct" : "mixed");
        row.set(number, static_cast<std::int64_t>(q + 1));
        const auto& quotation = quotations.all[q];
        if (!quotation.cue.empty()) row.set(cue, words.span(quotation.cue));
        if (!quotation.speaker.empty()) row.set(speaker, words.span(quotation.speaker.words));
        const auto& who = work.speaker_of[q];
        if (who.kind != SpeakerKind::unknown) row.set(speaker_kind, to_string(who.kind));
        if (!who.name.empty()) row.set(name, who.name);
        if (who.entity != nowhere) row.refer(entity, who.entity);
    }

    auto quoted = document.write(layers::quoted);
    const auto use = quoted.column("use"), quote = quoted.column("quote");
    for (const auto& string : work.reading.strings->all()) {
        if (string.quoted.inner.empty()) continue;
        auto row = quoted.add(string.quoted.inner);
        row.set(use, string.use == Use::direct ? "direct" : string.use == Use::partial ? "partial" : "none");
        if (string.row != nowhere && row_of[string.row] != nowhere) row.refer(quote, row_of[string.row]);
    }
    for (const auto nickname : work.reading.strings->nicknames()) quoted.add(nickname).set(use, "none");
}

}  // namespace

QUERN_PLUGIN(quern::stage<QuoteSpeech>("quote.speech"));
