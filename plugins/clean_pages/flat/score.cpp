// SPDX-License-Identifier: MIT
#include "score.hpp"

#include "score_weights.hpp"

namespace clean_flat {
namespace {

constexpr std::uint32_t length_steps[] = {2,  4,  7, 12,
                                          20, 35, 60};  // words; the last class is longer than all
constexpr std::size_t length_classes = std::size(length_steps) + 1;

std::size_t length_class(std::uint32_t words) {
    std::size_t i = 0;
    while (i < std::size(length_steps) && words > length_steps[i]) ++i;
    return i;
}

// Writes one feature after another.
class FeatureWriter {
public:
    explicit FeatureWriter(Features& features) : features_(features) { features_.fill(false); }
    void add(bool value) { features_[at_++] = value; }
    void add_class(std::size_t value, std::size_t classes) {
        features_[at_ + value] = true;
        at_ += classes;
    }
    void skip_to(std::size_t at) { at_ = at; }

private:
    Features& features_;
    std::size_t at_ = 0;
};

void describe_own(const Line& line, FeatureWriter& out) {
    const auto share = [&](std::uint32_t part) { return line.words ? 100 * part / line.words : 0; };
    const auto stops = share(line.stop_words);
    out.add_class(length_class(line.words), length_classes);
    out.add_class(line.words < 5 ? 0 : stops == 0 ? 1 : stops < 20 ? 2 : stops < 35 ? 3 : 4, 5);
    out.add(line.ends_sentence);
    out.add(line.ends_sentence && line.words >= 8);
    out.add(line.ends_colon);
    out.add(line.words >= 3 && share(line.capitals) > 60);
    out.add(share(line.numbers) > 30);
    out.add(line.commas > 0);
    out.add(line.quotes);
    out.add(line.begins_small);
    out.add(line.bar);
    out.add(line.address);
    out.add(line.item);
    out.add(line.shouts);
    out.add(line.repeated);
    out.add(line.byline);
    out.add(line.date);
    for (std::uint32_t bit = 0; bit < 8; ++bit) out.add(line.is(1u << bit));
}

void describe_neighbour(const Line* line, FeatureWriter& out) {
    out.add(line == nullptr);
    out.add(line && line->words <= 4);
    out.add(line && line->words > 20);
    out.add(line && line->is_prose());
    out.add(line && line->ends_sentence);
    out.add(line && (line->debris != 0 || line->byline || line->date));
}

}  // namespace

void describe(const std::vector<Line>& lines, std::size_t i, Features& features) {
    FeatureWriter out(features);
    describe_own(lines[i], out);
    out.skip_to(own_features);
    const auto at = [&](std::size_t k) { return k < lines.size() ? &lines[k] : nullptr; };
    describe_neighbour(i >= 2 ? at(i - 2) : nullptr, out);
    describe_neighbour(i >= 1 ? at(i - 1) : nullptr, out);
    describe_neighbour(at(i + 1), out);
    describe_neighbour(at(i + 2), out);
}

void score(const std::vector<Line>& lines, std::vector<float>& scores) {
    scores.clear();
    Features features;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        describe(lines, i, features);
        float sum = bias;
        for (std::size_t k = 0; k < feature_count; ++k)
            if (features[k]) sum += weights[k];
        scores.push_back(sum);
    }
}

}  // namespace clean_flat
