#include "core/nn/input/picture_input.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "tests/support/sample_models.h"

namespace convscope::nn {

namespace {

/// The model's input is the picture's values 0..255, unchanged.
const Preprocessing kUnscaled{Inversion::never, {1, 1, 1}, {0, 0, 0}};

/// A picture of bytes, in which neighbours differ. Every call makes a new picture.
Picture patterned(Size size, int planes = 1) {
    Picture picture;
    for (int plane = 0; plane < planes; ++plane) {
        std::vector<std::uint8_t> values(static_cast<std::size_t>(size.area()));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<std::uint8_t>(i * 7 + static_cast<std::size_t>(plane) * 50);
        picture.planes.emplace_back(size, std::move(values));
    }
    return picture;
}

/// A model with an input of this shape and a Flatten layer.
Model plain_model(const Shape& shape, const Preprocessing& preprocessing = {}) {
    ModelBuilder builder(ModelInfo{.name = "plain", .preprocessing = preprocessing});
    builder.input("in", shape);
    builder.add("flatten", samples::layer<Flatten>());
    return builder.build();
}

/// Paint of this shape with a single painted value.
SharedTensor painted_with(const Shape& shape, std::int64_t index, float value) {
    Tensor paint{shape,
                 std::vector<float>(static_cast<std::size_t>(shape.count()), std::numeric_limits<float>::quiet_NaN())};
    paint.values.at(static_cast<std::size_t>(index)) = value;
    return std::make_shared<const Tensor>(std::move(paint));
}

}  // namespace

TEST_CASE("an input has its model's preprocessing, but a drawing is never inverted") {
    const Model model = samples::small_course();
    PictureInput input;
    CHECK(preprocessing_of(input, model) == model.info().preprocessing);
    input.is_drawn = true;
    CHECK(preprocessing_of(input, model).inversion == Inversion::never);
    CHECK(preprocessing_of(input, model).offset == model.info().preprocessing.offset);
}

TEST_CASE("the input tensor is the preprocessed picture") {
    const Model model = samples::small_course();
    const PictureInput input{.picture = patterned({30, 20})};
    CHECK(input_tensor(input, model) == preprocessed(input.picture, model.info().preprocessing, {12, 12, 1}));
    CHECK(unpainted_tensor(input, model) == input_tensor(input, model));
}

TEST_CASE("a crop selects the same part of every plane and is limited to the picture") {
    const Model model = plain_model({3, 2, 3}, kUnscaled);
    PictureInput input{.picture = patterned({10, 8}, 3), .crop = PixelRect{6, 5, 3, 2}};
    const Tensor tensor = input_tensor(input, model);
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 2; ++c)
            for (int channel = 0; channel < 3; ++channel)
                CHECK(tensor.values[static_cast<std::size_t>((r * 2 + c) * 3 + channel)] ==
                      input.picture.planes[static_cast<std::size_t>(channel)].at(6 + r, 5 + c));
    // A session may store a crop for a larger picture: only the part inside is used, but at least one pixel.
    input.crop = PixelRect{7, 6, 100, 100};
    CHECK(input_tensor(input, model).values.front() == input.picture.planes[0].at(7, 6));
    input.crop = PixelRect{500, 500, 9, 9};
    for (std::size_t i = 0; i < 18; ++i)
        CHECK(input_tensor(input, model).values[i] == input.picture.planes[i % 3].at(9, 7));
}

TEST_CASE("adding brightness limits values to 0..255") {
    const Model model = plain_model({12, 12, 1}, kUnscaled);
    PictureInput input{.picture = patterned({12, 12})};
    const Plane& plane = input.picture.planes[0];
    for (const float brightness : {-255.F, -60.F, 60.F, 255.F}) {
        input.brightness = brightness;
        const Tensor tensor = input_tensor(input, model);
        for (int i = 0; i < 144; ++i)
            CHECK(tensor.values[static_cast<std::size_t>(i)] ==
                  std::clamp(plane.at(i / 12, i % 12) + brightness, 0.0F, 255.0F));
    }
}

TEST_CASE("paint replaces the painted values and no others") {
    const Model model = samples::small_course();
    PictureInput input{.picture = patterned({12, 12})};
    const Tensor plain = input_tensor(input, model);
    input.paint = painted_with({12, 12, 1}, 17, 0.75F);
    Tensor expected = plain;
    expected.values[17] = 0.75F;
    CHECK(input_tensor(input, model) == expected);
    CHECK(unpainted_tensor(input, model) == plain);
    // Paint for an input of another shape is ignored.
    input.paint = painted_with({28, 28, 1}, 17, 0.75F);
    CHECK(input_tensor(input, model) == plain);
}

TEST_CASE("a model that takes no picture throws ShapeError with its input shape") {
    const PictureInput input{.picture = patterned({12, 12})};
    CHECK_THROWS_WITH_AS(input_tensor(input, plain_model({40})), doctest::Contains("has the shape 40"), ShapeError);
    CHECK_THROWS_AS(unpainted_tensor(input, plain_model({4, 4, 2})), ShapeError);
}

TEST_CASE("crop and brightness give the same values for pictures of bytes and of floats") {
    const Model model = plain_model({12, 12, 1}, kUnscaled);
    std::vector<std::uint8_t> bytes(15 * 20);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 % 256);
    PictureInput input{.crop = PixelRect{2, 5, 12, 12}, .brightness = 30};
    input.picture.planes.emplace_back(Size{15, 20}, bytes);
    const Tensor from_bytes = input_tensor(input, model);
    input.picture.planes = {Plane(Size{15, 20}, std::vector<float>(bytes.begin(), bytes.end()))};
    CHECK(input_tensor(input, model) == from_bytes);
    for (std::size_t row = 0; row < 12; ++row)
        for (std::size_t col = 0; col < 12; ++col)
            CHECK(from_bytes.values[row * 12 + col] == std::min(255, bytes[(row + 2) * 20 + col + 5] + 30));
}

TEST_CASE("automatic inversion depends on the border of the cropped and brightened picture") {
    const Preprocessing automatic{.inversion = Inversion::automatic};
    // A dark picture with a light square in its middle.
    std::vector<std::uint8_t> values(100, 20);
    for (int r = 3; r < 7; ++r) std::fill_n(values.begin() + r * 10 + 3, 4, std::uint8_t{240});
    PictureInput input;
    input.picture.planes.emplace_back(Size{10, 10}, values);
    CHECK_FALSE(is_inverted(input, automatic));
    input.crop = PixelRect{3, 3, 4, 4};
    CHECK(is_inverted(input, automatic));
    input.brightness = -200;
    CHECK_FALSE(is_inverted(input, automatic));
    input.crop.reset();
    input.brightness = 200;
    CHECK(is_inverted(input, automatic));
    CHECK(used_part(input) == PixelRect{0, 0, 10, 10});
}

}  // namespace convscope::nn
