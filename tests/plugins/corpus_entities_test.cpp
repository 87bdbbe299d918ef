// SPDX-License-Identifier: MIT
#include <memory>
#include <memory_resource>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <quern/testing.hpp>

namespace {

using namespace quern;
using quern::testing::StageRunner;

struct Mention {
    const char *label, *text;
    int entity = 0;
    const char *name = "", *key = "";
};

// A document whose text is its mentions, one a line.
Document document_of(const std::string& id, const std::vector<Mention>& mentions) {
    std::string text;
    for (const auto& mention : mentions) text += std::string(mention.text) + "\n";
    auto document = quern::testing::text_document(text);
    document.id = id;
    auto& layer = document.make_layer(std::make_shared<Schema>(layers::entities));
    std::uint32_t at = 0;
    for (const auto& mention : mentions) {
        const auto size = static_cast<std::uint32_t>(std::string_view(mention.text).size());
        RowWriter row(layer, layer.add({at, at + size}));
        row.set("label", mention.label);
        if (mention.entity != 0) row.set("entity", mention.entity);
        if (*mention.name) row.set("name", mention.name);
        if (*mention.key) row.set("key", mention.key);
        at += size + 1;
    }
    return document;
}

struct Row {
    std::string label, name, key;
    std::int64_t mentions, documents;
    std::string first_document, spellings, review;
};

class Corpus final : public TableWriter {
public:
    StageRunner run{"corpus_entities", "corpus.entities"};

    void add(const std::string& id, const std::vector<Mention>& mentions) {
        auto& stage = run.as<CorpusStage>();
        const auto document = document_of(id, mentions);
        stage.observe(stage.summarise(document, 1));
    }
    std::vector<Row> rows() {
        run.as<CorpusStage>().finish(*this);
        std::vector<Row> rows;
        const auto text = [](const quern::Row& row, const char* column) {
            return std::string(row.string(column));
        };
        for (const auto row : *table_) {
            CHECK(row.integer("number") == row.number() + 1);
            rows.push_back({text(row, "label"), text(row, "name"), text(row, "key"),
                            row.integer("mentions").value_or(0), row.integer("documents").value_or(0),
                            text(row, "first_document"), text(row, "spellings"), text(row, "review")});
        }
        return rows;
    }
    RowWriter add(const LayerSchema& schema) override {
        if (!table_) table_ = std::make_unique<Layer>(std::make_shared<Schema>(schema), none_, arena_);
        return {*table_, table_->add({0, 0})};
    }

private:
    std::string none_;
    std::pmr::monotonic_buffer_resource arena_;
    std::unique_ptr<Layer> table_;
};

}  // namespace

TEST_CASE("an entity of several documents is one row, with its counts and spellings") {
    Corpus corpus;
    corpus.add("a", {{"PER", "Angela Okafor", 1, "Angela Okafor"},
                     {"PER", "Okafor", 1, "Angela Okafor"},
                     {"LOC", "Oslo", 2, "Oslo"}});
    corpus.add("b", {{"LOC", "Oslo", 1, "Oslo"},
                     {"PER", "ANGELA OKAFOR", 2, "ANGELA OKAFOR"},
                     {"PER", "Okafor", 2, "ANGELA OKAFOR"},
                     {"PER", "Okafor", 2, "ANGELA OKAFOR"}});
    const auto rows = corpus.rows();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].name == "ANGELA OKAFOR");
    CHECK(rows[0].mentions == 5);
    CHECK(rows[0].documents == 2);
    CHECK(rows[0].first_document == "a");
    CHECK(rows[0].spellings == "Okafor (3); ANGELA OKAFOR (1); Angela Okafor (1)");
    CHECK(rows[0].review.empty());
    CHECK(rows[1].name == "Oslo");
    CHECK(rows[1].documents == 2);

    Corpus marks;
    marks.add("a", {{"PER", "Sean O'Dell"}});
    marks.add("b", {{"PER", "Sean O’Dell"}});
    CHECK(marks.rows().size() == 1);
}

TEST_CASE("a key joins names, and a name without a key joins the only one that has its key") {
    Corpus corpus;
    corpus.add("a", {{"LOC", "Norway", 1, "Norway"}, {"LOC", "Georgia", 2, "Georgia"}});
    corpus.add("b", {{"LOC", "Kingdom of Norway", 1, "Kingdom of Norway", "NO"},
                     {"LOC", "Norway", 1, "Kingdom of Norway", "NO"}});
    corpus.add("c", {{"LOC", "Norway", 1, "Norway", "NO"},
                     {"LOC", "Georgia", 2, "Georgia", "GE"},
                     {"LOC", "Georgia", 3, "Georgia", "US-GA"}});
    const auto rows = corpus.rows();
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].key == "NO");
    CHECK(rows[0].mentions == 4);
    CHECK(rows[0].documents == 3);
    CHECK(rows[0].first_document == "a");
    // Of two keys nobody can tell which Georgia document a means.
    for (const auto i : {1, 2, 3}) CHECK(rows[static_cast<std::size_t>(i)].mentions == 1);
}

