// SPDX-License-Identifier: MIT
// The library that missing_library.so is linked to and that is not found when it is loaded.
namespace forgotten {
int helper(int number) {
    return number + 1;
}
}  // namespace forgotten
