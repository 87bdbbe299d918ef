// SPDX-License-Identifier: MIT
// Whether the run has been asked to end.
#pragma once

#include <atomic>

#include <quern/abi.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Set by the host when it is interrupted. The host itself looks at it between stages; what waits for
// something from outside, such as input that has not come yet, looks here meanwhile and throws an Error.
QUERN_API std::atomic<bool>& interruption();

}  // namespace quern::inline QUERN_ABI_NAMESPACE
