// SPDX-License-Identifier: MIT
// Two results compared, document by document: what is kept in memory meanwhile.
#include <string>

#include <catch2/catch.hpp>

#include "engine_kit.hpp"
#include "run/result_diff.hpp"

using namespace quern;
using namespace quern::testing;
using host::DiffOptions;

namespace {

// Two results with the same five documents, the second from back to front.
struct Results {
    PlanBuilder before, after;

    Results() {
        before.input<ListReader>(5);
        after.input<ListReader>(5).fill = [](std::uint64_t number, Item& item) {
            item.id = "d" + std::to_string(6 - number);
            item.uri = "list:" + item.id;
            item.data = "text of " + item.id;
        };
    }
    host::ResultDiff diff(const DiffOptions& options) { return host::diff(before.plan, after.plan, options); }
};

}  // namespace

TEST_CASE("documents wait for their like, whatever the order") {
    const auto diff = Results().diff({});
    CHECK(diff.same());
    CHECK(diff.both == 5);
    CHECK(diff.reordered);
}

TEST_CASE("documents that cannot be kept are matched all the same, and told as not compared") {
    DiffOptions options;
    options.memory = 0;
    const auto diff = Results().diff(options);
    CHECK(diff.both == 5);
    CHECK(diff.only_before + diff.only_after == 0);
    CHECK(diff.uncompared == 5);
    CHECK(!diff.same());
    CHECK_THAT(render(diff, "a", "b", options), Catch::Contains("5 of both not compared"));
}
