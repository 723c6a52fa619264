// What goes into a network: told in words, painted over, taken from a data set.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <memory>

#include "app/document/document.h"
#include "app/document/network_commands.h"
#include "tests/support/sample_models.h"

using namespace convscope;

namespace {

Picture grey(Size size, std::uint8_t value) {
    Picture picture;
    picture.planes.emplace_back(size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()), value));
    return picture;
}

nn::Model model_with(nn::Inversion inversion, std::array<float, 3> scale, std::array<float, 3> offset) {
    nn::ModelInfo info{.name = "small", .preprocessing = {inversion, scale, offset}};
    nn::ModelBuilder builder(info);
    builder.input("input", {12, 12, 1});
    builder.add("flatten", samples::layer<nn::Flatten>());
    return builder.build();
}

/// The text with plain characters.
std::string words(const NetworkInput& input, const nn::Model& model) {
    std::string text = preprocessing_text(input, model);
    const auto replace = [&](const std::string& from, const char* to) {
        for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from))
            text.replace(at, from.size(), to);
    };
    replace("\u00a0", " ");
    replace("\u00d7", "x");
    replace("\u2212", "-");
    return text;
}

}  // namespace

TEST_CASE("the preprocessing is told in words") {
    constexpr float kByte = 1 / 255.0F;
    const nn::Model model = model_with(nn::Inversion::automatic, {kByte, kByte, kByte}, {0, 0, 0});
    NetworkInput input{.source = InputSource::file, .picture = grey({40, 60}, 200)};
    CHECK(words(input, model) == "40 x 60, inverted, fitted to 12 x 12, / 255");
    input.brightness = -100;
    CHECK(words(input, model) == "40 x 60, brightness -100, fitted to 12 x 12, / 255");
    input.brightness = 20;
    input.crop = Region{5, 5, 12, 12};
    CHECK(words(input, model_with(nn::Inversion::never, {kByte, kByte, kByte}, {0, 0, 0})) ==
          "40 x 60, cropped to 12 x 12, brightness +20, / 255");

    NetworkInput colour{.source = InputSource::file, .picture = grey({12, 12}, 10)};
    colour.picture.planes.resize(3, colour.picture.planes.front());
    CHECK(words(colour, model) == "12 x 12, made grey, / 255");
    CHECK(words(colour, model_with(nn::Inversion::always, {1, 1, 1}, {0, 0, 0})) == "12 x 12, made grey, inverted");
    constexpr float kHalf = 1 / 127.5F;
    CHECK(words(input, model_with(nn::Inversion::never, {kHalf, kHalf, kHalf}, {-1, -1, -1})) ==
          "40 x 60, cropped to 12 x 12, brightness +20, / 127.5 - 1");
    CHECK(words(input, model_with(nn::Inversion::never, {1, 2, 3}, {0, 0, 0})) ==
          "40 x 60, cropped to 12 x 12, brightness +20, each colour scaled");
}

TEST_CASE("crop and brightness do the same to bytes and to floats") {
    const nn::Model model = model_with(nn::Inversion::never, {1, 1, 1}, {0, 0, 0});
    std::vector<std::uint8_t> bytes(15 * 20);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 % 256);
    NetworkInput input{.source = InputSource::file, .crop = Region{2, 5, 12, 12}, .brightness = 30};
    input.picture.planes.emplace_back(Size{15, 20}, bytes);
    const nn::Tensor from_bytes = input_tensor(input, model);
    input.picture.planes = {Plane(Size{15, 20}, std::vector<float>(bytes.begin(), bytes.end()))};
    CHECK(input_tensor(input, model) == from_bytes);
    for (std::size_t row = 0; row < 12; ++row)
        for (std::size_t col = 0; col < 12; ++col)
            CHECK(from_bytes.values[row * 12 + col] == std::min(255, bytes[(row + 2) * 20 + col + 5] + 30));
}

TEST_CASE("a stroke covers what lies under it, and erasing it along the same way leaves nothing") {
    Document document = initial_document();
    document.network.model.model =
        std::make_shared<const nn::Model>(model_with(nn::Inversion::never, {0.5F, 0.5F, 0.5F}, {-1, -1, -1}));
    document.network.input = {.source = InputSource::file, .picture = grey({12, 12}, 100)};
    const nn::Model& model = *document.network.model.model;
    const auto unpainted = std::make_shared<const nn::Tensor>(unpainted_tensor(document.network.input, model));
    CHECK(unpainted->values[0] == 49);
    paint({{6, 6, 2, 255.0F}}, unpainted, 1).apply(document);
    const nn::Tensor painted = input_tensor(document.network.input, model);
    CHECK(painted.values[6 * 12 + 6] == 126.5F);
    CHECK(painted.values[6 * 12 + 2] == 49);
    const float edge = painted.values[6 * 12 + 8];  // 2.55 pixels from the centre, at the soft edge
    CHECK(edge >= 49);
    CHECK(edge < 126.5F);
    CHECK(document.network.is_painted());
    CHECK(unpainted_tensor(document.network.input, model) == *unpainted);
    paint({{6, 6, 2, std::nullopt}}, unpainted, 2).apply(document);
    CHECK(document.network.input.paint == nullptr);
    CHECK(input_tensor(document.network.input, model) == *unpainted);
}

TEST_CASE("a data set's picture is taken by number, with its label") {
    nn::Dataset dataset{.example = {2, 3, 1}, .labels = {7, 4}};
    for (std::uint8_t i = 0; i < 12; ++i) dataset.images.push_back(i);
    const NetworkInput input = dataset_input({"some/folder", std::make_shared<const nn::Dataset>(dataset)}, 1);
    CHECK(input.source == InputSource::dataset);
    CHECK(input.file == "some/folder");
    CHECK(input.number == 1);
    CHECK(input.label == 4);
    CHECK(input.name() == "test image 1");
    REQUIRE(input.picture.size() == Size{2, 3});
    CHECK(input.picture.planes[0].at(0, 0) == 6);
    CHECK(input.picture.planes[0].at(1, 2) == 11);
}
