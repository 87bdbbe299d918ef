// SPDX-License-Identifier: MIT
#include <quern/edit.hpp>

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include <quern/error.hpp>

#include "document/utf8.hpp"

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

void check_span(std::string_view text, Span range, const char* what) {
    if (range.begin > range.end || range.end > text.size())
        throw Error(fmt::format("the {} {}-{} is not inside the text of {} bytes", what, range.begin,
                                range.end, text.size()));
    for (const auto offset : {range.begin, range.end})
        if (!is_boundary(text, offset))
            throw Error(fmt::format("the {} {}-{} cuts a character in two at byte {}", what, range.begin,
                                    range.end, offset),
                        "offsets are bytes and must lie between two characters");
}

// A piece of the page must lie in it, behind all that was used before.
void check_piece(std::string_view page, Span piece, std::uint32_t used) {
    check_span(page, piece, "range of the page");
    if (piece.begin < used)
        throw Error(
            fmt::format("the piece of the page at {}-{} lies before one already used, which ends at {}",
                        piece.begin, piece.end, used),
            "build the text in the order of the page");
}

}  // namespace

void TextEdit::check(Span range) const {
    check_span(text_, range, "range");
}

void TextEdit::add(Span range, std::string_view with, bool replaces) {
    check(range);
    const auto begin = new_text_.size();
    if (with.size() > std::numeric_limits<std::uint32_t>::max() - begin)
        throw Error("the edit puts in 4 GiB or more; a document is below that");
    new_text_ += with;
    changes_.push_back(
        {range, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(new_text_.size())}, replaces});
}

void TextEdit::drop(Span range) {
    range.empty() ? check(range) : add(range, {}, false);
}

void TextEdit::replace(Span range, std::string_view with) {
    add(range, with, true);
}

void TextEdit::insert(std::uint32_t at, std::string_view what) {
    what.empty() ? check({at, at}) : add({at, at}, what, false);
}

void TextEdit::keep(Span range) {
    check(range);
    keeping_ = true;
    if (!kept_.empty() && kept_.back().end == range.begin)
        kept_.back().end = range.end;
    else
        kept_.push_back(range);
}

// The changes in the order of the text, drops merged, what was not kept dropped.
std::vector<TextEdit::Change> TextEdit::normalised() const {
    std::vector<Change> changes;
    changes.reserve(changes_.size() + (keeping_ ? kept_.size() + 1 : 0));
    changes = changes_;
    if (keeping_) {
        auto kept = kept_;
        if (!std::is_sorted(kept.begin(), kept.end())) std::sort(kept.begin(), kept.end());
        std::uint32_t at = 0;
        for (const auto range : kept) {
            if (range.begin > at) changes.push_back({{at, range.begin}, {}, false});
            at = std::max(at, range.end);
        }
        const auto size = static_cast<std::uint32_t>(text_.size());
        if (at < size) changes.push_back({{at, size}, {}, false});
    }
    const auto by_place = [](const Change& a, const Change& b) {
        return a.range.begin != b.range.begin ? a.range.begin < b.range.begin
                                              : a.range.empty() > b.range.empty();
    };
    // Mostly they come in order; sorting would take more memory.
    if (!std::is_sorted(changes.begin(), changes.end(), by_place))
        std::stable_sort(changes.begin(), changes.end(), by_place);

    std::size_t count = 0;  // of those that stay: never more than were looked at
    for (auto change : changes) {
        const bool drops = !change.replaces && change.with.empty();
        auto* last = count > 0 ? &changes[count - 1] : nullptr;
        // Text put in at a place that goes stands at the beginning of what goes.
        if (last && change.range.begin < last->range.end) {
            if (drops && !last->replaces) {
                last->range.end = std::max(last->range.end, change.range.end);
                continue;
            }
            if (change.range.empty() && !change.replaces && !last->replaces) {
                change.range = {last->range.begin, last->range.begin};
                std::swap(*last, change);
                changes[count++] = change;
                continue;
            }
            throw Error(fmt::format("the change at {}-{} overlaps the replacement at {}-{}",
                                    change.range.begin, change.range.end, last->range.begin,
                                    last->range.end));
        }
        if (drops && last && !last->replaces && last->with.empty() && last->range.end == change.range.begin) {
            last->range.end = change.range.end;
            continue;
        }
        changes[count++] = change;
    }
    changes.resize(count);
    return changes;
}

