// SPDX-License-Identifier: MIT
// tag.dates on any text, with the first bytes for the day on which it was published: rows stand in order and
// do not overlap.
#include <algorithm>

#include "component.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto component = fuzz::make_stage("tag.dates", TAG_DATES_DATA);
    const auto& stage = dynamic_cast<const quern::Stage&>(*component);
    const std::size_t published = std::min<std::size_t>(size, 10);
    quern::Document document;
    document.metadata.set("published", {reinterpret_cast<const char*>(bytes), published});
    // The text as readers make it: what is no ASCII becomes a letter of two bytes.
    std::string text;
    for (auto i = published; i < size; ++i)
        text += bytes[i] < 0x80 ? std::string(1, static_cast<char>(bytes[i])) : std::string("\u00e9");
    document.set_source(text);
    document.set_text_from_page();
    document.make_layer(std::make_shared<quern::Schema>(quern::layers::sentences))
        .add({0, static_cast<std::uint32_t>(text.size())});
    stage.process(document);
    document.finish_layers();
    std::uint32_t end = 0;
    for (const auto date : *document.find_layer("dates")) {
        if (date.span().begin < end) std::abort();
        end = date.span().end;
    }
    return 0;
}
