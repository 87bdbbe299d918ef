// SPDX-License-Identifier: MIT
#include "name_trainer.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>

#include "name_features.hpp"
#include "name_labels.hpp"
#include "name_model.hpp"

namespace tag_entities {

namespace {

constexpr std::uint32_t folds = 4;
constexpr int fold_passes = 5;
constexpr int passes = 12;

// The lessons as sequences of features, one after another.
class Classroom {
public:
    Classroom(const std::vector<Lesson>& lessons, const Lexicon& lexicon, const NameLabels& labels)
        : lessons_(lessons), lexicon_(lexicon), labels_(labels) {}

    // Adds the sequences of all lessons. With `models`, what they make of each lesson is seen as well: of
    // each fold the model that did not learn from it.
    void add_sequences(std::vector<quern::TrainingSequence>& to,
                       const std::vector<quern::SequenceModel>& models) {
        std::vector<quern::Label> guesses;
        for (std::uint32_t number = 0; number < lessons_.size(); ++number) {
            const auto& lesson = lessons_[number];
            words_.read(lesson.text, lexicon_, lesson.tokens, lesson.sentences);
            features_.read(words_, finder_.find(words_));
            if (!models.empty()) {
                guess(models[number % folds], guesses);
                features_.look_again(guesses);
            }
            for (const auto& sentence : words_.sentences())
                to.push_back(sequence(lesson, number, sentence, !models.empty()));
        }
    }

private:
    quern::TrainingSequence sequence(const Lesson& lesson, std::uint32_t number,
                                     const SentenceRange& sentence, bool with_guesses) const {
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
            append(sentence, i, made.features);
            if (with_guesses) features_.append_of_guesses(sentence, i, made.features);
            made.ends.push_back(static_cast<std::uint32_t>(made.features.size()));
        }
        return made;
    }

    void append(const SentenceRange& sentence, std::uint32_t word, std::vector<quern::Feature>& to) const {
        for (int offset = -NameFeatures::reach; offset <= NameFeatures::reach; ++offset)
            features_.append_of_word(sentence, word, offset, to);
        features_.append_of_place(sentence, word, to);
    }

    void guess(const quern::SequenceModel& model, std::vector<quern::Label>& guesses) {
        guesses.assign(words_.words().size(), 0);
        for (const auto& sentence : words_.sentences()) {
            scores_.assign((sentence.last - sentence.first) * model.stride(), 0);
            for (auto i = sentence.first; i < sentence.last; ++i) {
                row_.clear();
                append(sentence, i, row_);
                for (const auto feature : row_)
                    model.add(feature, scores_.data() + (i - sentence.first) * model.stride());
            }
            model.decode(scores_, best_);
            std::copy(best_.begin(), best_.end(), guesses.begin() + sentence.first);
        }
    }

    const std::vector<Lesson>& lessons_;
    const Lexicon& lexicon_;
    const NameLabels& labels_;
    DocumentWords words_;
    MentionFinder finder_;
    NameFeatures features_;
    std::vector<quern::Feature> row_;
    std::vector<quern::Score> scores_;
    std::vector<quern::Label> best_;
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
        throw quern::Error("the documents have no names to learn", "their layer `entities` is empty");
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

quern::SequenceModel learn_names(const std::vector<Lesson>& lessons, const Lexicon& lexicon,
                                 const std::function<void(const std::string&)>& tell) {
    const auto labels = labels_in(lessons);
    const auto allowed = [&](std::size_t from, std::size_t to) { return labels.allowed(from, to); };
    Classroom classroom(lessons, lexicon, labels);
    std::vector<quern::TrainingSequence> sequences;
    classroom.add_sequences(sequences, {});

    quern::TrainingOptions options;
    std::vector<quern::SequenceModel> models;
    options.passes = fold_passes;
    for (std::uint32_t fold = 0; fold < folds; ++fold) {
        options.use = [fold](std::uint32_t document) { return document % folds != fold; };
        models.push_back(quern::train(labels.names(), allowed, sequences, options));
        tell(fmt::format("first pass, part {} of {}", fold + 1, folds));
    }
    classroom.add_sequences(sequences, models);
    options.use = {};
    options.passes = passes;
    options.progress = [&](int pass, double wrong) {
        tell(fmt::format("pass {} of {}: {:.2f} % of the words wrong", pass, passes, 100 * wrong));
    };
    return quern::train(labels.names(), allowed, sequences, options);
}

}  // namespace tag_entities
