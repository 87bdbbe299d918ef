// SPDX-License-Identifier: MIT
#include "tag_view.hpp"

namespace quote_speech {

void TagView::read(const Words& words, const std::vector<String>& strings) {
    seen_.clear();
    sentences_.clear();
    words_ = words.size();
    auto sentence = nowhere;
    for (Index i = 0; i < words.size(); ++i) {
        if (words[i].quoted != nowhere) {
            // The words inside, but for the first and the last.
            const auto inner = strings[words[i].quoted].inner;
            if (i > inner.begin && i + 1 < inner.end) continue;
        }
        if (sentences_.empty() || words[i].sentence != sentence) sentences_.push_back({size(), size()});
        sentence = words[i].sentence;
        seen_.push_back(i);
        sentences_.back().end = size();
    }
}

void TagView::narrow(const std::vector<quern::Label>& all, std::vector<quern::Label>& seen) const {
    seen.resize(size());
    for (const auto sentence : sentences_)
        for (auto k = sentence.begin; k < sentence.end; ++k) {
            auto label = all[seen_[k]];
            const auto role = role_of(label);
            // What its word went on with may not be looked at, or may be another sentence's.
            if (role != Role::none && !begins(label)) {
                const bool first = k == sentence.begin;
                if (first ? role != Role::content : role_of(seen[k - 1]) != role) label = first_of(role);
            }
            seen[k] = label;
        }
}

void TagView::widen(const std::vector<quern::Label>& seen, std::vector<quern::Label>& all) const {
    all.assign(words_, no_tag);
    for (Index k = 0; k < size(); ++k) {
        all[seen_[k]] = seen[k];
        const auto role = role_of(seen[k]);
        const auto end = k + 1 < size() ? seen_[k + 1] : words_;
        for (auto i = seen_[k] + 1; i < end && role != Role::none; ++i) all[i] = next_of(role);
    }
}

}  // namespace quote_speech
