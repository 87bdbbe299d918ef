// SPDX-License-Identifier: MIT
// What is wrong with a configuration: all of it, each with its place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <quern/error.hpp>

#include "pipeline/config.hpp"

namespace quern::host {

enum class Severity { error, warning };

struct Diagnostic {
    Severity severity = Severity::error;
    ConfigMark mark;
    std::string message;             // "quote.speech has no option 'min_word'"
    std::string suggestion;          // behind the caret: "did you mean 'min_words'?"
    std::vector<std::string> notes;  // lines beneath, indented by two
};

class Diagnostics {
public:
    void error(const ConfigMark& mark, std::string message, std::string suggestion = {},
               std::vector<std::string> notes = {});
    // What was thrown; further lines of it stand beneath. `subject` goes in front.
    void error(const ConfigMark& mark, std::string_view subject, const Error& error);
    void warning(const ConfigMark& mark, std::string message, std::string suggestion = {},
                 std::vector<std::string> notes = {});
    std::size_t errors() const;
    const std::vector<Diagnostic>& all() const { return list_; }
    // In the order of files and lines: place, message, the line, a caret, notes; then the count.
    std::string render(bool colour) const;

private:
    std::vector<Diagnostic> list_;
};

// The nearest of `known` to `wrong` by Damerau-Levenshtein distance; empty where none is near.
std::string nearest(std::string_view wrong, const std::vector<std::string>& known);

}  // namespace quern::host
