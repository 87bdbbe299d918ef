// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <algorithm>

#include <quern/input.hpp>

#include "file_size_limit.hpp"
#include "sample_run.hpp"
#include "temporary_folder.hpp"

using namespace quern;
using namespace quern::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

namespace fs = std::filesystem;

// One run of export.csv into a folder.
struct CsvRun : SampleRun {
    explicit CsvRun(const fs::path& folder) : SampleRun("export_csv", "export.csv", folder) {}
};

std::vector<std::string> listing(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string unpacked(const fs::path& path) {
    return InputFile(path).read_all(1 << 20);
}

const std::string documents_header =
    "document,id,uri,media_type,title,author,published,site,language,url,metadata,text_length";
const std::string first_document =
    "1,\"a,\"\"b\"\".txt\",file:///a,text/plain,\"A \"\"title\"\", with\na break\",,2021-03-04,,,,"
    "\"{\"\"desk\"\":\"\"World, \\\"\"main\\\"\"\"\"}\",37\r\n";
const std::string second_document = "2,b.txt,\"\",text/plain,,,,,,,,13\r\n";
const std::string findings_header =
    "document,row,begin,end,source_begin,source_end,text,word,count,share,sure,where_begin,where_end,"
    "where_text,of,text_2\r\n";

}  // namespace

TEST_CASE("export.csv writes every type, null, quotes, commas and line breaks as RFC 4180 has them") {
    TemporaryFolder folder;
    CsvRun run(folder / "csv");
    run.run(sample_documents());

    CHECK(listing(folder / "csv") == std::vector<std::string>{"documents.csv", "entities.csv", "findings.csv",
                                                              "names.csv", "nothings.csv"});
    CHECK(content(folder / "csv/documents.csv") ==
          documents_header + "\r\n" + first_document + second_document);
    CHECK(content(folder / "csv/entities.csv") ==
          "document,row,begin,end,source_begin,source_end,text,label,subtype,name,entity,key,sense,"
          "confidence,by\r\n"
          "1,0,0,3,5,9,Zo\xC3\xAB,PER,,Zo\xC3\xAB,1,,,0.75,rule\r\n");
    CHECK(content(folder / "csv/findings.csv") ==
          findings_header +
              "1,0,10,23,18,31,\"yes, \"\"really\"\"\",\"\",-7,0.1,true,25,26,\xF0\x9F\x98\x80,0,\"x\ny\"\r\n"
              "1,1,29,37,42,50,The end.,,9223372036854775807,,false,,,,,\r\n");
    CHECK(content(folder / "csv/nothings.csv") == "document,row,begin,end,source_begin,source_end,text\r\n");
    CHECK(content(folder / "csv/names.csv") == "row,name,first\r\n0,Zo\xC3\xAB,1\r\n1,Nobody,\r\n");
    CHECK(run.as<Exporter>().written().size() == 5);
}

TEST_CASE("export.csv counts offsets and lengths in the unit it is told, and source bytes always") {
    struct Expected {
        const char *unit, *quoted_words, *emoji, *length;
    };
    const auto expected = GENERATE(Expected{"code_points", "1,0,10,23,18,31,", ",25,26,", ",37\r\n"},
                                   Expected{"bytes", "1,0,13,26,18,31,", ",30,34,", ",45\r\n"},
                                   Expected{"utf16", "1,0,10,23,18,31,", ",25,27,", ",38\r\n"});
    TemporaryFolder folder;
    CsvRun(folder / "csv").set("offsets", expected.unit).run(sample_documents());
    CHECK_THAT(content(folder / "csv/findings.csv"), Contains(expected.quoted_words));
    CHECK_THAT(content(folder / "csv/findings.csv"), Contains(expected.emoji));
    CHECK_THAT(content(folder / "csv/documents.csv"), Contains(expected.length));
}

TEST_CASE("export.csv writes the texts of documents only when asked") {
    TemporaryFolder folder;
    CsvRun(folder / "csv").set("text", true).run(sample_documents());
    const auto documents = content(folder / "csv/documents.csv");
    CHECK_THAT(documents, StartsWith(documents_header + ",text\r\n"));
    CHECK_THAT(documents, Contains(",37,\"Zo\xC3\xAB said \xE2\x80\x9Cyes, \"\"really\"\"\xE2\x80\x9D "
                                   "\xF0\x9F\x98\x80.\r\nThe end.\"\r\n"));
    CHECK_THAT(documents, Contains(",13,Nothing here.\r\n"));
}

