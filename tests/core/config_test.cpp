// SPDX-License-Identifier: MIT
// Trees made of YAML: values, places, aliases, the environment, merging, and what the command line changes.
#include <cstdlib>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "pipeline/config.hpp"
#include "pipeline/diagnostics.hpp"
#include "pipeline/load_config.hpp"
#include "temporary_folder.hpp"

using namespace quern::host;

namespace {

std::shared_ptr<const ConfigSource> source(std::string text) {
    return std::make_shared<ConfigSource>(ConfigSource{"news.yaml", "", std::move(text)});
}

ConfigNodePtr parse(std::string text) {
    Diagnostics diagnostics;
    auto node = parse_config(source(std::move(text)), diagnostics);
    INFO(diagnostics.render(false));
    REQUIRE(node);
    REQUIRE(diagnostics.errors() == 0);
    return node;
}

// The value at a.b.0, for the tests' sake: they fail where it is missing.
const ConfigNode& at(const ConfigNode& root, const std::string& path) {
    const ConfigNode* node = &root;
    for (std::size_t begin = 0; begin <= path.size();) {
        const auto end = std::min(path.find('.', begin), path.size());
        const std::string step = path.substr(begin, end - begin);
        if (node->kind == ConfigNode::Kind::list) {
            node = node->items.at(std::stoul(step)).get();
        } else {
            const auto* member = node->find(step);
            if (!member) FAIL("no " << step << " in " << path);
            node = member->value.get();
        }
        begin = end + 1;
    }
    return *node;
}

std::string place(const ConfigNode& node) {
    return std::to_string(node.mark.line) + ":" + std::to_string(node.mark.column) + "+" +
           std::to_string(node.mark.length);
}

}  // namespace

TEST_CASE("values keep what was written, and whether it was in quotes") {
    const auto root =
        parse("a: 010\nb: \"yes\"\nc: 'it''s'\nd: |\n  one\n  two\ne: ~\nf:\ng: [1, two]\nh: no\n");
    CHECK(at(*root, "a").scalar == "010");
    CHECK_FALSE(at(*root, "a").quoted);
    CHECK(at(*root, "b").quoted);
    CHECK(at(*root, "c").scalar == "it's");
    CHECK(at(*root, "d").scalar == "one\ntwo\n");
    CHECK(at(*root, "d").quoted);
    CHECK(at(*root, "e").kind == ConfigNode::Kind::null);
    CHECK(at(*root, "f").kind == ConfigNode::Kind::null);
    CHECK(at(*root, "g.1").scalar == "two");
    CHECK(at(*root, "h").scalar == "no");
}

TEST_CASE("places count code points from one, past byte-order mark, anchors and carriage returns") {
    const auto root = parse(
        "\xef\xbb\xbf\xc3\xa9\xc3\xa8: x\r\nb: \"\xe2\x82\xac\" # c\r\nc: &name 'word'\r\nd: [ a, "
        "\xe6\x97\xa5 ]\r\n");
    CHECK(root->members[0].key_mark.column == 1);
    CHECK(root->members[0].key_mark.length == 2);
    CHECK(place(at(*root, "\xc3\xa9\xc3\xa8")) == "1:5+1");
    CHECK(place(at(*root, "b")) == "2:4+3");
    CHECK(place(at(*root, "c")) == "3:10+6");
    CHECK(place(at(*root, "d.1")) == "4:9+1");
    CHECK(root->members[0].key_mark.source->name == "news.yaml");
}

TEST_CASE("an empty file is null") {
    for (const char* text : {"", "\n", "# nothing\n", "---\n", "\xef\xbb\xbf"})
        CHECK(parse(text)->kind == ConfigNode::Kind::null);
}

TEST_CASE("an alias is a copy with a place of its own") {
    const auto root = parse("a: &x {n: 1}\nb: *x\n");
    CHECK(at(*root, "b.n").scalar == "1");
    CHECK(place(at(*root, "b")) == "2:4+2");
    CHECK(&at(*root, "a.n") != &at(*root, "b.n"));
}

TEST_CASE("a text may hold brackets, colons and quotation marks where YAML allows them") {
    const auto root = parse("a: http://example.org/x\nb: 'say: \"no\"'\nc: don't\nd: a [b]\n");
    CHECK(at(*root, "a").scalar == "http://example.org/x");
    CHECK(at(*root, "b").scalar == "say: \"no\"");
    CHECK(at(*root, "c").scalar == "don't");
    CHECK(at(*root, "d").scalar == "a [b]");
}

