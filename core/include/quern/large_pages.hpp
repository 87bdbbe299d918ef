// SPDX-License-Identifier: MIT
// Memory for large tables that are read here and there: in pages of 2 MB, where the system grants them, a
// lookup seldom waits for the page tables as well. Linux: Documentation/admin-guide/mm/transhuge.rst.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>

#include <quern/abi.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

// An allocator for standard containers. What is smaller than a large page comes from where all memory does.
template <class T>
struct LargePages {
    using value_type = T;
    static constexpr std::size_t page = 2 << 20;  // bytes

    LargePages() = default;
    template <class Other>
    explicit(false) LargePages(const LargePages<Other>&) {}

    T* allocate(std::size_t count) {
        if (count > (static_cast<std::size_t>(-1) - page) / sizeof(T)) throw std::bad_alloc();
        const auto bytes = count * sizeof(T), rounded = (bytes + page - 1) / page * page;
        void* memory = bytes < page ? std::malloc(bytes) : std::aligned_alloc(page, rounded);
        if (!memory && bytes != 0) throw std::bad_alloc();
        if (bytes >= page)
            ::madvise(memory, rounded, MADV_HUGEPAGE);  // a wish: the pages are as good without
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t) { std::free(memory); }

    friend bool operator==(const LargePages&, const LargePages&) { return true; }
};

}  // namespace quern::inline QUERN_ABI_NAMESPACE
