// Progress is for terminals alone, starts late, and leaves nothing behind.
#include "seogo/progress.h"

#include <gtest/gtest.h>

#include "seogo/command.h"
#include "support/memory_program.h"

namespace seogo::cli {
namespace {

constexpr Text kFiles = {"files", "파일"};

class TickingClock final : public base::Clock {
public:
    std::int64_t now_ms() override { return 0; }
    std::int64_t steady_us() override { return us; }
    std::int64_t process_cpu_us() override { return us; }
    std::int64_t us = 0;
};

class Shown : public ::testing::Test {
protected:
    Context context(bool terminal, std::vector<std::string> words = {}) {
        Surroundings surroundings;
        surroundings.clock = &clock_;
        surroundings.variable = [](std::string_view) { return std::string(); };
        if (terminal) {
            surroundings.show_progress = [this](std::string_view text) { shown_ += text; };
        }
        Context context(std::move(surroundings));
        const auto flags = parse_flags({}, global_flags(), words);
        SEOGO_CHECK(flags.ok() && context.configure(flags.value(), false, false).ok());
        return context;
    }
    void work(Context& context, int steps, std::int64_t step_us) {
        Progress progress(context, kFiles);
        for (int i = 0; i < steps; ++i) {
            clock_.us += step_us;
            progress.at(static_cast<std::size_t>(i), static_cast<std::size_t>(steps));
        }
    }

    TickingClock clock_;
    std::string shown_;
};

TEST_F(Shown, LongWorkOnATerminalIsShownAndTakenAway) {
    Context on_terminal = context(true);
    work(on_terminal, 40, 50'000);
    EXPECT_NE(shown_.find("\r\x1b[K19 of 40 files, 19.0 a second, 2 s left"), std::string::npos)
        << shown_;
    EXPECT_TRUE(shown_.ends_with("\r\x1b[K"));
    EXPECT_EQ(shown_.find('\n'), std::string::npos);
    EXPECT_EQ(on_terminal.err(), "");
}

TEST_F(Shown, AtMostTenLinesASecond) {
    Context on_terminal = context(true);
    work(on_terminal, 3000, 1'000);  // three seconds, the first of them quiet
    EXPECT_LE(std::count(shown_.begin(), shown_.end(), '\r'), 22);
    EXPECT_GE(std::count(shown_.begin(), shown_.end(), '\r'), 18);
}

TEST_F(Shown, ShortWorkStaysQuiet) {
    Context on_terminal = context(true);
    work(on_terminal, 9, 100'000);
    EXPECT_EQ(shown_, "");
}

TEST_F(Shown, NothingWithoutATerminalOrWithQuiet) {
    Context piped = context(false);
    work(piped, 40, 50'000);
    Context quiet = context(true, {"--quiet"});
    work(quiet, 40, 50'000);
    EXPECT_EQ(shown_, "");
}

TEST(ProgressLine, SpeaksBothLanguages) {
    EXPECT_EQ(progress_line(120, 300, 3'000'000, kFiles, Language::kEnglish),
              "120 of 300 files, 40.0 a second, 5 s left");
    EXPECT_EQ(progress_line(120, 300, 3'000'000, kFiles, Language::kKorean),
              "파일 120/300, 초당 40.0, 5초 남음");
    EXPECT_EQ(progress_line(0, 300, 0, kFiles, Language::kEnglish),
              "0 of 300 files, 0.0 a second, 0 s left");
}

}  // namespace
}  // namespace seogo::cli
