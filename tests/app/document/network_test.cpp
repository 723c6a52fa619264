#include "app/document/network.h"

#include <doctest/doctest.h>

#include <limits>

#include "networks.h"

namespace convscope {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// Values go in as they are.
const nn::Preprocessing kAsTheyAre{nn::Inversion::never, {1, 1, 1}, {0, 0, 0}};

nn::SharedTensor painted_with(const nn::Shape& shape, std::int64_t index, float value) {
    nn::Tensor paint{shape, std::vector<float>(static_cast<std::size_t>(shape.count()), kNan)};
    paint.values.at(static_cast<std::size_t>(index)) = value;
    return std::make_shared<const nn::Tensor>(std::move(paint));
}

}  // namespace

TEST_CASE("models and inputs are named as the user knows them") {
    CHECK(OpenModel{.file = "course", .is_sample = true}.name() == "course");
    CHECK(OpenModel{.file = "/a/b/my model.h5"}.name() == "my model.h5");
    CHECK(NetworkInput{.source = InputSource::sample, .file = "t_shirt_top"}.name() == "t shirt top");
    CHECK(NetworkInput{.source = InputSource::file, .file = "/a/my_shoe.png"}.name() == "my_shoe.png");
    CHECK(NetworkInput{.source = InputSource::dataset, .file = "/data", .number = 17}.name() == "test image 17");
    CHECK(NetworkInput{.source = InputSource::drawing}.name() == "drawing");
}

TEST_CASE("inputs are the same when all settings and the picture's storage are") {
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
    CHECK(differs([](NetworkInput& i) { i.crop = Region{0, 0, 4, 4}; }));
    CHECK(differs([](NetworkInput& i) { i.brightness = 1; }));
    CHECK(differs([](NetworkInput& i) { i.paint = painted_with({4, 4, 1}, 0, 1); }));
    NetworkInput painted = input, again = input;
    painted.paint = painted_with({4, 4, 1}, 0, 1);
    again.paint = painted_with({4, 4, 1}, 0, 1);
    CHECK(painted == again);
}

TEST_CASE("a network is changed by edits and by paint, but a drawing is all paint") {
    Network network = network_document().network;
    CHECK_FALSE(network.is_changed());
    network.input.paint = painted_with({12, 12, 1}, 0, 1);
    CHECK(network.is_painted());
    CHECK(network.is_changed());
    network.input.source = InputSource::drawing;
    CHECK_FALSE(network.is_painted());
    CHECK_FALSE(network.is_changed());
    network.edits = nn::with_ablated({}, 1, {0});
    CHECK(network.is_changed());
}

TEST_CASE("the input is prepared as the model has it, but a drawing is never turned round") {
    const nn::Model model = samples::small_course();
    NetworkInput input;
    CHECK(preprocessing_of(input, model) == model.info().preprocessing);
    input.source = InputSource::drawing;
    CHECK(preprocessing_of(input, model).inversion == nn::Inversion::never);
    CHECK(preprocessing_of(input, model).offset == model.info().preprocessing.offset);
}

TEST_CASE("the picture goes in as the model prepares it") {
    const nn::Model model = samples::small_course();
    const NetworkInput input{.source = InputSource::file, .picture = patterned({30, 20})};
    CHECK(input_tensor(input, model) == nn::preprocessed(input.picture, model.info().preprocessing, {12, 12, 1}));
    CHECK(unpainted_tensor(input, model) == input_tensor(input, model));
}

TEST_CASE("the crop is that part of every plane, however far it reaches") {
    const OpenModel model = plain_model({3, 2, 3}, kAsTheyAre);
    NetworkInput input{.source = InputSource::file, .picture = patterned({10, 8}, 3), .crop = Region{6, 5, 3, 2}};
    const nn::Tensor tensor = input_tensor(input, *model.model);
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 2; ++c)
            for (int channel = 0; channel < 3; ++channel)
                CHECK(tensor.values[static_cast<std::size_t>((r * 2 + c) * 3 + channel)] ==
                      input.picture.planes[static_cast<std::size_t>(channel)].at(6 + r, 5 + c));
    // A session may hold a crop of a larger picture: what lies inside counts, at the least one pixel.
    input.crop = Region{7, 6, 100, 100};
    CHECK(input_tensor(input, *model.model).values.front() == input.picture.planes[0].at(7, 6));
    input.crop = Region{500, 500, 9, 9};
    for (std::size_t i = 0; i < 18; ++i)
        CHECK(input_tensor(input, *model.model).values[i] == input.picture.planes[i % 3].at(9, 7));
}

TEST_CASE("brightness stays within black and white") {
    const OpenModel model = plain_model({12, 12, 1}, kAsTheyAre);
    NetworkInput input{.source = InputSource::file, .picture = patterned({12, 12})};
    const Plane& plane = input.picture.planes[0];
    for (const float brightness : {-255.F, -60.F, 60.F, 255.F}) {
        input.brightness = brightness;
        const nn::Tensor tensor = input_tensor(input, *model.model);
        for (int i = 0; i < 144; ++i)
            CHECK(tensor.values[static_cast<std::size_t>(i)] ==
                  std::clamp(plane.at(i / 12, i % 12) + brightness, 0.0F, 255.0F));
    }
}

TEST_CASE("what was painted covers the picture, and only where it was painted") {
    const nn::Model model = samples::small_course();
    NetworkInput input{.source = InputSource::file, .picture = patterned({12, 12})};
    const nn::Tensor plain = input_tensor(input, model);
    input.paint = painted_with({12, 12, 1}, 17, 0.75F);
    nn::Tensor expected = plain;
    expected.values[17] = 0.75F;
    CHECK(input_tensor(input, model) == expected);
    CHECK(unpainted_tensor(input, model) == plain);
    // Paint for a model of another shape.
    input.paint = painted_with({28, 28, 1}, 17, 0.75F);
    CHECK(input_tensor(input, model) == plain);
}

TEST_CASE("a model that takes no picture says so") {
    const NetworkInput input{.source = InputSource::file, .picture = patterned({12, 12})};
    CHECK_THROWS_WITH_AS(input_tensor(input, *plain_model({40}).model), doctest::Contains("takes 40"), nn::ShapeError);
    CHECK_THROWS_AS(unpainted_tensor(input, *plain_model({4, 4, 2}).model), nn::ShapeError);
}

}  // namespace convscope