TEST_CASE("a document counts once for an entity, however often it has it") {
    Corpus corpus;
    // Two people of one name, and one with a key beside one without.
    corpus.add("a", {{"PER", "Okafor", 1, "Okafor"}, {"PER", "Okafor", 2, "Okafor"}});
    corpus.add("b", {{"LOC", "Oslo", 1, "Oslo", "NO-03"}, {"LOC", "Oslo", 2, "Oslo"}});
    corpus.add("c", {{"LOC", "Oslo", 1, "Oslo"}});
    corpus.add("d", {{"LOC", "Oslo", 1, "City of Oslo", "NO-03"}, {"LOC", "oslo", 2, "oslo", "NO-03"}});
    const auto rows = corpus.rows();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].name == "Oslo");
    CHECK(rows[0].mentions == 5);
    CHECK(rows[0].documents == 3);
    CHECK(rows[1].mentions == 2);
    CHECK(rows[1].documents == 1);
}

TEST_CASE("the most frequent name and spellings are told, also where they come late") {
    Corpus corpus;
    for (int i = 0; i < 150; ++i) {
        const auto rare = "Rare " + std::to_string(i);
        corpus.add("a", {{"ORG", rare.c_str(), 1, rare.c_str(), "Q1"}});
    }
    for (int i = 0; i < 200; ++i) corpus.add("b", {{"ORG", "Union", 1, "Union", "Q1"}});
    const auto rows = corpus.rows();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].name == "Union");
    CHECK(rows[0].spellings.find("Union (200); ") == 0);
    // Of 350 mentions 19 more are told by their spelling.
    CHECK(rows[0].spellings.find("; … (131)") != std::string::npos);
}

TEST_CASE("what is likely to be one is named for review, and not joined") {
    Corpus corpus;
    corpus.add("a", {{"PER", "Angela Okafor"},
                     {"PER", "Angela Okafor"},
                     {"PER", "Angela Okafor"},
                     {"PER", "Angela Okafor"},
                     {"ORG", "Harbour Workers Union"},
                     {"ORG", "Harbour Workers Union"},
                     {"LOC", "Okafor"}});
    corpus.add("b", {{"PER", "A. Okafor"},
                     {"PER", "A. Okafor"},
                     {"PER", "Angela Ifeoma Okafor"},
                     {"PER", "Okafor"},
                     {"PER", "B. Okafor"},
                     {"PER", "Ángela Okafor"},
                     {"ORG", "HWU"},
                     {"PER", "Angela"}});
    const auto rows = corpus.rows();
    const auto review = [&](const std::string& label, const std::string& name) -> std::string {
        for (const auto& row : rows)
            if (row.label == label && row.name == name) return row.review;
        return "no such row";
    };
    CHECK(review("PER", "Angela Okafor").empty());
    CHECK(review("PER", "A. Okafor") == "1 Angela Okafor (initial)");
    CHECK(review("PER", "Angela Ifeoma Okafor").find("1 Angela Okafor (part)") == 0);
    CHECK(review("PER", "Okafor").find("1 Angela Okafor (part)") == 0);
    CHECK(review("PER", "Angela") == "1 Angela Okafor (part)");
    CHECK(review("PER", "Ángela Okafor").find("1 Angela Okafor (spelling)") == 0);
    CHECK(review("PER", "B. Okafor").find("Angela") == std::string::npos);
    CHECK(review("ORG", "HWU") == "3 Harbour Workers Union (acronym)");
    CHECK(review("LOC", "Okafor").empty());
}

TEST_CASE("labels, the least mentions and the most entities can be set; what is beyond is counted") {
    Corpus corpus;
    corpus.run.set("labels", std::vector<std::string>{"PER", "NORP"}).set("most", std::int64_t{2});
    corpus.add("a", {{"PER", "Anna"},
                     {"NORP", "Dutch"},
                     {"LOC", "Oslo"},
                     {"PER", "Zoë"},
                     {"PER", "Zoë"},
                     {"PER", "Anna"}});
    const auto rows = corpus.rows();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].name == "Anna");
    CHECK(rows[1].name == "Dutch");
    CHECK(rows[2].name.empty());
    CHECK(rows[2].label == "PER");
    CHECK(rows[2].mentions == 2);

    Corpus frequent;
    frequent.run.set("least_mentions", 2);
    frequent.add("a", {{"PER", "Anna"}, {"PER", "Anna"}, {"PER", "Zoë"}});
    CHECK(frequent.rows().size() == 1);
}

TEST_CASE("many people of one family name take no more time than others") {
    Corpus corpus;
    for (int i = 0; i < 20'000; ++i) {
        const auto name = "Name" + std::to_string(i) + " Okafor";
        corpus.add("d", {{"PER", name.c_str()}, {"PER", "Okafor"}});
    }
    CHECK(corpus.rows().size() == 20'001);
}
