// SPDX-License-Identifier: MIT
// What a worker answers for one document, carried out on it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <quern/document.hpp>
#include <quern/output.hpp>

#include "document/access.hpp"

namespace quern::host {

// The answer is no answer to that document: not JSON, no object, another document's. Its worker can no longer
// be trusted.
class Nonsense final : public Error {
public:
    using Error::Error;
};

// Applies the reply to the document, which is bound by `access`. Offsets are in `unit`. An Error that names
// what is wrong, and what to do, for what the stage did not declare or what does not fit the document.
class ReplyReader {
public:
    ReplyReader();
    ~ReplyReader();
    void apply(std::string& reply, Document& document, const Access& access, OffsetUnit unit);

private:
    struct Body;
    std::unique_ptr<Body> body_;
};

// The changes that turn the text of `map`'s source into `text`. An Error where the map moves text about, or
// where what it calls copied differs.
TextEdit edit_from_map(std::string_view source, const std::string& text, const OffsetMap& map);
TextBuilder builder_from_map(std::string_view page, const std::string& text, const OffsetMap& map);

}  // namespace quern::host
