// SPDX-License-Identifier: MIT
#include "date_tokens.hpp"

#include <initializer_list>
#include <unordered_map>
#include <utility>

#include "words.hpp"

namespace press {
namespace {

// The words that stand in and around dates.
class DateWords {
public:
    DateWords() {
        static constexpr std::string_view months[] = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
        for (int i = 0; i < 12; ++i) {
            add(DateToken::month, {months[i]}, i + 1);
            add(DateToken::month, {months[i].substr(0, 3)}, i + 1);
        }
        add(DateToken::month, {"sept"}, 9);
        add(DateToken::meridiem, {"am"}, 0);
        add(DateToken::meridiem, {"pm"}, 1);
        // Zones as newspapers name them: minutes east of Greenwich.
        static constexpr std::pair<std::string_view, int> zones[] = {
            {"utc", 0},    {"gmt", 0},    {"z", 0},      {"est", -300}, {"edt", -240}, {"cst", -360},
            {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"bst", 60},
            {"cet", 60},   {"cest", 120}, {"eet", 120},  {"eest", 180}, {"ist", 330},  {"jst", 540},
            {"aest", 600}, {"aedt", 660}, {"hkt", 480},  {"sgt", 480}};
        for (const auto& [name, minutes] : zones) add(DateToken::zone, {name}, minutes);
        add(DateToken::zone, {"et", "eastern"}, by_season - 300);
        add(DateToken::zone, {"ct"}, by_season - 360);
        add(DateToken::zone, {"mt"}, by_season - 420);
        add(DateToken::zone, {"pt"}, by_season - 480);
        add(DateToken::weekday,
            {"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "monday", "tuesday",
             "wednesday", "thursday", "friday", "saturday", "sunday"});
        add(DateToken::updated, {"updated", "modified", "update", "edited"});
        add(DateToken::filler,
            {"published", "posted", "on",       "at",         "date",    "first",       "last",    "created",
             "the",       "of",     "time",     "o",          "publish", "publication", "release", "released",
             "issued",    "added",  "original", "originally", "and",     "h",           "uhr",     "by",
             "written",   "a",      "story",    "article",    "this",    "was",         "local"});
    }

    // Gives the token what is known of a word.
    void find(std::uint64_t hash, DateToken& token) const {
        if (const auto found = words_.find(hash); found != words_.end())
            token.kind = found->second.first, token.value = found->second.second;
    }

private:
    void add(DateToken::Kind kind, std::initializer_list<std::string_view> words, int value = 0) {
        for (const auto word : words) words_.try_emplace(hash_of(word), kind, value);
    }
    std::unordered_map<std::uint64_t, std::pair<DateToken::Kind, int>> words_;
};

DateToken classify(std::string_view line, const Word& word) {
    static const DateWords words;
    DateToken token;
    token.begin = word.begin, token.end = word.end;
    const auto text = line.substr(word.begin, word.end - word.begin);
    std::size_t digits = 0;
    int value = 0;
    for (; digits < text.size() && digits <= 4 && text[digits] >= '0' && text[digits] <= '9'; ++digits)
        value = 10 * value + (text[digits] - '0');
    if (digits == 0) return words.find(word.hash, token), token;
    if (digits > 4) return token;
    const auto tail = folded(text.substr(digits));
    const bool meridiem = tail == "am" || tail == "pm";
    const bool ordinal = tail == "st" || tail == "nd" || tail == "rd" || tail == "th";
    if (!tail.empty() && !meridiem && !ordinal) return token;
    token.kind = DateToken::number;
    token.digits = static_cast<int>(digits);
    token.value = value;
    // "9am", "2:41pm": the number first, the rest is read again by the caller.
    if (meridiem) token.end = word.begin + digits;
    return token;
}

}  // namespace

std::vector<DateToken> date_tokens(std::string_view line) {
    std::vector<DateToken> tokens;
    for (const auto& word : split_words(line)) {
        tokens.push_back(classify(line, word));
        if (tokens.back().end < word.end) {
            DateToken meridiem;
            meridiem.kind = DateToken::meridiem;
            meridiem.begin = tokens.back().end, meridiem.end = word.end;
            meridiem.value = (line[meridiem.begin] | 0x20) == 'p';
            tokens.push_back(meridiem);
        }
    }
    return tokens;
}

}  // namespace press
