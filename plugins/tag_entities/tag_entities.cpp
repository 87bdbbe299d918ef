// SPDX-License-Identifier: MIT
// The stage tag.entities: names of people, organisations, places and peoples, by lists, rules and a model.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include <quern/plugin.hpp>
#include <quern/training.hpp>

#include "entities.hpp"
#include "lexicon.hpp"
#include "mentions.hpp"
#include "name_labels.hpp"
#include "name_model.hpp"
#include "name_trainer.hpp"
#include "user_names.hpp"
#include "words.hpp"

namespace {

using namespace tag_entities;
namespace layers = quern::layers;

// Memory that a worker keeps from document to document.
struct Workspace {
    std::vector<SentenceRange> sentences;
    DocumentWords words;
    MentionFinder finder;
    NameWorkspace names;
    UserNames user_names;
    EntityGrouper grouper;
};

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

// Collects annotated documents.
class NamesTrainer final : public quern::Trainer {
public:
    NamesTrainer(const Lexicon& lexicon, const std::vector<std::string>& labels)
        : lexicon_(lexicon), labels_(labels) {}

    void learn(const quern::Document& document, const quern::Document& gold, double weight) override {
        const auto* names = gold.find_layer(layers::entities.name);
        if (!names) throw quern::Error("it has no layer `entities` to learn from");
        auto& lesson = lessons_.emplace_back();
        const auto tokens = document.read(layers::tokens);
        lesson.text = document.text();
        lesson.tokens = tokens->spans();
        read_sentences(*tokens, *document.read(layers::sentences), document.read(layers::blocks),
                       lesson.sentences);
        lesson.names = names_of(*names, lesson.tokens);
        lesson.weight = weight;
        std::erase_if(lesson.names, [&](const Lesson::Name& name) {
            return std::find(labels_.begin(), labels_.end(), to_string(name.label)) == labels_.end();
        });
    }

    void finish(const std::filesystem::path& model,
                const std::function<void(const std::string&)>& tell) override {
        learn_names(lessons_, lexicon_, tell).write(model);
    }

private:
    const Lexicon& lexicon_;
    const std::vector<std::string>& labels_;
    std::vector<Lesson> lessons_;
};

class TagEntities final : public quern::Stage, public quern::Trainable {
public:
    void declare(quern::Declaration& d) override {
        d.summary(
            "Finds names of people, organisations, places and peoples, and joins the mentions of each.");
        d.details(
            "Lists of countries, cities, organisations, given and family names, titles and roles; rules: runs of "
            "capitals, the words around them, acronyms and what they stand for. What a name is in one place of a "
            "document settles doubts about it in another, so `Hua` alone is the entity that `Hua Chunying` names. "
            "English.\n\n"
            "A model that was trained on annotated documents sees all that, and decides in the place of the rules "
            "on the kinds of names that it has learnt: people, organisations and places, with the model that comes "
            "with the stage.\n\n"
            "`by` is `model` for names that a model found, `list` for names that a list holds, else `rule`; "
            "`confidence` tells sure names from guesses: of the model's it is how often such names were right in "
            "annotated documents that it had not seen. The label MISC is given by models that have learnt it, and by "
            "no rule; where a model has learnt MISC but not NORP, peoples are MISC.");
        d.reads(layers::tokens);
        d.reads(layers::sentences);
        d.reads_optional(layers::blocks);
        d.reads_optional(user_names_layer).named_by("names");
        d.writes(layers::entities);
        d.option("least_confidence", least_confidence_, "Mentions below this are left out.")
            .at_least(0)
            .at_most(1);
        d.option("labels", label_names_, "Which kinds of names to find, and to learn when training.")
            .one_of({"PER", "ORG", "LOC", "NORP", "MISC"});
        d.option("model", model_file_,
                 "A model that `quern train` made; where none is given, the one that comes with the stage.")
            .path(quern::Option::PathKind::file);
        d.option(
            "names", names_layer_,
            "A layer that tag.gazetteer has written before: its names with one of the labels above (PER, ORG, LOC, "
            "NORP, MISC, or PERSON, ORGANISATION, LOCATION, GPE) stand in place of what overlaps them. A name that "
            "holds a listed one of its own kind and more stays whole.");
        d.option("rules_only", rules_only_, "Finds names by lists and rules alone, without a model.");
        d.example("- use: tag.entities\n  least_confidence: 0.7", "for fewer and surer names");
        d.example("- use: tag.gazetteer\n  lists: [people.csv]\n- use: tag.entities",
                  "for names of one's own, with labels and keys in `people.csv`, over what the stage finds");
    }

