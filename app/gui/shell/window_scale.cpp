#include "app/gui/shell/window_scale.h"

#include <algorithm>
#include <cmath>

namespace convscope {

namespace {

/// A size of the window, in units of the design, for which the design is made.
struct Design {
    float width, height;
};
constexpr Design kWorking{1280, 720};
constexpr Design kPresentation{960, 720};

constexpr float kSteps = 20;  ///< steps per 1; every step needs new fonts
constexpr float kMinOfMonitor = 0.75F;
constexpr float kMaxAutomatic = 4;
constexpr float kMinInterfaceScale = 0.5F;
constexpr float kMaxInterfaceScale = 4.5F;  ///< larger letters would not fit into one texture

}  // namespace

float automatic_scale(const ScaleInputs& inputs) {
    const Design& design = inputs.presentation ? kPresentation : kWorking;
    const float fitting = std::min(static_cast<float>(inputs.window.cols) / design.width,
                                   static_cast<float>(inputs.window.rows) / design.height);
    constexpr float kRounding = 1e-3F;  // 1.05 * 20 is a little less than 21
    const float stepped = std::floor(fitting * kSteps + kRounding) / kSteps;
    const float lowest = std::min(kMinOfMonitor * inputs.monitor, kMaxAutomatic);
    return std::clamp(stepped, lowest, kMaxAutomatic);
}

float interface_scale(const ScaleInputs& inputs) {
    return std::clamp(automatic_scale(inputs) * inputs.chosen, kMinInterfaceScale, kMaxInterfaceScale);
}

}  // namespace convscope
