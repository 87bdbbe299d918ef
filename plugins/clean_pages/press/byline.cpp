// SPDX-License-Identifier: MIT
#include "byline.hpp"

#include <algorithm>

#include "word_set.hpp"
#include "words.hpp"

namespace press {
namespace {

constexpr std::size_t longest_byline = 240;  // bytes; a longer line is prose
constexpr std::size_t longest_name = 6;      // words

// Small words inside names.
bool is_particle(const Word& word) {
    static const WordSet words{"de", "da", "del", "della", "der", "den", "di",   "dos", "du",  "van", "von",
                               "la", "le", "al",  "el",    "bin", "ibn", "bint", "ter", "ten", "zu",  "the"};
    return words.has(word);
}

// Words that tell what somebody is or works for, not what they are called.
bool is_role(const Word& word) {
    static const WordSet words{"staff",
                               "writer",
                               "writers",
                               "reporter",
                               "reporters",
                               "editor",
                               "editors",
                               "editorial",
                               "correspondent",
                               "correspondents",
                               "columnist",
                               "contributor",
                               "contributors",
                               "contributing",
                               "senior",
                               "deputy",
                               "chief",
                               "freelance",
                               "guest",
                               "producer",
                               "analyst",
                               "author",
                               "director",
                               "journalist",
                               "photographer",
                               "press",
                               "news",
                               "times",
                               "post",
                               "daily",
                               "agency",
                               "newspaper",
                               "magazine",
                               "media",
                               "online",
                               "associated",
                               "reuters",
                               "afp",
                               "ap",
                               "bbc",
                               "cnn",
                               "npr",
                               "service",
                               "bureau",
                               "team",
                               "desk",
                               "newsroom",
                               "network",
                               "phd",
                               "md",
                               "com",
                               "political",
                               "sports",
                               "business"};
    return words.has(word);
}

// Words that end the names: what follows tells when or where.
bool is_stop(const Word& word) {
    static const WordSet words{
        "drawings", "photographs", "pictures", "illustrations", "illustration", "photography",
        "graphics", "additional",  "doi",      "published",     "updated",      "posted",
        "on",       "in",          "at",       "for",           "last",         "first",
        "created",  "modified",    "from",     "photo",         "photos",       "filed",
        "is",       "of",          "to",       "monday",        "tuesday",      "wednesday",
        "thursday", "friday",      "saturday", "sunday",        "today",        "january",
        "february", "march",       "april",    "may",           "june",         "july",
        "august",   "september",   "october",  "november",      "december",     "jan",
        "feb",      "mar",         "apr",      "jun",           "jul",          "aug",
        "sep",      "sept",        "oct",      "nov",           "dec",          "read",
        "follow",   "via",         "share",    "min",           "view",         "related"};
    return words.has(word);
}

bool joins_names(const Word& word) {
    static const WordSet words{"and", "with"};
    return words.has(word);
}

bool is_at(const Word& word) {
    static const auto at = hash_of("@");
    return word.hash == at;
}

enum class Gap { none, comma, end };

Gap gap_kind(std::string_view gap) {
    static constexpr std::string_view hard_gaps[] = {"|", "•", "·", "—", "–", "(", "[", ":", "\n", "- ", "/"};
    if (gap == " ") return Gap::none;
    for (const auto hard : hard_gaps)
        if (gap.find(hard) != std::string_view::npos) return Gap::end;
    if (gap.find_first_of(",;&") != std::string_view::npos) return Gap::comma;
    return Gap::none;
}

// Bernd Ruhl out of BERND RUHL.
void lower_shouting(std::string& name) {
    bool first = true;
    for (auto& c : name) {
        const bool capital = c >= 'A' && c <= 'Z';
        if (capital && !first) c = static_cast<char>(c | 0x20);
        first = !capital && !(c >= 'a' && c <= 'z') && static_cast<unsigned char>(c) < 0x80 && c != '\'';
    }
}

// Reads names off the front of a text.
class NameReader {
public:
    explicit NameReader(std::string_view text) : text_(text), words_(split_words(text)) {}

    // False when prose follows.
    bool read() {
        for (std::size_t i = 0; i < words_.size();) {
            const auto gap = i == 0 ? Gap::none : gap_kind(between(i));
            const bool joined = joins_names(words_[i]);
            if (gap == Gap::end) return true;
            if (joined) {
                if (++i == words_.size()) return false;
            }
            const auto last = piece_end(i);
            if (last == i) return stops_at(i);
            take(i, last, joined);
            end_ = words_[last - 1].end;
            i = last;
        }
        return true;
    }

    std::vector<std::string> names;
    std::size_t end() const { return end_; }

private:
    std::string_view between(std::size_t i) const {
        return text_.substr(words_[i - 1].end, words_[i].begin - words_[i - 1].end);
    }

