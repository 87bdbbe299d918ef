// SPDX-License-Identifier: MIT
// Any selector, the first line, on any page, the lines below it.
#include "cleaner_fuzz.hpp"

#include "clean_pages/html/selector.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto text = fuzz::as_utf8(bytes, size);
    const auto line = text.find('\n');
    if (line == std::string::npos) return 0;
    try {
        const clean_html::Selector selector(std::string_view(text).substr(0, line));
        clean_html::PageTree tree;
        tree.parse(std::string_view(text).substr(line + 1));
        clean_html::NodeNumber last = 0;
        for (const auto node : selector.find(tree)) {
            if (node <= last || !tree.is_element(node)) std::abort();
            last = node;
        }
    } catch (const quern::Error&) {
        // A selector that is none, a page that is too much.
    }
    return 0;
}
