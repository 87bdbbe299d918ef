// SPDX-License-Identifier: MIT
#include "judge.hpp"

#include <algorithm>

namespace press {
namespace {

// How sure it is that a line is debris, by what it says alone.
enum class Suspicion : std::uint8_t { none, at_edge, sure };  // at_edge: unless the article goes on behind it

bool has_colon_in_front(std::string_view content) {
    const auto colon = content.find(':');
    return colon != std::string_view::npos && colon <= 40;
}

// "… in Beijing (Photo: AFP/Ann Bell)": what stands in brackets at the end, or nothing.
std::string_view last_brackets(std::string_view content) {
    if (content.empty() || content.back() != ')') return {};
    const auto open = content.rfind('(');
    return open == std::string_view::npos ? std::string_view() : content.substr(open + 1);
}

// An agency in capitals and a name behind a slash, at the end: "REUTERS/Ann Bell".
bool ends_in_agency(std::string_view content) {
    const auto from = content.size() > 80 ? content.size() - 80 : 0;
    for (auto at = content.find('/', from); at != std::string_view::npos; at = content.find('/', at + 1)) {
        std::size_t capitals = 0;
        while (capitals < at && content[at - 1 - capitals] >= 'A' && content[at - 1 - capitals] <= 'Z')
            ++capitals;
        if (capitals >= 3 && at + 1 < content.size() && content[at + 1] >= 'A' && content[at + 1] <= 'Z')
            return true;
    }
    return false;
}

bool is_credit(const Line& line, std::string_view content) {
    if (line.words > 80) return false;
    const auto brackets = last_brackets(content);
    if (brackets.size() > 3 && brackets.find('/') != std::string_view::npos && !line.address) return true;
    static constexpr std::string_view leads[] = {"Photo",  "photo", "PHOTO", "Image", "Picture",
                                                 "Credit", "File",  "AP ",   "AFP",   "Reuters"};
    for (const auto lead : leads)
        if (brackets.starts_with(lead) && split_words(brackets).size() <= 12) return true;
    if (!line.ends_sentence && ends_in_agency(content)) return true;
    if (!line.is(credit)) return false;
    return !line.ends_sentence || line.words <= 8 || (content.back() == ')' && !line.quotes) ||
           content.find('/') != std::string_view::npos || (has_colon_in_front(content) && line.words <= 30);
}

// Guillemets are the quotation marks of some languages, and arrows of menus.
bool is_quoted(const Line& line, std::string_view content) {
    return line.quotes ||
           (content.find("«") != std::string_view::npos && content.find("»") != std::string_view::npos);
}

Suspicion suspect_words(const Line& line, std::string_view content) {
    const bool prose = line.is_prose();
    if (line.title || line.byline || line.fact || line.words == 0) return Suspicion::sure;
    if (line.date && line.words <= 14) return Suspicion::sure;
    if (line.is(control) && line.words <= 12 && !prose) return Suspicion::sure;
    if (line.is(related) && line.words <= 30 && (!line.ends_sentence || has_colon_in_front(content)))
        return Suspicion::sure;
    if (line.is(prompt) && line.words <= 35 && !is_quoted(line, content)) return Suspicion::sure;
    if (is_credit(line, content)) return Suspicion::sure;
    if (line.is(tail) && line.words <= 14 && !prose) return Suspicion::sure;
    if (line.is(legal | contact) && (!prose || content.front() == '(')) return Suspicion::sure;
    if (line.is(legal | contact | bio | credit | prompt)) return Suspicion::at_edge;
    return Suspicion::none;
}

Suspicion suspect(const Line& line, std::string_view content) {
    return line.foreign || line.outside ? Suspicion::sure : suspect_words(line, content);
}

// Works through the lines of one page.
class Judge {
public:
    Judge(std::string_view text, const std::vector<Line>& lines, const std::vector<bool>& chosen,
          Region region, const std::vector<std::string>& authors, std::vector<Verdict>& verdicts)
        : text_(text),
          lines_(lines),
          chosen_(chosen),
          region_(region),
          authors_(authors),
          verdicts_(verdicts) {
        verdicts_.assign(lines.size(), Verdict::dropped);
    }

    void run() {
        suspicions_.resize(lines_.size());
        for (auto i = region_.first; i < region_.last; ++i) {
            suspicions_[i] = suspect(lines_[i], content(i));
            if (chosen_[i] && suspicions_[i] != Suspicion::sure) verdicts_[i] = Verdict::paragraph;
        }
        keep_headings();
        drop_lists();
        drop_captions();
        trim_edges();
        name_kinds();
    }

private:
    std::string_view content(std::size_t i) const { return lines_[i].of(text_); }
    std::vector<Verdict>::iterator at(std::size_t i) {
        return verdicts_.begin() + static_cast<std::ptrdiff_t>(i);
    }
    bool kept(std::size_t i) const { return verdicts_[i] != Verdict::dropped; }
    bool is_core(std::size_t i) const {
        return kept(i) && lines_[i].is_prose() && suspicions_[i] == Suspicion::none;
    }

    // A short line between two paragraphs is a heading, however little it looks like the article by itself.
    void keep_headings() {
        for (auto i = region_.first + 1; i + 1 < region_.last; ++i) {
            const auto& line = lines_[i];
            if (kept(i) || !is_core(i - 1) || !is_core(i + 1)) continue;
            if (suspicions_[i] == Suspicion::none && !line.repeated && !line.bar && !line.address &&
                looks_like_heading(line))
                verdicts_[i] = Verdict::paragraph;
        }
    }

