// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/output.hpp>

#include "sdk/compressor.hpp"

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t buffer_size = 1 << 18;
constexpr std::uint64_t most_unsent = 8 << 20;  // bytes

[[noreturn]] void fail(const char* what, const fs::path& path, int error) {
    std::string hint;
    if (error == ENOSPC || error == EDQUOT)
        hint = "make room or write elsewhere; nothing was left under its final name";
    if (error == EACCES || error == EROFS || error == EPERM) hint = "choose a folder that you may write to";
    throw FatalError(fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(error)), hint);
}

void write_all(int file, std::string_view bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const auto written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("write", path, errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

fs::path temporary_beside(const fs::path& path) {
    static std::atomic<unsigned> number{0};
    return path.parent_path() /
           fmt::format(".{}.quern-{}-{}", path.filename().string(), ::getpid(), number++);
}

// Where symbolic links lead to that point to nothing yet.
fs::path followed(fs::path path) {
    constexpr int most_links = 40;  // as many as the system follows
    std::error_code none;
    for (int links = 0; fs::is_symlink(path, none); ++links) {
        if (links == most_links) fail("follow the link", path, ELOOP);
        path = path.parent_path() / fs::read_symlink(path, none);
    }
    return path;
}

}  // namespace

struct OutputFile::Body {
    fs::path given;              // for messages
    fs::path final_name;         // symbolic links followed
    std::vector<fs::path> made;  // folders, the outermost first; gone again unless something is committed
    fs::path temporary;          // empty once committed, and for what is written in place
    int file = -1;
    bool in_place = false;
    bool carried_over = false;
    std::string buffer;
    std::uint64_t unsent = 0;  // bytes written since the disk was last told to begin
    std::unique_ptr<Compressor> compressor;

    ~Body() {
        close();
        std::error_code ignored;
        if (!temporary.empty()) fs::remove(temporary, ignored);
        for (auto folder = made.rbegin(); folder != made.rend(); ++folder)
            if (!fs::remove(*folder, ignored)) break;  // something else stands in it by now
    }
    void close() {
        if (file > 2) ::close(file);
        file = -1;
    }
    void make_folders();
    void open_temporary();
    void keep_permissions();
    void carry_over();
    // The disk begins while there is more to come, so that there is little to wait for at the end.
    void put(std::string_view bytes) {
        write_all(file, bytes, given);
        unsent += bytes.size();
        if (in_place || unsent < most_unsent) return;
        ::sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE);  // in vain where a file system cannot
        unsent = 0;
    }
    void drain() {
        put(buffer);
        buffer.clear();
    }
};

void OutputFile::Body::make_folders() {
    std::error_code error;
    const fs::path folder = final_name.parent_path();
    for (auto missing = folder; !missing.empty() && !fs::exists(missing, error);
         missing = missing.parent_path())
        made.insert(made.begin(), missing);
    if (!made.empty() && !fs::create_directories(folder, error) && error)
        fail("create the folder", folder, error.value());
}

void OutputFile::Body::open_temporary() {
    make_folders();
    temporary = temporary_beside(final_name);
    file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) {
        const int reason = errno;
        temporary.clear();
        fail("create", given, reason);
    }
}

// What was shut off from others stays so.
void OutputFile::Body::keep_permissions() {
    struct stat status {};
    if (::stat(final_name.c_str(), &status) != 0 || ::fchmod(file, status.st_mode & 07777) != 0)
        fail("keep the permissions of", given, errno);
}

void OutputFile::Body::carry_over() {
    const int old = ::open(final_name.c_str(), O_RDONLY | O_CLOEXEC);
    if (old < 0) fail("read", given, errno);
    std::string bytes(buffer_size, '\0');
    ssize_t size = 0;
    int error = 0;
    try {
        while ((size = ::read(old, bytes.data(), bytes.size())) > 0)
            put({bytes.data(), static_cast<std::size_t>(size)});
        error = errno;
    } catch (...) {
        ::close(old);
        throw;
    }
    ::close(old);
    if (size < 0) fail("read", given, error);
    carried_over = true;
}

OutputFile::OutputFile(const fs::path& path, IfExists if_exists) : body_(std::make_unique<Body>()) {
    auto& body = *body_;
    body.given = path;
    body.compressor = Compressor::for_path(path, [&body](std::string_view bytes) { body.put(bytes); });
    if (path == "-") {
        body.file = STDOUT_FILENO;
        body.in_place = true;
        return;
    }
    std::error_code error;
    const auto status = fs::status(path, error);
    const bool exists = fs::exists(status);
    if (!path.has_filename() || (exists && fs::is_directory(status)))
        throw Error(fmt::format("cannot write {}: it is a folder", path.string()), "name a file");
    if (exists && !fs::is_regular_file(status)) {
        body.file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (body.file < 0) fail("open", path, errno);
        body.in_place = true;
        return;
    }
    if (exists && if_exists == IfExists::error)
        throw Error(fmt::format("{} exists already", path.string()),
                    "remove it, choose another path, or set if_exists to replace or append");
    if (exists && ::access(path.c_str(), W_OK) != 0) fail("replace", path, errno);
    body.final_name = exists ? fs::canonical(path) : followed(path);
    body.open_temporary();
    if (exists) body.keep_permissions();
    if (exists && if_exists == IfExists::append) body.carry_over();
}

OutputFile::~OutputFile() = default;
OutputFile::OutputFile(OutputFile&&) noexcept = default;
OutputFile& OutputFile::operator=(OutputFile&&) noexcept = default;

const fs::path& OutputFile::path() const {
    return body_->given;
}
const fs::path& OutputFile::temporary() const {
    return body_->in_place ? body_->given : body_->temporary;
}
bool OutputFile::carried_over() const {
    return body_->carried_over;
}

void OutputFile::write(std::string_view bytes) {
    auto& body = *body_;
    if (body.compressor) return body.compressor->write(bytes);
    if (body.buffer.size() + bytes.size() > buffer_size) body.drain();
    if (bytes.size() >= buffer_size)
        body.put(bytes);
    else
        body.buffer += bytes;
}

void OutputFile::flush() {
    auto& body = *body_;
    if (body.file < 0) return;
    if (body.compressor) body.compressor->finish();
    body.drain();
    if (!body.in_place && ::fsync(body.file) != 0) fail("write", body.given, errno);
    if (body.file > 2) {
        const int file = std::exchange(body.file, -1);
        if (::close(file) != 0) fail("write", body.given, errno);
    }
}

void OutputFile::commit() {
    auto& body = *body_;
    if (body.in_place || body.temporary.empty()) return;
    if (body.file >= 0) flush();
    if (::rename(body.temporary.c_str(), body.final_name.c_str()) != 0) fail("rename to", body.given, errno);
    body.temporary.clear();
    body.made.clear();
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
