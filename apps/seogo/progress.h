// How far long work has come: one line on a terminal, with rate and time left, gone at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "seogo/context.h"

namespace seogo::cli {

class Progress {
public:
    // `unit`: what is counted ("files"). Nothing is shown where the context shows no progress.
    Progress(Context& context, Text unit);
    ~Progress();  // takes the line away
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // Shows at most ten lines a second, and none in the first: short work stays quiet.
    void at(std::size_t done, std::size_t total);

private:
    Context& context_;
    Text unit_;
    std::int64_t started_us_;
    std::int64_t shown_us_;
    bool is_shown_ = false;
};

// "120 of 300 files, 40 a second, 5 s left"
std::string progress_line(std::size_t done, std::size_t total, std::int64_t elapsed_us, Text unit,
                          Language language);

}  // namespace seogo::cli
