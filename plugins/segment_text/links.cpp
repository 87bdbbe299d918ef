// SPDX-License-Identifier: MIT
#include "links.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "ascii.hpp"

namespace segment_text {

namespace {

constexpr std::size_t longest_local_part = 64;  // of an e-mail address, by RFC 5321

constexpr std::array schemes{"http://", "https://", "ftp://", "mailto:", "www."};

bool begins_with(std::string_view text, std::string_view small_letters) {
    return text.size() >= small_letters.size() &&
           std::equal(small_letters.begin(), small_letters.end(), text.begin(),
                      [](char a, char b) { return a == ascii_small(b); });
}

bool is_in_address(char byte) {
    return lead(byte) != Lead::blank && std::string_view("<>\"`{}|\\^").find(byte) == std::string_view::npos;
}

// Takes off what more likely belongs to the sentence: punctuation, and a bracket that nothing opened.
std::uint32_t without_punctuation(std::string_view text, std::uint32_t begin, std::uint32_t end) {
    auto open =
        std::count(&text[begin], &text[end - 1] + 1, '(') - std::count(&text[begin], &text[end - 1] + 1, ')');
    for (; end > begin; --end) {
        const char last = text[end - 1];
        if (last == ')' && open < 0)
            ++open;
        else if (std::string_view(".,;:!?'*]").find(last) == std::string_view::npos)
            break;
    }
    return end;
}

// The end of the part of an address in plain ASCII and whatever else is no quotation mark or dash.
std::uint32_t address_end(std::string_view text, std::uint32_t at) {
    while (at < text.size() && is_in_address(text[at])) {
        // General Punctuation and the no-break space end an address; letters beyond ASCII are part of it.
        if (text.substr(at, 2) == "\xE2\x80" || text.substr(at, 2) == "\xC2\xA0") break;
        ++at;
    }
    return at;
}

bool is_in_host(char byte) {
    return is_ascii_letter(byte) || is_ascii_digit(byte) || byte == '.' || byte == '-';
}
bool is_in_local_part(char byte) {
    return is_in_host(byte) || byte == '_' || byte == '+' || byte == '%';
}

}  // namespace

std::uint32_t web_address_end(std::string_view text, std::uint32_t at) {
    const auto rest = text.substr(at);
    const auto scheme =
        std::find_if(schemes.begin(), schemes.end(), [&](const char* s) { return begins_with(rest, s); });
    if (scheme == schemes.end()) return at;
    const auto body = at + static_cast<std::uint32_t>(std::string_view(*scheme).size());
    const auto end = address_end(text, body);
    if (end == body) return at;
    const auto trimmed = without_punctuation(text, body, end);
    return trimmed == body ? at : trimmed;
}

std::uint32_t mail_address_end(std::string_view text, std::uint32_t at, std::uint32_t sign) {
    if (sign <= at || sign - at > longest_local_part) return at;
    if (!std::all_of(&text[at], &text[sign], is_in_local_part)) return at;
    auto end = sign + 1;
    while (end < text.size() && is_in_host(text[end])) ++end;
    while (end > sign + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
    return end == sign + 1 || !(is_ascii_letter(text[sign + 1]) || is_ascii_digit(text[sign + 1])) ? at : end;
}

bool is_name_ending(std::string_view label) {
    static constexpr std::array endings{
        "com", "org", "net", "edu", "gov",  "mil", "int",  "info", "biz", "io",  "tv",  "co",  "uk",
        "us",  "ca",  "au",  "de",  "fr",   "eu",  "nz",   "jp",   "cn",  "ru",  "in",  "htm", "html",
        "php", "asp", "pdf", "doc", "docx", "xls", "xlsx", "txt",  "jpg", "png", "gif", "csv", "zip"};
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view s) { return s.size() == label.size() && begins_with(label, s); });
}

}  // namespace segment_text
