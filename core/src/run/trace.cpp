// SPDX-License-Identifier: MIT
#include "run/trace.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "document/utf8.hpp"
#include "pipeline/printable.hpp"
#include "run/chain.hpp"
#include "run/find_document.hpp"
#include "run/layer_changes.hpp"
#include "run/marked_text.hpp"
#include "run/text_changes.hpp"

namespace quern::host {

namespace {

constexpr std::size_t changes_shown = 40, new_text_lines = 6;

std::string in_time(std::int64_t nanoseconds) {
    const double ms = 1e-6 * static_cast<double>(nanoseconds);
    return ms < 1000 ? fmt::format("{:.1f} ms", ms) : fmt::format("{:.1f} s", ms / 1000);
}

std::string in_characters(std::string_view text) {
    return count(static_cast<std::size_t>(count_code_points(text)), "character");
}

// Where spans of the text stand after an edit: the way back through the map of the new text to the old one.
class MovedBy {
public:
    explicit MovedBy(const OffsetMap& since) {
        for (const auto& piece : since.pieces())
            if (piece.kind != OffsetMap::Kind::inserted) pieces_.push_back(piece);
    }

    std::optional<Span> operator()(Span span) const {
        const auto first = std::partition_point(pieces_.begin(), pieces_.end(), [&](const auto& piece) {
            return piece.source.end <= span.begin;
        });
        const auto behind = std::partition_point(
            first, pieces_.end(), [&](const auto& piece) { return piece.source.begin < span.end; });
        if (first == behind) return {};
        const auto& last = *(behind - 1);
        const bool cuts_first = first->kind == OffsetMap::Kind::copied && span.begin > first->source.begin;
        const bool cuts_last = last.kind == OffsetMap::Kind::copied && span.end < last.source.end;
        return Span{first->text.begin + (cuts_first ? span.begin - first->source.begin : 0),
                    last.text.end - (cuts_last ? last.source.end - span.end : 0)};
    }

private:
    std::vector<OffsetMap::Piece> pieces_;
};

class Tracer final : public Onlooker {
public:
    explicit Tracer(const PageStyle& style) : style_(style) {}

    void read(const PlannedStage& reader, const FoundDocument& found) {
        heading(reader.label, in_time(found.nanoseconds));
        if (!found.loaded) return;
        const auto image = image_of(found.document);
        page_ +=
            page_line("source", fmt::format("{} of {}", count(image.source_size, "byte"), image.media_type));
        tell_text({}, image, {});
        tell_metadata({}, image);
        tell_layers(DocumentImage(), image, {});
    }

    void passed_by(const PlannedStage& stage, const Document& document) override {
        heading(stage.label, "");
        page_ += fmt::format("  passed by: it acts on {}, and this document is {}\n",
                             fmt::join(stage.declaration.content().media_types, ", "), document.media_type);
    }

    void before(const PlannedStage&, Document& document) override {
        before_ = image_of(document);
        since_ = OffsetMap::identity(static_cast<std::uint32_t>(before_.text.size()));
        Access::follow_edits(document, &since_);
    }

    void after(const PlannedStage& stage, Document& document, std::int64_t nanoseconds) override {
        Access::follow_edits(document, nullptr);
        heading(stage.label, in_time(nanoseconds));
        Problem unfinished;
        guarded(stage.label, unfinished, [&] { document.finish_layers(); });
        const auto after = image_of(document);
        const auto size = page_.size();
        tell_text(before_, after, since_);
        tell_metadata(before_, after);
        tell_layers(before_, after, since_);
        if (document.dropped()) page_ += page_line("dropped", *document.dropped(), style_.colour);
        if (page_.size() == size) page_ += "  nothing changed\n";
    }

    void problem(const Problem& problem, const PlannedStage* stage) {
        page_ += page_line("error", painted(style_.colour, "1;31", problem.reason), style_.colour);
        if (!problem.hint.empty()) page_ += page_line("", problem.hint);
        if (!problem.unexpected.empty()) page_ += page_line("", "thrown as " + problem.unexpected);
        if (stage && stage->offer) page_ += page_line("plugin", stage->offer->file.string());
    }
    void say(std::string_view text) { page_ += fmt::format("\n{}\n", text); }
    void head(const DocumentImage& image, std::uint64_t number) {
        page_ += fmt::format("document {}: {}\n", number, painted(style_.colour, "1", printable(image.id)));
        if (image.uri != image.id && !image.uri.empty()) page_ += page_line("uri", printable(image.uri));
    }
    std::string take() { return std::move(page_); }

private:
    void heading(const std::string& stage, const std::string& time) {
        page_ +=
            fmt::format("\n{}{}\n", painted(style_.colour, "1;7", stage), time.empty() ? "" : "  " + time);
    }
    void line(std::string_view name, std::string_view text) { page_ += page_line(name, text, style_.colour); }

    void tell_text(const DocumentImage& before, const DocumentImage& after, const OffsetMap& since) {
        if (!after.has_text) return;
        if (!before.has_text) {
            line("text", in_characters(after.text));
            page_ += first_lines(after.text, new_text_lines, "    ");
            return;
        }
        const auto changes = changes_of(since, before.text.size());
        if (changes.empty()) return;
        line("text", fmt::format("{} became {} by {}", in_characters(before.text),
                                 count_code_points(after.text), count(changes.size(), "change")));
        page_ += render(changes, before.text, after.text, changes_shown, style_.colour);
    }

