// SPDX-License-Identifier: MIT
#include <map>
#include <memory>
#include <set>
#include <string>

#include <quern/plugin.hpp>

namespace {

// Counts the words that tag.shouts marked, over the whole corpus.
class ShoutCounts final : public quern::CorpusStage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Counts the words in capitals over the whole corpus.");
        d.reads(shouts);
        d.makes_table(shouted_words);
        d.example("stages:\n  - use: segment.text\n  - use: tag.shouts\n  - use: corpus.shouts\n");
    }

    // Many threads at once: what this stage wants to know of one document.
    std::unique_ptr<Summary> summarise(const quern::Document& document, std::uint64_t) const override {
        auto words = std::make_unique<Words>();
        for (const auto shout : document.read(shouts)) words->list.insert(std::string(shout.text()));
        return words;
    }

    // In corpus order, one thread at a time.
    void observe(std::unique_ptr<Summary> summary) override {
        const auto& list = static_cast<const Words&>(*summary).list;
        for (const auto& word : std::set<std::string>(list.begin(), list.end())) {
            auto& count = counts_[word];
            count.documents += 1;
            count.times += static_cast<int>(list.count(word));
        }
    }

    void finish(quern::TableWriter& tables) override {
        for (const auto& [word, count] : counts_)
            tables.add(shouted_words)
                .set("word", word.c_str())
                .set("documents", count.documents)
                .set("times", count.times);
    }

private:
    struct Words final : Summary {
        std::multiset<std::string> list;
    };
    struct Count {
        int documents = 0, times = 0;
    };

    // Another plugin's layer: its name is enough.
    static constexpr quern::LayerSchema shouts{"shouts", "Words written in capitals."};
    static constexpr quern::Column columns[] = {
        {"word", quern::Type::string, "The word."},
        {"documents", quern::Type::integer, "In how many documents it is shouted."},
        {"times", quern::Type::integer, "How often in all."},
    };
    static constexpr quern::LayerSchema shouted_words{"shouted_words", "What is shouted, and how often.",
                                                      columns, false};

    std::map<std::string, Count> counts_;
};

}  // namespace

QUERN_PLUGIN(quern::stage<ShoutCounts>("corpus.shouts"));
