// SPDX-License-Identifier: MIT
// A program at work beside this one, with pipes to its stdin, stdout and stderr, in a process group of its
// own.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "worker/program_start.hpp"

namespace quern::host {

// Used by one thread at a time.
class ChildProcess {
public:
    // An Error that says what to do where the program is missing or cannot be run.
    explicit ChildProcess(const Program& program);
    // Whatever is left of the process group is killed.
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    struct Bounds {
        double seconds = 0;        // for the whole exchange
        std::uint64_t memory = 0;  // bytes that the process may hold; 0: any
        std::size_t answer = 0;    // bytes of the answer
    };
    enum class Outcome { answered, closed, timed_out, too_large, too_long, interrupted };
    // Sends the bytes and waits for a line, which `answer` then holds without its line break. What comes on
    // stderr meanwhile is read, and its end kept.
    Outcome exchange(std::string_view request, std::string& answer, const Bounds& bounds);
    // Whether it has ended, or has said something that nobody asked for.
    bool is_out_of_step();
    // How many exchanges there were.
    std::uint64_t asked() const { return asked_; }
    // Bytes that the process holds now; 0 where the system does not tell.
    std::uint64_t memory() const;

    // Closes its stdin, by which it knows that it is to end.
    void hang_up();
    // Closes its stdin and waits a while for it to end by itself; then it is killed. Says how it ended:
    // "ended with exit code 3", "was ended by signal 11 (Segmentation fault)".
    std::string end(std::chrono::milliseconds patience);
    // The last lines that it wrote to stderr, for a message; to be asked after end().
    std::string last_words() const;

    std::string last_served;  // for its owner: what the last exchange was about

private:
    bool has_ended() const;
    bool write_some(std::string_view& request);
    bool read_answer();
    void read_stderr();

    pid_t pid_ = -1;
    int in_ = -1, out_ = -1, err_ = -1;
    std::string unread_, told_;
    std::string ending_;
    std::uint64_t asked_ = 0;
};

}  // namespace quern::host
