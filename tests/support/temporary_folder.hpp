// SPDX-License-Identifier: MIT
// A folder of a test's own, with the few things that tests do to files.
#pragma once

#include <unistd.h>

#include <atomic>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace quern::testing {

inline std::string content(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Made empty, removed with all in it.
class TemporaryFolder {
public:
    TemporaryFolder() {
        static std::atomic<unsigned> number{0};
        path_ = std::filesystem::temp_directory_path() /
                ("quern-test-" + std::to_string(::getpid()) + "-" + std::to_string(number++));
        std::filesystem::create_directories(path_);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

    // Writes a file, with the folders that it stands in; returns its path.
    std::filesystem::path write(std::string_view name, std::string_view bytes = {}) const {
        const auto path = path_ / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }

private:
    std::filesystem::path path_;
};

// While it lives, permissions hold even in a test that runs as root.
class WithoutPrivileges {
public:
    WithoutPrivileges() : dropped_(::geteuid() == 0 && ::seteuid(65534) == 0) {}
    ~WithoutPrivileges() {
        if (dropped_ && ::seteuid(0) != 0) std::terminate();
    }
    WithoutPrivileges(const WithoutPrivileges&) = delete;
    WithoutPrivileges& operator=(const WithoutPrivileges&) = delete;

private:
    bool dropped_;
};

}  // namespace quern::testing
