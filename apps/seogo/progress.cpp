// Draws the progress line.
#include "seogo/progress.h"

#include <cmath>
#include <cstdio>

namespace seogo::cli {
namespace {

constexpr std::int64_t kQuietUs = 1'000'000;  // before the first line
constexpr std::int64_t kEveryUs = 100'000;
// Carriage return, and "Erase in Line" (ECMA-48, 8.3.41).
constexpr std::string_view kStartOfLine = "\r\x1b[K";

}  // namespace

std::string progress_line(std::size_t done, std::size_t total, std::int64_t elapsed_us, Text unit,
                          Language language) {
    const double seconds = static_cast<double>(elapsed_us) / 1e6;
    const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    const double left = rate > 0 ? static_cast<double>(total - done) / rate : 0;
    const std::string name(unit.in(language));
    char line[160];
    if (language == Language::kKorean) {
        std::snprintf(line, sizeof line, "%s %zu/%zu, 초당 %.1f, %.0f초 남음", name.c_str(), done,
                      total, rate, std::ceil(left));
    } else {
        std::snprintf(line, sizeof line, "%zu of %zu %s, %.1f a second, %.0f s left", done, total,
                      name.c_str(), rate, std::ceil(left));
    }
    return line;
}

Progress::Progress(Context& context, Text unit)
    : context_(context),
      unit_(unit),
      started_us_(context.clock().steady_us()),
      shown_us_(started_us_ + kQuietUs - kEveryUs) {}

Progress::~Progress() {
    if (is_shown_) context_.show_progress(kStartOfLine);
}

void Progress::at(std::size_t done, std::size_t total) {
    const std::int64_t now_us = context_.clock().steady_us();
    if (!context_.shows_progress() || now_us - shown_us_ < kEveryUs) return;
    shown_us_ = now_us;
    is_shown_ = true;
    context_.show_progress(std::string(kStartOfLine) + progress_line(done, total,
                                                                     now_us - started_us_, unit_,
                                                                     context_.language()));
}

}  // namespace seogo::cli
