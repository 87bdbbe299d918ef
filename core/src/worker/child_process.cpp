// SPDX-License-Identifier: MIT
#include "worker/child_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <utility>
#include <thread>

#include <fmt/format.h>

#include <quern/error.hpp>
#include <quern/interruption.hpp>

namespace quern::host {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t chunk = 1 << 16;
constexpr std::size_t most_told = 4000;  // bytes of stderr that are kept
constexpr std::size_t lines_told = 10;   // lines of them that a message shows
constexpr int tick = 50;                 // milliseconds between looks at time and memory
constexpr int pipe_size = 1 << 20;

[[noreturn]] void fail(const char* what) {
    throw FatalError(fmt::format("{}: {}", what, std::strerror(errno)));
}

// Where stdin, stdout or stderr are closed, a new file takes their place, and would be mistaken for them.
int above_standard(int descriptor) {
    if (descriptor > 2) return descriptor;
    const int above = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    if (above < 0) fail("cannot make a pipe");
    ::close(descriptor);
    return above;
}

// A pipe whose ends no other child inherits.
struct Ends {
    int read = -1, write = -1;
    Ends() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) fail("cannot make a pipe");
        read = above_standard(ends[0]);
        write = above_standard(ends[1]);
    }
    Ends(const Ends&) = delete;
    Ends& operator=(const Ends&) = delete;
    ~Ends() {
        if (read >= 0) ::close(read);
        if (write >= 0) ::close(write);
    }
};

int taken(int& descriptor) {
    const int own = std::exchange(descriptor, -1);
    ::fcntl(own, F_SETFL, ::fcntl(own, F_GETFL) | O_NONBLOCK);
    ::fcntl(own, F_SETPIPE_SZ, pipe_size);  // larger documents pass in one go; where it is refused, in more
    return own;
}

// A program that goes away must not take this one along when it is written to, and how it ended must be told.
void prepare_signals() {
    static std::once_flag once;
    std::call_once(once, [] {
        struct sigaction now {};
        ::sigaction(SIGPIPE, nullptr, &now);
        if (now.sa_handler == SIG_DFL) ::signal(SIGPIPE, SIG_IGN);
        ::sigaction(SIGCHLD, nullptr, &now);
        if (now.sa_handler == SIG_IGN) ::signal(SIGCHLD, SIG_DFL);
    });
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
    std::vector<char*> out;
    for (auto& string : strings) out.push_back(string.data());
    out.push_back(nullptr);
    return out;
}

// posix_spawn's two records, destroyed with it.
struct Launch {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    Launch() {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
    }
    ~Launch() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }
};

std::string how_it_ended(int status) {
    if (WIFSIGNALED(status))
        return fmt::format("was ended by signal {} ({})", WTERMSIG(status), ::strsignal(WTERMSIG(status)));
    return fmt::format("ended with exit code {}", WEXITSTATUS(status));
}

}  // namespace

ChildProcess::ChildProcess(const Program& program) {
    prepare_signals();
    const fs::path file = program_file(program);
    Ends in, out, err;
    Launch launch;
    ::posix_spawn_file_actions_adddup2(&launch.actions, in.read, 0);
    ::posix_spawn_file_actions_adddup2(&launch.actions, out.write, 1);
    ::posix_spawn_file_actions_adddup2(&launch.actions, err.write, 2);
    // Files that libraries opened without O_CLOEXEC stay here; one call, however many there may be.
    ::posix_spawn_file_actions_addclosefrom_np(&launch.actions, 3);
    if (!program.folder.empty())
        ::posix_spawn_file_actions_addchdir_np(&launch.actions, program.folder.c_str());
    // A group of its own: Ctrl-C is for this program to handle, and what a child starts ends with it.
    sigset_t defaults, none;
    ::sigemptyset(&none);
    ::sigemptyset(&defaults);
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXFSZ, SIGCHLD})
        ::sigaddset(&defaults, signal);
    ::posix_spawnattr_setsigdefault(&launch.attributes, &defaults);
    ::posix_spawnattr_setsigmask(&launch.attributes, &none);
    ::posix_spawnattr_setpgroup(&launch.attributes, 0);
    ::posix_spawnattr_setflags(&launch.attributes,
                               POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    auto arguments = program.command;
    auto environment = program_environment(program);
    const int error = ::posix_spawn(&pid_, file.c_str(), &launch.actions, &launch.attributes,
                                    pointers(arguments).data(), pointers(environment).data());
    if (error != 0) {
        pid_ = -1;
        throw Error(fmt::format("the program '{}' cannot be run: {}", file.string(), std::strerror(error)),
                    error == ENOEXEC ? "a script begins with a line such as #!/usr/bin/env python3"
                    : error == ENOENT
                        ? "the interpreter that its first line names is missing, or the line ends as "
                          "Windows ends lines"
                        : "");
    }
    in_ = taken(in.write);
    out_ = taken(out.read);
    err_ = taken(err.read);
}

