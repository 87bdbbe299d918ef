// SPDX-License-Identifier: MIT
// The stage tag.gazetteer: marks the names of the user's own lists.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <quern/plugin.hpp>

#include "atoms.hpp"
#include "name_index.hpp"
#include "name_list.hpp"

namespace {

using quern::Span;
using tag_gazetteer::Atom;
using tag_gazetteer::NameIndex;

constexpr quern::Column columns[] = {
    {"label", quern::Type::string, "The label of the name in its list, else that of the stage."},
    {"name", quern::Type::string, "The name as it is listed."},
    {"key", quern::Type::string, "The key of the name in its list."},
    {"list", quern::Type::string, "The file that lists the name."},
    {"line", quern::Type::integer, "The line of the file that lists the name."},
};
constexpr quern::LayerSchema names{"names", "Names found from the user's lists.", columns};

// Of the layer entities, and what people write for them.
constexpr std::string_view entity_labels[] = {"PER", "ORG", "LOC", "NORP", "MISC"};
constexpr std::string_view other_words[] = {"PERSON",   "PEOPLE", "ORGANISATION", "ORGANIZATION",
                                            "LOCATION", "PLACE",  "GPE"};

bool holds(std::span<const std::string_view> words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Whether two line breaks stand between tokens, where no layer of blocks tells of paragraphs.
bool has_empty_line(std::string_view gap) {
    const auto first = gap.find('\n');
    return first != std::string_view::npos && gap.find('\n', first + 1) != std::string_view::npos;
}

// Cuts a document into atoms and notes the borders that they lie at.
class AtomReader {
public:
    AtomReader(std::string_view text, const quern::LayerView& blocks, std::vector<Atom>& atoms)
        : text_(text), blocks_(blocks), atoms_(atoms) {
        atoms_.clear();
    }

    void add(Span token) {
        auto first = Atom{.begin = token.begin, .begins_token = true, .begins_block = begins_block(token)};
        // A tokenizer may cut words (do|n't); names were cut without it, so their words are put together
        // again.
        if (token.begin == end_ && !atoms_.empty() && tag_gazetteer::is_inside_word(text_, token.begin)) {
            first = atoms_.back();
            atoms_.pop_back();
        }
        end_ = token.end;
        const auto before = atoms_.size();
        tag_gazetteer::add_atoms(text_, first.begin, token.end, atoms_);
        if (atoms_.size() == before) return;
        atoms_[before].begins_token = first.begins_token;
        atoms_[before].begins_block = first.begins_block;
        atoms_.back().ends_token = true;
        // "Apple Inc" may end before the period of the token "Inc.".
        if (atoms_.size() > before + 1 && text_[atoms_.back().begin] == '.')
            atoms_[atoms_.size() - 2].ends_token = true;
    }

private:
    bool begins_block(Span token) {
        if (!blocks_.exists()) return has_empty_line(text_.substr(end_, token.begin - end_));
        const auto before = block_;
        while (block_ < blocks_.size() && blocks_->span(block_).begin <= token.begin) ++block_;
        return block_ != before;
    }

    const std::string_view text_;
    const quern::LayerView& blocks_;
    std::vector<Atom>& atoms_;
    std::uint32_t end_ = 0;       // of the last token
    quern::RowNumber block_ = 0;  // the first block that begins behind the last token
};

class TagGazetteer final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Marks the names of the user's own lists.");
        d.details(
            "A list is a file of names, one a line, or a `.csv` or `.tsv` file whose header names a column "
            "`name` and "
            "perhaps `label` and `key`. Empty lines and lines that begin with `#` are passed over (`\\#` "
            "begins a name "
            "with its own `#`). Of a name that is listed twice, the first counts.\n\n"
            "The longest name wins, and names are whole tokens: `China` is found in `China's`, not in "
            "`Chinatown`. "
            "White space and line breaks inside a name, and the style of its apostrophes, hyphens and "
            "quotation marks, "
            "do not matter; an empty line or the end of a block ends it. `case: smart` takes a name as it is "
            "listed or "
            "in capitals throughout, and one that is listed without capitals in any case.");
        d.reads(quern::layers::tokens);
        d.reads_optional(quern::layers::blocks);
        d.appends(names).named_by("layer");
        d.option("lists", lists_, "Files of names.").required().example("[people.txt, firms.csv]");
        d.option("layer", layer_, "The layer to write; another one for each use keeps lists apart.");
        d.option("label", label_, "The label of names whose list gives none.");
        d.option("case", case_, "Whether small and large letters differ.").one_of({"exact", "fold", "smart"});
        d.example("- use: tag.gazetteer\n  lists: [ministers.csv]\n  layer: ministers\n  label: PER");
    }

    void prepare(quern::Setup& setup) override {
        using tag_gazetteer::CaseRule;
        index_ = NameIndex(case_ == "exact"  ? CaseRule::exact
                           : case_ == "fold" ? CaseRule::fold
                                             : CaseRule::smart);
        for (const auto& list : lists_) load(list, setup);
        index_.finish();
        label_numbers_ = {}, key_numbers_ = {};
    }

