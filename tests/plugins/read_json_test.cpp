// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <quern/plugin.hpp>

#include "printers.hpp"
#include "reader_run.hpp"
#include "temporary_folder.hpp"

using namespace quern;
using quern::testing::compress;
using quern::testing::ids;
using quern::testing::Loaded;
using quern::testing::ReaderRunner;
using quern::testing::TemporaryFolder;
using Paths = std::vector<std::filesystem::path>;
using Texts = std::vector<std::string>;

namespace {

// One file, read.
struct Read {
    TemporaryFolder folder;
    ReaderRunner reader{"read_json", "read.json"};
    explicit Read(std::string_view lines) { reader.set("path", Paths{folder.write("in.ndjson", lines)}); }

    std::vector<Loaded> all() { return reader.all(); }
    Loaded one() {
        auto all = this->all();
        REQUIRE(all.size() == 1);
        return std::move(all[0]);
    }
    std::string problem() { return one().problem; }
};

std::string problem(const std::string& line) {
    return Read(line).problem();
}
// Of a record with the text "Zoë said 😀." and that layer.
std::string layer_problem(const std::string& name, const std::string& rows) {
    return problem(R"({"text": "Zo\u00eb said 😀.", "layers": {")" + name + "\": " + rows + "}}");
}

}  // namespace

TEST_CASE("a record needs only a text; it is its own source") {
    const auto read = Read(R"({"text": "a\u00e9\n"})").one();
    CHECK(read.problem.empty());
    CHECK(read.document.id == "1");
    CHECK(read.document.uri == read.item.uri);
    CHECK(read.document.media_type == "text/plain");
    CHECK(read.document.text() == "a\u00e9\n");
    CHECK(read.document.source() == "a\u00e9\n");
    CHECK(read.document.source_span({1, 3}) == Span{1, 3});
}

TEST_CASE("a record with html is a page whose text is still to be built") {
    const auto page = Read(R"({"html": "<p>a"})").one();
    CHECK(page.document.media_type == "text/html");
    CHECK(page.document.source() == "<p>a");
    CHECK_FALSE(page.document.has_text());
    CHECK(Read(R"({"html": "<p>a", "media_type": "application/xhtml+xml"})").one().document.media_type ==
          "application/xhtml+xml");
}

TEST_CASE("a text with an origin keeps its places in the source") {
    const auto read = Read(R"({"text": "ab", "origin": ">3=1~1:5", "media_type": "text/html"})").one();
    CHECK(read.document.source().empty());
    CHECK(read.document.source_span({0, 2}) == Span{3, 9});
    CHECK(read.document.media_type == "text/html");
    const auto whole = Read(R"({"text": "b", "origin": ">3=1", "html": "<p>b"})").one();
    CHECK(whole.document.source() == "<p>b");
    CHECK(problem(R"({"text": "abc", "origin": "=2"})") ==
          "the origin is that of a text of 2 bytes, and the text has 3");
    CHECK(problem(R"({"html": "abc", "origin": "=2"})") == "the record has an 'origin' but no 'text'");
}

TEST_CASE("identifiers are texts or numbers, and else the number of the line") {
    CHECK(ids(Read("{\"id\": \"x\", \"text\": \"\"}\n\n  \r\n{\"id\": 17, \"text\": \"\"}\n"
                   "{\"id\": null, \"text\": \"\"}\n{\"text\": \"\"}")
                  .all()) == Texts{"x", "17", "5", "6"});
    CHECK(problem(R"({"id": {}, "text": ""})") == "'id' must be a text or a number, and is an object");
}

TEST_CASE("metadata of any type becomes text") {
    const auto read =
        Read(R"({"text": "", "metadata": {"title": "T", "year": 2020, "share": 0.50 , "open": true,
        "author": ["A", "B"], "none": null, "more": {"a": [1, 2]}}})" +
             std::string())
            .all();
    REQUIRE(read.size() == 2);  // a record is one line
    const auto flat =
        Read(R"({"text": "", "metadata": {"title": "T", "year": 2020, "share": 0.50 , "open": true, )"
             R"("author": ["A", "B"], "none": null, "more": {"a": [1, 2]}}})")
            .one();
    std::string all;
    for (const auto& [name, value] : flat.document.metadata) all += name + "=" + value + "|";
    CHECK(all == "title=T|year=2020|share=0.50|open=true|author=A; B|more={\"a\": [1, 2]}|");
    CHECK(problem(R"({"text": "", "metadata": []})") == "'metadata' must be an object, and is a list");
    CHECK(problem(R"({"text": "", "metadata": {"a": "1", "a": "2"}})") == "the metadata 'a' stands twice");
}

