// SPDX-License-Identifier: MIT
// All that a plugin author includes: the API, and the macro that makes a shared library a plugin.
#pragma once

#include <cstdint>
#include <type_traits>

#include <quern/abi.hpp>
#include <quern/declaration.hpp>
#include <quern/document.hpp>
#include <quern/error.hpp>
#include <quern/layers.hpp>
#include <quern/stage.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

enum class ComponentKind : std::uint32_t { reader = 1, stage = 2, corpus = 3, exporter = 4 };

// One line of a plugin's table of stages. Plain data: reading it runs no code of the plugin.
struct StageEntry {
    const char* name;
    ComponentKind kind;
    Component* (*make)();
};

// The constant that a plugin exports as quern_plugin_<ABI>. The first two members never move.
struct PluginTable {
    std::uint32_t size;  // sizeof(PluginTable)
    BuildTag tag;
    std::uint32_t count;
    const StageEntry* stages;
    const char* version;
};

inline constexpr BuildTag build_tag{QUERN_ABI,        1,
                                    QUERN_ABI_STRING, QUERN_ABI_DEBUG,
                                    QUERN_ABI_ASAN,   QUERN_ABI_TSAN,
                                    sizeof(void*),    sizeof(std::string),
                                    sizeof(Document), sizeof(Declaration)};

// An entry for the class T: stage<Shouts>("tag.shouts"). Works for readers, stages, corpus stages and
// exporters.
template <class T>
constexpr StageEntry stage(const char* name) {
    static_assert(std::is_base_of_v<Component, T>,
                  "a stage derives from Reader, Stage, CorpusStage or Exporter");
    constexpr auto kind = std::is_base_of_v<Reader, T>        ? ComponentKind::reader
                          : std::is_base_of_v<CorpusStage, T> ? ComponentKind::corpus
                          : std::is_base_of_v<Exporter, T>    ? ComponentKind::exporter
                                                              : ComponentKind::stage;
    return {name, kind, []() -> Component* { return new T; }};
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE

#ifndef QUERN_PLUGIN_VERSION
#define QUERN_PLUGIN_VERSION "0"
#endif

#define QUERN_PLUGIN_SYMBOL_2(abi) quern_plugin_##abi
#define QUERN_PLUGIN_SYMBOL_1(abi) QUERN_PLUGIN_SYMBOL_2(abi)
#define QUERN_PLUGIN_SYMBOL QUERN_PLUGIN_SYMBOL_1(QUERN_ABI)

// Once in a plugin, at namespace scope: QUERN_PLUGIN(quern::stage<A>("tag.a"), quern::stage<B>("tag.b"))
#define QUERN_PLUGIN(...)                                                                  \
    namespace {                                                                            \
    constexpr ::quern::StageEntry quern_plugin_stages[] = {__VA_ARGS__};                   \
    }                                                                                      \
    extern "C" {                                                                           \
    extern QUERN_API const ::quern::PluginTable QUERN_PLUGIN_SYMBOL;                       \
    constinit const ::quern::PluginTable QUERN_PLUGIN_SYMBOL = {                           \
        sizeof(::quern::PluginTable), ::quern::build_tag,                                  \
        sizeof(quern_plugin_stages) / sizeof(quern_plugin_stages[0]), quern_plugin_stages, \
        QUERN_PLUGIN_VERSION};                                                             \
    }                                                                                      \
    static_assert(true, "a semicolon may follow")
