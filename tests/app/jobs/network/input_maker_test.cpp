#include "app/jobs/network/input_maker.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tests/app/jobs/bell.h"
#include "tests/support/sample_models.h"

namespace convscope {

namespace {

/// A model with an input of this shape and Flatten. Its preprocessing leaves the values 0 to 255 unchanged.
std::shared_ptr<const nn::Model> model_of(const nn::Shape& shape) {
    nn::ModelBuilder builder(nn::ModelInfo{.preprocessing = {nn::Inversion::never, {1, 1, 1}, {0, 0, 0}}});
    builder.input("in", shape);
    builder.add("flatten", samples::layer<nn::Flatten>());
    return std::make_shared<const nn::Model>(builder.build());
}

nn::PictureInput picture(Size size, std::uint8_t value) {
    nn::PictureInput input;
    input.picture.planes.emplace_back(size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()), value));
    return input;
}

/// A size with too many pixels to be preprocessed at once.
constexpr Size kLarge{800, 800};
static_assert(std::int64_t{kLarge.rows} * kLarge.cols > InputMaker::kInlinePixels);

nn::SharedTensor paint(const nn::Shape& shape, std::size_t index, float value) {
    nn::Tensor tensor{
        shape, std::vector<float>(static_cast<std::size_t>(shape.count()), std::numeric_limits<float>::quiet_NaN())};
    tensor.values.at(index) = value;
    return std::make_shared<const nn::Tensor>(std::move(tensor));
}

}  // namespace

TEST_CASE("a small picture is preprocessed at once, and again only if something changes") {
    InputMaker maker([] {});
    const auto model = model_of({4, 4, 1});
    nn::PictureInput input = picture({4, 4}, 51);
    REQUIRE(maker.update(input, model));
    CHECK_FALSE(maker.busy());
    CHECK(maker.unpainted()->values == std::vector<float>(16, 51));
    CHECK(maker.painted() == maker.unpainted());
    const nn::SharedTensor before = maker.unpainted();
    CHECK(maker.update(input, model));
    CHECK(maker.unpainted() == before);
    input.brightness = 102;
    CHECK(maker.update(input, model));
    CHECK(maker.unpainted()->values == std::vector<float>(16, 153));
}

TEST_CASE("a change of the paint does not preprocess the picture again; without a change the painted tensor is kept") {
    InputMaker maker([] {});
    const auto model = model_of({4, 4, 1});
    nn::PictureInput input = picture({4, 4}, 0);
    maker.update(input, model);
    const nn::SharedTensor unpainted = maker.unpainted();
    input.paint = paint({4, 4, 1}, 5, 0.75F);
    REQUIRE(maker.update(input, model));
    CHECK(maker.unpainted() == unpainted);
    const nn::SharedTensor painted = maker.painted();
    CHECK(painted->values[5] == 0.75F);
    CHECK(painted->values[4] == 0);
    maker.update(input, model);
    CHECK(maker.painted() == painted);
    input.paint.reset();
    maker.update(input, model);
    CHECK(maker.painted() == unpainted);
}

TEST_CASE("while a large picture is preprocessed, the tensors of the previous picture stay") {
    Bell bell;
    InputMaker maker(bell.ringer());
    const auto model = model_of({4, 4, 1});
    maker.update(picture({4, 4}, 0), model);
    const nn::PictureInput large = picture(kLarge, 255);
    REQUIRE(maker.update(large, model));
    CHECK(maker.busy());
    CHECK(maker.painted()->values == std::vector<float>(16, 0));
    bell.wait();
    CHECK(maker.finished());
    REQUIRE(maker.update(large, model));
    CHECK_FALSE(maker.busy());
    REQUIRE(maker.painted()->values.size() == 16);
    // The picture is reduced by means over areas, which are rounded.
    for (const float value : maker.painted()->values) CHECK(value == doctest::Approx(255).epsilon(1e-5));
}

TEST_CASE("update() is false until the tensors belong to its model, even if models change while a job runs") {
    Bell bell;
    InputMaker maker(bell.ringer());
    const auto first = model_of({4, 4, 1}), second = model_of({3, 3, 1});
    const nn::PictureInput large = picture(kLarge, 255);
    CHECK_FALSE(maker.update(large, first));
    bell.wait(1);
    REQUIRE(maker.update(large, first));
    CHECK_FALSE(maker.update(large, second));
    bell.wait(2);
    // The job made the second model's input; now the first model is requested again.
    CHECK_FALSE(maker.update(large, first));
    bell.wait(3);
    REQUIRE(maker.update(large, first));
    CHECK(maker.painted()->shape == nn::Shape{4, 4, 1});
    // A model with the same input needs no new tensor.
    const nn::SharedTensor tensor = maker.unpainted();
    CHECK(maker.update(large, model_of({4, 4, 1})));
    CHECK(maker.unpainted() == tensor);
}

TEST_CASE("a model that cannot take a picture gives a problem instead of tensors") {
    InputMaker maker([] {});
    const nn::PictureInput input = picture({4, 4}, 0);
    REQUIRE(maker.update(input, model_of({20})));
    CHECK(maker.problem() == "has the shape 20, which is not a picture of one or three channels");
    CHECK(maker.unpainted() == nullptr);
    CHECK(maker.painted() == nullptr);
    REQUIRE(maker.update(input, model_of({4, 4, 1})));
    CHECK(maker.problem().empty());
    CHECK(maker.painted() != nullptr);
}

}  // namespace convscope
