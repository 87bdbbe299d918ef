// SPDX-License-Identifier: MIT
#include "run/layer_changes.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace quern::host {

namespace {

// A column of either layer and where its values are.
struct ColumnPair {
    std::string name;
    std::optional<std::size_t> before, after;
};

std::optional<std::size_t> position(const LayerImage* layer, const std::string& column) {
    if (!layer) return {};
    const auto at = std::find_if(layer->columns.begin(), layer->columns.end(),
                                 [&](const auto& known) { return known.name == column; });
    if (at == layer->columns.end()) return {};
    return static_cast<std::size_t>(at - layer->columns.begin());
}

std::vector<ColumnPair> columns_of(const LayerImage* before, const LayerImage* after,
                                   const RowComparison& how) {
    std::vector<ColumnPair> pairs;
    for (const auto* layer : {before, after}) {
        if (!layer) continue;
        for (const auto& column : layer->columns) {
            const auto& name = column.name;
            const bool known = std::any_of(pairs.begin(), pairs.end(),
                                           [&](const ColumnPair& pair) { return pair.name == name; });
            if (known || std::find(how.ignored.begin(), how.ignored.end(), name) != how.ignored.end())
                continue;
            pairs.push_back({name, position(before, name), position(after, name)});
        }
    }
    return pairs;
}

const Value* value_at(const RowImage& row, std::optional<std::size_t> column) {
    return column && row.values[*column] ? &*row.values[*column] : nullptr;
}

bool same_value(const Value* before, const Value* after, const Places& places) {
    if (!before || !after) return before == after;
    if (before->text != after->text || before->place.has_value() != after->place.has_value()) return false;
    return !before->place || places.before(*before->place) == places.after(*after->place);
}

// A row and where it stands; in the order of places.
struct Placed {
    Span place;
    const RowImage* row;
};

std::vector<Placed> placed(const LayerImage* layer, const Place& place, std::vector<RowChange>& gone) {
    std::vector<Placed> rows;
    if (!layer) return rows;
    rows.reserve(layer->rows.size());
    for (const auto& row : layer->rows) {
        if (const auto span = place(row.span))
            rows.push_back({*span, &row});
        else
            gone.push_back({&row, nullptr});
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Placed& a, const Placed& b) { return a.place < b.place; });
    return rows;
}

class Comparer {
public:
    Comparer(const DocumentImage& before, const LayerImage* old_layer, const DocumentImage& after,
             const LayerImage* new_layer, const Places& places, const RowComparison& how)
        : before_(before),
          after_(after),
          places_(places),
          how_(how),
          columns_(columns_of(old_layer, new_layer, how)) {
        old_rows_ = placed(old_layer, places.before, changes_.rows);
        new_rows_ = placed(new_layer, places.after, changes_.rows);
    }

    LayerChanges compare() {
        auto old_row = old_rows_.cbegin();
        auto new_row = new_rows_.cbegin();
        while (old_row != old_rows_.cend() || new_row != new_rows_.cend()) {
            const bool none_old = old_row == old_rows_.cend(), none_new = new_row == new_rows_.cend();
            const Span place = none_old   ? new_row->place
                               : none_new ? old_row->place
                                          : std::min(old_row->place, new_row->place);
            std::vector<const RowImage*> old_group, new_group;
            for (; old_row != old_rows_.cend() && old_row->place == place; ++old_row)
                old_group.push_back(old_row->row);
            for (; new_row != new_rows_.cend() && new_row->place == place; ++new_row)
                new_group.push_back(new_row->row);
            compare_groups(std::move(old_group), std::move(new_group));
        }
        return std::move(changes_);
    }

private:
    // Rows of one place: seldom more than one on each side.
    void compare_groups(std::vector<const RowImage*> olds, std::vector<const RowImage*> news) {
        if (olds.size() > 1 || news.size() > 1) {
            match(olds, news);
        } else if (olds.size() == 1 && news.size() == 1 && same_rows(*olds.front(), *news.front())) {
            ++changes_.same;
            return;
        }
        for (std::size_t i = 0; i < std::max(olds.size(), news.size()); ++i)
            changes_.rows.push_back(
                {i < olds.size() ? olds[i] : nullptr, i < news.size() ? news[i] : nullptr});
    }

    // Takes away the rows that both groups have, in time that is linear but for sorting.
    void match(std::vector<const RowImage*>& olds, std::vector<const RowImage*>& news) {
        std::unordered_map<std::string, std::vector<const RowImage*>> by_content;
        for (auto row = news.rbegin(); row != news.rend(); ++row)
            by_content[content(**row, false)].push_back(*row);
        std::vector<const RowImage*> matched;
        std::erase_if(olds, [&](const RowImage* row) {
            const auto same = by_content.find(content(*row, true));
            if (same == by_content.end() || same->second.empty()) return false;
            matched.push_back(same->second.back());
            same->second.pop_back();
            return true;
        });
        changes_.same += matched.size();
        std::sort(matched.begin(), matched.end());  // rows lie one behind another in memory
        std::erase_if(news, [&](const RowImage* row) {
            return std::binary_search(matched.begin(), matched.end(), row);
        });
    }

    // The same string for rows that are the same.
    std::string content(const RowImage& row, bool is_old) const {
        std::string text;
        const auto add = [&](std::string_view part) {
            text += std::to_string(part.size());
            text += ' ';
            text += part;
        };
        if (how_.texts) add(row.span.of(is_old ? before_.text : after_.text));
        for (const auto& column : columns_) {
            const Value* value = value_at(row, is_old ? column.before : column.after);
            text += value ? '=' : '-';
            if (!value) continue;
            add(value->text);
            if (!value->place) continue;
            const auto place = (is_old ? places_.before : places_.after)(*value->place);
            add(place ? std::to_string(place->begin) + "-" + std::to_string(place->end) : "gone");
        }
        return text;
    }

    bool same_rows(const RowImage& a, const RowImage& b) const {
        if (how_.texts && a.span.of(before_.text) != b.span.of(after_.text)) return false;
        return std::all_of(columns_.begin(), columns_.end(), [&](const ColumnPair& column) {
            return same_value(value_at(a, column.before), value_at(b, column.after), places_);
        });
    }

    const DocumentImage &before_, &after_;
    const Places& places_;
    const RowComparison& how_;
    const std::vector<ColumnPair> columns_;
    LayerChanges changes_;
    std::vector<Placed> old_rows_, new_rows_;
};

}  // namespace

std::size_t LayerChanges::count(bool before, bool after) const {
    return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](const RowChange& change) {
        return (change.before != nullptr) == before && (change.after != nullptr) == after;
    }));
}

LayerChanges compare(const DocumentImage& before, const LayerImage* old_layer, const DocumentImage& after,
                     const LayerImage* new_layer, const Places& places, const RowComparison& how) {
    return Comparer(before, old_layer, after, new_layer, places, how).compare();
}

std::vector<std::string> changed_columns(const LayerImage& old_layer, const LayerImage& new_layer,
                                         const RowChange& change, const Places& places,
                                         const RowComparison& how) {
    std::vector<std::string> names;
    for (const auto& column : columns_of(&old_layer, &new_layer, how))
        if (!same_value(value_at(*change.before, column.before), value_at(*change.after, column.after),
                        places))
            names.push_back(column.name);
    return names;
}

}  // namespace quern::host
