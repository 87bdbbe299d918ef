// SPDX-License-Identifier: MIT
#include "columns.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>

namespace read_conll {

namespace {

using quern::Error;

constexpr std::size_t columns_of_conllu = 10;
constexpr int form = 2;  // the column that holds the token where words are numbered

// Between tabs, or where there are none between blanks.
void split(std::string_view line, std::vector<std::string_view>& cells) {
    cells.clear();
    const bool tabs = line.find('\t') != line.npos;
    const std::string_view separators = tabs ? "\t" : " ";
    for (std::size_t begin = 0; begin <= line.size();) {
        const auto end = std::min(line.find_first_of(separators, begin), line.size());
        if (tabs || end > begin) cells.push_back(line.substr(begin, end - begin));
        begin = end + 1;
    }
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.-") == text.npos;
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t") == line.npos;
}

// The line in front of the first line break, which is taken away with it.
std::string_view take_line(std::string_view& rest) {
    const auto end = std::min(rest.find('\n'), rest.size());
    auto line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

class Parser {
public:
    Parser(std::string_view lines, std::uint64_t first_line, const Columns& columns)
        : lines_(lines), number_(first_line), columns_(columns) {}

    Parsed run() {
        look_ahead();
        for (auto rest = lines_; !rest.empty(); ++number_) {
            const auto line = take_line(rest);
            try {
                take(line);
            } catch (const Error& error) {
                throw Error(fmt::format("line {}: {}", number_, error.what()), error.hint());
            }
        }
        end_sentence();
        return std::move(parsed_);
    }

private:
    void take(std::string_view line) {
        split(line, cells_);
        if (is_blank(line) || cells_[0] == "-DOCSTART-") return end_sentence();
        if (is_comment(line)) return;
        if (conllu_ && take_range()) return;
        add_token(cell(token_column_, "token"));
        if (label_column_ != 0) labels_.push_back(label_of(cell(label_column_, "label")));
        if (conllu_) glue_ |= says_no_space();
    }

    // A line that begins with # is a token where it has as many columns as others, and no word of its own.
    bool is_comment(std::string_view line) const {
        if (!line.starts_with('#')) return false;
        if (cells_.size() != width_) return true;
        return cells_.size() > 1 && line.find(" = ") != line.npos;
    }

    // Looks for the columns in the first line that cannot be a comment, and in the one behind it.
    void look_ahead() {
        std::vector<std::string_view> next;
        bool new_sentence = false;
        for (auto rest = lines_; !rest.empty() && next.empty();) {
            const auto line = take_line(rest);
            if (is_blank(line)) new_sentence = true;
            if (is_blank(line) || line.starts_with('#')) continue;
            auto& cells = width_ == 0 ? cells_ : next;
            split(line, cells);
            if (cells[0] == "-DOCSTART-") {
                cells.clear();
                continue;
            }
            width_ = cells_.size();
            if (next.empty()) new_sentence = false;
        }
        if (width_ != 0) choose_columns(next, new_sentence);
    }

    void choose_columns(const std::vector<std::string_view>& next, bool new_sentence) {
        conllu_ = width_ == columns_of_conllu && is_number(cells_[0]);
        // Words that are numbered are so from 1 in each sentence; one "1" may be a word of the text.
        const bool goes_on = next.empty() || next[0] == (new_sentence ? "1" : "2");
        const bool numbered = conllu_ || (width_ > 2 && cells_[0] == "1" && goes_on && !is_label(cells_[1]));
        token_column_ = columns_.token != 0 ? columns_.token : numbered ? form : 1;
        label_column_ = columns_.label != 0 ? columns_.label : conllu_ ? 0 : usual_label_column();
        parsed_.has_labels = label_column_ != 0;
    }

    // The last column behind the first that has a label in it, else the last. What stands for nothing in
    // other columns as well does not tell.
    int usual_label_column() const {
        const auto size = static_cast<int>(width_);
        for (int column = size; column > 1; --column) {
            const auto written = cells_[static_cast<std::size_t>(column) - 1];
            if (is_label(written) && written != "_") return column - size - 1;
        }
        return size > 1 ? -1 : 0;
    }

    std::string_view cell(int column, const char* what) const {
        const auto size = static_cast<int>(cells_.size());
        const int index = column > 0 ? column - 1 : size + column;
        if (index < 0 || index >= size)
            throw Error(fmt::format("{} column{}, and the {} is to be in column {}", size,
                                    size == 1 ? "" : "s", what, column),
                        fmt::format("`{}_column` tells where it stands", what));
        return cells_[static_cast<std::size_t>(index)];
    }

    // CoNLL-U: 3-4 tells how the words 3 and 4 are written together; 3.1 is a word that is not written.
    bool take_range() {
        const auto id = cells_[0];
        if (id.find('.') != id.npos) return true;
        const auto dash = id.find('-');
        if (dash == id.npos) return false;
        throw Error(fmt::format("words {} are written as one, which has no place in the text for each", id),
                    "write such words as one token");
    }

    bool says_no_space() const {
        const auto misc = cells_.back();
        return cells_.size() == columns_of_conllu && misc.find("SpaceAfter=No") != misc.npos;
    }

    void add_token(std::string_view token) {
        if (token.empty()) throw Error("the token is empty");
        auto& text = parsed_.text;
        const auto source = static_cast<std::uint32_t>(token.data() - lines_.data());
        if (!text.empty() && !(in_sentence() && glue_)) {
            text += in_sentence() ? ' ' : '\n';
            parsed_.origin.inserted(1, source);
        }
        glue_ = false;
        if (!in_sentence()) sentence_begin_ = static_cast<std::uint32_t>(text.size());
        const auto begin = static_cast<std::uint32_t>(text.size());
        const auto size = static_cast<std::uint32_t>(token.size());
        text += token;
        parsed_.origin.copied(size, source);
        parsed_.tokens.push_back({begin, begin + size});
    }

    bool in_sentence() const { return parsed_.tokens.size() > first_token_; }

    void end_sentence() {
        if (in_sentence()) {
            parsed_.sentences.push_back({sentence_begin_, parsed_.tokens.back().end});
            add_chunks(labels_, first_token_, parsed_.chunks);
        }
        first_token_ = static_cast<std::uint32_t>(parsed_.tokens.size());
        labels_.clear();
        glue_ = false;
    }

    std::string_view lines_;
    std::uint64_t number_;
    const Columns columns_;
    Parsed parsed_;
    std::vector<std::string_view> cells_;
    std::vector<Label> labels_;  // of the sentence
    std::size_t width_ = 0;      // columns of the first line that is no comment
    bool conllu_ = false;
    int token_column_ = 1, label_column_ = 0;
    std::uint32_t first_token_ = 0, sentence_begin_ = 0;
    bool glue_ = false;  // no blank behind the last token
};

}  // namespace

Parsed parse(std::string_view lines, std::uint64_t first_line, const Columns& columns) {
    return Parser(lines, first_line, columns).run();
}

}  // namespace read_conll
