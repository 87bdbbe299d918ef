// SPDX-License-Identifier: MIT
// The stage segment.text: tokens, sentences, and blocks where no cleaner has found any.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <quern/plugin.hpp>

#include "blocks.hpp"
#include "characters.hpp"
#include "language.hpp"
#include "sentences.hpp"
#include "tokenizer.hpp"

namespace {

using quern::Span;
namespace layers = quern::layers;

// Memory that a worker keeps from document to document.
struct Workspace {
    std::vector<Span> segments, tokens, sentences;
};

// The pieces that the edges of a document's blocks cut its text into. Blocks may lie inside one another.
void cut_at_blocks(const quern::Layer& blocks, std::uint32_t size, std::vector<Span>& segments) {
    std::vector<std::uint32_t> cuts{0, size};
    for (const auto block : blocks.spans()) cuts.insert(cuts.end(), {block.begin, block.end});
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    for (std::size_t i = 1; i < cuts.size(); ++i) segments.push_back({cuts[i - 1], cuts[i]});
}

class SegmentText final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Cuts the text into tokens, sentences and, where no cleaner did, blocks.");
        d.details(
            "Tokens follow the Universal Dependencies treebanks of English: clitics stand alone (`do` `n't`, "
            "`China` "
            "`'s`), abbreviations keep their periods (`U.S.`, `Mr.`), numbers their separators, and web and "
            "mail "
            "addresses are whole. Hyphenated words are cut (`Shanghai` `-` `based`) unless they begin with a "
            "prefix "
            "(`anti-war`, `e-mail`), so that names inside them can be found.\n\n"
            "No sentence crosses a block. Where no cleaner has written blocks, each line is one: a list "
            "item, a "
            "heading (few words without a stop) or a paragraph.");
        d.writes_if_absent(layers::blocks);
        d.writes(layers::tokens);
        d.writes(layers::sentences);
        d.option("wrapped", wrapped_, "Single line breaks only wrap lines; an empty line ends a block.");
        d.option("language", language_name_, "Language whose abbreviations are known.").one_of({"en"});
        d.option("hyphens", hyphens_, "What becomes of hyphenated words.").one_of({"split", "keep"});
        d.option("abbreviations", abbreviations_,
                 "More abbreviations: a file of lines that begin with title, number, inside or end.");
        d.example("- use: segment.text\n  wrapped: true", "for text whose lines were wrapped at some width");
    }

    void prepare(quern::Setup& setup) override {
        segment_text::Characters::instance();
        if (!abbreviations_.empty()) language_.load_abbreviations(abbreviations_);
        language_.load_abbreviations(setup.data("abbreviations." + language_name_ + ".txt"));
        language_.load_openers(setup.data("openers." + language_name_ + ".txt"));
        language_.load_prefixes(setup.data("prefixes." + language_name_ + ".txt"));
        if (hyphens_ == "keep")
            tokenizer_ = segment_text::Tokenizer(language_, segment_text::Tokenizer::Hyphens::keep);
    }

    void process(quern::Document& document) const override {
        auto& [segments, tokens, sentences] = document.scratch<Workspace>();
        segments.clear(), tokens.clear(), sentences.clear();
        if (document.has_layer(layers::blocks.name)) {
            cut_at_blocks(*document.read(layers::blocks), static_cast<std::uint32_t>(document.text().size()),
                          segments);
            for (const auto segment : segments) scan(document.text(), segment, tokens, sentences);
        } else {
            write_blocks(document, tokens, sentences);
        }
        document.write(layers::tokens).add_all(tokens);
        document.write(layers::sentences).add_all(sentences);
    }

private:
    // Appends what stands in the segment; returns its tokens.
    std::span<const Span> scan(std::string_view text, Span segment, std::vector<Span>& tokens,
                               std::vector<Span>& sentences) const {
        const auto first = tokens.size();
        tokenizer_.scan(text, segment, tokens);
        const std::span found(tokens.begin() + static_cast<std::ptrdiff_t>(first), tokens.end());
        splitter_.split(text, found, sentences);
        return found;
    }

    void write_blocks(quern::Document& document, std::vector<Span>& tokens,
                      std::vector<Span>& sentences) const {
        using segment_text::Lines;
        const auto& text = document.text();
        auto blocks = document.write(layers::blocks);
        const auto kind = blocks.column("kind");
        for (const auto block :
             segment_text::find_blocks(text, wrapped_ ? Lines::are_wrapped : Lines::are_blocks)) {
            const auto found = scan(text, block, tokens, sentences);
            blocks.add(block).set(kind, segment_text::kind_of_block(text, found));
        }
    }

    bool wrapped_ = false;
    std::string language_name_ = "en";
    std::string hyphens_ = "split";
    std::filesystem::path abbreviations_;
    segment_text::Language language_;
    segment_text::Tokenizer tokenizer_{language_};
    segment_text::SentenceSplitter splitter_{language_};
};

}  // namespace

QUERN_PLUGIN(quern::stage<SegmentText>("segment.text"));
