// A value of the model's answer as a horizontal bar: probabilities from 0 to 1, scores from 0 to the left or right.
#pragma once

#include <span>

#include "app/gui/toolkit/ui.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

/// The values at the left and right end of the bars, with low <= 0 <= high.
struct AnswerSpan {
    float low = 0, high = 1;

    /// The value's position: 0 at the left end, 1 at the right end; 0 for NaN.
    float fraction(float value) const;
};

/// 0 to 1 for probabilities. For scores, the smallest span that contains 0 and all finite values of both lists.
AnswerSpan answer_span(nn::AnswerUnit unit, std::span<const float> values, std::span<const float> more = {});

/// Draws the background and the bar, which starts at 0.
void show_answer_bar(Ui& ui, Rect place, const AnswerSpan& span, float value, Role role);

}  // namespace convscope