TEST_CASE("the environment is read in values") {
    ::setenv("QUERN_TEST_NAME", "value", 1);
    ::setenv("QUERN_TEST_EMPTY", "", 1);
    ::setenv("QUERN_TEST_MONEY", "5$", 1);
    ::unsetenv("QUERN_TEST_UNSET");
    const auto root = parse(
        "a: ${QUERN_TEST_NAME}/x/${QUERN_TEST_NAME}\nb: ${QUERN_TEST_UNSET:-other}\nc: "
        "${QUERN_TEST_EMPTY:-other}\n"
        "d: '[${QUERN_TEST_EMPTY}]'\ne: $${QUERN_TEST_NAME}\nf: $5 and $\ng: "
        "${QUERN_TEST_MONEY}${QUERN_TEST_NAME}\n"
        "h: ${QUERN_TEST_UNSET:-}\n${QUERN_TEST_NAME}: k\n");
    CHECK(at(*root, "a").scalar == "value/x/value");
    CHECK(at(*root, "b").scalar == "other");
    CHECK(at(*root, "c").scalar == "other");
    CHECK(at(*root, "d").scalar == "[]");
    CHECK(at(*root, "e").scalar == "${QUERN_TEST_NAME}");
    CHECK(at(*root, "f").scalar == "$5 and $");
    CHECK(at(*root, "g").scalar == "5$value");
    CHECK(at(*root, "h").scalar.empty());
    CHECK(at(*root, "${QUERN_TEST_NAME}").scalar == "k");
}

TEST_CASE("merging joins maps, replaces all else, and keeps each value's own place") {
    const auto base = parse("a: {b: 1, c: 2}\nl: [1, 2, 3]\ns: x\nonly: here\n");
    const auto over = parse("a: {c: 3, d: 4}\nl: [9]\ns: {deep: y}\n");
    const auto merged = merge(base, over);
    CHECK(at(*merged, "a.b").scalar == "1");
    CHECK(at(*merged, "a.c").scalar == "3");
    CHECK(at(*merged, "a.d").scalar == "4");
    CHECK(at(*merged, "l").items.size() == 1);
    CHECK(at(*merged, "s.deep").scalar == "y");
    CHECK(at(*merged, "only").scalar == "here");
    CHECK(at(*merged, "a.c").mark.source == at(*over, "a.c").mark.source);
    CHECK(at(*merged, "a.b").mark.source == at(*base, "a.b").mark.source);
}

TEST_CASE("a map that uses another stage takes over none of the options") {
    const auto base = parse("input: {use: read.files, path: x, pattern: '*.txt'}\n");
    CHECK_FALSE(at(*merge(base, parse("input: {use: read.json, path: y}\n")), "input").find("pattern"));
    CHECK(at(*merge(base, parse("input: {use: read.files, path: y}\n")), "input").find("pattern"));
}

TEST_CASE("a chain of extended files is merged from its far end, and its whole text is kept") {
    quern::testing::TemporaryFolder folder;
    folder.write("deep/first.yaml", "title: first\ninput: {use: r, path: p}\nmax_bytes: 1");
    folder.write("deep/second.yaml", "extends: first.yaml\ntitle: second\n");
    const auto last = folder.write("last.yaml", "extends: deep/second.yaml\ninput: {path: q}\n");
    Diagnostics diagnostics;
    const auto loaded = load_config(last, diagnostics);
    REQUIRE(loaded.root);
    CHECK(at(*loaded.root, "title").scalar == "second");
    CHECK(at(*loaded.root, "max_bytes").scalar == "1");
    CHECK(at(*loaded.root, "input.use").mark.source->folder == folder / "deep");
    CHECK(at(*loaded.root, "input.path").mark.source->folder == folder.path());
    CHECK(loaded.text ==
          "title: first\ninput: {use: r, path: p}\nmax_bytes: 1\nextends: first.yaml\ntitle: second\n"
          "extends: deep/second.yaml\ninput: {path: q}\n");
}

