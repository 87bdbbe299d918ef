// SPDX-License-Identifier: MIT
// The reader read.conll: annotated text in columns.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <quern/input.hpp>
#include <quern/plugin.hpp>
#include <quern/utf8.hpp>

#include "columns.hpp"
#include "document_cutter.hpp"

namespace {

using namespace quern;
namespace fs = std::filesystem;

constexpr const char* details =
    R"(One token a line, an empty line behind each sentence, columns between tabs or blanks:

```
-DOCSTART- -X- -X- O

Angela NNP B-NP B-PER
Okafor NNP I-NP I-PER
smiled VBD B-VP O
. . O O
```

Gives the layers `tokens`, `sentences` and `entities`. Labels may follow IOB1, IOB2, BIOES or BILOU; which one need not be
told. The text is made of the tokens with a blank between them and each sentence on a line of its own. Where the first
column numbers the words, the token is in the second. In CoNLL-U (ten columns, the first a number) `SpaceAfter=No` in the
last leaves the blank out, and there are labels only where `label_column` names one.

A line `-DOCSTART-` or `# newdoc` begins a document. Documents are called by the id behind `# newdoc id =`, else by the
file and, where it holds several, their number in it. Up to the first such line, a file is cut behind every hundredth sentence:
a model learns from what several documents share, and a name means one thing in a document. Other lines that begin with `#`
are comments, unless they have as many columns as the others.)";

constexpr const char* endings[] = {".conll", ".conllu", ".iob", ".iob2", ".bio", ".bioes"};

FileWalk::Rules rules() {
    FileWalk::Rules rules;
    for (const std::string ending : endings)
        for (const auto* compressed : {"", ".gz", ".zst"}) rules.include.push_back("*" + ending + compressed);
    return rules;
}

class ReadConll final : public Reader {
public:
    void declare(Declaration& d) override {
        d.summary("Reads annotated text in columns, one token a line: CoNLL, IOB, CoNLL-U.");
        d.details(details);
        d.option("path", paths_, "Files, folders or patterns such as gold/*.conll; - is stdin.").required();
        d.option(
            "token_column", columns_.token,
            "Column of the token, from 1; negative ones count from the last. 0: the first, or the second "
            "where the first numbers the words.");
        d.option(
            "label_column", columns_.label,
            "Column of the label, counted likewise. 0: the last that begins with a label; in CoNLL-U none.");
        d.option(
             "cut_after", cut_after_,
             "A file that does not say where documents begin is cut behind so many sentences; 0: it is one "
             "document.")
            .at_least(0);
        d.option("labels", labels_, "Other names for labels.").example("{PERSON: PER, GPE: LOC}");
        d.brings_layers();
        d.reads_files({".conll", ".conllu", ".iob", ".iob2", ".bio", ".bioes"});
        d.example("input:\n  use: read.conll\n  path: gold/train.conll\n");
        d.example(
            "input:\n  use: read.conll\n  path: gold/train.iob2\n  token_column: 2\n  label_column: 4\n",
            "for a file with the token in the second column and the label in the fourth");
    }

    void prepare(Setup& setup) override {
        most_ = setup.max_bytes();
        walk_.emplace(paths_, rules());
    }

    std::vector<SchemaPtr> layers() override {
        return {std::make_shared<Schema>(layers::tokens), std::make_shared<Schema>(layers::sentences),
                std::make_shared<Schema>(layers::entities)};
    }

    bool takes(const fs::path& file) const override { return FileWalk(paths_, rules()).takes(file); }

    bool next(Item& item) override {
        read_conll::Cut cut;
        while (!cutter_ || !cut_next(cut, item)) {
            if (!item.problem.empty()) return true;
            if (!walk_->next(file_)) return false;
            number_ = 0;
            item.id = file_.id;
            item.uri = file_.path;
            item.problem = file_.problem;
            if (!item.problem.empty()) return true;
            open(item);
        }
        ++number_;
        item.uri = file_.path;
        item.id = !cut.id.empty()          ? cut.id
                  : cutter_->has_several() ? fmt::format("{}:{}", file_.id, number_)
                                           : file_.id;
        item.size = cut.size;
        item.offset = cut.offset;
        // The number of its first line goes in front, so that mistakes can be told by line.
        if (cut.size <= most_) item.data = fmt::format("{}\n{}", cut.line, cut.bytes);
        return true;
    }

    void load(Item& item, Document& document) const override {
        const auto end = item.data.find('\n');
        std::uint64_t line = 1;
        std::from_chars(item.data.data(), item.data.data() + end, line);
        document.set_source(item.data.substr(end + 1));
        check_utf8(document, line, item.uri);
        try {
            write(read_conll::parse(document.source(), line, columns_), document);
        } catch (const Error& error) {
            throw Error(fmt::format("{}: {}", item.uri, error.what()), error.hint());
        }
    }

private:
    void open(Item& item) {
        try {
            cutter_ = std::make_unique<read_conll::DocumentCutter>(InputFile(file_.path), most_,
                                                                   static_cast<std::uint64_t>(cut_after_));
        } catch (const Error& error) {
            item.problem = error.what();
            cutter_.reset();
        }
    }

    // False at the end of the file, or with a problem.
    bool cut_next(read_conll::Cut& cut, Item& item) {
        try {
            if (cutter_->next(cut)) return true;
        } catch (const Error& error) {
            item.id = file_.id;
            item.uri = file_.path;
            item.problem = error.what();
        }
        cutter_.reset();
        return false;
    }

    static void check_utf8(const Document& document, std::uint64_t line, const std::string& uri) {
        const auto bad = first_bad_byte(document.source());
        if (bad == std::string::npos) return;
        const auto& source = document.source();
        line += static_cast<std::uint64_t>(
            std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(bad), '\n'));
        throw Error(fmt::format("{}: line {}: not UTF-8", uri, line), "convert the file: iconv -t UTF-8");
    }

    void write(const read_conll::Parsed& parsed, Document& document) const {
        document.restore_text(parsed.text, parsed.origin);
        const auto make = [&](const LayerSchema& layer) -> Layer& {
            return document.make_layer(std::make_shared<Schema>(layer));
        };
        make(layers::tokens).add_all(parsed.tokens);
        make(layers::sentences).add_all(parsed.sentences);
        if (!parsed.has_labels) return;
        auto& entities = make(layers::entities);
        const auto label = entities.column("label");
        for (const auto& chunk : parsed.chunks) {
            const Span span{parsed.tokens[chunk.first].begin, parsed.tokens[chunk.last].end};
            const auto other = labels_.find(std::string(chunk.type));
            entities.set(entities.add(span), label,
                         other == labels_.end() ? chunk.type : std::string_view(other->second));
        }
    }

    std::vector<fs::path> paths_;
    read_conll::Columns columns_;
    std::map<std::string, std::string> labels_;
    std::int64_t cut_after_ = 100;
    std::uint64_t most_ = 0;
    std::optional<FileWalk> walk_;
    FoundFile file_;
    std::unique_ptr<read_conll::DocumentCutter> cutter_;
    std::uint64_t number_ = 0;  // documents of the file so far
};

}  // namespace

QUERN_PLUGIN(quern::stage<ReadConll>("read.conll"));
