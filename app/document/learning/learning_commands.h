// The changes of the filter that learns. Recorded for undo are only use_learned_filter() and a picture that becomes the
// lab's input.
#pragma once

#include <functional>
#include <optional>

#include "app/document/history.h"

namespace convscope {

/// Changes options or view. If `restarts` is set, learning begins anew.
Command set_learning(std::function<void(LabLearning&)> change, bool restarts = false);
/// Chooses the kind of target; learning begins anew. Keeps the lab's edited filter as it is now: for own_filter its
/// output is the target, for a picture only its size counts, as that of the filter that learns.
Command choose_learn_target(LearnTarget target);
/// Makes another hidden preset the target, one that is not the filter that the lab shows. Learning begins anew.
Command hide_another_preset();
/// Uses a picture that was opened: as the target if the Learn page is shown and its target is a picture, otherwise as
/// the lab's input.
Command use_lab_picture(OpenPicture picture);
/// Moves the playing learner on by the steps of a frame; stops it when it has converged or diverged. nullopt if the
/// Learn page is not shown, nothing plays or there is no learner.
std::optional<Command> advance_learning(const Document& document);
/// Makes `count` steps at once; stops the player when the learner has converged or diverged.
Command step_learning(int count);
/// Makes the learned values and bias the lab's edited filter, with weight 1. It is one step of undo.
Command use_learned_filter(const Document& document);

}  // namespace convscope
