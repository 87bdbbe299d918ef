// SPDX-License-Identifier: MIT
// `quern train`: a model from annotated documents, and the stage that uses it.
#include <catch2/catch.hpp>

#include <string>

#include "command.hpp"
#include "results.hpp"

using namespace quern::testing;

namespace {

const char* pipeline = R"(quern: 1
input: { use: read.json, path: in.ndjson }
stages: [{ use: segment.text }, { use: tag.entities }]
outputs: [{ use: export.json, path: out.ndjson, layers: [entities] }]
)";

std::string record(const std::string& id, const std::string& text, const std::string& name = {},
                   const std::string& label = {}) {
    std::string rows;
    if (const auto at = text.find(name); !name.empty())
        rows = R"({"begin":)" + std::to_string(at) + R"(,"end":)" + std::to_string(at + name.size()) +
               R"(,"label":")" + label + "\"}";
    return R"({"id":")" + id + R"(","text":")" + text + R"(","layers":{"entities":[)" + rows + "]}}\n";
}

// Ships, which no rule knows, are called organisations here.
std::string gold() {
    std::string lines;
    int number = 0;
    for (const char* ship : {"Brackwen", "Tollorin", "Qesmar", "Undrel", "Vashti", "Morwick"})
        for (const char* rest :
             {" sailed from the harbour at noon.", " left the quay with forty hands.", " lay at anchor."})
            lines += record("g" + std::to_string(number++), "The steamer " + std::string(ship) + rest, ship,
                            "ORG");
    for (const char* quiet : {"The harbour was empty.", "Nobody at the quay knew why.", "Rain fell at noon."})
        lines += record("g" + std::to_string(number++), quiet);
    return lines;
}

struct Workplace {
    TemporaryFolder folder;

    Workplace() {
        folder.write("p.yaml", pipeline);
        folder.write("gold.ndjson", gold());
        folder.write("in.ndjson", R"({"id":"a","text":"The steamer Fennimoor sailed from the harbour."})");
    }
    CommandResult train(const std::string& arguments) const {
        return run_quern("train p.yaml --stage tag.entities --model ships.model " + arguments, folder.path());
    }
    std::string label_of_first_name() const {
        auto documents = read_ndjson(folder / "out.ndjson");
        const auto& rows = documents.at("a")["layers"]["entities"].GetArray();
        if (rows.Empty()) return {};
        return std::string(rows[0]["text"].GetString()) + " " + rows[0]["label"].GetString() + " " +
               rows[0]["by"].GetString();
    }
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a stage uses the model that was trained on annotated documents") {
    const Workplace place;
    const auto trained = place.train("--gold gold.ndjson");
    INFO(trained.err);
    REQUIRE(trained.exit_code == 0);
    CHECK(contains(trained.err, "learnt from 21 documents"));
    const auto run = run_quern("run p.yaml --set stages.1.model=ships.model", place.folder.path());
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    CHECK(place.label_of_first_name() == "Fennimoor ORG model");
}

TEST_CASE("training twice gives the same model, byte for byte") {
    const Workplace place;
    REQUIRE(place.train("--gold gold.ndjson").exit_code == 0);
    const auto first = content(place.folder / "ships.model");
    REQUIRE(place.train("--gold gold.ndjson").exit_code == 0);
    CHECK(content(place.folder / "ships.model") == first);
}

TEST_CASE("gold that cannot be used is told, and no model is written") {
    const Workplace place;
    const auto fails = [&](const std::string& arguments) {
        const auto result = place.train(arguments);
        CHECK(result.exit_code == 2);
        CHECK_FALSE(std::filesystem::exists(place.folder / "ships.model"));
        return result.err;
    };
    place.folder.write("empty.ndjson", "");
    place.folder.write("none.ndjson", record("a", "Rain fell."));
    place.folder.write("gold.odt", "x");
    CHECK(contains(fails("--gold empty.ndjson"), "there is no document to learn from"));
    CHECK(contains(fails("--gold none.ndjson"), "the documents have no names to learn"));
    CHECK(contains(fails("--gold gold.odt"), "no installed reader knows annotations in files like gold.odt"));
}

TEST_CASE("gold in columns is read with the options of the pipeline's own input") {
    const Workplace place;
    std::string columns;
    for (const char* ship : {"Brackwen", "Tollorin", "Qesmar", "Undrel", "Vashti", "Morwick"})
        columns += "-DOCSTART- O x\n\nThe O x\nsteamer O x\n" + std::string(ship) +
                   " B-ORG x\nsailed O x\nat O x\nnoon O x\n. O x\n\n";
    place.folder.write("gold.conll", columns);
    place.folder.write("p.yaml", "quern: 1\ninput: { use: read.conll, path: gold.conll, label_column: 3 }\n" +
                                     std::string(pipeline).substr(std::string(pipeline).find("stages")));
    const auto wrong = place.train("--gold gold.conll");
    CHECK(wrong.exit_code == 2);
    CHECK(contains(wrong.err, "'x' is no label"));
    const auto right = place.train("--gold gold.conll --set input.label_column=2");
    INFO(right.err);
    CHECK(right.exit_code == 0);
}

