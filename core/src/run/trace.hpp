// SPDX-License-Identifier: MIT
// What each stage makes of one document, for a person: `quern run --trace`.
#pragma once

#include <filesystem>
#include <string>

#include "pipeline/plan.hpp"
#include "run/layer_page.hpp"
#include "run/run.hpp"

namespace quern::host {

struct Trace {
    std::string page;
    bool failed = false;  // a run would put the document into quarantine
};

// Loads the document that `wanted` names (its id; or its number in the corpus, from 1, where none has that
// id) and takes it through the stages. Nothing is written. The plan is prepared; of the options `limit`,
// `retry` and `interrupted` count. An Error with the nearest id where there is no such document.
Trace trace(Plan& plan, const std::string& wanted, const RunOptions& options, const PageStyle& style);

}  // namespace quern::host
