// SPDX-License-Identifier: MIT
// The stage quote.speech: who said what, in whose words.
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <quern/plugin.hpp>

#include "cues.hpp"
#include "language.hpp"
#include "linker.hpp"
#include "people.hpp"
#include "quotations.hpp"
#include "reported.hpp"
#include "speakers.hpp"
#include "strings.hpp"
#include "words.hpp"

namespace {

namespace layers = quern::layers;
using namespace quote_speech;

// Memory that a worker keeps from document to document.
struct Workspace {
    Words words;
    std::vector<Cue> cues;
    Quotations quotations;
    People people;
    Speakers speakers;
    std::vector<Speaker> speaker_of;  // by quotation
    std::unique_ptr<Strings> strings;
};

class QuoteSpeech final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Finds direct, mixed and indirect quotations and who is speaking.");
        d.details(
            "A string in quotation marks is speech when something tells of the saying (`said`, `according "
            "to`, a colon) or "
            "when it stands as a sentence of its own; `quoted` lists every string with its use, titles and "
            "nicknames "
            "included. The speaker is the mention beside the quotation: a name, a description or a pronoun; "
            "`speaker_name` says who that is. A mixed row holds the whole reported content, marks included.");
        d.example("- use: quote.speech\n  indirect: false", "only what stands in quotation marks");
        d.reads(layers::tokens);
        d.reads(layers::sentences);
        d.reads(layers::blocks);
        d.reads_optional(layers::entities);
        d.writes(layers::quotes);
        d.writes(layers::quoted);
        d.option("language", language_name_, "Language whose verbs of saying are known.").one_of({"en"});
        d.option("indirect", indirect_, "Also find reported speech without quotation marks.");
    }

    void prepare(quern::Setup& setup) override {
        language_ = std::make_unique<Language>(setup.data("lang." + language_name_ + ".txt"));
    }

    void process(quern::Document& document) const override {
        auto& work = document.scratch<Workspace>();
        if (!work.strings) work.strings = std::make_unique<Strings>(*language_);
        work.words.read(document, *language_);
        work.strings->read(work.words);
        CueFinder(work.words, *language_).find(work.cues);
        work.quotations.clear();
        auto& strings = work.strings->all();
        Linker(work.words, strings, work.cues, work.quotations).link();
        ReportedFinder(work.words, strings, work.cues, work.quotations).find(indirect_);
        work.people.read(document, work.words);
        work.speakers.resolve(work.words, work.people, work.cues, work.quotations, work.speaker_of);
        write(document, work);
    }

private:
    void write(quern::Document& document, Workspace& work) const;

    std::string language_name_ = "en";
    bool indirect_ = true;
    std::unique_ptr<Language> language_;
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
    const auto& words = work.words;
    const auto& quotations = work.quotations;
    std::vector<std::uint64_t> all(quotations.all.size()), inside(quotations.all.size());
    for (const auto& piece : quotations.pieces)
        count_letters(words, piece.span, all[piece.quotation], inside[piece.quotation]);

    auto quotes = document.write(layers::quotes);
    const auto kind = quotes.column("kind"), number = quotes.column("quotation"), cue = quotes.column("cue"),
               speaker = quotes.column("speaker"), speaker_kind = quotes.column("speaker_kind"),
               entity = quotes.column("speaker_entity"), name = quotes.column("speaker_name");
    std::vector<quern::RowNumber> row_of(quotations.pieces.size(), nowhere);
    for (std::size_t i = 0; i < quotations.pieces.size(); ++i) {
        const auto& piece = quotations.pieces[i];
        if (piece.span.empty()) continue;  // marks with nothing between them
        const auto q = piece.quotation;
        auto row = quotes.add(piece.span);
        row_of[i] = row.handle();
        row.set(kind, inside[q] == 0 ? "indirect" : inside[q] * 100 >= all[q] * 98 ? "direct" : "mixed");
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
    for (const auto& string : work.strings->all()) {
        if (string.quoted.inner.empty()) continue;
        auto row = quoted.add(string.quoted.inner);
        row.set(use, string.use == Use::direct ? "direct" : string.use == Use::partial ? "partial" : "none");
        if (string.row != nowhere && row_of[string.row] != nowhere) row.refer(quote, row_of[string.row]);
    }
    for (const auto nickname : work.strings->nicknames()) quoted.add(nickname).set(use, "none");
}

}  // namespace

QUERN_PLUGIN(quern::stage<QuoteSpeech>("quote.speech"));
