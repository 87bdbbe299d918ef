// SPDX-License-Identifier: MIT
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <quern/plugin.hpp>

#include "printers.hpp"
#include "reader_run.hpp"
#include "temporary_folder.hpp"

using namespace quern;
using namespace std::string_literals;
using quern::testing::compress;
using quern::testing::ids;
using quern::testing::Loaded;
using quern::testing::ReaderRunner;
using quern::testing::TemporaryFolder;
using Paths = std::vector<std::filesystem::path>;
using Texts = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

// One file of that name, read.
struct Read {
    TemporaryFolder folder;
    ReaderRunner reader{"read_files", "read.files"};
    Read(std::string_view name, std::string_view bytes) {
        reader.set("path", Paths{folder.write(name, bytes)});
    }

    Loaded one() {
        auto all = reader.all();
        REQUIRE(all.size() == 1);
        return std::move(all[0]);
    }
};

// The text of a plain text file with these bytes; every piece is checked against them.
std::string text_of(std::string_view bytes, const std::string& charset = {}) {
    Read read("a.txt", bytes);
    read.reader.set("charset", charset);
    const auto loaded = read.one();
    REQUIRE(loaded.problem == "");
    const auto& document = loaded.document;
    CHECK(document.source() == bytes);
    CHECK(document.text() == document.page());
    std::uint32_t at = 0;
    for (const auto& piece : document.origin().pieces()) {
        CHECK(piece.text.begin == at);
        at = piece.text.end;
        CHECK(piece.source.end <= bytes.size());
        if (piece.kind == OffsetMap::Kind::copied)
            CHECK(piece.text.of(document.text()) == piece.source.of(bytes));
    }
    CHECK(at == document.text().size());
    return document.text();
}

std::string page_of(std::string_view html) {
    const auto loaded = Read("a.html", html).one();
    REQUIRE(loaded.problem == "");
    CHECK_FALSE(loaded.document.has_text());
    return std::string(loaded.document.page());
}

std::string problem(std::string_view name, std::string_view bytes) {
    return Read(name, bytes).one().problem;
}

}  // namespace

TEST_CASE("a text file has its text, a page leaves its text to be built") {
    const auto text = Read("a.txt", "One.\r\nTwo.").one();
    CHECK(text.document.id == "a.txt");
    CHECK(text.document.uri == text.item.uri);
    CHECK(text.document.media_type == "text/plain");
    CHECK(text.document.text() == "One.\r\nTwo.");
    CHECK(text.item.size == 10);
    const auto page = Read("a.html", "<p>One.").one();
    CHECK(page.document.media_type == "text/html");
    CHECK_FALSE(page.document.has_text());
    CHECK(page.document.page() == "<p>One.");
}

TEST_CASE(
    "a folder gives its files in the order of their paths, and the rest goes on when one cannot be read") {
    TemporaryFolder folder;
    for (const auto* name : {"b.txt", "a/c.html", "a/b.txt.gz", "a.txt"}) compress(folder / name, name);
    fs::create_symlink("nowhere", folder / "a/broken.txt");
    fs::permissions(folder.write("shut.txt", "x"), fs::perms::none);
    ReaderRunner reader("read_files", "read.files");
    reader.set("path", Paths{folder.path()});
    std::vector<Loaded> all;
    {
        testing::WithoutPrivileges unprivileged;
        all = reader.all();
    }
    CHECK(ids(all) == Texts{"a.txt", "a/b.txt.gz", "a/broken.txt", "a/c.html", "b.txt", "shut.txt"});
    CHECK(all[1].document.text() == "a/b.txt.gz");
    CHECK(all[2].problem == "a symbolic link to nowhere, which cannot be found: No such file or directory");
    CHECK(all[5].problem == "cannot be opened: Permission denied");
    CHECK(all[4].document.text() == "b.txt");
    CHECK(reader.as<Reader>().extent().documents == 6);
}

TEST_CASE("a file that vanishes after it was listed is a problem of its own") {
    Read read("a.txt", "x");
    Item item;
    REQUIRE(read.reader.as<Reader>().next(item));
    fs::remove(item.uri);
    CHECK(read.reader.load(item).problem == "cannot be opened: No such file or directory");
}

