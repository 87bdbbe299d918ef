// SPDX-License-Identifier: MIT
#include "run/marked_text.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "document/utf8.hpp"
#include "pipeline/printable.hpp"

namespace quern::host {

namespace {

constexpr std::uint32_t around = 45;    // bytes shown on each side of a mark's begin and of its end
constexpr std::uint32_t word = 15;      // bytes that this may grow by so as not to cut a word
constexpr std::size_t brief = 60;       // characters of a text too short for telling how much is left out
constexpr std::uint32_t smallest = 40;  // bytes that are worth leaving out
constexpr const char *dim = "2", *odd = "1;36", *even = "1;33";

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

std::string left_out(std::string_view text) {
    return fmt::format("[… {} characters …]", count_code_points(text));
}

// Ranges of the text that are shown, in order.
class Windows {
public:
    explicit Windows(std::string_view text) : text_(text) {}

    std::vector<Span> around_all(const std::vector<Mark>& marks) const {
        std::vector<Span> windows;
        for (const auto& mark : marks)
            for (const auto at : {mark.span.begin, mark.span.end}) windows.push_back(around_one(at));
        std::sort(windows.begin(), windows.end());
        std::vector<Span> joined;
        for (const auto window : windows) {
            if (!joined.empty() && window.begin <= joined.back().end + smallest)
                joined.back().end = std::max(joined.back().end, window.end);
            else
                joined.push_back(window);
        }
        if (!joined.empty() && joined.front().begin <= smallest) joined.front().begin = 0;
        if (!joined.empty() && text_.size() - joined.back().end <= smallest)
            joined.back().end = static_cast<std::uint32_t>(text_.size());
        return joined;
    }

private:
    // To a blank where one is near, else between two characters.
    Span around_one(std::uint32_t at) const {
        const auto size = static_cast<std::uint32_t>(text_.size());
        std::uint32_t begin = at > around ? at - around : 0, end = at + std::min(around, size - at);
        for (std::uint32_t i = begin; i > 0 && begin - i < word; --i)
            if (is_blank(text_[i - 1])) {
                begin = i;
                break;
            }
        for (std::uint32_t i = end; i < size && i - end < word; ++i)
            if (is_blank(text_[i])) {
                end = i;
                break;
            }
        while (begin > 0 && !is_boundary(text_, begin)) --begin;
        while (end < size && !is_boundary(text_, end)) ++end;
        return {begin, end};
    }

    std::string_view text_;
};

// Takes words with the styles they have, and makes lines of them.
class Lines {
public:
    Lines(bool colour, std::size_t indent) : colour_(colour), indent_(indent) {}

    void add(std::string_view text, const char* style) {
        for (std::size_t at = 0; at < text.size();) {
            if (is_blank(text[at])) {
                end_word();
                if (text[at] == '\n')
                    end_line();
                else
                    blank_ = width_ > 0;
                ++at;
                continue;
            }
            std::size_t end = at;
            while (end < text.size() && !is_blank(text[end])) ++end;
            append(text.substr(at, end - at), style);
            at = end;
        }
    }
    // A piece that is never cut by a line's end.
    void append(std::string_view part, const char* style) {
        const std::string shown = printable(part);
        word_width_ += static_cast<std::size_t>(count_code_points(shown));
        word_ += style && colour_ ? painted(true, style, shown) : shown;
    }
    std::string take() {
        end_word();
        end_line();
        return std::move(page_);
    }

private:
    void end_word() {
        if (word_width_ == 0) return;
        if (width_ > 0 && indent_ + width_ + (blank_ ? 1 : 0) + word_width_ > page_width) end_line();
        if (width_ > 0 && blank_) {
            line_ += ' ';
            ++width_;
        }
        line_ += word_;
        width_ += word_width_;
        word_.clear();
        word_width_ = 0;
        blank_ = false;
    }
    void end_line() {
        if (width_ > 0) page_ += std::string(indent_, ' ') + line_ + '\n';
        line_.clear();
        width_ = 0;
        blank_ = false;
    }

    const bool colour_;
    const std::size_t indent_;
    std::string page_, line_, word_;
    std::size_t width_ = 0, word_width_ = 0;
    bool blank_ = false;  // stands in front of the next word
};

// Walks through the text with the marks that are open.
class Painter {
public:
    Painter(std::string_view text, const std::vector<Mark>& marks, bool colour, std::size_t indent)
        : text_(text), marks_(marks), colour_(colour), lines_(colour, indent) {
        for (std::uint32_t i = 0; i < marks.size(); ++i) {
            if (!marks[i].span.empty()) ends_.push_back({marks[i].span.end, i});
        }
        // Of marks that end together the one that began last ends first.
        std::sort(ends_.begin(), ends_.end(),
                  [](const End& a, const End& b) { return a.at != b.at ? a.at < b.at : a.mark > b.mark; });
    }

