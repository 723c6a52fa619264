// Pictures and targets for the tests of learning.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/filter/presets.h"
#include "core/filter/result.h"
#include "core/image/files/load.h"
#include "core/image/picture.h"
#include "core/image/resize.h"

namespace convscope::samples {

/// One of the program's sample pictures, in grey and reduced to 128 x 128.
inline Plane small_picture(const std::string& name) {
    const auto file = std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "pictures" / (name + ".png");
    return resized(channel_plane(load_picture(file), Channel::grey), {128, 128});
}

/// A picture of random bytes, all equally likely.
inline Plane noise_picture(Size size, std::uint64_t seed = 1) {
    std::vector<std::uint8_t> values(static_cast<std::size_t>(size.area()));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>(random_bits(seed, i) >> 56U);
    return {size, std::move(values)};
}

/// The output of a kernel on the picture, plus the bias.
inline Plane target_of(const Plane& input, const Kernel& kernel, float bias = 0) {
    FilterSettings settings;
    settings.kernel = kernel;
    settings.bias = bias;
    return to_plane(filter_reference(input, settings).filtered);
}

inline Kernel preset_kernel(std::string_view slug) {
    return find_preset(slug)->kernel;
}

}  // namespace convscope::samples
