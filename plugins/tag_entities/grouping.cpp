// SPDX-License-Identifier: MIT
#include "grouping.hpp"

#include <algorithm>
#include <unordered_map>

namespace tag_entities {

namespace {

using Names = std::unordered_map<std::string_view, std::vector<std::size_t>>;

std::string_view text_of(const Mention& mention, const std::vector<Word>& words, std::string_view text) {
    return quern::Span{words[mention.first].span.begin, words[mention.last - 1].span.end}.of(text);
}

// One spelling for the white space, marks and accents of apostrophes inside a name.
std::string plain(std::string_view name) {
    std::string result;
    for (std::size_t i = 0; i < name.size();) {
        if (name.substr(i, 2) == "\u00a0") {
            i += 2;
            result += ' ';
        } else if (static_cast<unsigned char>(name[i]) <= ' ') {
            ++i;
            if (!result.empty() && result.back() != ' ') result += ' ';
        } else {
            result += name[i++];
        }
    }
    return result;
}

// "FBI" for Federal Bureau of Investigation: the initials of the words with capitals.
std::string initials(const Mention& mention, const std::vector<Word>& words) {
    std::string result;
    for (auto i = mention.first; i < mention.last; ++i)
        if (words[i].named()) result += words[i].text.front();
    return result;
}

class Grouping {
public:
    Grouping(std::vector<Mention>& mentions, const Words& words, std::string_view text)
        : mentions_(mentions), words_(words.list), seen_(words), text_(text) {}

    std::vector<std::string> run() {
        index_full_names();
        for (auto& mention : mentions_) settle(mention);
        number();
        // Only now: the indexes above hold positions.
        std::erase_if(mentions_, [](const Mention& mention) { return mention.label == Label::unknown; });
        return std::move(names_);
    }

private:
    // Words of names of several words, by the mention's position; the first of each spelling only.
    void index_full_names() {
        std::unordered_map<std::string, std::size_t> known;
        for (std::size_t i = 0; i < mentions_.size(); ++i) {
            const auto& mention = mentions_[i];
            if (mention.label == Label::unknown) continue;
            if (mention.size() == 1) {
                if (mention.confidence >= sure)
                    single_.try_emplace(words_[mention.first].text, mention.label);
                continue;
            }
            const auto [same, fresh] = known.try_emplace(plain(text_of(mention, words_, text_)), i);
            if (!fresh) continue;
            if (mention.label == Label::person)
                for (auto w = mention.first; w < mention.last; ++w)
                    if (words_[w].shape == Shape::capital) people_[words_[w].text].push_back(i);
            if (mention.label == Label::organisation) {
                organisations_[words_[mention.first].text].push_back(i);
                acronyms_.try_emplace(initials(mention, words_), i);
            }
        }
    }

    // The one fuller name that the mention is a part of; `none` where none or several fit.
    std::size_t fuller(const Mention& mention) const {
        const auto found = people_.find(words_[mention.last - 1].text);
        if (found == people_.end()) return none;
        std::size_t only = none, fitting = 0;
        for (const auto other : found->second) {
            if (!is_part(mention, mentions_[other])) continue;
            only = other;
            if (++fitting > 1) return nearest(mention);
        }
        return only;
    }

    // Of several the one that was told last before, in the same paragraph.
    std::size_t nearest(const Mention& mention) const {
        const auto self = static_cast<std::size_t>(&mention - mentions_.data());
        const auto from = self > looking_back ? self - looking_back : 0;
        for (auto i = self; i-- > from;) {
            const auto& other = mentions_[i];
            if (other.label != Label::person || !is_part(mention, other)) continue;
            const quern::Span between{words_[other.last - 1].span.end, words_[mention.first].span.begin};
            return between.of(text_).find('\n') == std::string_view::npos ? i : none;
        }
        return none;
    }

    // Whether the words of `part` stand in `whole`, one behind the other, and are not all of it.
    bool is_part(const Mention& part, const Mention& whole) const {
        if (part.size() >= whole.size()) return false;
        for (auto at = whole.first; at + part.size() <= whole.last; ++at) {
            std::size_t i = 0;
            while (i < part.size() && words_[at + i].text == words_[part.first + i].text) ++i;
            if (i == part.size()) return true;
        }
        return false;
    }

