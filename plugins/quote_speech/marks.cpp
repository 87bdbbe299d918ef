// SPDX-License-Identifier: MIT
#include "marks.hpp"

#include <algorithm>
#include <array>

namespace quote_speech {

namespace {

using Family = Mark::Family;
using Turn = Mark::Turn;

constexpr std::size_t index(Family family) {
    return static_cast<std::size_t>(family);
}

}  // namespace

void MarkScanner::scan(std::string_view text, const std::vector<Span>& paragraphs,
                       std::vector<Quoted>& found) {
    found.clear();
    std::size_t before = 0;  // where the strings of the paragraph before begin
    for (std::uint32_t p = 0; p < paragraphs.size(); ++p) {
        const auto first = found.size();
        reader_.read(text, paragraphs[p], marks_);
        if (!marks_.empty()) {
            look_ahead();
            pair(paragraphs[p], p, found);
            forget_unpaired(first, found);
        }
        // What the paragraph before left open goes on in one that opens with a mark.
        const auto opens_at = first < found.size() ? found[first].outer.begin : 0;
        const auto lead = text.substr(paragraphs[p].begin, opens_at > 0 ? opens_at - paragraphs[p].begin : 0);
        const bool reopens = first < found.size() && lead.find_first_not_of(" \t\r\n\xC2\xA0") == lead.npos;
        for (auto i = before; reopens && i < first; ++i)
            found[i].continued = !found[i].closed && found[i].inner.end == paragraphs[p - 1].end;
        before = first;
    }
}

// Counts, from the last mark to the first, what is still to come of each family.
void MarkScanner::look_ahead() {
    ahead_.resize(marks_.size());
    std::array<Ahead, families> seen;
    seen.fill({marks_.size(), 0, 0});
    for (auto i = marks_.size(); i-- > 0;) {
        auto& family = seen[index(marks_[i].family)];
        ahead_[i] = family;
        family.next = i;
        family.opens += marks_[i].turn == Turn::opens;
        family.closes += marks_[i].turn == Turn::closes && !marks_[i].possessive;
    }
}

void MarkScanner::pair(Span paragraph, std::uint32_t number, std::vector<Quoted>& found) {
    paragraph_ = paragraph;
    for (std::size_t i = 0; i < marks_.size(); ++i) {
        const auto family = index(marks_[i].family);
        const bool inside = depth_[family] > 0;
        const auto turn = marks_[i].turn;
        if (turn == Turn::closes || (turn == Turn::either && inside)) {
            if (inside && !is_apostrophe(i)) close(i, found);
        } else if (is_worth_opening(i)) {
            if (inside && !is_nested(i)) give_up_family(i, found);
            open(i, number, found);
        }
    }
    give_up(paragraph.end, found);
}

// A single mark opens only what is closed again, and one of unknown turn only where another follows; a double
// one may have lost its partner.
bool MarkScanner::is_worth_opening(std::size_t mark) const {
    if (marks_[mark].family == Family::single) return ahead_[mark].closes > 0 || opens_paragraph(mark);
    return marks_[mark].turn == Turn::opens || ahead_[mark].next < marks_.size();
}

// A curly mark that a paragraph begins with may be closed at the end of another paragraph.
bool MarkScanner::opens_paragraph(std::size_t mark) const {
    return marks_[mark].span.begin == paragraph_.begin && marks_[mark].span.size() > 1;
}

// "the 'teachers' unions' leaders'": a mark that may be a possessive's is one if a mark that closes follows.
bool MarkScanner::is_apostrophe(std::size_t mark) const {
    if (!marks_[mark].possessive) return false;
    const auto next = ahead_[mark].next;
    return next < marks_.size() && marks_[next].turn == Turn::closes;
}

// True when enough marks follow to close this one and all that are open. A string that a paragraph opens with
// may be closed in another: marks of another make that close each other are inside it, as in "I saw “Rain.”
bool MarkScanner::is_nested(std::size_t mark) const {
    const auto family = index(marks_[mark].family);
    if (ahead_[mark].closes >= ahead_[mark].opens + 1 + depth_[family]) return true;
    const auto& around = stack_[top_[family] - 1];
    const auto size = marks_[mark].span.size();
    const auto next = ahead_[mark].next;
    return around.leads && around.size != size && next < marks_.size() && marks_[next].turn == Turn::closes &&
           marks_[next].span.size() == size;
}

void MarkScanner::open(std::size_t mark, std::uint32_t paragraph, std::vector<Quoted>& found) {
    const auto family = index(marks_[mark].family);
    Quoted quoted;
    quoted.outer = marks_[mark].span;
    quoted.inner = {marks_[mark].span.end, marks_[mark].span.end};
    quoted.paragraph = paragraph;
    if (!stack_.empty()) quoted.parent = stack_.back().string;
    const auto& span = marks_[mark].span;
    stack_.push_back({static_cast<std::uint32_t>(found.size()), marks_[mark].family, span.size(),
                      span.begin == paragraph_.begin, top_[family]});
    found.push_back(quoted);
    top_[family] = stack_.size();
    ++depth_[family];
}

void MarkScanner::pop() {
    const auto& last = stack_.back();
    top_[index(last.family)] = last.below;
    --depth_[index(last.family)];
    stack_.pop_back();
}

// Ends the innermost string of the mark's family; what was opened inside it and is still open is none.
void MarkScanner::close(std::size_t mark, std::vector<Quoted>& found) {
    const auto place = top_[index(marks_[mark].family)];
    auto& quoted = found[stack_[place - 1].string];
    quoted.inner.end = marks_[mark].span.begin;
    quoted.outer.end = marks_[mark].span.end;
    quoted.closed = true;
    while (stack_.size() >= place) pop();
}

// Nothing closes what is open: the outermost string ends here, what was opened inside it is none.
void MarkScanner::give_up(std::uint32_t end, std::vector<Quoted>& found) {
    if (!stack_.empty()) {
        auto& outermost = found[stack_.front().string];
        const bool plain =
            stack_.front().family == Family::single && outermost.outer.begin != paragraph_.begin;
        if (!plain) outermost.inner.end = outermost.outer.end = end;
    }
    while (!stack_.empty()) pop();
}

// No mark closes the innermost string of this mark's family: that one is none, and what was opened inside it.
// Where it is the outermost of all it ends here.
void MarkScanner::give_up_family(std::size_t mark, std::vector<Quoted>& found) {
    const auto place = top_[index(marks_[mark].family)];
    if (place == 1) return give_up(marks_[mark].span.begin, found);
    while (stack_.size() >= place) pop();
}

// Strings that came to nothing go; those inside them belong to the string around.
void MarkScanner::forget_unpaired(std::size_t first, std::vector<Quoted>& found) {
    std::vector<std::uint32_t> place(found.size() - first);
    auto kept = static_cast<std::uint32_t>(first);
    for (auto i = first; i < found.size(); ++i) {
        auto quoted = found[i];
        if (quoted.parent != no_string) quoted.parent = place[quoted.parent - first];
        const bool empty = quoted.inner.begin >= quoted.inner.end;
        place[i - first] = empty ? quoted.parent : kept;
        if (!empty) found[kept++] = quoted;
    }
    found.resize(kept);
}

}  // namespace quote_speech
