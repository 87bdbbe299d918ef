// SPDX-License-Identifier: MIT
#include "quote_model.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include <quern/error.hpp>

namespace quote_speech {

void WordScores::use_for(const QuoteModel& model) {
    if (model_ == &model) return;
    model_ = &model;
    entries_.assign(places, {});
}

QuoteModel QuoteModel::read(const std::filesystem::path& file) {
    auto model = quern::SequenceModel::read(file, kind);
    if (model.labels() != tag_names())
        throw quern::Error(file.string() + " has other labels than source, cue and content",
                           "train it again with this version of the stage");
    return QuoteModel(std::move(model));
}

void QuoteModel::decode(Range sentence, TagWorkspace& work) const {
    const auto scores = std::span(work.scores).subspan(sentence.begin * stride, sentence.size() * stride);
    model_.decode(scores, work.sentence);
    std::copy(work.sentence.begin(), work.sentence.end(), work.labels.begin() + sentence.begin);
}

const WordScores::Entry& QuoteModel::word_scores(Index word, TagWorkspace& work) const {
    const auto form = work.features.form(word);
    auto& entry = work.words[form];
    if (entry.form == form) return entry;
    entry.form = form;
    for (int offset = -TagFeatures::reach; offset <= TagFeatures::reach; ++offset) {
        work.row.clear();
        work.features.append_of_word(word, offset, work.row);
        std::array<quern::Score, stride> sum{};
        model_.add(work.row, sum.data());
        constexpr quern::Score most = std::numeric_limits<std::int16_t>::max();
        auto& scores = entry.scores[static_cast<std::size_t>(offset + TagFeatures::reach)];
        for (std::size_t label = 0; label < stride; ++label)
            scores[label] = static_cast<std::int16_t>(std::clamp(sum[label], -most, most));
    }
    return entry;
}

void QuoteModel::tag_once(TagWorkspace& work) const {
    work.words.use_for(*this);
    const auto& features = work.features;
    work.scores.assign(features.view().size() * stride, 0);
    work.labels.resize(features.view().size());
    constexpr int reach = TagFeatures::reach;
    const auto row_of = [&](std::int64_t word) {
        return work.scores.data() + static_cast<std::size_t>(word) * stride;
    };
    for (const auto sentence : features.view().sentences()) {
        const std::int64_t first = sentence.begin, end = sentence.end;
        for (auto i = first; i < end; ++i) {
            // A word is at -2 of the second word behind it.
            const auto& entry = word_scores(static_cast<Index>(i), work);
            for (int offset = -reach; offset <= reach; ++offset) {
                const auto to = i - offset;
                if (to < first || to >= end) continue;
                const auto& scores = entry.scores[static_cast<std::size_t>(offset + reach)];
                auto* row = row_of(to);
                for (std::size_t label = 0; label < stride; ++label) row[label] += scores[label];
            }
            work.row.clear();
            for (int offset = -reach; offset <= reach; ++offset)
                if (i + offset < first || i + offset >= end) TagFeatures::append_of_edge(offset, work.row);
            features.append_of_place(sentence, static_cast<Index>(i), work.row);
            model_.add(work.row, row_of(i));
        }
        decode(sentence, work);
    }
}

void QuoteModel::tag(TagWorkspace& work) const {
    tag_once(work);
    work.features.look_again(work.labels);
    for (const auto sentence : work.features.view().sentences()) {
        // Where the first pass found nothing, the second would have nothing to see.
        const auto* first = work.labels.data() + sentence.begin;
        if (std::all_of(first, first + sentence.size(), [](quern::Label label) { return label == no_tag; }))
            continue;
        for (auto i = sentence.begin; i < sentence.end; ++i) {
            work.row.clear();
            work.features.append_of_guesses(sentence, i, work.row);
            model_.add(work.row, work.scores.data() + i * stride);
        }
        decode(sentence, work);
    }
}

quern::Score QuoteModel::link(const std::vector<quern::Feature>& features) const {
    std::array<quern::Score, stride> scores{};
    model_.add(features, scores.data());
    return scores[linked] - scores[no_tag];
}

}  // namespace quote_speech
