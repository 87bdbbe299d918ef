// SPDX-License-Identifier: MIT
#include "plugin/installation.hpp"

#include "plugin/program.hpp"

namespace fs = std::filesystem;

namespace quern::host {
namespace {

fs::path beside_program(const char* way) {
    const auto file = this_program();
    return file.empty() ? file : (file.parent_path() / way).lexically_normal();
}

}  // namespace

fs::path installed_plugins() {
    return beside_program(QUERN_WAY_TO_PLUGINS);
}

fs::path installed_data() {
    return beside_program(QUERN_WAY_TO_DATA);
}

}  // namespace quern::host