ChildProcess::~ChildProcess() {
    end(std::chrono::milliseconds(0));
    for (const int descriptor : {in_, out_, err_})
        if (descriptor >= 0) ::close(descriptor);
}

// False where nobody reads any more.
bool ChildProcess::write_some(std::string_view& request) {
    const auto written = ::write(in_, request.data(), request.size());
    if (written >= 0) {
        request.remove_prefix(static_cast<std::size_t>(written));
        return true;
    }
    return errno == EAGAIN || errno == EINTR;
}

// False at the end.
bool ChildProcess::read_answer() {
    const auto size = unread_.size();
    unread_.resize(size + chunk);
    const auto got = ::read(out_, unread_.data() + size, chunk);
    unread_.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

void ChildProcess::read_stderr() {
    std::array<char, chunk> bytes;
    for (int reads = 0; err_ >= 0 && reads < 16; ++reads) {  // one that floods must not keep us here
        const auto got = ::read(err_, bytes.data(), bytes.size());
        if (got < 0) return;  // nothing now
        if (got == 0) {
            ::close(std::exchange(err_, -1));
            return;
        }
        told_.append(bytes.data(), static_cast<std::size_t>(got));
        if (told_.size() > 2 * most_told) told_.erase(0, told_.size() - most_told);
    }
}

ChildProcess::Outcome ChildProcess::exchange(std::string_view request, std::string& answer,
                                             const Bounds& bounds) {
    ++asked_;
    const auto began = Clock::now();
    auto next_look = began + std::chrono::milliseconds(tick);
    std::size_t searched = 0;
    bool writable = write_some(request);
    while (true) {
        if (!writable) request = {};  // it reads no more, and may have answered before it left
        if (const auto line = unread_.find('\n', searched); line != unread_.npos && request.empty()) {
            if (line > bounds.answer) return Outcome::too_long;
            answer.assign(unread_, 0, line);
            unread_.erase(0, line + 1);
            return Outcome::answered;
        }
        searched = request.empty() ? unread_.size() : 0;
        if (unread_.size() > bounds.answer) return Outcome::too_long;

        std::array<pollfd, 3> files{{{out_, POLLIN, 0}, {err_, POLLIN, 0}, {in_, POLLOUT, 0}}};
        const nfds_t count = request.empty() ? 2 : 3;
        if (::poll(files.data(), count, tick) < 0 && errno != EINTR) fail("cannot wait for a program");
        if (files[1].revents) read_stderr();
        if (count == 3 && files[2].revents) writable = write_some(request);
        if (files[0].revents) {
            if (!read_answer()) return Outcome::closed;
        }
        const auto now = Clock::now();
        if (now < next_look) continue;
        next_look = now + std::chrono::milliseconds(tick);
        if (interruption()) return Outcome::interrupted;
        // A child of its own may hold the pipe open still.
        if (has_ended() && unread_.find('\n') == unread_.npos && !files[0].revents) return Outcome::closed;
        const std::chrono::duration<double> passed = now - began;
        if (passed.count() > bounds.seconds) return Outcome::timed_out;
        if (bounds.memory != 0 && memory() > bounds.memory) return Outcome::too_large;
    }
}

bool ChildProcess::is_out_of_step() {
    return !read_answer() || !unread_.empty();
}

bool ChildProcess::has_ended() const {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == pid_;
}

void ChildProcess::hang_up() {
    if (in_ >= 0) ::close(std::exchange(in_, -1));
}

std::uint64_t ChildProcess::memory() const {
    const auto path = fmt::format("/proc/{}/statm", pid_);
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    std::array<char, 128> bytes{};
    const auto got = ::read(file, bytes.data(), bytes.size() - 1);
    ::close(file);
    unsigned long long all = 0, resident = 0;
    if (got <= 0 || std::sscanf(bytes.data(), "%llu %llu", &all, &resident) != 2) return 0;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::string ChildProcess::end(std::chrono::milliseconds patience) {
    if (pid_ < 0) return ending_;
    hang_up();
    const auto until = Clock::now() + patience;
    read_stderr();
    while (!has_ended() && Clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        read_stderr();
    }
    const bool by_itself = has_ended();
    // What it started goes with it, also where it ended by itself. Its number is its own until it is waited
    // for.
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
    ending_ = by_itself ? how_it_ended(status) : "had to be killed";
    read_stderr();
    pid_ = -1;
    return ending_;
}

std::string ChildProcess::last_words() const {
    std::string_view words = told_;
    while (words.ends_with('\n')) words.remove_suffix(1);
    std::size_t from = words.size();
    for (std::size_t lines = 0; lines < lines_told && from != words.npos && from > 0; ++lines)
        from = words.rfind('\n', from - 1);
    if (from != words.npos && from > 0) words.remove_prefix(from + 1);
    if (words.size() > most_told) words.remove_prefix(words.size() - most_told);
    return std::string(words);
}

}  // namespace quern::host