TEST_CASE("export.csv writes the layers that it is told, and documents always") {
    TemporaryFolder folder;
    CsvRun(folder / "csv").set("layers", std::vector<std::string>{"entities"}).run(sample_documents());
    CHECK(listing(folder / "csv") == std::vector<std::string>{"documents.csv", "entities.csv", "names.csv"});
}

TEST_CASE("export.csv compresses, and appends to what it compressed") {
    const std::string compression = GENERATE("gz", "zst");
    TemporaryFolder folder;
    CsvRun(folder / "csv").set("compression", compression).run(sample_documents());
    const auto path = folder / ("csv/documents.csv." + compression);
    CHECK(content(path) != unpacked(path));
    CHECK(unpacked(path) == documents_header + "\r\n" + first_document + second_document);
    CsvRun(folder / "csv").set("compression", compression).set("if_exists", "append").run(sample_documents());
    CHECK_THAT(unpacked(path), Contains("\r\n4,b.txt,"));
    CHECK(fs::exists(folder / ("csv/findings.csv." + compression)));
}

TEST_CASE("export.csv appends under the same header, with document and row numbers that go on") {
    TemporaryFolder folder;
    CsvRun(folder / "csv").set("if_exists", "append").run(sample_documents());
    CsvRun(folder / "csv").set("if_exists", "append").run(sample_documents());
    const auto once_more = [](std::string record, char number) { return record.replace(0, 1, 1, number); };
    CHECK(content(folder / "csv/documents.csv") == documents_header + "\r\n" + first_document +
                                                       second_document + once_more(first_document, '3') +
                                                       once_more(second_document, '4'));
    CHECK_THAT(content(folder / "csv/findings.csv"), Contains("\r\n3,0,10,23,"));
    CHECK_THAT(content(folder / "csv/findings.csv"), !Contains("\r\n2,"));
    CHECK(content(folder / "csv/names.csv") ==
          "row,name,first\r\n0,Zo\xC3\xAB,1\r\n1,Nobody,\r\n2,Zo\xC3\xAB,3\r\n3,Nobody,\r\n");
}

TEST_CASE("export.csv appends to files that another program saved again") {
    TemporaryFolder folder;
    CsvRun(folder / "csv").run(sample_documents());
    // With a mark of byte order, bare line feeds, and none behind the last line.
    folder.write("csv/documents.csv", "\xEF\xBB\xBF" + documents_header +
                                          "\n7,\"a\n9,b\",,text/plain,,,,,,,,0\n6,c,,text/plain,,,,,,,,0");
    CsvRun(folder / "csv").set("if_exists", "append").run(sample_documents());
    CHECK_THAT(content(folder / "csv/documents.csv"), Contains("\n6,c,,text/plain,,,,,,,,0\r\n8,\"a,"));
}

TEST_CASE("export.csv refuses to append where columns, compression or documents do not fit, and says which") {
    TemporaryFolder folder;
    CsvRun(folder / "csv").run(sample_documents());
    CsvRun run(folder / "csv");
    run.set("if_exists", "append");
    const auto message = [&] { return thrown_by([&] { run.open(); }); };
    SECTION("another column") {
        run.set("text", true);
        CHECK_THAT(message(), Contains("csv/documents.csv: it has other columns\n  there:    " +
                                       documents_header + "\n  this run: " + documents_header + ",text"));
    }
    SECTION("another compression") {
        run.set("compression", "gz");
        CHECK_THAT(message(), Contains("it holds documents.csv, and this run writes documents.csv.gz"));
    }
    SECTION("no documents.csv") {
        fs::remove(folder / "csv/documents.csv");
        CHECK_THAT(message(), Contains("csv/entities.csv: there is no documents.csv beside it"));
    }
    SECTION("a quotation mark that stays open") {
        folder.write("csv/findings.csv", findings_header + "1,0,\"");
        CHECK_THAT(message(), Contains("csv/findings.csv: a quotation mark in it is never closed"));
    }
}

TEST_CASE("export.csv replaces its own files alone") {
    TemporaryFolder folder;
    CsvRun(folder / "csv").run(sample_documents());
    const auto before = content(folder / "csv/findings.csv");
    folder.write("csv/notes.csv", "mine");
    CsvRun(folder / "csv").run(sample_documents());
    CHECK(content(folder / "csv/findings.csv") == before);
    CHECK(content(folder / "csv/notes.csv") == "mine");
}

TEST_CASE("export.csv stops before anything is written where a file exists and if_exists says error") {
    TemporaryFolder folder;
    folder.write("csv/findings.csv", "mine");
    CsvRun run(folder / "csv");
    run.set("if_exists", "error");
    CHECK_THAT(thrown_by([&] { run.open(); }), Contains("csv/findings.csv exists already"));
    CHECK(content(folder / "csv/findings.csv") == "mine");
}

