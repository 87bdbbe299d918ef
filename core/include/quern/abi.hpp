// SPDX-License-Identifier: MIT
// What binds a plugin to the host: the ABI's number, the namespace that carries it, and the build tag.
#pragma once

#include <cstdint>
#include <string>  // also defines the macros of libstdc++ tested below

#define QUERN_ABI 1

// A build with the other string ABI or with debug containers lays its types out differently. Their names go
// into the inline namespace of the whole API, so that such a plugin does not even link to this host.
#if defined(_GLIBCXX_USE_CXX11_ABI) && !_GLIBCXX_USE_CXX11_ABI
#define QUERN_ABI_STRING 0
#define QUERN_ABI_NAMESPACE_STRING oldstring
#else
#define QUERN_ABI_STRING 1
#define QUERN_ABI_NAMESPACE_STRING
#endif
#ifdef _GLIBCXX_DEBUG
#define QUERN_ABI_DEBUG 1
#define QUERN_ABI_NAMESPACE_DEBUG debug
#else
#define QUERN_ABI_DEBUG 0
#define QUERN_ABI_NAMESPACE_DEBUG
#endif
#define QUERN_ABI_JOIN2(a, b, c) v##a##b##c
#define QUERN_ABI_JOIN(a, b, c) QUERN_ABI_JOIN2(a, b, c)
#define QUERN_ABI_NAMESPACE QUERN_ABI_JOIN(QUERN_ABI, QUERN_ABI_NAMESPACE_STRING, QUERN_ABI_NAMESPACE_DEBUG)

#define QUERN_API __attribute__((visibility("default")))
// For templates of the API: each plugin has instances of its own, whatever options it was built with.
#define QUERN_OWN __attribute__((visibility("hidden")))

#if defined(__SANITIZE_ADDRESS__)
#define QUERN_ABI_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define QUERN_ABI_ASAN 1
#endif
#endif
#ifndef QUERN_ABI_ASAN
#define QUERN_ABI_ASAN 0
#endif
#if defined(__SANITIZE_THREAD__)
#define QUERN_ABI_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define QUERN_ABI_TSAN 1
#endif
#endif
#ifndef QUERN_ABI_TSAN
#define QUERN_ABI_TSAN 0
#endif

namespace quern::inline QUERN_ABI_NAMESPACE {

// How a binary was built, as far as it decides whether two binaries may share objects. Compared field by
// field before any code of a plugin runs. Plain integers: readable whatever either side was built with.
struct BuildTag {
    std::uint32_t abi;           // QUERN_ABI
    std::uint32_t itanium;       // 1: the Itanium C++ ABI that g++ and clang share on Linux
    std::uint32_t cxx11_string;  // 1: std::string as of C++11; 0: the copy-on-write one
    std::uint32_t debug_mode;    // 1: _GLIBCXX_DEBUG
    std::uint32_t asan, tsan;    // 1: built with that sanitizer
    std::uint32_t pointer_size, string_size, document_size, declaration_size;
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
