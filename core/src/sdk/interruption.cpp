// SPDX-License-Identifier: MIT
#include <quern/interruption.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {
// Constant-initialised: a signal handler may come at any moment.
constinit std::atomic<bool> flag{false};
static_assert(std::atomic<bool>::is_always_lock_free);
}  // namespace

std::atomic<bool>& interruption() {
    return flag;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
