// SPDX-License-Identifier: MIT
// One stage that declares everything, as text, as JSON and as a page.
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <rapidjson/document.h>
#include <catch2/catch.hpp>

#include "plugin/describe.hpp"

using namespace quern::host;

namespace {

constexpr quern::Column columns[] = {{"loudness", quern::Type::number, "0 to 1."},
                                     {"said_by", quern::Type::reference, "Who | what.", "entities"}};
constexpr quern::LayerSchema shouts{"shouts", "Words in capitals.", columns};
constexpr quern::LayerSchema counts{"shout_counts", "How often.", columns, false};

class Everything final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Marks words.");
        d.details(
            "First paragraph\nof two lines.\n\n- an item\n  of two lines\n- another\n\n| a | table |\n");
        d.example("stages:\n  - use: test.everything\n", "In short.");
        d.option("least", least_, "How many.").at_least(2).at_most(9);
        d.option("mode", mode_, "Which way, a|b or *.").one_of({"fast", "good"});
        d.option("lists", lists_, "Where the names are.")
            .required()
            .path(quern::Option::PathKind::file)
            .example("a.txt");
        d.option("layer", layer_, "The layer to write.");
        d.option("names", names_, "Other names.");
        d.option("on", on_, "Whether at all.");
        d.reads(quern::layers::tokens);
        d.reads_optional(quern::layers::blocks);
        d.writes(shouts).named_by("layer");
        d.extends(quern::layers::entities, columns);
        d.makes_table(counts);
        d.accepts({"text/html", "text/plain"});
        d.reads_metadata({"language"});
        d.writes_metadata({"title", "site"});
        d.edits_text();
        d.builds_text();
    }
    void process(quern::Document&) const override {}

private:
    int least_ = 3;
    std::string mode_ = "good", layer_ = "shouts";
    std::vector<std::filesystem::path> lists_;
    std::map<std::string, std::string> names_{{"a", "b"}};
    bool on_ = true;
};

class Broken final : public quern::Reader {
public:
    Broken() { throw quern::Error("no ink", "buy some"); }
    void declare(quern::Declaration&) override {}
    bool next(quern::Item&) override { return false; }
    void load(quern::Item&, quern::Document&) const override {}
};

constexpr quern::StageEntry everything_entry = quern::stage<Everything>("test.everything");
constexpr quern::StageEntry broken_entry = quern::stage<Broken>("read.broken");

OfferedStage offer(const quern::StageEntry& entry) {
    return {entry.name, entry.kind, &entry, "/plugins/test_all.so", "2.1"};
}

// Catch2 takes a value of rapidjson for a range without end when it prints it.
std::string text(const rapidjson::Value& value) {
    return value.GetString();
}

}  // namespace

TEST_CASE("a stage is told in full on a terminal") {
    const OfferedStage everything = offer(everything_entry);
    CHECK(to_text(describe(everything)) == R"(test.everything (stage)
Marks words.

First paragraph of two lines.

- an item of two lines
- another

| a | table |

Options:
  least
      How many.
      integer; 2 to 9; default: 3
  mode
      Which way, a|b or *.
      text; one of fast, good; default: good
  lists
      Where the names are.
      list of paths; an existing file; relative to the YAML file; required; for example
      a.txt
  layer
      The layer to write.
      text; default: shouts
  names
      Other names.
      map of texts; default: {a: b}
  on
      Whether at all.
      boolean; default: true

Layers:
  reads tokens
      Words, numbers and punctuation marks.
  reads if there blocks
      Paragraphs, headings and the like: the pieces a page is laid out in.
  creates the layer that 'layer' names (by default shouts)
      Words in capitals.
      loudness (number): 0 to 1.
      said_by (reference to entities): Who | what.
  adds columns to entities
      Names of people, organisations, places and nationalities.
      loudness (number): 0 to 1.
      said_by (reference to entities): Who | what.

Tables over the corpus:
  shout_counts
      How often.
      loudness (number): 0 to 1.
      said_by (reference to entities): Who | what.

Documents:
  acts only on: text/html, text/plain
  reads metadata: language
  writes metadata: title, site
  builds the text of documents that have none yet
  edits the text

Examples:
  In short.
    stages:
      - use: test.everything

From /plugins/test_all.so, version 2.1
)");
}

