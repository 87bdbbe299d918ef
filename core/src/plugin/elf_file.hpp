// SPDX-License-Identifier: MIT
// What can be known of a shared library without running any of its code.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace quern::host {

// A symbol that the library exports, with the bytes that the file holds for it (before relocation: numbers
// are right, addresses are not; empty for what has no bytes in the file).
struct ElfSymbol {
    std::string_view name;
    std::span<const std::byte> bytes;
};

// A shared library of this machine's kind, read as a file. The loader maps a file without asking how long it
// is, and dies of SIGBUS on one that was cut short; here the extents of all tables and sections are compared
// with the size.
class ElfFile {
public:
    // Throws an Error that says what is wrong with the file, its name left out.
    explicit ElfFile(const std::filesystem::path& path);

    // Views into this object.
    std::vector<ElfSymbol> exported() const;

private:
    template <class T>
    T at(std::uint64_t offset) const;
    std::string_view string_at(std::uint64_t offset) const;
    void check_kind(std::string_view start) const;
    void check_extent(std::uint64_t begin, std::uint64_t size) const;
    void check_tables() const;

    std::string content_;
};

}  // namespace quern::host
