// SPDX-License-Identifier: MIT
#include "document.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include <quern/output.hpp>

#include "words.hpp"

namespace corpus_quotes {

namespace layers = quern::layers;

namespace {

constexpr std::size_t most_shown = 1000;     // code points of a quotation
constexpr std::size_t most_compared = 2000;  // words of a quotation

// Appends a piece, line breaks and runs of blanks as one blank, until `most_shown` is reached.
void append_shown(std::string& text, std::string_view piece, std::size_t& shown) {
    if (shown > most_shown) return;
    if (!text.empty()) text += " … ";
    for (const char c : piece) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (blank && (text.empty() || text.back() == ' ')) continue;
        if ((c & 0xC0) != 0x80 && ++shown > most_shown) {
            text += "…";
            return;
        }
        text += blank ? ' ' : c;
    }
}

SpeakerKind speaker_kind_of(std::string_view kind) {
    return kind == "named"        ? SpeakerKind::named
           : kind == "collective" ? SpeakerKind::collective
                                  : SpeakerKind::described;
}

// Reads the quotations of one document.
class DocumentReader {
public:
    DocumentReader(const quern::Document& document, const Language& language,
                   const std::vector<std::string>& kinds)
        : document_(document),
          language_(language),
          kinds_(kinds),
          quotes_(document.read(layers::quotes)),
          quoted_(document.read(layers::quoted)),
          entities_(document.read(layers::entities)),
          offset_(document.text(), quern::OffsetUnit::code_points) {}

    std::vector<Quotation> read();

private:
    Quotation read(const std::vector<quern::Row>& pieces);
    void read_strings(const std::vector<quern::Row>& pieces, Words& words);
    Speaker speaker_of(const quern::Row& row) const;

    const quern::Document& document_;
    const Language& language_;
    const std::vector<std::string>& kinds_;
    quern::LayerView quotes_, quoted_, entities_;
    quern::OffsetTranslator offset_;
    std::unordered_map<quern::RowNumber, std::vector<quern::Row>> strings_;  // in marks, by row of quotes
    Words scratch_;
};

std::vector<Quotation> DocumentReader::read() {
    if (quoted_.exists())
        for (const auto string : quoted_)
            if (const auto quote = string.reference("quote")) strings_[*quote].push_back(string);
    // Pieces of one quotation bear one number; a row without number stands for itself.
    std::vector<std::vector<quern::Row>> quotations;
    std::unordered_map<std::int64_t, std::size_t> numbers;
    for (const auto row : quotes_) {
        const auto number = row.integer("quotation");
        const auto [known, fresh] =
            number ? numbers.emplace(*number, quotations.size()) : std::pair(numbers.end(), true);
        if (fresh)
            quotations.push_back({row});
        else
            quotations[known->second].push_back(row);
    }
    std::vector<Quotation> list;
    for (const auto& pieces : quotations) {
        const auto kind = pieces.front().string("kind");
        if (std::find(kinds_.begin(), kinds_.end(), kind) == kinds_.end()) continue;
        auto quotation = read(pieces);
        if (!quotation.words.words.empty()) list.push_back(std::move(quotation));
    }
    return list;
}

Quotation DocumentReader::read(const std::vector<quern::Row>& pieces) {
    Quotation quotation;
    const auto& first = pieces.front();
    quotation.kind = kind_of(first.string("kind")).value_or(Kind::direct);
    quotation.row = first.number();
    quotation.begin = offset_(first.span().begin);
    quotation.end = offset_(pieces.back().span().end);
    quotation.speaker = speaker_of(first);
    std::size_t shown = 0;
    WordReader words(language_, most_compared, quotation.words);
    for (const auto& piece : pieces) {
        append_shown(quotation.text, piece.text(), shown);
        words.read(piece.text());
    }
    words.finish();
    quotation.own_passages = quotation.words.passages.size();
    if (quotation.kind == Kind::mixed) read_strings(pieces, quotation.words);
    return quotation;
}

// The strings in marks of a mixed quotation are nearest to what was said: each is looked for by itself, too.
void DocumentReader::read_strings(const std::vector<quern::Row>& pieces, Words& words) {
    for (const auto& piece : pieces) {
        const auto strings = strings_.find(piece.number());
        if (strings == strings_.end()) continue;
        for (const auto& string : strings->second) {
            WordReader reader(language_, Passage::most_words, scratch_);
            reader.read(string.text());
            reader.finish();
            const auto base = static_cast<std::uint32_t>(words.words.size());
            words.words.insert(words.words.end(), scratch_.words.begin(), scratch_.words.end());
            for (const auto& passage : scratch_.passages)
                words.passages.push_back({base + passage.begin, base + passage.end, passage.mood});
        }
    }
}

Speaker DocumentReader::speaker_of(const quern::Row& row) const {
    Speaker speaker;
    speaker.name = row.string("speaker_name");
    if (speaker.name.empty()) return speaker;
    speaker.kind = speaker_kind_of(row.string("speaker_kind"));
    const auto entity = row.reference("speaker_entity");
    if (entity && *entity < entities_.size()) speaker.key = entities_[*entity].string("key");
    return speaker;
}

}  // namespace

std::optional<Kind> kind_of(std::string_view kind) {
    if (kind == "direct") return Kind::direct;
    if (kind == "mixed") return Kind::mixed;
    if (kind == "indirect") return Kind::indirect;
    return std::nullopt;
}

std::vector<Quotation> read_quotations(const quern::Document& document, const Language& language,
                                       const std::vector<std::string>& kinds) {
    return DocumentReader(document, language, kinds).read();
}

}  // namespace corpus_quotes
