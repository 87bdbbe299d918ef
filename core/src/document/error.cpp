// SPDX-License-Identifier: MIT
#include <quern/error.hpp>

#include <utility>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Out of line: one copy of the type's identity, so that it is caught across libraries.
Error::Error(const std::string& what, std::string hint) : std::runtime_error(what), hint_(std::move(hint)) {}
Error::~Error() = default;
FatalError::~FatalError() = default;

}  // namespace quern::inline QUERN_ABI_NAMESPACE
