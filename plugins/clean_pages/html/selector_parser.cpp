// SPDX-License-Identifier: MIT
#include "selector_parser.hpp"

#include <charconv>
#include <quern/error.hpp>
#include <string>

#include "press/ascii.hpp"

namespace clean_html {
namespace {

using Test = Selector::Test;
using Step = Selector::Step;
using press::is_blank;
using press::lower;

bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || static_cast<signed char>(c) < 0;
}

class Parser {
public:
    explicit Parser(std::string_view css) : css_(css) {}

    std::vector<Selector::Path> list() {
        std::vector<Selector::Path> paths;
        do paths.push_back(path());
        while (take(','));
        if (at_ < css_.size()) fail("'" + std::string(1, css_[at_]) + "' cannot stand here");
        return paths;
    }

private:
    Selector::Path path() {
        Selector::Path steps;
        auto link = Step::below;
        do {
            steps.push_back({link, compound()});
            if (steps.size() > Selector::most_steps) fail("the selector has too many parts");
        } while (next_link(link));
        return steps;
    }

    // How the next step stands to this one; false where there is no next one.
    bool next_link(Step::Link& link) {
        const bool blank = skip_blanks();
        if (at_ == css_.size() || css_[at_] == ',') return false;
        if (take('>'))
            link = Step::child;
        else if (take('+'))
            link = Step::next;
        else if (take('~'))
            link = Step::later;
        else if (blank)
            link = Step::below;
        else
            return false;
        return true;
    }

    std::vector<Test> compound() {
        std::vector<Test> tests;
        skip_blanks();
        const auto begin = at_;
        if (take('*'))
            ;
        else if (at_name())
            tests.push_back({Test::element, {}, lower(name("an element"))});
        while (simple(tests)) {
        }
        if (at_ == begin) fail("here should stand an element, a .class, an #id or an [attribute]");
        return tests;
    }

    bool simple(std::vector<Test>& tests) {
        if (take('.'))
            tests.push_back({Test::word, "class", name("a class")});
        else if (take('#'))
            tests.push_back({Test::equals, "id", name("an id")});
        else if (take('['))
            tests.push_back(attribute());
        else if (take(':'))
            pseudo(tests);
        else
            return false;
        return true;
    }

    Test attribute() {
        skip_blanks();
        Test test{Test::present, lower(name("an attribute")), {}};
        skip_blanks();
        if (take(']')) return test;
        test.kind = comparison();
        skip_blanks();
        test.value =
            at_ < css_.size() && (css_[at_] == '"' || css_[at_] == '\'') ? quoted() : name("a value");
        skip_blanks();
        if (!take(']')) fail("']' is missing");
        return test;
    }

    Test::Kind comparison() {
        if (take('=')) return Test::equals;
        constexpr std::string_view signs = "~|^$*";
        constexpr Test::Kind kinds[] = {Test::word, Test::dash, Test::begins, Test::ends, Test::contains};
        const auto sign = at_ < css_.size() ? signs.find(css_[at_]) : std::string_view::npos;
        if (sign == std::string_view::npos || css_.substr(at_ + 1, 1) != "=")
            fail("behind an attribute's name stands ], =, ~=, |=, ^=, $= or *=");
        at_ += 2;
        return kinds[sign];
    }

    void pseudo(std::vector<Test>& tests) {
        const auto begin = at_;
        const auto what = lower(name("a name"));
        if (what == "first-child") return tests.push_back({Test::nth, {}, {}, 1});
        if (what == "last-child") return tests.push_back({Test::last, {}, {}});
        if (what == "nth-child" && take('(')) {
            tests.push_back({Test::nth, {}, {}, number()});
        } else if (what == "not" && take('(')) {
            auto inner = compound();
            if (inner.size() != 1) fail(":not() takes one element, class, id or attribute");
            inner[0].negated = !inner[0].negated;
            tests.push_back(inner[0]);
        } else {
            at_ = begin;
            fail(":" + what +
                 " is not known; there are :first-child, :last-child, :nth-child(2) and :not(.a)");
        }
        skip_blanks();
        if (!take(')')) fail("')' is missing");
    }

    std::uint32_t number() {
        skip_blanks();
        std::uint32_t value = 0;
        const auto* end = css_.data() + css_.size();
        const auto [next, error] = std::from_chars(css_.data() + at_, end, value);
        if (error != std::errc() || value == 0) fail(":nth-child() takes a number from 1 on");
        at_ = static_cast<std::size_t>(next - css_.data());
        return value;
    }

    std::string quoted() {
        const char quote = css_[at_++];
        std::string text;
        while (at_ < css_.size() && css_[at_] != quote)
            if (css_[at_] == '\\')
                escaped(text);
            else
                text += css_[at_++];
        if (at_ == css_.size()) fail("the closing quotation mark is missing");
        ++at_;
        return text;
    }

    bool at_name() const { return at_ < css_.size() && (is_name_byte(css_[at_]) || css_[at_] == '\\'); }

    std::string name(std::string_view what) {
        std::string text;
        while (at_name())
            if (css_[at_] == '\\')
                escaped(text);
            else
                text += css_[at_++];
        if (text.empty()) fail("here should stand the name of " + std::string(what));
        return text;
    }

    // "\:" is a colon that belongs to the name.
    void escaped(std::string& text) {
        if (++at_ == css_.size()) fail("a letter is missing behind the backslash");
        text += css_[at_++];
    }

    bool skip_blanks() {
        const auto begin = at_;
        while (at_ < css_.size() && is_blank(css_[at_])) ++at_;
        return at_ > begin;
    }

    bool take(char c) {
        if (at_ == css_.size() || css_[at_] != c) return false;
        ++at_;
        return true;
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw quern::Error("the selector '" + std::string(css_) + "' is wrong at letter " +
                           std::to_string(at_ + 1) + ": " + what);
    }

    std::string_view css_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<Selector::Path> parse_selector(std::string_view css) {
    return Parser(css).list();
}

}  // namespace clean_html
