// The only clock: wall time for people, steady time for measuring. Order never relies on either.
#pragma once

#include <cstdint>
#include <string>

namespace seogo::base {

class Clock {
public:
    virtual ~Clock() = default;
    virtual std::int64_t now_ms() = 0;          // since the epoch, UTC; may jump
    virtual std::int64_t steady_us() = 0;       // never runs backwards; its zero means nothing
    virtual std::int64_t process_cpu_us() = 0;  // CPU time of this process
};

Clock& real_clock();

// "2025-01-31T09:00:00Z"
std::string iso_time(std::int64_t epoch_ms);

}  // namespace seogo::base
