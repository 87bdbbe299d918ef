// @STAGE@
#include <map>
#include <memory>
#include <set>
#include <string>

#include <quern/plugin.hpp>

namespace {

class @CLASS@ final : public quern::CorpusStage {
public:
    // All that others need to know: what it is for, the layers it reads, the tables it makes, its options.
    void declare(quern::Declaration& d) override {
        d.summary("Counts the words of the whole corpus.");
        d.reads(quern::layers::tokens);
        d.makes_table(table);
        d.option("min_documents", min_documents_, "Words of fewer documents are left out.").at_least(1);
        d.example("stages:\n  - use: segment.text\n  - use: @STAGE@\n");
    }

    // Many threads at once: what this stage wants to know of one document.
    std::unique_ptr<Summary> summarise(const quern::Document& document, std::uint64_t) const override {
        auto words = std::make_unique<Words>();
        for (const auto token : document.read(quern::layers::tokens)) words->all.emplace(token.text());
        return words;
    }

    // In corpus order, one thread at a time.
    void observe(std::unique_ptr<Summary> summary) override {
        for (const auto& word : static_cast<const Words&>(*summary).all) ++documents_[word];
    }

    // Once, after the last document.
    void finish(quern::TableWriter& tables) override {
        for (const auto& [word, documents] : documents_)
            if (documents >= min_documents_)
                tables.add(table).set("word", word.c_str()).set("documents", documents);
    }

private:
    struct Words final : Summary {
        std::set<std::string> all;
    };

    static constexpr quern::Column columns[] = {
        {"word", quern::Type::string, "The word."},
        {"documents", quern::Type::integer, "In how many documents it stands."},
    };
    static constexpr quern::LayerSchema table{"@LAYER@", "The words of the corpus.", columns, false};

    int min_documents_ = 1;
    std::map<std::string, int> documents_;
};

}  // namespace

QUERN_PLUGIN(quern::stage<@CLASS@>("@STAGE@"));
