// SPDX-License-Identifier: MIT
#include "run/text_changes.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "document/utf8.hpp"
#include "pipeline/printable.hpp"
#include "run/marked_text.hpp"

namespace quern::host {

namespace {

constexpr std::size_t short_text = 40;  // bytes that are shown on one line with what they became
constexpr std::size_t lines_shown = 3;  // of a longer one
constexpr const char *gone = "31", *come = "32";

// Short, with blanks to be seen at its edges.
std::string visible(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool edge = text.find_first_not_of(' ') >= i || text.find_last_not_of(' ') < i;
        if (text[i] == '\n')
            out += "⏎";
        else if (text[i] == '\t')
            out += "⇥";
        else if (text[i] == ' ' && edge)
            out += "␣";
        else
            out += text[i];
    }
    return printable(out);
}

class DiffPage {
public:
    explicit DiffPage(bool colour) : colour_(colour) {}

    void add(std::size_t line, std::string_view before, std::string_view after) {
        const auto where = fmt::format("line {:<5}", line);
        if (before.size() <= short_text && after.size() <= short_text) {
            const char sign = after.empty() ? '-' : before.empty() ? '+' : '~';
            page_ += fmt::format("    {} {}  {}{}{}\n", sign, where, painted(colour_, gone, visible(before)),
                                 sign == '~' ? " → " : "", painted(colour_, come, visible(after)));
            return;
        }
        add_long('-', gone, where, before);
        add_long('+', come, before.empty() ? where : std::string(where.size(), ' '), after);
    }
    void leave_out(std::size_t number) {
        page_ += fmt::format("    … and {}\n", count(number, "more change"));
    }
    std::string take() { return std::move(page_); }

private:
    void add_long(char sign, const char* code, const std::string& where, std::string_view text) {
        if (text.empty()) return;
        const auto front = fmt::format("    {} {}  ", sign, where);
        auto lines = first_lines(text, lines_shown, "");
        if (lines.empty()) lines = visible(text.substr(0, short_text)) + '\n';
        for (std::string_view rest = lines; !rest.empty();) {
            const auto line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(line.size() + 1);
            page_ += (page_at_front_ ? front : fmt::format("    {} {:{}}  ", sign, "", where.size())) +
                     painted(colour_, code, line) + '\n';
            page_at_front_ = false;
        }
        page_at_front_ = true;
    }

    const bool colour_;
    bool page_at_front_ = true;
    std::string page_;
};

}  // namespace

std::vector<TextChange> changes_of(const OffsetMap& since, std::size_t old_size) {
    std::vector<TextChange> changes;
    std::uint32_t old_at = 0, new_at = 0;  // behind what is known to be the same
    const auto kept_from = [&](std::uint32_t old_begin, std::uint32_t new_begin) {
        if (old_begin > old_at || new_begin > new_at)
            changes.push_back({{old_at, std::max(old_at, old_begin)}, {new_at, new_begin}});
    };
    for (const auto& piece : since.pieces()) {
        if (piece.kind != OffsetMap::Kind::copied) continue;
        kept_from(piece.source.begin, piece.text.begin);
        old_at = piece.source.end;
        new_at = piece.text.end;
    }
    kept_from(static_cast<std::uint32_t>(old_size), since.text_size());
    return changes;
}

std::vector<TextChange> changes_between(std::string_view before, std::string_view after) {
    if (before == after) return {};
    const auto shorter = std::min(before.size(), after.size());
    std::size_t front = 0, back = 0;
    while (front < shorter && before[front] == after[front]) ++front;
    while (front > 0 && !(is_boundary(before, static_cast<std::uint32_t>(front)) &&
                          is_boundary(after, static_cast<std::uint32_t>(front))))
        --front;
    while (back < shorter - front && before[before.size() - 1 - back] == after[after.size() - 1 - back])
        ++back;
    while (back > 0 && !is_boundary(before, static_cast<std::uint32_t>(before.size() - back))) --back;
    const auto at = static_cast<std::uint32_t>(front);
    return {{{at, static_cast<std::uint32_t>(before.size() - back)},
             {at, static_cast<std::uint32_t>(after.size() - back)}}};
}

std::string render(const std::vector<TextChange>& changes, std::string_view before, std::string_view after,
                   std::size_t most, bool colour) {
    DiffPage page(colour);
    std::size_t line = 1, shown = 0;
    std::uint32_t at = 0;
    for (const auto& change : changes) {
        if (shown++ == most) {
            page.leave_out(changes.size() - most);
            break;
        }
        line += static_cast<std::size_t>(
            std::count(before.begin() + at, before.begin() + change.before.begin, '\n'));
        at = change.before.begin;
        page.add(line, change.before.of(before), change.after.of(after));
    }
    return page.take();
}

}  // namespace quern::host
