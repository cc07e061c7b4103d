// The machine's clocks, and the one way a time is written.
#include "base/clock.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace seogo::base {
namespace {

std::int64_t read_us(clockid_t id) {
    timespec now = {};
    clock_gettime(id, &now);
    return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
}

class RealClock final : public Clock {
public:
    std::int64_t now_ms() override { return read_us(CLOCK_REALTIME) / 1000; }
    std::int64_t steady_us() override { return read_us(CLOCK_MONOTONIC); }
    std::int64_t process_cpu_us() override { return read_us(CLOCK_PROCESS_CPUTIME_ID); }
};

}  // namespace

Clock& real_clock() {
    static RealClock clock;
    return clock;
}

std::string iso_time(std::int64_t epoch_ms) {
    using namespace std::chrono;
    constexpr std::int64_t kFirst = -62'167'219'200'000;  // 0000-01-01
    constexpr std::int64_t kLast = 253'402'300'799'999;   // 9999-12-31, the last with four digits
    const sys_seconds time =
        floor<seconds>(sys_time<milliseconds>(milliseconds(std::clamp(epoch_ms, kFirst, kLast))));
    const sys_days day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock_time(time - day);
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock_time.hours().count()),
                  static_cast<int>(clock_time.minutes().count()),
                  static_cast<int>(clock_time.seconds().count()));
    return text;
}

}  // namespace seogo::base
