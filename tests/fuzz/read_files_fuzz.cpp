// SPDX-License-Identifier: MIT
// read.files on any bytes: they are refused with a reason, or become valid UTF-8 without NUL whose pieces are
// found in the source.
#include "component.hpp"
#include "document/utf8.hpp"
#include "memory_file.hpp"

namespace {

void check_utf8(std::string_view page) {
    if (page.find('\0') != std::string_view::npos) std::abort();
    for (std::size_t at = 0; at < page.size();) {
        const auto width = quern::sequence_size(page, at);
        if (width == 0) std::abort();
        at += width;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const fuzz::MemoryFile file(bytes, size);
    const auto component = fuzz::make_reader("read.files", file.path(), 100'000);
    auto& reader = dynamic_cast<quern::Reader&>(*component);
    quern::Item item;
    if (!reader.next(item) || !item.problem.empty()) std::abort();
    quern::Document document;
    try {
        reader.load(item, document);
    } catch (const quern::Error&) {
        return 0;  // no text, or compressed data that is cut short
    }
    check_utf8(document.page());
    if (!document.has_text()) document.set_text_from_page();
    fuzz::check_origin(document);
    return 0;
}
