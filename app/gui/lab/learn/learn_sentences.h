// Numbers and sentences of the learning filter in plain words.
#pragma once

#include <string>

#include "core/filter/learn/learner.h"

namespace convscope {

/// "12,345", "0.125" or "0.000012": without powers of ten; "more than 1,000,000,000,000" and "less than 0.000001"
/// beyond these limits. For losses, which are not negative.
std::string plain_loss(double loss);

/// A sentence about the speed of learning from this picture, with its reason.
std::string speed_sentence(const FilterLearner& learner);
/// The state of learning: too few output values, a rate that is too high, values that have diverged, the end; empty
/// while it goes on.
std::string state_sentence(const FilterLearner& learner, double relative_rate);

}  // namespace convscope
