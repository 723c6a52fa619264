// The switches of the course's exercises: how many convolutions, of how many filters, and so on. Plain values. Must not
// include models: documents and sessions keep these.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/model/activation.h"

namespace convscope::nn {

/// The 2 x 2 pooling layer after every convolution.
enum class PoolingChoice : std::uint8_t { maximum, average, none };
inline constexpr std::array<std::string_view, 3> kPoolingChoiceNames{"max", "average", "none"};

/// The activations on offer; linear means none.
inline constexpr std::array<ActivationKind, 4> kHiddenActivations{ActivationKind::linear, ActivationKind::relu,
                                                                  ActivationKind::tanh, ActivationKind::sigmoid};

inline constexpr int kMaxConvolutions = 4;
inline constexpr int kMinFilters = 1, kMaxFilters = 128;
inline constexpr int kMinKernel = 1, kMaxKernel = 7;
inline constexpr int kMaxDenseLayers = 3, kMinUnits = 1, kMaxUnits = 1024;
inline constexpr double kMaxDropout = 0.9;

/// The default is the course's network.
struct NetworkSettings {
    int convolutions = 2;  ///< 0..kMaxConvolutions; 0: dense layers only
    int filters = 64;      ///< of every convolution, kMinFilters..kMaxFilters
    int kernel = 3;        ///< rows and columns, kMinKernel..kMaxKernel
    PoolingChoice pooling = PoolingChoice::maximum;
    std::vector<int> dense{128};                       ///< units of the dense layers before the last one
    ActivationKind activation = ActivationKind::relu;  ///< of all layers but the last, one of kHiddenActivations
    double dropout = 0;                ///< after every dense layer but the last, or after Flatten without one; 0: none
    bool batch_normalization = false;  ///< between every convolution and its activation
    bool same_padding = false;         ///< convolutions keep rows and columns
    bool operator==(const NetworkSettings&) const = default;
};

/// The settings of plain_model(): no convolution. Those of course_model() are the default.
NetworkSettings plain_settings();

/// A sentence about the first setting that is out of range; empty if there is none.
std::string settings_fault(const NetworkSettings& settings);

}  // namespace convscope::nn
