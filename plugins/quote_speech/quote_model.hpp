// SPDX-License-Identifier: MIT
// The trained model: labels words as source, cue and content, and says which of these belong together.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include <quern/sequence_model.hpp>

#include "tag_features.hpp"
#include "tags.hpp"

namespace quote_speech {

// What words' own features are worth at each offset, reckoned once and kept while no other word needs the
// place.
class WordScores {
public:
    static constexpr std::size_t offsets = 2 * TagFeatures::reach + 1;
    static constexpr std::size_t stride = quern::SequenceModel::stride_of(tag_count);
    struct Entry {
        std::uint64_t form = 0;  // 0 for none
        std::array<std::array<std::int16_t, stride>, offsets> scores{};
    };
    // Of this form, or to be filled in for it.
    Entry& operator[](std::uint64_t form) { return entries_[form % places]; }
    // Forgets what another model said.
    void use_for(const class QuoteModel& model);

private:
    static constexpr std::size_t places = 1 << 14;
    const QuoteModel* model_ = nullptr;
    std::vector<Entry> entries_;
};

// What a worker keeps for its documents.
struct TagWorkspace {
    TagFeatures features;
    WordScores words;
    std::vector<quern::Feature> row;
    std::vector<quern::Score> scores;    // of all words that are looked at
    std::vector<quern::Label> sentence;  // labels of one
    std::vector<quern::Label> labels;    // of all words that are looked at
};

class QuoteModel {
public:
    explicit QuoteModel(quern::SequenceModel model) : model_(std::move(model)) {}
    // From a file that write() made.
    static QuoteModel read(const std::filesystem::path& file);
    void write(const std::filesystem::path& file) const { model_.write(file, kind); }

    // Labels the words that work.features has read, into work.labels: a first time, and a second in sight of
    // the first.
    void tag_once(TagWorkspace& work) const;
    void tag(TagWorkspace& work) const;

    // How much speaks for two parts belonging together; above nought, more does than does not.
    quern::Score link(const std::vector<quern::Feature>& features) const;

private:
    static constexpr std::string_view kind = "quote.speech 1";
    static constexpr auto stride = WordScores::stride;

    const WordScores::Entry& word_scores(Index word, TagWorkspace& work) const;
    void decode(Range sentence, TagWorkspace& work) const;

    quern::SequenceModel model_;
};

}  // namespace quote_speech
