// The changes of the filter that learns. Only use_learned_filter() and a picture that becomes the lab's input are
// recorded for undo.
#pragma once

#include <functional>
#include <optional>

#include "app/document/history.h"

namespace convscope {

/// Changes options or view. If `restarts` is true, learning starts again.
Command set_learning(std::function<void(LabLearning&)> change, bool restarts = false);
/// Chooses the kind of target; learning starts again. Stores the lab's edited filter as it is now: for own_filter its
/// output is the target; for a picture the filter that learns gets its size.
Command choose_learn_target(LearnTarget target);
/// Hides another preset as the target, never the filter that the lab shows. Learning starts again.
Command hide_another_preset();
/// Uses an opened picture: as the target if the Learn page is shown and its target is a picture; if not, as the lab's
/// input.
Command use_lab_picture(OpenPicture picture);
/// Makes the steps of one frame if learning plays; pauses it when it has converged or diverged. nullopt if the Learn
/// page is not shown, learning does not play or there is no learner.
std::optional<Command> advance_learning(const Document& document);
/// Makes `count` steps at once; pauses learning when it has converged or diverged.
Command step_learning(int count);
/// Makes the learned values and bias the lab's edited filter, with weight 1. It is one undo step.
Command use_learned_filter(const Document& document);

}  // namespace convscope
