// SPDX-License-Identifier: MIT
// quote.speech on the styles of the press: marks of many kinds, quotations over paragraphs, transcripts, and
// input that nobody would write.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "quoted_text.hpp"

using namespace quern;
using quern::testing::quotations_in;
using quern::testing::quoted_text;

namespace {

// The strings in marks with their use.
std::vector<std::string> uses(const Document& document) {
    std::vector<std::string> result;
    for (const auto row : *document.find_layer("quoted"))
        result.push_back(std::string(row.string("use")) + "|" + std::string(row.text()));
    return result;
}

using Rows = std::vector<std::string>;

struct Case {
    const char* what;
    const char* text;
    Rows expected;
};

}  // namespace

TEST_CASE("speech in marks is found in each style of the press, with the model and by rules alone") {
    const bool rules_only = GENERATE(false, true);
    const auto one = GENERATE(values<Case>({
        {"over two paragraphs, reopened, and told of behind the second",
         "“The river rose all night.\n\n“By noon it was at the door,” said Marta Lindqvist.",
         {"direct|The river rose all night.|Marta Lindqvist",
          "direct|By noon it was at the door,|Marta Lindqvist"}},
        {"over two paragraphs, told of before the first",
         "Marta Lindqvist said: “The river rose all night.\n\n“By noon it was at the door.”",
         {"direct|The river rose all night.|Marta Lindqvist",
          "direct|By noon it was at the door.|Marta Lindqvist"}},
        {"doubled marks, as agencies write them",
         "``The river rose all night,'' said Marta Lindqvist.",
         {"direct|The river rose all night,|Marta Lindqvist"}},
        {"single marks",
         "‘The river rose all night,’ said Marta Lindqvist.",
         {"direct|The river rose all night,|Marta Lindqvist"}},
        {"angle marks",
         "«The river rose all night», said Marta Lindqvist.",
         {"direct|The river rose all night|Marta Lindqvist"}},
        {"low and high marks",
         "„The river rose all night“, said Marta Lindqvist.",
         {"direct|The river rose all night|Marta Lindqvist"}},
        {"corner marks",
         "「The river rose all night,」 said Marta Lindqvist.",
         {"direct|The river rose all night,|Marta Lindqvist"}},
        {"a quotation inside a quotation belongs to who tells of it",
         "“She told me, ‘Go home,’ and I went,” said Marta Lindqvist.",
         {"direct|She told me, ‘Go home,’ and I went,|Marta Lindqvist"}},
        {"above a block",
         "Marta Lindqvist said in a statement:\n\n“The river rose all night.”",
         {"direct|The river rose all night.|Marta Lindqvist"}},
        {"a pronoun above a block",
         "Marta Lindqvist came late.\n\nShe said:\n\n“The river rose all night.”",
         {"direct|The river rose all night.|Marta Lindqvist"}},
        {"a name behind a dash",
         "“The river rose all night.” — Marta Lindqvist",
         {"direct|The river rose all night.|Marta Lindqvist"}},
        {"according to, behind it",
         "“The river rose all night,” according to Marta Lindqvist.",
         {"direct|The river rose all night,|Marta Lindqvist"}},
        {"a speaker in the sentence before",
         "Marta Lindqvist was there all week. “The river rose all night.”",
         {"direct|The river rose all night.|Marta Lindqvist"}},
        {"an apposition of many words",
         "“The river rose all night,” said Marta Lindqvist, a keeper of the locks at the old "
         "mill above the town who has worked there for thirty years.",
         {"direct|The river rose all night,|Marta Lindqvist"}},
        {"the apposition before the verb",
         "Marta Lindqvist, a keeper of the locks at the old mill, said, “The river rose all night.”",
         {"direct|The river rose all night.|Marta Lindqvist"}},
        {"a transcript in marks, with the names in capitals",
         "“LINDQVIST: The river rose all night.\n\n“OKOYE: And the mill?”",
         {"direct|The river rose all night.|LINDQVIST", "direct|And the mill?|OKOYE"}},
        {"a name behind a dash, with a stop",
         "“The river rose all night.” ― Marta Lindqvist.",
         {"direct|The river rose all night.|Marta Lindqvist"}},
        {"a transcript without marks around the names",
         "Marta Lindqvist: “The river rose all night.”\n\nPaul Okoye: “And the mill?”",
         {"direct|The river rose all night.|Marta Lindqvist", "direct|And the mill?|Paul Okoye"}},
        {"a question that goes on behind its mark",
         "“Will the river rise?” Marta Lindqvist asked.",
         {"direct|Will the river rise?|Marta Lindqvist"}},
        {"with signs in front of its first word",
         "The river rose all night.\n\n“[But] nobody came to the door. It was late.”",
         {"direct|[But] nobody came to the door. It was late.|"}},
        {"the verb before the speaker, at the head of the sentence",
         "The mill is gone. Said Marta Lindqvist, “The river rose all night.”",
         {"direct|The river rose all night.|Marta Lindqvist"}},
        {"marks of another make, where the next paragraph goes on",
         "Marta Lindqvist said:\n\n\"I was at home and read “The Long Tide.” Then I heard it.\n\n\"By noon it was "
         "at the door.\"",
         {"direct|I was at home and read “The Long Tide.” Then I heard it.|Marta Lindqvist",
          "direct|By noon it was at the door.|Marta Lindqvist"}},
        {"the speaker far from the verb",
         "The river fell.\n\n“We have had better years than this one,” mill owner Marta Lindqvist, in a wet coat "
         "and a hat, said calmly.",
         {"direct|We have had better years than this one,|Marta Lindqvist"}},
    }));
    CAPTURE(one.what, rules_only);
    CHECK(quotations_in(quoted_text(one.text, rules_only)) == one.expected);
}

