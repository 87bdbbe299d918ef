// SPDX-License-Identifier: MIT
// What a stage did to a document, as a worker's answer tells it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <quern/document.hpp>
#include <quern/record.hpp>

#include "document/access.hpp"

namespace quern::host {

// Offsets are bytes. The document came as a request: its source is the text that was sent.
class AnswerWriter {
public:
    explicit AnswerWriter(const Access& access);

    // Notes how the document is before the stage gets it.
    void before(Document& document);
    // The answer's line, with its line break.
    std::string answer(const Document& document) const;

    // By layer and present number, the numbers of rows for who reads the answer.
    using Numbers = std::map<std::string, std::vector<RowNumber>, std::less<>>;

private:
    Numbers numbers(const Document& document) const;
    std::string metadata_changes(const Document& document) const;
    std::string layers(const Document& document, const Numbers& numbers) const;
    std::string columns(const Document& document, const Numbers& numbers) const;
    bool was_there(const std::string& layer) const;

    const Access& access_;
    RecordWriter writer_;
    // What there was before.
    std::vector<Metadata::Entry> metadata_;
    std::vector<std::string> layers_;
    bool had_text_ = false;
};

}  // namespace quern::host
