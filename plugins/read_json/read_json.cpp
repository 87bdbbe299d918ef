// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include <quern/input.hpp>
#include <quern/plugin.hpp>
#include <quern/record.hpp>

#include "inference.hpp"
#include "line_cutter.hpp"
#include "record_reader.hpp"

namespace {

using namespace quern;
namespace fs = std::filesystem;

constexpr const char* details = R"(Each line is one document, as export.json writes it:

```json
{"id": "a", "uri": "corpus/a.txt", "media_type": "text/plain", "metadata": {"title": "…"}, "text": "Yes.",
 "layers": {"quotes": [{"begin": 0, "end": 4, "text": "Yes.", "kind": "direct"}], "tokens": [[0, 3], [3, 4]]}}
```

Only `text` is needed, or `html` for a page whose text a stage will build. Without an `id` the document is called by the
number of its line. Values of `metadata` may be of any type. Members that are not known are left aside and counted;
`keep_members` makes metadata of them.

Of `out.ndjson`, `out.schema.json` beside it tells the unit of the offsets and the layers; with it nothing is lost on the
way through export.json and back. Without it offsets are code points unless `offsets` says otherwise, standard layers are
known, and others are taken for what the first lines show. Rows are objects with `begin` and `end`, or pairs; a reference
is the number of a row, from 0.

In a folder, files that end in .ndjson, .jsonl or .json are read, also with .gz or .zst behind; schema files and tables
over the corpus are left out.)";

struct Scratch {
    read_json::RecordReader reader;
    std::vector<std::string> ignored;
};

// Reads documents from NDJSON.
class ReadJson final : public Reader {
public:
    void declare(Declaration& d) override {
        d.summary("Reads documents from NDJSON, one JSON object a line, as export.json writes it.");
        d.details(details);
        d.option("path", paths_, "Files, folders or patterns such as in/*.ndjson; - is stdin.").required();
        d.option("offsets", offsets_, "The unit of begin and end, where no schema file says it or it says it wrong.")
            .one_of({"code_points", "bytes", "utf16"});
        d.option("keep_members", rules_.keep_members, "Members of a record to keep as metadata.").example("[publisher]");
        d.option("check_text", rules_.check_text, "Refuse records with a row whose text stands elsewhere than it says.");
        d.brings_layers();
        d.example("input:\n  use: read.json\n  path: in/*.ndjson.gz\n");
    }

    void prepare(Setup& setup) override {
        most_ = setup.max_bytes();
        find_files();
        for (const auto& file : files_)
            if (file.problem.empty()) learn_format(file);
    }

    std::vector<SchemaPtr> layers() override { return rules_.layers; }

    bool next(Item& item) override;
    void load(Item& item, Document& document) const override;

private:
    void find_files();
    void learn_format(const FoundFile& file);
    bool next_line(Item& item);
    std::string read_again(const Item& item) const;

    std::vector<fs::path> paths_;
    std::string offsets_;
    read_json::Rules rules_;
    std::uint64_t most_ = 0;

    std::vector<FoundFile> files_;
    std::unordered_map<std::string, OffsetUnit> units_;  // of each file, by its path
    std::size_t next_file_ = 0;
    std::optional<read_json::LineCutter> lines_;   // of the file before next_file_
    std::optional<read_json::LineCutter> stdin_;   // opened early, for a look at its first lines

    mutable std::mutex mutex_;
    mutable std::map<std::string, std::uint64_t> ignored_;  // members, and in how many records
};

void ReadJson::find_files() {
    FileWalk::Rules rules;
    for (const std::string ending : {".ndjson", ".jsonl", ".json"})
        for (const auto* compressed : {"", ".gz", ".zst"}) rules.include.push_back("*" + ending + compressed);
    rules.exclude = {"*.schema.json"};
    FileWalk walk(paths_, rules);
    for (FoundFile file; walk.next(file);) files_.push_back(file);
    if (files_.empty()) throw Error(fmt::format("no NDJSON file in {}", paths_.empty() ? "" : paths_[0].string()));
}

void ReadJson::learn_format(const FoundFile& file) {
    auto& unit = units_[file.path];
    const auto format_path = record_format_path(file.path);
    std::vector<SchemaPtr> layers;
    if (file.path != "-" && fs::exists(format_path)) {
        ...
    }
}

}  // namespace

QUERN_PLUGIN(quern::stage<ReadJson>("read.json"));
