// SPDX-License-Identifier: MIT
// `quern run --trace`, `quern show` and `quern diff` over results of real pipelines, as a person meets them.
#include <string>

#include <rapidjson/document.h>
#include <catch2/catch.hpp>

#include "command.hpp"

using namespace quern::testing;
using Catch::Contains;

namespace {

std::string record(const std::string& id, const std::string& text, const std::string& rows,
                   const std::string& more = {}) {
    return R"({"id":")" + id + R"(","text":")" + text + R"(",)" + more + R"("layers":{"entities":[)" + rows +
           "]}}\n";
}
std::string row(int begin, int end, const std::string& label, const std::string& more = {}) {
    return R"({"begin":)" + std::to_string(begin) + R"(,"end":)" + std::to_string(end) + R"(,"label":")" +
           label + "\"" + more + "}";
}

const std::string ida = row(0, 8, "PER"), oslo = row(17, 21, "LOC"), sentence = "Ida Holm lives in Oslo.";

struct Place {
    TemporaryFolder folder;

    CommandResult quern(const std::string& arguments) const { return run_quern(arguments, folder.path()); }
    rapidjson::Document json(const std::string& arguments) const {
        const auto result = quern(arguments + " --json");
        INFO(result.err);
        rapidjson::Document json;
        json.Parse(result.out.c_str());
        REQUIRE(!json.HasParseError());
        return json;
    }
    int rows(const rapidjson::Document& json, const char* what) const {
        return json["layers"]["entities"][what].GetInt();
    }
};

}  // namespace

TEST_CASE("the sample corpus is traced from page to quotations") {
    const Place place;
    const std::string news = "run '" QUERN_SOURCE_DIR "/configs/news.yaml' --trace ";
    const auto traced = place.quern(news + "html/dam-gazette.html");
    INFO(traced.err);
    CHECK(traced.exit_code == 0);
    for (const char* part :
         {"clean.flat\n  passed by: it acts on text/plain, and this document is text/html",
          "author: Horace Bellweather", "⟦PER Leila al-Haddad⟧", "speaker_name=\"Leila al-Haddad\"",
          "A run would hand it to the outputs. Nothing was written."})
        CHECK_THAT(traced.out, Contains(part));
    CHECK(!fs::exists(place.folder / "out"));

    const auto wrong = place.quern(news + "dam-gazette.html");
    CHECK(wrong.exit_code == 2);
    CHECK_THAT(wrong.err, Contains("none of the 31 documents has the id 'dam-gazette.html'") &&
                              Contains("did you mean 'html/dam-gazette.html'?"));
    CHECK_THAT(place.quern(news + "22").out, Contains("document 22: html/dam-gazette.html"));
}
