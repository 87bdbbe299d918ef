// SPDX-License-Identifier: MIT
// read.json on any bytes: each line becomes a document or an Error that says why; what became a document is
// written by export.json, read again and written again, and the two lines must be the same.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <quern/plugin.hpp>

#include "export_json/record_writer.hpp"
#include "read_json/record_reader.hpp"

extern "C" const quern::PluginTable quern_plugin_1;

namespace {

using namespace quern;

struct FuzzSetup final : Setup {
    std::filesystem::path data(std::string_view) const override { throw Error("no data"); }
    std::uint64_t max_bytes() const override { return 2000; }
    void warn(const std::string&) override {}
};

// A file in memory alone.
class MemoryFile {
public:
    MemoryFile(const std::uint8_t* bytes, std::size_t size) : file_(::memfd_create("fuzz", 0)) {
        if (::write(file_, bytes, size) != static_cast<ssize_t>(size)) std::abort();
    }
    ~MemoryFile() { ::close(file_); }
    std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(file_); }

private:
    int file_;
};

std::unique_ptr<Component> make_reader(const std::filesystem::path& path) {
    std::unique_ptr<Component> reader(quern_plugin_1.stages[0].make());
    Declaration declaration;
    reader->declare(declaration);
    for (const auto& option : declaration.content().options)
        if (auto* const* paths = std::get_if<std::vector<std::filesystem::path>*>(&option.target))
            **paths = {path};
    FuzzSetup setup;
    reader->prepare(setup);
    return reader;
}

void check_round_trip(const Document& document, const std::vector<SchemaPtr>& layers) {
    const export_json::RecordWriter writer(layers, OffsetUnit::utf16);
    const read_json::Rules rules{layers, {}, true};
    read_json::RecordReader reader;
    std::vector<std::string> ignored;
    const auto once = writer.record(document);
    auto line = once;
    Document again;
    reader.read(line, OffsetUnit::utf16, rules, again, ignored);
    again.finish_layers();
    if (writer.record(again) != once || !ignored.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const MemoryFile file(bytes, size);
    const auto component = make_reader(file.path());
    auto& reader = dynamic_cast<Reader&>(*component);
    const auto layers = reader.layers();
    std::uint64_t end = 0;
    for (Item item; reader.next(item); item = {}) {
        if (!item.problem.empty()) continue;  // bytes that begin as compressed data do
        if (item.offset < end) std::abort();
        end = item.offset + item.size;
        if (item.size > FuzzSetup().max_bytes()) continue;
        Document document;
        document.id = item.id;
        try {
            reader.load(item, document);
        } catch (const Error&) {
            continue;
        }
        document.finish_layers();
        if (document.has_text()) check_round_trip(document, layers);
    }
    return 0;
}