    // One word, but for particles in front: "van der Laan".
    bool is_single(const Mention& mention) const {
        auto first = mention.first;
        while (first + 1 < mention.last && !words_[first].named()) ++first;
        return mention.last - first == 1;
    }

    void settle(Mention& mention) {
        if (!is_single(mention) || mention.listed || mention.label == Label::group) return;
        const auto& word = words_[mention.last - 1];
        if (people_.count(word.text)) {
            mention.label = Label::person;
            mention.confidence = 0.8f;
        } else if (organisations_.count(word.text)) {
            mention.label = Label::organisation;
            mention.confidence = 0.7f;
        } else if (const auto known = single_.find(word.text); known != single_.end()) {
            mention.label = known->second;
            mention.confidence = std::max(mention.confidence, 0.7f);
        } else if (mention.label == Label::unknown) {
            guess(mention, word);
        }
    }

    void guess(Mention& mention, const Word& word) {
        const bool seen_inside = seen_.capital.count(word.text) != 0;
        if ((word.starts || word.heading) && !seen_inside) return;
        if (seen_.lower.count(Lexicon::lowered(word.text))) return;
        const auto behind = mention.last < words_.size() ? words_[mention.last].flags : 0u;
        const auto before = mention.first > 0 ? words_[mention.first - 1].flags : 0u;
        if ((behind | before) & saying) {
            mention.label = Label::person;
        } else if (before & near) {
            mention.label = Label::place;
        } else {
            mention.label = Label::organisation;
        }
        mention.confidence = 0.3f;
    }

    // What is the same for all mentions of one entity.
    std::string identity(const Mention& mention) const {
        static constexpr const char* kinds = "POLGU";
        const std::string kind(1, kinds[static_cast<int>(mention.label)]);
        if (mention.listed) return kind + mention.listed->name;
        if (mention.label == Label::person)
            if (const auto full = fuller(mention); full != none)
                return kind + plain(text_of(mentions_[full], words_, text_));
        if (mention.size() == 1 && mention.label == Label::organisation) {
            const auto word = words_[mention.first].text;
            if (const auto found = acronyms_.find(std::string(word)); found != acronyms_.end())
                return kind + plain(text_of(mentions_[found->second], words_, text_));
            if (const auto found = organisations_.find(word);
                found != organisations_.end() && found->second.size() == 1)
                return kind + plain(text_of(mentions_[found->second.front()], words_, text_));
        }
        return kind + plain(text_of(mention, words_, text_));
    }

    void number() {
        std::unordered_map<std::string, std::uint32_t> numbers;
        for (auto& mention : mentions_) {
            if (mention.label == Label::unknown) continue;
            const auto [known, fresh] =
                numbers.try_emplace(identity(mention), static_cast<std::uint32_t>(names_.size() + 1));
            mention.entity = known->second;
            auto told = plain(text_of(mention, words_, text_));
            if (fresh)
                names_.push_back(std::move(told));
            else if (auto& name = names_[mention.entity - 1]; told.size() > name.size())
                name = std::move(told);
        }
    }

    static constexpr std::size_t none = ~std::size_t{0};
    static constexpr std::size_t looking_back = 50;  // mentions, when several fuller names fit
    static constexpr float sure =
        0.8f;  // confidence at which one mention speaks for the others of its spelling
    std::vector<Mention>& mentions_;
    const std::vector<Word>& words_;
    const Words& seen_;
    std::string_view text_;
    Names people_, organisations_;
    std::unordered_map<std::string_view, Label> single_;  // of names of one word
    std::unordered_map<std::string, std::size_t> acronyms_;
    std::vector<std::string> names_;
};

}  // namespace

std::vector<std::string> group(std::vector<Mention>& mentions, const Words& words, std::string_view text) {
    return Grouping(mentions, words, text).run();
}

}  // namespace tag_entities
