// SPDX-License-Identifier: MIT
// A shared library like any other: no plugin.
extern "C" __attribute__((visibility("default"))) int answer() {
    return 42;
}