    void process(quern::Document& document) const override {
        const auto tokens = document.read(quern::layers::tokens);
        const auto blocks = document.read(quern::layers::blocks);
        auto& atoms = document.scratch<std::vector<Atom>>();
        const std::string_view text = document.text();
        AtomReader reader(text, blocks, atoms);
        for (const auto token : tokens->spans()) reader.add(token);

        Writer writer(document.append(names));
        for (std::size_t i = 0; i < atoms.size(); ++i) {
            if (!atoms[i].begins_token) continue;
            const auto rest = std::span(atoms).subspan(i);
            const auto may_end = [&](std::uint32_t count) {
                return rest[count - 1].ends_token &&
                       std::none_of(rest.begin() + 1, rest.begin() + count,
                                    [](const Atom& atom) { return atom.begins_block; });
            };
            const auto match = index_.longest_match(text, rest, may_end);
            if (!match) continue;
            write(writer, match->name, {rest[0].begin, rest[match->atoms - 1].end});
            i += match->atoms - 1;
        }
    }

private:
    struct Entry {
        std::uint32_t list, line;
        std::uint32_t label, key;  // numbers in strings_; 0 for none
    };

    struct Writer {
        explicit Writer(quern::LayerWriter writer)
            : rows(writer),
              label(rows.column("label")),
              name(rows.column("name")),
              key(rows.column("key")),
              list(rows.column("list")),
              line(rows.column("line")) {}
        quern::LayerWriter rows;
        quern::ColumnId label, name, key, list, line;
    };

    void write(Writer& writer, NameIndex::Name name, Span span) const {
        const auto& entry = entries_[name];
        auto row = writer.rows.add(span);
        if (entry.label) row.set(writer.label, strings_[entry.label]);
        row.set(writer.name, index_.name(name));
        if (entry.key) row.set(writer.key, strings_[entry.key]);
        row.set(writer.list, list_names_[entry.list]).set(writer.line, std::int64_t{entry.line});
    }

    void load(const std::filesystem::path& list, quern::Setup& setup) {
        std::size_t repeated = 0;
        std::uint32_t first_repeated = 0;
        const auto before = entries_.size();
        list_names_.push_back(list.filename().string());
        tag_gazetteer::read_names(
            list,
            [&](const tag_gazetteer::ListedName& listed) {
                switch (index_.add(listed.name)) {
                    case NameIndex::Added::yes:
                        entries_.push_back(entry(listed));
                        break;
                    case NameIndex::Added::repeated:
                        if (repeated++ == 0) first_repeated = listed.line;
                        break;
                    case NameIndex::Added::empty:
                        break;
                    case NameIndex::Added::too_long:
                        throw quern::Error(list.string() + ":" + std::to_string(listed.line) +
                                               ": a name of more than " + std::to_string(NameIndex::longest) +
                                               " words",
                                           "is this file a list of names, one a line?");
                }
            },
            [&](const std::string& what) { setup.warn(what); });
        if (repeated)
            setup.warn(list.string() + ": " + std::to_string(repeated) +
                       " names are listed before, the first in line " + std::to_string(first_repeated) +
                       "; the earlier line counts");
        if (entries_.size() == before) setup.warn(list.string() + ": no names");
        warn_of_labels(list, before, setup);
    }

    // A list that has labels of `entities` among others is meant for tag.entities, which knows no others.
    void warn_of_labels(const std::filesystem::path& list, std::size_t first, quern::Setup& setup) const {
        std::set<std::string> known, others;
        for (auto i = first; i < entries_.size(); ++i)
            if (const auto& label = strings_[entries_[i].label]; !label.empty())
                (holds(entity_labels, label) ? known : others).insert(label);
        std::string named;
        for (const auto& label : others)
            if (!known.empty() || means_entity_label(label))
                named += (named.empty() ? "'" : ", '") + label + "'";
        if (!named.empty())
            setup.warn(list.string() +
                       ": tag.entities takes over names labelled PER, ORG, LOC, NORP or MISC, and not " +
                       named);
    }

    static bool means_entity_label(std::string label) {
        std::transform(label.begin(), label.end(), label.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        return holds(entity_labels, label) || holds(other_words, label);
    }

    Entry entry(const tag_gazetteer::ListedName& listed) {
        return {static_cast<std::uint32_t>(list_names_.size() - 1), listed.line,
                number(label_numbers_, listed.label.empty() ? std::string_view(label_) : listed.label),
                number(key_numbers_, listed.key)};
    }

    // The number of a string in strings_, where each stands once.
    std::uint32_t number(std::unordered_map<std::string, std::uint32_t>& numbers, std::string_view string) {
        if (string.empty()) return 0;
        const auto [known, fresh] =
            numbers.try_emplace(std::string(string), static_cast<std::uint32_t>(strings_.size()));
        if (fresh) strings_.emplace_back(string);
        return known->second;
    }

    std::vector<std::filesystem::path> lists_;
    std::string layer_ = "names", label_, case_ = "smart";

    NameIndex index_;
    std::vector<Entry> entries_;  // by name
    std::vector<std::string> list_names_, strings_{1};
    std::unordered_map<std::string, std::uint32_t> label_numbers_, key_numbers_;  // while loading
};

}  // namespace

QUERN_PLUGIN(quern::stage<TagGazetteer>("tag.gazetteer"));
