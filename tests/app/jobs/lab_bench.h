// Requests for a LabEngine, and checks of its results.
#pragma once

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "app/jobs/lab_engine.h"
#include "tests/app/jobs/bell.h"

namespace convscope {

inline std::uint8_t pixel(int row, int col, int channel) {
    return static_cast<std::uint8_t>(row * 31 + col * 17 + row * col % 23 + channel * 40);
}

inline Picture picture_of(Size size, int channels = 1) {
    Picture picture;
    for (int channel = 0; channel < channels; ++channel) {
        std::vector<std::uint8_t> values;
        values.reserve(static_cast<std::size_t>(size.area()));
        for (int r = 0; r < size.rows; ++r)
            for (int c = 0; c < size.cols; ++c) values.push_back(pixel(r, c, channel));
        picture.planes.emplace_back(size, std::move(values));
    }
    return picture;
}

inline FilterSettings edges(float weight = 1) {
    return {.kernel = {3, {-1, 0, 1, -2, 0, 2, -1, 0, 1}}, .weight = weight, .pooling = Pooling::max};
}

/// A filter of whole numbers without zeros, so that sums are exact and every tap has an effect.
inline FilterSettings wide(float bias = 0) {
    FilterSettings settings{.kernel = {7, {}}, .bias = bias};
    for (std::size_t i = 0; i < 49; ++i) settings.kernel.values.at(i) = static_cast<float>(i) - (i < 20 ? 20.F : 19.F);
    return settings;
}

inline LabRequest small_request(float weight = 1) {
    static const Picture picture = picture_of({40, 50});
    return {.picture = picture, .settings = {edges(weight)}};
}

inline void check_same(const FloatImage& image, const FloatImage& expected) {
    REQUIRE(image.size() == expected.size());
    int different = 0;
    for (int r = 0; r < image.rows(); ++r)
        for (int c = 0; c < image.cols(); ++c) different += image.at(r, c) == expected.at(r, c) ? 0 : 1;
    CHECK(different == 0);
}

inline void check_is_reference(const LabResults& results, int which) {
    const auto i = static_cast<std::size_t>(which);
    REQUIRE(results.outputs.at(i) != nullptr);
    const FilterResult expected = filter_reference(results.input, results.request.settings.at(i));
    check_same(results.outputs.at(i)->filtered, expected.filtered);
    check_same(results.outputs.at(i)->pooled, expected.pooled);
    CHECK(results.outputs.at(i)->filtered_range == expected.filtered_range);
    CHECK(results.outputs.at(i)->pooled_range == expected.pooled_range);
}

/// An engine and its wake-up bell.
struct LabBench {
    Bell bell;
    LabEngine engine{bell.ringer()};
    int awaited = 0;

    const LabResults& results() const { return engine.results(); }
    /// Waits for the running job, then calls update(request), which stores its result.
    void finish(const LabRequest& request) {
        bell.wait(++awaited);
        CHECK(engine.finished());
        engine.update(request);
    }
};

}  // namespace convscope