    void prepare(quern::Setup& setup) override {
        lexicon_.load_countries(setup.data("countries.en.txt"));
        lexicon_.load_names(setup.data("places.en.txt"), Label::place);
        lexicon_.load_names(setup.data("organisations.en.txt"), Label::organisation);
        lexicon_.load_peoples(setup.data("peoples.en.txt"));
        lexicon_.load_words(setup.data("words.en.txt"));
        lexicon_.load_single_words(setup.data("given_names.txt"), given_name);
        lexicon_.load_single_words(setup.data("family_names.txt"), family_name);
        lexicon_.load_single_words(setup.data("first_names.txt"), first_name);
        lexicon_.load_single_words(setup.data("regions.txt"), region_word);
        if (!rules_only_)
            model_.emplace(NameModel::read(model_file_.empty() ? setup.data("names.model") : model_file_));
    }

    void process(quern::Document& document) const override {
        auto& work = document.scratch<Workspace>();
        const auto tokens = document.read(layers::tokens);
        read_sentences(*tokens, *document.read(layers::sentences), document.read(layers::blocks),
                       work.sentences);
        work.words.read(document.text(), lexicon_, tokens->spans(), work.sentences);
        const auto& ruled = work.finder.find(work.words);
        const auto& found = model_ ? model_->find(work.words, ruled, work.names) : ruled;
        const auto names = document.read(user_names_layer);
        const auto& mentions =
            names.exists() ? work.user_names.put_over(found, work.words, *names, label_names_) : found;
        const auto& numbers = work.grouper.group(work.words, mentions);
        write(document, work, mentions, numbers);
    }

    std::unique_ptr<quern::Trainer> trainer() const override {
        return std::make_unique<NamesTrainer>(lexicon_, label_names_);
    }

private:
    static std::string_view by_what(const Mention& mention) {
        if (mention.by_model) return "model";
        return mention.known ? "list" : "rule";
    }
    bool is_wanted(Label label) const {
        return std::find(label_names_.begin(), label_names_.end(), to_string(label)) != label_names_.end();
    }

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

    // The countries whose people or cities the document names, or they themselves by a name of their own.
    static std::set<std::string_view> told_countries(const std::vector<Mention>& mentions) {
        std::set<std::string_view> countries;
        for (const auto& mention : mentions)
            if (mention.known && !mention.known->is_shared) countries.insert(mention.known->country);
        return countries;
    }

    void write(quern::Document& document, const Workspace& work, const std::vector<Mention>& mentions,
               const std::vector<std::uint32_t>& numbers) const {
        auto rows = document.write(layers::entities);
        const auto label = rows.column("label"), subtype = rows.column("subtype"), name = rows.column("name"),
                   entity = rows.column("entity"), key = rows.column("key"), sense = rows.column("sense"),
                   confidence = rows.column("confidence"), by = rows.column("by");
        const auto countries = told_countries(mentions);
        for (std::size_t i = 0; i < mentions.size(); ++i) {
            const auto& mention = mentions[i];
            if (mention.confidence < least_confidence_ || !is_wanted(mention.label)) continue;
            const quern::Span span{work.words[mention.first].span.begin,
                                   work.words[mention.last - 1].span.end};
            auto row = rows.add(span);
            row.set(label, to_string(mention.label)).set(confidence, mention.confidence);
            row.set(name, std::string_view(work.grouper.entities()[numbers[i]].name));
            row.set(entity, std::int64_t{numbers[i]} + 1).set(by, by_what(mention));
            const auto* known = work.grouper.entities()[numbers[i]].known;
            if (known && known->is_shared && !countries.contains(known->country)) known = nullptr;
            if (known && !known->subtype.empty()) row.set(subtype, std::string_view(known->subtype));
            if (known && !known->key.empty()) row.set(key, std::string_view(known->key));
            if (acts_as_government(work.words, mention)) row.set(sense, "government");
        }
    }

    double least_confidence_ = 0;
    std::vector<std::string> label_names_{"PER", "ORG", "LOC", "NORP", "MISC"};
    std::filesystem::path model_file_;
    std::string names_layer_{user_names_layer.name};
    bool rules_only_ = false;
    Lexicon lexicon_;
    std::optional<NameModel> model_;
};

}  // namespace

QUERN_PLUGIN(quern::stage<TagEntities>("tag.entities"));
