// SPDX-License-Identifier: MIT
// The stage tag.entities: who and where is named.
#include <cmath>
#include <string>
#include <vector>

#include <quern/plugin.hpp>

#include "finder.hpp"
#include "grouping.hpp"
#include "lexicon.hpp"
#include "words.hpp"

namespace {

namespace layers = quern::layers;
using tag_entities::Label;
using tag_entities::Mention;

struct Workspace {
    tag_entities::Words words;
    std::vector<Mention> mentions;
};

class TagEntities final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Finds people, organisations, places and nationalities, and which mentions mean the same.");
        d.details(
            "Runs of capitalised words are read with the help of lists (countries with their ISO codes, "
            "cities, first "
            "names, titles, offices, words that organisations' names turn on) and of the document itself: a "
            "word that "
            "also stands in lower case is no name, and a surname alone means the person whose full name the "
            "document "
            "tells. `name` is the fullest form in the document; mentions that mean the same share `entity`; "
            "countries "
            "have their ISO 3166 code as `key`. The lists are English.");
        d.reads(layers::tokens);
        d.reads(layers::sentences);
        d.reads_optional(layers::blocks);
        d.writes(layers::entities);
        d.option("least_confidence", least_confidence_,
                 "Mentions below this are left out: guesses at single words have about 0.3, names on a list "
                 "0.95.")
            .at_least(0)
            .at_most(1);
        d.example("- use: tag.entities\n  least_confidence: 0.7", "for fewer and surer names");
    }

    void prepare(quern::Setup& setup) override {
        lexicon_.load([&](const char* file) { return setup.data(file); });
    }

    void process(quern::Document& document) const override {
        auto& [words, mentions] = document.scratch<Workspace>();
        words.read(document, lexicon_);
        mentions.clear();
        tag_entities::Finder(lexicon_, words).find(mentions);
        const auto names = tag_entities::group(mentions, words, document.text());
        write(document.write(layers::entities), mentions, words.list, names);
    }

private:
    void write(quern::LayerWriter rows, const std::vector<Mention>& mentions,
               const std::vector<tag_entities::Word>& words, const std::vector<std::string>& names) const {
        static constexpr const char* labels[] = {"PER", "ORG", "LOC", "NORP"};
        const auto label = rows.column("label"), subtype = rows.column("subtype"), name = rows.column("name"),
                   entity = rows.column("entity"), key = rows.column("key"), sense = rows.column("sense"),
                   confidence = rows.column("confidence"), by = rows.column("by");
        for (const auto& mention : mentions) {
            if (mention.confidence < least_confidence_) continue;
            auto row = rows.add({words[mention.first].span.begin, words[mention.last - 1].span.end});
            row.set(label, labels[static_cast<int>(mention.label)]);
            row.set(name, names[mention.entity - 1]);
            row.set(entity, static_cast<std::int64_t>(mention.entity));
            row.set(confidence, std::round(mention.confidence * 100.0) / 100.0);
            row.set(by, mention.listed ? "list" : "rule");
            if (!mention.listed) continue;
            if (!mention.listed->subtype.empty()) row.set(subtype, mention.listed->subtype);
            if (!mention.listed->key.empty()) row.set(key, mention.listed->key);
            if (acts(mention, words)) row.set(sense, "government");
        }
    }

    // A country or a capital that says something is its government.
    static bool acts(const Mention& mention, const std::vector<tag_entities::Word>& words) {
        if (mention.label != Label::place || mention.last >= words.size()) return false;
        const auto& kind = mention.listed->subtype;
        return (kind == "country" || kind == "capital") && words[mention.last].is(tag_entities::saying);
    }

    double least_confidence_ = 0.45;
    tag_entities::Lexicon lexicon_;
};

}  // namespace

QUERN_PLUGIN(quern::stage<TagEntities>("tag.entities"));
