// SPDX-License-Identifier: MIT
#include "run/problem.hpp"

#include <exception>
#include <new>

#include <quern/error.hpp>

namespace quern::host {

std::string Problem::describe() const {
    std::string text = stage + ": " + reason;
    if (!hint.empty()) text += "\n  " + hint;
    return text;
}

std::string about(const std::string& document, const Problem& problem) {
    return document.empty() ? problem.describe() : document + ": " + problem.describe();
}

Problem current_problem(const std::string& stage) {
    Problem problem{stage, {}, {}, false};
    try {
        throw;
    } catch (const FatalError& error) {
        problem.reason = error.what();
        problem.hint = error.hint();
        problem.fatal = true;
    } catch (const Error& error) {
        problem.reason = error.what();
        problem.hint = error.hint();
    } catch (const std::bad_alloc&) {
        problem.reason = "out of memory";
    } catch (const std::exception& error) {
        problem.reason = error.what();
    } catch (...) {
        problem.reason = "an exception that is no std::exception";
    }
    if (problem.reason.empty()) problem.reason = "an exception without a message";
    return problem;
}

}  // namespace quern::host