TEST_CASE("what was kept in quarantine is taken instead of the file") {
    Read read("a.txt", "old");
    Item item;
    REQUIRE(read.reader.as<Reader>().next(item));
    item.data = "kept";
    CHECK(read.reader.load(item).document.text() == "kept");
}

TEST_CASE("an empty file is an empty document") {
    const auto empty = Read("a.txt", "").one();
    CHECK(empty.problem.empty());
    CHECK(empty.document.has_text());
    CHECK(empty.document.text().empty());
}

TEST_CASE("without a known ending the beginning tells whether a file is a page") {
    const auto type = [](std::string_view bytes) { return Read("a", bytes).one().document.media_type; };
    CHECK(type("Some text.") == "text/plain");
    CHECK(type("\n <!DOCTYPE html><p>") == "text/html");
    CHECK(type("\xEF\xBB\xBF<HTML>") == "text/html");
    CHECK(type("<?xml version='1.0'?><html>") == "text/html");
    CHECK(type("<!-- saved --><html>") == "text/html");
    CHECK(type("<b>bold</b> text") == "text/plain");
    CHECK(type("\xFF\xFE<\0h\0t\0m\0l\0>\0"s) == "text/html");
    CHECK(Read("A.HTM", "x").one().document.media_type == "text/html");
    CHECK(Read("a.txt", "<html>").one().document.media_type == "text/plain");
}

TEST_CASE("the kind of all files can be forced") {
    Read read("a.txt", "<p>");
    read.reader.set("media_type", "text/html");
    CHECK(read.one().document.media_type == "text/html");
}

TEST_CASE("files that hold no text are told what they look like, whatever their name") {
    CHECK(problem("a.txt", "%PDF-1.7\n...") == "looks like a PDF document, not like text");
    CHECK(problem("a.html", "%PDF-1.7\n...") == "looks like a PDF document, not like text");
    CHECK(problem("a.txt", "PK\x03\x04...") ==
          "looks like a ZIP archive, such as .docx, .odt or .epub, not like text");
    CHECK(problem("a", "\x89PNG\r\n\x1A\n") == "looks like a PNG image, not like text");
    CHECK(problem("a.txt", "\x01\x02\x03\0\0\x04"s) == "looks like binary data, not like text");
    std::string noise;
    for (int i = 0; i < 5000; ++i) noise += static_cast<char>(i * i * 7 + i / 3);
    CHECK(problem("a.txt", noise) == "looks like binary data, not like text");
}

TEST_CASE("a text may begin with the letters that other files begin with") {
    for (const std::string text :
         {"RIFF raff, they called us.", "BZh is no word.", "ID3 was a tag.", "GIF89 is a year of images.",
          "The ftyp box.", "OggS and ends.", "7z and MZ and ELF."}) {
        CHECK(problem("a.txt", text) == "");
        CHECK(text_of(text) == text);
    }
    CHECK(problem("a.txt", std::string(257, ' ') + "ustar is a format.") == "");
}

TEST_CASE("files whose signatures are words are known by the bytes around them") {
    const auto looks_like = [](std::string_view bytes) { return problem("a.txt", bytes); };
    CHECK_THAT(looks_like("RIFF\x24\x08\0\0WAVEfmt \x10\0\0\0"s), Catch::Contains("a RIFF file"));
    CHECK_THAT(looks_like("BZh91AY&SY\xd8r\x01/\x80"s), Catch::Contains("bzip2 data"));
    CHECK_THAT(looks_like("ID3\x03\0\0\0\0\x0fvTIT2"s), Catch::Contains("an MP3 file"));
    CHECK_THAT(looks_like("GIF89a\x40\x01\xf0\0\xf7\0\0"s), Catch::Contains("a GIF image"));
    CHECK_THAT(looks_like("\0\0\0\x18"
                          "ftypmp42"s),
               Catch::Contains("an MP4 file"));
    CHECK_THAT(looks_like("OggS\0\x02\0\0"s), Catch::Contains("an Ogg file"));
    CHECK_THAT(looks_like("a.txt" + std::string(252, '\0') + "ustar\0"s), Catch::Contains("a tar archive"));
}

