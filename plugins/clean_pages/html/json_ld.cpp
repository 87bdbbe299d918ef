// SPDX-License-Identifier: MIT
#include "json_ld.hpp"

#include <simdjson.h>

#include <algorithm>

#include "press/words.hpp"

namespace clean_html {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

std::string_view string_of(element value) {
    std::string_view text;
    return value.get(text) ? std::string_view() : press::trimmed(text);
}

// A member that is a string, or an object with a name, or the first such of a list.
std::string_view name_of(element value) {
    array list;
    if (!value.get(list)) {
        for (const element entry : list)
            if (const auto name = name_of(entry); !name.empty()) return name;
        return {};
    }
    object inner;
    if (value.get(inner)) return string_of(value);
    element name;
    return inner["name"].get(name) ? std::string_view() : string_of(name);
}

bool is_type(object thing, std::initializer_list<std::string_view> endings) {
    element type;
    if (thing["@type"].get(type)) return false;
    const auto fits = [&](std::string_view name) {
        return std::any_of(endings.begin(), endings.end(),
                           [&](auto ending) { return name.ends_with(ending); });
    };
    array list;
    if (type.get(list)) return fits(string_of(type));
    return std::any_of(list.begin(), list.end(), [&](element one) { return fits(string_of(one)); });
}

void add_authors(element value, std::vector<std::string>& authors) {
    array list;
    if (!value.get(list)) {
        for (const element one : list) {
            array inner;
            if (one.get(inner)) add_authors(one, authors);  // a list in a list is not read
        }
        return;
    }
    const auto name = name_of(value);
    const bool address = name.find("://") != std::string_view::npos;
    if (!name.empty() && !address && std::find(authors.begin(), authors.end(), name) == authors.end())
        authors.emplace_back(name);
}

void set(std::string& to, std::string_view value) {
    if (to.empty()) to = value;
}

void read_article(object thing, LinkedData& data) {
    element value;
    if (!thing["headline"].get(value) || !thing["name"].get(value)) set(data.headline, string_of(value));
    if (!thing["datePublished"].get(value)) set(data.published, string_of(value));
    if (!thing["articleBody"].get(value)) set(data.body, string_of(value));
    if (!thing["inLanguage"].get(value)) set(data.language, name_of(value));
    if (!thing["publisher"].get(value)) set(data.site, name_of(value));
    if (!thing["url"].get(value)) set(data.url, string_of(value));
    if (data.authors.empty() && !thing["author"].get(value)) add_authors(value, data.authors);
    if (data.authors.empty() && !thing["creator"].get(value)) add_authors(value, data.authors);
}

// All objects that are members or entries of one another, without recursion.
void read_all(element root, LinkedData& data) {
    std::vector<element> open{root};
    while (!open.empty()) {
        const auto here = open.back();
        open.pop_back();
        if (array list; !here.get(list)) {
            const auto first = open.size();
            for (const element entry : list) open.push_back(entry);
            std::reverse(open.begin() + static_cast<std::ptrdiff_t>(first), open.end());
        } else if (object thing; !here.get(thing)) {
            if (is_type(thing, {"Article", "BlogPosting", "Report", "Episode", "CreativeWork", "Recipe"}))
                read_article(thing, data);
            for (const std::string_view inner : {"@graph", "mainEntity", "hasPart"})
                if (element value; !thing[inner].get(value)) open.push_back(value);
        }
    }
}

// Without the wrapping that keeps old browsers from reading a script.
std::string_view unwrapped(std::string_view script) {
    const auto begin = script.find_first_of("{[");
    const auto end = script.find_last_of("}]");
    return begin == std::string_view::npos || end == std::string_view::npos || end < begin
               ? std::string_view()
               : script.substr(begin, end + 1 - begin);
}

}  // namespace

struct LinkedDataReader::Parser {
    simdjson::dom::parser parser;
};

LinkedDataReader::LinkedDataReader() : parser_(std::make_unique<Parser>()) {}
LinkedDataReader::~LinkedDataReader() = default;

void LinkedDataReader::read(std::string_view script, LinkedData& data) {
    constexpr std::size_t largest = 1u << 20;  // bytes; reading takes a dozen times as much
    if (script.size() > largest) return;
    auto json = press::trimmed(script);
    // "//<![CDATA[" in front would be taken for a list.
    if (const auto wrap = json.find("<![CDATA["); wrap < 20) json.remove_prefix(wrap + 9);
    json = unwrapped(json);
    if (json.empty()) return;
    element root;
    if (!parser_->parser.parse(json.data(), json.size()).get(root)) read_all(root, data);
}

}  // namespace clean_html
