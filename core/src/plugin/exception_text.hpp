// SPDX-License-Identifier: MIT
// What a plugin threw, whatever it was.
#pragma once

#include <string>

namespace quern::host {

struct ExceptionText {
    std::string message;
    std::string hint;    // of an Error
    bool fatal = false;  // a FatalError
};

// Of the exception that is being handled: call it inside a catch (...).
ExceptionText current_exception_text();

// Of the same, where it is neither an Error nor a lack of memory: its type, as in std::out_of_range. What a
// plugin did not mean to throw. Else empty.
std::string unexpected_type();

}  // namespace quern::host
