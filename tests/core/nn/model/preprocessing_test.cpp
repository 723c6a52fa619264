#include "core/nn/model/preprocessing.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/nn/model/layer.h"

namespace convscope::nn {

namespace {

Picture grey(Size size, std::vector<std::uint8_t> values) {
    return {{Plane(size, std::move(values))}};
}

/// A grey picture whose pixels all have this value.
Picture plain(Size size, std::uint8_t value) {
    return grey(size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()), value));
}

}  // namespace

TEST_CASE("a picture of the input's size keeps every pixel, divided by 255") {
    const Tensor input = preprocessed(grey({2, 2}, {0, 51, 102, 255}), {}, {2, 2, 1});
    CHECK(input.shape == Shape{2, 2, 1});
    CHECK(input.values == std::vector<float>{0, 51 * (1 / 255.F), 102 * (1 / 255.F), 1});
}

TEST_CASE("automatic inversion inverts pictures with a light border; always and never do not depend on it") {
    Preprocessing preprocessing{.inversion = Inversion::automatic, .scale = {1, 1, 1}};
    Picture dark = plain({4, 4}, 10), light = plain({4, 4}, 240);
    CHECK(preprocessed(dark, preprocessing, {4, 4, 1}).values[5] == 10);
    CHECK(preprocessed(light, preprocessing, {4, 4, 1}).values[5] == 15);
    preprocessing.inversion = Inversion::always;
    CHECK(preprocessed(dark, preprocessing, {4, 4, 1}).values[5] == 245);
    preprocessing.inversion = Inversion::never;
    CHECK(preprocessed(light, preprocessing, {4, 4, 1}).values[5] == 240);
}

TEST_CASE(
    "a picture that is not of the input's size is fitted without distortion, centred, and surrounded by its border's "
    "mean") {
    const Preprocessing raw{.scale = {1, 1, 1}};
    // 8 x 4 in 4 x 4: the picture is two columns wide, with one column of border on either side.
    Picture tall = plain({8, 4}, 100);
    const Tensor input = preprocessed(tall, raw, {4, 4, 1});
    for (const float value : input.values) CHECK(value == doctest::Approx(100));

    std::vector<std::uint8_t> values(8 * 4, 0);
    for (int r = 2; r < 6; ++r)
        for (int c = 1; c < 3; ++c) values[static_cast<std::size_t>(r * 4 + c)] = 200;
    const Tensor fitted = preprocessed(grey({8, 4}, values), raw, {4, 4, 1});
    for (std::int64_t row = 0; row < 4; ++row) {
        CHECK(fitted.values[static_cast<std::size_t>(row * 4)] == 0);
        CHECK(fitted.values[static_cast<std::size_t>(row * 4 + 3)] == 0);
        // The mean of a 2 x 2 block of the picture, half of which is 200 in rows 1 and 2.
        const float expected = row == 1 || row == 2 ? 100 : 0;
        CHECK(fitted.values[static_cast<std::size_t>(row * 4 + 1)] == doctest::Approx(expected));
    }
    CHECK(preprocessed(plain({1, 1}, 77), raw, {28, 28, 1}).values[400] == doctest::Approx(77));
}

TEST_CASE("a colour picture fills three channels, each with its scale and offset, or one grey channel") {
    Picture colour{{Plane({1, 1}, std::vector<std::uint8_t>{255}), Plane({1, 1}, std::vector<std::uint8_t>{100}),
                    Plane({1, 1}, std::vector<std::uint8_t>{0})}};
    const Preprocessing preprocessing{.scale = {1, 2, 3}, .offset = {0, -1, 5}};
    CHECK(preprocessed(colour, preprocessing, {1, 1, 3}).values == std::vector<float>{255, 199, 5});
    CHECK(preprocessed(colour, {.scale = {1, 1, 1}}, {1, 1, 1}).values == std::vector<float>{135});  // Rec. 601
    CHECK(preprocessed(plain({1, 1}, 9), {.scale = {1, 1, 1}}, {1, 1, 3}).values == std::vector<float>{9, 9, 9});
}

TEST_CASE("an input shape that no picture can have throws ShapeError") {
    CHECK_THROWS_WITH_AS(preprocessed(plain({2, 2}, 0), {}, {783}), doctest::Contains("783, which is not a picture"),
                         ShapeError);
    CHECK_THROWS_AS(preprocessed(plain({2, 2}, 0), {}, {4, 4, 2}), ShapeError);
}

TEST_CASE("each named range sets its scale and offset; BGR swaps red and blue") {
    Picture colour;
    for (const std::uint8_t value : {255, 100, 0})
        colour.planes.emplace_back(Size{1, 1}, std::vector<std::uint8_t>{value});
    const auto values = [&](const Preprocessing& preprocessing) {
        return preprocessed(colour, preprocessing, {1, 1, 3}).values;
    };
    CHECK(values(with_range({}, InputRange::bytes)) == std::vector<float>{255, 100, 0});
    const std::vector<float> balanced = values(with_range({}, InputRange::balanced));
    CHECK(balanced[0] == doctest::Approx(1));
    CHECK(balanced[1] == doctest::Approx(100 / 127.5 - 1));
    CHECK(balanced[2] == -1);
    const std::vector<float> imagenet = values(with_range({}, InputRange::imagenet));
    CHECK(imagenet[0] == doctest::Approx((1 - 0.485) / 0.229));
    CHECK(imagenet[1] == doctest::Approx((100 / 255.0 - 0.456) / 0.224));
    CHECK(imagenet[2] == doctest::Approx(-0.406 / 0.225));
    // In the order BGR every colour keeps its own mean.
    CHECK(values({.order = ColourOrder::bgr}) == std::vector<float>{0, 100 * (1 / 255.F), 1});
    Preprocessing imagenet_bgr = with_range({}, InputRange::imagenet);
    imagenet_bgr.order = ColourOrder::bgr;
    CHECK(values(imagenet_bgr) == std::vector<float>{imagenet[2], imagenet[1], imagenet[0]});
    CHECK(imagenet_bgr.colour(0) == 2);
    CHECK(imagenet_bgr.colour(5) == 0);

    for (std::size_t i = 0; i < kInputRangeNames.size(); ++i) {
        const auto range = static_cast<InputRange>(i);
        Preprocessing preprocessing{.inversion = Inversion::always, .order = ColourOrder::bgr};
        preprocessing = with_range(preprocessing, range);
        CHECK(preprocessing.inversion == Inversion::always);
        CHECK(preprocessing.order == ColourOrder::bgr);
        CHECK(range_of(preprocessing) == range);
    }
    CHECK(range_of({.scale = {1, 1, 2}}) == std::nullopt);
}

