// SPDX-License-Identifier: MIT
#include "plugin/elf_file.hpp"

#include <elf.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <fmt/format.h>

#include <quern/error.hpp>

namespace quern::host {
namespace {

#if defined(__x86_64__)
constexpr auto this_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr auto this_machine = EM_AARCH64;
#elif defined(__riscv)
constexpr auto this_machine = EM_RISCV;
#else
#error "name this machine's EM_ constant"
#endif
constexpr auto this_order = std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB;
constexpr auto this_class = sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32;
static_assert(this_class == ELFCLASS64, "the tables below are those of 64-bit files");

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string content;
    if (in) content.resize(std::filesystem::file_size(path));
    if (!in || !in.read(content.data(), static_cast<std::streamsize>(content.size())))
        throw Error(fmt::format("cannot be read: {}", std::strerror(errno)));
    return content;
}

}  // namespace

ElfFile::ElfFile(const std::filesystem::path& path) : content_(read_file(path)) {
    check_kind(content_);
    check_tables();
}

void ElfFile::check_kind(std::string_view start) const {
    if (start.empty()) throw Error("is empty", "build it anew");
    if (!start.starts_with(std::string_view(ELFMAG, SELFMAG)))
        throw Error("is not a shared library", "a plugin is made by a compiler; see docs/authors.md");
    const auto header = at<Elf64_Ehdr>(0);
    if (header.e_ident[EI_CLASS] != this_class || header.e_ident[EI_DATA] != this_order ||
        header.e_machine != this_machine)
        throw Error("was built for another kind of machine", "build it on this one");
    if (header.e_type != ET_DYN)
        throw Error("is not a shared library but an object file or a program", "link it with -shared");
}

void ElfFile::check_tables() const {
    const auto header = at<Elf64_Ehdr>(0);
    if (header.e_shoff == 0)
        throw Error("has no table of sections, so that its symbols cannot be read without loading it",
                    "strip it with `strip`, which leaves that table in place");
    if (header.e_shentsize != sizeof(Elf64_Shdr) ||
        (header.e_phnum && header.e_phentsize != sizeof(Elf64_Phdr)))
        throw Error("is damaged: the entries of its tables have a wrong size", "copy or build it anew");
    check_extent(header.e_shoff, std::uint64_t{header.e_shnum} * sizeof(Elf64_Shdr));
    check_extent(header.e_phoff, std::uint64_t{header.e_phnum} * sizeof(Elf64_Phdr));
    for (unsigned i = 0; i < header.e_phnum; ++i) {
        const auto segment = at<Elf64_Phdr>(header.e_phoff + i * sizeof(Elf64_Phdr));
        check_extent(segment.p_offset, segment.p_filesz);
    }
    for (unsigned i = 0; i < header.e_shnum; ++i) {
        const auto section = at<Elf64_Shdr>(header.e_shoff + i * sizeof(Elf64_Shdr));
        if (section.sh_type != SHT_NOBITS) check_extent(section.sh_offset, section.sh_size);
    }
}

void ElfFile::check_extent(std::uint64_t begin, std::uint64_t size) const {
    if (begin <= content_.size() && size <= content_.size() - begin) return;
    throw Error(fmt::format("is cut short or damaged: it ends at byte {}, its tables speak of byte {}",
                            content_.size(), begin + size),
                "copy or build it anew");
}

template <class T>
T ElfFile::at(std::uint64_t offset) const {
    check_extent(offset, sizeof(T));
    T value;
    std::memcpy(&value, content_.data() + offset, sizeof(T));
    return value;
}

std::string_view ElfFile::string_at(std::uint64_t offset) const {
    check_extent(offset, 1);
    const auto rest = std::string_view(content_).substr(offset);
    return rest.substr(0, rest.find('\0'));
}

std::vector<ElfSymbol> ElfFile::exported() const {
    const auto header = at<Elf64_Ehdr>(0);
    const auto section_at = [&](std::uint64_t number) {
        return at<Elf64_Shdr>(header.e_shoff + number * sizeof(Elf64_Shdr));
    };
    std::vector<ElfSymbol> symbols;
    for (unsigned i = 0; i < header.e_shnum; ++i) {
        const auto table = section_at(i);
        if (table.sh_type != SHT_DYNSYM) continue;
        const auto strings = section_at(table.sh_link);
        for (std::uint64_t n = 0; n < table.sh_size / sizeof(Elf64_Sym); ++n) {
            const auto symbol = at<Elf64_Sym>(table.sh_offset + n * sizeof(Elf64_Sym));
            if (symbol.st_shndx == SHN_UNDEF || symbol.st_shndx >= header.e_shnum) continue;
            const auto home = section_at(symbol.st_shndx);
            const std::uint64_t begin = home.sh_offset + (symbol.st_value - home.sh_addr);
            ElfSymbol found{string_at(strings.sh_offset + symbol.st_name), {}};
            if (home.sh_type != SHT_NOBITS) {
                check_extent(begin, symbol.st_size);
                found.bytes = std::as_bytes(std::span(content_)).subspan(begin, symbol.st_size);
            }
            symbols.push_back(found);
        }
    }
    return symbols;
}

}  // namespace quern::host
