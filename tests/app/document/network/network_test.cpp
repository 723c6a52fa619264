#include "app/document/network/network.h"

#include <doctest/doctest.h>

#include <limits>

#include "tests/app/document/networks.h"

namespace convscope {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

nn::SharedTensor painted_with(const nn::Shape& shape, std::int64_t index, float value) {
    nn::Tensor paint{shape, std::vector<float>(static_cast<std::size_t>(shape.count()), kNan)};
    paint.values.at(static_cast<std::size_t>(index)) = value;
    return std::make_shared<const nn::Tensor>(std::move(paint));
}

}  // namespace

TEST_CASE("name() of a model or an input has no folder, and a sample's words are separated by spaces") {
    CHECK(OpenModel{.file = "course", .is_sample = true}.name() == "course");
    CHECK(OpenModel{.file = "/a/b/my model.h5"}.name() == "my model.h5");
    CHECK(NetworkInput{.source = InputSource::sample, .file = "t_shirt_top"}.name() == "t shirt top");
    CHECK(NetworkInput{.source = InputSource::file, .file = "/a/my_shoe.png"}.name() == "my_shoe.png");
    CHECK(NetworkInput{.source = InputSource::dataset, .file = "/data", .number = 17}.name() == "test image 17");
    CHECK(NetworkInput{.source = InputSource::drawing}.name() == "drawing");
}

TEST_CASE("inputs are equal if all their settings are equal and they share the picture's storage") {
    const NetworkInput input{.source = InputSource::file, .file = "a.png", .picture = patterned({4, 4})};
    CHECK(NetworkInput(input) == input);
    const auto differs = [&](auto change) {
        NetworkInput other = input;
        change(other);
        return other != input;
    };
    CHECK(differs([](NetworkInput& i) { i.source = InputSource::sample; }));
    CHECK(differs([](NetworkInput& i) { i.file = "b.png"; }));
    CHECK(differs([](NetworkInput& i) { i.number = 1; }));
    CHECK(differs([](NetworkInput& i) { i.label = 1; }));
    CHECK(differs([](NetworkInput& i) { i.picture = patterned({4, 4}); }));
    CHECK(differs([](NetworkInput& i) { i.crop = PixelRect{0, 0, 4, 4}; }));
    CHECK(differs([](NetworkInput& i) { i.brightness = 1; }));
    CHECK(differs([](NetworkInput& i) { i.paint = painted_with({4, 4, 1}, 0, 1); }));
    NetworkInput painted = input, again = input;
    painted.paint = painted_with({4, 4, 1}, 0, 1);
    again.paint = painted_with({4, 4, 1}, 0, 1);
    CHECK(painted == again);
}

TEST_CASE("is_painted() is true for paint over a picture, but not for a drawing, which consists of paint") {
    Network network = network_document().network;
    CHECK_FALSE(network.is_painted());
    network.input.paint = painted_with({12, 12, 1}, 0, 1);
    CHECK(network.is_painted());
    network.input.source = InputSource::drawing;
    CHECK_FALSE(network.is_painted());
}

TEST_CASE("the engine's input has the picture with its adjustments and its paint; a drawing is marked as drawn") {
    NetworkInput input{.source = InputSource::file,
                       .file = "a.png",
                       .number = 3,
                       .picture = patterned({4, 4}),
                       .crop = PixelRect{0, 0, 3, 2},
                       .brightness = -7,
                       .paint = painted_with({4, 4, 1}, 2, 0.5F)};
    const nn::PictureInput content = input;
    CHECK(content.picture.same_storage(input.picture));
    CHECK(content.crop == input.crop);
    CHECK(content.brightness == -7);
    CHECK(content.paint == input.paint);
    CHECK_FALSE(content.is_drawn);
    input.source = InputSource::drawing;
    CHECK(nn::PictureInput(input).is_drawn);
}

}  // namespace convscope