    void tell_metadata(const DocumentImage& before, const DocumentImage& after) {
        const auto value_in = [](const DocumentImage& image, const std::string& name) -> const std::string* {
            for (const auto& [key, value] : image.metadata)
                if (key == name) return &value;
            return nullptr;
        };
        bool first = true;
        const auto tell = [&](const std::string& name, const std::string& text) {
            line(first ? "metadata" : "", fmt::format("{}: {}", printable(name), text));
            first = false;
        };
        for (const auto& [name, value] : after.metadata) {
            const auto* old = value_in(before, name);
            if (old && *old == value) continue;
            tell(name, old ? abridged(*old, 40) + " → " + abridged(value, 60) : abridged(value, 80));
        }
        for (const auto& [name, value] : before.metadata)
            if (!value_in(after, name)) tell(name, abridged(value, 60) + " → removed");
    }

    void tell_layers(const DocumentImage& before, const DocumentImage& after, const OffsetMap& since) {
        const Places places{MovedBy(since), [](Span span) { return std::optional(span); }};
        for (const auto& layer : after.layers) {
            const auto* old = before.find(layer.name);
            tell_layer(before, old, after, layer, compare(before, old, after, &layer, places), places);
        }
        for (const auto& old : before.layers)
            if (!after.find(old.name)) line(old.name, "removed, with " + count(old.rows.size(), "row"));
    }

    void tell_layer(const DocumentImage& before, const LayerImage* old, const DocumentImage& after,
                    const LayerImage& layer, const LayerChanges& changes, const Places& places) {
        if (!old && layer.rows.empty()) return line(layer.name, "no rows");
        std::vector<const RowImage*> added;
        for (const auto& change : changes.rows)
            if (!change.before) added.push_back(change.after);
        if (!added.empty()) page_ += layer_page(after, layer, added, style_);
        if (changes.changed() > 0) tell_changed(*old, after, layer, changes, places);
        if (changes.removed() > 0) tell_removed(before, *old, changes);
    }

    // Columns that were set or changed, on rows that were there.
    void tell_changed(const LayerImage& old, const DocumentImage& after, const LayerImage& layer,
                      const LayerChanges& changes, const Places& places) {
        line(layer.name, "values of " + count(changes.changed(), "row") + " changed");
        std::size_t shown = 0;
        for (const auto& change : changes.rows) {
            if (!change.before || !change.after) continue;
            if (shown++ == style_.rows) {
                page_ += fmt::format("    … and {} more\n", changes.changed() - style_.rows);
                break;
            }
            const auto columns = changed_columns(old, layer, change, places);
            const auto was = shown_values(old, *change.before, columns);
            page_ += fmt::format("    {}  {}{}\n", abridged(change.after->span.of(after.text), 44),
                                 shown_values(layer, *change.after, columns),
                                 was.empty() ? "" : "  (was " + was + ")");
        }
    }

    void tell_removed(const DocumentImage& before, const LayerImage& old, const LayerChanges& changes) {
        std::vector<std::string> texts;
        for (const auto& change : changes.rows)
            if (!change.after && texts.size() < 8)
                texts.push_back(abridged(change.before->span.of(before.text), 30));
        line(old.name, fmt::format("{} went: {}{}", count(changes.removed(), "row"), fmt::join(texts, " | "),
                                   changes.removed() > texts.size() ? " | …" : ""));
    }

    const PageStyle style_;
    std::string page_;
    DocumentImage before_;
    OffsetMap since_;
};

}  // namespace

Trace trace(Plan& plan, const std::string& wanted, const RunOptions& options, const PageStyle& style) {
    const auto feed = make_feed(plan.input.reader(), options.retry, options.limit);
    Scratch scratch;
    auto found = find_document(plan, *feed, wanted, scratch, options.interrupted);
    Tracer tracer(style);
    tracer.head(image_of(found.document), found.number);
    tracer.read(plan.input, found);
    Trace trace;
    if (!found.loaded) {
        tracer.problem(found.problem, &plan.input);
        tracer.say("A run would put it into quarantine.");
        return {tracer.take(), true};
    }
    const Chain chain(plan);
    Chain::Passage passage;
    if (!found.document.dropped()) {
        const Control control(options.interrupted);
        std::vector<Tally> tallies(plan.stages.size());
        Stopwatch watch;
        watch.start();
        chain.pass(found.document, scratch, tallies, watch, control, passage, &tracer);
    }
    if (passage.end == Chain::End::passed && !found.document.dropped() && !found.document.has_text() &&
        !(plan.corpus.empty() && plan.outputs.empty())) {
        passage.end = Chain::End::failed;
        passage.problem = no_text((plan.corpus.empty() ? plan.outputs : plan.corpus).front().label,
                                  found.document, plan.text_makers);
    }
    if (passage.end == Chain::End::failed) {
        tracer.problem(passage.problem, passage.at < plan.stages.size() ? &plan.stages[passage.at] : nullptr);
        tracer.say("A run would put it into quarantine. Nothing was written.");
    } else if (found.document.dropped()) {
        tracer.say("A run would drop it. Nothing was written.");
    } else if (passage.end == Chain::End::passed) {
        tracer.say("A run would hand it to the outputs. Nothing was written.");
    } else {
        tracer.say("interrupted");
    }
    return {tracer.take(), passage.end == Chain::End::failed};
}

}  // namespace quern::host
