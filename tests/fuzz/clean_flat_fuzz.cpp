// SPDX-License-Identifier: MIT
// clean.flat on any text: it must come through, and every copied piece of the text must be found in the
// source.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include <quern/plugin.hpp>

#include "document/utf8.hpp"

extern "C" const quern::PluginTable quern_plugin_1;

namespace {

struct FuzzSetup final : quern::Setup {
    std::filesystem::path data(std::string_view file) const override {
        return std::filesystem::path(CLEAN_PAGES_DATA) / file;
    }
    std::uint64_t max_bytes() const override { return 50'000'000; }
    void warn(const std::string&) override {}
};

std::unique_ptr<quern::Component> make_stage() {
    std::unique_ptr<quern::Component> stage(quern_plugin_1.stages[0].make());
    quern::Declaration declaration;
    stage->declare(declaration);
    FuzzSetup setup;
    stage->prepare(setup);
    return stage;
}

// Readers hand over UTF-8 alone: each byte that is none becomes a question mark.
std::string as_utf8(std::string_view bytes) {
    std::string text(bytes);
    for (std::size_t at = 0; at < text.size();) {
        const auto size = quern::sequence_size(text, at);
        if (size == 0) text[at] = '?';
        at += size == 0 ? 1 : size;
    }
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto stage = make_stage();
    quern::Document document;
    document.set_source(as_utf8({reinterpret_cast<const char*>(bytes), size}));
    document.set_text_from_page();
    dynamic_cast<quern::Stage&>(*stage).process(document);
    document.finish_layers();
    for (const auto& piece : document.origin().pieces())
        if (piece.kind == quern::OffsetMap::Kind::copied &&
            piece.text.of(document.text()) != piece.source.of(document.source()))
            std::abort();
    return 0;
}
