// SPDX-License-Identifier: MIT
// Compares the rows of a layer with those that people annotated.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <quern/span.hpp>

namespace quern::host {

struct LabelledSpan {
    Span span;
    std::string label;

    friend auto operator<=>(const LabelledSpan& a, const LabelledSpan& b) {
        if (const auto order = a.span.begin <=> b.span.begin; order != 0) return order;
        if (const auto order = a.span.end <=> b.span.end; order != 0) return order;
        return a.label <=> b.label;
    }
    friend bool operator==(const LabelledSpan&, const LabelledSpan&) = default;
};

// Precision, recall and F1 come from four counts: rows of the result that are right, and how many there are;
// rows of the gold that were found, and how many there are. Without rows they are 0.
struct Score {
    std::uint64_t right = 0, result = 0, found = 0, gold = 0;

    double precision() const { return result ? static_cast<double>(right) / static_cast<double>(result) : 0; }
    double recall() const { return gold ? static_cast<double>(found) / static_cast<double>(gold) : 0; }
    double f1() const {
        const double p = precision(), r = recall();
        return p + r > 0 ? 2 * p * r / (p + r) : 0;
    }
    Score& operator+=(const Score& other);
};

// Exact: the same span and label. Overlapping: the same label, and at least a byte in common; one row may
// then stand for several.
struct LabelScore {
    Score exact, overlapping;
};

struct DocumentScore {
    std::string id;
    Score exact;
    std::uint64_t errors() const { return exact.result - exact.right + exact.gold - exact.found; }
};

// Filled a document at a time.
class Evaluation {
public:
    // Rows that stand twice, with one span and label, count once.
    void add(const std::string& id, std::vector<LabelledSpan> gold, std::vector<LabelledSpan> result);

    const std::map<std::string, LabelScore>& labels() const { return labels_; }
    LabelScore all() const;
    Score spans() const { return spans_; }  // exact, whatever the label
    // Gold label and label of the result, with how often one stands for the other: of rows with one span, or
    // else of rows that overlap. Empty: no row.
    const std::map<std::pair<std::string, std::string>, std::uint64_t>& confusion() const {
        return confusion_;
    }
    // Those with most errors, of all or `most` documents.
    std::vector<DocumentScore> worst(std::size_t most) const;
    std::uint64_t documents() const { return documents_.size(); }

private:
    void confuse(const std::vector<LabelledSpan>& gold, const std::vector<LabelledSpan>& result);

    std::map<std::string, LabelScore> labels_;
    Score spans_;
    std::map<std::pair<std::string, std::string>, std::uint64_t> confusion_;
    std::vector<DocumentScore> documents_;
};

}  // namespace quern::host
