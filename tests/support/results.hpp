// SPDX-License-Identifier: MIT
// Runs the command on real input and reads what it wrote, for tests of whole pipelines.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <rapidjson/document.h>

namespace quern::testing {

namespace fs = std::filesystem;

// A folder of its own for each test, removed with it.
class TemporaryFolder {
public:
    TemporaryFolder() {
        static std::atomic<int> number{0};
        path_ = fs::temp_directory_path() /
                ("quern-test-" + std::to_string(::getpid()) + "-" + std::to_string(number++));
        fs::create_directories(path_);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const fs::path& path() const { return path_; }
    fs::path operator/(std::string_view leaf) const { return path_ / leaf; }

private:
    fs::path path_;
};

inline std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void write_file(const fs::path& path, std::string_view content) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
}

struct CommandResult {
    int exit_code;
    std::string out, err;
};

// Runs `quern ARGUMENTS` through the shell, in `folder`.
inline CommandResult run_quern(const std::string& arguments, const TemporaryFolder& folder) {
    const auto out = folder / ".stdout", err = folder / ".stderr";
    const auto line = "cd '" + folder.path().string() + "' && '" + QUERN_COMMAND + "' " + arguments + " > '" +
                      out.string() + "' 2> '" + err.string() + "'";
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read_file(out), read_file(err)};
}

// The documents of an export.json file, by id.
inline std::map<std::string, rapidjson::Document> read_ndjson(const fs::path& path) {
    std::map<std::string, rapidjson::Document> documents;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        rapidjson::Document document;
        document.Parse(line.data(), line.size());
        if (document.HasParseError()) throw std::runtime_error("not JSON: " + line.substr(0, 200));
        std::string id = document["id"].GetString();
        documents[id] = std::move(document);
    }
    return documents;
}

// Every run of white space, no-break spaces included, as one plain space.
inline std::string collapsed(std::string_view text) {
    std::string result;
    bool space = false;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t width = 0;
        if (std::string_view(" \t\r\n").find(text[i]) != std::string_view::npos) width = 1;
        if (text.substr(i, 2) == "\u00a0") width = 2;
        if (text.substr(i, 3) == "\u202f") width = 3;
        if (width) {
            space = true;
            i += width;
            continue;
        }
        if (space && !result.empty()) result += ' ';
        space = false;
        result += text[i++];
    }
    return result;
}

}  // namespace quern::testing
