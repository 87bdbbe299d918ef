// SPDX-License-Identifier: MIT
#include <string>

#include <catch2/catch.hpp>

#include <quern/error.hpp>
#include <quern/input.hpp>

using quern::Glob;

TEST_CASE("a star and a question mark stay within a name") {
    CHECK(Glob("*.html").matches("a.html"));
    CHECK(Glob("*.html").matches(".html"));
    CHECK_FALSE(Glob("*.html").matches("a.htm"));
    CHECK_FALSE(Glob("*.html").matches("b/a.html"));
    CHECK(Glob("*/*.html").matches("b/a.html"));
    CHECK(Glob("a?c").matches("abc"));
    CHECK_FALSE(Glob("a?c").matches("a/c"));
    CHECK_FALSE(Glob("a?c").matches("ac"));
}

TEST_CASE("two stars run across folders, and may stand for none") {
    CHECK(Glob("**/*.txt").matches("a.txt"));
    CHECK(Glob("**/*.txt").matches("x/y/a.txt"));
    CHECK(Glob("x/**/a.txt").matches("x/a.txt"));
    CHECK(Glob("x/**/a.txt").matches("x/y/z/a.txt"));
    CHECK_FALSE(Glob("x/**/a.txt").matches("x/ya.txt"));
    CHECK_FALSE(Glob("**/a.txt").matches("ba.txt"));
    CHECK(Glob("x/**").matches("x/y/z"));
    CHECK_FALSE(Glob("x/**").matches("xy/z"));
}

TEST_CASE("sets hold characters, ranges and their opposite") {
    CHECK(Glob("[a-c]1").matches("b1"));
    CHECK_FALSE(Glob("[a-c]1").matches("d1"));
    CHECK(Glob("[!a-c]1").matches("d1"));
    CHECK_FALSE(Glob("[!a-c]1").matches("a1"));
    CHECK(Glob("[]x]").matches("]"));
    CHECK(Glob("[a-]").matches("-"));
    CHECK_FALSE(Glob("a[/]b").matches("a/b"));
    CHECK_FALSE(Glob("a[!x]b").matches("a/b"));
}

TEST_CASE("a question mark is one character, however many bytes it has") {
    CHECK(Glob("caf?").matches("caf\u00e9"));
    CHECK(Glob("?").matches("\U0001F600"));
    CHECK_FALSE(Glob("??").matches("\u00e9"));
    CHECK(Glob("[!a]").matches("\u00e9"));
}

TEST_CASE("a backslash takes the next character as it is") {
    CHECK(Glob("a\\*").matches("a*"));
    CHECK_FALSE(Glob("a\\*").matches("ab"));
    CHECK(Glob("\\[x").matches("[x"));
}

TEST_CASE("a set without its end is refused with the pattern in the message") {
    CHECK_THROWS_WITH(Glob("a[bc"), Catch::Contains("'a[bc'"));
}

TEST_CASE("a pattern tells which folders are worth a visit") {
    CHECK(Glob("a/*.txt").reaches_into("a"));
    CHECK_FALSE(Glob("a/*.txt").reaches_into("b"));
    CHECK_FALSE(Glob("a/*.txt").reaches_into("a/b"));
    CHECK(Glob("a/**/c").reaches_into("a/x/y"));
    CHECK_FALSE(Glob("*.txt").reaches_into("a"));
}

TEST_CASE("a pattern of many stars takes no longer than its length asks for") {
    std::string pattern, path(2000, 'a');
    for (int i = 0; i < 200; ++i) pattern += "*a";
    CHECK_FALSE(Glob(pattern + "b").matches(path));
    CHECK(Glob(pattern).matches(path));
}
