// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <sqlite3.h>

#include <algorithm>

#include "file_size_limit.hpp"
#include "sample_run.hpp"
#include "temporary_folder.hpp"

using namespace quern;
using namespace quern::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

namespace fs = std::filesystem;

// One run of export.sqlite.
struct SqliteRun : SampleRun {
    explicit SqliteRun(const fs::path& path) : SampleRun("export_sqlite", "export.sqlite", path) {}
};

// All rows that statements give: values parted by |, NULL for null, rows ended by line feeds.
std::string query(const fs::path& path, const std::string& sql) {
    sqlite3* db = nullptr;
    sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    std::string rows;
    const auto add = [](void* to, int count, char** values, char**) {
        for (int i = 0; i < count; ++i)
            *static_cast<std::string*>(to) += std::string(i ? "|" : "") + (values[i] ? values[i] : "NULL");
        *static_cast<std::string*>(to) += '\n';
        return 0;
    };
    char* message = nullptr;
    if (sqlite3_exec(db, sql.c_str(), add, &rows, &message) != SQLITE_OK) rows += message;
    sqlite3_free(message);
    sqlite3_close(db);
    return rows;
}

// Everything in a database, as text.
std::string dump(const fs::path& path) {
    std::string all = query(path, "SELECT type, name, sql FROM sqlite_master ORDER BY name");
    const auto tables = query(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
    std::size_t at = 0;
    for (auto end = tables.find('\n'); end != std::string::npos; at = end + 1, end = tables.find('\n', at))
        all += query(path, "SELECT * FROM \"" + tables.substr(at, end - at) + "\"");
    return all;
}

const std::string first_document =
    "|a,\"b\".txt|file:///a|text/plain|A \"title\", with\na break|NULL|2021-03-04|NULL|NULL|NULL|"
    "{\"desk\":\"World, \\\"main\\\"\"}|37|Zo\xC3\xAB said \xE2\x80\x9Cyes, \"really\"\xE2\x80\x9D "
    "\xF0\x9F\x98\x80.\r\n"
    "The end.\n";
const std::string second_document =
    "|b.txt||text/plain|NULL|NULL|NULL|NULL|NULL|NULL|NULL|13|Nothing here.\n";

// A document with one quotation, whose speaker is an entity.
Document quoting_document() {
    auto document = text_document("\"No,\" said Ada. Lovelace left.");
    document.id = "q.txt";
    document.metadata.set("title", "Refusal");
    auto entities = document.write(layers::entities);
    entities.add({16, 24}).set("label", "PER").set("name", "Ada Lovelace");
    const auto ada = entities.add({11, 14}).set("label", "PER").set("name", "Ada Lovelace").handle();
    document.write(layers::quotes)
        .add({1, 4})
        .set("kind", "direct")
        .set("cue", Span{6, 10})
        .set("speaker", Span{11, 14})
        .set("speaker_name", "Ada Lovelace")
        .refer("speaker_entity", ada);
    document.finish_layers();
    return document;
}

OutputPlan quoting_plan() {
    OutputPlan plan;
    plan.layers = {std::make_shared<const Schema>(layers::entities),
                   std::make_shared<const Schema>(layers::quotes)};
    return plan;
}

std::vector<Document> quoting_documents() {
    std::vector<Document> documents;
    documents.push_back(quoting_document());
    return documents;
}

}  // namespace

TEST_CASE("export.sqlite writes every type, null and any text, one table a layer") {
    TemporaryFolder folder;
    const auto db = folder / "out.db";
    SqliteRun run(db);
    run.run(sample_documents());
    CHECK(query(db, "SELECT * FROM documents") == "1" + first_document + "2" + second_document);
    CHECK(query(db, "SELECT * FROM entities") ==
          "1|0|0|3|5|9|Zo\xC3\xAB|PER|NULL|Zo\xC3\xAB|1|NULL|NULL|0.75|rule\n");
    CHECK(query(db, "SELECT * FROM findings") ==
          "1|0|10|23|18|31|yes, \"really\"||-7|0.1|1|25|26|\xF0\x9F\x98\x80|0|x\ny\n"
          "1|1|29|37|42|50|The end.|NULL|9223372036854775807|NULL|0|NULL|NULL|NULL|NULL|NULL\n");
    CHECK(query(db, "SELECT * FROM nothings").empty());
    CHECK(query(db, "SELECT * FROM names") == "0|Zo\xC3\xAB|1\n1|Nobody|NULL\n");
    CHECK(query(db,
                "SELECT DISTINCT typeof(count), typeof(share), typeof(sure), typeof(word) FROM findings "
                "WHERE \"row\" = 0") == "integer|real|integer|text\n");
    CHECK(run.as<Exporter>().written() == std::vector<std::string>{db.string()});
}

