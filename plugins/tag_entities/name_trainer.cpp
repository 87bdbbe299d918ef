// SPDX-License-Identifier: MIT
#include "name_trainer.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/sequence_trainer.hpp>

#include "confidence.hpp"
#include "mentions.hpp"
#include "name_features.hpp"
#include "name_labels.hpp"

namespace tag_entities {

namespace {

constexpr std::uint32_t folds = 4;
constexpr int fold_passes = 5;
constexpr int passes = 10, trainings = 4;

// The lessons as sequences of features, one after another.
class Classroom {
public:
    Classroom(const std::vector<Lesson>& lessons, const Lexicon& lexicon, const NameLabels& labels)
        : lessons_(lessons), lexicon_(lexicon), labels_(labels) {}

    // Adds the sequences of all lessons as they stand.
    void add_sequences(quern::SequenceTrainer& to) {
        for (std::uint32_t number = 0; number < lessons_.size(); ++number) {
            work_.features.read(words_, read(lessons_[number]));
            add(number, false, to);
        }
    }
    // Adds them with the guesses of models, one for each fold that did not learn from it, and judges what
    // these find.
    void add_sequences(const std::vector<NameModel>& models, quern::SequenceTrainer& to,
                       std::vector<JudgedName>& judged) {
        for (std::uint32_t number = 0; number < lessons_.size(); ++number) {
            const auto& lesson = lessons_[number];
            const auto& ruled = read(lesson);
            models[number % folds].find(words_, ruled, work_);
            add(number, true, to);
            if (lesson.weight == 1) judge(lesson, judged);
            if (lesson.weight == 1) judge_rules(lesson, ruled);
        }
    }
    // Of the rules' names where these models found none.
    RuleTrust trust() const {
        RuleTrust trust;
        for (std::size_t kind = 0; kind < trust.size(); ++kind)
            trust[kind] = (right_[kind] + 1) / (judged_[kind] + 2);
        return trust;
    }

private:
    const std::vector<Mention>& read(const Lesson& lesson) {
        words_.read(lesson.text, lexicon_, lesson.tokens, lesson.sentences);
        return finder_.find(words_);
    }

    void add(std::uint32_t number, bool with_guesses, quern::SequenceTrainer& to) const {
        for (const auto& sentence : words_.sentences()) to.add(sequence(number, sentence, with_guesses));
    }

    bool is_right(const Lesson& lesson, const Mention& mention) const {
        const auto name = std::lower_bound(
            lesson.names.begin(), lesson.names.end(), mention.first,
            [](const Lesson::Name& name, std::uint32_t first) { return name.first < first; });
        return name != lesson.names.end() && name->first == mention.first && name->last == mention.last &&
               name->label == mention.label;
    }

    void judge(const Lesson& lesson, std::vector<JudgedName>& judged) const {
        std::size_t found = 0;
        for (const auto& mention : work_.mentions)
            if (mention.by_model) judged.push_back({work_.leads[found++], is_right(lesson, mention)});
    }

    void judge_rules(const Lesson& lesson, const std::vector<Mention>& ruled) {
        std::erase_if(work_.mentions, [](const Mention& mention) { return !mention.by_model; });
        NameModel::each_overlooked(words_, ruled, work_.mentions, work_.features,
                                   [&](const Mention& mention, RuledKind kind) {
                                       if (kind == RuledKind::any_other) return;
                                       const auto at = static_cast<std::size_t>(kind);
                                       ++judged_[at];
                                       if (is_right(lesson, mention)) ++right_[at];
                                   });
    }

