// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "run/repeated_ids.hpp"

using quern::host::RepeatedIds;

TEST_CASE("repeated ids are found however many there are, also behind a growing table") {
    RepeatedIds ids;
    for (int i = 0; i < 300'000; ++i) ids.add(std::to_string(i));
    CHECK(ids.count() == 0);
    for (int i = 0; i < 300'000; i += 1000) ids.add(std::to_string(i));
    CHECK(ids.count() == 300);
    CHECK(ids.first() == std::vector<std::string>{"0", "1000", "2000", "3000", "4000"});
    CHECK(!ids.beyond_limit());
}

TEST_CASE("an id that comes often is named once") {
    RepeatedIds ids;
    for (int i = 0; i < 4; ++i) ids.add("a");
    ids.add("");
    ids.add("");
    CHECK(ids.count() == 4);
    CHECK(ids.first() == std::vector<std::string>{"a", ""});
}

TEST_CASE("beyond the limit ids are still compared with those in front of it") {
    RepeatedIds ids(100);
    for (int i = 0; i < 200; ++i) ids.add(std::to_string(i));
    CHECK(ids.beyond_limit());
    ids.add("50");
    ids.add("150");
    CHECK(ids.count() == 1);
}
