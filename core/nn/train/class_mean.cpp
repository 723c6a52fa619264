#include "core/nn/train/class_mean.h"

#include <cstdint>
#include <vector>

namespace convscope::nn {

Picture class_mean(const Dataset& data, int label) {
    Picture picture;
    const std::int64_t channels = data.example.channels();
    if (channels != 1 && channels != 3) return picture;
    std::vector<std::uint64_t> sums(static_cast<std::size_t>(data.example.count()));
    std::uint64_t count = 0;
    for (std::int64_t i = 0; i < data.size(); ++i) {
        if (data.labels[static_cast<std::size_t>(i)] != label) continue;
        const std::span<const std::uint8_t> image = data.image(i);
        for (std::size_t value = 0; value < image.size(); ++value) sums[value] += image[value];
        ++count;
    }
    if (count == 0) return picture;
    const Size size{static_cast<int>(data.example.rows()), static_cast<int>(data.example.cols())};
    const auto step = static_cast<std::size_t>(channels);
    for (std::size_t channel = 0; channel < step; ++channel) {
        std::vector<std::uint8_t> values;
        values.reserve(sums.size() / step);
        for (std::size_t i = channel; i < sums.size(); i += step)
            values.push_back(static_cast<std::uint8_t>((sums[i] + (count / 2)) / count));
        picture.planes.emplace_back(size, std::move(values));
    }
    return picture;
}

}  // namespace convscope::nn