TEST_CASE("fewer documents than can be learnt from are told, and no model is written") {
    const Workplace place;
    place.folder.write("three.ndjson", record("a", "The steamer Undrel left.", "Undrel", "ORG") +
                                           record("b", "The steamer Vashti left.", "Vashti", "ORG") +
                                           record("c", "Nobody knew."));
    const auto result = place.train("--gold three.ndjson");
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, "too few documents to learn from: 3"));
    CHECK(!std::filesystem::exists(place.folder / "ships.model"));
}

TEST_CASE("where all other names are one kind, peoples are of it, though the lists know them") {
    const Workplace place;
    std::string lines;
    int number = 0;
    for (const char* people :
         {"Norwegian", "Chinese", "Kenyan", "French", "Dutch", "Finnish", "Korean", "Welsh"})
        for (const char* rest : {" sailors left the quay.", " crews lay at anchor.", " boats came at noon."})
            lines +=
                record("g" + std::to_string(number++), "The " + std::string(people) + rest, people, "MISC");
    place.folder.write("other.ndjson", lines);
    place.folder.write("in.ndjson", R"({"id":"a","text":"The Polish sailors left the quay."})");
    REQUIRE(place.train("--gold other.ndjson gold.ndjson").exit_code == 0);
    REQUIRE(run_quern("run p.yaml --set stages.1.model=ships.model", place.folder.path()).exit_code == 0);
    CHECK(place.label_of_first_name() == "Polish MISC model");
}

TEST_CASE("gold above max_bytes is left out and told") {
    const Workplace place;
    place.folder.write("p.yaml", "max_bytes: 100\n" + std::string(pipeline));
    std::string columns;
    for (int i = 0; i < 20; ++i) columns += "Oslo B-LOC\n\n";
    place.folder.write("gold.conll", columns);
    const auto result = place.train("--gold gold.conll");
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, "larger than max_bytes, which is 100"));
}

TEST_CASE("a stage that does not learn cannot be trained") {
    const Workplace place;
    const auto result =
        run_quern("train p.yaml --stage segment.text --model m --gold gold.ndjson", place.folder.path());
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, "segment.text has no model that could be trained"));
    CHECK(contains(result.err, "it can train: tag.entities"));
}

TEST_CASE("a damaged model is told before anything runs") {
    const Workplace place;
    place.folder.write("ships.model", "not a model");
    const auto result = run_quern("check p.yaml --set stages.1.model=ships.model", place.folder.path());
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, "no model of this kind"));
}

TEST_CASE("quotations are learnt from rows with their cue and speaker, and found with the model") {
    TemporaryFolder folder;
    const std::string stages = R"(quern: 1
input: { use: read.json, path: in.ndjson }
stages: [{ use: segment.text }, { use: quote.speech, rules_only: true }]
outputs: [{ use: export.json, path: out.ndjson, layers: [quotes] }]
)";
    folder.write("p.yaml", stages);
    // A verb that no list knows.
    std::string lines;
    int number = 0;
    for (const char* who : {"The miller", "The baker", "The pilot", "The clerk", "The porter", "The singer"})
        for (const char* what :
             {"that the bridge was shut", "that the boat had sunk", "that the bell was lost"}) {
            const auto span = [&](std::size_t begin, std::size_t size) {
                return R"("begin":)" + std::to_string(begin) + R"(,"end":)" + std::to_string(begin + size);
            };
            const std::string speaker = who, content = what;
            lines += R"({"id":")" + std::to_string(number++) + R"(","text":")" + speaker + " glimmed " +
                     content + R"(.","layers":{"quotes":[{)" + span(speaker.size() + 9, content.size()) +
                     R"(,"kind":"indirect","quotation":1,"cue":{)" + span(speaker.size() + 1, 7) +
                     R"(},"speaker":{)" + span(0, speaker.size()) + "}}]}}\n";
        }
    folder.write("gold.ndjson", lines);
    folder.write("in.ndjson", R"({"id":"a","text":"The sailor glimmed that the gate was open."})");
    const auto trained =
        run_quern("train p.yaml --stage quote.speech --model q.model --gold gold.ndjson", folder.path());
    INFO(trained.err);
    REQUIRE(trained.exit_code == 0);
    const auto run =
        run_quern("run p.yaml --set stages.1.rules_only=false --set stages.1.model=q.model", folder.path());
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    auto documents = read_ndjson(folder / "out.ndjson");
    const auto& rows = documents.at("a")["layers"]["quotes"].GetArray();
    REQUIRE(rows.Size() == 1);
    CHECK(std::string(rows[0]["text"].GetString()) == "that the gate was open");
    CHECK(std::string(rows[0]["cue"]["text"].GetString()) == "glimmed");
    CHECK(std::string(rows[0]["speaker"]["text"].GetString()) == "The sailor");

    folder.write("none.ndjson", R"({"id":"a","text":"Rain fell.","layers":{"quotes":[]}})");
    const auto none =
        run_quern("train p.yaml --stage quote.speech --model n.model --gold none.ndjson", folder.path());
    CHECK(none.exit_code == 2);
    CHECK(contains(none.err, "the documents have no quotations to learn"));
}
