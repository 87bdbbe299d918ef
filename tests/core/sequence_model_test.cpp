// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <random>

#include <quern/error.hpp>
#include <quern/sequence_trainer.hpp>

#include "temporary_folder.hpp"

using namespace quern;
using quern::testing::TemporaryFolder;

namespace {

SequenceModel train(const std::vector<std::string>& labels, const AllowedLabels& allowed,
                    std::span<const TrainingSequence> sequences, const TrainingOptions& options) {
    SequenceTrainer trainer(labels, allowed);
    for (const auto& sequence : sequences) trainer.add(sequence);
    return trainer.train(options);
}

// Two labels: "x" never follows "x".
bool no_twins(std::size_t from, std::size_t to) {
    return from != 1 || to != 1;
}

// Letters with a label each: a vowel behind a consonant is an x.
TrainingSequence letters(std::string_view text, std::uint32_t document) {
    TrainingSequence sequence;
    sequence.document = document;
    const auto vowel = [&](std::size_t i) {
        return std::string_view("aeiou").find(text[i]) != std::string_view::npos;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        sequence.features.push_back(feature(1, static_cast<unsigned char>(text[i])));
        if (i > 0) sequence.features.push_back(feature(2, static_cast<unsigned char>(text[i - 1])));
        sequence.ends.push_back(static_cast<std::uint32_t>(sequence.features.size()));
        sequence.labels.push_back(i > 0 && vowel(i) && !vowel(i - 1));
    }
    return sequence;
}

std::vector<TrainingSequence> lesson() {
    std::vector<TrainingSequence> sequences;
    std::uint32_t document = 0;
    for (const char* word :
         {"quern", "mill", "grinder", "stone", "oats", "barley", "flour", "miller", "sieve", "aeon"})
        sequences.push_back(letters(word, document++));
    for (const char* word :
         {"quern", "mill", "grinder", "stone", "oats", "barley", "flour", "miller", "sieve", "aeon"})
        sequences.push_back(letters(word, document++));
    return sequences;
}

std::vector<Label> label(const SequenceModel& model, const TrainingSequence& sequence) {
    std::vector<Score> scores(sequence.ends.size() * model.stride());
    std::size_t at = 0;
    for (std::size_t i = 0; i < sequence.ends.size(); ++i)
        for (; at < sequence.ends[i]; ++at)
            model.add(sequence.features[at], scores.data() + i * model.stride());
    std::vector<Label> labels;
    model.decode(scores, labels);
    return labels;
}

std::string bytes_of(const SequenceModel& model, const TemporaryFolder& folder) {
    model.write(folder / "m", "letters");
    return testing::content(folder / "m");
}

std::string reading_fails(const std::filesystem::path& file, std::string_view kind = "letters") {
    try {
        SequenceModel::read(file, kind);
        return "nothing is wrong";
    } catch (const Error& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("a trained model labels what it learnt from, and what is like it") {
    const auto sequences = lesson();
    double wrong = 1;
    TrainingOptions options;
    options.progress = [&](int, double share) { wrong = share; };
    const auto model = train({"o", "x"}, no_twins, sequences, options);
    CHECK(wrong == 0);
    for (const auto& sequence : sequences) CHECK(label(model, sequence) == sequence.labels);
    const auto other = letters("tinder", 0);
    CHECK(label(model, other) == other.labels);
}

TEST_CASE("training twice gives the same bytes, and another order of learning others") {
    const TemporaryFolder folder;
    TrainingOptions options;
    const auto first = bytes_of(train({"o", "x"}, no_twins, lesson(), options), folder);
    CHECK(first == bytes_of(train({"o", "x"}, no_twins, lesson(), options), folder));
    options.seed = 2;
    CHECK(first != bytes_of(train({"o", "x"}, no_twins, lesson(), options), folder));
}

TEST_CASE(
    "the mean of several trainings labels what it learnt from, and sequences can be added between trainings") {
    const auto sequences = lesson();
    TrainingOptions options;
    options.trainings = 3;
    int passes = 0;
    options.progress = [&](int pass, double) { passes = pass; };
    const TemporaryFolder folder;
    SequenceTrainer trainer({"o", "x"}, no_twins);
    for (std::size_t i = 0; i < sequences.size(); ++i) {
        if (i == sequences.size() / 2) trainer.train({});
        trainer.add(sequences[i]);
    }
    const auto model = trainer.train(options);
    CHECK(passes == 3 * options.passes);
    for (const auto& sequence : sequences) CHECK(label(model, sequence) == sequence.labels);
    CHECK(bytes_of(model, folder) == bytes_of(train({"o", "x"}, no_twins, sequences, options), folder));
}

TEST_CASE("features added at once give the same scores as one by one") {
    const auto sequences = lesson();
    const auto model = train({"o", "x"}, no_twins, sequences, {});
    std::vector<Feature> features;
    for (int copy = 0; copy < 20; ++copy)
        features.insert(features.end(), sequences[0].features.begin(), sequences[0].features.end());
    REQUIRE(features.size() > 128);
    std::vector<Score> singly(model.stride()), together(model.stride());
    for (const auto feature : features) model.add(feature, singly.data());
    model.add(features, together.data());
    CHECK(singly == together);
}

TEST_CASE("features of too few documents are left out of a model") {
    auto sequences = lesson();
    sequences.push_back(letters("zzz", 99));
    const auto row_is_empty = [](const SequenceModel& model, char letter) {
        std::vector<Score> row(model.stride());
        model.add(feature(1, static_cast<unsigned char>(letter)), row.data());
        return row == std::vector<Score>(model.stride());
    };
    const auto model = train({"o", "x"}, no_twins, sequences, {});
    CHECK(row_is_empty(model, 'z'));
    CHECK_FALSE(row_is_empty(model, 'e'));
}

TEST_CASE("documents that are not to be used teach nothing") {
    TrainingOptions options;
    options.use = [](std::uint32_t document) { return document != 0; };
    auto sequences = lesson();
    const auto without = train({"o", "x"}, no_twins, std::span(sequences).subspan(1), {});
    const auto unused = train({"o", "x"}, no_twins, sequences, options);
    const TemporaryFolder folder;
    CHECK(bytes_of(without, folder) == bytes_of(unused, folder));
}

TEST_CASE("decoding finds the best of all allowed sequences") {
    std::mt19937 random(7);
    const auto score = [&] { return static_cast<Score>(random() % 200) - 100; };
    constexpr std::size_t labels = 3, stride = 8;
    for (int round = 0; round < 200; ++round) {
        std::vector<Score> steps((labels + 1) * (labels + 1));
        for (std::size_t i = 0; i < steps.size(); ++i) steps[i] = i % 5 == 1 ? forbidden : score();
        const Transitions transitions(labels, steps);
        const std::size_t positions = 1 + random() % 5;
        std::vector<Score> scores(positions * stride);
        for (auto& value : scores) value = score();

        const auto value_of = [&](const std::vector<Label>& sequence) {
            std::int64_t sum = 0;
            std::size_t last = labels;
            for (std::size_t i = 0; i < positions; ++i) {
                sum += transitions(last, sequence[i]) + scores[i * stride + sequence[i]];
                last = sequence[i];
            }
            return sum + transitions(last, labels);
        };
        std::int64_t most = std::numeric_limits<std::int64_t>::min();
        std::size_t all = 1;
        for (std::size_t i = 0; i < positions; ++i) all *= labels;
        for (std::size_t number = 0; number < all; ++number) {
            std::vector<Label> sequence;
            for (std::size_t i = 0, rest = number; i < positions; ++i, rest /= labels)
                sequence.push_back(static_cast<Label>(rest % labels));
            most = std::max(most, value_of(sequence));
        }
        std::vector<Label> best;
        transitions.decode(scores, stride, best);
        REQUIRE(value_of(best) == most);
    }
}

TEST_CASE("a sequence of any length is decoded to its end") {
    // Two labels; the second is worth more in every third place, and a position is worth as much as any may
    // be.
    const Transitions transitions(2, std::vector<Score>(9, 0));
    constexpr std::size_t stride = 2, positions = 5'000;
    std::vector<Score> scores(positions * stride);
    for (std::size_t i = 0; i < positions; ++i) {
        scores[i * stride] = 3'000'000;
        scores[i * stride + 1] = i % 3 == 0 ? 3'000'100 : 2'999'900;
    }
    std::vector<Label> best;
    transitions.decode(scores, stride, best);
    REQUIRE(best.size() == positions);
    for (std::size_t i = 0; i < positions; ++i) REQUIRE(best[i] == (i % 3 == 0 ? 1 : 0));
}

TEST_CASE("a forbidden label is never chosen, however much its positions are worth") {
    // Nothing may stand in front of the second label, which is worth more everywhere.
    std::vector<Score> allowed(9, 0);
    for (std::size_t from = 0; from <= 2; ++from) allowed[from * 3 + 1] = forbidden;
    const Transitions transitions(2, std::move(allowed));
    constexpr std::size_t stride = 2, positions = 99;
    std::vector<Score> scores(positions * stride);
    for (std::size_t i = 0; i < positions; ++i)
        scores[i * stride] = 9'000'000, scores[i * stride + 1] = 9'000'100;
    std::vector<Label> best;
    transitions.decode(scores, stride, best);
    CHECK(best == std::vector<Label>(positions, 0));
}

TEST_CASE("an empty sequence has no labels") {
    const auto model = train({"o", "x"}, no_twins, lesson(), {});
    std::vector<Label> labels{1};
    model.decode({}, labels);
    CHECK(labels.empty());
}

TEST_CASE("a sequence that breaks the rules for labels is refused") {
    auto sequences = lesson();
    sequences[3].labels[1] = 1;
    sequences[3].labels[2] = 1;
    CHECK_THROWS_AS(train({"o", "x"}, no_twins, sequences, {}), Error);
    sequences = lesson();
    sequences[0].labels[0] = 2;
    CHECK_THROWS_AS(train({"o", "x"}, no_twins, sequences, {}), Error);
    sequences = lesson();
    sequences[0].ends.pop_back();
    CHECK_THROWS_AS(train({"o", "x"}, no_twins, sequences, {}), Error);
}

TEST_CASE("a model read back is the model that was written") {
    const TemporaryFolder folder;
    const std::string name = GENERATE("model", "model.zst");
    auto model = train({"o", "x"}, no_twins, lesson(), {});
    model.numbers["slope"] = 0.25;
    model.notes["licence"] = "MIT";
    model.write(folder / name, "letters");
    const auto read = SequenceModel::read(folder / name, "letters");
    CHECK(read.labels() == model.labels());
    CHECK(read.numbers == model.numbers);
    CHECK(read.notes == model.notes);
    CHECK(read.features() == model.features());
    for (const auto& sequence : lesson()) CHECK(label(read, sequence) == sequence.labels);
    CHECK(bytes_of(read, folder) == bytes_of(model, folder));
}

TEST_CASE("a model's file that cannot be used says why") {
    const TemporaryFolder folder;
    const auto model = train({"o", "x"}, no_twins, lesson(), {});
    const auto bytes = bytes_of(model, folder);
    CHECK(reading_fails(folder / "m", "words") ==
          "cannot use the model " + (folder / "m").string() + ": it was trained for letters, not for words");
    for (const std::size_t size : {0U, 5U, 22U, 30U, 60U})
        CHECK(reading_fails(folder.write("cut", bytes.substr(0, size))).starts_with("cannot use the model"));
    CHECK(reading_fails(folder.write("cut", bytes.substr(0, bytes.size() - 1)))
              .ends_with("cut short or damaged"));
    auto damaged = bytes;
    damaged[bytes.size() / 2] ^= 1;
    CHECK(reading_fails(folder.write("damaged", damaged)).ends_with("cut short or damaged"));
    auto other = bytes;
    other[21] = '2';
    CHECK(reading_fails(folder.write("other", other)).ends_with("made by another version of Quern"));
    CHECK(reading_fails(folder.write("text", "Once upon a time")).ends_with("no model of this kind"));
    CHECK(reading_fails(folder / "missing").find("missing") != std::string::npos);
}
