// SPDX-License-Identifier: MIT
#include <quern/sequence_model.hpp>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

// A position's features and its transition add up to less than 4 million, as long as there are no more than a
// hundred features; so many positions stay well away from `forbidden` and from the bounds of a Score.
constexpr std::size_t positions_between_rebasings = 100;

// Four labels at once, which is what any processor of 64 bits has instructions for.
constexpr std::size_t lanes = 4;
using Scores4 = Score __attribute__((vector_size(lanes * sizeof(Score))));

void load(Scores4& to, const Score* from) {
    std::memcpy(&to, from, sizeof to);
}

void store(Score* to, const Scores4& from) {
    std::memcpy(to, &from, sizeof from);
}

std::size_t padded(std::size_t labels) {
    return (labels + lanes - 1) / lanes * lanes;
}

constexpr std::size_t labels_at_once = 8;  // a stride is a multiple of it

// Adds the weights of eight labels, from the label `first` on. The number of rows is even.
void add_pairs(std::span<const std::int16_t* const> rows, std::size_t first, Score* sums) {
#if defined(__SSE2__)
    // An instruction multiplies weights of two rows by one each, and adds what comes out.
    const auto one = _mm_set1_epi16(1);
    const auto eight = [first](const std::int16_t* row) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i*>(row + first));
    };
    auto* out = reinterpret_cast<__m128i*>(sums);
    auto low = _mm_loadu_si128(out), high = _mm_loadu_si128(out + 1);
    for (std::size_t i = 0; i < rows.size(); i += 2) {
        const auto a = eight(rows[i]), b = eight(rows[i + 1]);
        low = _mm_add_epi32(low, _mm_madd_epi16(_mm_unpacklo_epi16(a, b), one));
        high = _mm_add_epi32(high, _mm_madd_epi16(_mm_unpackhi_epi16(a, b), one));
    }
    _mm_storeu_si128(out, low), _mm_storeu_si128(out + 1, high);
#else
    for (const auto* row : rows)
        for (std::size_t label = 0; label < labels_at_once; ++label) sums[label] += row[first + label];
#endif
}

// Takes the best sum away from all: what they are to each other stays.
void rebase(std::span<Score> sums) {
    const auto most = *std::max_element(sums.begin(), sums.end());
    if (most <= forbidden / 2) return;
    for (auto& sum : sums)
        if (sum > forbidden / 2) sum -= most;
}

}  // namespace

Transitions::Transitions(std::size_t labels, std::vector<Score> scores)
    : labels_(labels), scores_(std::move(scores)) {}

void Transitions::decode(std::span<const Score> scores, std::size_t stride, std::vector<Label>& best) const {
    const auto positions = stride == 0 ? 0 : scores.size() / stride;
    best.resize(positions);
    if (positions == 0) return;

    // The transitions from each label in a row of whole lanes.
    const auto width = padded(labels_);
    thread_local std::vector<Score> rows, sums;
    thread_local std::vector<Label> from_memory;
    rows.assign(labels_ * width, forbidden);
    for (std::size_t from = 0; from < labels_; ++from)
        for (std::size_t to = 0; to < labels_; ++to) rows[from * width + to] = (*this)(from, to);
    // For each position and label: the best sum that ends there, and the label in front of it.
    sums.assign(3 * width, forbidden);
    from_memory.resize(positions * width);
    auto *last = sums.data(), *now = last + width, *own = now + width;
    auto* from = from_memory.data();
    for (std::size_t label = 0; label < labels_; ++label)
        if ((*this)(labels_, label) > forbidden) last[label] = (*this)(labels_, label) + scores[label];
    for (std::size_t i = 1; i < positions; ++i) {
        std::copy_n(scores.data() + i * stride, labels_, own);
        for (std::size_t first = 0; first < width; first += lanes) {
            Scores4 most = Scores4{} + forbidden, winner{};
            for (std::size_t before = 0; before < labels_; ++before) {
                Scores4 transition;
                load(transition, rows.data() + before * width + first);
                const Scores4 sum = transition + last[before];
                const Scores4 is_more = (sum > most) & (transition > forbidden);
                most = (sum & is_more) | (most & ~is_more);
                winner = (is_more & static_cast<Score>(before)) | (winner & ~is_more);
            }
            Scores4 here;
            load(here, own + first);
            const Scores4 is_allowed = most > forbidden / 2;
            store(now + first, ((most + here) & is_allowed) | (~is_allowed & forbidden));
            for (std::size_t lane = 0; lane < lanes; ++lane)
                from[i * width + first + lane] = static_cast<Label>(winner[lane]);
        }
        std::swap(last, now);
        if (i % positions_between_rebasings == 0) rebase({last, labels_});
    }
    Score most = forbidden;
    Label label = 0;
    for (std::size_t before = 0; before < labels_; ++before) {
        if ((*this)(before, labels_) <= forbidden) continue;
        const auto sum = last[before] + (*this)(before, labels_);
        if (sum <= most) continue;
        most = sum;
        label = static_cast<Label>(before);
    }
    for (auto i = positions; i-- > 0; label = from[i * width + label]) best[i] = label;
}

SequenceModel::SequenceModel(std::vector<std::string> labels, Transitions transitions,
                             std::vector<Feature> keys, const std::vector<std::int16_t>& weights)
    : labels_(std::move(labels)),
      stride_(stride_of(labels_.size())),
      transitions_(std::move(transitions)),
      keys_(std::move(keys)),
      weights_(weights.begin(), weights.end()) {
    weights_.resize(weights_.size() + stride_);  // those of no feature
    if (keys_.empty()) return;
    slots_.resize(std::bit_ceil(2 * keys_.size()));
    mask_ = static_cast<std::uint32_t>(slots_.size() - 1);
    for (std::uint32_t row = 0; row < keys_.size(); ++row) {
        auto at = keys_[row] & mask_;
        while (slots_[at].row != 0) at = (at + 1) & mask_;
        slots_[at] = {keys_[row], row + 1};
    }
}

// Asks for what is far away in memory first: the places of the keys, then the weights.
void SequenceModel::add(std::span<const Feature> features, Score* row) const {
    constexpr std::size_t at_once = 64;
    static_assert(at_once % 2 == 0);
    const std::int16_t* found[at_once];
    const auto* no_weights = weights_.data() + keys_.size() * stride_;
    if (slots_.empty()) return;
    while (!features.empty()) {
        const auto now = features.first(std::min(at_once, features.size()));
        features = features.subspan(now.size());
        for (const auto feature : now) __builtin_prefetch(&slots_[feature & mask_]);
        std::size_t size = 0;
        for (const auto feature : now)
            if (const auto* weights = find(feature)) {
                __builtin_prefetch(weights);
                found[size++] = weights;
            }
        if (size % 2 != 0) found[size++] = no_weights;
        for (std::size_t first = 0; first < stride_; first += labels_at_once)
            add_pairs({found, size}, first, row + first);
    }
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
