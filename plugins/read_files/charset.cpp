// SPDX-License-Identifier: MIT
#include "charset.hpp"

#include <uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <simdjson.h>
#include <unicode/utf8.h>

#include <quern/error.hpp>

#include "converter.hpp"
#include "html_charset.hpp"

namespace read_files {

using namespace std::string_view_literals;

namespace {

struct Mark {
    std::string_view bytes, charset;
};
// The longer ones first: that of UTF-32 begins like that of UTF-16.
constexpr Mark marks[] = {
    {"\xEF\xBB\xBF"sv, utf8},   {"\xFF\xFE\0\0"sv, "UTF-32LE"}, {"\0\0\xFE\xFF"sv, "UTF-32BE"},
    {"\xFF\xFE"sv, "UTF-16LE"}, {"\xFE\xFF"sv, "UTF-16BE"},
};

std::optional<Charset> by_mark(std::string_view bytes) {
    for (const auto& [mark, charset] : marks)
        if (bytes.starts_with(mark)) return Charset{std::string(charset), mark.size()};
    return {};
}

// Latin letters in UTF-16 have a zero byte each, always on the same side.
std::optional<Charset> by_zeros(std::string_view bytes) {
    constexpr std::size_t enough = 4096;
    const auto start = bytes.substr(0, std::min(enough, bytes.size() / 2 * 2));
    std::size_t zeros[2] = {};
    for (std::size_t i = 0; i < start.size(); ++i) zeros[i % 2] += start[i] == '\0';
    for (const int side : {0, 1})
        if (start.size() >= 4 && zeros[side] * 10 > start.size() * 3 && zeros[1 - side] * 50 < start.size())
            return Charset{side == 1 ? "UTF-16LE" : "UTF-16BE"};
    return {};
}

bool is_ascii(std::string_view bytes) {
    unsigned char seen = 0;
    for (const char c : bytes) seen |= static_cast<unsigned char>(c);
    return seen < 0x80;
}

// The first lines that are not all ASCII, as many as tell the charset; of long ones what stands around such
// bytes. Before the first of them a line can be cut anywhere: no letter reaches across.
std::string telling_lines(std::string_view bytes) {
    constexpr std::size_t enough = 16 * 1024, before = 256;
    std::string lines;
    for (std::size_t at = 0; lines.size() < enough;) {
        const auto found = std::find_if(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(),
                                        [](char c) { return static_cast<signed char>(c) < 0; });
        if (found == bytes.end()) break;
        const auto odd = static_cast<std::size_t>(found - bytes.begin());
        const auto near = std::max(at, odd - std::min(odd, before));
        const auto line = bytes.substr(near, odd - near).rfind('\n');
        const auto begin = line == std::string_view::npos ? near : near + line + 1;
        const auto end = std::min(bytes.find('\n', odd), bytes.size() - 1) + 1;
        lines += bytes.substr(begin, std::min(end - begin, enough - lines.size()));
        at = end;
    }
    return lines;
}

// Whether the bytes are UTF-8 but for a few: a page cut in the middle of a letter, a stray byte of another
// charset.
bool nearly_utf8(std::string_view bytes) {
    const auto size = static_cast<std::int32_t>(std::min<std::size_t>(bytes.size(), 1 << 30));
    std::size_t good = 0, bad = 0;
    for (std::int32_t i = 0; i < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes.data(), i, size, c);
        good += c >= 0x80;
        bad += c < 0;
    }
    return good > 4 * bad;
}

std::string by_statistics(std::string_view bytes) {
    struct Delete {
        void operator()(uchardet* detector) const { uchardet_delete(detector); }
    };
    const std::unique_ptr<uchardet, Delete> detector(uchardet_new());
    const auto lines = telling_lines(bytes);
    uchardet_handle_data(detector.get(), lines.data(), lines.size());
    uchardet_data_end(detector.get());
    return uchardet_get_charset(detector.get());
}

// Names that pages give to UTF-8 are many; from here on it has one.
Charset named(const Converter& converter, const std::string& name) {
    return {ucnv_getType(converter.get()) == UCNV_UTF8 ? std::string(utf8) : name};
}

// Whether the bytes can be what the page says they are. Of some charsets any bytes are text; those are
// believed unless the bytes are UTF-8.
bool is_credible(const Converter& converter, std::string_view bytes, bool valid_utf8) {
    if (ucnv_getType(converter.get()) == UCNV_UTF8) return valid_utf8 || nearly_utf8(bytes);
    return !(valid_utf8 && ucnv_getMaxCharSize(converter.get()) == 1);
}

}  // namespace

Charset detect_charset(std::string_view bytes, bool html) {
    if (auto found = by_mark(bytes)) return *found;
    if (auto found = by_zeros(bytes)) return *found;
    if (is_ascii(bytes)) return {std::string(utf8)};
    const bool valid = simdjson::validate_utf8(bytes.data(), bytes.size());
    if (html) {
        const auto declared = declared_charset(bytes);
        const auto converter = declared.empty() ? nullptr : open_converter(declared);
        if (converter && is_credible(converter, bytes, valid)) return named(converter, declared);
    }
    if (valid || nearly_utf8(bytes)) return {std::string(utf8)};
    const auto found = by_statistics(bytes);
    if (!found.empty() && found != "ASCII" && open_converter(found)) return {found};
    return {"windows-1252"};
}

Charset forced_charset(std::string_view bytes, const std::string& name) {
    const auto converter = open_converter(name);
    if (!converter)
        throw quern::Error(fmt::format("'{}' is the name of no charset", name),
                           "such as utf-8, windows-1252, iso-8859-2, shift_jis or utf-16le");
    UErrorCode status = U_ZERO_ERROR;
    const std::string_view known = ucnv_getName(converter.get(), &status);
    const auto mark = by_mark(bytes);
    if (mark && known.starts_with(std::string_view(mark->name).substr(0, 6))) return *mark;
    return named(converter, name);
}

bool has_wide_units(const Charset& charset) {
    const auto converter = open_converter(charset.name);
    return converter && ucnv_getMinCharSize(converter.get()) > 1;
}

}  // namespace read_files
