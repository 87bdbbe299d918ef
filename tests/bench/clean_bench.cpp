// SPDX-License-Identifier: MIT
// clean.flat and clean.html on pages made of corpus/, each by itself, beside what moving the same bytes
// costs.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <quern/testing.hpp>

#include "temporary_folder.hpp"

using namespace quern;
using quern::testing::StageRunner;
namespace fs = std::filesystem;

namespace {

// Own pages are measured where QUERN_BENCH_FLAT and QUERN_BENCH_HTML name their folders.

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

std::vector<std::string> lines_of(const fs::path& file) {
    std::vector<std::string> lines;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) lines.push_back(line);
    return lines;
}

// The articles of corpus/flat are short and have little around them. Flattened pages of the web have some 12
// kB in 230 lines, of which the article is less than half: so menus, an article out of four, teasers and a
// footer are put together.
void write_full_pages(const fs::path& from, const fs::path& to) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(from)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::vector<std::string>> articles;
    for (const auto& file : files) articles.push_back(lines_of(file));
    for (std::size_t i = 0; i < articles.size(); ++i) {
        std::ofstream page(to / files[i].filename());
        const auto article = [&](std::size_t k) { return articles[(i + k) % articles.size()]; };
        const auto menu = [&](std::size_t first, std::size_t last) {
            for (auto k = first; k < last; ++k)  // of each line the first words
                for (const auto& line : article(k)) page << line.substr(0, line.find(' ', 9)) << '\n';
        };
        page << article(0).front() << " - The Courier\n";
        menu(1, 4);
        for (std::size_t k = 0; k < 4; ++k)
            for (const auto& line : article(k)) page << line << '\n';
        page << "Related stories\n";
        for (std::size_t k = 4; k < articles.size(); ++k)
            page << article(k).front() << "\n" << article(k).back().substr(0, 90) << "\n";
        menu(5, 6);
        page << "© 2024 The Courier. All rights reserved.\n";
    }
}

Pages& flat_pages() {
    static const quern::testing::TemporaryFolder made;
    static Pages pages = [] {
        if (const char* own = std::getenv("QUERN_BENCH_FLAT")) return Pages(own);
        write_full_pages(fs::path(QUERN_SOURCE_DIR) / "corpus/flat", made.path());
        return Pages(made.path());
    }();
    return pages;
}

Pages& html_pages() {
    const char* own = std::getenv("QUERN_BENCH_HTML");
    static Pages pages(own ? fs::path(own) : fs::path(QUERN_SOURCE_DIR) / "corpus/html");
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
