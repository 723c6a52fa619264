// The changes of the filter that learns. All but use_learned_filter() are not recorded for undo.
#pragma once

#include <functional>
#include <optional>

#include "app/document/history.h"

namespace convscope {

/// Any change of options or view. `restarts`: learning begins anew.
Command set_learning(std::function<void(LabLearning&)> change, bool restarts = false);
/// The target is of another kind. The lab's edited filter, as it is now, makes it or gives the size.
Command choose_learn_target(LearnTarget target);
/// Another hidden preset, which is not the filter that the lab shows.
Command hide_another_preset();
/// A picture that was opened: the target while a target from a file is awaited, otherwise the lab's input.
Command use_lab_picture(OpenPicture picture);
/// Moves the playing learner on by the steps of a frame; stops it at the end, or when its values have diverged.
/// Nothing while nothing plays.
std::optional<Command> advance_learning(const Document& document);
/// Makes `count` steps at once.
Command step_learning(int count);
/// The learned values and bias become the lab's edited filter, with weight 1. Undone in one step.
Command use_learned_filter(const Document& document);

}  // namespace convscope
