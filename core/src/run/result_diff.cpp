// SPDX-License-Identifier: MIT
#include "run/result_diff.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <quern/error.hpp>
#include <quern/output.hpp>

#include "document/scratch.hpp"
#include "pipeline/diagnostics.hpp"
#include "pipeline/printable.hpp"
#include "run/layer_changes.hpp"
#include "run/layer_page.hpp"
#include "run/load_document.hpp"
#include "run/marked_text.hpp"
#include "run/text_changes.hpp"

namespace quern::host {

namespace {

constexpr std::size_t text_shown = 60, value_shown = 80;

void check_layers(const Plan& before, const Plan& after, const std::vector<std::string>& wanted) {
    std::set<std::string> known;
    for (const auto* plan : {&before, &after})
        for (const auto& layer : plan->layers) known.insert(layer->name);
    for (const auto& name : wanted) {
        if (known.contains(name)) continue;
        const auto near = nearest(name, {known.begin(), known.end()});
        throw Error(fmt::format("neither of the two has a layer '{}'", name),
                    known.empty() ? "they have no layers at all"
                    : near.empty()
                        ? fmt::format("layers there: {}", fmt::join(known, ", "))
                        : fmt::format("did you mean '{}'? layers there: {}", near, fmt::join(known, ", ")));
    }
}

// Documents of one side, one after another.
class Images {
public:
    Images(const Plan& plan, const std::vector<std::string>& layers) : plan_(plan), layers_(layers) {}

    std::optional<DocumentImage> next() {
        Item item;
        if (at_end_ || !plan_.input.reader().next(item)) {
            at_end_ = true;
            return {};
        }
        Problem problem;
        const auto id = item.id, uri = item.uri;
        Document document;
        if (!load_document(plan_, item, document, scratch_, problem))
            throw Error(fmt::format("{}: document {}: {}", uri, id, problem.reason), problem.hint);
        return image_of(document, layers_);
    }
    bool at_end() const { return at_end_; }

private:
    const Plan& plan_;
    const std::vector<std::string>& layers_;
    Scratch scratch_;
    bool at_end_ = false;
};

// Documents of one side whose like has not come yet, in the order in which they came.
class Waiting {
public:
    void add(DocumentImage image) {
        by_id_[image.id].push_back(came_);
        weight_ += image.weight();
        auto id = image.id;
        documents_.emplace(came_++, Entry{std::move(id), std::move(image)});
    }
    struct Entry {
        std::string id;
        std::optional<DocumentImage> image;  // nothing where it was given up
    };
    std::optional<Entry> take(const std::string& id) {
        const auto known = by_id_.find(id);
        if (known == by_id_.end()) return {};
        const auto number = known->second.front();
        known->second.pop_front();
        if (known->second.empty()) by_id_.erase(known);
        reordered_ = reordered_ || number < last_taken_;
        last_taken_ = std::max(last_taken_, number);
        auto found = documents_.extract(number);
        if (found.mapped().image) weight_ -= found.mapped().image->weight();
        return std::move(found.mapped());
    }
    // Gives up the oldest documents until the rest weighs no more than that.
    void shrink_to(std::size_t weight) {
        for (auto at = documents_.lower_bound(given_up_); weight_ > weight && at != documents_.end(); ++at) {
            if (at->second.image) weight_ -= at->second.image->weight();
            at->second.image.reset();
            given_up_ = at->first + 1;
        }
    }
    std::size_t weight() const { return weight_; }
    bool reordered() const { return reordered_; }
    const std::map<std::uint64_t, Entry>& documents() const { return documents_; }

private:
    std::map<std::uint64_t, Entry> documents_;
    std::unordered_map<std::string, std::deque<std::uint64_t>> by_id_;
    std::uint64_t came_ = 0, last_taken_ = 0, given_up_ = 0;
    std::size_t weight_ = 0;
    bool reordered_ = false;
};

class Differ {
public:
    Differ(const Plan& before, const Plan& after, const DiffOptions& options)
        : options_(options), before_(before, options.layers), after_(after, options.layers) {
        how_.ignored = options.ignored;
    }

    ResultDiff run() {
        while (!before_.at_end() || !after_.at_end()) {
            if (auto image = before_.next()) {
                ++diff_.before;
                meet(std::move(*image), true);
            }
            if (auto image = after_.next()) {
                ++diff_.after;
                meet(std::move(*image), false);
            }
        }
        for (const auto& [number, entry] : waiting_before_.documents()) alone(entry.id, true);
        for (const auto& [number, entry] : waiting_after_.documents()) alone(entry.id, false);
        diff_.reordered = waiting_before_.reordered() || waiting_after_.reordered();
        return std::move(diff_);
    }

private:
    void meet(DocumentImage image, bool is_before) {
        auto& others = is_before ? waiting_after_ : waiting_before_;
        if (auto other = others.take(image.id)) {
            ++diff_.both;
            if (!other->image)
                ++diff_.uncompared;
            else if (is_before)
                compare(image, *other->image);
            else
                compare(*other->image, image);
            return;
        }
        if ((is_before ? after_ : before_).at_end()) return alone(image.id, is_before);
        (is_before ? waiting_before_ : waiting_after_).add(std::move(image));
        if (waiting_before_.weight() + waiting_after_.weight() <= options_.memory) return;
        auto& heavier = waiting_before_.weight() > waiting_after_.weight() ? waiting_before_ : waiting_after_;
        heavier.shrink_to(options_.memory / 2);
    }

