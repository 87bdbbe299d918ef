// SPDX-License-Identifier: MIT
#include "run/evaluation.hpp"

#include <algorithm>
#include <iterator>

namespace quern::host {

namespace {

using Spans = std::vector<LabelledSpan>;

void sort_once(Spans& spans) {
    std::sort(spans.begin(), spans.end());
    spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
}

// Spans in order, for finding those that a span overlaps.
class Overlaps {
public:
    explicit Overlaps(const Spans& spans) : spans_(spans) {
        farthest_.reserve(spans.size());
        for (std::size_t i = 0; i < spans.size(); ++i)
            farthest_.push_back(i > 0 && spans[farthest_.back()].span.end > spans[i].span.end
                                    ? farthest_.back()
                                    : static_cast<std::uint32_t>(i));
    }

    // One that has a byte in common with `span`, or null: the one that begins last in front of its end, else
    // the one that ends last.
    const LabelledSpan* find(Span span) const {
        const auto behind = std::partition_point(spans_.begin(), spans_.end(),
                                                 [&](const auto& one) { return one.span.begin < span.end; });
        if (behind == spans_.begin()) return nullptr;
        const auto last = static_cast<std::size_t>(behind - spans_.begin()) - 1;
        if (spans_[last].span.end > span.begin) return &spans_[last];
        const auto& farthest = spans_[farthest_[last]];
        return farthest.span.end > span.begin ? &farthest : nullptr;
    }

private:
    const Spans& spans_;
    std::vector<std::uint32_t> farthest_;  // of the spans up to each, the one that ends last
};

std::uint64_t count_overlapping(const Spans& spans, const Spans& others) {
    const Overlaps overlaps(others);
    return std::count_if(spans.begin(), spans.end(),
                         [&](const auto& one) { return overlaps.find(one.span) != nullptr; });
}

std::uint64_t count_common(const Spans& a, const Spans& b) {
    Spans common;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
    return common.size();
}

std::map<std::string, Spans> by_label(const Spans& spans) {
    std::map<std::string, Spans> labels;
    for (const auto& one : spans) labels[one.label].push_back(one);
    return labels;
}

Spans without_labels(Spans spans) {
    for (auto& one : spans) one.label.clear();
    sort_once(spans);
    return spans;
}

Score exact_score(const Spans& gold, const Spans& result) {
    const auto common = count_common(gold, result);
    return {common, result.size(), common, gold.size()};
}

}  // namespace

Score& Score::operator+=(const Score& other) {
    right += other.right;
    result += other.result;
    found += other.found;
    gold += other.gold;
    return *this;
}

void Evaluation::add(const std::string& id, Spans gold, Spans result) {
    sort_once(gold);
    sort_once(result);
    documents_.push_back({id, exact_score(gold, result)});
    spans_ += exact_score(without_labels(gold), without_labels(result));
    auto wanted = by_label(gold), offered = by_label(result);
    for (const auto& [label, spans] : wanted) offered.try_emplace(label);
    for (const auto& [label, spans] : offered) {
        const auto& others = wanted[label];
        auto& score = labels_[label];
        score.exact += exact_score(others, spans);
        score.overlapping +=
            {count_overlapping(spans, others), spans.size(), count_overlapping(others, spans), others.size()};
    }
    confuse(gold, result);
}

void Evaluation::confuse(const Spans& gold, const Spans& result) {
    Spans left_gold, left_result;
    std::set_difference(gold.begin(), gold.end(), result.begin(), result.end(),
                        std::back_inserter(left_gold));
    std::set_difference(result.begin(), result.end(), gold.begin(), gold.end(),
                        std::back_inserter(left_result));
    const Overlaps in_result(result), in_gold(gold);
    for (const auto& one : left_gold) {
        const auto same =
            std::lower_bound(left_result.begin(), left_result.end(), LabelledSpan{one.span, {}});
        const bool equal = same != left_result.end() && same->span == one.span;
        const auto* other = equal ? &*same : in_result.find(one.span);
        ++confusion_[{one.label, other ? other->label : std::string()}];
    }
    for (const auto& one : left_result)
        if (!in_gold.find(one.span)) ++confusion_[{std::string(), one.label}];
}

LabelScore Evaluation::all() const {
    LabelScore all;
    for (const auto& [label, score] : labels_) {
        all.exact += score.exact;
        all.overlapping += score.overlapping;
    }
    return all;
}

std::vector<DocumentScore> Evaluation::worst(std::size_t most) const {
    auto documents = documents_;
    std::stable_sort(documents.begin(), documents.end(),
                     [](const auto& a, const auto& b) { return a.errors() > b.errors(); });
    std::erase_if(documents, [](const auto& document) { return document.errors() == 0; });
    if (documents.size() > most) documents.resize(most);
    return documents;
}

}  // namespace quern::host
