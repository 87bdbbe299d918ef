// SPDX-License-Identifier: MIT
// The reader read.brat: texts with stand-off annotations beside them.
#include <algorithm>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include <quern/input.hpp>
#include <quern/plugin.hpp>
#include <quern/utf8.hpp>

#include "annotations.hpp"

namespace {

using namespace quern;
namespace fs = std::filesystem;

constexpr const char* details =
    R"(Of each `a.ann` the text is `a.txt` beside it. The lines that annotate text become the layer `entities`, with the type as
`label`:

```
T1	Person 0 13	Angela Okafor
T2	Place 30 35;44 49	North Coast
```

One in several pieces is one row from its first to its last piece. Relations, events, attributes, normalisations and notes
are left aside and counted. Offsets are code points; each annotation's text must be the one that stands there.

A document is called by its text file, as read.files would call it, so that the result of a run over the texts can be
compared with the annotations.)";

FileWalk::Rules rules() {
    FileWalk::Rules rules;
    rules.include = {"*.ann"};
    return rules;
}

std::string text_path(const std::string& annotations) {
    return fs::path(annotations).replace_extension(".txt").string();
}

class ReadBrat final : public Reader {
public:
    void declare(Declaration& d) override {
        d.summary("Reads texts with brat's stand-off annotations: pairs of .txt and .ann files.");
        d.details(details);
        d.option("path", paths_, "Files that end in .ann, folders of them, or patterns.").required();
        d.option("labels", labels_, "Other names for labels.").example("{Person: PER, Place: LOC}");
        d.brings_layers();
        d.reads_files({".ann"});
        d.example(
            "input:\n  use: read.brat\n  path: gold\n  labels: {Person: PER, Organization: ORG, Place: LOC}\n");
    }

    void prepare(Setup& setup) override {
        most_ = setup.max_bytes();
        walk_.emplace(paths_, rules());
    }

    std::vector<SchemaPtr> layers() override { return {std::make_shared<Schema>(layers::entities)}; }

    bool takes(const fs::path& file) const override {
        return FileWalk(paths_, rules()).takes(fs::path(file).replace_extension(".ann"));
    }

    bool next(Item& item) override {
        FoundFile file;
        if (!walk_->next(file)) return false;
        item.id = text_path(file.id);
        item.uri = text_path(file.path);
        item.problem = file.problem;
        std::error_code missing;
        const auto size = fs::file_size(item.uri, missing);
        if (item.problem.empty() && missing)
            item.problem = fmt::format("{} is not there, the text of {}", item.uri, file.path);
        item.size = missing ? file.size : size + file.size;
        return true;
    }

    void load(Item& item, Document& document) const override {
        document.set_source(InputFile(item.uri).read_all(most_));
        const auto bad = first_bad_byte(document.source());
        if (bad != std::string::npos)
            throw Error(fmt::format("{}: byte {}: not UTF-8", item.uri, bad + 1),
                        "convert the file: iconv -t UTF-8");
        document.set_text_from_page();
        const auto path = fs::path(item.uri).replace_extension(".ann").string();
        const auto lines = InputFile(path).read_all(most_);
        try {
            write(read_brat::read_annotations(lines, document.text()), document);
        } catch (const Error& error) {
            throw Error(fmt::format("{}: {}", path, error.what()), error.hint());
        }
    }

    std::vector<std::string> remarks() const override {
        std::vector<std::string> remarks;
        const auto tell = [&](std::uint64_t count, const char* one, const char* many, const char* what) {
            if (count != 0) remarks.push_back(fmt::format("{} {} {}", count, count == 1 ? one : many, what));
        };
        tell(in_pieces_, "annotation", "annotations",
             "in several pieces: each became one row from its first to its last piece");
        tell(left_aside_, "line", "lines", "of relations, events, attributes or notes left aside");
        return remarks;
    }

private:
    void write(const read_brat::Annotations& annotations, Document& document) const {
        auto& entities = document.make_layer(std::make_shared<Schema>(layers::entities));
        const auto label = entities.column("label");
        for (const auto& entity : annotations.entities) {
            const auto other = labels_.find(std::string(entity.type));
            entities.set(entities.add(entity.span), label,
                         other == labels_.end() ? entity.type : std::string_view(other->second));
        }
        in_pieces_ += annotations.in_pieces;
        left_aside_ += annotations.left_aside;
    }

    std::vector<fs::path> paths_;
    std::map<std::string, std::string> labels_;
    std::uint64_t most_ = 0;
    std::optional<FileWalk> walk_;
    mutable std::atomic<std::uint64_t> in_pieces_{0}, left_aside_{0};
};

}  // namespace

QUERN_PLUGIN(quern::stage<ReadBrat>("read.brat"));
