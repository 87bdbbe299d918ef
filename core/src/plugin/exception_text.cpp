// SPDX-License-Identifier: MIT
#include "plugin/exception_text.hpp"

#include <cxxabi.h>

#include <exception>
#include <new>
#include <typeinfo>

#include <fmt/format.h>
#include <boost/core/demangle.hpp>

#include <quern/error.hpp>

namespace quern::host {

namespace {

std::string type_name() {
    const std::type_info* type = abi::__cxa_current_exception_type();
    return type ? boost::core::demangle(type->name()) : "unknown";
}

std::string without_message() {
    return fmt::format("an exception of type {}, without a message", type_name());
}

}  // namespace

ExceptionText current_exception_text() {
    ExceptionText text;
    try {
        throw;
    } catch (const Error& error) {
        text = {error.what(), error.hint(), dynamic_cast<const FatalError*>(&error) != nullptr};
    } catch (const std::bad_alloc&) {
        text.message = "out of memory";
    } catch (const std::exception& error) {
        text.message = error.what();
    } catch (...) {
    }
    if (text.message.empty()) text.message = without_message();
    return text;
}

std::string unexpected_type() {
    try {
        throw;
    } catch (const Error&) {
        return {};
    } catch (const std::bad_alloc&) {
        return {};
    } catch (...) {
        return type_name();
    }
}

}  // namespace quern::host