TextEdit::Result TextEdit::result() const {
    Result result;
    const auto changes = normalised();
    auto size = text_.size();
    for (const auto& change : changes) size += change.with.size(), size -= change.range.size();
    result.text.reserve(size);
    std::uint32_t at = 0;
    const auto copy_to = [&](std::uint32_t end) {
        if (end <= at) return;
        result.text.append(text_, at, end - at);
        result.map.copied(end - at, at);
        at = end;
    };
    for (const auto& change : changes) {
        copy_to(change.range.begin);
        result.text += change.with.of(new_text_);
        result.map.replaced(change.with.size(), change.range);
        at = std::max(at, change.range.end);
    }
    copy_to(static_cast<std::uint32_t>(text_.size()));
    return result;
}

TextEdit::Moves TextEdit::moves() const {
    Moves moves;
    std::int64_t shift = 0;
    const auto changes = normalised();
    moves.steps_.reserve(changes.size());
    for (const auto& change : changes) {
        const auto size = change.with.size();
        const auto begin = static_cast<std::uint32_t>(change.range.begin + shift);
        moves.steps_.push_back({change.range, {begin, begin + size}});
        shift += static_cast<std::int64_t>(size) - change.range.size();
    }
    return moves;
}

// The new place of the first byte at or behind `offset` that is still there.
std::uint32_t TextEdit::Moves::begin_of(std::uint32_t offset) const {
    auto step = std::partition_point(steps_.begin(), steps_.end(), [offset](const Step& s) {
        return s.from.end <= offset && s.from.begin < offset;
    });
    for (; step != steps_.end() && step->from.begin <= offset; ++step) {
        if (!step->from.empty() && !step->to.empty()) return step->to.begin;
        offset = step->from.end;  // behind what goes, and behind what is put in here
    }
    return step == steps_.begin() ? offset : (step - 1)->to.end + (offset - (step - 1)->from.end);
}

// The new end of the last byte before `offset` that is still there.
std::uint32_t TextEdit::Moves::end_of(std::uint32_t offset) const {
    auto step = std::partition_point(steps_.begin(), steps_.end(),
                                     [offset](const Step& s) { return s.from.begin < offset; });
    for (; step != steps_.begin() && (step - 1)->from.end >= offset; --step) {
        const auto& s = *(step - 1);
        if (!s.from.empty() && !s.to.empty()) return s.to.end;
        offset = s.from.begin;
    }
    return step == steps_.begin() ? offset : (step - 1)->to.end + (offset - (step - 1)->from.end);
}

bool TextEdit::Moves::move(Span& span) const {
    if (span.empty()) {
        // A place inside what goes is gone; any other place stays.
        const auto step = std::partition_point(steps_.begin(), steps_.end(),
                                               [&](const Step& s) { return s.from.end <= span.begin; });
        if (step != steps_.end() && step->to.empty() && step->from.begin < span.begin) return false;
        const auto at = begin_of(span.begin);
        span = {at, at};
        return true;
    }
    const Span moved{begin_of(span.begin), end_of(span.end)};
    if (moved.begin >= moved.end) return false;
    span = moved;
    return true;
}

void TextBuilder::copy(Span page) {
    check_piece(page_, page, at_);
    text_.append(page_, page.begin, page.size());
    map_.copied(page.size(), page.begin);
    at_ = page.end;
}

void TextBuilder::replace(std::string_view text, Span page) {
    check_piece(page_, page, at_);
    text_ += text;
    map_.replaced(static_cast<std::uint32_t>(text.size()), page);
    at_ = page.end;
}

void TextBuilder::insert(std::string_view text) {
    text_ += text;
    map_.inserted(static_cast<std::uint32_t>(text.size()), at_);
}

void TextBuilder::trim(std::uint32_t size) {
    if (size > text_.size() || !is_boundary(text_, static_cast<std::uint32_t>(text_.size()) - size))
        throw Error("trim() would cut a character in two or more than there is");
    text_.resize(text_.size() - size);
    map_.truncate(static_cast<std::uint32_t>(text_.size()));
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
