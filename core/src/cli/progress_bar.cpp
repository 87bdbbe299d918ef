// SPDX-License-Identifier: MIT
#include "cli/progress_bar.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

namespace quern::host {

namespace {

constexpr std::size_t least_bar = 5, most_bar = 30;

std::size_t terminal_width() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string clock_time(double seconds) {
    const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
    if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

// How much is done, from 0 to 1; below 0 where that is not known.
double share(const Progress& progress) {
    if (progress.total_documents != 0)
        return std::min(
            1.0, static_cast<double>(progress.documents) / static_cast<double>(progress.total_documents));
    if (progress.total_bytes != 0)
        return std::min(1.0, static_cast<double>(progress.bytes) / static_cast<double>(progress.total_bytes));
    return -1;
}

}  // namespace

std::string progress_line(const Progress& progress, std::size_t width) {
    const double seconds = std::max(progress.seconds, 1e-3);
    const double megabytes = static_cast<double>(progress.bytes) / 1e6;
    std::string line =
        fmt::format("{} documents, {:.1f} MB, {:.0f} documents/s, {:.1f} MB/s", progress.documents, megabytes,
                    static_cast<double>(progress.documents) / seconds, megabytes / seconds);
    const double done = share(progress);
    if (done > 0) line += fmt::format(", {} left", clock_time(seconds * (1 - done) / done));
    if (done > 0 && line.size() + least_bar + 2 <= width) {
        const auto bar = std::min(most_bar, width - line.size() - 2);
        const auto filled = static_cast<std::size_t>(done * static_cast<double>(bar));
        line = std::string(filled, '=') + std::string(bar - filled, '-') + "  " + line;
    }
    return line.substr(0, width);
}

void ProgressBar::draw(const Progress& progress) {
    fmt::print(stderr, "\r{}\033[K", progress_line(progress, terminal_width() - 1));
    std::fflush(stderr);
    drawn_ = true;
}

ProgressBar::~ProgressBar() {
    if (drawn_) fmt::print(stderr, "\r\033[K");
}

}  // namespace quern::host
