// SPDX-License-Identifier: MIT
#include "existing_csv.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/input.hpp>

namespace export_csv {

namespace {

// Follows records through the bytes of a file, which come in pieces.
class Scanner {
public:
    void scan(std::string_view bytes) {
        for (const char c : bytes) {
            if (c == '"') quoted_ = !quoted_;
            if (c == '\n' && !quoted_)
                end_record();
            else
                take(c);
        }
    }

    ExistingCsv finish(const std::filesystem::path& path) {
        if (quoted_)
            throw quern::Error(
                fmt::format("cannot append to {}: a quotation mark in it is never closed", path.string()),
                "repair or remove the file");
        found_.ends_line = at_start_;
        if (!at_start_) end_record();
        if (found_.header.starts_with("\xEF\xBB\xBF")) found_.header.erase(0, 3);
        if (found_.header.ends_with('\r')) found_.header.pop_back();
        return std::move(found_);
    }

private:
    void take(char c) {
        at_start_ = false;
        if (in_header_)
            found_.header += c;
        else if (in_number_ && c >= '0' && c <= '9')
            number_ = number_.value_or(0) * 10 + static_cast<std::uint64_t>(c - '0');
        else
            in_number_ = false;
    }

    void end_record() {
        if (number_) found_.greatest = std::max(found_.greatest.value_or(0), *number_);
        number_.reset();
        in_header_ = false;
        in_number_ = at_start_ = true;
    }

    ExistingCsv found_;
    bool quoted_ = false, in_header_ = true, in_number_ = true, at_start_ = true;
    std::optional<std::uint64_t> number_;  // first field of the record that is being read
};

}  // namespace

ExistingCsv read_existing(const std::filesystem::path& path) {
    quern::InputFile file(path);
    Scanner scanner;
    std::string bytes(1 << 16, '\0');
    while (const auto size = file.read(bytes.data(), bytes.size())) scanner.scan({bytes.data(), size});
    return scanner.finish(path);
}

}  // namespace export_csv