TEST_CASE("--set changes values, adds members, and reads YAML where brackets or quotes begin it") {
    const auto root = parse("outputs: [{use: e, path: x}]\ntitle: old\n");
    Diagnostics diagnostics;
    set_value(*root, "outputs.0.path", "a=b: #c", diagnostics);
    set_value(*root, "outputs.0.layers", "[quotes, 'entities']", diagnostics);
    set_value(*root, "outputs.0.more.deep", "1", diagnostics);
    set_value(*root, "title", "\"new\"", diagnostics);
    CHECK(diagnostics.all().empty());
    CHECK(at(*root, "outputs.0.path").scalar == "a=b: #c");
    CHECK(at(*root, "outputs.0.layers.1").scalar == "entities");
    CHECK(at(*root, "outputs.0.more.deep").scalar == "1");
    CHECK(at(*root, "title").scalar == "new");
    CHECK(at(*root, "title").quoted);
    CHECK(place(at(*root, "outputs.0.layers.1")) == "1:27+10");
    CHECK(at(*root, "outputs.0.layers.1").mark.source->name == "--set");
}

TEST_CASE(
    "inputs of the command line replace the pipeline's path and are relative to the current directory") {
    const auto root = parse("input: {use: read.files, path: [a, b]}\n");
    set_inputs(*root, {"one file.txt", "-"});
    REQUIRE(at(*root, "input.path").items.size() == 2);
    CHECK(at(*root, "input.path.0").scalar == "one file.txt");
    CHECK(place(at(*root, "input.path.1")) == "1:14+1");
    CHECK(at(*root, "input.path.1").mark.source->folder.empty());
    CHECK(at(*root, "input.use").scalar == "read.files");
}

TEST_CASE("a file above the largest size is refused unread, whatever kind of file it is") {
    quern::testing::TemporaryFolder folder;
    const auto large = folder.write("large.yaml", "title: x\n" + std::string(2'000'000, '#'));
    for (const auto& file : {large, std::filesystem::path("/dev/zero")}) {
        Diagnostics diagnostics;
        CHECK_FALSE(load_config(file, diagnostics).root);
        CHECK(diagnostics.render(false) ==
              file.string() +
                  ": error: the pipeline is too large: it has more than 1 MB\n"
                  "  put long lists into files of their own, and name these in options\n"
                  "1 error; nothing was run\n");
    }
}

TEST_CASE("a file that may not be read is told apart from one that is missing") {
    quern::testing::TemporaryFolder folder;
    const auto file = folder.write("secret.yaml", "quern: 1\n");
    std::filesystem::permissions(file, std::filesystem::perms::none);
    quern::testing::WithoutPrivileges nobody;
    Diagnostics diagnostics;
    CHECK_FALSE(load_config(file, diagnostics).root);
    CHECK(diagnostics.render(false) == file.string() +
                                           ": error: the pipeline cannot be read: Permission denied\n"
                                           "1 error; nothing was run\n");
}

TEST_CASE("thousands of mistakes are counted, and not all shown") {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "a: !x 1\n";
    Diagnostics diagnostics;
    parse_config(source(text), diagnostics);
    const std::string shown = diagnostics.render(false);
    CHECK(std::count(shown.begin(), shown.end(), '\n') < 200);
    CHECK(shown.ends_with("… and 5949 more\n5999 errors; nothing was run\n"));
}

TEST_CASE("messages in colour differ from plain ones in colour alone") {
    Diagnostics diagnostics;
    parse_config(source("a: 1\na: 2\n"), diagnostics);
    std::string coloured = diagnostics.render(true), plain;
    for (std::size_t i = 0; i < coloured.size(); ++i) {
        if (coloured[i] == '\x1b')
            i = coloured.find('m', i);
        else
            plain += coloured[i];
    }
    CHECK(coloured != plain);
    CHECK(plain == diagnostics.render(false));
}

TEST_CASE("the nearest name is found through slips of typing, and no other is made up") {
    const std::vector<std::string> names{"path", "layers", "if_exists", "min_words", "exact", "segment.text"};
    CHECK(nearest("pth", names) == "path");
    CHECK(nearest("apth", names) == "path");
    CHECK(nearest("if-exists", names) == "if_exists");
    CHECK(nearest("MinWords", names) == "min_words");
    CHECK(nearest("segment", names) == "segment.text");
    CHECK(nearest("colour", names).empty());
    CHECK(nearest("", names).empty());
    CHECK(nearest(std::string(100'000, 'a'), names).empty());
}