    // Behind the heading of a list ("Related articles") stand titles: no sentences, until prose goes on.
    void drop_lists() {
        bool listing = false;
        for (auto i = region_.first; i < region_.last; ++i) {
            const auto& line = lines_[i];
            if (line.is(related | tail) && !kept(i) && line.words <= 8) {
                listing = true;
            } else if (listing && kept(i)) {
                const bool heads_prose =
                    i + 1 < region_.last && line.words <= 5 && is_core(i + 1) && line.gap_before;
                if (goes_on_behind_list(i) || heads_prose)
                    listing = false;
                else
                    verdicts_[i] = Verdict::dropped;
            }
        }
    }

    // Teasers are short and often questions.
    bool goes_on_behind_list(std::size_t i) const {
        const auto& line = lines_[i];
        return line.quotes ||
               (line.ends_sentence && !line.item && (line.words >= 12 || content(i).back() == '.'));
    }

    // Beside a credit stands what the picture shows: long for a heading, and without a full stop.
    void drop_captions() {
        for (auto i = region_.first; i + 1 < region_.last; ++i) {
            if (kept(i) || !is_credit(lines_[i], content(i))) continue;
            const auto& next = lines_[i + 1];
            if (kept(i + 1) && next.words >= 7 && !next.ends_sentence && !next.ends_colon && !next.item)
                verdicts_[i + 1] = Verdict::dropped;
        }
    }

    void trim_edges() {
        auto first = region_.first, last = region_.last;
        while (first < last && !is_core(first)) ++first;
        if (first == last) return;  // no prose: nothing to measure the edges by
        while (!is_core(last - 1)) --last;
        for (auto i = region_.first; i < first; ++i)
            if (kept(i) && !belongs_in_front(i)) verdicts_[i] = Verdict::dropped;
        trim_end(first, last);
    }

    // Between the headline and the first paragraph.
    bool belongs_in_front(std::size_t i) const {
        const auto& line = lines_[i];
        if (suspicions_[i] != Suspicion::none) return false;
        if (line.bar || line.address || line.repeated) return false;
        if (line.ends_sentence || line.quotes) return line.words >= 3;
        return !line.item && line.words > 6;
    }

    // Behind the last paragraph: nothing that is suspected, no heading, which would head nothing, and no few
    // labels, such as links and buttons are; many are a list. Then from the end upwards, while the last line
    // is about the author, whatever it looks like.
    void trim_end(std::size_t first, std::size_t last) {
        constexpr std::size_t most_labels = 3;
        std::vector<std::size_t> behind;
        for (auto i = last; i < region_.last; ++i) {
            if (kept(i) && suspicions_[i] != Suspicion::none) verdicts_[i] = Verdict::dropped;
            if (kept(i)) behind.push_back(i);
        }
        const auto heads_nothing = [&](std::size_t i) {
            return looks_like_heading(lines_[i]) && !lines_[i].item &&
                   (behind.size() == 1 || is_label(lines_[i]));
        };
        if (behind.size() <= most_labels && std::all_of(behind.begin(), behind.end(), heads_nothing))
            for (const auto i : behind) verdicts_[i] = Verdict::dropped;
        drop_from_author_on(first);
    }

    // A few words, or a few characters where each counts as one.
    static bool is_label(const Line& line) { return line.words <= 3 || line.span.size() <= 24; }

    // Who the author is stands in one of the last lines, whatever it looks like; nothing of the article
    // follows.
    void drop_from_author_on(std::size_t first) {
        constexpr int lines_looked_at = 4;
        int seen = 0;
        for (auto i = region_.last; i-- > first + 1 && seen < lines_looked_at;) {
            if (!kept(i)) continue;
            ++seen;
            if (is_about_author(i)) std::fill(at(i), at(region_.last), Verdict::dropped);
        }
    }

    bool is_about_author(std::size_t i) const {
        const auto& line = lines_[i];
        if (line.quotes || line.words > 120) return false;
        const auto begins_with = [&](const std::string& name) {
            return content(i).substr(0, name.size()) == name && split_words(name).size() >= 2;
        };
        return std::any_of(authors_.begin(), authors_.end(), begins_with);
    }

    void name_kinds() {
        std::size_t next = lines_.size();
        for (auto i = region_.last; i-- > region_.first;) {
            if (!kept(i)) continue;
            const auto& line = lines_[i];
            if (line.item)
                verdicts_[i] = Verdict::item;
            else if (next < lines_.size() && looks_like_heading(line) && lines_[next].words > line.words)
                verdicts_[i] = Verdict::heading;
            next = i;
        }
    }

    bool looks_like_heading(const Line& line) const {
        const auto last = line.of(text_).back();
        return line.words >= 1 && line.words <= 14 && !line.ends_sentence && !line.ends_colon &&
               !line.begins_small && !line.quotes && last != ',' && last != ';';
    }

    std::string_view text_;
    const std::vector<Line>& lines_;
    const std::vector<bool>& chosen_;
    Region region_;
    const std::vector<std::string>& authors_;
    std::vector<Verdict>& verdicts_;
    std::vector<Suspicion> suspicions_;
};

}  // namespace

bool is_debris(const Line& line, std::string_view content) {
    return suspect_words(line, content) == Suspicion::sure;
}

void judge(std::string_view text, const std::vector<Line>& lines, const std::vector<bool>& kept,
           Region region, const std::vector<std::string>& authors, std::vector<Verdict>& verdicts) {
    Judge(text, lines, kept, region, authors, verdicts).run();
}

}  // namespace press
