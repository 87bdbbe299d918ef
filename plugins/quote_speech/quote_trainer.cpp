// SPDX-License-Identifier: MIT
#include "quote_trainer.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/layers.hpp>
#include <quern/sequence_trainer.hpp>

namespace quote_speech {

namespace {

constexpr std::uint32_t folds = 3;
constexpr int fold_passes = 4, passes = 8, trainings = 8;
constexpr int min_documents = 3;

// The words that a span touches.
Range touched(const Words& words, quern::Span span) {
    auto range = words.inside(span);
    if (range.begin > 0 && words[range.begin - 1].span.end > span.begin) --range.begin;
    return range;
}

void put(Range range, Role role, std::vector<quern::Label>& labels) {
    for (auto i = range.begin; i < range.end; ++i)
        labels[i] = i == range.begin ? first_of(role) : next_of(role);
}

quern::TrainingSequence sequence_of(const Lesson& lesson, const std::vector<quern::Label>& right,
                                    std::uint32_t number, Range sentence, const TagFeatures& features,
                                    bool with_guesses) {
    constexpr int reach = TagFeatures::reach;
    quern::TrainingSequence made;
    made.document = number;
    made.weight = lesson.weight;
    const std::int64_t first = sentence.begin, end = sentence.end;
    for (auto i = first; i < end; ++i) {
        for (int offset = -reach; offset <= reach; ++offset)
            if (i + offset < first || i + offset >= end)
                TagFeatures::append_of_edge(offset, made.features);
            else
                features.append_of_word(static_cast<Index>(i + offset), offset, made.features);
        features.append_of_place(sentence, static_cast<Index>(i), made.features);
        if (with_guesses) features.append_of_guesses(sentence, static_cast<Index>(i), made.features);
        made.ends.push_back(static_cast<std::uint32_t>(made.features.size()));
        made.labels.push_back(right[static_cast<std::size_t>(i)]);
    }
    return made;
}

void add_sequences(const Lesson& lesson, std::uint32_t number, const TagFeatures& features, bool with_guesses,
                   quern::SequenceTrainer& to) {
    std::vector<quern::Label> right;
    features.view().narrow(lesson.right, right);
    for (const auto sentence : features.view().sentences())
        if (!lesson.left_out[lesson.words[features.view().words()[sentence.begin]].sentence])
            to.add(sequence_of(lesson, right, number, sentence, features, with_guesses));
}

bool overlap(Range a, Range b) {
    return a.begin < b.end && b.begin < a.end;
}

// Whether people annotated two parts as parts of the same quotation.
bool belong(const Lesson& lesson, const Part& a, const Part& b) {
    const auto is_in = [](const Lesson::Told& told, const Part& part) {
        if (part.role == Role::source) return overlap(told.source, part.words);
        if (part.role == Role::cue) return overlap(told.cue, part.words);
        return std::any_of(told.content.begin(), told.content.end(),
                           [&](Range range) { return overlap(range, part.words); });
    };
    return std::any_of(lesson.told.begin(), lesson.told.end(),
                       [&](const Lesson::Told& told) { return is_in(told, a) && is_in(told, b); });
}

// Pairs of parts that a model found, with whether they belong together.
void add_links(const Lesson& lesson, std::uint32_t number, const Links& links, quern::SequenceTrainer& to) {
    const auto& parts = links.parts();
    std::vector<Index> candidates;
    const auto add = [&](Index part, Index candidate) {
        quern::TrainingSequence made;
        made.document = number;
        made.weight = lesson.weight;
        links.append(part, candidate, made.features);
        made.ends.push_back(static_cast<std::uint32_t>(made.features.size()));
        made.labels.push_back(belong(lesson, parts[part], parts[candidate]) ? linked : no_tag);
        to.add(made);
    };
    for (Index part = 0; part < parts.size(); ++part) {
        const auto role = parts[part].role;
        if (role == Role::source || lesson.left_out[lesson.words[parts[part].words.begin].sentence]) continue;
        links.candidates(part, role == Role::content ? Role::cue : Role::source, candidates);
        for (const auto candidate : candidates) add(part, candidate);
        if (role != Role::content || links.is_marked(parts[part])) continue;
        links.candidates(part, Role::content, candidates);
        for (const auto candidate : candidates)
            if (links.is_marked(parts[candidate])) add(part, candidate);
    }
}

}  // namespace

void QuoteTrainer::learn(const quern::Document& document, const quern::Document& gold, double weight) {
    const auto* quotes = gold.find_layer(quern::layers::quotes.name);
    if (!quotes) throw quern::Error("it has no layer `quotes` to learn from");
    reading_.read(document, language_);
    auto& lesson = lessons_.emplace_back();
    lesson.text = document.text();
    lesson.weight = static_cast<float>(weight);
    lesson.words = reading_.words;
    lesson.words.move_to(lesson.text);
    lesson.strings = reading_.strings->all();
    reading_.label(lesson.ruled);
    const auto& words = lesson.words;
    lesson.right.assign(words.size(), no_tag);
    const auto cue = quotes->column("cue"), speaker = quotes->column("speaker");
    const auto number = quotes->column("quotation");
    std::map<std::int64_t, Lesson::Told> told;
    for (const auto row : *quotes) {
        auto& one = told[row.integer(number).value_or(0)];
        one.content.push_back(touched(words, row.span()));
        if (const auto span = row.span(speaker)) one.source = touched(words, *span);
        if (const auto span = row.span(cue)) one.cue = touched(words, *span);
    }
    for (const auto& [key, one] : told) {
        for (const auto range : one.content) put(range, Role::content, lesson.right);
        lesson.told.push_back(one);
    }
    for (const auto& one : lesson.told) {
        put(one.source, Role::source, lesson.right);
        put(one.cue, Role::cue, lesson.right);
    }
    lesson.quotations = reading_.quotations;
    lesson.left_out.assign(words.sentences(), false);
    if (const auto* discard = gold.find_layer("discard"))
        for (const auto row : *discard) {
            const auto range = words.inside(row.span());
            for (auto i = range.begin; i < range.end; ++i) lesson.left_out[words[i].sentence] = true;
        }
}

void QuoteTrainer::finish(const std::filesystem::path& file,
                          const std::function<void(const std::string&)>& tell) {
    if (std::all_of(lessons_.begin(), lessons_.end(),
                    [](const Lesson& lesson) { return lesson.told.empty(); }))
        throw quern::Error("the documents have no quotations to learn",
                           "their layer `quotes` needs rows, with the spans `cue` and `speaker`");
    quern::SequenceTrainer trainer(tag_names(), may_follow);
    TagWorkspace work;
    Links links;
    std::vector<quern::Label> tags;
    for (std::uint32_t number = 0; number < lessons_.size(); ++number) {
        const auto& lesson = lessons_[number];
        work.features.read(lesson.words, lesson.strings, lesson.ruled);
        add_sequences(lesson, number, work.features, false, trainer);
    }
    quern::TrainingOptions options;
    options.min_documents = min_documents;
    options.passes = fold_passes;
    std::vector<QuoteModel> models;
    for (std::uint32_t fold = 0; fold < folds; ++fold) {
        options.use = [fold](std::uint32_t document) { return document % folds != fold; };
        models.emplace_back(trainer.train(options));
        tell(fmt::format("first pass, part {} of {}", fold + 1, folds));
    }
    for (std::uint32_t number = 0; number < lessons_.size(); ++number) {
        const auto& lesson = lessons_[number];
        work.features.read(lesson.words, lesson.strings, lesson.ruled);
        models[number % folds].tag_once(work);
        work.features.look_again(work.labels);
        add_sequences(lesson, number, work.features, true, trainer);
        work.features.view().widen(work.labels, tags);
        links.read(lesson.words, lesson.strings, tags, lesson.quotations);
        add_links(lesson, number, links, trainer);
    }
    options.use = {};
    options.passes = passes;
    options.trainings = trainings;
    options.progress = [&](int pass, double wrong) {
        tell(
            fmt::format("pass {} of {}: {:.2f} % of the words wrong", pass, passes * trainings, 100 * wrong));
    };
    QuoteModel(trainer.train(options)).write(file);
}

}  // namespace quote_speech