    void alone(const std::string& id, bool is_before) {
        ++(is_before ? diff_.only_before : diff_.only_after);
        auto& ids = is_before ? diff_.only_before_ids : diff_.only_after_ids;
        if (ids.size() < options_.examples) ids.push_back(id);
    }

    void compare(const DocumentImage& before, const DocumentImage& after) {
        const bool same_text = before.text == after.text;
        if (!same_text)
            compare_texts(before, after);
        else if (before.origin != after.origin)
            ++diff_.origins;
        compare_metadata(before, after);
        how_.texts = !same_text;
        const auto in_text = [](Span span) { return std::optional(span); };
        const Places places =
            same_text ? Places{in_text, in_text}
                      : Places{[&](Span span) { return std::optional(before.origin.to_source(span)); },
                               [&](Span span) { return std::optional(after.origin.to_source(span)); }};
        std::set<std::string> names;
        for (const auto* image : {&before, &after})
            for (const auto& layer : image->layers) names.insert(layer.name);
        for (const auto& name : names) compare_layers(name, before, after, places);
    }

    void compare_texts(const DocumentImage& before, const DocumentImage& after) {
        ++diff_.texts;
        if (diff_.text_examples.size() >= options_.examples) return;
        diff_.text_examples.push_back({after.id,
                                       "changed",
                                       {},
                                       {},
                                       {},
                                       {},
                                       host::render(changes_between(before.text, after.text), before.text,
                                                    after.text, 1, options_.colour)});
    }

    void compare_metadata(const DocumentImage& before, const DocumentImage& after) {
        // The uri says where a run found the document, which is another place for another folder.
        const auto all = [](const DocumentImage& image) {
            std::map<std::string, std::string> values(image.metadata.begin(), image.metadata.end());
            values.emplace("media_type", image.media_type);
            return values;
        };
        auto olds = all(before), news = all(after);
        for (const auto& [name, value] : olds) news.try_emplace(name);
        bool differs = false;
        for (const auto& [name, value] : news) {
            const auto& old = olds[name];
            const auto& ignored = options_.ignored;
            if (old == value || std::find(ignored.begin(), ignored.end(), name) != ignored.end()) continue;
            differs = true;
            ++diff_.metadata_names[name];
            if (diff_.metadata_examples.size() < options_.examples)
                diff_.metadata_examples.push_back({after.id,
                                                   "changed",
                                                   {},
                                                   name,
                                                   {},
                                                   abridged(old, value_shown),
                                                   abridged(value, value_shown)});
        }
        if (differs) ++diff_.metadata;
    }

    void compare_layers(const std::string& name, const DocumentImage& before, const DocumentImage& after,
                        const Places& places) {
        const auto *old_layer = before.find(name), *new_layer = after.find(name);
        const auto changes = host::compare(before, old_layer, after, new_layer, places, how_);
        auto& layer = diff_.layers[name];
        layer.in_before = layer.in_before || old_layer;
        layer.in_after = layer.in_after || new_layer;
        layer.same += changes.same;
        layer.added += changes.added();
        layer.removed += changes.removed();
        layer.changed += changes.changed();
        for (const auto& change : changes.rows) {
            if (layer.examples.size() >= options_.examples) break;
            layer.examples.push_back(example(before, old_layer, after, new_layer, change, places));
        }
    }

    DiffExample example(const DocumentImage& before, const LayerImage* old_layer, const DocumentImage& after,
                        const LayerImage* new_layer, const RowChange& change, const Places& places) const {
        const auto& image = change.after ? after : before;
        const auto& layer = change.after ? *new_layer : *old_layer;
        const auto& row = change.after ? *change.after : *change.before;
        OffsetTranslator offsets(image.text, OffsetUnit::code_points);
        DiffExample example{image.id,
                            change.before ? change.after ? "changed" : "removed" : "added",
                            fmt::format("{}-{}", offsets(row.span.begin), offsets(row.span.end)),
                            abridged(layer.label_of(row), value_shown),
                            abridged(row.span.of(image.text), text_shown),
                            {},
                            {}};
        if (!change.before || !change.after) {
            (change.after ? example.after : example.before) = shown_values(layer, row);
            return example;
        }
        const auto columns = changed_columns(*old_layer, *new_layer, change, places, how_);
        example.before = shown_values(*old_layer, *change.before, columns);
        example.after = shown_values(*new_layer, *change.after, columns);
        const auto old_text = change.before->span.of(before.text);
        if (how_.texts && old_text != row.span.of(image.text))
            example.before += fmt::format("{}text=\"{}\"", example.before.empty() ? "" : " ",
                                          abridged(old_text, text_shown));
        return example;
    }

    const DiffOptions& options_;
    Images before_, after_;
    Waiting waiting_before_, waiting_after_;
    RowComparison how_;
    ResultDiff diff_;
};

}  // namespace

bool ResultDiff::same() const {
    const bool rows = std::all_of(layers.begin(), layers.end(), [](const auto& named) {
        const auto& layer = named.second;
        return layer.added + layer.removed + layer.changed == 0;
    });
    return rows && only_before + only_after + texts + origins + metadata + uncompared == 0;
}

ResultDiff diff(const Plan& before, const Plan& after, const DiffOptions& options) {
    check_layers(before, after, options.layers);
    return Differ(before, after, options).run();
}

}  // namespace quern::host
