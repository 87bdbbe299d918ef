// SPDX-License-Identifier: MIT
#define BOOST_DLL_USE_STD_FS
#include "plugin/plugin_file.hpp"

#include <charconv>
#include <cstddef>
#include <cstring>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/dll/shared_library.hpp>

#include "plugin/elf_file.hpp"
#include "plugin/load_error.hpp"
#include "plugin/stage_name.hpp"
#include "plugin/tag_check.hpp"

namespace quern::host {
namespace {

constexpr std::string_view symbol_start = "quern_plugin_";

std::string own_symbol() {
    return fmt::format("{}{}", symbol_start, QUERN_ABI);
}

// The ABI number in the name of a plugin's table.
std::optional<unsigned> abi_number(std::string_view symbol) {
    if (!symbol.starts_with(symbol_start)) return std::nullopt;
    symbol.remove_prefix(symbol_start.size());
    unsigned number = 0;
    const auto [end, error] = std::from_chars(symbol.data(), symbol.data() + symbol.size(), number);
    if (error != std::errc() || end != symbol.data() + symbol.size()) return std::nullopt;
    return number;
}

// The start of the table as it stands in the file: plain numbers, which never move.
void check_head(std::span<const std::byte> bytes) {
    if (bytes.size() < offsetof(PluginTable, tag) + sizeof(BuildTag))
        throw Error(fmt::format("has a damaged table of stages ({})", own_symbol()), rebuild_command());
    BuildTag tag;
    std::memcpy(&tag, bytes.data() + offsetof(PluginTable, tag), sizeof tag);
    check_tag(tag, build_tag);
    std::uint32_t size;
    std::memcpy(&size, bytes.data() + offsetof(PluginTable, size), sizeof size);
    if (size != sizeof(PluginTable) || bytes.size() < size)
        throw Error(fmt::format("has a table of stages of {} bytes, where this Quern expects {}", size,
                                sizeof(PluginTable)),
                    rebuild_command());
}

void check_before_loading(const std::filesystem::path& file) {
    const ElfFile elf(file);
    std::set<unsigned> others;
    for (const ElfSymbol& symbol : elf.exported()) {
        if (symbol.name == own_symbol()) return check_head(symbol.bytes);
        if (const auto number = abi_number(symbol.name)) others.insert(*number);
    }
    if (!others.empty())
        throw Error(
            fmt::format("was built for ABI {}, this Quern speaks {}", fmt::join(others, " and "), QUERN_ABI),
            rebuild_command());
    throw Error(fmt::format("is no plugin of Quern: it has no symbol {}", own_symbol()),
                "QUERN_PLUGIN(…) in one of its source files makes the symbol; see docs/authors.md");
}

void check_stages(const PluginTable& table) {
    constexpr auto hint = "see QUERN_PLUGIN in docs/authors.md";
    if (table.count == 0 || !table.stages) throw Error("offers no stage", hint);
    if (!table.version) throw Error("does not tell its version", hint);
    std::set<std::string_view> names;
    for (const StageEntry& stage : std::span(table.stages, table.count)) {
        const std::string_view name = stage.name ? stage.name : "";
        if (!is_stage_name(name))
            throw Error(fmt::format("offers a stage with the bad name '{}'", name), stage_name_hint);
        if (!names.insert(name).second) throw Error(fmt::format("offers the stage {} twice", name), hint);
        if (stage.kind < ComponentKind::reader || stage.kind > ComponentKind::exporter)
            throw Error(fmt::format("offers the stage {} as of the unknown kind {}", name,
                                    static_cast<unsigned>(stage.kind)),
                        hint);
        if (!stage.make) throw Error(fmt::format("offers the stage {} without a way to make it", name), hint);
    }
}

}  // namespace

const PluginTable& load_plugin(const std::filesystem::path& file) {
    namespace dll = boost::dll;
    // Reached for ever, so that nothing is unloaded while the process ends either.
    static auto& loaded = *new std::vector<dll::shared_library>;

    check_before_loading(file);
    dll::shared_library library;
    try {
        library.load(file, dll::load_mode::rtld_now | dll::load_mode::rtld_local);
    } catch (const std::exception& error) {
        throw explain_load_error(error.what());
    }
    loaded.push_back(std::move(library));
    const auto& table = loaded.back().get<const PluginTable>(own_symbol());
    check_stages(table);
    return table;
}

}  // namespace quern::host
