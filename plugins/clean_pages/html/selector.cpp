// SPDX-License-Identifier: MIT
#include "selector.hpp"

#include <algorithm>

#include "selector_parser.hpp"

namespace clean_html {
namespace {

using Test = Selector::Test;
using Step = Selector::Step;

bool has_word(std::string_view words, std::string_view word) {
    while (!words.empty()) {
        const auto end = std::min(words.find_first_of(" \t\n\r\f"), words.size());
        if (words.substr(0, end) == word) return true;
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return false;
}

bool agrees(const Test& test, std::string_view value) {
    switch (test.kind) {
        case Test::equals:
            return value == test.value;
        case Test::word:
            return has_word(value, test.value);
        case Test::dash:
            return value == test.value ||
                   (value.starts_with(test.value) && value.substr(test.value.size(), 1) == "-");
        case Test::begins:
            return !test.value.empty() && value.starts_with(test.value);
        case Test::ends:
            return !test.value.empty() && value.ends_with(test.value);
        case Test::contains:
            return !test.value.empty() && value.find(test.value) != std::string_view::npos;
        default:
            return true;
    }
}

// Which steps of a path an element can be: bit i says that the path up to step i ends here. As elements come
// in document order, all that a step leans on is known.
class Walk {
public:
    Walk(const PageTree& tree, const Selector::Path& path) : tree_(tree), nodes_(tree.nodes()), path_(path) {
        marks_.resize(nodes_.size());
    }

    void run(std::vector<NodeNumber>& found) {
        const auto whole = std::uint64_t{1} << (path_.size() - 1);
        for (NodeNumber i = 1; i < nodes_.size(); ++i) {
            if (!tree_.is_element(i)) continue;
            auto& parent = marks_[nodes_[i].parent];
            auto& own = marks_[i];
            own.number = ++parent.children;
            own.here = steps_at(i, parent);
            own.above = parent.above | own.here;
            if (own.here & whole) found.push_back(i);
            parent.last_child = own.here;
            parent.any_child |= own.here;
        }
    }

private:
    struct Marks {
        std::uint64_t here = 0, above = 0;            // of the element; of it and all around it
        std::uint64_t last_child = 0, any_child = 0;  // of its children so far
        std::uint32_t children = 0, number = 0;
    };

    std::uint64_t steps_at(NodeNumber i, const Marks& parent) const {
        std::uint64_t steps = 0;
        for (std::size_t k = 0; k < path_.size(); ++k) {
            const auto before = k == 0 ? 1 : from(path_[k].link, parent) >> (k - 1) & 1;
            if (before != 0 && is(i, path_[k])) steps |= std::uint64_t{1} << k;
        }
        return steps;
    }

    static std::uint64_t from(Step::Link link, const Marks& parent) {
        return link == Step::below   ? parent.above
               : link == Step::child ? parent.here
               : link == Step::next  ? parent.last_child
                                     : parent.any_child;
    }

    bool is(NodeNumber i, const Step& step) const {
        return std::all_of(step.tests.begin(), step.tests.end(),
                           [&](const Test& test) { return passes(i, test) != test.negated; });
    }

    bool passes(NodeNumber i, const Test& test) const {
        switch (test.kind) {
            case Test::element:
                return tree_.element_name(i) == test.value;
            case Test::nth:
                return marks_[i].number == test.number;
            case Test::last:
                return is_last(i);
            default:
                break;
        }
        const auto attributes = tree_.attributes(i);
        return std::any_of(attributes.begin(), attributes.end(), [&](const Attribute& attribute) {
            return attribute.name == test.name && agrees(test, attribute.value);
        });
    }

    bool is_last(NodeNumber i) const {
        auto next = nodes_[i].end;
        while (next < nodes_.size() && !tree_.is_element(next)) ++next;
        return next == nodes_.size() || nodes_[next].parent != nodes_[i].parent;
    }

    const PageTree& tree_;
    const std::vector<Node>& nodes_;
    const Selector::Path& path_;
    std::vector<Marks> marks_;
};

}  // namespace

Selector::Selector(std::string_view css) : paths_(parse_selector(css)) {}

std::vector<NodeNumber> Selector::find(const PageTree& tree) const {
    std::vector<NodeNumber> found;
    for (const auto& path : paths_) Walk(tree, path).run(found);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace clean_html
