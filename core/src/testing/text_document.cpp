// SPDX-License-Identifier: MIT
#include <memory>
#include <utility>

#include <quern/testing.hpp>
#include <quern/utf8.hpp>

namespace quern::testing {
namespace {

enum class Kind { space, word, mark };

// Of the character at `at`: good enough for the short English texts of tests.
Kind kind(std::string_view text, std::size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c <= ' ' || text.substr(at).starts_with("\u00a0")) return Kind::space;
    const bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    // U+2000 to U+203F: quotation marks, dashes, the ellipsis.
    const bool general_punctuation = c == 0xE2 && at + 1 < text.size() && text[at + 1] == '\x80';
    return letter || (c >= 0x80 && !general_punctuation) ? Kind::word : Kind::mark;
}

// Whether an apostrophe or hyphen there joins the word in front to what follows.
bool joins(std::string_view text, std::size_t at) {
    return (text[at] == '\'' || text[at] == '-') && at + 1 < text.size() && kind(text, at + 1) == Kind::word;
}

Span span(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

Document text_document(std::string text, std::string media_type) {
    Document document;
    document.id = "test";
    document.media_type = std::move(media_type);
    document.set_source(std::move(text));
    if (document.media_type == "text/plain") document.set_text_from_page();
    return document;
}

const Layer& add_tokens(Document& document) {
    auto& tokens = document.make_layer(std::make_shared<Schema>(layers::tokens));
    const std::string_view text = document.text();
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        const auto what = kind(text, at);
        at += sequence_size(text, at);
        while (what == Kind::word && at < text.size() && (kind(text, at) == Kind::word || joins(text, at)))
            at += sequence_size(text, at);
        if (what != Kind::space) tokens.add(span(begin, at));
    }
    return tokens;
}

const Layer& add_sentences(Document& document) {
    auto& sentences = document.make_layer(std::make_shared<Schema>(layers::sentences));
    const std::string_view text = document.text();
    constexpr std::string_view spaces = " \t\r\n";
    for (auto at = text.find_first_not_of(spaces); at < text.size();) {
        auto end = at;
        while (end < text.size()) {
            const char c = text[end];
            if (text.substr(end).starts_with("\n\n")) break;
            ++end;
            if ((c == '.' || c == '?' || c == '!') && end < text.size() &&
                spaces.find(text[end]) != spaces.npos)
                break;
        }
        const auto last = text.find_last_not_of(spaces, end - 1);
        sentences.add(span(at, last + 1));
        at = text.find_first_not_of(spaces, end);
    }
    return sentences;
}

}  // namespace quern::testing
