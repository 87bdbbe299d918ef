// SPDX-License-Identifier: MIT
// Headlines, and the titles of pages that hold a headline with the site's name and more.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace press {

// The words of a line, made ready for comparing it with many others. They are compared as split_words() folds
// them: "China's" and "China’s", "U.S." and "US" are the same.
class HeadlineWords {
public:
    explicit HeadlineWords(std::string_view line);

    bool empty() const { return words_.empty(); }
    // How much two lines are one headline: shared words over all words, 0 to 1.
    friend double likeness(const HeadlineWords& a, const HeadlineWords& b);
    // Whether they print one headline, give or take a word, or one of them broken off by an ellipsis.
    friend bool same_headline(const HeadlineWords& a, const HeadlineWords& b);

private:
    bool begins(const HeadlineWords& whole) const;

    std::vector<std::uint64_t> words_, sorted_;
    bool broken_off_ = false;
};

double likeness(const HeadlineWords& a, const HeadlineWords& b);
bool same_headline(const HeadlineWords& a, const HeadlineWords& b);
double likeness(std::string_view a, std::string_view b);
bool same_headline(std::string_view a, std::string_view b);

// "Headline | Section | Site | 23.12.2014" in its pieces.
struct PageTitle {
    std::string headline;  // all of it where nothing was cut
    std::string site;      // empty where nothing was cut
    std::vector<std::string_view> parts;
    std::string published;  // a date among the parts
};

// Other lines that may print the headline alone, such as the page's h1, decide which part of a title it is;
// they are shown one by one, so that nobody need hold all of them. Without them a part is cut behind a bar,
// and behind a dash only where it looks like a name.
class TitleSplitter {
public:
    // The title must outlive it.
    explicit TitleSplitter(std::string_view title);

    // Whether there is anything to cut; else no line need be shown.
    bool has_parts() const { return parts_.size() > 1; }
    void show(const HeadlineWords& line);
    PageTitle split() const;

private:
    struct Part {
        std::string_view text;
        bool hard;  // cut off by a bar
    };
    struct Run {  // of parts
        std::size_t first, last;
    };
    struct KnownRun {
        Run run;
        HeadlineWords words;
        double like;  // how much the line that is most like it is like it
    };
    std::string_view stretch(Run run) const;
    bool choose_known(Run& chosen) const;
    Run choose_alone() const;

    std::string_view title_;
    std::vector<Part> parts_;
    std::vector<KnownRun> runs_;
};

PageTitle split_title(std::string_view title, const std::vector<std::string_view>& known = {});

}  // namespace press
