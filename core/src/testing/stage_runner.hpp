// SPDX-License-Identifier: MIT
#pragma once

#include <quern/testing.hpp>

#include "document/access.hpp"
#include "document/scratch.hpp"

namespace quern::testing {

struct StageRunner::Body {
    std::unique_ptr<Component> object;
    std::filesystem::path data;
    Declaration declaration;
    Access access;
    Scratch scratch;  // kept from document to document, as a worker thread does
    bool prepared = false;
};

class StageRunner::Enforced {
public:
    Enforced(StageRunner& runner, Document& document) : document_(document) {
        Access::enter(document, &runner.body_->access, &runner.body_->scratch);
    }
    ~Enforced() { Access::enter(document_, nullptr, nullptr); }
    Enforced(const Enforced&) = delete;
    Enforced& operator=(const Enforced&) = delete;

private:
    Document& document_;
};

}  // namespace quern::testing
