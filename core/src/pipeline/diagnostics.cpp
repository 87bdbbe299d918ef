// SPDX-License-Identifier: MIT
#include "pipeline/diagnostics.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>

#include "pipeline/excerpt.hpp"
#include "pipeline/printable.hpp"

namespace quern::host {

namespace {

// More than anybody reads; a file that is no configuration at all can hold thousands of mistakes.
constexpr std::size_t shown_at_most = 50;

struct Style {
    std::string_view error, warning, place, caret, off;
};
constexpr Style plain_style{"", "", "", "", ""};
constexpr Style colour_style{"\x1b[1;31m", "\x1b[1;35m", "\x1b[1m", "\x1b[1;32m", "\x1b[0m"};

std::string place(const ConfigMark& mark) {
    if (!mark.source) return "quern";
    if (mark.line == 0) return printable(mark.source->name);
    return fmt::format("{}:{}:{}", printable(mark.source->name), mark.line, mark.column);
}

std::string render_one(const Diagnostic& diagnostic, const Style& style) {
    const bool error = diagnostic.severity == Severity::error;
    std::string out = fmt::format("{}{}:{} {}{}:{} {}\n", style.place, place(diagnostic.mark), style.off,
                                  error ? style.error : style.warning, error ? "error" : "warning", style.off,
                                  printable(diagnostic.message));
    if (diagnostic.mark.source && diagnostic.mark.line > 0) {
        const Excerpt excerpt = excerpt_of(diagnostic.mark);
        const std::string number = std::to_string(diagnostic.mark.line);
        out += fmt::format("  {} | {}\n", number, excerpt.line);
        out += fmt::format("  {:{}} | {}{}{}{}{}\n", "", number.size(), excerpt.indent, style.caret,
                           excerpt.caret, style.off,
                           diagnostic.suggestion.empty() ? "" : " " + printable(diagnostic.suggestion));
    } else if (!diagnostic.suggestion.empty()) {
        out += fmt::format("  {}\n", printable(diagnostic.suggestion));
    }
    for (const auto& note : diagnostic.notes) out += fmt::format("  {}\n", printable(note));
    return out;
}

}  // namespace

void Diagnostics::error(const ConfigMark& mark, std::string_view subject, const Error& error) {
    Diagnostic diagnostic{
        Severity::error, mark, fmt::format("{}{}", subject, error.what()), error.hint(), {}};
    for (auto* text : {&diagnostic.message, &diagnostic.suggestion})
        if (const auto end = text->find('\n'); end != text->npos) {
            std::istringstream lines(text->substr(end + 1));
            for (std::string line; std::getline(lines, line);) diagnostic.notes.push_back(line);
            text->resize(end);
        }
    list_.push_back(std::move(diagnostic));
}

void Diagnostics::error(const ConfigMark& mark, std::string message, std::string suggestion,
                        std::vector<std::string> notes) {
    list_.push_back({Severity::error, mark, std::move(message), std::move(suggestion), std::move(notes)});
}

void Diagnostics::warning(const ConfigMark& mark, std::string message, std::string suggestion,
                          std::vector<std::string> notes) {
    list_.push_back({Severity::warning, mark, std::move(message), std::move(suggestion), std::move(notes)});
}

std::size_t Diagnostics::errors() const {
    return std::count_if(list_.begin(), list_.end(),
                         [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string Diagnostics::render(bool colour) const {
    std::vector<const Diagnostic*> ordered;
    for (const auto& diagnostic : list_) ordered.push_back(&diagnostic);
    const auto place_of = [](const Diagnostic* d) {
        return std::tuple(d->mark.source ? d->mark.source->rank : 0, d->mark.line, d->mark.column);
    };
    std::stable_sort(ordered.begin(), ordered.end(),
                     [&](const Diagnostic* a, const Diagnostic* b) { return place_of(a) < place_of(b); });

    std::string out;
    for (std::size_t i = 0; i < ordered.size() && i < shown_at_most; ++i)
        out += render_one(*ordered[i], colour ? colour_style : plain_style);
    if (ordered.size() > shown_at_most) out += fmt::format("… and {} more\n", ordered.size() - shown_at_most);
    const std::size_t wrong = errors(), odd = list_.size() - wrong;
    if (wrong > 0) out += count(wrong, "error");
    if (odd > 0) out += (wrong > 0 ? ", " : "") + count(odd, "warning");
    if (wrong > 0) out += "; nothing was run";
    if (!list_.empty()) out += "\n";
    return out;
}

}  // namespace quern::host
