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

}  // namespace quern::host
