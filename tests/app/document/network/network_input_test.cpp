// Paint on a network's input, and inputs from a data set.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <memory>

#include "app/document/document.h"
#include "app/document/network/network_commands.h"
#include "tests/support/preprocessed_input.h"

using namespace convscope;
using namespace convscope::test;

TEST_CASE("a stroke covers the picture, and erasing along the stroke leaves no paint") {
    Document document = initial_document();
    document.network.model.model =
        std::make_shared<const nn::Model>(preprocessing_model(nn::Inversion::never, {0.5F, 0.5F, 0.5F}, {-1, -1, -1}));
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

TEST_CASE("dataset_input() gives the picture with this number and its label") {
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
