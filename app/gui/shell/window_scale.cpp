#include "app/gui/shell/window_scale.h"

#include <algorithm>
#include <cmath>

namespace convscope {

namespace {

/// The size that the window has in units of the design if it is scaled to fit exactly.
struct Design {
    float width, height;
};
constexpr Design kWorking{1280, 720};
constexpr Design kPresentation{960, 720};

constexpr float kSteps = 20;  ///< of 1: fonts are made anew at every step
constexpr float kMinOfMonitor = 0.75F;
constexpr float kMaxAutomatic = 4;
constexpr float kSmallestScale = 0.5F;
constexpr float kLargestScale = 4.5F;  ///< larger letters would not fit into one texture

}  // namespace

float automatic_scale(const ScaleInputs& inputs) {
    const Design& design = inputs.presentation ? kPresentation : kWorking;
    const float fitting = std::min(static_cast<float>(inputs.window.cols) / design.width,
                                   static_cast<float>(inputs.window.rows) / design.height);
    constexpr float kRounding = 1e-3F;  // 1.05 * 20 is a little less than 21
    const float stepped = std::floor(fitting * kSteps + kRounding) / kSteps;
    const float least = std::min(kMinOfMonitor * inputs.monitor, kMaxAutomatic);
    return std::clamp(stepped, least, kMaxAutomatic);
}

float interface_scale(const ScaleInputs& inputs) {
    return std::clamp(automatic_scale(inputs) * inputs.chosen, kSmallestScale, kLargestScale);
}

}  // namespace convscope