TEST_CASE("members that are not known are counted, or kept as metadata when an option names them") {
    Read read("{\"text\": \"\", \"x\": {\"y\": [1]}, \"date\": \"2020\"}\n{\"x\": 1, \"text\": \"\"}\n");
    read.reader.set("keep_members", Texts{"date"});
    const auto all = read.all();
    CHECK(all[0].document.metadata.get("date") == "2020");
    CHECK(read.reader.as<Reader>().remarks() == Texts{"the member 'x' was left aside in 2 records"});
}

TEST_CASE("rows come as objects or pairs, in any order, before or behind the text") {
    const auto read =
        Read(
            R"({"layers": {"tokens": [[3, 4], [0, 3]], "quotes": [{"kind": "direct", "end": 4, "text": "b",)"
            R"( "begin": 3, "speaker": {"begin": 0, "end": 3, "text": "Zoë"}, "cue": [3, 4]}]}, "text": "Zoëb"})")
            .one();
    REQUIRE(read.problem == "");
    const auto& tokens = *read.document.find_layer("tokens");
    REQUIRE(tokens.size() == 2);
    CHECK(tokens.span(0) == Span{0, 4});
    CHECK(tokens.span(1) == Span{4, 5});
    const auto quote = (*read.document.find_layer("quotes"))[0];
    CHECK(quote.text() == "b");
    CHECK(quote.string("kind") == "direct");
    CHECK(quote.span("speaker") == Span{0, 4});
    CHECK(quote.span("cue") == Span{4, 5});
    CHECK(quote.is_null("speaker_name"));
}

TEST_CASE("references are numbers of rows as they stand in the file") {
    const auto read =
        Read(R"({"text": "abc", "layers": {"quotes": [{"begin": 0, "end": 1, "speaker_entity": 0}],)"
             R"( "entities": [{"begin": 2, "end": 3, "label": "PER"}, {"begin": 0, "end": 1}]}})")
            .one();
    REQUIRE(read.problem == "");
    const auto entity = (*read.document.find_layer("quotes"))[0].reference("speaker_entity");
    REQUIRE(entity);
    CHECK((*read.document.find_layer("entities"))[*entity].string("label") == "PER");
}

TEST_CASE("offsets count what the option says, and are checked against the text") {
    const std::string text = R"({"text": "Zoë 😀x", "layers": {"tokens": [)";
    const auto first = [&](const char* unit, const std::string& pair) {
        Read read(text + pair + "]}}");
        read.reader.set("offsets", unit);
        const auto loaded = read.one();
        return loaded.problem.empty() ? std::string(loaded.document.find_layer("tokens")->text(0))
                                      : loaded.problem;
    };
    CHECK(first("code_points", "[4, 6]") == "😀x");
    CHECK(first("bytes", "[5, 10]") == "😀x");
    CHECK(first("utf16", "[4, 7]") == "😀x");
    CHECK(first("utf16", "[5, 7]") ==
          "tokens, row 0: 'row' is 5, which lies inside a character (offsets in utf16)");
    CHECK(first("bytes", "[3, 5]") ==
          "tokens, row 0: 'row' is 3, which lies inside a character (offsets in bytes)");
    CHECK(first("code_points", "[0, 99]") ==
          "tokens, row 0: 'row' is 99, which lies behind the end of the text (offsets in code_points)");
}

TEST_CASE("every offset of a long text leads to its character, in any order") {
    std::string text, rows;
    std::vector<std::uint32_t> starts;
    for (int i = 0; i < 400; ++i) {
        starts.push_back(static_cast<std::uint32_t>(text.size()));
        text += i % 3 == 0 ? "é" : i % 7 == 0 ? "😀" : "x";
    }
    for (int i = 0; i < 400; ++i) {
        const auto at =
            (i * 137) % 399;  // 137 has no factor in common with 399: each offset once, and 0 twice
        rows += (i ? ", [" : "[") + std::to_string(at) + ", " + std::to_string(at + 1) + "]";
    }
    const auto read = Read("{\"text\": \"" + text + "\", \"layers\": {\"tokens\": [" + rows + "]}}").one();
    REQUIRE(read.problem == "");
    const auto& tokens = *read.document.find_layer("tokens");
    REQUIRE(tokens.size() == 400);
    for (RowNumber i = 0; i < 399; ++i) CHECK(tokens.span(i + 1) == Span{starts[i], starts[i + 1]});
}

