// SPDX-License-Identifier: MIT
// The report as a person reads it: one screen.
#include <algorithm>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "pipeline/printable.hpp"
#include "run/run.hpp"

namespace quern::host {

namespace {

using Counted = std::vector<std::pair<std::string, std::uint64_t>>;
constexpr std::size_t reasons_shown = 5, files_shown = 8;

// 1234567 as 1,234,567.
std::string grouped(std::uint64_t number) {
    const std::string digits = std::to_string(number);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i != 0 && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

std::string in_megabytes(std::uint64_t bytes) {
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::string in_seconds(double seconds) {
    if (seconds < 0.1) return fmt::format("{:.1f} ms", 1e3 * seconds);
    return seconds < 10 ? fmt::format("{:.2f} s", seconds) : fmt::format("{:.0f} s", seconds);
}

class Page {
public:
    explicit Page(bool colour) : colour_(colour) {}

    void line(std::string_view name, std::string_view text) {
        text_ += fmt::format("  {:<12}{}\n", name, text);
    }
    void plain(std::string_view text) { text_ += fmt::format("{}\n", text); }
    void blank() { text_ += '\n'; }
    std::string bold(std::string_view text) const { return painted(colour_, "1", text); }
    std::string alarming(std::string_view text) const { return painted(colour_, "1;31", text); }

    // How often, and what; the most frequent ones.
    void counts(const Counted& list) {
        for (std::size_t i = 0; i < std::min(list.size(), reasons_shown); ++i)
            text_ += fmt::format("  {:>12}  {}\n", grouped(list[i].second), list[i].first);
        if (list.size() > reasons_shown)
            text_ += fmt::format("  {:>12}  and {} other reasons\n", "", list.size() - reasons_shown);
    }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
    const bool colour_;
};

void headline(Page& page, const RunReport& report) {
    const std::string name = report.title.empty() ? report.pipeline : report.title;
    const bool well = report.outcome == "done";
    page.plain(fmt::format("{}: {} in {}", page.bold(name),
                           well ? report.outcome : page.alarming(report.outcome),
                           in_seconds(report.seconds)));
    if (!report.failure.empty()) page.plain(fmt::format("  {}", report.failure));
    if (report.outcome == "failed" || report.outcome == "interrupted")
        page.plain(report.written.empty() ? "  no output was written"
                                          : "  only part of the outputs was written");
    page.blank();
}

void repeated(Page& page, const RunReport& report) {
    const bool one = report.repeated_id_count == 1;
    page.line("repeated", fmt::format("{} document{} an id that an earlier one has: {}{}",
                                      grouped(report.repeated_id_count), one ? " has" : "s have",
                                      fmt::join(report.repeated_ids, ", "),
                                      report.repeated_id_count > report.repeated_ids.size() ? ", …" : ""));
}

void documents(Page& page, const RunReport& report) {
    page.line("read", fmt::format("{} documents, {}", grouped(report.read), in_megabytes(report.bytes)));
    if (report.left_out != 0)
        page.line("left out", fmt::format("{}, by the input's options", grouped(report.left_out)));
    page.line("exported", grouped(report.exported));
    if (report.dropped != 0) page.line("dropped", grouped(report.dropped));
    for (const auto& stage : report.stages) {
        Counted named;
        for (const auto& [reason, count] : stage.dropped)
            named.emplace_back(stage.stage + ": " + reason, count);
        page.counts(named);
    }
    if (report.quarantined != 0)
        page.line("quarantined",
                  report.quarantine_file.empty()
                      ? grouped(report.quarantined)
                      : fmt::format("{}, in {}", grouped(report.quarantined), report.quarantine_file));
    if (report.skipped != 0) page.line("skipped", grouped(report.skipped));
    page.counts(report.quarantine_reasons);
    if (report.repeated_id_count != 0) repeated(page, report);
}

void stages(Page& page, const RunReport& report) {
    double all = 0;
    std::size_t width = 5;
    for (const auto& stage : report.stages) {
        all += stage.seconds;
        width = std::max(width, stage.stage.size());
    }
    page.blank();
    page.plain(fmt::format("  {:<{}}  {:>10}  {:>6}  {:>12}", "stage", width, "time", "share", "documents"));
    for (const auto& stage : report.stages)
        page.plain(fmt::format(
            "  {:<{}}  {:>10}  {:>4.0f} %  {:>12}{}", stage.stage, width, in_seconds(stage.seconds),
            all > 0 ? 100 * stage.seconds / all : 0, grouped(stage.documents),
            stage.rows_lost == 0 ? ""
                                 : fmt::format("  (its edits took {} rows away)", grouped(stage.rows_lost))));
    page.blank();
}

void results(Page& page, const RunReport& report) {
    std::string rows;
    for (const auto& [layer, count] : report.rows)
        rows += fmt::format("{}{} {}", rows.empty() ? "" : ", ", layer, grouped(count));
    if (!rows.empty()) page.line("rows", rows);
    if (!report.slowest_document.empty())
        page.line("slowest",
                  fmt::format("{}, {}", report.slowest_document, in_seconds(report.slowest_seconds)));
    page.line("memory", fmt::format("{} at the peak, {} thread{}", in_megabytes(report.peak_memory),
                                    report.jobs, report.jobs == 1 ? "" : "s"));
    // The line that tells of one more would take the place of its name.
    const auto shown = report.written.size() == files_shown + 1
                           ? files_shown + 1
                           : std::min(report.written.size(), files_shown);
    for (std::size_t i = 0; i < shown; ++i) page.line(i == 0 ? "written" : "", report.written[i]);
    if (report.written.size() > shown)
        page.line("", fmt::format("and {} more", report.written.size() - shown));
}

}  // namespace

std::string render(const RunReport& report, bool colour) {
    Page page(colour);
    headline(page, report);
    documents(page, report);
    stages(page, report);
    results(page, report);
    if (!report.first_error.empty() && report.failure.empty()) {
        page.blank();
        page.plain(fmt::format("first problem: {}", report.first_error));
    }
    for (const auto& warning : report.warnings)
        page.plain(fmt::format("{} {}", page.alarming("warning:"), warning));
    return page.take();
}

}  // namespace quern::host
