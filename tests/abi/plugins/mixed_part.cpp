// SPDX-License-Identifier: MIT
// The half of a plugin that is built in debug mode, while the half with the table is not.
#include <quern/plugin.hpp>

std::size_t length_of_text(const void* document) {
    return static_cast<const quern::Document*>(document)->text().size();
}
