// SPDX-License-Identifier: MIT
// A process that a test talks to while it runs.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace quern::testing {

// Started in `folder`, with a pipe for stdin and files `stdout` and `stderr` in `logs`.
class Child {
public:
    Child(const std::vector<std::string>& command, const std::filesystem::path& folder,
          const std::filesystem::path& logs) {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        const std::string out = logs / "stdout", err = logs / "stderr", where = folder;
        std::vector<char*> arguments;
        for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        pid_ = ::fork();
        if (pid_ == 0) {
            ::signal(SIGHUP, SIG_DFL);  // ignored below nohup, and then by what is started too
            ::dup2(ends[0], STDIN_FILENO);
            ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666), STDOUT_FILENO);
            ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666), STDERR_FILENO);
            if (::chdir(where.c_str()) == 0) ::execv(arguments[0], arguments.data());
            ::_exit(127);
        }
        ::close(ends[0]);
        stdin_ = ends[1];
        if (pid_ < 0) throw std::runtime_error("cannot fork");
    }
    ~Child() {
        if (pid_ > 0 && !ended_) {
            ::kill(pid_, SIGKILL);
            wait();
        }
        close_stdin();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    void write(const std::string& bytes) const {
        if (::write(stdin_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
            throw std::runtime_error("the pipe takes no more");
    }
    void close_stdin() {
        if (stdin_ >= 0) ::close(stdin_);
        stdin_ = -1;
    }
    void signal(int number) const { ::kill(pid_, number); }
    // Whether it runs the command by now, no longer a copy of this process, and handles that signal.
    bool handles(int number) const {
        const auto program = [](const std::string& process) {
            std::error_code gone;
            return std::filesystem::read_symlink("/proc/" + process + "/exe", gone);
        };
        if (program(std::to_string(pid_)) == program("self")) return false;
        std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("SigCgt:"))
                return std::stoull(line.substr(7), nullptr, 16) >> (number - 1) & 1;
        return false;
    }
    // The exit code; minus the signal that ended it.
    int wait() {
        int status = 0;
        ::waitpid(pid_, &status, 0);
        ended_ = true;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

private:
    pid_t pid_ = -1;
    int stdin_ = -1;
    bool ended_ = false;
};

// Waits until it holds; false where it does not within a minute.
template <class Condition>
bool eventually(const Condition& condition) {
    for (int i = 0; i < 6000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

}  // namespace quern::testing
