// SPDX-License-Identifier: MIT
#include "page.hpp"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>
#include <simdjson.h>

#include <quern/error.hpp>

#include "converter.hpp"

namespace read_files {

using quern::Span;

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Puts a page together, from front to back.
class Builder {
public:
    explicit Builder(std::string_view bytes) : bytes_(bytes) {
        page_.utf8.reserve(bytes.size() + bytes.size() / 8);
    }

    void copy(std::size_t begin, std::size_t end) {
        page_.utf8.append(bytes_, begin, end - begin);
        page_.to_source.copied(static_cast<std::uint32_t>(end - begin), static_cast<std::uint32_t>(begin));
    }
    // A letter that stands for these bytes; where they are the same, it is copied.
    void letter(UChar32 c, std::size_t begin, std::size_t end) {
        char utf8[U8_MAX_LENGTH];
        std::int32_t size = 0;
        U8_APPEND_UNSAFE(utf8, size, c);
        const std::string_view letter(utf8, static_cast<std::size_t>(size));
        if (c <= 0)
            replace(replacement, begin, end);
        else if (letter == bytes_.substr(begin, end - begin))
            copy(begin, end);
        else
            replace(letter, begin, end);
    }
    Page take() { return std::move(page_); }

private:
    void replace(std::string_view letter, std::size_t begin, std::size_t end) {
        page_.utf8 += letter;
        page_.to_source.replaced(static_cast<std::uint32_t>(letter.size()),
                                 {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    std::string_view bytes_;
    Page page_;
};

Page repaired(std::string_view bytes, std::size_t from) {
    Builder page(bytes);
    const auto size = static_cast<std::int64_t>(bytes.size());
    auto copied = static_cast<std::int64_t>(from);
    for (auto i = copied; i < size;) {
        const auto begin = i;
        UChar32 c = 0;
        U8_NEXT(bytes.data(), i, size, c);
        if (c > 0) continue;
        page.copy(static_cast<std::size_t>(copied), static_cast<std::size_t>(begin));
        page.letter(-1, static_cast<std::size_t>(begin), static_cast<std::size_t>(i));
        copied = i;
    }
    page.copy(static_cast<std::size_t>(copied), bytes.size());
    return page.take();
}

// Whether a byte below 0x80 is an ASCII letter wherever a letter can begin.
bool extends_ascii(UConverter* converter) {
    const auto type = ucnv_getType(converter);
    if (type != UCNV_SBCS && type != UCNV_MBCS && type != UCNV_LATIN_1 && type != UCNV_US_ASCII) return false;
    for (char c = 1; c < 0x7F; ++c) {
        UErrorCode status = U_ZERO_ERROR;
        const char* at = &c;
        if (ucnv_getNextUChar(converter, &at, &c + 1, &status) != c || U_FAILURE(status)) return false;
    }
    return true;
}

std::size_t ascii_run(std::string_view bytes, std::size_t at) {
    const auto end = std::find_if(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(),
                                  [](char c) { return static_cast<signed char>(c) <= 0; });
    return static_cast<std::size_t>(end - bytes.begin());
}

Page converted(std::string_view bytes, const Charset& charset) {
    const auto converter = open_converter(charset.name);
    if (!converter) throw quern::Error(fmt::format("the charset {} is not known", charset.name));
    const bool with_ascii = extends_ascii(converter.get());
    ucnv_resetToUnicode(converter.get());

    Builder page(bytes);
    Span last{};  // of the letter before
    for (std::size_t at = charset.mark; at < bytes.size();) {
        if (with_ascii)
            if (const auto end = ascii_run(bytes, at); end > at) {
                page.copy(at, end);
                at = end;
                continue;
            }
        UErrorCode status = U_ZERO_ERROR;
        const char* next = bytes.data() + at;
        const auto c = ucnv_getNextUChar(converter.get(), &next, bytes.data() + bytes.size(), &status);
        if (status == U_INDEX_OUTOFBOUNDS_ERROR) break;  // the rest only switched the charset's state
        const bool failed = U_FAILURE(status);
        if (failed) ucnv_resetToUnicode(converter.get());
        auto end = static_cast<std::size_t>(next - bytes.data());
        if (failed && end == at) ++end;
        // Of two letters that one sequence of bytes stands for, both have its place.
        if (end > at) last = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
        page.letter(failed ? -1 : c, last.begin, last.end);
        at = end;
    }
    return page.take();
}

}  // namespace

std::optional<Page> page_of(std::string_view bytes, const Charset& charset) {
    if (charset.name != utf8) return converted(bytes, charset);
    const bool good = charset.mark == 0 && bytes.find('\0') == std::string_view::npos &&
                      simdjson::validate_utf8(bytes.data(), bytes.size());
    if (good) return {};
    return repaired(bytes, charset.mark);
}

}  // namespace read_files
