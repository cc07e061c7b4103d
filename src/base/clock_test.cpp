// Clock: times are written one way; steady time never runs backwards.
#include "base/clock.h"

#include <gtest/gtest.h>

#include <limits>

namespace seogo::base {
namespace {

TEST(IsoTime, IsUtcToTheSecond) {
    EXPECT_EQ(iso_time(0), "1970-01-01T00:00:00Z");
    EXPECT_EQ(iso_time(1'738'314'000'000), "2025-01-31T09:00:00Z");
    EXPECT_EQ(iso_time(1'738'314'000'999), "2025-01-31T09:00:00Z");
    EXPECT_EQ(iso_time(1'709'164'799'000), "2024-02-28T23:59:59Z");
    EXPECT_EQ(iso_time(1'709'164'800'000), "2024-02-29T00:00:00Z");  // a leap day
}

TEST(IsoTime, RoundsDownBeforeTheEpoch) { EXPECT_EQ(iso_time(-1), "1969-12-31T23:59:59Z"); }

TEST(IsoTime, KeepsFourDigitsOfYear) {
    EXPECT_EQ(iso_time(std::numeric_limits<std::int64_t>::max()), "9999-12-31T23:59:59Z");
    EXPECT_EQ(iso_time(std::numeric_limits<std::int64_t>::min()), "0000-01-01T00:00:00Z");
}

TEST(RealClock, SteadyAndCpuTimeNeverRunBackwards) {
    Clock& clock = real_clock();
    std::int64_t steady = clock.steady_us();
    std::int64_t cpu = clock.process_cpu_us();
    for (int i = 0; i < 1000; ++i) {
        const std::int64_t steady_next = clock.steady_us();
        const std::int64_t cpu_next = clock.process_cpu_us();
        ASSERT_GE(steady_next, steady);
        ASSERT_GE(cpu_next, cpu);
        steady = steady_next;
        cpu = cpu_next;
    }
}

TEST(RealClock, NowIsAfterThisWasWritten) {
    EXPECT_GT(real_clock().now_ms(), 1'735'689'600'000);  // 2025-01-01
}

}  // namespace
}  // namespace seogo::base
