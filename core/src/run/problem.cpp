// SPDX-License-Identifier: MIT
#include "run/problem.hpp"

#include <utility>

#include "plugin/exception_text.hpp"

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
    auto [reason, hint, fatal] = current_exception_text();
    return {stage, std::move(reason), std::move(hint), fatal, unexpected_type()};
}

}  // namespace quern::host
