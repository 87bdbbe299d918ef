// SPDX-License-Identifier: MIT
#include "html_charset.hpp"

#include <algorithm>
#include <cstddef>

namespace read_files {

namespace {

constexpr std::string_view spaces = " \t\r\n\f";

// The value that stands behind `name` and an equals sign, quoted or bare.
std::string value_of(std::string_view text, std::string_view name) {
    for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        auto rest = text.substr(at + name.size());
        rest.remove_prefix(std::min(rest.find_first_not_of(spaces), rest.size()));
        if (!rest.starts_with('=')) continue;
        rest.remove_prefix(1);
        rest.remove_prefix(std::min(rest.find_first_not_of(spaces), rest.size()));
        if (rest.starts_with('"') || rest.starts_with('\'')) {
            const char quote = rest.front();
            rest.remove_prefix(1);
            return std::string(rest.substr(0, rest.find(quote)));
        }
        return std::string(rest.substr(0, rest.find_first_of(" \t\r\n\f;\"'/>")));
    }
    return {};
}

// What browsers read under that name.
std::string as_read(const std::string& name) {
    struct Reading {
        std::string_view declared, read;
    };
    constexpr Reading readings[] = {
        {"iso-8859-1", "windows-1252"},
        {"iso8859-1", "windows-1252"},
        {"latin1", "windows-1252"},
        {"l1", "windows-1252"},
        {"ascii", "windows-1252"},
        {"us-ascii", "windows-1252"},
        {"iso-8859-9", "windows-1254"},
        {"latin5", "windows-1254"},
        {"iso-8859-11", "windows-874"},
        {"tis-620", "windows-874"},
        {"gb2312", "gb18030"},
        {"gbk", "gb18030"},
        {"shift_jis", "windows-31j"},
        {"shift-jis", "windows-31j"},
        {"sjis", "windows-31j"},
        {"euc-kr", "windows-949"},
        {"ks_c_5601-1987", "windows-949"},
        {"big5", "big5-hkscs"},
        {"utf8", "utf-8"},
    };
    for (const auto& [declared, read] : readings)
        if (name == declared) return std::string(read);
    // A page whose declaration can be read byte by byte is in no such charset.
    if (name.starts_with("utf-16") || name.starts_with("utf-32") || name == "unicode") return "utf-8";
    return name;
}

}  // namespace

std::string declared_charset(std::string_view page) {
    constexpr std::size_t enough = 4096;
    std::string start(page.substr(0, enough));
    std::transform(start.begin(), start.end(), start.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const std::string_view text = start;
    for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const auto rest = text.substr(at);
        if (rest.starts_with("<!--")) {
            at = text.find("-->", at);
            if (at == std::string_view::npos) break;
            continue;
        }
        const auto element = rest.substr(0, rest.find('>'));
        std::string name;
        if (rest.starts_with("<?xml")) name = value_of(element, "encoding");
        // Also inside the value of an attribute: content="text/html; charset=utf-8".
        if (rest.starts_with("<meta")) name = value_of(element, "charset");
        name.erase(std::remove_if(name.begin(), name.end(),
                                  [](char c) { return spaces.find(c) != std::string_view::npos; }),
                   name.end());
        if (!name.empty()) return as_read(name);
    }
    return {};
}

}  // namespace read_files