TEST_CASE("a row that cannot be is a problem that names layer and row") {
    CHECK(layer_problem("quotes", "{}") == "'quotes' must be a list, and is an object");
    CHECK(layer_problem("quotes", "[7]") == "quotes, row 0: 'row' must be an object, and is a number");
    CHECK(layer_problem("tokens", "[[0]]") == "tokens, row 0: 'row' must be [begin, end]");
    CHECK(layer_problem("tokens", "[[0, 1, 2]]") == "tokens, row 0: 'row' must be [begin, end]");
    CHECK(layer_problem("tokens", "[[0, 3], [3, 1]]") == "tokens, row 1: 'row' ends before it begins");
    CHECK(layer_problem("tokens", "[[0, -1]]") == "tokens, row 0: 'row' must be a whole number, from 0");
    CHECK(layer_problem("tokens", "[[0, 1.5]]") == "tokens, row 0: 'row' must be a whole number, from 0");
    CHECK(layer_problem("tokens", "[[0, \"1\"]]") == "tokens, row 0: 'row' must be a number, and is a text");
    CHECK(layer_problem("quotes", R"([{"begin": 0}])") == "quotes, row 0: 'end' is missing");
    CHECK(layer_problem("quotes", R"([{"begin": 0, "end": 1, "begin": 0}])") ==
          "quotes, row 0: the member 'begin' stands twice");
    CHECK(layer_problem("quotes", R"([{"begin": 0, "end": 1, "kind": "a", "kind": "b"}])") ==
          "quotes, row 0: the member 'kind' stands twice");
    CHECK(layer_problem("quotes", R"([{"begin": 0, "end": 1, "kind": 5}])") ==
          "quotes, row 0: 'kind' must be a text, and is a number");
    CHECK(layer_problem("quotes", R"([{"begin": 0, "end": 1, "quotation": 1.5}])") ==
          "quotes, row 0: 'quotation' must be a whole number");
    CHECK(layer_problem("entities", R"([{"begin": 0, "end": 1, "confidence": "1"}])") ==
          "entities, row 0: 'confidence' must be a number, and is a text");
    CHECK(layer_problem("quotes", R"([{"begin": 0, "end": 1, "speaker": {"begin": 0}}])") ==
          "quotes, row 0: 'speaker' must have 'begin' and 'end'");
    CHECK(layer_problem("quotes", R"([{"begin": 0, "end": 1, "speaker_entity": -1}])") ==
          "quotes, row 0: 'speaker_entity' must be the number of a row of entities");
    CHECK(layer_problem("quotes", R"([{"begin": 0, "end": 1, "speaker_entity": 2}], "entities": [])") ==
          "quotes, row 0: 'speaker_entity' is row 2 of entities, which has 0 rows");
    CHECK(layer_problem("quotes", "[], \"quotes\": []") == "the layer 'quotes' stands twice");
}

TEST_CASE("a row whose text stands elsewhere shows that offsets count something else") {
    const std::string rows = R"([{"begin": 10, "end": 14, "text": "😀"}])";
    CHECK(layer_problem("quotes", rows) ==
          "quotes, row 0: 'end' is 14, which lies behind the end of the text (offsets in code_points)");
    CHECK(layer_problem("quotes", R"([{"begin": 5, "end": 8, "text": "sai"}])") ==
          "quotes, row 0: the text of 'row' is “sai”, but in the document “aid” stands there (offsets in "
          "code_points)");
    Read bytes(R"({"text": "Zo\u00eb said 😀.", "layers": {"quotes": )" + rows + "}}");
    bytes.reader.set("offsets", "bytes");
    CHECK(bytes.problem().empty());
    Read trusting(R"({"text": "abc", "layers": {"quotes": [{"begin": 0, "end": 1, "text": "A"}]}})");
    trusting.reader.set("check_text", false);
    CHECK(trusting.problem().empty());
}

