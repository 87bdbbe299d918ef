// SPDX-License-Identifier: MIT
// What a worker answers, carried out on the document.
#include <catch2/catch.hpp>

#include <random>
#include <string>

#include <quern/document.hpp>
#include <quern/record.hpp>

#include "worker/edit_from_map.hpp"

using namespace quern;
using namespace quern::host;

namespace {

Document with_text(const std::string& text) {
    Document document;
    document.set_source(text);
    document.set_text_from_page();
    return document;
}

std::string refusal(const std::string& source, const std::string& text, const std::string& origin) {
    try {
        edit_from_map(source, text, offset_map_from_compact(origin));
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("a text with its origin comes to the edit that made it, for any edit") {
    std::mt19937 random(5);
    for (int round = 0; round < 500; ++round) {
        std::string source;
        while (source.size() < 60) source += "ab cdé";
        auto edited = with_text(source);
        const auto boundary = [&] {
            auto at = static_cast<std::uint32_t>(random() % (source.size() + 1));
            while (at < source.size() && (source[at] & 0xC0) == 0x80) ++at;
            return at;
        };
        TextEdit edit(edited.text());
        std::uint32_t at = 0;
        for (int changes = 0; changes < 4; ++changes) {
            auto begin = boundary(), end = boundary();
            if (begin > end) std::swap(begin, end);
            if (begin < at) continue;
            if (const auto kind = random() % 3; kind == 0 && begin < end)
                edit.drop({begin, end});
            else if (kind == 1 && begin < end)
                edit.replace({begin, end}, "ü!");
            else
                edit.insert(begin, "+é");
            at = end + 2;
        }
        edited.apply(edit);
        auto again = with_text(source);
        again.apply(
            edit_from_map(again.text(), edited.text(), offset_map_from_compact(compact(edited.origin()))));
        REQUIRE(again.text() == edited.text());
        REQUIRE(compact(again.origin()) == compact(edited.origin()));
    }
}

TEST_CASE("an origin that is not true is refused") {
    CHECK(refusal("abcd", "abx", "=3>1") == "the origin calls something copied that is not what was sent");
    CHECK(refusal("abcd", "cdab", ">2=2<4=2") == "the origin puts text in another order");
    CHECK(refusal("abcd", "abcdef", "=4~2:2") == "the origin leads behind the end of what was sent");
    CHECK(refusal("abcd", "ab", "=2>2").empty());
}
