// SPDX-License-Identifier: MIT
#include "line.hpp"

#include <algorithm>

#include "byline.hpp"
#include "bytes.hpp"
#include "dates.hpp"
#include "known_words.hpp"

namespace press {
namespace {

const KnownWords& known_words() {
    static const KnownWords words;
    return words;
}

bool begins_item(std::string_view line) {
    if (class_of(line.front()) == lower || class_of(line.front()) == upper) return false;
    static constexpr std::string_view bullets[] = {"•", "*", "‣", "◦", "·", "▪", "■", "–", "—", "-"};
    for (const auto bullet : bullets)
        if (line.starts_with(bullet) && line.size() > bullet.size()) {
            const auto next = line[bullet.size()];
            if (next == ' ' || next == '\t' || bullet == "•") return true;
        }
    std::size_t digits = 0;
    while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
    return digits > 0 && digits <= 3 && digits + 1 < line.size() &&
           (line[digits] == '.' || line[digits] == ')') &&
           (line[digits + 1] == ' ' || line[digits + 1] == '\t');
}

// Cheap to ask before a line is read as a date: no date goes without its year.
bool has_year(std::span<const Word> words, std::string_view content) {
    return std::any_of(words.begin(), words.end(), [&](const Word& word) {
        return word.end - word.begin == 4 && content[word.begin] >= '1' && content[word.begin] <= '2' &&
               word.number;
    });
}

std::uint16_t up_to_65535(std::uint32_t count) {
    return static_cast<std::uint16_t>(std::min<std::uint32_t>(count, 0xFFFF));
}

constexpr std::size_t longest_facts_line =
    240;  // bytes in which a byline, a date or a menu's bar is looked for
constexpr std::size_t longest_phrase_line = 1200;  // bytes; a longer line is no debris
constexpr std::uint32_t least_topic_bytes = 4;

}  // namespace

void LineMeter::begin(const Phrases& phrases, std::string_view text, std::vector<std::uint16_t>* topic,
                      const WordWeights* weights) {
    static const WordWeights none;
    phrases_ = &phrases, weights_ = weights ? weights : &none;
    text_ = text, topic_ = topic;
    reader_ = LineReader(text);
    repeats_.clear();
}

// What the words that were read last add to their line.
void LineMeter::count_words(Line& line, Counts& counts) {
    const auto& known = known_words();
    auto key = counts.key;
    auto sieve = line.sieve;
    std::uint32_t stops = 0, kinds = 0;
    for (const auto& word : words()) {
        key = key * 0x9E3779B97F4A7C15u + word.hash;
        sieve |= std::uint32_t{1} << (word.hash >> 59);
        const auto kind = known.kind_of(word.hash);
        stops += kind & KnownWords::stop;
        kinds |= kind;
        counts.capitals += word.capital, counts.numbers += word.number, counts.shouted += word.upper;
    }
    counts.key = key, line.sieve = sieve;
    line.words += static_cast<std::uint32_t>(words().size());
    line.stop_words += stops;
    counts.web = counts.web || (kinds & KnownWords::web) != 0;
}

// By classes of words: what those that were read last weigh, and which of them are long enough to tell of a
// topic.
void LineMeter::weigh_words(Counts& counts) {
    const auto& weights = *weights_;
    auto weight = counts.weight;
    auto* topic = topic_words_.data();
    for (const auto& word : words()) {
        weight += weights.of(word.hash);
        *topic = static_cast<std::uint16_t>(word.hash >> 40 & (topic_classes - 1));
        topic += word.end - word.begin >= least_topic_bytes && !word.number;
    }
    if (topic_) topic_->insert(topic_->end(), topic_words_.data(), topic);
    counts.weight = weight;
}

// Whether every word of letters is in capitals.
bool LineMeter::only_shouts() const {
    return std::all_of(words().begin(), words().end(), [](const Word& word) {
        return word.upper || word.number || word.end - word.begin == 1;
    });
}

void LineMeter::measure(Line& line) {
    Counts counts;
    Signs signs;
    bool shouts = true;
    int weight_of_last = 0;
    line.words = 0, count_ = 0;
    for (std::size_t at = line.span.begin; at < line.span.end;) {
        count_ = 0;
        at = reader_.read(at, line.span.end, line.span.begin, words_, count_, signs);
        if (line.words == 0 && count_ > 0) {
            // Of letters beyond ASCII nobody knows here which are small.
            line.begins_small =
                words_[0].begin < 4 && class_of(text_[line.span.begin + words_[0].begin]) == lower;
            counts.weight += weights_->of(words_[0].hash, WordWeights::first);
        }
        if (count_ > 0) weight_of_last = weights_->of(words_[count_ - 1].hash, WordWeights::last);
        count_words(line, counts);
        weigh_words(counts);
        shouts = shouts && (counts.shouted >= 2 || at < line.span.end) && only_shouts();
    }
    wording_ = weights_->wording(counts.weight + weight_of_last, line.words);
    const auto content = line.of(text_);
    line.shouts = shouts && counts.shouted >= 2;
    line.capitals = up_to_65535(counts.capitals), line.numbers = up_to_65535(counts.numbers);
    line.commas = up_to_65535(signs.commas);
    repeats_.add(counts.key);
    line.quotes = signs.quotes;
    line.ends_sentence = ends_sentence(content);
    line.ends_colon = content.back() == ':';
    if (content.size() <= longest_phrase_line) read_phrases(line);
    const bool is_short = content.size() <= longest_facts_line;
    line.bar = signs.bar && is_short;
    line.address = (counts.web || signs.at) && is_short;
    line.item = is_short && begins_item(content);
}

void LineMeter::read_phrases(Line& line) {
    const auto found = phrases_->find(line.of(text_), words(), anchors_);
    line.debris = static_cast<std::uint8_t>(found);
    line.comments = (found & comments) != 0;
}

void LineMeter::read_facts(Line& line) const {
    const auto content = line.of(text_);
    if (line.words > 40 || content.size() > longest_facts_line) return;
    Byline byline;
    line.byline = may_be_byline(content, words()) && read_byline(content, byline);
    if (line.numbers > 0 && has_year(words(), content)) {
        const auto date = find_date(content);
        line.date = date && date->alone;
    }
}

}  // namespace press
