// SPDX-License-Identifier: MIT
#include "plugin/tag_check.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <quern/error.hpp>

namespace quern::host {
namespace {

struct Field {
    const char* name;
    std::uint32_t BuildTag::*value;
    const char* meaning;      // of a difference
    const char* if_one = "";  // the compiler's flag that makes the field 1, and the one that makes it 0
    const char* if_zero = "";
};

// Causes first: where one of the upper fields differs, those below differ as a consequence.
constexpr Field fields[] = {
    {"abi", &BuildTag::abi, "another version of the plugin interface"},
    {"itanium", &BuildTag::itanium, "another C++ ABI"},
    {"cxx11_string", &BuildTag::cxx11_string, "another std::string", "-D_GLIBCXX_USE_CXX11_ABI=1",
     "-D_GLIBCXX_USE_CXX11_ABI=0"},
    {"debug_mode", &BuildTag::debug_mode, "containers in debug mode or not", "-D_GLIBCXX_DEBUG",
     "-U_GLIBCXX_DEBUG"},
    {"asan", &BuildTag::asan, "AddressSanitizer or not", "-fsanitize=address", "-fno-sanitize=address"},
    {"tsan", &BuildTag::tsan, "ThreadSanitizer or not", "-fsanitize=thread", "-fno-sanitize=thread"},
    {"pointer_size", &BuildTag::pointer_size, "another kind of machine"},
    {"string_size", &BuildTag::string_size, "another standard library"},
    {"document_size", &BuildTag::document_size, "other headers of Quern"},
    {"declaration_size", &BuildTag::declaration_size, "other headers of Quern"},
};
constexpr std::size_t causes = 6;
static_assert(sizeof fields / sizeof fields[0] * sizeof(std::uint32_t) == sizeof(BuildTag),
              "a field is missing");

}  // namespace

std::string to_string(const BuildTag& tag) {
    std::vector<std::string> parts;
    for (const Field& field : fields) parts.push_back(fmt::format("{} {}", field.name, tag.*field.value));
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string rebuild_command(const std::string& flags) {
    return fmt::format(
        "build it anew with this Quern's headers: cmake -B build --fresh{} && "
        "cmake --build build --clean-first",
        flags.empty() ? "" : fmt::format(" -DCMAKE_CXX_FLAGS=\"{}\"", flags));
}

void check_tag(const BuildTag& plugin, const BuildTag& host) {
    std::vector<std::string> differences, flags;
    for (std::size_t i = 0; i < std::size(fields); ++i) {
        if (i == causes && !differences.empty()) break;
        const Field& field = fields[i];
        if (plugin.*field.value == host.*field.value) continue;
        differences.push_back(fmt::format("{} ({})", field.name, field.meaning));
        const std::string flag = host.*field.value ? field.if_one : field.if_zero;
        if (!flag.empty()) flags.push_back(flag);
    }
    if (differences.empty()) return;
    throw Error(fmt::format("was built in another way than this Quern; they differ in {}\n"
                            "  the plugin:  {}\n"
                            "  this Quern:  {}",
                            fmt::join(differences, ", "), to_string(plugin), to_string(host)),
                rebuild_command(fmt::format("{}", fmt::join(flags, " "))));
}

}  // namespace quern::host
