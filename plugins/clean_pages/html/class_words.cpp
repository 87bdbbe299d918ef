// SPDX-License-Identifier: MIT
#include "class_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "marks.hpp"

namespace clean_html {
namespace {

struct ClassWord {
    std::string_view word;
    std::uint32_t mark;
};

// Words of class names and ids, in alphabetical order. A name is cut at every sign that is no letter and
// before capitals.
constexpr ClassWord class_words[] = {
    {"abstract", deck},
    {"actions", sharing},
    {"ad", furniture | advert},
    {"addtoany", furniture | sharing},
    {"ads", furniture | advert},
    {"adslot", furniture | advert},
    {"adv", advert},
    {"advert", furniture | advert},
    {"advertisement", furniture | advert},
    {"advertising", furniture | advert},
    {"advertorial", advert},
    {"affiliate", furniture | advert},
    {"alert", furniture | overlay},
    {"also", related},
    {"anchor", contents},
    {"article", body_name},
    {"attribution", caption},
    {"audio", embedded},
    {"author", byline | about_author},
    {"authorbox", furniture | about_author},
    {"authors", byline | about_author},
    {"avatar", about_author},
    {"banner", prompt},
    {"bio", furniture | about_author},
    {"biography", furniture | about_author},
    {"bios", furniture | about_author},
    {"blockquote", quotation},
    {"blog", body_name},
    {"body", body_name},
    {"bookmark", sharing},
    {"breadcrumb", furniture | topics},
    {"breadcrumbs", furniture | topics},
    {"breaking", furniture},
    {"buy", advert},
    {"byline", byline},
    {"bylines", byline},
    {"callout", prompt},
    {"caption", caption},
    {"captions", caption},
    {"card", teaser},
    {"cards", teaser},
    {"carousel", furniture | teaser},
    {"categories", topics},
    {"category", topics},
    {"chart", embedded},
    {"column", teaser},
    {"comment", furniture | comments},
    {"commentlist", furniture | comments},
    {"comments", furniture | comments},
    {"component", embedded},
    {"consent", furniture | small_print},
    {"content", body_name},
    {"contentinfo", furniture | small_print},
    {"contents", contents},
    {"contributor", byline | about_author},
    {"convertkit", prompt},
    {"cookie", furniture | small_print},
    {"cookies", furniture | small_print},
    {"copy", body_name},
    {"copyright", furniture | small_print},
    {"correction", small_print},
    {"corrections", small_print},
    {"credit", caption},
    {"credits", caption},
    {"cta", prompt},
    {"dateline", byline},
    {"deal", advert},
    {"deals", advert},
    {"deck", deck},
    {"dek", deck},
    {"description", deck},
    {"dfp", advert},
    {"dialog", overlay},
    {"disclaimer", furniture | small_print},
    {"discussion", furniture | comments},
    {"disqus", furniture | comments},
    {"donate", furniture | prompt},
    {"donation", furniture | prompt},
    {"drawer", overlay},
    {"dropdown", overlay},
    {"editor", small_print},
    {"email", prompt},
    {"embed", furniture | embedded},
    {"entry", body_name},
    {"excerpt", teaser},
    {"explore", related},
    {"eyebrow", topics},
    {"facebook", sharing},
    {"featured", picture},
    {"feed", teaser},
    {"figcaption", caption},
    {"figure", picture},
    {"filed", furniture | topics},
    {"fineprint", furniture | small_print},
    {"follow", sharing},
    {"footer", furniture | small_print},
    {"footnote", small_print},
    {"footnotes", small_print},
    {"form", prompt},
    {"further", related},
    {"gallery", embedded},
    {"gpt", advert},
    {"grid", teaser},
    {"hashtag", topics},
    {"header", heading_name},
    {"heading", heading_name},
    {"headline", heading_name},
    {"hed", heading_name},
    {"hero", picture},
    {"hidden", overlay},
    {"highlights", deck},
    {"html", body_name},
    {"iframe", embedded},
    {"image", picture},
    {"imagecredit", caption},
    {"img", picture},
    {"index", contents},
    {"intro", deck},
    {"introduction", deck},
    {"item", teaser},
    {"items", teaser},
    {"jobs", furniture | embedded},
    {"jump", contents},
    {"keypoints", deck},
    {"kicker", furniture | topics},
    {"label", topics},
    {"latest", related},
    {"lead", deck},
    {"lede", deck},
    {"legal", furniture | small_print},
    {"lightbox", overlay},
    {"link", teaser},
    {"links", teaser},
    {"list", teaser},
    {"listing", teaser},
    {"live", embedded},
    {"login", furniture | prompt},
    {"mailchimp", prompt},
    {"mailing", furniture | prompt},
    {"main", body_name},
    {"map", embedded},
    {"markdown", body_name},
    {"masthead", frame},
    {"media", picture},
    {"membership", prompt},
    {"menu", frame},
    {"metadata", byline},
    {"modal", furniture | overlay},
    {"module", embedded},
    {"more", related},
    {"mpu", furniture | advert},
    {"nav", frame},
    {"navbar", frame},
    {"navigation", frame},
    {"newsletter", furniture | prompt},
    {"newsletters", furniture | prompt},
    {"next", related},
    {"noprint", furniture},
    {"note", small_print},
    {"notes", small_print},
    {"notice", small_print},
    {"offcanvas", overlay},
    {"offer", advert},
    {"offers", advert},
    {"optin", prompt},
    {"outbrain", furniture | related},
    {"overlay", furniture | overlay},
    {"pagination", furniture},
    {"paragraph", body_name},
    {"partner", advert},
    {"paywall", furniture | prompt},
    {"paywalled", body_name},
    {"permalink", furniture},
    {"photo", picture},
    {"picture", picture},
    {"player", furniture | embedded},
    {"podcast", embedded},
    {"poll", furniture | embedded},
    {"popular", furniture | related},
    {"popup", furniture | overlay},
    {"post", body_name},
    {"prev", related},
    {"preview", teaser},
    {"previous", related},
    {"product", advert},
    {"profile", about_author},
    {"promo", furniture | related},
    {"promobox", prompt},
    {"promos", furniture | related},
    {"promoted", furniture | advert},
    {"promotion", furniture | advert},
    {"prose", body_name},
    {"pubdate", byline},
    {"pull", quotation},
    {"pullquote", furniture | quotation},
    {"quote", quotation},
    {"rail", teaser},
    {"rating", furniture},
    {"read", related},
    {"readmore", furniture | related},
    {"readnext", furniture | related},
    {"recent", related},
    {"recirc", furniture | related},
    {"recirculation", furniture | related},
    {"recommendation", furniture | related},
    {"recommendations", furniture | related},
    {"recommended", furniture | related},
    {"references", small_print},
    {"register", prompt},
    {"related", furniture | related},
    {"relatedposts", furniture | related},
    {"replies", comments},
    {"reply", furniture | comments},
    {"reprint", small_print},
    {"respond", furniture | comments},
    {"richtext", body_name},
    {"rights", small_print},
    {"rte", body_name},
    {"screenreader", furniture | overlay},
    {"search", overlay},
    {"section", topics},
    {"share", furniture | sharing},
    {"sharebar", furniture | sharing},
    {"sharedaddy", furniture | sharing},
    {"sharing", furniture | sharing},
    {"shop", advert},
    {"sidebar", frame},
    {"signup", furniture | prompt},
    {"similar", related},
    {"skip", furniture | overlay},
    {"slider", teaser},
    {"slideshow", embedded},
    {"smallprint", furniture | small_print},
    {"social", furniture | sharing},
    {"socials", furniture | sharing},
    {"sponsor", furniture | advert},
    {"sponsored", furniture | advert},
    {"stack", teaser},
    {"staff", about_author},
    {"standfirst", deck},
    {"story", body_name},
    {"subhead", deck},
    {"subheadline", deck},
    {"subscribe", furniture | prompt},
    {"subscriber", prompt},
    {"subscription", furniture | prompt},
    {"subtitle", deck},
    {"suggested", related},
    {"summary", deck},
    {"swiper", teaser},
    {"taboola", furniture | related},
    {"tag", topics},
    {"tagged", furniture | topics},
    {"taglist", furniture | topics},
    {"tags", furniture | topics},
    {"takeaways", deck},
    {"teaser", teaser},
    {"teasers", teaser},
    {"terms", topics},
    {"text", body_name},
    {"thread", comments},
    {"thumb", teaser},
    {"thumbnail", teaser},
    {"ticker", furniture | embedded},
    {"tile", teaser},
    {"tiles", teaser},
    {"timeline", embedded},
    {"timestamp", byline},
    {"title", heading_name},
    {"toast", furniture | overlay},
    {"toc", contents},
    {"toolbar", furniture | sharing},
    {"tools", furniture | sharing},
    {"tooltip", overlay},
    {"topic", topics},
    {"topics", furniture | topics},
    {"trending", furniture | related},
    {"tweet", sharing},
    {"twitter", sharing},
    {"video", embedded},
    {"weather", furniture | embedded},
    {"whatsapp", sharing},
    {"widget", furniture | embedded},
    {"widgets", furniture | embedded},
    {"wp", picture},
    {"writer", about_author},
    {"wysiwyg", body_name},
};

static_assert(std::is_sorted(std::begin(class_words), std::end(class_words),
                             [](const ClassWord& a, const ClassWord& b) { return a.word < b.word; }));

constexpr std::size_t longest_class_word = 15;

// For each first letter the lengths of the words that begin with it, a bit each: most words of class names
// are none of these, and need not be looked up.
constexpr auto lengths_by_letter = [] {
    std::array<std::uint32_t, 26> lengths{};
    for (const auto& [word, mark] : class_words)
        lengths[static_cast<std::size_t>(word[0] - 'a')] |= 1u << word.size();
    return lengths;
}();

// Where the words stand in the list, from 1 on, by their hashes.
constexpr std::size_t slots = 512;
constexpr std::size_t slot_of(std::string_view word) {
    std::uint32_t hash = 0;
    for (const char c : word) hash = hash * 31 + static_cast<unsigned char>(c);
    return hash * 0x9E3779B1u >> 23;
}
constexpr auto places = [] {
    std::array<std::uint16_t, slots> table{};
    for (std::size_t i = 0; i < std::size(class_words); ++i) {
        auto slot = slot_of(class_words[i].word);
        while (table[slot] != 0) slot = (slot + 1) % slots;
        table[slot] = static_cast<std::uint16_t>(i + 1);
    }
    return table;
}();

std::uint32_t mark_of(std::string_view word) {
    if (!(lengths_by_letter[static_cast<std::size_t>(word[0] - 'a')] >> word.size() & 1)) return 0;
    for (auto slot = slot_of(word); places[slot] != 0; slot = (slot + 1) % places.size())
        if (const auto& known = class_words[places[slot] - 1]; known.word == word) return known.mark;
    return 0;
}

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

}  // namespace

std::uint32_t marks_of_names(std::string_view names) {
    std::uint32_t marks = 0;
    std::array<char, longest_class_word> word{};
    std::size_t size = 0;
    const auto finish = [&] {
        if (size >= 2 && size <= word.size()) marks |= mark_of({word.data(), size});
        size = 0;
    };
    for (std::size_t i = 0; i < names.size(); ++i) {
        const char c = names[i];
        if (!is_lower(c) && !is_upper(c)) {
            finish();
            continue;
        }
        if (is_upper(c) && i > 0 && is_lower(names[i - 1])) finish();
        if (size < word.size()) word[size] = static_cast<char>(c | 0x20);
        ++size;
    }
    finish();
    return marks;
}

}  // namespace clean_html
