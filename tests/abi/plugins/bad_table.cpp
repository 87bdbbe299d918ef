// SPDX-License-Identifier: MIT
// A table of stages with one mistake, which the build chooses.
#include <quern/plugin.hpp>

namespace {

[[maybe_unused]] quern::Component* make() {
    return nullptr;
}

constexpr auto reader = quern::ComponentKind::reader;

constexpr quern::StageEntry stages[] = {
#if defined(BAD_NAME)
    {"Test Stage", reader, make},
#elif defined(NO_NAME)
    {nullptr, reader, make},
#elif defined(SAME_NAME)
    {"test.twice", reader, make},
    {"test.twice", reader, make},
#elif defined(BAD_KIND)
    {"test.odd", quern::ComponentKind{9}, make},
#elif defined(NO_MAKER)
    {"test.unmade", reader, nullptr},
#else
    {"test.listed_nowhere", reader, make},
#endif
};

#if defined(NO_STAGES)
constexpr std::uint32_t count = 0;
#else
constexpr std::uint32_t count = sizeof stages / sizeof stages[0];
#endif
#if defined(NO_VERSION)
constexpr const char* version = nullptr;
#else
constexpr const char* version = "1";
#endif
#if defined(OTHER_SIZE)
constexpr std::uint32_t size = sizeof(quern::PluginTable) + 16;
#else
constexpr std::uint32_t size = sizeof(quern::PluginTable);
#endif

}  // namespace

extern "C" {
extern QUERN_API const quern::PluginTable quern_plugin_1;
constinit const quern::PluginTable quern_plugin_1 = {size, quern::build_tag, count, stages, version};
}
