// SPDX-License-Identifier: MIT
// A tag as of headers in which a document was larger; and a static constructor that must not get to run.
#include <cstdlib>

#include <quern/plugin.hpp>

namespace {

[[maybe_unused]] const int crashed_while_loading = (std::abort(), 0);

constexpr quern::BuildTag other_tag() {
    quern::BuildTag tag = quern::build_tag;
    tag.document_size += 8;
    return tag;
}

}  // namespace

extern "C" {
extern QUERN_API const quern::PluginTable quern_plugin_1;
constinit const quern::PluginTable quern_plugin_1 = {sizeof(quern::PluginTable), other_tag(), 0, nullptr,
                                                     "1"};
}