TEST_CASE("export.sqlite records the run: the pipeline in full, versions, times, counts and rows") {
    TemporaryFolder folder;
    SqliteRun(folder / "out.db").set("offsets", "utf16").run(sample_documents());
    CHECK(query(folder / "out.db", "SELECT * FROM runs") ==
          "1|sample.yaml|quern: 1\ntitle: \"It's a sample\"\n|{\"quern\":\"0.1.0\",\"export\":\"1\"}|utf16|"
          "2021-03-04T05:06:07Z|2021-03-04T05:06:08Z|2|2|0|0|0|{\"entities\":1,\"findings\":2}|1|2\n");
}

TEST_CASE("export.sqlite gives its tables primary keys, and foreign keys that hold") {
    TemporaryFolder folder;
    const auto db = folder / "out.db";
    SqliteRun(db).run(sample_documents());
    CHECK(query(db, "PRAGMA integrity_check") == "ok\n");
    CHECK(query(db, "PRAGMA foreign_key_check").empty());
    CHECK(query(db, "SELECT name FROM pragma_table_info('findings') WHERE pk > 0 ORDER BY pk") ==
          "document\nrow\n");
    CHECK(
        query(db,
              "SELECT \"table\", \"from\", \"to\" FROM pragma_foreign_key_list('findings') ORDER BY 1, 2") ==
        "documents|document|document\nentities|document|document\nentities|of|row\n");
    CHECK(query(db, "SELECT \"table\", \"from\" FROM pragma_foreign_key_list('names')") ==
          "documents|first\n");
    CHECK_THAT(query(db, "PRAGMA foreign_keys = ON; UPDATE findings SET of = 8 WHERE of = 0"),
               Contains("FOREIGN KEY constraint failed"));
}

TEST_CASE("export.sqlite counts offsets in code points, bytes or UTF-16 units, and source bytes always") {
    struct Expected {
        const char *unit, *quoted_words, *length;
    };
    const auto expected = GENERATE(Expected{"code_points", "10|23|18|31|25|26\n", "37\n13\n"},
                                   Expected{"bytes", "13|26|18|31|30|34\n", "45\n13\n"},
                                   Expected{"utf16", "10|23|18|31|25|27\n", "38\n13\n"});
    TemporaryFolder folder;
    SqliteRun(folder / "out.db").set("offsets", expected.unit).run(sample_documents());
    CHECK(query(folder / "out.db",
                "SELECT begin, end, source_begin, source_end, where_begin, where_end FROM findings WHERE "
                "\"row\" = 0") == expected.quoted_words);
    CHECK(query(folder / "out.db", "SELECT text_length FROM documents") == expected.length);
}

TEST_CASE("export.sqlite leaves texts out when told") {
    TemporaryFolder folder;
    SqliteRun(folder / "out.db").set("text", false).run(sample_documents());
    CHECK_THAT(query(folder / "out.db", "SELECT text FROM documents"), Contains("no such column: text"));
    CHECK(query(folder / "out.db", "SELECT text_length FROM documents") == "37\n13\n");
}

TEST_CASE("export.sqlite joins quotations to documents and speakers, and counts entities") {
    TemporaryFolder folder;
    SqliteRun run(folder / "out.db");
    run.plan = quoting_plan();
    run.run(quoting_documents());
    CHECK(query(folder / "out.db",
                "SELECT id, title, speaker, speaker_label, mention, cue, quote FROM who_said_what") ==
          "q.txt|Refusal|Ada Lovelace|PER|Ada|said|No,\n");
    CHECK(query(folder / "out.db", "SELECT * FROM entity_counts") == "Ada Lovelace|PER|2|1\n");
}

TEST_CASE("entity_counts has one row for a country of many names, and for a name in other capitals") {
    const std::string text = "United States U.S. United States US Ada Lovelace ADA LOVELACE American Ada";
    auto document = text_document(text);
    auto entities = document.write(layers::entities);
    std::size_t end = 0;
    const auto add = [&](const std::string& name, const char* label, const char* key) {
        const auto begin = text.find(name, end);
        end = begin + name.size();
        auto row = entities.add({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)})
                       .set("label", label)
                       .set("name", name);
        if (*key) row.set("key", key);
    };
    for (const auto* name : {"United States", "U.S.", "United States", "US"}) add(name, "LOC", "US");
    for (const auto* name : {"Ada Lovelace", "ADA LOVELACE"}) add(name, "PER", "");
    add("American", "NORP", "US");
    add("Ada", "PER", "");
    document.finish_layers();
    std::vector<Document> documents;
    documents.push_back(std::move(document));

    TemporaryFolder folder;
    SqliteRun run(folder / "out.db");
    run.plan = quoting_plan();
    run.run(documents);
    CHECK(query(folder / "out.db", "SELECT * FROM entity_counts") ==
          "United States|LOC|4|1\nAda Lovelace|PER|2|1\nAda|PER|1|1\nAmerican|NORP|1|1\n");
}