TEST_CASE("titles and scare quotes are no speech, and the strings beside them are") {
    const auto document = quoted_text(
        "Marta Lindqvist, who wrote “The Long Flood”, was at the gate. The “dry” valley was full of mist.\n\n"
        "“The river rose all night,” she said.");
    CHECK(quotations_in(document) == Rows{"direct|The river rose all night,|Marta Lindqvist"});
    CHECK(uses(document) == Rows{"none|The Long Flood", "none|dry", "direct|The river rose all night,"});
}

TEST_CASE("what is told without marks has its cue and its speaker") {
    const auto document = quoted_text("The old bridge will be closed for a year, Marta Lindqvist warned.");
    const auto& quotes = *document.find_layer("quotes");
    REQUIRE(quotes.size() == 1);
    CHECK(quotes[0].string("kind") == "indirect");
    CHECK(quotes[0].text() == "The old bridge will be closed for a year");
    CHECK(quotes[0].span("cue").value().of(document.text()) == "warned");
    CHECK(quotes[0].span("speaker").value().of(document.text()) == "Marta Lindqvist");
}

TEST_CASE("a part of a sentence in marks lies in the row of the whole that is told") {
    const auto document =
        quoted_text("Marta Lindqvist said the new dam was “a hole in the ground” and a danger.");
    REQUIRE(quotations_in(document) ==
            Rows{"mixed|the new dam was “a hole in the ground” and a danger|Marta Lindqvist"});
    CHECK(uses(document) == Rows{"partial|a hole in the ground"});
    CHECK((*document.find_layer("quoted"))[0].reference("quote") == 0U);
}

TEST_CASE("a name in a headline does not take the headline's words along") {
    const auto document = quoted_text(
        "Marta Lindqvist Opens New Lock.\n\nMarta Lindqvist came late. “The river rose,” she said.\n\n"
        "“It fell,” said Marta Lindqvist.");
    for (const auto row : *document.find_layer("quotes"))
        CHECK(row.string("speaker_name") == "Marta Lindqvist");
    CHECK(document.find_layer("quotes")->size() == 2);
}

TEST_CASE("no row crosses a paragraph, and every string is told of, however odd the marks") {
    std::string nested = "the end";
    for (int depth = 0; depth < 10; ++depth)
        nested = (depth % 2 ? "“" : "‘") + nested + (depth % 2 ? "”" : "’");
    for (const std::string& text :
         {std::string("\"Bob.\"\n\n\"What.\""), std::string("\"\"="), std::string("\""),
          nested + " said Anna Berg.", std::string("“One. Two.\n\nThree said.” Four” “five"),
          std::string("He said “\n\n” she said “"), std::string("““““said””””"),
          std::string("''said'' ''")}) {
        CAPTURE(text);
        const auto document = quoted_text(text);
        const auto& quotes = *document.find_layer("quotes");
        for (const auto row : quotes) {
            CHECK_FALSE(row.span().empty());
            CHECK(row.text().find("\n\n") == std::string_view::npos);
        }
        for (const auto string : *document.find_layer("quoted"))
            if (const auto quote = string.reference("quote")) CHECK(*quote < quotes.size());
    }
}

// With a cost that grows as the square of the length, these take longer than a test may run.
TEST_CASE("ten megabytes without a paragraph break, with marks and without, take linear time") {
    std::string plain, marked;
    while (plain.size() < 10'000'000)
        plain += "Anna Berg said that the river rose and that the mill was lost and ";
    while (marked.size() < 2'000'000) marked += "“It rose,” said Anna Berg, “and fell,” and ";
    CHECK(quoted_text(plain + "that was all.").find_layer("quotes")->size() > 0);
    CHECK(quoted_text(marked + "that was all.").find_layer("quotes")->size() > 0);
}

