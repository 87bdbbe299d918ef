// SPDX-License-Identifier: MIT
#include "cli/interrupt.hpp"

#include <csignal>

#include <quern/interruption.hpp>

namespace quern::host {

namespace {

extern "C" void quern_interrupt(int signal) {
    if (interruption().exchange(true)) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
}

void handle(int signal, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    // Without SA_RESTART: what waits for something in the main thread is woken up.
    sigaction(signal, &action, nullptr);
}

bool ignored(int signal) {
    struct sigaction action {};
    return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

constexpr int asking_to_end[] = {SIGINT, SIGTERM, SIGHUP};
// Writing fails by itself then, which is told and cleaned up after; the system's way is to end the process.
constexpr int failed_writes[] = {SIGPIPE, SIGXFSZ};

}  // namespace

Interrupt::Interrupt() {
    interruption() = false;
    for (const int signal : asking_to_end)
        if (!ignored(signal)) handle(signal, quern_interrupt);  // nohup and shells want some ignored
    for (const int signal : failed_writes) handle(signal, SIG_IGN);
}

Interrupt::~Interrupt() {
    for (const int signal : asking_to_end)
        if (!ignored(signal)) handle(signal, SIG_DFL);
    for (const int signal : failed_writes) handle(signal, SIG_DFL);
}

}  // namespace quern::host
