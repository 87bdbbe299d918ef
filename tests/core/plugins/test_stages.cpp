// SPDX-License-Identifier: MIT
// Stages that do nothing: what counts is what they declare.
#include <cstdint>
#include <filesystem>
#include <map>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include <quern/plugin.hpp>

namespace {

using quern::layers::blocks;
using quern::layers::entities;
using quern::layers::quotes;
using quern::layers::tokens;

class Idle : public quern::Stage {
public:
    void process(quern::Document&) const override {}
};

class Page final : public Idle {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Builds the text of pages.").accepts({"text/html"}).builds_text();
        d.writes(blocks);
    }
};

class Plain final : public Idle {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Edits plain texts.").accepts({"text/plain"}).edits_text();
        d.writes(blocks);
    }
};

class Words final : public Idle {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Writes tokens.");
        d.writes(tokens);
        d.writes_if_absent(blocks);
        d.option("wrapped", wrapped_, "Newlines wrap lines.");
    }

private:
    bool wrapped_ = false;
};

class Dates final : public Idle {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Completes metadata.").writes_metadata({"published"});
    }
};

class Short final : public Idle {
public:
    void declare(quern::Declaration& d) override { d.summary("Drops short texts."); }
};

class Names final : public Idle {
public:
    void declare(quern::Declaration& d) override {
        using Kind = quern::Option::PathKind;
        d.summary("Finds names.");
        d.reads(tokens);
        d.writes(entities).named_by("layer");
        d.option("layer", layer_, "The layer to write.");
        d.option("min_words", min_words_, "Words of a name.").at_least(1).at_most(10);
        d.option("max_rows", max_rows_, "Names of a document.");
        d.option("confidence", confidence_, "The least to keep.").at_least(0).at_most(1);
        d.option("indirect", indirect_, "Names without capitals.");
        d.option("style", style_, "How to compare.").one_of({"exact", "folded"});
        d.option("lists", lists_, "Lists of names.").path(Kind::file);
        d.option("model", model_, "A folder of models.").path(Kind::folder);
        d.option("suffixes", suffixes_, "Words that end names.");
        d.option("labels", labels_, "Labels by list.");
    }

private:
    std::string layer_ = "entities", style_ = "exact";
    int min_words_ = 1;
    std::int64_t max_rows_ = 1000;
    double confidence_ = 0.5;
    bool indirect_ = false;
    std::vector<std::filesystem::path> lists_;
    std::filesystem::path model_;
    std::vector<std::string> suffixes_;
    std::map<std::string, std::string> labels_;
};

class MoreNames final : public Idle {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Adds names.");
        d.appends(entities);
    }
};

constexpr quern::Column loud_columns[] = {{"loudness", quern::Type::number, "0 to 1."}};
constexpr quern::Column loud_text_columns[] = {{"loudness", quern::Type::string, "In words."}};
constexpr quern::LayerSchema loud_tokens{"tokens", "Words.", loud_text_columns};

class Loud final : public Idle {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Says how loud a word is.");
        d.extends(tokens, loud_columns);
    }
};

class Quiet final : public Idle {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Reads how loud a word is, in words.");
        d.reads(loud_tokens);
    }
};

class Said final : public Idle {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Finds reported words.");
        d.reads(tokens);
        d.reads_optional(entities).named_by("entities");
        d.writes(quotes);
        d.option("entities", entities_, "The layer of names.").names_layers();
        d.option("min_words", min_words_, "Words of a quotation.");
    }

private:
    std::string entities_ = "entities";
    int min_words_ = 1;
};

class CannotBeMade final : public Idle {
public:
    CannotBeMade() { throw std::runtime_error("no memory of it"); }
    void declare(quern::Declaration&) override {}
};

class CannotDeclare final : public Idle {
public:
    void declare(quern::Declaration&) override { throw 5; }
};

class CannotPrepare final : public Idle {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Asks for what it has not.");
        d.option("way", way_, "How it fails.").one_of({"data", "fatal", "memory", "number"});
    }
    void prepare(quern::Setup& setup) override {
        for (int i = 0; i < 2; ++i) setup.warn("this will not end well");
        if (way_ == "fatal") throw quern::FatalError("the disk is on fire", "leave the house");
        if (way_ == "memory") throw std::bad_alloc();
        if (way_ == "number") throw 5;
        setup.data("model.bin");
    }

private:
    std::string way_ = "data";
};

constexpr quern::Column count_columns[] = {{"rows", quern::Type::integer, "How many."}};
constexpr quern::LayerSchema counts{"counts", "Rows of each kind.", count_columns, false};

class Counting : public quern::CorpusStage {
public:
    std::unique_ptr<Summary> summarise(const quern::Document&, std::uint64_t) const override { return {}; }
    void observe(std::unique_ptr<Summary>) override {}
    void finish(quern::TableWriter&) override {}
};

class CountNames final : public Counting {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Counts names.");
        d.reads(entities);
        d.makes_table(counts);
    }
};

class CountQuotes final : public Counting {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Counts quotations.");
        d.reads_optional(quotes);
        d.makes_table(counts);
    }
};

class Meddler final : public Counting {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Writes a layer, which a corpus stage cannot.");
        d.writes(quotes);
    }
};

}  // namespace

QUERN_PLUGIN(quern::stage<Page>("clean.page"), quern::stage<Plain>("clean.plain"),
             quern::stage<Words>("segment.words"), quern::stage<Dates>("date.metadata"),
             quern::stage<Short>("drop.short"), quern::stage<Names>("tag.names"),
             quern::stage<MoreNames>("tag.more"), quern::stage<Loud>("tag.loud"),
             quern::stage<Quiet>("tag.quiet"), quern::stage<Said>("quote.said"),
             quern::stage<CannotBeMade>("bad.maker"), quern::stage<CannotDeclare>("bad.declarer"),
             quern::stage<CannotPrepare>("bad.preparer"), quern::stage<CountNames>("corpus.names"),
             quern::stage<CountQuotes>("corpus.quotes"), quern::stage<Meddler>("corpus.meddler"));
