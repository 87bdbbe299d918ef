// SPDX-License-Identifier: MIT
#include "plugin/exception_text.hpp"

#include <cxxabi.h>

#include <exception>
#include <typeinfo>

#include <fmt/format.h>
#include <boost/core/demangle.hpp>

#include <quern/error.hpp>

namespace quern::host {

ExceptionText current_exception_text() {
    try {
        throw;
    } catch (const Error& error) {
        return {error.what(), error.hint()};
    } catch (const std::exception& error) {
        const std::string message = error.what();
        return {message.empty() ? boost::core::demangle(typeid(error).name()) : message, {}};
    } catch (...) {
        const std::type_info* type = abi::__cxa_current_exception_type();
        return {fmt::format("threw {} instead of an exception with a message",
                            type ? boost::core::demangle(type->name()) : "something"),
                {}};
    }
}

}  // namespace quern::host
