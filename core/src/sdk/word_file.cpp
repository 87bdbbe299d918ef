// SPDX-License-Identifier: MIT
#include <quern/word_file.hpp>

#include <fstream>
#include <string>

#include <quern/error.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

void read_word_file(const std::filesystem::path& file,
                    const std::function<void(std::string_view name, std::string_view words)>& use) {
    std::ifstream in(file);
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (number == 1 && line.starts_with(byte_order_mark)) line.erase(0, byte_order_mark.size());
        const auto content = trimmed(line);
        if (content.empty() || content.starts_with('#')) continue;
        try {
            const auto colon = content.find(':');
            if (colon == content.npos) throw Error("expected 'NAME: WORDS'");
            use(trimmed(content.substr(0, colon)), trimmed(content.substr(colon + 1)));
        } catch (const Error& error) {
            throw Error(file.string() + ":" + std::to_string(number) + ": " + error.what(), error.hint());
        }
    }
    // A folder can be opened, but not read.
    if (!in.is_open() || in.bad()) throw Error("cannot read " + file.string());
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