    // Behind the last word of the capitalised words from `i` on.
    std::size_t piece_end(std::size_t i) const {
        const auto first = i;
        std::size_t last = i;
        for (; i < words_.size() && i - first < longest_name; ++i) {
            if (i > first && gap_kind(between(i)) != Gap::none) break;
            if (words_[i].number || is_stop(words_[i]) || is_at(words_[i]) || joins_names(words_[i])) break;
            if (words_[i].capital)
                last = i + 1;
            else if (!is_particle(words_[i]))
                break;
        }
        return last;
    }

    // Whether something else than prose begins at word `i`: a date, a role, an address.
    bool stops_at(std::size_t i) const {
        if (names.empty()) return false;
        if (words_[i].number || is_at(words_[i]) || is_stop(words_[i]) || is_role(words_[i])) return true;
        return gap_kind(between(i)) == Gap::comma && words_.size() - i <= 3;
    }

    void take(std::size_t first, std::size_t last, bool joined) {
        const bool role = std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(first),
                                      words_.begin() + static_cast<std::ptrdiff_t>(last), is_role);
        // Behind a name and a comma stand more names, or what the person is, or where: only the first are
        // wanted.
        if (!names.empty() && (role || (last - first == 1 && !joined))) return;
        const auto begin = words_[first].begin;
        auto end = words_[last - 1].end;
        if (end < text_.size() && text_[end] == '.' && end - words_[last - 1].begin <= 2)
            ++end;  // Jr., an initial
        auto name = collapsed(text_.substr(begin, end - begin));
        if (last - first >= 2 && std::all_of(words_.begin() + static_cast<std::ptrdiff_t>(first),
                                             words_.begin() + static_cast<std::ptrdiff_t>(last),
                                             [](const Word& w) { return w.upper || w.end - w.begin == 1; }))
            lower_shouting(name);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }

    std::string_view text_;
    std::vector<Word> words_;
    std::size_t end_ = 0;
};

// What follows "By", or npos where the line does not begin so. `sure` is false where only a name behind it
// makes it one.
std::size_t behind_by(std::string_view line, bool& sure) {
    static const WordSet by{"by"}, author{"author", "authors"};
    static const WordSet written{"written", "posted",    "reported",  "story", "words",    "report",
                                 "article", "published", "reporting", "text",  "submitted"};
    static const WordSet leads{"text", "words", "reporter", "reporters", "correspondent"};
    const auto words = split_words(line.substr(0, std::min<std::size_t>(line.size(), 64)));
    const auto is = [&](std::size_t i, const WordSet& set) { return i < words.size() && set.has(words[i]); };
    sure = true;
    if (is(0, by)) return words[0].end;
    if (is(0, author)) return words[is(1, by) ? 1 : 0].end;
    if (is(1, by) && is(0, written)) return words[1].end;
    // Flattening loses spaces: "ByAnn Bell".
    if (line.size() > 3 && line.substr(0, 2) == "By" && line[2] >= 'A' && line[2] <= 'Z') return 2;
    sure = false;
    if (is(0, leads)) return words[0].end;
    return std::string_view::npos;
}

}  // namespace

bool may_be_byline(std::string_view line, std::span<const Word> words) {
    static const WordSet by{"by"};
    static const WordSet leads{"by",    "author",   "authors",   "text",
                               "words", "reporter", "reporters", "correspondent"};
    if (words.empty()) return false;
    return leads.has(words[0]) || (words.size() > 1 && by.has(words[1])) || line.starts_with("By");
}

bool read_byline(std::string_view line, Byline& byline) {
    line = trimmed(line);
    if (line.size() > longest_byline) return false;
    static constexpr std::string_view dashes[] = {"—", "–", "-", "|"};
    for (const auto dash : dashes)
        if (line.starts_with(dash)) line = trimmed(line.substr(dash.size()));
    bool sure = false;
    const auto by = behind_by(line, sure);
    if (by == std::string_view::npos) return false;
    const auto list = line.substr(by);
    NameReader reader(list);
    if (!reader.read() || reader.names.empty()) return false;
    byline.rest = trimmed(list.substr(reader.end()));
    byline.authors = std::move(reader.names);
    const auto words_behind = split_words(byline.rest).size();
    if (!sure && (byline.authors.front().find(' ') == std::string::npos || words_behind > 8)) return false;
    return words_behind <= 16 && !(byline.rest.size() > 60 && ends_sentence(byline.rest));
}

std::vector<std::string> read_names(std::string_view list) {
    list = trimmed(list);
    bool sure = false;
    if (const auto by = behind_by(list, sure); sure) list = list.substr(by);
    NameReader reader(list.substr(0, longest_byline));
    reader.read();
    return std::move(reader.names);
}

bool looks_like_name(std::string_view text) {
    text = trimmed(text);
    const auto words = split_words(text);
    if (words.empty() || words.size() > longest_name || ends_sentence(text)) return false;
    NameReader reader(text);
    return reader.read() && reader.names.size() == 1 && trimmed(text.substr(reader.end())).empty();
}

std::string join_authors(const std::vector<std::string>& authors) {
    std::string joined;
    for (const auto& author : authors) joined += (joined.empty() ? "" : "; ") + author;
    return joined;
}

}  // namespace press
