// One value of a model's answer as a horizontal bar: a probability from 0 to 1, a score from 0 to either side.
#pragma once

#include <span>

#include "app/gui/toolkit/ui.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

/// The values at the left and the right end of the bars; 0 lies between them.
struct AnswerSpan {
    float low = 0, high = 1;

    /// Where the value lies: 0 at the left end, 1 at the right end.
    float fraction(float value) const;
};

/// 0..1 for probabilities; for scores 0 and all finite values of the two lists.
AnswerSpan answer_span(nn::AnswerUnit unit, std::span<const float> values, std::span<const float> more = {});

/// Draws the bar's ground and the bar, which starts at 0.
void show_answer_bar(Ui& ui, Rect place, const AnswerSpan& span, float value, Role role);

}  // namespace convscope
