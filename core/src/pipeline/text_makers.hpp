// SPDX-License-Identifier: MIT
// Which stages make a document's text.
#pragma once

#include <string>
#include <vector>

#include "plugin/registry.hpp"

namespace quern::host {

// An installed stage that makes the text of documents.
struct TextMaker {
    std::string stage;
    std::vector<std::string> media_types;  // that it acts on; empty: all
};
std::vector<TextMaker> text_makers(const Registry& registry);

}  // namespace quern::host