    quern::TrainingSequence sequence(std::uint32_t number, const SentenceRange& sentence,
                                     bool with_guesses) const {
        const auto& lesson = lessons_[number];
        quern::TrainingSequence made;
        made.document = number;
        made.weight = static_cast<float>(lesson.weight);
        made.labels.assign(sentence.last - sentence.first, 0);
        for (const auto& name : lesson.names) {
            if (name.first < sentence.first || name.last > sentence.last) continue;
            const auto first = name.first - sentence.first, last = name.last - 1 - sentence.first;
            for (auto i = first; i <= last; ++i) made.labels[i] = labels_.of(name.label, NameLabels::inside);
            made.labels[first] = labels_.of(name.label, first == last ? NameLabels::unit : NameLabels::begin);
            if (first != last) made.labels[last] = labels_.of(name.label, NameLabels::last);
        }
        for (auto i = sentence.first; i < sentence.last; ++i) {
            for (int offset = -NameFeatures::reach; offset <= NameFeatures::reach; ++offset)
                work_.features.append_of_word(sentence, i, offset, made.features);
            work_.features.append_of_place(sentence, i, made.features);
            if (with_guesses) work_.features.append_of_guesses(sentence, i, made.features);
            made.ends.push_back(static_cast<std::uint32_t>(made.features.size()));
        }
        return made;
    }

    const std::vector<Lesson>& lessons_;
    const Lexicon& lexicon_;
    const NameLabels& labels_;
    DocumentWords words_;
    MentionFinder finder_;
    NameWorkspace work_;
    RuleTrust judged_{}, right_{};  // of the rules' names, by kind
};

NameLabels labels_in(const std::vector<Lesson>& lessons) {
    std::vector<Label> kinds;
    for (const auto kind : {Label::person, Label::organisation, Label::place, Label::people, Label::other})
        if (std::any_of(lessons.begin(), lessons.end(), [&](const Lesson& lesson) {
                return std::any_of(lesson.names.begin(), lesson.names.end(),
                                   [&](const auto& name) { return name.label == kind; });
            }))
            kinds.push_back(kind);
    if (kinds.empty())
        throw quern::Error(
            "the documents have no names to learn",
            "no row of their layer `entities` has one of the labels that the stage is to find");
    return NameLabels(std::move(kinds));
}

}  // namespace

std::vector<Lesson::Name> names_of(const quern::Layer& gold, const std::vector<quern::Span>& tokens) {
    const auto label_column = gold.column("label");
    std::vector<Lesson::Name> names;
    std::uint32_t token = 0, end = 0;
    for (const auto row : gold) {
        const auto label = label_from_string(row.string(label_column));
        if (!label) continue;
        while (token < tokens.size() && tokens[token].end <= row.span().begin) ++token;
        auto last = token;
        while (last < tokens.size() && tokens[last].begin < row.span().end) ++last;
        if (last == token || token < end) continue;
        names.push_back({token, last, *label});
        end = last;
    }
    return names;
}

NameModel learn_names(const std::vector<Lesson>& lessons, const Lexicon& lexicon,
                      const std::function<void(const std::string&)>& tell) {
    const auto labels = labels_in(lessons);
    if (lessons.size() < folds)
        throw quern::Error(
            fmt::format("too few documents to learn from: {}", lessons.size()),
            fmt::format(
                "what only one document shows is left out: give at least {}, better hundreds; a file of "
                "columns that does not say where its documents begin is cut as the pipeline's read.conll is "
                "told to by its option cut_after",
                folds));
    const auto allowed = [&](std::size_t from, std::size_t to) { return labels.allowed(from, to); };
    Classroom classroom(lessons, lexicon, labels);
    quern::SequenceTrainer trainer(labels.names(), allowed);
    classroom.add_sequences(trainer);

    quern::TrainingOptions options;
    std::vector<NameModel> models;
    options.passes = fold_passes;
    for (std::uint32_t fold = 0; fold < folds; ++fold) {
        options.use = [fold](std::uint32_t document) { return document % folds != fold; };
        models.emplace_back(trainer.train(options));
        tell(fmt::format("first pass, part {} of {}", fold + 1, folds));
    }
    std::vector<JudgedName> judged;
    classroom.add_sequences(models, trainer, judged);
    options.use = {};
    options.passes = passes;
    options.trainings = trainings;
    options.progress = [&](int pass, double wrong) {
        tell(
            fmt::format("pass {} of {}: {:.2f} % of the words wrong", pass, trainings * passes, 100 * wrong));
    };
    return NameModel(trainer.train(options), fit_confidence(judged), classroom.trust());
}

}  // namespace tag_entities
