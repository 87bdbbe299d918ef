// SPDX-License-Identifier: MIT
// Pages whose language clean.html has no words of.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "article_page.hpp"

using namespace quern;
using namespace quern::testing;

namespace {

struct Article {
    std::string language, section, link, share;
    std::vector<std::string> paragraphs;
};

const std::vector<Article> articles{
    {"zh",
     "新闻",
     "更多新闻",
     "分享到",
     {"港务局周一表示，开往林德岛的渡轮在船头发现裂缝后已经停航，修理可能需要几个星期。",
      "“在修好之前，我们不会让它开出去，”负责港口事务的玛尔塔说完就关上了门。",
      "岛上住着大约两百人，当天他们中的大多数人都到大陆的集市去了，晚上才知道没有船可以回家。"}},
    {"ja",
     "ニュース",
     "関連記事",
     "シェアする",
     {"リンドホルム島へ向かうフェリーは、船首に亀裂が見つかったため月曜日に運航を停止したと港湾事務所が発表した。",
      "「修理が終わるまでは出航させません」と事務所を率いるマルタさんは話し、扉を閉めた。",
      "島にはおよそ二百人が暮らしており、その日はほとんどの住民が本土の市場へ出かけていたという。"}},
    {"ar",
     "أخبار",
     "اقرأ أيضا",
     "شارك",
     {"توقفت العبارة المتجهة إلى جزيرة ليندهولم يوم الاثنين بعد العثور على شق في مقدمتها، كما قال مكتب الميناء.",
      "وقالت مارتا التي تدير المكتب إنها لن تسمح لها بالإبحار قبل إصلاحها، ثم أغلقت الباب.",
      "هل يعيش على الجزيرة نحو مئتي شخص، ومعظمهم كانوا قد ذهبوا إلى السوق في البر الرئيسي ذلك اليوم؟"}},
    {"he",
     "חדשות",
     "עוד כתבות",
     "שתפו",
     {"המעבורת לאי לינדהולם הושבתה ביום שני לאחר שנמצא סדק בחרטום שלה, כך מסר משרד הנמל בעיר.",
      "מרתה, שמנהלת את המשרד, אמרה שלא תיתן לה להפליג לפני שתתוקן, וסגרה את הדלת.",
      "כמאתיים איש חיים באי, ורובם נסעו באותו יום אל השוק שביבשת וגילו בערב שאין להם דרך לחזור."}},
    {"hi",
     "समाचार",
     "और पढ़ें",
     "साझा करें",
     {"बंदरगाह कार्यालय ने कहा कि लिंडहोम जाने वाली नाव के अगले हिस्से में दरार मिलने के बाद उसे सोमवार को रोक दिया गया।",
      "कार्यालय चलाने वाली मार्ता ने कहा कि मरम्मत होने से पहले वे उसे चलने नहीं देंगी, और दरवाज़ा बंद कर दिया।",
      "द्वीप पर लगभग दो सौ लोग रहते हैं, और उनमें से ज़्यादातर उस दिन मुख्य भूमि के बाज़ार गए हुए थे।"}},
    {"de",
     "Nachrichten",
     "Mehr zum Thema",
     "Teilen",
     {"Die Fähre nach Lindholm liegt seit Montag still, weil am Bug ein Riss gefunden wurde, teilte das Hafenamt mit.",
      "Marta Oske, die das Amt leitet, will sie nicht auslaufen lassen, bevor sie repariert ist, und schloss die Tür.",
      "Rund zweihundert Menschen leben auf der Insel, und die meisten waren an diesem Tag auf dem Markt am Festland."}},
};

}  // namespace

TEST_CASE("articles in other languages and scripts are found, and menus and links are not in them") {
    for (const auto& article : articles) {
        CAPTURE(article.language);
        std::string html = "<html lang=" + article.language + " dir=auto><body><div><a href=/>" +
                           article.section + "</a> <a href=/2>" + article.link + "</a></div><div>",
                    text;
        for (const auto& paragraph : article.paragraphs) {
            html += p(paragraph);
            text += (text.empty() ? "" : "\n\n") + paragraph;
        }
        html += "</div><div>" + article.share + "</div><ul><li><a href=/3>" + article.link +
                "</a></li><li><a href=/4>" + article.section + "</a></li></ul></body></html>";
        const auto document = cleaned(html);
        CHECK(document.text() == text);
        CHECK(document.metadata.get("language") == article.language);
    }
}

TEST_CASE("text from right to left stays in the order of its bytes, marks of direction and all") {
    const std::string mixed =
        "قال المكتب إن العبارة \u2066Lindholm 2\u2069 بُنيت عام \u200e1958\u200e، وإنها ستعود إلى العمل قريبا بعد الإصلاح.";
    const auto document = cleaned("<html dir=rtl><body><article>" + p(articles[2].paragraphs[0]) + p(mixed) +
                                  p(articles[2].paragraphs[1]) + "</article></body></html>");
    CHECK(document.text() == articles[2].paragraphs[0] + "\n\n" + mixed + "\n\n" + articles[2].paragraphs[1]);
}

TEST_CASE("ruby stays, without the reading above it") {
    CHECK(cleaned("<article>" +
                  p("<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>" + articles[1].paragraphs[0]) +
                  p(articles[1].paragraphs[1]) + "</article>")
              .text() == "港" + articles[1].paragraphs[0] + "\n\n" + articles[1].paragraphs[1]);
}
