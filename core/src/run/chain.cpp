// SPDX-License-Identifier: MIT
#include "run/chain.hpp"

#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <quern/error.hpp>

#include "pipeline/text_need.hpp"

namespace quern::host {

namespace {

std::uint64_t lost_rows(const Document& document) {
    std::uint64_t lost = 0;
    for (const auto& [layer, rows] : document.lost_rows()) lost += rows;
    return lost;
}

[[noreturn]] void refuse_id(Document& document, const std::string& id) {
    const auto given = std::exchange(document.id, id);
    throw Error(fmt::format("it gave the document another id, '{}'", given),
                "the id is the reader's: results and quarantine know the document by it");
}

}  // namespace

Problem no_text(const std::string& stage, const Document& document, const std::vector<TextMaker>& makers) {
    std::vector<std::string_view> fitting;
    for (const auto& maker : makers)
        if (acts_on(maker.media_types, document.media_type)) fitting.push_back(maker.stage);
    return {
        stage, fmt::format("the document ({}) has no text", document.media_type),
        fitting.empty()
            ? fmt::format("put a stage in front of {} that makes the text of {}", stage, document.media_type)
            : fmt::format("put {} in front of {}, to make it", fmt::join(fitting, " or "), stage),
        false};
}

Chain::Chain(const Plan& plan, const PlannedStage* end) : plan_(plan) {
    links_.reserve(plan.stages.size());
    for (const auto& planned : plan.stages) {
        if (&planned == end) break;
        const auto& content = planned.declaration.content();
        links_.push_back(
            {&planned, &planned.stage(), needs_text(content), content.edits_text, content.media_types});
    }
}

void Chain::pass(Document& document, Scratch& scratch, std::span<Tally> tallies, Stopwatch& watch,
                 const Control& control, Passage& passage, Onlooker* onlooker) const {
    const std::string id = document.id;
    for (passage.at = 0; passage.at < links_.size(); ++passage.at) {
        const Link& link = links_[passage.at];
        if (!acts_on(link.media_types, document.media_type)) {
            if (onlooker) onlooker->passed_by(*link.planned, document);
            continue;
        }
        if (control.stopping()) {
            passage.end = End::abandoned;
            return;
        }
        if (link.needs_text && !document.has_text()) {
            passage.end = End::failed;
            passage.problem = no_text(link.planned->label, document, plan_.text_makers);
            return;
        }
        if (onlooker) {
            onlooker->before(*link.planned, document);
            watch.lap();
        }
        const auto lost_before = link.edits_text ? lost_rows(document) : 0;
        const bool well = guarded(link.planned->label, passage.problem, [&] {
            Access::enter(document, &link.planned->access, &scratch);
            link.stage->process(document);
            if (document.id != id) refuse_id(document, id);
            document.finish_layers();
        });
        Tally& tally = tallies[passage.at];
        const auto nanoseconds = watch.lap();
        tally.nanoseconds += nanoseconds;
        ++tally.documents;
        if (link.edits_text) tally.rows_lost += lost_rows(document) - lost_before;
        if (onlooker) onlooker->after(*link.planned, document, nanoseconds);
        if (!well || document.dropped()) {
            passage.end = well ? End::dropped : End::failed;
            return;
        }
    }
    passage.end = End::passed;
}

}  // namespace quern::host
