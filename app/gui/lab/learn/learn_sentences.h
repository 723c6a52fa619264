// The numbers and sentences that the learning filter's page shows.
#pragma once

#include <string>

#include "core/filter/learn/learner.h"

namespace convscope {

/// "12,345", "0.125" or "0.000012": without powers of ten; "more than 1,000,000,000,000" and "less than 0.000001"
/// beyond these limits. `loss` must not be negative.
std::string plain_loss(double loss);

/// A sentence about the speed of learning from this picture, with its reason.
std::string speed_sentence(const FilterLearner& learner);
/// The state of learning: too few output values, a rate that is too high, values that have diverged, or the end of
/// learning; empty while learning goes on.
std::string state_sentence(const FilterLearner& learner, double relative_rate);

}  // namespace convscope
