// SPDX-License-Identifier: MIT
// What became of each file that was looked at, for `quern stages --why`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugin/registry.hpp"

namespace quern::host {

// One or a few lines a verdict, in the order of search.
std::string verdicts_text(const std::vector<Verdict>& verdicts);
std::string verdicts_json(const std::vector<Verdict>& verdicts);

// "FILE was built for ABI 2, …" with what to do beneath, line by line: for messages about a stage that is
// missed.
std::vector<std::string> refusal_lines(const Verdict& verdict);

std::string_view to_string(Verdict::Kind kind);

}  // namespace quern::host
