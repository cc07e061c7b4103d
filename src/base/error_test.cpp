// Errors: values and errors pass through unharmed, and the macros hand an error up once.
#include "base/error.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <type_traits>

namespace seogo {
namespace {

Result<int> half(int number) {
    if (number % 2 != 0) return Error{ErrorKind::kBadInput, std::to_string(number) + " is odd"};
    return number / 2;
}

TEST(Result, HoldsAValueOrAnError) {
    const Result<int> good = half(8);
    ASSERT_TRUE(good.ok());
    EXPECT_EQ(good.value(), 4);
    const Result<int> bad = half(7);
    ASSERT_FALSE(bad.ok());
    EXPECT_EQ(bad.error().kind, ErrorKind::kBadInput);
    EXPECT_EQ(bad.error().message, "7 is odd");
}

TEST(Result, GivesAwayWhatCanOnlyBeMoved) {
    Result<std::unique_ptr<int>> made = std::make_unique<int>(5);
    const std::unique_ptr<int> taken = std::move(made).value();
    EXPECT_EQ(*taken, 5);
    made = Error{ErrorKind::kIo, "gone"};
    EXPECT_EQ(std::move(made).error().message, "gone");
}

// An Error that is itself the value of a Result is not mistaken for its failure.
TEST(Result, TellsAValueFromAnErrorByItsPlace) {
    Result<std::string> text = std::string("text");
    text.value() += "!";
    EXPECT_EQ(text.value(), "text!");
    static_assert(!std::is_convertible_v<Result<std::string>, bool>);
}

TEST(ResultDeath, AskingForWhatIsNotThereStopsTheProgram) {
    const Result<int> good = half(2);
    const Result<int> bad = half(1);
    EXPECT_DEATH((void)bad.value(), "check failed: ok\\(\\)");
    EXPECT_DEATH((void)good.error(), "check failed: !ok\\(\\)");
}

TEST(Error, PlacesAreAddedFromInsideOut) {
    const Error error =
        Error{ErrorKind::kBadFile, "xref offset 812 past end of file"}.in("page 3").in("a.pdf");
    EXPECT_EQ(error.kind, ErrorKind::kBadFile);
    EXPECT_EQ(error.message, "a.pdf: page 3: xref offset 812 past end of file");
}

Status check_even(int number, int& evaluations) {
    SEOGO_TRY((++evaluations, half(number)));
    return ok_status();
}

Result<std::string> quarter_as_text(int number) {
    SEOGO_ASSIGN(const int once, half(number));
    SEOGO_ASSIGN(const int twice, half(once));
    return std::to_string(twice);
}

TEST(Macros, HandAnErrorUpAndEvaluateOnce) {
    int evaluations = 0;
    EXPECT_TRUE(check_even(2, evaluations).ok());
    EXPECT_EQ(check_even(3, evaluations).error().message, "3 is odd");
    EXPECT_EQ(evaluations, 2);
    EXPECT_EQ(quarter_as_text(12).value(), "3");
    EXPECT_EQ(quarter_as_text(6).error().message, "3 is odd");
}

Result<std::unique_ptr<int>> moved_through(bool good) {
    SEOGO_ASSIGN(auto holder, good ? Result<std::unique_ptr<int>>(std::make_unique<int>(1))
                                   : Result<std::unique_ptr<int>>(Error{ErrorKind::kIo, "no"}));
    ++*holder;
    return holder;
}

TEST(Macros, MoveWhatTheyUnwrap) {
    EXPECT_EQ(*moved_through(true).value(), 2);
    EXPECT_EQ(moved_through(false).error().kind, ErrorKind::kIo);
}

}  // namespace
}  // namespace seogo
