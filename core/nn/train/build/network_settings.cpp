#include "core/nn/train/build/network_settings.h"

#include <fmt/format.h>

#include <algorithm>

namespace convscope::nn {

namespace {

/// A sentence if the value is not low..high; otherwise empty.
std::string range_fault(std::string_view subject, int value, int low, int high) {
    if (value >= low && value <= high) return {};
    return fmt::format("{} must be {} to {}, not {}.", subject, low, high, value);
}

}  // namespace

NetworkSettings plain_settings() {
    NetworkSettings settings;
    settings.convolutions = 0;
    return settings;
}

std::string settings_fault(const NetworkSettings& settings) {
    std::vector<std::string> faults{
        range_fault("The number of convolutions", settings.convolutions, 0, kMaxConvolutions),
        range_fault("The number of filters", settings.filters, kMinFilters, kMaxFilters),
        range_fault("The kernel's size", settings.kernel, kMinKernel, kMaxKernel),
        range_fault("The number of dense layers before the last", static_cast<int>(settings.dense.size()), 0,
                    kMaxDenseLayers)};
    for (const int units : settings.dense)
        faults.push_back(range_fault("The number of a dense layer's units", units, kMinUnits, kMaxUnits));
    if (!(settings.dropout >= 0 && settings.dropout <= kMaxDropout))
        faults.push_back(fmt::format("The dropout must be 0 to {}, not {}.", kMaxDropout, settings.dropout));
    if (std::ranges::find(kHiddenActivations, settings.activation) == kHiddenActivations.end())
        faults.emplace_back("The activation must be linear, relu, tanh or sigmoid.");
    const auto first = std::ranges::find_if(faults, [](const std::string& fault) { return !fault.empty(); });
    return first != faults.end() ? *first : std::string();
}

}  // namespace convscope::nn
