// SPDX-License-Identifier: MIT
// The stage tag.entities: names of people, organisations, places and peoples, by lists and rules.
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <quern/plugin.hpp>

#include "entities.hpp"
#include "lexicon.hpp"
#include "mentions.hpp"
#include "words.hpp"

namespace {

using namespace tag_entities;
namespace layers = quern::layers;

// Memory that a worker keeps from document to document.
struct Workspace {
    std::vector<SentenceRange> sentences;
    DocumentWords words;
    MentionFinder finder;
    EntityGrouper grouper;
};

std::string_view to_string(Label label) {
    switch (label) {
        case Label::person:
            return "PER";
        case Label::organisation:
            return "ORG";
        case Label::place:
            return "LOC";
        case Label::people:
            return "NORP";
        case Label::none:
            break;
    }
    throw std::logic_error("a mention without a label");
}

// The sentences as ranges of tokens, with whether each stands in a heading.
void read_sentences(const quern::Layer& tokens, const quern::Layer& sentences, const quern::LayerView& blocks,
                    std::vector<SentenceRange>& ranges) {
    ranges.clear();
    quern::RowNumber token = 0, block = 0;
    for (const auto sentence : sentences.spans()) {
        while (token < tokens.size() && tokens.span(token).begin < sentence.begin) ++token;
        const auto first = token;
        while (token < tokens.size() && tokens.span(token).begin < sentence.end) ++token;
        while (block + 1 < blocks.size() && blocks->span(block + 1).begin <= sentence.begin) ++block;
        const bool heading = block < blocks.size() && blocks[block].string("kind") == "heading";
        ranges.push_back({first, token, heading});
    }
}

class TagEntities final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.summary(
            "Finds names of people, organisations, places and peoples, and joins the mentions of each.");
        d.details(
            "Lists of countries, cities, organisations, given and family names, titles and roles; rules for "
            "the rest: "
            "runs of capitals, the words around them, acronyms and what they stand for. What a name is in "
            "one place of a "
            "document settles doubts about it in another, so `Hua` alone is the entity that `Hua Chunying` "
            "names. "
            "English.\n\n"
            "`by` is `list` for names that a list holds, else `rule`; `confidence` tells sure rules from "
            "guesses. What is none of the four is left out: no row has the label MISC.");
        d.reads(layers::tokens);
        d.reads(layers::sentences);
        d.reads_optional(layers::blocks);
        d.writes(layers::entities);
        d.option("least_confidence", least_confidence_, "Mentions below this are left out.")
            .at_least(0)
            .at_most(1);
        d.example("- use: tag.entities\n  least_confidence: 0.7", "for fewer and surer names");
    }

    void prepare(quern::Setup& setup) override {
        lexicon_.load_countries(setup.data("countries.en.txt"));
        lexicon_.load_names(setup.data("places.en.txt"), Label::place);
        lexicon_.load_names(setup.data("organisations.en.txt"), Label::organisation);
        lexicon_.load_peoples(setup.data("peoples.en.txt"));
        lexicon_.load_words(setup.data("words.en.txt"));
        lexicon_.load_person_names(setup.data("given_names.txt"), given_name);
        lexicon_.load_person_names(setup.data("family_names.txt"), family_name);
    }

    void process(quern::Document& document) const override {
        auto& work = document.scratch<Workspace>();
        const auto tokens = document.read(layers::tokens);
        read_sentences(*tokens, *document.read(layers::sentences), document.read(layers::blocks),
                       work.sentences);
        work.words.read(document.text(), lexicon_, tokens->spans(), work.sentences);
        const auto& mentions = work.finder.find(work.words);
        const auto& numbers = work.grouper.group(work.words, mentions);
        write(document, work, mentions, numbers);
    }

private:
    // A country or capital that says or does something stands for its government.
    static bool acts_as_government(const DocumentWords& words, const Mention& mention) {
        if (!mention.known || (mention.known->subtype != "country" && mention.known->subtype != "capital"))
            return false;
        if (mention.last >= words.words().size()) return false;
        auto next = mention.last;
        const auto is_auxiliary = [&](std::string_view word) {
            return word == "has" || word == "have" || word == "also" || word == "would" || word == "will" ||
                   word == "had";
        };
        while (next + 1 < words.words().size() && is_auxiliary(words.text(next, next + 1))) ++next;
        return words[next].shape == Shape::small && words[next].is(says | acts);
    }

    void write(quern::Document& document, const Workspace& work, const std::vector<Mention>& mentions,
               const std::vector<std::uint32_t>& numbers) const {
        auto rows = document.write(layers::entities);
        const auto label = rows.column("label"), subtype = rows.column("subtype"), name = rows.column("name"),
                   entity = rows.column("entity"), key = rows.column("key"), sense = rows.column("sense"),
                   confidence = rows.column("confidence"), by = rows.column("by");
        for (std::size_t i = 0; i < mentions.size(); ++i) {
            const auto& mention = mentions[i];
            if (mention.confidence < least_confidence_) continue;
            const quern::Span span{work.words[mention.first].span.begin,
                                   work.words[mention.last - 1].span.end};
            auto row = rows.add(span);
            row.set(label, to_string(mention.label)).set(confidence, mention.confidence);
            row.set(name, std::string_view(work.grouper.entities()[numbers[i]].name));
            row.set(entity, std::int64_t{numbers[i]} + 1).set(by, mention.known ? "list" : "rule");
            if (mention.known && !mention.known->subtype.empty())
                row.set(subtype, std::string_view(mention.known->subtype));
            if (mention.known && !mention.known->key.empty())
                row.set(key, std::string_view(mention.known->key));
            if (acts_as_government(work.words, mention)) row.set(sense, "government");
        }
    }

    double least_confidence_ = 0;
    Lexicon lexicon_;
};

}  // namespace

QUERN_PLUGIN(quern::stage<TagEntities>("tag.entities"));
