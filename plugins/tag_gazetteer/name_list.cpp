// SPDX-License-Identifier: MIT
#include "name_list.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

#include <unicode/utf8.h>

#include <quern/error.hpp>

namespace tag_gazetteer {

namespace {

using quern::Error;

std::string read_file(const std::filesystem::path& path) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
    if (!file)
        throw Error(path.string() + ": " + std::strerror(errno), "the option lists names the files of names");
    std::string bytes;
    char buffer[1 << 16];
    while (const auto got = std::fread(buffer, 1, sizeof buffer, file.get())) bytes.append(buffer, got);
    if (std::ferror(file.get())) throw Error(path.string() + ": " + std::strerror(errno));
    return bytes;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\v\f";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// One file, with the place that messages speak of.
class Source {
public:
    explicit Source(const std::filesystem::path& path) : path_(path), bytes_(read_file(path)), rest_(bytes_) {
        if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
    }

    std::uint32_t line() const { return line_; }
    [[noreturn]] void fail(const std::string& what, const std::string& hint) const {
        throw Error(path_.string() + ":" + std::to_string(line_) + ": " + what, hint);
    }

    // The next line without its end; nothing at the end of the file.
    std::optional<std::string_view> next_line() {
        if (rest_.empty()) return std::nullopt;
        const auto end = std::min(rest_.find('\n'), rest_.size());
        const auto line = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        ++line_;
        check(line);
        return line;
    }

private:
    void check(std::string_view line) const {
        if (line.find('\0') != std::string_view::npos)
            fail("a NUL byte", "the file is binary or UTF-16; save it as UTF-8");
        const auto size = static_cast<std::int32_t>(line.size());
        for (std::int32_t at = 0; at < size;) {
            if (static_cast<signed char>(line[static_cast<std::size_t>(at)]) >= 0) {
                ++at;
                continue;
            }
            UChar32 code = 0;
            U8_NEXT(line.data(), at, size, code);
            if (code < 0) fail("bytes that are no UTF-8", "save the file as UTF-8");
        }
    }

    const std::filesystem::path path_;
    const std::string bytes_;
    std::string_view rest_;
    std::uint32_t line_ = 0;
};

bool is_comment(std::string_view line) {
    const auto text = trimmed(line);
    return text.empty() || text.front() == '#';
}

std::string_view unescaped(std::string_view name) {
    return name.starts_with("\\#") ? name.substr(1) : name;
}

void read_plain(Source& source, const std::function<void(const ListedName&)>& use) {
    while (const auto line = source.next_line())
        if (!is_comment(*line)) use({unescaped(trimmed(*line)), {}, {}, source.line()});
}

// Records of values between commas or tabs, some in quotation marks (RFC 4180).
class Table {
public:
    Table(Source& source, char separator) : source_(source), separator_(separator) {}

    // Reads the next record that is no comment; false at the end.
    bool next() {
        values_.clear();
        std::optional<std::string_view> line;
        do {
            line = source_.next_line();
            if (!line) return false;
        } while (is_comment(*line));
        first_line_ = source_.line();
        read_record(*line);
        return true;
    }

    const std::vector<std::string>& values() const { return values_; }
    std::uint32_t line() const { return first_line_; }

private:
    void read_record(std::string_view rest) {
        if (rest.ends_with('\r')) rest.remove_suffix(1);
        for (;;) {
            auto& value = values_.emplace_back();
            if (rest.starts_with('"'))
                rest = quoted(rest.substr(1), value);
            else
                rest = bare(rest, value);
            if (rest.empty()) return;
            if (rest.front() != separator_)
                source_.fail("text behind a closing quotation mark",
                             "double the quotation marks inside a value: \"Joe \"\"X\"\" Li\"");
            rest.remove_prefix(1);
        }
    }

    std::string_view bare(std::string_view rest, std::string& value) const {
        const auto end = std::min(rest.find(separator_), rest.size());
        value = rest.substr(0, end);
        return rest.substr(end);
    }

    // A value up to its closing mark; may go on over several lines.
    std::string_view quoted(std::string_view rest, std::string& value) {
        for (;;) {
            const auto end = rest.find('"');
            if (end == std::string_view::npos) {
                value.append(rest).append(" ");
                const auto line = source_.next_line();
                if (!line)
                    source_.fail("the file ends inside the quotation marks opened in line " +
                                     std::to_string(first_line_),
                                 "close them, or double a mark that is part of the name");
                rest = line->ends_with('\r') ? line->substr(0, line->size() - 1) : *line;
                continue;
            }
            value.append(rest.substr(0, end));
            rest.remove_prefix(end + 1);
            if (!rest.starts_with('"')) return rest;
            value += '"';
            rest.remove_prefix(1);
        }
    }

    Source& source_;
    const char separator_;
    std::vector<std::string> values_;
    std::uint32_t first_line_ = 0;
};

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
    });
    return text;
}

// What stands where a header is wanted.
std::string described(const std::vector<std::string>& columns) {
    constexpr std::size_t longest = 120;  // bytes of a line that is no header at all
    std::string found;
    for (const auto& column : columns) found += (found.empty() ? "'" : ", '") + column + "'";
    if (found.size() > longest) {
        auto end = longest;
        while (end > 0 && (static_cast<unsigned char>(found[end]) & 0xC0) == 0x80) --end;
        found = found.substr(0, end) + "…";
    }
    return "the header has no column 'name': it has " + found;
}

std::string advice(const std::vector<std::string>& columns, char separator) {
    const std::string usual = "the first line names the columns: name, label, key";
    for (const auto& column : columns) {
        if (lower(column) == "name") return "write 'name' in small letters; " + usual;
        for (const char other : {';', ',', '\t', '|'})
            if (other != separator && lower(column).find("name") != std::string::npos &&
                column.find(other) != std::string::npos)
                return std::string("its columns seem to be separated by ") +
                       (other == '\t' ? "tabs" : std::string("'") + other + "'") + "; " +
                       (separator == '\t' ? "a .tsv file has tabs" : "a .csv file has commas");
    }
    return usual;
}

void read_table(Source& source, char separator, const std::function<void(const ListedName&)>& use,
                const std::function<void(const std::string&)>& warn) {
    Table table(source, separator);
    if (!table.next()) return;
    std::vector<std::string> columns;
    for (const auto& value : table.values()) columns.emplace_back(trimmed(value));
    const auto find = [&](std::string_view name) {
        return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
    };
    const auto name = find("name"), label = find("label"), key = find("key");
    if (name == columns.size()) source.fail(described(columns), advice(columns, separator));
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (i != name && i != label && i != key) warn("the column '" + columns[i] + "' is not used");
    while (table.next()) {
        const auto& values = table.values();
        const auto value = [&](std::size_t i) {
            return i < values.size() ? trimmed(values[i]) : std::string_view();
        };
        if (values.size() > columns.size())
            source.fail(std::to_string(values.size()) + " values under " + std::to_string(columns.size()) +
                            " columns",
                        "put a value that holds the separator into quotation marks");
        if (!value(name).empty()) use({unescaped(value(name)), value(label), value(key), table.line()});
    }
}

}  // namespace

void read_names(const std::filesystem::path& file, const std::function<void(const ListedName&)>& use,
                const std::function<void(const std::string&)>& warn) {
    Source source(file);
    const auto extension = file.extension();
    const auto warn_of_file = [&](const std::string& what) { warn(file.string() + ": " + what); };
    if (extension == ".csv")
        read_table(source, ',', use, warn_of_file);
    else if (extension == ".tsv")
        read_table(source, '\t', use, warn_of_file);
    else
        read_plain(source, use);
}

}  // namespace tag_gazetteer
