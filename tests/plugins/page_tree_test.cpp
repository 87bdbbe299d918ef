// SPDX-License-Identifier: MIT
// The tree of a page, apart from what clean.html makes of it.
#include <catch2/catch.hpp>

#include <string>

#include <quern/offset_map.hpp>

#include "html/page_tree.hpp"

using namespace clean_html;

namespace {

// Names, attributes and texts of a tree, with the places of the texts in the page.
std::string shown(const PageTree& tree) {
    std::string all;
    auto origins = tree.origins();
    for (NodeNumber i = 0; i < tree.nodes().size(); ++i) {
        if (tree.is_element(i)) all += "<" + std::string(tree.element_name(i));
        for (const auto& [name, value] : tree.attributes(i))
            all += " " + std::string(name) + "=" + std::string(value);
        if (tree.is_element(i)) all += ">";
        tree.each_piece(i, origins, [&](const TextPiece& piece) {
            all += std::string(piece.text) + "@" + std::to_string(piece.page.begin);
        });
    }
    return all;
}

std::string shown(const std::string& page) {
    PageTree tree;
    tree.parse(page);
    return shown(tree);
}

}  // namespace

TEST_CASE("a large page gives back its parser's nodes and keeps what they told") {
    const std::string ferry = "<x-ferry id=a title='To &amp; fro'>1 &lt; 2</x-ferry><table>before<td>cell";
    const std::string large = ferry + "<!--" + std::string(large_page, ' ') + "-->";
    const auto small = shown(ferry);
    CHECK_THAT(small, Catch::Contains("<x-ferry id=a title=To & fro>1 @") && Catch::Contains("<@37 2@41"));
    CHECK(shown(large) == small);
}

TEST_CASE("pages are parsed one after another, whatever their sizes") {
    const std::string one = "<p class=one>One", two = "<p class=two>Two <x-two>and a half";
    const auto large = [](const std::string& page) { return page + std::string(large_page, ' '); };
    PageTree tree;
    for (const auto& page : {one, large(one), two, large(two), large(one), one}) {
        tree.parse(page);
        CHECK((shown(tree) == shown(page)));
    }
    tree.clear();
    CHECK(tree.nodes().empty());
    tree.parse(two);
    CHECK(shown(tree) == shown(two));
}
