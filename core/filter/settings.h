// The settings of the Filter Lab: a kernel and the steps after its sum. Limits, names and defaults of these settings
// are defined here only.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <string_view>

namespace convscope {

inline constexpr int kMaxKernelSize = 7;
inline constexpr int kMaxStride = 4;
inline constexpr int kMaxDilation = 4;
inline constexpr int kMinPoolSize = 2;
inline constexpr int kMaxPoolSize = 4;

/// size x size filter values; size is 1, 3, 5 or 7. Applied without flipping (cross-correlation), as networks do.
struct Kernel {
    int size = 3;
    std::array<float, std::size_t{kMaxKernelSize} * kMaxKernelSize> values{};  ///< row by row, size * size in use

    float& at(int row, int col) { return values[index(row, col)]; }
    float at(int row, int col) const { return values[index(row, col)]; }
    bool operator==(const Kernel&) const = default;

  private:
    std::size_t index(int row, int col) const {
        assert(row >= 0 && row < size && col >= 0 && col < size);
        return static_cast<std::size_t>(row * size + col);
    }
};

/// valid drops the border; zero and replicate pad as Keras's `same`; keep copies the input's own border (stride 1
/// only).
enum class Border { valid, zero, replicate, keep };
/// The functions x, max(0, x), |x|, and x limited to 0..255. Each keeps NaN.
enum class Activation { none, relu, absolute, clamp };
/// Keeps one value of each block of pool_size x pool_size. Blocks do not overlap; sizes are rounded down. A NaN in a
/// block makes its result NaN.
enum class Pooling { none, max, average };

inline constexpr std::array<std::string_view, 4> kBorderNames{"valid", "zero", "replicate", "keep"};
inline constexpr std::array<std::string_view, 4> kActivationNames{"none", "relu", "abs", "clamp"};
inline constexpr std::array<std::string_view, 3> kPoolingNames{"none", "max", "average"};

/// filtered = activation(weight * sum(window * kernel) + bias); pooled = pooling(filtered). With `median`, filtered is
/// the median of the window, which has the kernel's size; the kernel's values, weight, bias and activation are not
/// used.
struct FilterSettings {
    Kernel kernel{3, {0, 0, 0, 0, 1, 0, 0, 0, 0}};
    bool median = false;
    float weight = 1;
    float bias = 0;
    int stride = 1;
    int dilation = 1;
    Border border = Border::valid;
    Activation activation = Activation::none;
    Pooling pooling = Pooling::none;
    int pool_size = 2;
    bool operator==(const FilterSettings&) const = default;
};

}  // namespace convscope
