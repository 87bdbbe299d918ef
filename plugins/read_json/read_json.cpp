// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <quern/plugin.hpp>
#include <quern/record.hpp>

#include "inputs.hpp"

namespace {

using namespace quern;

constexpr const char* details = R"(Each line is one document, as export.json writes it:

```json
{"id": "a", "uri": "corpus/a.txt", "media_type": "text/plain", "metadata": {"title": "…"}, "text": "Yes.",
 "layers": {"quotes": [{"begin": 0, "end": 4, "text": "Yes.", "kind": "direct"}], "tokens": [[0, 3], [3, 4]]}}
```

Only `text` is needed, or `html` for a page whose text a stage will build. Without an `id` the document is called by the
number of its line. Values of `metadata` may be of any type; lists become texts joined by "; ". Members that are not known
are left aside and counted; `keep_members` makes metadata of them.

Of `out.ndjson`, `out.schema.json` beside it tells the unit of the offsets and the layers; with it nothing is lost on the
way through export.json and back. Without it offsets are code points unless `offsets` says otherwise, standard layers are
known, and others are taken for what the first lines show. Rows are objects with `begin` and `end`, or pairs; a reference
is the number of a row, from 0.

In a folder, files are read that end in .ndjson, .jsonl or .json, also with .gz or .zst behind; schema files and tables
over the corpus are left out.)";

// Of one worker thread.
struct Scratch {
    RecordReader reader;
    std::vector<std::string> ignored;
};

// Reads documents from NDJSON.
class ReadJson final : public Reader {
public:
    void declare(Declaration& d) override {
        d.summary("Reads documents from NDJSON, one JSON object a line, as export.json writes it.");
        d.details(details);
        d.option("path", paths_, "Files, folders or patterns such as in/*.ndjson; - is stdin.").required();
        d.option("offsets", offsets_,
                 "The unit of begin and end. Without it the schema file tells, or they are code points.")
            .one_of({"code_points", "bytes", "utf16"});
        d.option("keep_members", rules_.keep_members, "Members of a record to keep as metadata.")
            .example("[publisher, date]");
        d.option("check_text", rules_.check_text,
                 "Refuse a record with a row whose text is not the one that stands at its place.");
        d.brings_layers();
        d.reads_files({".ndjson", ".jsonl", ".json"});
        d.example("input:\n  use: read.json\n  path: in/*.ndjson.gz\n");
    }

    void prepare(Setup& setup) override {
        most_ = setup.max_bytes();
        inputs_.emplace(paths_, offset_unit_from_string(offsets_), most_);
        rules_.layers = inputs_->layers();
    }

    std::vector<SchemaPtr> layers() override { return rules_.layers; }
    Extent extent() const override { return {0, inputs_->bytes()}; }

    bool takes(const std::filesystem::path& file) const override { return read_json::takes(paths_, file); }

    bool next(Item& item) override {
        read_json::Inputs::Found found;
        if (!inputs_->next(found)) return false;
        const auto number = std::to_string(found.line.number);
        item.uri = found.file->path;
        item.problem = found.problem;
        item.id = !found.problem.empty() ? found.file->id
                  : inputs_->several()   ? found.file->id + ":" + number
                                         : number;
        // With the room that the parser wants behind it, so that the line need not be copied again.
        item.data.reserve(found.line.bytes.size() + RecordReader::padding);
        item.data = found.line.bytes;
        item.size = found.line.size;
        item.offset = found.line.offset;
        return true;
    }

    void load(Item& item, Document& document) const override {
        auto& scratch = document.scratch<Scratch>();
        scratch.ignored.clear();
        try {
            scratch.reader.read(item.data, inputs_->unit_of(item.uri), rules_, document, scratch.ignored);
        } catch (const Error& error) {
            // The reason stays free of the place, so that the report can count it.
            const auto line = item.id.substr(item.id.rfind(':') + 1);
            throw Error(error.what(), fmt::format("{}{}line {} of {}", error.hint(),
                                                  error.hint().empty() ? "" : "; ", line, item.uri));
        }
        if (!scratch.ignored.empty()) count(scratch.ignored);
    }

    std::vector<std::string> remarks() const override {
        std::vector<std::string> remarks;
        for (const auto& [member, records] : ignored_)
            remarks.push_back(fmt::format("the member '{}' was left aside in {} record{}", member, records,
                                          records == 1 ? "" : "s"));
        return remarks;
    }

private:
    // A member is counted once a record, however many rows have it.
    void count(std::vector<std::string>& ignored) const {
        std::sort(ignored.begin(), ignored.end());
        ignored.erase(std::unique(ignored.begin(), ignored.end()), ignored.end());
        std::lock_guard lock(mutex_);
        for (const auto& member : ignored) ++ignored_[member];
    }

    std::vector<std::filesystem::path> paths_;
    std::string offsets_;
    RecordRules rules_;
    std::uint64_t most_ = 0;
    std::optional<read_json::Inputs> inputs_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, std::uint64_t> ignored_;  // member, records
};

}  // namespace

QUERN_PLUGIN(quern::stage<ReadJson>("read.json"));