TEST_CASE("a stage's page says the same, and nothing that differs from machine to machine") {
    const OfferedStage everything = offer(everything_entry);
    CHECK(to_markdown(describe(everything)) ==
          R"(<!-- Made by scripts/docs.sh from what the stages declare: change it there. -->

# test.everything

Marks words.

Stage of the plugin `test_all`.

First paragraph
of two lines.

- an item
  of two lines
- another

| a | table |

## Options

| option | type | default | meaning |
|---|---|---|---|
| `least` | integer; 2 to 9 | `3` | How many. |
| `mode` | text; one of fast, good | `good` | Which way, a\|b or \*. |
| `lists` | list of paths; an existing file; relative to the YAML file | required | Where the names are. For example `a.txt`. |
| `layer` | text | `shouts` | The layer to write. |
| `names` | map of texts | `{a: b}` | Other names. |
| `on` | boolean | `true` | Whether at all. |

## Layers

Reads `tokens`: Words, numbers and punctuation marks.

Reads if there `blocks`: Paragraphs, headings and the like: the pieces a page is laid out in.

Creates the layer that `layer` names (by default `shouts`): Words in capitals.

| column | type | meaning |
|---|---|---|
| `loudness` | number | 0 to 1. |
| `said_by` | reference to `entities` | Who \| what. |

Adds columns to `entities`: Names of people, organisations, places and nationalities.

| column | type | meaning |
|---|---|---|
| `loudness` | number | 0 to 1. |
| `said_by` | reference to `entities` | Who \| what. |

## Tables over the corpus

`shout_counts`: How often.

| column | type | meaning |
|---|---|---|
| `loudness` | number | 0 to 1. |
| `said_by` | reference to `entities` | Who \| what. |

## Documents

- Acts only on `text/html`, `text/plain`
- Reads metadata: `language`
- Writes metadata: `title`, `site`
- Builds the text of documents that have none yet.
- Edits the text.

## Examples

In short.

```yaml
stages:
  - use: test.everything
```
)");
}

TEST_CASE("a stage as JSON holds what it declares, with typed defaults") {
    const OfferedStage everything = offer(everything_entry);
    rapidjson::Document json;
    json.Parse(to_json(describe(everything)).c_str());
    REQUIRE(!json.HasParseError());
    CHECK(text(json["name"]) == "test.everything");
    CHECK(text(json["kind"]) == "stage");
    const auto& options = json["options"];
    CHECK(options[0]["default"].GetInt() == 3);
    CHECK(options[0]["minimum"].GetDouble() == 2.0);
    CHECK(options[0]["maximum"].GetDouble() == 9.0);
    CHECK(text(options[1]["choices"][1]) == "good");
    CHECK(options[2]["required"].GetBool());
    CHECK(text(options[2]["path"]) == "file");
    CHECK(options[2]["default"].Empty());
    CHECK(text(options[4]["default"]["a"]) == "b");
    CHECK(options[5]["default"].GetBool());
    const auto& layers = json["layers"];
    CHECK(text(layers[0]["use"]) == "read");
    CHECK(text(layers[1]["use"]) == "read_optional");
    CHECK(text(layers[2]["use"]) == "write");
    CHECK(text(layers[2]["named_by"]) == "layer");
    CHECK(text(layers[3]["use"]) == "extend");
    CHECK(text(layers[3]["columns"][1]["target"]) == "entities");
    CHECK(!json["tables"][0]["has_span"].GetBool());
    CHECK(text(json["metadata_written"][1]) == "site");
    CHECK(json["builds_text"].GetBool());
    CHECK(!json.HasMember("problem"));
}

TEST_CASE("lists hold stages that cannot be made, with the reason") {
    const OfferedStage everything = offer(everything_entry), broken = offer(broken_entry);
    std::vector<Description> stages;
    stages.push_back(describe(broken));
    stages.push_back(describe(everything));
    CHECK(to_text(stages) ==
          "Readers:\n  read.broken      read.broken cannot be made: no ink (/plugins/test_all.so)\n\n"
          "Stages:\n  test.everything  Marks words.\n");
    rapidjson::Document json;
    json.Parse(to_json(stages).c_str());
    REQUIRE(!json.HasParseError());
    CHECK(text(json[0]["problem"]) == "read.broken cannot be made: no ink (/plugins/test_all.so)");
    CHECK_THAT(to_markdown(stages),
               Catch::Contains("## Stages\n\n| stage | what it does |\n|---|---|\n"
                               "| [test.everything](test.everything.md) | Marks words. |\n"));
}
