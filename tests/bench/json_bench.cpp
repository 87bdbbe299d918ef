// SPDX-License-Identifier: MIT
// read.json and export.json on generated news, beside what moving the same bytes costs.
#include <benchmark/benchmark.h>

#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <quern/json.hpp>
#include <quern/testing.hpp>

#include "generated_news.hpp"

using namespace quern;
using quern::testing::StageRunner;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t article_size = 5000, articles = 500;

// NDJSON in a file of its own.
class Corpus {
public:
    Corpus() {
        testing::GeneratedNews news(7);
        for (std::size_t i = 0; i < articles; ++i) {
            lines_ += "{\"id\":\"" + std::to_string(i) + "\",\"text\":";
            json::append_string(lines_, news.article(article_size));
            lines_ += "}\n";
        }
        std::ofstream(path_, std::ios::binary) << lines_;
    }
    ~Corpus() { fs::remove(path_); }
    const fs::path& path() const { return path_; }
    const std::string& lines() const { return lines_; }

private:
    fs::path path_ = fs::temp_directory_path() / ("quern-bench-" + std::to_string(::getpid()) + ".ndjson");
    std::string lines_;
};

const Corpus& corpus() {
    static const Corpus corpus;
    return corpus;
}

void count(benchmark::State& state) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * corpus().lines().size()));
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * articles));
}

// The floor.
void copy_bytes(benchmark::State& state) {
    std::string copy(corpus().lines().size(), ' ');
    for (auto _ : state) {
        std::memcpy(copy.data(), corpus().lines().data(), copy.size());
        benchmark::DoNotOptimize(copy.data());
        benchmark::ClobberMemory();
    }
    count(state);
}
BENCHMARK(copy_bytes);

std::unique_ptr<StageRunner> reader_of(const fs::path& path) {
    auto run = std::make_unique<StageRunner>("read_json", "read.json");
    run->set("path", std::vector<fs::path>{path});
    return run;
}

Document load(Reader& reader, Item& item) {
    Document document;
    document.id = item.id;
    reader.load(item, document);
    return document;
}

// Cutting lines alone: what one thread does at a time.
void cut_lines(benchmark::State& state) {
    for (auto _ : state) {
        auto run = reader_of(corpus().path());
        for (Item item; run->as<Reader>().next(item);) benchmark::DoNotOptimize(item.data.data());
    }
    count(state);
}
BENCHMARK(cut_lines);

void read(benchmark::State& state) {
    for (auto _ : state) {
        auto run = reader_of(corpus().path());
        auto& reader = run->as<Reader>();
        for (Item item; reader.next(item);) benchmark::DoNotOptimize(load(reader, item).text().data());
    }
    count(state);
}
BENCHMARK(read);

// The documents, with tokens where `with_tokens` says so.
std::vector<Document> documents(bool with_tokens) {
    std::vector<Document> documents;
    auto run = reader_of(corpus().path());
    auto& reader = run->as<Reader>();
    StageRunner segment("segment_text", "segment.text");
    for (Item item; reader.next(item);) {
        documents.push_back(load(reader, item));
        if (with_tokens) segment.process(documents.back());
    }
    return documents;
}

void encode(benchmark::State& state, bool with_tokens) {
    const auto all = documents(with_tokens);
    StageRunner run("export_json", "export.json");
    run.set("path", fs::path("/dev/null")).set("layers", std::vector<std::string>{"tokens"});
    auto& exporter = run.as<Exporter>();
    OutputPlan plan;
    plan.layers = {std::make_shared<const Schema>(layers::tokens)};
    exporter.open(plan);
    for (auto _ : state)
        for (const auto& document : all) exporter.write(*exporter.encode(document, 1));
    count(state);
}
BENCHMARK_CAPTURE(encode, text, false);
BENCHMARK_CAPTURE(encode, text_and_tokens, true);

// Documents that export.json wrote with every token.
void read_tokens(benchmark::State& state) {
    const auto path = fs::path(corpus().path()).replace_extension("tokens.ndjson");
    {
        const auto all = documents(true);
        StageRunner run("export_json", "export.json");
        run.set("path", path).set("layers", std::vector<std::string>{"tokens"});
        auto& exporter = run.as<Exporter>();
        OutputPlan plan;
        plan.layers = {std::make_shared<const Schema>(layers::tokens)};
        exporter.open(plan);
        for (const auto& document : all) exporter.write(*exporter.encode(document, 1));
        exporter.flush({});
        exporter.commit();
    }
    for (auto _ : state) {
        auto run = reader_of(path);
        auto& reader = run->as<Reader>();
        for (Item item; reader.next(item);) benchmark::DoNotOptimize(load(reader, item).text().data());
    }
    count(state);
    fs::remove(path);
    fs::remove(fs::path(path).replace_extension("schema.json"));
}
BENCHMARK(read_tokens);

}  // namespace
