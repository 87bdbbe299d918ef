// SPDX-License-Identifier: MIT
#include "myhtml_tags.hpp"

#include <array>
#include <cstddef>

namespace clean_html {
namespace {

constexpr auto tags = [] {
    std::array<Tag, MyHTML_TAG_LAST_ENTRY> table{};
    const auto set = [&](std::size_t id, Tag tag) { table[id] = tag; };
    set(MyHTML_TAG__TEXT, Tag::text);
    set(MyHTML_TAG_TEMPLATE, Tag::template_);
#define QUERN_TAG(upper, lower) set(MyHTML_TAG_##upper, Tag::lower)
    QUERN_TAG(A, a), QUERN_TAG(ABBR, abbr), QUERN_TAG(ADDRESS, address), QUERN_TAG(ARTICLE, article);
    QUERN_TAG(ASIDE, aside), QUERN_TAG(AUDIO, audio), QUERN_TAG(BLOCKQUOTE, blockquote),
        QUERN_TAG(BODY, body);
    QUERN_TAG(BR, br), QUERN_TAG(BUTTON, button), QUERN_TAG(CANVAS, canvas), QUERN_TAG(CAPTION, caption);
    QUERN_TAG(CITE, cite), QUERN_TAG(CODE, code), QUERN_TAG(DD, dd), QUERN_TAG(DETAILS, details);
    QUERN_TAG(DIALOG, dialog), QUERN_TAG(DIV, div), QUERN_TAG(DL, dl), QUERN_TAG(DT, dt), QUERN_TAG(EM, em);
    QUERN_TAG(EMBED, embed), QUERN_TAG(FIELDSET, fieldset), QUERN_TAG(FIGCAPTION, figcaption);
    QUERN_TAG(FIGURE, figure), QUERN_TAG(FOOTER, footer), QUERN_TAG(FORM, form), QUERN_TAG(H1, h1);
    QUERN_TAG(H2, h2), QUERN_TAG(H3, h3), QUERN_TAG(H4, h4), QUERN_TAG(H5, h5), QUERN_TAG(H6, h6);
    QUERN_TAG(HEAD, head), QUERN_TAG(HEADER, header), QUERN_TAG(HGROUP, hgroup), QUERN_TAG(HR, hr);
    QUERN_TAG(HTML, html), QUERN_TAG(IFRAME, iframe), QUERN_TAG(IMG, img), QUERN_TAG(INPUT, input);
    QUERN_TAG(LABEL, label), QUERN_TAG(LEGEND, legend), QUERN_TAG(LI, li), QUERN_TAG(LINK, link);
    QUERN_TAG(LISTING, listing), QUERN_TAG(MAIN, main), QUERN_TAG(MAP, map), QUERN_TAG(MATH, math);
    QUERN_TAG(MENU, menu), QUERN_TAG(META, meta), QUERN_TAG(NAV, nav), QUERN_TAG(NOFRAMES, noframes);
    QUERN_TAG(NOSCRIPT, noscript), QUERN_TAG(OBJECT, object), QUERN_TAG(OL, ol), QUERN_TAG(OPTION, option);
    QUERN_TAG(P, p), QUERN_TAG(PRE, pre), QUERN_TAG(Q, q), QUERN_TAG(RP, rp), QUERN_TAG(RT, rt),
        QUERN_TAG(S, s);
    QUERN_TAG(SCRIPT, script), QUERN_TAG(SECTION, section), QUERN_TAG(SELECT, select),
        QUERN_TAG(SOURCE, source);
    QUERN_TAG(SPAN, span), QUERN_TAG(STRONG, strong), QUERN_TAG(STYLE, style), QUERN_TAG(SUMMARY, summary);
    QUERN_TAG(SUB, sub), QUERN_TAG(SUP, sup), QUERN_TAG(SVG, svg), QUERN_TAG(TABLE, table),
        QUERN_TAG(TBODY, tbody);
    QUERN_TAG(TD, td), QUERN_TAG(TEXTAREA, textarea), QUERN_TAG(TFOOT, tfoot), QUERN_TAG(TH, th);
    QUERN_TAG(THEAD, thead), QUERN_TAG(TIME, time), QUERN_TAG(TITLE, title), QUERN_TAG(TR, tr);
    QUERN_TAG(TRACK, track), QUERN_TAG(UL, ul), QUERN_TAG(VIDEO, video), QUERN_TAG(WBR, wbr),
        QUERN_TAG(XMP, xmp);
#undef QUERN_TAG
    return table;
}();

}  // namespace

Tag tag_of(myhtml_tag_id_t id) {
    return id < tags.size() ? tags[id] : Tag::unknown;
}

bool is_element(myhtml_tag_id_t id) {
    return id != MyHTML_TAG__UNDEF && id != MyHTML_TAG__TEXT && id != MyHTML_TAG__COMMENT &&
           id != MyHTML_TAG__DOCTYPE;
}

}  // namespace clean_html