TEST_CASE("layers that no schema names are taken for what the first lines show") {
    Read read(
        "{\"text\": \"abc\", \"layers\": {\"moods\": [{\"begin\": 0, \"end\": 1, \"score\": 1, \"sure\": "
        "true}], \"bare\": [[0, 1]]}}\n"
        "{\"text\": \"abc\", \"layers\": {\"moods\": [{\"begin\": 0, \"end\": 1, \"score\": 0.5, \"who\": "
        "{\"begin\": 1, \"end\": 2},"
        " \"name\": \"x\", \"none\": null}], \"entities\": [{\"begin\": 0, \"end\": 1, \"wikidata\": "
        "\"Q1\"}]}}\n");
    const auto all = read.all();
    const auto schemas = read.reader.as<Reader>().layers();
    REQUIRE(schemas.size() == 3);
    std::string shown;
    for (const auto& field : schemas[0]->fields)
        shown += field.name + ":" + std::string(to_string(field.type)) + " ";
    CHECK(shown == "score:number sure:boolean who:span name:string ");
    CHECK(schemas[1]->name == "bare");
    CHECK(schemas[1]->fields.empty());
    CHECK(schemas[2]->find("label"));
    CHECK(schemas[2]->find("wikidata"));
    REQUIRE(all[1].problem == "");
    const auto mood = (*all[1].document.find_layer("moods"))[0];
    CHECK(mood.number("score") == 0.5);
    CHECK(mood.span("who") == Span{1, 2});
    CHECK((*all[0].document.find_layer("moods"))[0].number("score") == 1.0);
    CHECK(read.reader.as<Reader>().remarks() ==
          Texts{"the member 'layers.moods.none' was left aside in 1 record"});
}

TEST_CASE("what is no JSON is a problem with its line and place, and the next line is read") {
    Read read("{\"text\": \"a\"}\n{\"text\": \"b\n{\"text\": }\n{\"text\": \"c\"}\n");
    const auto all = read.all();
    REQUIRE(all.size() == 4);
    CHECK(all[1].problem.starts_with("not valid JSON: "));
    CHECK(all[1].item.id == "2");
    CHECK(all[1].hint.find("line 2 of ") != std::string::npos);
    CHECK(all[2].problem.starts_with("not valid JSON: "));
    CHECK(all[2].hint.find("near byte 10 of the line; line 3 of ") != std::string::npos);
    CHECK(all[3].document.text() == "c");
}

TEST_CASE("lines that are JSON but no record are told apart") {
    CHECK(problem("[1]") == "a record must be an object, and this is a list");
    CHECK(problem("7") == "a record must be an object, and this is a number");
    CHECK(problem("{}") == "the record has neither 'text' nor 'html'");
    CHECK(problem(R"({"text": null})") == "'text' must be a text, and is null");
    CHECK(problem(R"({"text": 5})") == "'text' must be a text, and is a number");
    CHECK(problem(R"({"text": "a", "text": "b"})") == "the member 'text' stands twice");
    CHECK(problem(R"({"text": "a"} {"text": "b"})") != "");
    CHECK(problem(R"({"text": "a"} x)") != "");
    CHECK(problem("{\"text\": \"a\xff\"}").starts_with("not valid JSON: "));
    CHECK(problem(R"({"text": "\ud800"})").starts_with("not valid JSON: "));
    CHECK(problem(R"({"text": "a", "layers": []})") == "'layers' must be an object, and is a list");
    CHECK(problem(std::string(3000, '[')).starts_with("a record must be"));
    CHECK(problem("{\"text\": \"\", \"x\": " + std::string(3000, '[') + "}") != "");
}

TEST_CASE("a record that cannot be read goes by its line, whatever it calls itself") {
    const auto read =
        Read(R"({"id": "me", "uri": "there", "text": "a", "layers": {"tokens": [[0, 9]]}})").one();
    CHECK(read.problem != "");
    CHECK(read.document.id == "1");
    CHECK(read.document.uri == read.item.uri);
}

TEST_CASE("lines end in any way, and the last one need not") {
    CHECK(ids(Read("\xEF\xBB\xBF{\"text\": \"a\"}\r\n{\"text\": \"b\"}\n\n\n{\"text\": \"c\"}").all()) ==
          Texts{"1", "2", "5"});
    CHECK_THROWS_WITH(Read("").reader.set("path", Paths{}).as<Reader>(), Catch::Contains("no file"));
    CHECK(Read("").all().empty());
    CHECK(Read("\n \n").all().empty());
    const auto all = Read("{\"text\": \"\u00e9\"}\n{\"text\": \"b\"}").all();
    CHECK(all[1].item.offset == 15);
    CHECK(all[1].item.size == 13);
}

