// SPDX-License-Identifier: MIT
// What a plugin threw, as the host tells it.
#pragma once

#include <string>
#include <utility>

namespace quern::host {

// What kept a document, or the whole run, from going on.
struct Problem {
    std::string stage;         // its label
    std::string reason, hint;  // the hint may be empty
    bool fatal = false;        // a FatalError: the run cannot go on
    std::string unexpected{};  // the type of an exception that the plugin did not mean for a person

    // "quote.speech: the reason" and, on a line of its own, the hint.
    std::string describe() const;
};

// The same with the document's id in front, unless that is empty.
std::string about(const std::string& document, const Problem& problem);

// The exception that is being handled. To be called inside a catch block.
Problem current_problem(const std::string& stage);

// Every call into a plugin goes through this. False where it threw; `problem` then says what.
template <class Call>
bool guarded(const std::string& stage, Problem& problem, Call&& call) {
    try {
        std::forward<Call>(call)();
        return true;
    } catch (...) {
        problem = current_problem(stage);
        return false;
    }
}

}  // namespace quern::host
