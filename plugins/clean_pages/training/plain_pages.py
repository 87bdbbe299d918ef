# SPDX-License-Identifier: MIT
"""Small pages of plain HTML around annotated articles.

Pages of the press are large and full of boxes: trees that saw no other kind doubt the few paragraphs of a page
that has little else, and the end of a very long article. Each annotated article is printed once more, most of
them shortened and a few joined into a long one, below a headline, with or without a menu and a footer, some of
its paragraphs as quotations, tables, lists or code. What is made depends on the page's name alone."""
import html
import random
import re
import zlib

LONG = 12  # one page of so many is long
MENU = ("Home", "News", "Politics", "Business", "Culture", "Science", "Opinion", "Sport", "Weather", "About", "Contact")
FOOTER = ("About us", "Contact", "Privacy policy", "Terms of use", "Advertise", "Subscribe to our newsletter")
PROMPTS = (
    "Advertisement", "Story continues below", "Subscribe to our newsletter", "Sign up for our morning briefing",
    "Follow us on Facebook and Twitter", "Download our app for iOS and Android", "Listen to this article",
    "Our new podcast is available now", "The spring catalogue is here", "Get 20% off your first order",
    "Become a member and read without limits", "Tickets for our festival are on sale now",
    "Support independent journalism", "Want to read more? Create a free account", "Join the conversation below",
    "Have a tip? Write to our newsroom", "Win two tickets to the opening night", "Book your place at our annual conference",
    "Share this story", "Photo: Jane Miller / The Courier", "Illustration by Tom Reed", "Watch: the video of the day",
    "Read the full report in this month's magazine", "Free delivery on all books until Sunday")
RELATED = ("Related articles", "Read more", "More stories", "You may also like", "Most read", "Latest news")


def paragraphs_of(body):
    return [line.strip() for line in body.split("\n") if line.strip()]


def headline_of(gold):
    return gold.get("title") or next(iter(paragraphs_of(gold["articleBody"])), "")[:80]


def is_heading(line):
    return len(line.split()) <= 10 and line[-1].isalnum()


class Page:
    def __init__(self, name, body, others, fold_mates):
        self.random = random.Random(zlib.crc32(name.encode()))
        self.others = others  # headlines of other pages
        self.lines = paragraphs_of(body)
        if self.random.randrange(LONG) == 0:
            for mate in fold_mates:
                self.lines += paragraphs_of(mate)
        elif self.random.random() < 0.75:
            first = next((i for i, line in enumerate(self.lines) if not is_heading(line)), 0)
            self.lines = self.lines[first:first + self.random.randint(2, 8)]
        while self.lines and is_heading(self.lines[-1]) and not self.lines[-1].startswith("- "):
            self.lines.pop()
        self.article = []

    def chance(self, share):
        return self.random.random() < share

    def links(self, texts):
        items = "".join(f'<li><a href="/{n}">{html.escape(text)}</a></li>' for n, text in enumerate(texts))
        return f"<ul>{items}</ul>\n"

    def listed(self, items):
        return "<ul>" + "".join(self.say("li", item) for item in items) + "</ul>\n" if items else ""

    def say(self, tag, text):
        self.article.append(text)
        return f"<{tag}>{html.escape(text)}</{tag}>\n"

    def table(self, line):
        words = re.findall(r"\w+", line)[:self.random.choice((4, 6, 8))]
        half = len(words) // 2
        rows = [words[:half], words[half:]]
        self.article += ["\t".join(row) for row in rows]
        return "<table>" + "".join(
            "<tr>" + "".join(f"<td>{html.escape(word)}</td>" for word in row) + "</tr>" for row in rows) + "</table>\n"

    def code(self, line):
        words = [word.lower() for word in re.findall(r"[A-Za-z]+", line)] or ["x"]
        code = [f"{self.random.choice(('let ', 'int ', ''))}{self.random.choice(words)} = "
                f"{self.random.choice(words)}({self.random.randrange(100)});" for _ in range(self.random.randint(1, 4))]
        self.article += code
        return "<pre>" + html.escape("\n".join(code)) + "</pre>\n"

    def interruption(self):
        """What asks the reader for something, or leads to another article; no part of this one."""
        text = html.escape(self.random.choice(PROMPTS))
        kind = self.random.randrange(4)
        if kind == 0:
            return f'<p><a href="/more">{text}</a></p>\n'
        if kind == 1 and self.others:
            other = html.escape(self.random.choice(self.others))
            return f'<div class="{self.random.choice(("promo", "card", "teaser", "inline"))}">' \
                   f'<h3>{self.random.choice(RELATED)}</h3><p><a href="/other">{other}</a></p></div>\n'
        return f"<div>{text}</div>\n" if kind == 2 else f"<p>{text}</p>\n"

    def content(self):
        out, items = "", []
        odd = self.chance(0.3)  # whether it has tables, code and quotations
        interrupted = self.chance(0.4)
        for n, line in enumerate(self.lines):
            if line.startswith("- ") or (odd and n > 0 and len(line) < 160 and self.chance(0.2)):
                items.append(line.removeprefix("- "))
                continue
            out += self.listed(items)
            items = []
            if n > 0 and interrupted and self.chance(0.2):
                out += self.interruption()
            if n > 0 and is_heading(line):
                out += self.say("h2", line)
            elif odd and n > 0 and self.chance(0.15):
                out += "<blockquote>" + self.say("p", line) + "</blockquote>\n"
            else:
                out += self.say("p", line)
                if odd and self.chance(0.1):
                    out += self.table(line)
                if odd and self.chance(0.1):
                    out += self.code(line)
        return out + self.listed(items)

    def print(self, headline):
        title = html.escape(headline)
        content = self.content()
        wrapper = self.random.choice(("article", "main", "div", 'div class="content"', None))
        if wrapper:
            content = f"<{wrapper}>\n{content}</{wrapper.split()[0]}>\n"
        out = f"<html><head><title>{title}</title></head><body>\n"
        if self.chance(0.5):
            menu = self.links(self.random.sample(MENU, self.random.randint(2, 8)))
            out += f"<nav>{menu}</nav>" if self.chance(0.5) else menu
        if self.chance(0.6):
            out += f"<h1>{title}</h1>\n"
        out += content
        if self.chance(0.3):
            out += f"<h3>{self.random.choice(RELATED)}</h3>\n" + self.links(self.others)
        if self.chance(0.4):
            out += self.links(self.random.sample(FOOTER, 3)) + "<p>© 2024 The Courier. All rights reserved.</p>\n"
        return out + "</body></html>\n"


def make(pages, fold_of):
    """Of pages {name: gold}, as {name: (HTML, gold)}."""
    names = sorted(name for name, gold in pages.items() if gold["articleBody"].strip())
    folds = {}
    for name in names:
        folds.setdefault(fold_of(pages[name]["url"]), []).append(name)
    made = {}
    for name in names:
        mates = folds[fold_of(pages[name]["url"])]
        at = mates.index(name)
        near = [mates[(at + k) % len(mates)] for k in range(1, min(6, len(mates)))]
        page = Page(name, pages[name]["articleBody"], [headline_of(pages[n]) for n in near],
                    [pages[n]["articleBody"] for n in near])
        text = page.print(headline_of(pages[name]))
        if page.article:
            made["plain-" + name] = text, pages[name] | {"articleBody": "\n\n".join(page.article)}
    return made
