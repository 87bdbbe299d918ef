// SPDX-License-Identifier: MIT
// The exception that carries a message for a person.
#pragma once

#include <stdexcept>
#include <string>

#include <quern/abi.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Says what went wrong and, where it can, what to do about it. Where it happened (stage, document, file) is
// added by the host; a stage need not repeat it. Any other std::exception is reported by its what().
class QUERN_API Error : public std::runtime_error {
public:
    explicit Error(const std::string& what, std::string hint = {});
    ~Error() override;

    // What the user can do; empty where there is nothing to say.
    const std::string& hint() const noexcept { return hint_; }

private:
    std::string hint_;
};

// Thrown where going on makes no sense for the whole run: a failed write, a lost database. The run ends.
class QUERN_API FatalError : public Error {
public:
    using Error::Error;
    ~FatalError() override;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
