// The page of two models in the real window: answers, parameters, multiply-adds and accuracies equal the engine's.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

#include "core/io/model_file.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/train/evaluate.h"
#include "tests/gui/network_driver.h"
#include "tests/support/idx_files.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using convscope::test::fresh_trace;
using convscope::test::NetworkDriver;
using convscope::test::same_values;

namespace {

const ModelsPage& page_of(NetworkDriver& driver) {
    return driver.workspace().pages().models;
}

const OpenModel& other_of(NetworkDriver& driver) {
    return driver.document().network_view.other;
}

void check_side(NetworkDriver& driver, std::size_t side, const OpenModel& open) {
    const nn::Model& model = *open.model;
    const nn::Trace expected = fresh_trace(model, driver.document().network.input);
    CHECK(page_of(driver).side(side).name == open.name());
    CHECK(same_values(page_of(driver).side(side).answer, expected.layer(model.outputs().front()).values));
    const nn::Summary summary = nn::summarise(model);
    CHECK(page_of(driver).facts(side).parameters == nn::with_commas(summary.parameters));
    CHECK(page_of(driver).facts(side).work == nn::with_commas(summary.multiply_adds));
}

nn::Model model_that_says(std::size_t index) {
    nn::ModelInfo info{.name = "stubborn"};
    nn::ModelBuilder builder(info);
    builder.input("input_1", {28, 28, 1});
    builder.add("flatten", samples::layer<nn::Flatten>());
    builder.add("dense",
                samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 10, .activation = samples::kSoftmax}));
    nn::Tensor bias{{10}, std::vector<float>(10, 0)};
    bias.values[index] = 4;
    return builder.build().with_weight(2, 1, std::make_shared<const nn::Tensor>(std::move(bias)));
}

}  // namespace

TEST_CASE("the course model is compared with the plain network in answers, parameters, multiply-adds and accuracies") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_B);
    REQUIRE(driver.document().network_view.page == NetworkPage::models);
    CHECK(other_of(driver).name() == "plain");
    check_side(driver, 0, driver.document().network.model);
    check_side(driver, 1, other_of(driver));
    CHECK(page_of(driver).side(0).accuracy == "92.11 %");
    CHECK(page_of(driver).side(1).accuracy == "89.34 %");
    CHECK(page_of(driver).side(0).accuracy_note == "on the 10,000 test images");
    CHECK(page_of(driver).verdict().starts_with("Both say Ankle boot ("));
    CHECK_FALSE(driver.has("models.measure"));
    // Each class has a row for both models: two bars at the same height and of the same width.
    for (int i = 0; i < 10; ++i) {
        const Rect first = driver.at(fmt::format("models.first.class.{}", i));
        const Rect second = driver.at(fmt::format("models.second.class.{}", i));
        CHECK(first.y == second.y);
        CHECK(first.w == second.w);
        CHECK(first.right() < second.x);
    }
}

TEST_CASE("if two models disagree, the verdict names both answers") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_B);
    const auto file = driver.folder() / "stubborn.h5";
    save_model(file, model_that_says(7));
    driver.drop({file});
    CHECK(other_of(driver).name() == "plain");
    check_side(driver, 0, driver.document().network.model);
    check_side(driver, 1, other_of(driver));
    const double sum = 9 + std::exp(4.0);
    CHECK(page_of(driver).verdict().starts_with(
        fmt::format("stubborn.h5 says Sneaker ({:.1f} %), plain says Ankle boot (", 100 * std::exp(4.0) / sum)));
    CHECK(page_of(driver).side(0).accuracy_note == "unknown without the data set");
}

TEST_CASE("the second model can be a shipped one or the one that was open before") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_B);
    driver.click("models.second");
    CHECK_FALSE(driver.has("models.second.before"));
    driver.click("models.second.course");
    CHECK(other_of(driver).name() == "course");
    CHECK(other_of(driver).model != driver.document().network.model.model);
    check_side(driver, 1, other_of(driver));
    for (const std::size_t index : {std::size_t{2}, std::size_t{3}}) {
        const auto file = driver.folder() / fmt::format("says_{}.h5", index);
        save_model(file, model_that_says(index));
        driver.drop({file});
    }
    CHECK(driver.document().network.model.name() == "says_3.h5");
    driver.click("models.second");
    driver.click("models.second.before");
    CHECK(other_of(driver).name() == "says_2.h5");
    check_side(driver, 0, driver.document().network.model);
    check_side(driver, 1, other_of(driver));
}

TEST_CASE("with the data set both accuracies can be measured") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_B);
    driver.drop({samples::write_test_images(driver.folder(), 300)});
    const nn::Dataset& dataset = *driver.workspace().dataset().data;
    REQUIRE(dataset.size() == 300);
    driver.click("models.measure");
    const nn::Model* models[] = {driver.document().network.model.model.get(), other_of(driver).model.get()};
    for (std::size_t side = 0; side < 2; ++side) {
        const double accuracy = nn::evaluate(*models[side], dataset).sum.accuracy();
        CHECK(page_of(driver).side(side).accuracy == fmt::format("{:.2f} %", 100 * accuracy));
        CHECK(page_of(driver).side(side).accuracy_note == "measured on 300 test images");
    }
}

TEST_CASE("a model with another input size gets the same picture") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_B);
    const auto file = driver.folder() / "small.h5";
    save_model(file, samples::small_course());
    driver.drop({file});
    REQUIRE(driver.model().node(0).shape == nn::Shape{12, 12, 1});
    check_side(driver, 0, driver.document().network.model);
    check_side(driver, 1, other_of(driver));
    // Rows of classes that a model does not have are empty.
    CHECK(driver.has("models.first.class.2"));
    CHECK_FALSE(driver.has("models.first.class.3"));
    CHECK(driver.has("models.second.class.9"));
}
