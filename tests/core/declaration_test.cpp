// SPDX-License-Identifier: MIT
// Mistakes in what a stage declares: each is told, and what is right passes.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <quern/error.hpp>
#include <quern/layers.hpp>

#include "plugin/check_declaration.hpp"

using namespace quern;

namespace {

constexpr Column twice[] = {{"word", Type::string, ""}, {"word", Type::integer, ""}};
constexpr Column position[] = {{"begin", Type::integer, ""}};
constexpr Column aimless[] = {{"next", Type::reference, ""}};
constexpr Column odd[] = {{"a word", Type::string, ""}};

// Members for options to be bound to.
struct Members {
    std::string text, other_text;
    int number = 0;
    bool flag = false;
    std::vector<std::string> texts;
    std::filesystem::path path;
};

// What is said of a declaration, with the hint in brackets; empty where it is right.
std::string mistake(const std::function<void(Declaration&, Members&)>& declare) {
    Members members;
    Declaration declaration;
    declare(declaration, members);
    try {
        host::check_declaration(declaration.content());
    } catch (const Error& error) {
        return std::string(error.what()) + (error.hint().empty() ? "" : " (" + error.hint() + ")");
    }
    return {};
}

}  // namespace

TEST_CASE("a declaration that uses each constraint on the types that know it is right") {
    CHECK(mistake([](Declaration& d, Members& m) {
              d.option("layer", m.text, "").one_of({"a", "b"}).names_layers();
              d.option("layers", m.texts, "").one_of({"a"}).names_layers();
              d.option("least", m.number, "").at_least(1).at_most(1);
              d.option("lists", m.path, "").path(Option::PathKind::folder);
              d.option("flag", m.flag, "").required();
              d.writes(layers::entities).named_by("layer");
              d.makes_table({"positions", "A table may have such columns.", position, false});
          }) == "");
}

TEST_CASE("an option has a name of its own that a configuration can write") {
    CHECK(mistake([](Declaration& d, Members& m) {
              d.option("layer", m.text, "");
              d.option("layer", m.number, "");
          }) == "there are two options 'layer' (give one of them another name)");
    CHECK(mistake([](Declaration& d, Members& m) { d.option("use", m.text, ""); }) ==
          "an option cannot be called 'use' (that key names the stage itself)");
    for (const char* name : {"", "min words", "1st", "a.b"})
        CHECK(mistake([&](Declaration& d, Members& m) { d.option(name, m.text, ""); }) ==
              std::string("'") + name +
                  "' cannot name an option (letters, digits and _ can, with a letter first)");
}

TEST_CASE("a constraint on an option whose type does not know it is a mistake") {
    CHECK(mistake([](Declaration& d, Members& m) { d.option("layer", m.text, "").at_least(1); }) ==
          "the option 'layer' is text, and at_least() or at_most() says nothing of that (it is for numbers)");
    CHECK(
        mistake([](Declaration& d, Members& m) { d.option("many", m.number, "").one_of({"1"}); }) ==
        "the option 'many' is integer, and one_of() says nothing of that (it is for texts and lists of them)");
    CHECK(
        mistake([](Declaration& d, Members& m) { d.option("list", m.path, "").names_layers(); }) ==
        "the option 'list' is path, and names_layers() says nothing of that (it is for texts and lists of them)");
    CHECK(mistake([](Declaration& d, Members& m) {
              d.option("list", m.text, "").path(Option::PathKind::file);
          }) == "the option 'list' is text, and path() says nothing of that (it is for paths)");
    CHECK(mistake([](Declaration& d, Members& m) {
              d.option("many", m.number, "").at_least(3).at_most(2);
          }) == "the option 'many' is at least 3 and at most 2 (no value is both)");
}

TEST_CASE("a layer's name comes from an option for a text that is there, declared before or behind it") {
    CHECK(mistake([](Declaration& d, Members& m) {
              d.writes(layers::entities).named_by("lyer");
              d.option("layer", m.text, "");
              d.option("min", m.number, "");
              d.option("style", m.other_text, "");
          }) ==
          "the layer 'entities' is named by the option 'lyer', which is not there as a text (its options for "
          "a text: layer, style)");
    CHECK(
        mistake([](Declaration& d, Members& m) {
            d.reads(layers::entities).named_by("layers");
            d.option("layers", m.texts, "");
        }) ==
        "the layer 'entities' is named by the option 'layers', which is not there as a text (it has no option "
        "for a text)");
    CHECK(mistake([](Declaration& d, Members& m) {
              d.writes(layers::entities).named_by("layer");
              d.option("layer", m.text, "");
          }) == "");
}

TEST_CASE("the columns of layers and tables differ, can be written, and know what they refer to") {
    CHECK(mistake([](Declaration& d, Members&) {
              d.writes({"words", "", twice});
          }) == "'words' has two columns 'word' (give one of them another name)");
    CHECK(mistake([](Declaration& d, Members&) {
              d.makes_table({"words", "", twice, false});
          }) == "'words' has two columns 'word' (give one of them another name)");
    CHECK(mistake([](Declaration& d, Members&) { d.extends(layers::tokens, position); }) ==
          "a column of 'tokens' cannot be called 'begin' (every row has that anyway)");
    CHECK(mistake([](Declaration& d, Members&) {
              d.writes({"words", "", aimless});
          }) ==
          "the column 'next' of 'words' refers to rows of no layer (name the layer as the column's target)");
    CHECK(mistake([](Declaration& d, Members&) {
              d.writes({"words", "", odd});
          }) == "'a word' cannot name a column of 'words' (letters, digits and _ can, with a letter first)");
}