TEST_CASE("good UTF-8 is its own page; a byte order mark is left out") {
    CHECK(text_of("Zo\u00eb \U0001F600") == "Zo\u00eb \U0001F600");
    CHECK(text_of("\xEF\xBB\xBFZo\u00eb") == "Zo\u00eb");
    const auto marked = Read("a.txt", "\xEF\xBB\xBFZo\u00eb").one();
    CHECK(marked.document.source_span({0, 4}) == Span{3, 7});
}

TEST_CASE("stray bytes and NUL become replacement characters, and everything around them stays") {
    CHECK(text_of("caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9 \xff!") ==
          "caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9 \uFFFD!");
    CHECK(text_of("a text with a NUL \0 in it"s) == "a text with a NUL \uFFFD in it");
    CHECK(text_of("\u00e9\u00e9\u00e9\u00e9\u00e9\xe2\x82") == "\u00e9\u00e9\u00e9\u00e9\u00e9\uFFFD");
}

TEST_CASE("UTF-16 and UTF-32 are known by their marks, UTF-16 also by its zeros") {
    CHECK(text_of("\xFF\xFEZ\0o\0\xeb\0\x3d\xd8\x00\xde"s) == "Zo\u00eb\U0001F600");
    CHECK(text_of("\xFE\xFF\0Z\0o\0\xeb"s) == "Zo\u00eb");
    CHECK(text_of("\xFF\xFE\0\0Z\0\0\0"s) == "Z");
    CHECK(text_of("\0\0\xFE\xFF\0\0\0Z"s) == "Z");
    CHECK(text_of("p\0l\0a\0i\0n\0"s) == "plain");
    CHECK(text_of("\0p\0l\0a\0i\0n"s) == "plain");
    const auto wide = Read("a.txt", "\xFF\xFEZ\0o\0"s).one();
    CHECK(wide.document.source_span({1, 2}) == Span{4, 6});
    CHECK(text_of("\xFF\xFEZ\0\x3d\xd8o\0x"s) == "Z\uFFFDo\uFFFD");  // half a pair, half a unit
}

TEST_CASE("a page's own declaration names its charset") {
    CHECK(page_of("<meta charset=iso-8859-2>\xb1") == "<meta charset=iso-8859-2>\u0105");
    CHECK(page_of("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1251'>\xc4\xe0") ==
          "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1251'>\u0414\u0430");
    CHECK(page_of("<?xml version='1.0' encoding=\"koi8-r\"?><html>\xc4\xc1") ==
          "<?xml version='1.0' encoding=\"koi8-r\"?><html>\u0434\u0430");
    CHECK(page_of("<!-- <meta charset=koi8-r> --><meta charset=\"latin1\">\x93") ==
          "<!-- <meta charset=koi8-r> --><meta charset=\"latin1\">\u201c");
    CHECK(page_of("<meta charset=shift_jis>\x93\xfa\x96\x7b") == "<meta charset=shift_jis>\u65e5\u672c");
    CHECK(page_of("<meta charset=no-such-thing>\u00e9\u00e9\u00e9") ==
          "<meta charset=no-such-thing>\u00e9\u00e9\u00e9");
}

TEST_CASE("a page that was saved as UTF-8 is that, whatever it goes on declaring") {
    CHECK(page_of("<meta charset=iso-8859-1>Zo\u00eb \u201cyes\u201d") ==
          "<meta charset=iso-8859-1>Zo\u00eb \u201cyes\u201d");
}

TEST_CASE("without a declaration the bytes tell the charset, and letters of one byte keep their places") {
    const std::string english =
        "He said \x93we will not go\x94 \x96 and that it\x92s na\xefve to ask for more of it.";
    const std::string text =
        "He said \u201cwe will not go\u201d \u2013 and that it\u2019s na\u00efve to ask for more of it.";
    CHECK(text_of(english) == text);
    const auto loaded = Read("a.txt", english).one();
    const auto at = static_cast<std::uint32_t>(text.find("we will"));
    CHECK(loaded.document.source_span({at, at + 14}) == Span{9, 23});
    const std::string russian =
        "\xcf\xf0\xe5\xe7\xe8\xe4\xe5\xed\xf2 \xf1\xea\xe0\xe7\xe0\xeb, \xf7\xf2\xee \xe2\xf1\xe5 "
        "\xe1\xf3\xe4\xe5\xf2 "
        "\xf5\xee\xf0\xee\xf8\xee \xe8 \xf7\xf2\xee \xef\xee\xe3\xee\xe4\xe0 "
        "\xf3\xeb\xf3\xf7\xf8\xe8\xf2\xf1\xff.";
    CHECK(text_of(russian).starts_with("\u041f\u0440\u0435\u0437\u0438\u0434\u0435\u043d\u0442 "));
}

