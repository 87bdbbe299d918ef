// SPDX-License-Identifier: MIT
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <quern/input.hpp>
#include <quern/plugin.hpp>

#include "charset.hpp"
#include "file_kind.hpp"
#include "metadata_table.hpp"
#include "page.hpp"
#include "path_fields.hpp"

namespace {

using namespace quern;
namespace fs = std::filesystem;

constexpr const char* details =
    R"(`path` names files, folders, which are walked with all folders inside, or patterns: `*`
and `?` stay within a name, `**` runs across folders. Files come in the order of their paths, those of each input in turn.
The id of a document is its path below the input. Files that are compressed with gzip or zstd are decompressed.

A file whose name ends in .html, .htm or .xhtml is a page; .txt and .md are text; what any other file is, its beginning
tells. A PDF or another file that holds no text goes to quarantine, whatever its name.

The charset is that of the byte order mark, else the one that a page declares, else UTF-8 where the bytes are UTF-8, else
what they most likely are; `charset` forces one. Each letter of the text can be traced to its bytes in the file.

`metadata` joins a CSV file in UTF-8: its first line names the columns, and the column `id` holds the ids of documents.
`from_path` takes metadata from the path: `{site}/{published}_{slug}.html`. Where both say something, the CSV file is
believed.)";

// Reads text files and web pages.
class ReadFiles final : public Reader {
public:
    void declare(Declaration& d) override {
        d.summary(
            "Reads text files and web pages: files, folders and patterns, compressed or not, in any "
            "charset.");
        d.details(details);
        d.option("path", paths_, "Files, folders or patterns such as in/**/*.html; - is stdin.").required();
        d.option("include", rules_.include, "Patterns of files to take in folders; without it, all.")
            .example("['*.html']");
        d.option("exclude", rules_.exclude, "Patterns of files and folders to leave out.")
            .example("[drafts, '*.css']");
        d.option("hidden", rules_.hidden, "Also take files and folders whose names begin with a dot.");
        d.option("charset", charset_, "The charset of all files. Without it each file tells.")
            .example("windows-1252");
        d.option("media_type", media_type_,
                 "What all files are. Without it each file's name tells, or its beginning.")
            .one_of({"text/plain", "text/html"});
        d.option("metadata", metadata_, "A CSV file with a column id and columns of metadata.")
            .path(Option::PathKind::file);
        d.option("from_path", from_path_, "Which parts of a path are metadata.")
            .example("'{site}/{year}-{slug}.html'");
        d.example("input:\n  use: read.files\n  path: ../corpus\n  include: ['*.html']\n");
        d.example(
            "input:\n  use: read.files\n  path: pages/*/*.html.gz\n  from_path: "
            "'{site}/{published}_{_}.html'\n",
            "Pages in one folder a site, with the date in front of their names:");
    }

    void prepare(Setup& setup) override {
        most_ = setup.max_bytes();
        if (!charset_.empty()) read_files::forced_charset({}, charset_);
        if (!from_path_.empty()) fields_.emplace(from_path_);
        if (!metadata_.empty()) table_.emplace(metadata_);
        for (const auto& path : paths_)
            if (FoundFile file; Glob::is_pattern(path.string()) && !FileWalk({path}, rules_).next(file))
                throw Error(fmt::format("no file matches '{}'", path.string()));
        walk_.emplace(paths_, rules_);
    }

    bool next(Item& item) override {
        FoundFile file;
        do {
            at_end_ = !walk_->next(file);
            if (at_end_) return false;
        } while (is_the_table(file));
        item.media_type = media_type_.empty() ? read_files::media_type_of_path(file.path) : media_type_;
        item.size = file.size;
        item.problem = std::move(file.problem);
        if (table_) table_->note(file.id);
        item.id = std::move(file.id);
        item.uri = std::move(file.path);
        return true;
    }

    Extent extent() const override {
        FileWalk walk(paths_, rules_);
        Extent extent;
        for (FoundFile file; walk.next(file); ++extent.documents) extent.bytes += file.size;
        extent.left_out = walk.left_out();
        return extent;
    }

    bool takes(const fs::path& file) const override { return FileWalk(paths_, rules_).takes(file); }

    void load(Item& item, Document& document) const override {
        auto bytes = item.data.empty() ? InputFile(item.uri).read_all(most_) : std::move(item.data);
        const bool html =
            item.media_type.empty() ? read_files::looks_like_html(bytes) : item.media_type == "text/html";
        const auto charset = charset_.empty() ? read_files::detect_charset(bytes, html)
                                              : read_files::forced_charset(bytes, charset_);
        if (const auto kind = read_files::looks_like_no_text(bytes, read_files::has_wide_units(charset)))
            throw Error(fmt::format("looks like {}, not like text", *kind),
                        "convert it to text or HTML first");
        if (fields_) fields_->fill(item.id, document.metadata);
        if (table_) table_->join(item.id, document.metadata);
        auto page = read_files::page_of(bytes, charset);
        document.media_type = html ? "text/html" : "text/plain";
        document.set_source(std::move(bytes));
        if (page) document.set_page(std::move(page->utf8), std::move(page->to_source));
        if (!html) document.set_text_from_page();
    }

    std::vector<std::string> remarks() const override {
        // A run that was cut short has not seen what it would complain about.
        return table_ && at_end_ ? table_->remarks() : std::vector<std::string>();
    }

private:
    // The CSV file may stand in the folder that is read.
    bool is_the_table(const FoundFile& file) const {
        std::error_code error;
        return table_ && fs::path(file.path).filename() == metadata_.filename() &&
               fs::equivalent(file.path, metadata_, error);
    }

    std::vector<fs::path> paths_;
    FileWalk::Rules rules_;
    std::string charset_, media_type_, from_path_;
    fs::path metadata_;

    std::uint64_t most_ = 0;
    std::optional<read_files::PathFields> fields_;
    std::optional<read_files::MetadataTable> table_;
    std::optional<FileWalk> walk_;
    bool at_end_ = false;
};

}  // namespace

QUERN_PLUGIN(quern::stage<ReadFiles>("read.files"));
