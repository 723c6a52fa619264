// The loss of the learning filter over its steps, and sentences about how quickly this picture is learned.
#pragma once

#include <string>

#include "app/gui/lab/learn/learn_scene.h"

namespace convscope {

/// The curve on a logarithmic scale, "learn.curve"; the loss now, "learn.loss"; the sentences, "learn.sentence".
void show_loss_curve(LearnScene& scene, Rect area);

/// A sentence about the speed of learning from this picture, with its reason.
std::string speed_sentence(const FilterLearner& learner);
/// The state of learning: a rate that is too high, values that have diverged, the end; empty while it goes on.
std::string state_sentence(const FilterLearner& learner, double relative_rate);

}  // namespace convscope
