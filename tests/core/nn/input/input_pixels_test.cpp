#include "core/nn/input/input_pixels.h"

#include <doctest/doctest.h>

#include "tests/support/sample_models.h"

namespace convscope::nn {

TEST_CASE("grey input values become equal red, green and blue, limited to 0..255") {
    ModelInfo info;
    info.preprocessing.scale = {2 / 255.F, 1, 1};
    info.preprocessing.offset = {-1, 0, 0};
    ModelBuilder builder(info);
    builder.input("in", {1, 4, 1});
    builder.add("flat", samples::layer<Flatten>());
    const ColourBytes pixels = input_pixels(builder.build(), std::vector<float>{-1, 1, 0.2F, 7});
    CHECK(pixels.size == Size{1, 4});
    CHECK(pixels.values == std::vector<std::uint8_t>{0, 0, 0, 255, 255, 255, 153, 153, 153, 255, 255, 255});
}

TEST_CASE("colour inputs are shown in red, green and blue, even if blue comes first") {
    ModelInfo info;
    info.preprocessing.scale = {1, 1, 1};
    info.preprocessing.offset = {-10, -20, -30};
    info.preprocessing.order = ColourOrder::bgr;
    ModelBuilder builder(info);
    builder.input("in", {1, 1, 3});
    builder.add("flat", samples::layer<Flatten>());
    const ColourBytes pixels = input_pixels(builder.build(), std::vector<float>{70, 30, -9});
    CHECK(pixels.values == std::vector<std::uint8_t>{1, 50, 100});
}

}  // namespace convscope::nn
