// The models and the pictures of garments that are installed with the program.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "core/image/files/load.h"
#include "core/io/model_file.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/architectures.h"
#include "tests/core/nn/input/careless_drawings.h"

namespace convscope::nn {

namespace {

const std::filesystem::path kAssets = CONVSCOPE_TEST_ASSETS;

/// The name of the class's picture file: t_shirt_top.png for "T-shirt/top".
std::string file_name(std::string_view label) {
    std::string name;
    for (const char c : label)
        name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? static_cast<char>(std::tolower(c)) : '_';
    return name + ".png";
}

/// The number of the ten garments whose class the model predicts correctly.
int recognised(const Model& model) {
    Plan plan(model, 1);
    int correct = 0;
    for (std::size_t label = 0; label < kFashionLabels.size(); ++label) {
        const Picture picture = load_picture(kAssets / "garments" / file_name(kFashionLabels[label]));
        CHECK(picture.size() == Size{28, 28});
        plan.set_input(0, preprocessed(picture, model.info().preprocessing, {28, 28, 1}).values);
        plan.run();
        const auto values = plan.activation(model.outputs().front());
        if (std::ranges::max_element(values) - values.begin() == static_cast<std::ptrdiff_t>(label)) ++correct;
    }
    return correct;
}

}  // namespace

TEST_CASE("the shipped course model has the course's layers and recognises the garments") {
    const Model model = load_model(kAssets / "models/course.h5");
    CHECK(parameter_count(model) == 243'786);
    CHECK(std::ranges::equal(model.info().labels, kFashionLabels));
    CHECK(model.info().preprocessing.inversion == Inversion::automatic);
    CHECK(recognised(model) >= 9);
}

TEST_CASE("the shipped course model recognises at least 7 of 10 careless drawings, on average over five hands") {
    const Model model = load_model(kAssets / "models/course.h5");
    Plan plan(model, 1);
    int sum = 0;
    for (const test::Hand& hand : test::kHands) {
        CAPTURE(hand.name);
        int correct = 0;
        for (std::size_t label = 0; label < kFashionLabels.size(); ++label) {
            plan.set_input(0, test::careless_drawing(model, label, hand).values);
            plan.run();
            const auto values = plan.activation(model.outputs().front());
            if (std::ranges::max_element(values) - values.begin() == static_cast<std::ptrdiff_t>(label)) ++correct;
        }
        CHECK(correct >= 6);
        sum += correct;
    }
    CHECK(sum >= 7 * std::ssize(test::kHands));
}

TEST_CASE("the shipped plain model has the course's layers and recognises the garments") {
    const Model model = load_model(kAssets / "models/plain.h5");
    CHECK(parameter_count(model) == 101'770);
    CHECK(std::ranges::equal(model.info().labels, kFashionLabels));
    CHECK(recognised(model) >= 9);
}

}  // namespace convscope::nn
