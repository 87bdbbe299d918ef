// SPDX-License-Identifier: MIT
// The test helper of the SDK: that it cuts texts as it says, and holds a stage to its declaration.
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <quern/testing.hpp>

using namespace quern::testing;

namespace {

using Texts = std::vector<std::string>;

Texts texts(const quern::Layer& layer) {
    Texts texts;
    for (const auto row : layer) texts.emplace_back(row.text());
    return texts;
}

constexpr quern::LayerSchema notes{"notes", "Notes."};
constexpr quern::LayerSchema others{"others", "Not declared."};

// Declares that it reads tokens and writes notes, and does what a test gives it to do.
class Doing final : public quern::Stage {
public:
    explicit Doing(std::function<void(quern::Document&)> what) : what_(std::move(what)) {}
    void declare(quern::Declaration& d) override {
        d.summary("Does what a test says.");
        d.reads(quern::layers::tokens);
        d.writes(notes);
        d.accepts({"text/plain"});
        d.option("size", size, "A size.");
        d.option("share", share, "A share.");
        d.option("file", file, "A file.");
        d.option("on", on, "A switch.");
    }
    void process(quern::Document& document) const override { what_(document); }

    std::int64_t size = 0;
    double share = 0;
    std::filesystem::path file;
    bool on = false;

private:
    std::function<void(quern::Document&)> what_;
};

StageRunner doing(std::function<void(quern::Document&)> what) {
    return StageRunner(std::make_unique<Doing>(std::move(what)), "test.doing");
}

}  // namespace

TEST_CASE("words, marks and sentences of a test's text") {
    auto document = text_document("“No,” she said: it isn't so.  Well-known words!\n\nÉtés 3.5\n");
    CHECK(texts(add_tokens(document)) == Texts{"“", "No", ",", "”", "she", "said", ":", "it", "isn't", "so",
                                               ".", "Well-known", "words", "!", "Étés", "3", ".", "5"});
    CHECK(texts(add_sentences(document)) ==
          Texts{"“No,” she said: it isn't so.", "Well-known words!", "Étés 3.5"});
    auto empty = text_document(" \n");
    CHECK(add_tokens(empty).size() == 0);
    CHECK(add_sentences(empty).size() == 0);
}

TEST_CASE("a stage under test can do what it declared and nothing else") {
    auto document = text_document("One two");
    add_tokens(document);
    doing([](auto& d) { d.write(notes).add(d.read(quern::layers::tokens)[1].span()); }).process(document);
    CHECK(texts(*document.find_layer("notes")) == Texts{"two"});

    const std::function<void(quern::Document&)> mistakes[] = {
        [](auto& d) { d.write(others); },
        [](auto& d) { d.read(others); },
        [](auto& d) { d.metadata.set("title", "x"); },
        [](auto& d) {
            d.write(notes).add({0, 100});
        },
        [](auto& d) { d.id = "another"; },
        [](auto& d) { d.set_text_from_page(); },
    };
    for (const auto& mistake : mistakes) {
        auto fresh = text_document("One two");
        add_tokens(fresh);
        CHECK_THROWS_AS(doing(mistake).process(fresh), quern::Error);
        // Afterwards the document belongs to the test again.
        CHECK_NOTHROW(fresh.metadata.set("title", "x"));
    }
}

TEST_CASE("documents pass by that a run would not hand to the stage") {
    auto page = text_document("<p>One", "text/html");
    doing([](auto& d) { d.drop("seen"); }).process(page);
    CHECK(!page.dropped());
    quern::Document without_text;
    CHECK_THROWS_WITH(doing([](auto&) {}).process(without_text), "the document has no text");
}

TEST_CASE("options take the values that YAML could give them") {
    auto run = doing([](auto&) {});
    run.set("size", 7).set("share", 1).set("file", "a.txt").set("on", true);
    const auto& stage = run.as<Doing>();
    CHECK(stage.size == 7);
    CHECK(stage.share == 1);
    CHECK(stage.file == "a.txt");
    CHECK(stage.on);
    CHECK_THROWS_WITH(run.set("sise", 7), "test.doing has no option sise");
    CHECK_THROWS_WITH(run.set("size", "seven"), Catch::StartsWith("the option size cannot take that value"));
    CHECK_THROWS_WITH(run.set("size", 7.5), Catch::StartsWith("the option size cannot take that value"));
    CHECK_THROWS_WITH(run.set("on", 1), Catch::StartsWith("the option on cannot take that value"));
}

TEST_CASE("what is no plugin, or has no such stage, is told") {
    CHECK_THROWS_WITH(StageRunner("no_such_plugin", "a.b"), Catch::StartsWith("cannot load the plugin: "));
    CHECK_THROWS_WITH(StageRunner("tag_dates", "a.b"), Catch::StartsWith("no stage a.b in "));
}