TEST_CASE("a line above the limit is passed over without being held, and those around it are read") {
    std::string lines =
        "{\"text\": \"a\"}\n{\"text\": \"" + std::string(3'000'000, 'x') + "\"}\n{\"text\": \"b\"}\n";
    Read read(lines);
    read.reader.max_bytes = 1'000'000;
    const auto all = read.all();
    REQUIRE(all.size() == 3);
    CHECK(all[1].item.size == 3'000'012);
    CHECK(all[1].item.data.empty());
    CHECK(all[1].item.data.capacity() < 100);
    CHECK(all[1].item.offset == 14);
    CHECK(all[2].document.text() == "b");
    CHECK(all[2].document.id == "3");

    Read last(lines.substr(0, 2'000'000));
    last.reader.max_bytes = 1'000'000;
    REQUIRE(last.all().size() == 2);
    Read allowed(lines);
    CHECK(allowed.all()[1].document.text().size() == 3'000'000);
}

TEST_CASE("a line of exactly the limit is held, one byte more is not") {
    const std::string line = "{\"text\": \"abc\"}";
    for (const int more : {0, 1}) {
        Read read(line + "\n" + line);
        read.reader.max_bytes = line.size() - more;
        for (const auto& loaded : read.all()) CHECK(loaded.item.data.empty() == (more == 1));
    }
}

TEST_CASE("several files are read one after the other, compressed or not") {
    TemporaryFolder folder;
    compress(folder / "b.ndjson.gz", "{\"text\": \"b1\"}\n{\"text\": \"b2\"}\n");
    compress(folder / "c.jsonl.zst", "{\"text\": \"c1\"}\n");
    folder.write("a.json", "{\"text\": \"a1\", \"id\": \"own\"}\n");
    folder.write("notes.txt", "no record");
    ReaderRunner reader("read_json", "read.json");
    reader.set("path", Paths{folder.path()});
    const auto all = reader.all();
    CHECK(ids(all) == Texts{"own", "b.ndjson.gz:1", "b.ndjson.gz:2", "c.jsonl.zst:1"});
    CHECK(all[2].document.text() == "b2");
    CHECK(all[2].item.offset == 15);
}

TEST_CASE("tables over the corpus and schema files in a folder are not taken for records") {
    TemporaryFolder folder;
    folder.write("out.ndjson", "{\"text\": \"a\"}\n");
    folder.write("out.counts.ndjson", "{\"word\": \"a\"}\n");
    folder.write("out.schema.json", R"({"offsets": "bytes", "tables": [{"name": "counts"}]})");
    ReaderRunner reader("read_json", "read.json");
    reader.set("path", Paths{folder.path()});
    CHECK(ids(reader.all()) == Texts{"1"});
}

TEST_CASE("a file that cannot be read is one problem, and the next file is read") {
    TemporaryFolder folder;
    compress(folder / "a.ndjson.gz",
             "{\"text\": \"a1\"}\n{\"text\": \"" + std::string(100'000, 'x') + "\"}\n");
    auto bytes = testing::content(folder / "a.ndjson.gz");
    folder.write("a.ndjson.gz", bytes.substr(0, bytes.size() / 2));
    folder.write("b.ndjson", "{\"text\": \"b\"}");
    std::filesystem::create_symlink("nowhere", folder / "aa.ndjson");
    ReaderRunner reader("read_json", "read.json");
    reader.set("path", Paths{folder.path()});
    const auto all = reader.all();
    REQUIRE(all.size() == 3);
    CHECK(all[0].item.id == "a.ndjson.gz");
    CHECK(all[0].problem.find("cut short") != std::string::npos);
    CHECK(all[1].problem.find("a symbolic link to nowhere") != std::string::npos);
    CHECK(all[2].document.text() == "b");
}

TEST_CASE("a schema file that is wrong ends the matter before anything is read") {
    TemporaryFolder folder;
    folder.write("out.schema.json", R"({"offsets": "miles"})");
    ReaderRunner reader("read_json", "read.json");
    reader.set("path", Paths{folder.write("out.ndjson", "{\"text\": \"a\"}\n")});
    CHECK_THROWS_WITH(reader.as<Reader>(),
                      Catch::Contains("out.schema.json: unknown unit of offsets 'miles'"));
}
