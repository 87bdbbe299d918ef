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
        const auto word = words_[mention.first].text;
        const auto found = people_.find(word);
        if (found == people_.end()) return none;
        if (found->second.size() == 1) return found->second.front();
        // Several: the nearest of them that was told just before.
        std::size_t nearest = none;
        for (std::size_t i = 0; i < mentions_.size() && mentions_[i].first < mention.first; ++i) {
            const auto& other = mentions_[i];
            if (other.size() < 2 || other.label != Label::person) continue;
            if (!contains(other, word)) continue;
            const quern::Span between{words_[other.last - 1].span.end, words_[mention.first].span.begin};
            if (between.of(text_).find('\n') == std::string_view::npos) nearest = i;
        }
        return nearest;
    }

    bool contains(const Mention& mention, std::string_view word) const {
        for (auto w = mention.first; w < mention.last; ++w)
            if (words_[w].text == word) return true;
        return false;
    }

    void settle(Mention& mention) {
        const auto& word = words_[mention.first];
        if (mention.size() != 1 || mention.listed || mention.label == Label::group) return;
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
        if (mention.size() == 1 && mention.label == Label::person)
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
