// SPDX-License-Identifier: MIT
// clean.flat and clean.html on the pages of corpus/, each by itself, beside what moving the same bytes costs.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "stage_runner.hpp"

using namespace quern;
using quern::testing::StageRunner;
namespace fs = std::filesystem;

namespace {

// Documents as read.files gives them, with the bytes of their files.
class Pages {
public:
    explicit Pages(const fs::path& folder) : reader_("read_files", "read.files") {
        reader_.set("path", std::vector<fs::path>{folder});
        auto& reader = reader_.as<Reader>();
        for (Item item; reader.next(item);) {
            items_.push_back(item);
            std::ifstream in(item.uri, std::ios::binary);
            texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
            bytes += texts.back().size();
        }
    }

    std::vector<Document> documents() {
        std::vector<Document> documents(items_.size());
        for (std::size_t i = 0; i < items_.size(); ++i) {
            auto item = items_[i];
            reader_.as<Reader>().load(item, documents[i]);
        }
        return documents;
    }

    std::vector<std::string> texts;
    std::size_t bytes = 0;

private:
    StageRunner reader_;
    std::vector<Item> items_;
};

// Those of corpus/, or of a folder that an environment variable names.
fs::path folder(const char* variable, const char* otherwise) {
    const char* own = std::getenv(variable);
    return own ? fs::path(own) : fs::path(QUERN_SOURCE_DIR) / otherwise;
}

Pages& flat_pages() {
    static Pages pages(folder("QUERN_BENCH_FLAT", "corpus/flat"));
    return pages;
}

Pages& html_pages() {
    static Pages pages(folder("QUERN_BENCH_HTML", "corpus/html"));
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
void clean(benchmark::State& state, const char* stage, Pages& pages) {
    StageRunner run("clean_pages", stage);
    for (auto _ : state) {
        auto documents = pages.documents();
        const auto begin = cpu_seconds();
        for (auto& document : documents) run.process(document);
        state.SetIterationTime(cpu_seconds() - begin);
    }
    count(state, pages);
}

void clean_flat(benchmark::State& state) {
    clean(state, "clean.flat", flat_pages());
}
BENCHMARK(clean_flat)->UseManualTime();

void clean_html(benchmark::State& state) {
    clean(state, "clean.html", html_pages());
}
BENCHMARK(clean_html)->UseManualTime();

}  // namespace