TEST_CASE("the bytes tell the charset however late they come, in lines or in one long line") {
    const std::string russian =
        "\xcf\xf0\xe5\xe7\xe8\xe4\xe5\xed\xf2 \xf1\xea\xe0\xe7\xe0\xeb, \xf7\xf2\xee "
        "\xef\xee\xe3\xee\xe4\xe0 \xf3\xeb\xf3\xf7\xf8\xe8\xf2\xf1\xff.";
    const std::string start = "\u041f\u0440\u0435\u0437\u0438\u0434\u0435\u043d\u0442 ";
    const auto end = GENERATE(std::string("\n"), std::string(" "));
    std::string ascii;
    while (ascii.size() < 100'000) ascii += "A line of plain letters." + end;
    CHECK_THAT(text_of(ascii + russian + end), Catch::Contains(start));
    CHECK_THAT(text_of(ascii + russian + end + ascii + russian), Catch::EndsWith(text_of(russian)));
    // The letters of a multi-byte charset are not cut apart.
    const std::string japanese = "\x93\xfa\x96\x7b\x8c\xea\x82\xcc\x95\xb6\x8f\xcd\x82\xc5\x82\xb7\x81\x42";
    CHECK_THAT(text_of(ascii + japanese + end + japanese + end + japanese),
               Catch::EndsWith("\u65e5\u672c\u8a9e\u306e\u6587\u7ae0\u3067\u3059\u3002"));
}

TEST_CASE("a charset can be forced, and one that no one knows is refused at once") {
    CHECK(text_of("\xe9", "windows-1252") == "\u00e9");
    CHECK(text_of("\u00e9", "windows-1252") == "\u00c3\u00a9");
    CHECK(text_of("\xEF\xBB\xBFx", "utf-8") == "x");
    CHECK(text_of("\xFF\xFEx\0"s, "utf-16") == "x");
    CHECK(text_of("x\0"s, "utf-16le") == "x");
    CHECK(text_of("\x1b$B\x46\x7c\x4b\x5c\x1b(B.", "iso-2022-jp") == "\u65e5\u672c.");
    Read read("a.txt", "x");
    read.reader.set("charset", "utf-9");
    CHECK_THROWS_WITH(read.reader.as<Reader>(), "'utf-9' is the name of no charset");
}

TEST_CASE("a compressed file that decompresses to too much is a problem, not a crash") {
    TemporaryFolder folder;
    compress(folder / "bomb.txt.gz", std::string(3'000'000, 'x'));
    ReaderRunner reader("read_files", "read.files");
    reader.set("path", Paths{folder.path()});
    reader.max_bytes = 100'000;
    CHECK(reader.all()[0].problem == "decompresses to more than 100000 bytes");
}

TEST_CASE("include, exclude and patterns choose the files; a pattern that finds none is refused at once") {
    TemporaryFolder folder;
    for (const auto* name : {"a.txt", "b.html", "x/c.html", "x/d.css"}) folder.write(name, "x");
    ReaderRunner some("read_files", "read.files");
    some.set("path", Paths{folder.path()})
        .set("include", Texts{"*.html", "*.css"})
        .set("exclude", Texts{"x/*.css"});
    CHECK(ids(some.all()) == Texts{"b.html", "x/c.html"});
    ReaderRunner pattern("read_files", "read.files");
    pattern.set("path", Paths{folder / "**/*.html"});
    CHECK(ids(pattern.all()) == Texts{"b.html", "x/c.html"});
    ReaderRunner none("read_files", "read.files");
    none.set("path", Paths{folder / "*.pdf"});
    CHECK_THROWS_WITH(none.as<Reader>(), Catch::Contains("no file matches"));
}

TEST_CASE("a CSV file adds metadata by id, and what does not match is told in the end") {
    TemporaryFolder folder;
    folder.write("a.txt", "x");
    folder.write("x/b.txt", "x");
    folder.write("meta.csv",
                 "\xEF\xBB\xBFid,title,published\r\na.txt,\"A, \"\"first\"\"\nand more\",2020-01-01\r\n"
                 "\r\nnone.txt,None,\r\n");
    ReaderRunner reader("read_files", "read.files");
    reader.set("path", Paths{folder.path()}).set("metadata", folder / "meta.csv");
    const auto all = reader.all();
    REQUIRE(ids(all) == Texts{"a.txt", "x/b.txt"});  // the CSV file itself is left out
    CHECK(all[0].document.metadata.get("title") == "A, \"first\"\nand more");
    CHECK(all[0].document.metadata.get("published") == "2020-01-01");
    CHECK_FALSE(all[0].document.metadata.has("id"));
    CHECK(all[1].document.metadata.empty());
    const auto file = (folder / "meta.csv").string();
    CHECK(reader.as<Reader>().remarks() ==
          Texts{"1 of 2 ids in " + file + " match no document, the first is 'none.txt' on line 5",
                "1 of 2 documents have no row in " + file});
}

TEST_CASE("a CSV file that is wrong is refused with its line") {
    const auto refused = [](std::string_view csv, const std::string& message) {
        Read read("a.txt", "x");
        const auto path = read.folder.write("m.csv", csv);
        read.reader.set("metadata", path);
        CHECK_THROWS_WITH(read.reader.as<Reader>(), path.string() + ": " + message);
    };
    refused("", "the file is empty");
    refused("title,name\n", "line 1: there is no column 'id'");
    refused("id,a,a\n", "line 1: two columns are called 'a'");
    refused("id,a\n1,2\n3\n", "line 3: 1 fields, where the first line names 2 columns");
    refused("id,a\n\"1\n2\",2\n3,4,5\n", "line 4: 3 fields, where the first line names 2 columns");
    refused("id,a\n1,\"2\n", "line 2: a quotation mark is not closed");
    refused("id,a\n1,2\"3\n", "line 2: a quotation mark in the middle of a field");
    refused("id,a\n1,\"2\"3\n", "line 2: something stands behind a closing quotation mark");
    refused("id,a\n1,2\n1,3\n", "line 3: the id '1' stands on line 2 already");
    refused("id,a\n1,caf\xe9\n", "line 2: not valid UTF-8");
}

TEST_CASE("parts of the path become metadata") {
    TemporaryFolder folder;
    folder.write("deep/times/2020-05-01_a-b.html.gz", "x");
    folder.write("other.html", "x");
    folder.write("meta.csv", "id,site\ndeep/times/2020-05-01_a-b.html.gz,The Times\n");
    ReaderRunner reader("read_files", "read.files");
    reader.set("path", Paths{folder.path()}).set("from_path", "{site}/{published}_{_}-{slug}.html");
    const auto all = reader.all();
    REQUIRE(all.size() == 3);
    const auto& metadata = all[0].document.metadata;
    CHECK(metadata.get("site") == "times");
    CHECK(metadata.get("published") == "2020-05-01");
    CHECK(metadata.get("slug") == "b");
    CHECK_FALSE(metadata.has("_"));
    CHECK(all[2].document.metadata.empty());

    ReaderRunner both("read_files", "read.files");
    both.set("path", Paths{folder.path()})
        .set("from_path", "{site}/{_}.html")
        .set("metadata", folder / "meta.csv");
    CHECK(both.all()[0].document.metadata.get("site") == "The Times");
}

TEST_CASE("a pattern for paths that makes no sense is refused") {
    const auto refused = [](const std::string& pattern, const std::string& message) {
        Read read("a.txt", "x");
        read.reader.set("from_path", pattern);
        CHECK_THROWS_WITH(read.reader.as<Reader>(), Catch::Contains(message));
    };
    refused("{site/{slug}", "has a brace without its other one");
    refused("{site", "has a brace without its other one");
    refused("site}", "has a brace without its other one");
    refused("{}", "holds no name");
    refused("{a}{b}", "nothing in '{a}{b}' tells where 'a' ends");
    refused("{a}/{a}", "the name 'a' stands twice");
    refused("*.html", "names nothing");
}
