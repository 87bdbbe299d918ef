// SPDX-License-Identifier: MIT
// clean.flat and clean.html on the pages of corpus/, each by itself, beside what moving the same bytes costs.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "stage_runner.hpp"

using namespace quern;
using quern::testing::StageRunner;
namespace fs = std::filesystem;

namespace {

struct Pages {
    std::vector<std::string> texts;
    std::size_t bytes = 0;

    // All files of a folder, or of a folder of one's own that an environment variable names.
    Pages(const char* variable, const fs::path& folder) {
        const char* own = std::getenv(variable);
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(own ? fs::path(own) : folder))
            if (entry.is_regular_file()) files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        for (const auto& file : files) {
            std::ifstream in(file, std::ios::binary);
            texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
            bytes += texts.back().size();
        }
        if (bytes == 0) throw std::runtime_error("no pages in " + folder.string());
    }
};

const Pages& flat_pages() {
    static const Pages pages("QUERN_BENCH_FLAT", fs::path(QUERN_SOURCE_DIR) / "corpus/flat");
    return pages;
}

const Pages& html_pages() {
    static const Pages pages("QUERN_BENCH_HTML", fs::path(QUERN_SOURCE_DIR) / "corpus/html");
    return pages;
}

void count(benchmark::State& state, const Pages& pages) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * pages.bytes));
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * pages.texts.size()));
}

// The floor.
void copy_bytes(benchmark::State& state) {
    std::string copy;
    for (auto _ : state)
        for (const auto& text : flat_pages().texts) {
            copy.assign(text);
            benchmark::DoNotOptimize(copy.data());
            benchmark::ClobberMemory();
        }
    count(state, flat_pages());
}
BENCHMARK(copy_bytes);

// Every byte looked at once.
void count_lines(benchmark::State& state) {
    for (auto _ : state)
        for (const auto& text : flat_pages().texts)
            benchmark::DoNotOptimize(std::count(text.begin(), text.end(), '\n'));
    count(state, flat_pages());
}
BENCHMARK(count_lines);

// Of this thread alone, whatever else the machine does.
double cpu_seconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// The stage alone: what makes the documents is not counted.
void clean(benchmark::State& state, const char* stage, const char* media_type, const Pages& pages) {
    StageRunner run("clean_pages", stage);
    for (auto _ : state) {
        std::vector<Document> documents;
        for (const auto& text : pages.texts) documents.push_back(testing::text_document(text, media_type));
        const auto begin = cpu_seconds();
        for (auto& document : documents) run.process(document);
        state.SetIterationTime(cpu_seconds() - begin);
    }
    count(state, pages);
}

void clean_flat(benchmark::State& state) {
    clean(state, "clean.flat", "text/plain", flat_pages());
}
BENCHMARK(clean_flat)->UseManualTime();

void clean_html(benchmark::State& state) {
    clean(state, "clean.html", "text/html", html_pages());
}
BENCHMARK(clean_html)->UseManualTime();

}  // namespace
