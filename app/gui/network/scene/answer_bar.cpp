#include "app/gui/network/scene/answer_bar.h"

#include <algorithm>
#include <cmath>

namespace convscope {

float AnswerSpan::fraction(float value) const {
    if (std::isnan(value) || !(high > low)) return 0;
    return std::clamp((value - low) / (high - low), 0.0F, 1.0F);
}

AnswerSpan answer_span(nn::AnswerUnit unit, std::span<const float> values, std::span<const float> more) {
    if (unit == nn::AnswerUnit::probability) return {};
    AnswerSpan span{0, 0};
    for (const std::span<const float> list : {values, more})
        for (const float value : list) {
            if (!std::isfinite(value)) continue;
            span.low = std::min(span.low, value);
            span.high = std::max(span.high, value);
        }
    return span;
}

void show_answer_bar(Ui& ui, Rect place, const AnswerSpan& span, float value, Role role) {
    ui.fill(place, ui.colour(Role::raised), ui.px(3));
    const float zero = place.x + place.w * span.fraction(0);
    const float end = place.x + place.w * span.fraction(value);
    const float width = std::max(ui.px(2), std::abs(end - zero));
    place.x = std::min({zero, end, place.right() - width});
    place.w = width;
    ui.fill(place, ui.colour(role), ui.px(3));
}

}  // namespace convscope
