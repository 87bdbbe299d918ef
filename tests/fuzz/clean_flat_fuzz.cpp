// SPDX-License-Identifier: MIT
// clean.flat on any text.
#include "cleaner_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto stage = fuzz::make_stage("clean.flat", CLEAN_PAGES_DATA);
    quern::Document document;
    document.set_source(fuzz::as_utf8(bytes, size));
    document.set_text_from_page();
    fuzz::clean(*stage, document);
    return 0;
}
