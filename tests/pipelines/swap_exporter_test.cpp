// SPDX-License-Identifier: MIT
// One corpus, one pipeline, three exporters: only the YAML of the output differs, and the rows are the same.
#include <catch2/catch.hpp>

#include <rapidjson/document.h>
#include <sqlite3.h>

#include <string>
#include <vector>

#include "command.hpp"
#include "temporary_folder.hpp"

using namespace quern::testing;

namespace {

namespace fs = std::filesystem;

// A row of the layer, as texts: id of the document, row, begin, end, source_begin, source_end, text, name,
// key.
using Table = std::vector<std::vector<std::string>>;

// A small corpus with a web page, letters of several bytes, and all that a CSV file has to quote.
void write_corpus(const TemporaryFolder& folder) {
    folder.write("corpus/a.txt",
                 "Zoë Färber met \"Al\" Ross, Jr. in Aix.\n\nZoë Färber left; 😀 Aix, \"Al\" Ross.\n");
    folder.write("corpus/b.html",
                 "<html><head><title>Two</title></head><body><p>In Aix &amp; Ulm, Zo&euml;\nF&auml;rber "
                 "sang.</p></body></html>");
    folder.write("corpus/c.txt", "Nobody was here.\n");
    folder.write("names.csv",
                 "name,label,key\nZoë Färber,PER,p1\n\"\"\"Al\"\" Ross, Jr.\",PER,\nAix,LOC,FR\n");
    folder.write("names.yaml", R"(quern: 1
title: Names
input: { use: read.files, path: corpus }
stages:
  - use: clean.html
  - use: segment.text
  - { use: tag.gazetteer, lists: [names.csv] }
outputs: [{ use: export.json, path: out/names.ndjson }]
)");
    folder.write("to_csv.yaml", "extends: names.yaml\noutputs: [{ use: export.csv, path: out/csv }]\n");
    folder.write("to_sqlite.yaml",
                 "extends: names.yaml\noutputs: [{ use: export.sqlite, path: out/names.db }]\n");
}

std::string as_text(const rapidjson::Value& object, const char* member) {
    const auto found = object.FindMember(member);
    if (found == object.MemberEnd()) return "";
    return found->value.IsString() ? found->value.GetString() : std::to_string(found->value.GetInt64());
}

Table rows_of_json(const fs::path& path) {
    Table table;
    const auto lines = content(path);
    for (std::size_t at = 0, end; (end = lines.find('\n', at)) != std::string::npos; at = end + 1) {
        rapidjson::Document record;
        record.Parse(lines.data() + at, end - at);
        REQUIRE_FALSE(record.HasParseError());
        if (!record["layers"].HasMember("names")) continue;
        int number = 0;
        for (const auto& row : record["layers"]["names"].GetArray()) {
            table.push_back({record["id"].GetString(), std::to_string(number++)});
            for (const auto* column : {"begin", "end", "source_begin", "source_end", "text", "name", "key"})
                table.back().push_back(as_text(row, column));
        }
    }
    return table;
}

Table rows_of_sqlite(const fs::path& path) {
    Table table;
    sqlite3* db = nullptr;
    sqlite3_open(path.c_str(), &db);
    const auto add = [](void* to, int count, char** values, char**) {
        auto& row = static_cast<Table*>(to)->emplace_back();
        for (int i = 0; i < count; ++i) row.emplace_back(values[i] ? values[i] : "");
        return 0;
    };
    sqlite3_exec(db,
                 "SELECT id, \"row\", begin, end, source_begin, source_end, names.text, name, key "
                 "FROM names JOIN documents USING (document) ORDER BY document, \"row\"",
                 add, &table, nullptr);
    sqlite3_close(db);
    return table;
}

// A CSV file read by the letter of RFC 4180.
Table records_of_csv(const fs::path& path) {
    Table records{{""}};
    const auto bytes = content(path);
    bool quoted = false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '"' && quoted && i + 1 < bytes.size() && bytes[i + 1] == '"')
            records.back().back() += bytes[++i];
        else if (bytes[i] == '"')
            quoted = !quoted;
        else if (!quoted && bytes[i] == ',')
            records.back().emplace_back();
        else if (!quoted && bytes.compare(i, 2, "\r\n") == 0)
            records.push_back({""}), ++i;
        else
            records.back().back() += bytes[i];
    }
    records.pop_back();
    return records;
}

Table rows_of_csv(const fs::path& folder) {
    const auto documents = records_of_csv(folder / "documents.csv");
    const auto names = records_of_csv(folder / "names.csv");
    const auto& header = names.front();
    const auto column = [&](const char* name) {
        return std::find(header.begin(), header.end(), name) - header.begin();
    };
    Table table;
    for (std::size_t i = 1; i < names.size(); ++i) {
        const auto& record = names[i];
        table.push_back({documents[std::stoul(record[0])][1]});
        for (const auto* name : {"row", "begin", "end", "source_begin", "source_end", "text", "name", "key"})
            table.back().push_back(record[static_cast<std::size_t>(column(name))]);
    }
    return table;
}

}  // namespace

TEST_CASE("an exporter is swapped by changing YAML alone, and the rows stay the same") {
    TemporaryFolder folder;
    write_corpus(folder);
    for (const auto* pipeline : {"names.yaml", "to_csv.yaml", "to_sqlite.yaml"}) {
        const auto result = run_quern(std::string("run ") + pipeline, folder.path());
        INFO(pipeline << '\n' << result.err);
        REQUIRE(result.exit_code == 0);
    }
    const auto rows = rows_of_json(folder / "out/names.ndjson");
    REQUIRE(rows.size() == 7);
    CHECK(rows[1] == std::vector<std::string>{"a.txt", "1", "15", "29", "17", "31", "\"Al\" Ross, Jr.",
                                              "\"Al\" Ross, Jr.", ""});
    CHECK(rows_of_sqlite(folder / "out/names.db") == rows);
    CHECK(rows_of_csv(folder / "out/csv") == rows);
}
