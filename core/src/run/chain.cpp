// SPDX-License-Identifier: MIT
#include "run/chain.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace quern::host {

namespace {

// A stage works on the text unless its declaration shows that it works on something else: on the source,
// whose media type it names or which it makes the text from, or on metadata alone.
bool works_on_text(const Declaration::Content& content) {
    if (content.builds_text) return false;
    if (content.edits_text || !content.layers.empty()) return true;
    return content.media_types.empty() && content.metadata_read.empty();
}

// Whether "Text/HTML; charset=x" is the "text/html" that a declaration names.
bool same_media_type(std::string_view given, std::string_view declared) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; };
    given = given.substr(0, given.find(';'));
    while (!given.empty() && given.back() == ' ') given.remove_suffix(1);
    return std::equal(given.begin(), given.end(), declared.begin(), declared.end(),
                      [&](char a, char b) { return lower(a) == lower(b); });
}

bool acts_on(const std::vector<std::string>& media_types, const Document& document) {
    return media_types.empty() ||
           std::any_of(media_types.begin(), media_types.end(),
                       [&](const auto& declared) { return same_media_type(document.media_type, declared); });
}

std::uint64_t lost_rows(const Document& document) {
    std::uint64_t lost = 0;
    for (const auto& [layer, rows] : document.lost_rows()) lost += rows;
    return lost;
}

}  // namespace

Problem no_text(const std::string& stage, const Document& document) {
    Problem problem{stage, fmt::format("the document ({}) has no text", document.media_type), {}, false};
    problem.hint = same_media_type(document.media_type, "text/html")
                       ? fmt::format("put clean.html in front of {}, to build the text of pages", stage)
                       : fmt::format("put a stage in front of {} that builds the text of {}", stage,
                                     document.media_type);
    return problem;
}

Chain::Chain(const std::vector<PlannedStage>& stages) {
    links_.reserve(stages.size());
    for (const auto& planned : stages) {
        const auto& content = planned.declaration.content();
        links_.push_back(
            {&planned, &planned.stage(), works_on_text(content), content.edits_text, content.media_types});
    }
}

void Chain::pass(Document& document, Scratch& scratch, std::span<Tally> tallies, Stopwatch& watch,
                 const Control& control, Passage& passage) const {
    for (passage.at = 0; passage.at < links_.size(); ++passage.at) {
        const Link& link = links_[passage.at];
        if (!acts_on(link.media_types, document)) continue;
        if (control.stopping()) {
            passage.end = End::abandoned;
            return;
        }
        if (link.needs_text && !document.has_text()) {
            passage.end = End::failed;
            passage.problem = no_text(link.planned->label, document);
            return;
        }
        const auto lost_before = link.edits_text ? lost_rows(document) : 0;
        const bool well = guarded(link.planned->label, passage.problem, [&] {
            document.enter(&link.planned->access, &scratch);
            link.stage->process(document);
            document.finish_layers();
        });
        Tally& tally = tallies[passage.at];
        tally.nanoseconds += watch.lap();
        ++tally.documents;
        if (link.edits_text) tally.rows_lost += lost_rows(document) - lost_before;
        if (!well || document.dropped()) {
            passage.end = well ? End::dropped : End::failed;
            return;
        }
    }
    passage.end = End::passed;
}

}  // namespace quern::host
