// SPDX-License-Identifier: MIT
#include "file_kind.hpp"

#include <algorithm>

#include <quern/input.hpp>

namespace read_files {

using namespace std::string_view_literals;

namespace {

struct Signature {
    std::size_t at;
    std::string_view bytes;
    std::string_view kind;
};
constexpr Signature signatures[] = {
    {0, "%PDF-"sv, "a PDF document"},
    {0, "%!PS"sv, "a PostScript document"},
    {0, "{\\rtf"sv, "an RTF document"},
    {0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old Office document, such as .doc or .xls"},
    {0, "PK\x03\x04"sv, "a ZIP archive, such as .docx, .odt or .epub"},
    {0, "PK\x05\x06"sv, "a ZIP archive"},
    {0, "Rar!\x1A\x07"sv, "a RAR archive"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive"},
    {0, "\x1F\x8B"sv, "gzip data inside compressed data"},
    {4, "1AY&SY"sv, "bzip2 data"},
    {0,
     "\xFD"
     "7zXZ\0"sv,
     "xz data"},
    {257, "ustar"sv, "a tar archive"},
    {0, "\x89PNG\r\n"sv, "a PNG image"},
    {0, "\xFF\xD8\xFF"sv, "a JPEG image"},
    {0, "GIF8"sv, "a GIF image"},
    {0, "RIFF"sv, "an image, sound or film in a RIFF file"},
    {4, "ftyp"sv, "a film or image in an MP4 file"},
    {0, "ID3"sv, "an MP3 file"},
    {0, "OggS"sv, "an Ogg file"},
    {0, "SQLite format 3\0"sv, "a SQLite database"},
    {0,
     "\x7F"
     "ELF"sv,
     "a program"},
    {0, "MZ\x90\0"sv, "a program"},
};

bool is_odd_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && "\t\n\v\f\r\x1B"sv.find(c) == std::string_view::npos) || byte == 0x7F;
}

bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// A text may begin with "RIFF raff" as well: what is a word is believed beside a control character.
bool is_signed(std::string_view bytes, const Signature& signature) {
    if (bytes.size() <= signature.at || !bytes.substr(signature.at).starts_with(signature.bytes))
        return false;
    if (!std::all_of(signature.bytes.begin(), signature.bytes.end(), is_letter_or_digit)) return true;
    constexpr std::size_t header = 512;
    const auto start = bytes.substr(0, header);
    return std::any_of(start.begin(), start.end(), is_odd_control);
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string_view media_type_of_path(std::string_view path) {
    path = quern::without_compression_ending(path);
    const auto name = path.substr(path.rfind('/') + 1);
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos) return {};
    std::string ending(name.substr(dot + 1));
    std::transform(ending.begin(), ending.end(), ending.begin(), lower);
    for (const auto known : {"html", "htm", "xhtml", "xht", "shtml"})
        if (ending == known) return "text/html";
    for (const auto known : {"txt", "text", "md"})
        if (ending == known) return "text/plain";
    return {};
}

bool looks_like_html(std::string_view bytes) {
    constexpr std::size_t enough = 1024;
    // Without what UTF-16 and byte order marks put between the letters.
    std::string start;
    for (const char c : bytes.substr(0, enough))
        if (c != '\0' && "\xEF\xBB\xBF\xFE\xFF"sv.find(c) == std::string_view::npos) start += lower(c);
    start.erase(0, start.find_first_not_of(" \t\r\n\f"));
    for (const auto beginning : {"<!doctype html"sv, "<html"sv, "<head"sv, "<body"sv})
        if (start.starts_with(beginning)) return true;
    return (start.starts_with("<?xml") || start.starts_with("<!--")) &&
           start.find("<html") != std::string::npos;
}

std::optional<std::string_view> looks_like_no_text(std::string_view bytes, bool encoded) {
    for (const auto& signature : signatures)
        if (is_signed(bytes, signature)) return signature.kind;
    if (encoded) return {};
    // A text may hold a stray control character, but not one in thirty.
    constexpr std::size_t enough = 8192, too_often = 30;
    const auto start = bytes.substr(0, enough);
    const auto odd = static_cast<std::size_t>(std::count_if(start.begin(), start.end(), is_odd_control));
    if (odd > 1 && odd * too_often > start.size()) return "binary data";
    return {};
}

}  // namespace read_files
