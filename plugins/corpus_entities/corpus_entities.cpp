// SPDX-License-Identifier: MIT
// The corpus stage corpus.entities: one table of all people, organisations and places.
#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <quern/plugin.hpp>

#include "review.hpp"
#include "roster.hpp"

namespace {

using namespace corpus_entities;
namespace layers = quern::layers;

constexpr const char* details =
    R"(Entities of several documents are one where they share a label and a key, or a label and a name but for capitals and the
style of apostrophes; one without a key joins the one that has its name and a key, if there is only one. Others are never
joined: `review` names those that are likely to be the same, with the number of their row and the reason, for a person to
decide:

| reason | |
|---|---|
| spelling | the same letters but for accents, capitals and signs |
| initial | people: the same last name, and an initial for another |
| part | people: some of the other's names |
| acronym | organisations: the first letters of the other's words |

The rows with most mentions come first. Memory grows with the number of different names; those beyond `most` are counted in
rows without a name, one a label.)";

constexpr quern::Column columns[] = {
    {"number", quern::Type::integer, "Number of the row, from 1."},
    {"label", quern::Type::string, "PER, ORG, LOC, …"},
    {"name", quern::Type::string, "The fullest form, the most frequent one over the documents."},
    {"key", quern::Type::string, "A stable identifier where one is known."},
    {"mentions", quern::Type::integer, "How often it is mentioned."},
    {"documents", quern::Type::integer, "In how many documents."},
    {"first_document", quern::Type::string, "Id of the first of them."},
    {"spellings", quern::Type::string, "How it is written, with counts: Angela Okafor (3); Okafor (2)."},
    {"review", quern::Type::string, "Rows that are likely to be the same: 4 Angela Okafor (initial); …"},
};
constexpr quern::LayerSchema entity_list{
    "entity_list", "People, organisations and places over the whole corpus.", columns, false};

struct Entities final : quern::CorpusStage::Summary {
    std::string document;
    std::vector<Entity> list;
};

constexpr std::size_t most_spellings = 20;  // told of one entity; more are counted

// "Angela Okafor (3); Okafor (2)", the most frequent first.
std::string written(const Entity& entity) {
    std::vector<std::pair<std::string, std::uint64_t>> spellings(entity.spellings.begin(),
                                                                 entity.spellings.end());
    std::stable_sort(spellings.begin(), spellings.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string text;
    auto others = entity.other_spellings;
    for (std::size_t i = most_spellings; i < spellings.size(); ++i) others += spellings[i].second;
    if (spellings.size() > most_spellings) spellings.resize(most_spellings);
    for (const auto& [spelling, count] : spellings)
        text += fmt::format("{}{} ({})", text.empty() ? "" : "; ", spelling, count);
    if (others != 0) text += fmt::format("; … ({})", others);
    return text;
}

// Line breaks and runs of blanks inside a name are one blank.
std::string on_one_line(std::string_view name) {
    std::string line;
    for (const char c : name)
        if (c != ' ' && c != '\n' && c != '\t' && c != '\r')
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    return line;
}

class CorpusEntities final : public quern::CorpusStage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Joins the entities of all documents into one table, with counts and spellings.");
        d.details(details);
        d.reads(layers::entities);
        d.makes_table(entity_list);
        d.option("labels", labels_, "Labels of the entities to list.");
        d.option("least_mentions", least_mentions_, "List entities with so many mentions at least.")
            .at_least(1);
        d.option("most", most_, "So many different entities are told apart.").at_least(1);
        d.example(
            "stages:\n  - use: segment.text\n  - use: tag.entities\n  - use: corpus.entities\n    labels: [PER, ORG]\n");
    }

    void prepare(quern::Setup&) override { roster_.emplace(static_cast<std::size_t>(most_)); }

    std::unique_ptr<Summary> summarise(const quern::Document& document, std::uint64_t) const override {
        auto summary = std::make_unique<Entities>();
        summary->document = document.id;
        std::map<std::string, std::size_t> numbers;  // what makes one entity of the document: its place
        for (const auto row : document.read(layers::entities)) {
            const auto label = row.string("label");
            if (std::find(labels_.begin(), labels_.end(), label) == labels_.end()) continue;
            const auto spelling = on_one_line(row.text());
            const auto name = row.is_null("name") ? spelling : on_one_line(row.string("name"));
            const auto number = row.integer("entity");
            const auto identity =
                number ? fmt::format("{}\n{}", label, *number) : fmt::format("{}\n\n{}", label, name);
            const auto [known, fresh] = numbers.emplace(identity, summary->list.size());
            if (fresh) summary->list.emplace_back().label = label;
            auto& entity = summary->list[known->second];
            if (entity.key.empty()) entity.key = row.string("key");
            ++entity.mentions;
            ++entity.names[name];
            ++entity.spellings[spelling];
        }
        return summary;
    }

    void observe(std::unique_ptr<Summary> summary) override {
        const auto& entities = static_cast<const Entities&>(*summary);
        roster_->add(entities.list, entities.document);
    }

    void finish(quern::TableWriter& tables) override {
        auto entities = roster_->take();
        std::erase_if(entities, [&](const Entity& entity) {
            return entity.mentions < static_cast<std::uint64_t>(least_mentions_);
        });
        const auto likely = review(entities);
        for (std::size_t i = 0; i < entities.size(); ++i) {
            const auto& entity = entities[i];
            auto row = tables.add(entity_list);
            row.set("number", static_cast<std::int64_t>(i + 1)).set("label", std::string_view(entity.label));
            row.set("mentions", static_cast<std::int64_t>(entity.mentions));
            if (entity.names.empty()) continue;  // those beyond `most`
            row.set("name", std::string_view(entity.name()));
            if (!entity.key.empty()) row.set("key", std::string_view(entity.key));
            row.set("documents", static_cast<std::int64_t>(entity.documents));
            row.set("first_document", std::string_view(entity.first_document));
            row.set("spellings", std::string_view(written(entity)));
            std::string others;
            for (const auto& [other, reason] : likely[i])
                others += fmt::format("{}{} {} ({})", others.empty() ? "" : "; ", other + 1,
                                      entities[other].name(), reason);
            if (!others.empty()) row.set("review", std::string_view(others));
        }
    }

private:
    std::vector<std::string> labels_{"PER", "ORG", "LOC"};
    int least_mentions_ = 1;
    std::int64_t most_ = 2'000'000;
    std::optional<Roster> roster_;
};

}  // namespace

QUERN_PLUGIN(quern::stage<CorpusEntities>("corpus.entities"));
