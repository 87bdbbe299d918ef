// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/input.hpp>
#include <quern/interruption.hpp>

#include "sdk/decompressor.hpp"

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

constexpr std::uint64_t shortest_first_read = 4;  // the bytes that tell a compressed file

void give_way() {
    if (interruption()) throw Error("reading was interrupted");
}

// Returns when there is something to read, or nothing will come any more. What comes through a pipe may be
// long in coming: whoever interrupts the run meanwhile need not wait for it.
void wait_for_input(int file) {
    constexpr int milliseconds = 100;
    pollfd input{file, POLLIN, 0};
    while (::poll(&input, 1, milliseconds) == 0 || (input.revents == 0 && errno == EINTR)) give_way();
}

}  // namespace

struct InputFile::Body {
    int file = -1;
    bool is_regular = false;
    bool begun = false;
    std::uint64_t stored_size = 0;  // 0 where not known
    std::string kept;               // compressed bytes that were read to see what they are
    std::unique_ptr<Decompressor> decompressor;

    ~Body() {
        if (file > 2) ::close(file);
    }
    std::size_t read_raw(char* to, std::size_t size);
    std::size_t read_first(char* to, std::size_t size);
};

std::size_t InputFile::Body::read_raw(char* to, std::size_t size) {
    std::size_t done = 0;
    while (done < size) {
        if (!is_regular) wait_for_input(file);
        const auto got = ::read(file, to + done, size - done);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) {
            give_way();
            continue;
        }
        if (got < 0) throw Error(fmt::format("cannot be read: {}", std::strerror(errno)));
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

// The first bytes tell whether the file is compressed. They go straight to where they are wanted, which for a
// plain file is all there is to do.
std::size_t InputFile::Body::read_first(char* to, std::size_t size) {
    begun = true;
    if (size < shortest_first_read) throw Error("the first read of a file must be larger");
    const auto got = read_raw(to, size);
    const auto source = [this](char* at, std::size_t most) {
        if (kept.empty()) return read_raw(at, most);
        const auto part = std::min(most, kept.size());
        std::memcpy(at, kept.data(), part);
        kept.erase(0, part);
        return part;
    };
    decompressor = Decompressor::for_data({to, got}, source);
    if (!decompressor) return got;
    kept.assign(to, got);
    return decompressor->read(to, size);
}

InputFile::InputFile(const std::filesystem::path& path) : body_(std::make_unique<Body>()) {
    // A pipe that nobody writes to yet is opened all the same: what is waited for is its first bytes.
    body_->file = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (body_->file < 0) throw Error(fmt::format("cannot be opened: {}", std::strerror(errno)));
    struct stat status {};
    body_->is_regular = ::fstat(body_->file, &status) == 0 && S_ISREG(status.st_mode);
    if (body_->is_regular) body_->stored_size = static_cast<std::uint64_t>(status.st_size);
}
InputFile::~InputFile() = default;
InputFile::InputFile(InputFile&&) noexcept = default;
InputFile& InputFile::operator=(InputFile&&) noexcept = default;

std::size_t InputFile::read(char* to, std::size_t size) {
    auto& body = *body_;
    if (!body.begun) return body.read_first(to, size);
    return body.decompressor ? body.decompressor->read(to, size) : body.read_raw(to, size);
}

std::string InputFile::read_all(std::uint64_t most) {
    constexpr std::uint64_t least_step = 1 << 16;
    const auto stored = body_->stored_size;
    std::string bytes;
    std::uint64_t size = 0, got = 0;
    // One byte more than a plain file has, so that its end is seen at once.
    auto step = stored ? stored + 1 : least_step;
    do {
        step = std::max(shortest_first_read, std::min(step, most + 1 - size));
        bytes.resize(size + step);
        got = read(bytes.data() + size, step);
        size += got;
        if (size > most)
            throw Error(
                fmt::format("{} more than {} bytes", body_->decompressor ? "decompresses to" : "has", most),
                "raise max_bytes if that is meant to be one document");
        step = std::max(least_step, size);
    } while (got == bytes.size() - (size - got));
    bytes.resize(size);
    return bytes;
}

std::string_view without_compression_ending(std::string_view path) {
    for (const std::string_view ending : {".gz", ".zst"})
        if (path.ends_with(ending)) return path.substr(0, path.size() - ending.size());
    return path;
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