    std::string paint() {
        std::uint32_t at = 0;
        for (const auto window : Windows(text_).around_all(marks_)) {
            leave_out({at, window.begin});
            copy(window);
            at = window.end;
        }
        leave_out({at, static_cast<std::uint32_t>(text_.size())});
        return lines_.take();
    }

private:
    struct End {
        std::uint32_t at, mark;
    };

    void leave_out(Span gap) {
        const auto text = gap.of(text_);
        if (text.find_first_not_of(" \n\t\r") == text.npos) return lines_.add(text, nullptr);
        const bool breaks = text.find('\n') != text.npos;
        if (is_blank(text.front())) lines_.add(breaks ? "\n" : " ", nullptr);
        lines_.append(left_out(text), dim);
        lines_.add(breaks ? "\n" : is_blank(text.back()) ? " " : "", nullptr);
    }

    void copy(Span window) {
        std::uint32_t at = window.begin;
        for (;;) {
            close(at);
            if (at == window.end) break;
            open(at);
            std::uint32_t next = window.end;
            if (next_ < marks_.size()) next = std::min(next, marks_[next_].span.begin);
            if (ended_ < ends_.size()) next = std::min(next, ends_[ended_].at);
            lines_.add(Span{at, next}.of(text_), style());
            at = next;
        }
        // A mark at the very end of the text is an empty one.
        if (window.end == text_.size()) open(window.end);
    }

    void open(std::uint32_t at) {
        for (; next_ < marks_.size() && marks_[next_].span.begin <= at; ++next_) {
            const auto& mark = marks_[next_];
            if (mark.span.empty()) {
                lines_.append("⟦" + mark.label + "⟧", style_of(next_));
                continue;
            }
            open_.push_back(static_cast<std::uint32_t>(next_));
            if (colour_) continue;
            lines_.append("⟦", nullptr);
            if (mark.label.empty()) continue;
            lines_.append(mark.label, nullptr);
            lines_.add(" ", nullptr);
        }
    }

    void close(std::uint32_t at) {
        for (; ended_ < ends_.size() && ends_[ended_].at <= at; ++ended_) {
            const auto mark = ends_[ended_].mark;
            if (!colour_)
                lines_.append("⟧", nullptr);
            else if (!marks_[mark].label.empty())
                lines_.append("‹" + marks_[mark].label + "›", dim);
            std::erase(open_, mark);
        }
    }

    const char* style_of(std::size_t mark) const { return mark % 2 == 0 ? odd : even; }
    const char* style() const { return open_.empty() ? nullptr : style_of(open_.back()); }

    const std::string_view text_;
    const std::vector<Mark>& marks_;
    const bool colour_;
    Lines lines_;
    std::size_t next_ = 0, ended_ = 0;
    std::vector<std::uint32_t> open_;
    std::vector<End> ends_;
};

// The end of the first `most` characters.
std::size_t end_of(std::string_view text, std::size_t most) {
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size() && count < most; ++count)
        at += std::max<std::size_t>(1, sequence_size(text, at));
    return at;
}

}  // namespace

std::string marked_text(std::string_view text, const std::vector<Mark>& marks, bool colour,
                        std::size_t indent) {
    return Painter(text, marks, colour, indent).paint();
}

std::string wrapped(std::string_view text, std::size_t indent) {
    Lines lines(false, indent);
    lines.add(text, nullptr);
    return lines.take();
}

std::string first_lines(std::string_view text, std::size_t lines, std::string_view in_front) {
    std::string page;
    std::size_t shown = 0;
    while (!text.empty() && shown < lines) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (line.find_first_not_of(" \t\r") == line.npos) continue;
        page += fmt::format("{}{}\n", in_front, abridged(line, page_width - 10));
        ++shown;
    }
    if (text.find_first_not_of(" \t\r\n") != text.npos)
        page += fmt::format("{}{}\n", in_front, left_out(text));
    return page;
}

std::string abridged(std::string_view text, std::size_t longest) {
    const auto characters = static_cast<std::size_t>(count_code_points(text));
    std::string shown(text);
    if (characters > longest) {
        auto front = end_of(text, longest * 2 / 3);
        auto back = text.size() - longest / 4;
        // Between two words where that is near.
        for (auto at = front; at > 0 && front - at < word; --at)
            if (is_blank(text[at])) {
                front = at;
                break;
            }
        for (auto at = back; at < text.size() && at - back < word; ++at)
            if (is_blank(text[at - 1])) {
                back = at;
                break;
            }
        while (back < text.size() && !is_boundary(text, static_cast<std::uint32_t>(back))) ++back;
        const auto gap = longest <= brief ? "…" : left_out(text.substr(front, back - front));
        shown = fmt::format("{} {} {}", text.substr(0, front), gap, text.substr(back));
    }
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return is_blank(c); }, ' ');
    return printable(shown);
}

}  // namespace quern::host
