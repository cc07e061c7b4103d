// Signal handlers that set the stop flag.
#include "base/stop.h"

#include <unistd.h>

#include <atomic>
#include <csignal>

namespace seogo::base {
namespace {

constexpr int kExitInterrupted = 130;  // 128 + SIGINT, as shells have it

std::atomic<bool> g_stop = false;
std::atomic<bool> g_interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch it");

extern "C" void seogo_stop_handler(int signal_number) {
    if (signal_number == SIGINT && g_interrupted.exchange(true)) _exit(kExitInterrupted);
    g_stop = true;
}

}  // namespace

void install_stop_signals() {
    struct sigaction action = {};
    action.sa_handler = seogo_stop_handler;
    sigemptyset(&action.sa_mask);
    // Without SA_RESTART a read from a terminal or a socket returns, and its loop sees the flag.
    for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction before = {};
        sigaction(signal_number, nullptr, &before);
        if (before.sa_handler == SIG_IGN) continue;  // nohup, or a shell's background job: obeyed
        sigaction(signal_number, &action, nullptr);
    }
    std::signal(SIGXFSZ, SIG_IGN);
}

bool stop_requested() { return g_stop; }

void request_stop() { g_stop = true; }

void clear_stop() {
    g_stop = false;
    g_interrupted = false;
}

}  // namespace seogo::base
