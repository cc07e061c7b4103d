// Checks: a broken precondition stops the program with its words and its place.
#include <gtest/gtest.h>

#include "base/error.h"

namespace seogo {
namespace {

TEST(CheckDeath, NamesTheExpressionAndThePlace) {
    const int shelves = 3;
    EXPECT_DEATH(SEOGO_CHECK(shelves == 4), "check_test.cpp:[0-9]+: check failed: shelves == 4");
}

TEST(Check, EvaluatesItsConditionOnceAndGoesOn) {
    int evaluations = 0;
    SEOGO_CHECK(++evaluations > 0);
    EXPECT_EQ(evaluations, 1);
}

// Usable where a statement without braces stands.
TEST(Check, IsOneExpression) {
    const bool taken = true;
    if (taken)
        SEOGO_CHECK(taken);
    else
        FAIL();
}

}  // namespace
}  // namespace seogo
