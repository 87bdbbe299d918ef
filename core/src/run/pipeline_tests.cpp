// SPDX-License-Identifier: MIT
#include "run/pipeline_tests.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "document/scratch.hpp"
#include "pipeline/printable.hpp"
#include "run/chain.hpp"
#include "run/expectation.hpp"
#include "run/problem.hpp"
#include "run/tally.hpp"
#include "run/test_document.hpp"

namespace quern::host {

namespace {

class TestRunner {
public:
    explicit TestRunner(const Plan& plan) : plan_(plan), chain_(plan), tallies_(plan.stages.size()) {}

    TestResult run(const PipelineTest& test) {
        TestResult result{test.name, place(test.node->mark), {}, 0};
        watch_.start();
        const auto began = watch_.last();
        Problem problem;
        if (!guarded("the test's document", problem, [&] { compare(test, result); }))
            result.failures.push_back(problem.describe() + '\n');
        watch_.lap();
        result.seconds = std::chrono::duration<double>(watch_.last() - began).count();
        return result;
    }

private:
    void compare(const PipelineTest& test, TestResult& result) {
        Document document = test_document(*test.node, plan_.layers);
        Chain::Passage passage;
        chain_.pass(document, scratch_, tallies_, watch_, control_, passage);
        if (passage.end == Chain::End::failed) {
            result.failures.push_back(passage.problem.describe() + '\n');
        } else if (passage.end == Chain::End::dropped) {
            result.failures.push_back(fmt::format("{}: dropped the document: {}\n",
                                                  plan_.stages[passage.at].label, *document.dropped()));
        } else if (const auto* expect = test.node->find("expect")) {
            const auto* exactly = test.node->find("exactly");
            result.failures =
                differences(document, *expect->value, exactly && exactly->value->scalar == "true");
        }
    }

    const Plan& plan_;
    const Chain chain_;
    const Control control_;
    Scratch scratch_;
    std::vector<Tally> tallies_;
    Stopwatch watch_;
};

bool passed(const TestResult& result) {
    return result.failures.empty();
}

std::string indented(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        out += fmt::format("    {}\n", text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

}  // namespace

std::vector<TestResult> run_tests(const Plan& plan) {
    TestRunner runner(plan);
    std::vector<TestResult> results;
    for (const auto& test : plan.tests) results.push_back(runner.run(test));
    return results;
}

std::string render(const std::vector<TestResult>& results, bool failures_only, bool colour) {
    std::string page;
    for (const auto& result : results) {
        if (!passed(result))
            page +=
                fmt::format("{}  {}  ({})\n", painted(colour, "1;31", "FAILED"), result.name, result.where);
        else if (!failures_only)
            page += fmt::format("{}      {}\n", painted(colour, "32", "ok"), result.name);
        for (const auto& failure : result.failures) page += indented(failure);
    }
    const auto good = std::count_if(results.begin(), results.end(), passed);
    if (!failures_only || good != static_cast<std::ptrdiff_t>(results.size()))
        page += fmt::format("{} of {} passed\n", good, count(results.size(), "test"));
    return page;
}

}  // namespace quern::host
