// SPDX-License-Identifier: MIT
// Finds names by a trained model, which sees what the rules found.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include <quern/sequence_model.hpp>

#include "confidence.hpp"
#include "mentions.hpp"
#include "name_features.hpp"
#include "name_labels.hpp"
#include "words.hpp"

namespace tag_entities {

// What words' own features are worth at each offset, reckoned once for each form.
class WordScores {
public:
    static constexpr std::size_t offsets = 2 * NameFeatures::reach + 1;

    // The scores of a form at an offset; a place to put them where they are not known.
    struct Found {
        std::int16_t* scores;
        bool known;
    };
    Found find(std::uint32_t form, int offset, std::size_t stride);
    // Forgets the words of another model, and those that the forms forgot.
    void use_for(const class NameModel& model, const WordForms& forms);

private:
    static constexpr std::size_t most_kept = 1 << 18;  // words behind that are reckoned anew each time
    const NameModel* model_ = nullptr;
    std::uint64_t generation_ = 0;
    std::vector<std::uint8_t> known_;  // a bit for each offset
    std::vector<std::int16_t> scores_;
};

// Words in a row, inside a sentence, that may hold names. Outside of runs there are none.
struct Run {
    SentenceRange sentence;
    std::uint32_t first, last;  // half-open range of words
};

// What a worker keeps for its documents.
struct NameWorkspace {
    NameFeatures features;
    WordScores words;
    std::vector<Run> runs;
    std::vector<quern::Feature> row;
    std::vector<quern::Score> sum;
    std::vector<quern::Score> scores;    // of all runs, one after another
    std::vector<quern::Label> labels;    // of a run
    std::vector<quern::Label> document;  // of all words
    std::vector<Mention> mentions, overlooked;
    std::vector<double> leads;  // of the mentions that the model found: see Confidence
};

// Kinds of names that the rules are good at and a model may overlook.
enum class RuledKind : std::uint8_t { person, listed_organisation, acronym, country, any_other };

// How often names of each kind are right where the model has found none, 0 to 1.
using RuleTrust = std::array<double, static_cast<std::size_t>(RuledKind::any_other)>;

class NameModel {
public:
    explicit NameModel(quern::SequenceModel model, Confidence confidence = {}, RuleTrust trust = {});
    // From a file that write() made.
    static NameModel read(const std::filesystem::path& file);
    void write(const std::filesystem::path& file) const;

    // The names of the document, in order, none inside another. Labels it twice: the second time it is seen
    // what the first made of each word, wherever it stands.
    const std::vector<Mention>& find(const DocumentWords& document, std::span<const Mention> ruled,
                                     NameWorkspace& work) const;
    // Calls `use` with each name of the rules that no name of the model overlaps, and its kind.
    static void each_overlooked(const DocumentWords& document, std::span<const Mention> ruled,
                                std::span<const Mention> found, const NameFeatures& features,
                                const std::function<void(const Mention&, RuledKind)>& use);

private:
    // Whether the model decides on names of this kind. Where all other names are one kind, peoples are of it.
    bool covers(Label kind) const {
        return labels_.knows(kind) || (kind == Label::people && labels_.knows(Label::other));
    }
    void find_runs(const DocumentWords& document, NameWorkspace& work) const;
    bool may_name(const SentenceRange& sentence, std::uint32_t word, NameWorkspace& work) const;
    const std::int16_t* word_scores(const SentenceRange& sentence, std::uint32_t word, int offset,
                                    NameWorkspace& work) const;
    void join_to_sentence(const Run& run, std::span<quern::Score> scores) const;
    void score(const Run& run, NameWorkspace& work, quern::Score* scores) const;
    void collect(const DocumentWords& document, const Run& run, std::span<const quern::Score> scores,
                 NameWorkspace& work) const;
    void take_from_lists(const DocumentWords& document, std::span<const Mention> ruled,
                         std::vector<Mention>& mentions) const;
    static void agree(const DocumentWords& document, std::vector<Mention>& found);
    static void widen(std::span<const Mention> ruled, NameWorkspace& work);
    void add_overlooked(const DocumentWords& document, std::span<const Mention> ruled,
                        NameWorkspace& work) const;
    double lead(std::span<const quern::Score> scores, const std::vector<quern::Label>& labels,
                std::size_t first, std::size_t last) const;

    static constexpr std::string_view kind = "tag.entities 3";

    quern::SequenceModel model_;
    NameLabels labels_;
    Confidence confidence_;
    RuleTrust trust_;
};

}  // namespace tag_entities
