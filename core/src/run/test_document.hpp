// SPDX-License-Identifier: MIT
// The document that one of a pipeline's own tests gives.
#pragma once

#include <vector>

#include <quern/document.hpp>

#include "pipeline/config.hpp"

namespace quern::host {

// From the members `text`, `html` or `document` of a test: plain text, a page without a text yet, or a
// document in the shape of export.json, its offsets in code points. `known` are the layers of the pipeline:
// of others and of standard layers the types are taken from the values. Throws an Error that names the place.
Document test_document(const ConfigNode& test, const std::vector<SchemaPtr>& known);

// "news.yaml:12", for messages.
std::string place(const ConfigMark& mark);

}  // namespace quern::host
