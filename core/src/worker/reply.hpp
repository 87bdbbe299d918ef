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
class Nonsense : public Error {
public:
    using Error::Error;
};

// One that names another document.
class OtherDocument final : public Nonsense {
public:
    explicit OtherDocument(std::string answered);
    const std::string id;  // the other's
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

}  // namespace quern::host