TEST_CASE("a hundred thousand marks take linear time") {
    for (const char* mark : {"\"", "“", "'' ", "“a” ", "‘“"}) {
        CAPTURE(mark);
        std::string text = "Anna Berg said ";
        for (int i = 0; i < 100'000; ++i) text += mark;
        CHECK_NOTHROW(quoted_text(text));
    }
}

TEST_CASE("a clause in marks that its sentence begins with was said, whoever the rest tells of") {
    const bool rules_only = GENERATE(false, true);
    const auto* rest = GENERATE("she will say one day.", "reads a sign at the gate.", "came a shout.");
    const auto document =
        quoted_text("The river fell.\n\n“Nobody was told of this,” " + std::string(rest), rules_only);
    CAPTURE(rest, rules_only);
    CHECK(uses(document) == Rows{"direct|Nobody was told of this,"});
}

TEST_CASE("a title in marks is no saying, also where the full stop of its sentence stands inside") {
    const bool rules_only = GENERATE(false, true);
    const auto* text =
        GENERATE("Marta Lindqvist is the star of the show “Old Mill.” It was late.",
                 "“The river fell,” Marta Lindqvist said on the show “Here’s the Mill.”",
                 "“The river fell,” said Marta Lindqvist, who wrote “Mills: A Life in Water.”");
    CAPTURE(text, rules_only);
    CHECK(uses(quoted_text(text, rules_only)).back().starts_with("none|"));
}

TEST_CASE("reported content goes on to the comma before who said it") {
    CHECK(quotations_in(quoted_text("The river will rise again on Friday, Marta Lindqvist warned.")) ==
          Rows{"indirect|The river will rise again on Friday|Marta Lindqvist"});
}

TEST_CASE("nobody is speaking in 'That said'") {
    CHECK(quotations_in(quoted_text("Marta Lindqvist came late. That said, the river was high.")).empty());
}

TEST_CASE("who speaks in a relative clause is whom it is tied to") {
    CHECK(quotations_in(quoted_text("The prize went to Marta Lindqvist, who said the river would rise.")) ==
          Rows{"indirect|the river would rise|Marta Lindqvist"});
}

TEST_CASE("who speaks in a relative clause is whom it is tied to, also across a dash") {
    CHECK(quotations_in(quoted_text("The prize went to Marta Lindqvist — who said the river would rise.")) ==
          Rows{"indirect|the river would rise|Marta Lindqvist"});
}

TEST_CASE("a year behind a date is nobody who speaks") {
    CHECK(quotations_in(quoted_text("On July 6, 2019, Lindqvist made the following comment:\n\n"
                                    "\"The river will rise again before the week is over.\"")) ==
          Rows{"direct|The river will rise again before the week is over.|Lindqvist"});
}

TEST_CASE("who spoke may stand behind the words with nothing but an office and a place") {
    CHECK(
        quotations_in(quoted_text("\"A river needs no passport, and no one may close it like a tap,\" Marta "
                                  "Lindqvist, foreign minister of Tolmar, in parliament")) ==
        Rows{"direct|A river needs no passport, and no one may close it like a tap,|Marta Lindqvist"});
}

TEST_CASE("a work with its maker and the place where it is shown is nothing that was said") {
    CHECK(quotations_in(quoted_text("\"The Long Flood,\" Anna Bell, at the Tolmar Gallery through Sunday"))
              .empty());
    CHECK(quotations_in(quoted_text("\"The river and its people,\" Anna Bell, with photographs by Jo Hart."))
              .empty());
}

TEST_CASE("those who said are described, who is asked for is not") {
    const auto kinds_in = [](const char* text) {
        std::vector<std::string> kinds;
        const auto document = quoted_text(text);
        for (const auto row : *document.find_layer("quotes")) kinds.emplace_back(row.string("speaker_kind"));
        return kinds;
    };
    CHECK(kinds_in("Those who said the river would rise were right.") == Rows{"described"});
    CHECK(kinds_in("Who said the river would rise?") == Rows{""});
}

TEST_CASE("a description is nobody who stood at the end of the paragraph before") {
    CHECK(quotations_in(quoted_text("We can hear them.\n\n— Petr Novák, head of rescue\n\n"
                                    "The mine's owner said that nobody had given up.")) ==
          Rows{"indirect|that nobody had given up|The mine's owner"});
}

TEST_CASE("a denial is told as one, whoever is said to have told it") {
    for (const bool rules_only : {false, true})
        CHECK(quotations_in(quoted_text(
                  "Police do not believe that the fire in the old mill is suspicious, Dev "
                  "Patel said on Thursday.",
                  rules_only)) == Rows{"indirect|that the fire in the old mill is suspicious|Police"});
}

TEST_CASE("nobody calls what is so-called") {
    CHECK(quotations_in(quoted_text("The so-called \"think tank\" paid for the film of the flood.")).empty());
}

TEST_CASE("a dateline is no part of what is said") {
    const Rows expected{"indirect|The pit will close in May|the owner"};
    CHECK(quotations_in(
              quoted_text("OSTRAVA, Czech Republic, Feb 2 (Wire) - The pit will close in May, the owner "
                          "said on Tuesday.")) == expected);
    CHECK(quotations_in(quoted_text(
              "LONDON (Wire) - The pit will close in May, the owner said on Tuesday.")) == expected);
}

TEST_CASE("single marks that are turned the wrong way inside a quotation do not end it") {
    for (const std::string inner :
         {"If they say, ‘We own the river, ‘ then I say, ‘Nobody does,’ and that ends it,",
          "Some say, ‘It rose, ‘ and others say, ‘It fell.’ I say, ‘Wait,'"}) {
        const auto document = quoted_text("“" + inner + "” Marta Lindqvist said.");
        CHECK(quotations_in(document) == Rows{"direct|" + inner + "|Marta Lindqvist"});
    }
}

TEST_CASE("what happened while somebody spoke was not said, in a transcript whose paragraphs are quoted") {
    const auto document =
        quoted_text("\"LINDQVIST: The river rose all night.\n\n\"(LAUGHTER.)\n\n\"OSKE: It fell by noon.\"");
    CHECK(quotations_in(document) ==
          Rows{"direct|The river rose all night.|LINDQVIST", "direct|It fell by noon.|OSKE"});
    CHECK(uses(document)[1] == "none|(LAUGHTER.)");
}

TEST_CASE("words in marks that name a thing, or end somebody else's clause, are no sentence that was said") {
    for (const std::string text :
         {"Marta Lindqvist called the new dam “a hole in the ground.”",
          "Marta Lindqvist warned that, “In the end the river will take it all.”",
          "The lock is closed because, “In the end the river takes it all,” Marta Lindqvist said.",
          "Marta Lindqvist said that the river was “a patient old neighbour.”",
          "Marta Lindqvist said that by the end of the year, “nobody will live in the valley any more.”"}) {
        CAPTURE(text);
        const auto document = quoted_text(text);
        for (const auto& row : quotations_in(document)) CHECK_FALSE(row.starts_with("direct|"));
        REQUIRE(uses(document).size() == 1);
        CHECK(uses(document)[0].starts_with("partial|"));
    }
    CHECK(quotations_in(quoted_text("Marta Lindqvist said, “In the end the river takes it all.”")) ==
          Rows{"direct|In the end the river takes it all.|Marta Lindqvist"});
}

TEST_CASE("what only looks like a part of a clause in marks was said") {
    for (const std::string text : {"He added later, though, “We should have stayed and fought.”",
                                   "Marta Lindqvist said once, “The river takes it all in the end.”",
                                   "Marta Lindqvist had said before, “The river takes it all in the end.”",
                                   "Marta Lindqvist told the judge “not guilty.”",
                                   "“I had nothing at all,” Marta Lindqvist said once, “but I was free.”"}) {
        CAPTURE(text);
        const auto document = quoted_text(text);
        const auto rows = quotations_in(document);
        CHECK(rows.size() == uses(document).size());
        for (const auto& row : rows) CHECK(row.starts_with("direct|"));
    }
}

TEST_CASE("brackets that somebody spoke are no aside") {
    for (const std::string text :
         {"“[We will go to the river.]” Paul Oske said.", "Paul Oske said: “(No comment.)”",
          "“[The river] will rise,” Paul Oske said. “[But the dam will hold.]”"}) {
        CAPTURE(text);
        const auto document = quoted_text(text);
        const auto rows = quotations_in(document);
        CHECK(rows.size() == uses(document).size());
        for (const auto& row : rows) CHECK(row.starts_with("direct|"));
    }
}

TEST_CASE("a string between dashes with a cue of its own takes no words of the sentence around it along") {
    CHECK(quotations_in(
              quoted_text("Nobody trusts the new dam — “It will not hold,” Marta Lindqvist said — and "
                          "the valley is empty.")) == Rows{"direct|It will not hold,|Marta Lindqvist"});
}

TEST_CASE("a colon behind a cue gives its words to the string that follows, not to the one before") {
    const auto rows = quotations_in(quoted_text(
        "The council might do better with the “slow old gates,” Marta Lindqvist said: “The river rose all night.”"));
    CHECK(std::find(rows.begin(), rows.end(), "direct|The river rose all night.|Marta Lindqvist") !=
          rows.end());
}