TEST_CASE("export.sqlite makes views only where their layers are written") {
    TemporaryFolder folder;
    const std::string views = "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name";
    SECTION("quotes without entities") {
        SqliteRun run(folder / "out.db");
        run.set("layers", std::vector<std::string>{"quotes"});
        run.plan = quoting_plan();
        run.run(quoting_documents());
        CHECK(query(folder / "out.db", views) == "who_said_what\n");
        CHECK(query(folder / "out.db", "SELECT speaker, quote FROM who_said_what") == "Ada Lovelace|No,\n");
    }
    SECTION("a layer called quotes that is another") {
        OutputPlan plan;
        Schema schema;
        schema.name = "quotes";
        plan.layers = {std::make_shared<const Schema>(schema)};
        SqliteRun run(folder / "out.db");
        run.plan = plan;
        run.run({});
        CHECK(query(folder / "out.db", views).empty());
    }
}

TEST_CASE("export.sqlite takes any name for a table or a column") {
    TemporaryFolder folder;
    OutputPlan plan;
    for (const auto* name : {"runs", "documents", "sqlite_x", "a\"; DROP TABLE runs; --", "select", "Select",
                             "", "who_said_what"}) {
        Schema schema;
        schema.name = name;
        for (const auto* field : {"order", "ROW", "a\"b", "text_2", "text", ""})
            schema.fields.push_back({field, Type::string, "", ""});
        plan.layers.push_back(std::make_shared<const Schema>(schema));
    }
    plan.layers.push_back(quoting_plan().layers.back());
    SqliteRun run(folder / "out.db");
    run.plan = plan;
    run.run({});
    CHECK(query(folder / "out.db",
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name") ==
          "Select_2\n_\n_sqlite_x\na\"; DROP TABLE runs; "
          "--\ndocuments\ndocuments_2\nquotes\nruns\nruns_2\nselect\n"
          "who_said_what\nwho_said_what_2\n");
    CHECK(query(folder / "out.db", "SELECT group_concat(name) FROM pragma_table_info('select')") ==
          "document,row,begin,end,source_begin,source_end,text,order,ROW_2,a\"b,text_2,text_3,_\n");
}

TEST_CASE("export.sqlite appends: numbers go on, the run is added, the old rows stay") {
    TemporaryFolder folder;
    const auto db = folder / "out.db";
    SqliteRun(db).set("if_exists", "append").run(sample_documents());
    query(db, "PRAGMA journal_mode = WAL; CREATE TABLE mine (x); INSERT INTO mine VALUES (5)");
    SqliteRun(db).set("if_exists", "append").run(sample_documents());
    CHECK(query(db, "SELECT * FROM documents") ==
          "1" + first_document + "2" + second_document + "3" + first_document + "4" + second_document);
    CHECK(query(db, "SELECT document, \"row\", of FROM findings") == "1|0|0\n1|1|NULL\n3|0|0\n3|1|NULL\n");
    CHECK(query(db, "SELECT * FROM names") ==
          "0|Zo\xC3\xAB|1\n1|Nobody|NULL\n2|Zo\xC3\xAB|3\n3|Nobody|NULL\n");
    CHECK(query(db, "SELECT run, first_document, last_document FROM runs") == "1|1|2\n2|3|4\n");
    CHECK(query(db, "SELECT x FROM mine") == "5\n");
    CHECK(query(db, "PRAGMA integrity_check; PRAGMA foreign_key_check") == "ok\n");
}

TEST_CASE("export.sqlite appends what another program has not yet moved out of its journal") {
    TemporaryFolder folder;
    const auto db = folder / "out.db";
    SqliteRun(db).run(sample_documents());
    sqlite3* other = nullptr;
    sqlite3_open(db.c_str(), &other);
    sqlite3_exec(other, "PRAGMA journal_mode = WAL; CREATE TABLE mine (x); INSERT INTO mine VALUES (5)",
                 nullptr, nullptr, nullptr);
    REQUIRE(fs::file_size(db.string() + "-wal") > 0);
    SqliteRun(db).set("if_exists", "append").run(sample_documents());
    sqlite3_close(other);
    CHECK(query(db, "SELECT x FROM mine") == "5\n");
    CHECK(query(db, "SELECT count(*) FROM documents") == "4\n");
}

TEST_CASE("export.sqlite keeps the journal of a replaced database from spoiling the new one") {
    TemporaryFolder folder;
    const auto db = folder / "out.db";
    query(db, "PRAGMA journal_mode = WAL; CREATE TABLE old (x)");
    sqlite3* other = nullptr;
    sqlite3_open(db.c_str(), &other);
    sqlite3_exec(other, "INSERT INTO old VALUES (5)", nullptr, nullptr, nullptr);
    REQUIRE(fs::file_size(db.string() + "-wal") > 0);
    SqliteRun(db).run(sample_documents());
    CHECK(query(db, "PRAGMA integrity_check") == "ok\n");
    CHECK(query(db, "SELECT count(*) FROM documents") == "2\n");
    CHECK_THAT(query(db, "SELECT * FROM old"), Contains("no such table"));
    sqlite3_close(other);
}

TEST_CASE("export.sqlite refuses to append where columns or units differ, and says how") {
    TemporaryFolder folder;
    const auto db = folder / "out.db";
    SqliteRun(db).run(sample_documents());
    const auto before = content(db);
    SqliteRun run(db);
    run.set("if_exists", "append");
    const auto message = [&] { return thrown_by([&] { run.open(); }); };
    SECTION("columns") {
        run.set("text", false);
        CHECK_THAT(message(),
                   Contains("out.db: its table documents has other columns\n  there:    document, id, "));
    }
    SECTION("unit") {
        run.set("offsets", "bytes");
        CHECK_THAT(message(), Contains("its offsets are in code_points, this run's in bytes"));
    }
    CHECK(content(db) == before);
}

TEST_CASE("export.sqlite says what is wrong with a path") {
    TemporaryFolder folder;
    const auto message = [](const fs::path& path, const char* if_exists) {
        SqliteRun run(path);
        run.set("if_exists", if_exists);
        return thrown_by([&] { run.open(); });
    };
    const auto text =
        folder.write("notes.txt", "this is no database, though it is long enough to have a header");
    CHECK_THAT(message("-", "replace"), Contains("not a stream"));
    CHECK_THAT(message(folder / "out.db.gz", "replace"), Contains("cannot compress"));
    CHECK_THAT(message("/dev/null", "replace"), Contains("no regular file"));
    CHECK_THAT(message(folder.path(), "replace"), Contains("it is a folder"));
    CHECK_THAT(message(text, "error"), Contains("notes.txt exists already"));
    CHECK_THAT(message(text, "append"), Contains("notes.txt: file is not a database"));
    CHECK_THAT(content(text), StartsWith("this is no database"));
}

TEST_CASE("export.sqlite names the folder that it may not write to") {
    TemporaryFolder folder;
    fs::create_directory(folder / "closed");
    fs::permissions(folder / "closed", fs::perms::owner_read | fs::perms::owner_exec);
    SqliteRun run(folder / "closed/out.db");
    const WithoutPrivileges user;
    CHECK_THAT(thrown_by<FatalError>([&] { run.open(); }), Contains("closed/out.db: Permission denied"));
}

TEST_CASE("export.sqlite leaves the old database when the disk is full, and says so") {
    TemporaryFolder folder;
    const auto db = folder / "out.db";
    SqliteRun(db).run(sample_documents());
    const auto before = content(db);
    std::vector<Document> documents;
    documents.push_back(text_document(std::string(1 << 20, 'x')));
    {
        SqliteRun run(db);
        const FileSizeLimit limit(100'000);
        CHECK_THAT(thrown_by<FatalError>([&] { run.run(documents); }),
                   Contains("cannot write " + db.string()));
    }
    CHECK(content(db) == before);
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("export.sqlite leaves nothing when a run is not committed") {
    TemporaryFolder folder;
    {
        SqliteRun run(folder / "out.db");
        run.write_all(sample_documents());
    }
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("export.sqlite gives equal dumps for any number of threads") {
    TemporaryFolder folder;
    std::vector<Document> documents;
    for (int i = 0; i < 200; ++i) documents.push_back(i % 3 ? sample_document() : plain_document());
    SqliteRun(folder / "one.db").run(documents, 1);
    SqliteRun(folder / "eight.db").run(documents, 8);
    const auto one = dump(folder / "one.db");
    CHECK(one.size() > 10'000);
    CHECK(one == dump(folder / "eight.db"));
}
