// SPDX-License-Identifier: MIT
// clean.html on any page.
#include "cleaner_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto stage = fuzz::make_stage("clean.html", CLEAN_PAGES_DATA);
    quern::Document document;
    document.media_type = "text/html";
    document.set_source(fuzz::as_utf8(bytes, size));
    try {
        fuzz::clean(*stage, document);
    } catch (const quern::Error&) {
        // A page beyond the limits of depth and size is refused with a reason.
    }
    return 0;
}
