// SPDX-License-Identifier: MIT
// Runs the tests that a pipeline brings along.
#pragma once

#include <string>
#include <vector>

#include "pipeline/plan.hpp"

namespace quern::host {

struct TestResult {
    std::string name, where;            // "news.yaml:12"
    std::vector<std::string> failures;  // a paragraph each; none: passed
    double seconds = 0;
};

// Takes each test's document through all stages but input, corpus stages and outputs, as a run would, and
// compares. The plan must be prepared, its stages at least.
std::vector<TestResult> run_tests(const Plan& plan);

// A line for each test that passed (unless `failures_only`), a paragraph for each that failed, and the sum.
std::string render(const std::vector<TestResult>& results, bool failures_only, bool colour);

// For continuous integration: one <testsuite>.
std::string to_junit(const Plan& plan, const std::vector<TestResult>& results);

}  // namespace quern::host
