// Stopping: a signal sets the flag and no more; a second Ctrl-C ends the program at once.
#include "base/stop.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

namespace seogo::base {
namespace {

// The wait status of a child that runs `body`: signal handlers belong to a whole process.
int status_of_child(const std::function<int()>& body) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(body());
    int status = -1;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return status;
}

int exit_code_of_child(const std::function<int()>& body) {
    const int status = status_of_child(body);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

TEST(Stop, IsAskedForAndTakenBack) {
    clear_stop();
    EXPECT_FALSE(stop_requested());
    request_stop();
    EXPECT_TRUE(stop_requested());
    clear_stop();
    EXPECT_FALSE(stop_requested());
}

TEST(StopSignals, SetTheFlagAndTheProgramGoesOn) {
    for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
        EXPECT_EQ(exit_code_of_child([&] {
                      install_stop_signals();
                      if (stop_requested()) return 1;
                      ::raise(signal_number);
                      return stop_requested() ? 0 : 2;
                  }),
                  0)
            << "signal " << signal_number;
    }
}

TEST(StopSignals, ASecondInterruptEndsTheProgramAtOnce) {
    EXPECT_EQ(exit_code_of_child([] {
                  install_stop_signals();
                  ::raise(SIGINT);
                  ::raise(SIGINT);
                  return 1;
              }),
              130);
}

TEST(StopSignals, TerminatingTwiceStaysARequest) {
    EXPECT_EQ(exit_code_of_child([] {
                  install_stop_signals();
                  ::raise(SIGTERM);
                  ::raise(SIGTERM);
                  ::raise(SIGHUP);
                  return stop_requested() ? 0 : 1;
              }),
              0);
}

TEST(StopSignals, AfterClearTheNextInterruptIsAFirstOneAgain) {
    EXPECT_EQ(exit_code_of_child([] {
                  install_stop_signals();
                  ::raise(SIGINT);
                  clear_stop();
                  ::raise(SIGINT);
                  return stop_requested() ? 0 : 1;
              }),
              0);
}

// `nohup seogo ...` runs with SIGHUP ignored, a shell's background job with SIGINT ignored.
TEST(StopSignals, LeaveAloneWhatWasIgnored) {
    EXPECT_EQ(exit_code_of_child([] {
                  ::signal(SIGHUP, SIG_IGN);
                  install_stop_signals();
                  ::raise(SIGHUP);
                  return stop_requested() ? 1 : 0;
              }),
              0);
}

TEST(StopSignals, AFileSizeLimitIsNoDeath) {
    EXPECT_EQ(exit_code_of_child([] {
                  install_stop_signals();
                  ::raise(SIGXFSZ);
                  return 0;
              }),
              0);
}

// A read that waits returns, so that its loop can see the flag.
TEST(StopSignals, InterruptAWaitingRead) {
    EXPECT_EQ(exit_code_of_child([] {
                  install_stop_signals();
                  int ends[2];
                  if (::pipe(ends) != 0) return 1;
                  const pid_t reader = ::getpid();
                  if (const pid_t killer = ::fork(); killer == 0) {
                      // Again and again: the first may come before the read has begun.
                      for (int i = 0; i < 200 && ::getppid() == reader; ++i) {
                          ::kill(reader, SIGTERM);
                          ::usleep(10'000);
                      }
                      ::_exit(0);
                  } else {
                      char byte = 0;
                      const auto count = ::read(ends[0], &byte, 1);
                      ::kill(killer, SIGKILL);
                      ::waitpid(killer, nullptr, 0);
                      return count == -1 && stop_requested() ? 0 : 2;
                  }
              }),
              0);
}

}  // namespace
}  // namespace seogo::base
