// SPDX-License-Identifier: MIT
// read.conll on any bytes: each document is read, with every token as it stands in its column, or told why
// not.
#include "component.hpp"
#include "memory_file.hpp"

namespace {

constexpr std::uint64_t max_bytes = 2000;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const fuzz::MemoryFile file(bytes, size);
    const auto component = fuzz::make_reader("read.conll", file.path(), max_bytes);
    auto& reader = dynamic_cast<quern::Reader&>(*component);
    std::uint64_t end = 0;
    for (quern::Item item; reader.next(item); item = {}) {
        if (!item.problem.empty()) continue;  // bytes that begin as compressed data do
        if (item.offset < end) std::abort();
        end = item.offset + item.size;
        if (item.size > max_bytes) continue;
        quern::Document document;
        document.id = item.id;
        try {
            reader.load(item, document);
        } catch (const quern::Error&) {
            continue;
        }
        document.finish_layers();
        fuzz::check_origin(document);
        for (const auto token : *document.find_layer("tokens"))
            if (document.source_span(token.span()).of(document.source()) != token.text()) std::abort();
    }
    return 0;
}
