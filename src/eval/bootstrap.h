// How sure is a mean over queries? Bootstrap intervals and a randomization test, from one seed.
//
// Interval: percentile bootstrap (Efron 1979; for IR: Sakai 2006), queries drawn with replacement,
// the 2.5 % and 97.5 % quantiles of the means, linear between neighbours. Difference of two runs:
// the same on per-query differences. p: Fisher's two-sided randomization test as recommended by
// Smucker, Allan and Carterette 2007 (signs of the differences flipped at random),
// (hits + 1) / (trials + 1), so it is never 0.
// The same values and seed give the same answer on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "eval/eval.h"
#include "eval/metrics.h"

namespace seogo::eval {

struct Resampling {
    std::size_t resamples = 2000;
    std::uint64_t seed = 20250101;
};

// Of each column; all columns see the same draws, so they may be compared. Columns are of equal
// length; empty ones give 0.
std::vector<Estimate> estimate(std::span<const MetricColumn> columns, const Resampling& options);

// Two-sided p that the mean of `differences` is 0. 1 where there are none.
double randomization_p(std::span<const double> differences, const Resampling& options);

}  // namespace seogo::eval
