// SPDX-License-Identifier: MIT
#include <quern/training.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// Out of line, so that there is one copy of each type's identity.
Trainer::~Trainer() = default;
Trainable::~Trainable() = default;

}  // namespace quern::inline QUERN_ABI_NAMESPACE
