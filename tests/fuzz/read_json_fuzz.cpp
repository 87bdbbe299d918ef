// SPDX-License-Identifier: MIT
// read.json on any bytes: each line becomes a document or an Error that says why; what became a document is
// written by export.json, read again and written again, and the two lines must be the same.
#include <string>
#include <vector>

#include <quern/record.hpp>
#include "component.hpp"
#include "memory_file.hpp"

namespace {

using namespace quern;

constexpr std::uint64_t max_bytes = 2000;

void check_round_trip(const Document& document, const std::vector<SchemaPtr>& layers) {
    const RecordWriter writer(layers, OffsetUnit::utf16);
    const RecordRules rules{layers, {}, true};
    RecordReader reader;
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
    const fuzz::MemoryFile file(bytes, size);
    const auto component = fuzz::make_reader("read.json", file.path(), max_bytes);
    auto& reader = dynamic_cast<Reader&>(*component);
    const auto layers = reader.layers();
    std::uint64_t end = 0;
    for (Item item; reader.next(item); item = {}) {
        if (!item.problem.empty()) continue;  // bytes that begin as compressed data do
        if (item.offset < end) std::abort();
        end = item.offset + item.size;
        if (item.size > max_bytes) continue;
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
