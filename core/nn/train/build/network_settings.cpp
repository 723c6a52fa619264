#include "core/nn/train/build/network_settings.h"

#include <algorithm>

#include "core/base/text/translation.h"

namespace convscope::nn {

namespace {

bool is_outside(int value, int low, int high) {
    return value < low || value > high;
}

}  // namespace

NetworkSettings plain_settings() {
    NetworkSettings settings;
    settings.convolutions = 0;
    return settings;
}

std::string settings_fault(const NetworkSettings& settings) {
    const auto layers = static_cast<int>(settings.dense.size());
    if (is_outside(settings.convolutions, 0, kMaxConvolutions))
        return tr("The number of convolutions must be {} to {}, not {}.", 0, kMaxConvolutions, settings.convolutions);
    if (is_outside(settings.filters, kMinFilters, kMaxFilters))
        return tr("The number of filters must be {} to {}, not {}.", kMinFilters, kMaxFilters, settings.filters);
    if (is_outside(settings.kernel, kMinKernel, kMaxKernel))
        return tr("The kernel's size must be {} to {}, not {}.", kMinKernel, kMaxKernel, settings.kernel);
    if (is_outside(layers, 0, kMaxDenseLayers))
        return tr("The number of dense layers before the last must be {} to {}, not {}.", 0, kMaxDenseLayers, layers);
    for (const int units : settings.dense)
        if (is_outside(units, kMinUnits, kMaxUnits))
            return tr("The number of a dense layer's units must be {} to {}, not {}.", kMinUnits, kMaxUnits, units);
    if (!(settings.dropout >= 0 && settings.dropout <= kMaxDropout))
        return tr("The dropout must be 0 to {}, not {}.", kMaxDropout, settings.dropout);
    if (std::ranges::find(kHiddenActivations, settings.activation) == kHiddenActivations.end())
        return tr("The activation must be linear, relu, tanh or sigmoid.");
    return {};
}

}  // namespace convscope::nn