TEST_CASE("export.csv leaves no file and no folder when a run is not committed") {
    TemporaryFolder folder;
    {
        CsvRun run(folder / "csv");
        run.write_all(sample_documents());
        CHECK_FALSE(fs::exists(folder / "csv/documents.csv"));
    }
    CHECK_FALSE(fs::exists(folder / "csv"));
}

TEST_CASE("export.csv leaves the old files when the disk is full, and says so") {
    TemporaryFolder folder;
    CsvRun(folder / "csv").run(sample_documents());
    const auto before = content(folder / "csv/documents.csv");
    {
        CsvRun run(folder / "csv");
        const FileSizeLimit limit(100);
        const auto message = thrown_by<FatalError>([&] { run.run(sample_documents()); });
        CHECK_THAT(message, Contains("csv/documents.csv: File too large"));
    }
    CHECK(content(folder / "csv/documents.csv") == before);
    CHECK(listing(folder / "csv").size() == 5);
}

TEST_CASE("export.csv names the folder that it may not write to") {
    TemporaryFolder folder;
    fs::create_directory(folder / "csv");
    fs::permissions(folder / "csv", fs::perms::owner_read | fs::perms::owner_exec);
    CsvRun run(folder / "csv");
    const WithoutPrivileges user;
    CHECK_THAT(thrown_by<FatalError>([&] { run.open(); }), Contains("csv/documents.csv: Permission denied"));
}

TEST_CASE("export.csv writes a folder and says so where the path is none") {
    TemporaryFolder folder;
    CsvRun file(folder.write("out.csv", "mine"));
    CHECK_THAT(thrown_by([&] { file.open(); }), Contains("out.csv is a file"));
    CsvRun stream("-");
    CHECK_THAT(thrown_by([&] { stream.open(); }), Contains("not a stream"));
}

TEST_CASE("export.csv gives layers with dangerous or clashing names files of their own inside the folder") {
    TemporaryFolder folder;
    OutputPlan plan;
    std::vector<std::string> names{"../../escape", "Documents", "runs", "a\nb", "", "quotes", "Quotes"};
    for (const auto& name : names) {
        Schema schema;
        schema.name = name;
        plan.layers.push_back(std::make_shared<const Schema>(schema));
    }
    CsvRun run(folder / "deep/csv");
    run.plan = plan;
    run.run({});
    CHECK(listing(folder / "deep/csv") ==
          std::vector<std::string>{".._.._escape.csv", "Documents_2.csv", "Quotes_2.csv", "_.csv", "a_b.csv",
                                   "documents.csv", "quotes.csv", "runs_2.csv"});
    CHECK(listing(folder.path()) == std::vector<std::string>{"deep"});
}

TEST_CASE("export.csv turns away a document with a layer or a column that nobody announced") {
    TemporaryFolder folder;
    CsvRun run(folder / "csv");
    auto plan = sample_plan();
    plan.layers.pop_back();
    run.plan = plan;
    run.open();
    const auto document = sample_document();
    CHECK_THAT(thrown_by([&] { run.as<Exporter>().encode(document, 1); }),
               Contains("brings a layer 'nothings'"));

    auto fewer = std::make_shared<Schema>(sample_layer);
    fewer->fields.pop_back();
    auto narrow = sample_plan();
    narrow.layers[1] = fewer;
    CsvRun other(folder / "other");
    other.plan = narrow;
    other.open();
    CHECK_THAT(thrown_by([&] { other.as<Exporter>().encode(document, 1); }),
               Contains("findings has a column 'text'"));
}

TEST_CASE("export.csv leaves empty what a document's layer lacks") {
    TemporaryFolder folder;
    CsvRun run(folder / "csv");
    auto plan = sample_plan();
    auto wider = std::make_shared<Schema>(*plan.layers[1]);
    wider->fields.insert(wider->fields.begin(), {"added", Type::span, "", ""});
    plan.layers[1] = wider;
    run.plan = plan;
    run.run(sample_documents());
    CHECK_THAT(content(folder / "csv/findings.csv"),
               Contains("1,1,29,37,42,50,The end.,,,,,9223372036854775807,"));
}

TEST_CASE("export.csv writes the same bytes for any number of threads") {
    TemporaryFolder folder;
    std::vector<Document> documents;
    for (int i = 0; i < 200; ++i) documents.push_back(i % 3 ? sample_document() : plain_document());
    CsvRun(folder / "one").run(documents, 1);
    CsvRun(folder / "eight").run(documents, 8);
    for (const auto& name : listing(folder / "one"))
        CHECK(content(folder / "one" / name) == content(folder / "eight" / name));
}