TEST_CASE("the ranges of MNIST, Fashion-MNIST, CIFAR-10 and Caffe have their published statistics") {
    Picture colour;
    for (const std::uint8_t value : {255, 100, 0})
        colour.planes.emplace_back(Size{1, 1}, std::vector<std::uint8_t>{value});
    const auto grey_value = [](InputRange range, std::uint8_t value) {
        return preprocessed(plain({1, 1}, value), with_range({}, range), {1, 1, 1}).values[0];
    };
    CHECK(grey_value(InputRange::mnist, 0) == doctest::Approx(-0.1307 / 0.3081));
    CHECK(grey_value(InputRange::mnist, 255) == doctest::Approx((1 - 0.1307) / 0.3081));
    CHECK(grey_value(InputRange::fashion_mnist, 51) == doctest::Approx((0.2 - 0.2860) / 0.3530));
    CHECK(grey_value(InputRange::half, 0) == -0.5F);
    CHECK(grey_value(InputRange::half, 255) == doctest::Approx(0.5));
    CHECK(grey_value(InputRange::negative, 0) == 1);
    CHECK(grey_value(InputRange::negative, 255) == doctest::Approx(0));
    const Preprocessing cifar = with_range({}, InputRange::cifar10), caffe = with_range({}, InputRange::caffe);
    const std::vector<float> of_cifar = preprocessed(colour, cifar, {1, 1, 3}).values;
    CHECK(of_cifar[0] == doctest::Approx((1 - 0.4914) / 0.2470));
    CHECK(of_cifar[1] == doctest::Approx((100 / 255.0 - 0.4822) / 0.2435));
    CHECK(of_cifar[2] == doctest::Approx(-0.4465 / 0.2616));
    // Blue comes first.
    const std::vector<float> of_caffe = preprocessed(colour, caffe, {1, 1, 3}).values;
    CHECK(of_caffe[0] == doctest::Approx(-103.939));
    CHECK(of_caffe[1] == doctest::Approx(100 - 116.779));
    CHECK(of_caffe[2] == doctest::Approx(255 - 123.68));
}

TEST_CASE("Caffe's range sets blue first and the next range red first; an order that the user set is kept") {
    const Preprocessing caffe = with_range({}, InputRange::caffe);
    CHECK(caffe.order == ColourOrder::bgr);
    CHECK(with_range(caffe, InputRange::unit) == Preprocessing{});
    const Preprocessing chosen{.order = ColourOrder::bgr};
    CHECK(with_range(chosen, InputRange::bytes).order == ColourOrder::bgr);
    Preprocessing red_first = caffe;
    red_first.order = ColourOrder::rgb;
    CHECK(range_of(red_first) == InputRange::caffe);
}

TEST_CASE("any mean and deviation become scale and offset, and can be computed back") {
    const Preprocessing free = with_statistics({.inversion = Inversion::always}, {0.25, 0.5, 0.75}, {0.5, 0.25, -1});
    CHECK(free.inversion == Inversion::always);
    CHECK(free.scale[0] == doctest::Approx(1 / (255 * 0.5)));
    CHECK(free.offset[0] == doctest::Approx(-0.5));
    CHECK(free.offset[1] == doctest::Approx(-2));
    CHECK(range_of(free) == std::nullopt);
    CHECK(mean_of(free, 2) == doctest::Approx(0.75));
    CHECK(deviation_of(free, 2) == doctest::Approx(-1));
    CHECK(range_of(with_statistics({}, {0.1307, 0.1307, 0.1307}, {0.3081, 0.3081, 0.3081})) == InputRange::mnist);
}

TEST_CASE("ranges for three channels are not offered for grey inputs") {
    CHECK(std::ranges::count(ranges_for(1), InputRange::imagenet) == 0);
    CHECK(ranges_for(1).size() + 3 == kInputChoices.size());
    CHECK(ranges_for(3).size() == kInputChoices.size());
    CHECK(ranges_for(3).front() == InputRange::unit);
}

TEST_CASE("the order of colours does not change a grey input") {
    Picture colour;
    for (const std::uint8_t value : {200, 100, 0})
        colour.planes.emplace_back(Size{1, 1}, std::vector<std::uint8_t>{value});
    const Preprocessing one{.scale = {1, 2, 3}};
    Preprocessing other = one;
    other.order = ColourOrder::bgr;
    CHECK(preprocessed(colour, one, {1, 1, 1}) == preprocessed(colour, other, {1, 1, 1}));
}

}  // namespace convscope::nn
