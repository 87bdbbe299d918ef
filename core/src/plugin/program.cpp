// SPDX-License-Identifier: MIT
#include "plugin/program.hpp"

#include <sys/auxv.h>

#include <system_error>

namespace quern::host {

namespace fs = std::filesystem;

fs::path this_program() {
    std::error_code error;
    auto path = fs::read_symlink("/proc/self/exe", error);
    if (!error) return path;
    // A bare chroot has no /proc; the kernel still hands over the path that was executed.
    const auto* executed = reinterpret_cast<const char*>(::getauxval(AT_EXECFN));
    return executed ? fs::canonical(executed, error) : fs::path();
}

}  // namespace quern::host
