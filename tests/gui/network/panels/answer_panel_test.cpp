// The end of the journey: names of the classes, softmax on scores, single values, pictures and segmentations.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>

#include "core/io/keras/h5.h"
#include "core/nn/inspect/classes.h"
#include "tests/gui/network_driver.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using namespace convscope::test;

namespace fs = std::filesystem;

namespace {

fs::path drop_answer_model(NetworkDriver& window, const nn::Model& model, const char* name = "answer.h5") {
    fs::path file = window.folder() / name;
    keras::save_h5(file, model);
    window.drop({file});
    window.settle();
    return file;
}

/// A model of 28 x 28 pictures with one convolution.
nn::Model convolution(std::int64_t filters, nn::ActivationKind activation) {
    nn::ModelBuilder builder;
    builder.input("in", {28, 28, 1});
    nn::Conv2D::Parameters conv{.filters = filters, .window = {.rows = 3, .cols = 3, .padding = nn::Padding::same}};
    conv.activation.kind = activation;
    builder.add("conv", samples::conv(conv));
    return samples::with_numbers(builder.build(), 3);
}

nn::Model dense(std::int64_t units, nn::ActivationKind activation) {
    nn::ModelBuilder builder;
    builder.input("in", {28, 28, 1});
    builder.add("flatten", samples::layer<nn::Flatten>());
    nn::Dense::Parameters parameters{.units = units};
    parameters.activation.kind = activation;
    builder.add("dense", samples::layer<nn::Dense>(parameters));
    return samples::with_numbers(builder.build(), 4);
}

}  // namespace

TEST_CASE("the class names come from the file, a data set or numbers; the choice can be undone and is kept") {
    NetworkDriver window;
    const fs::path file = drop_answer_model(window, dense(10, nn::ActivationKind::softmax));
    const std::size_t best = nn::ranked_classes(window.model(), window.now().layer(2).values).front().index;
    CHECK(window.predicted() == std::to_string(best));
    window.click("answer.labels");
    CHECK_FALSE(window.has("answer.labels.model"));  // the file has no names
    window.click("answer.labels.fashion-mnist");
    window.settle();
    CHECK(window.model().info().labels.at(9) == "Ankle boot");
    CHECK(window.text_in("journey.answer.0").find(window.model().info().labels.at(best)) != std::string::npos);
    CHECK(window.text_in("journey.answer").find("Fashion-MNIST") != std::string::npos);
    CHECK(window.shell().settings().notes_of(file).labels_source == "Fashion-MNIST");
    window.click("answer.labels");
    window.click("answer.labels.cifar-10");
    window.settle();
    CHECK(window.model().info().labels.at(6) == "frog");
    window.undo();
    window.settle();
    CHECK(window.model().info().labels.at(9) == "Ankle boot");
    window.click("answer.labels");
    window.click("answer.labels.numbers");
    window.settle();
    CHECK(window.model().info().labels.empty());
    CHECK(window.predicted() == std::to_string(best));
}

TEST_CASE("the course model's own class names can be replaced by numbers and restored") {
    NetworkDriver window;
    CHECK(window.text_in("journey.answer").find("From the file") != std::string::npos);
    window.click("answer.labels");
    window.click("answer.labels.numbers");
    window.settle();
    CHECK(window.predicted() == "9");
    window.click("answer.labels");
    window.click("answer.labels.model");
    window.settle();
    CHECK(window.predicted() == "Ankle boot");
}

TEST_CASE("a softmax can be added to scores and removed again") {
    NetworkDriver window;
    CHECK_FALSE(window.has("answer.softmax"));  // the course model gives probabilities
    drop_answer_model(window, dense(3, nn::ActivationKind::linear));
    const std::vector<float> scores = window.now().layer(2).values;
    CHECK(window.text_in("journey.answer").starts_with("Scores (logits)"));
    window.click("answer.softmax");
    window.settle();
    REQUIRE(window.model().size() == 4);
    CHECK(window.text_in("journey.answer").starts_with("Prediction"));
    double sum = 0;
    for (const float score : scores) sum += std::exp(static_cast<double>(score - scores[0]));
    CHECK(static_cast<double>(window.class_value(0)) == doctest::Approx(1 / sum));
    window.go_to(3);
    CHECK(window.has("arithmetic.softmax.0"));
    window.click("answer.softmax");
    window.settle();
    CHECK(window.model().size() == 3);
    window.undo();
    window.settle();
    CHECK(window.model().size() == 4);
}

TEST_CASE("a single output is shown as a value or a probability, without a class") {
    NetworkDriver window;
    drop_answer_model(window, dense(1, nn::ActivationKind::linear));
    const float value = window.now().layer(2).values.front();
    CHECK(window.text_in("journey.answer") ==
          "Value\n" + nn::answer_text(static_cast<double>(value), nn::AnswerUnit::score));
    drop_answer_model(window, dense(1, nn::ActivationKind::sigmoid), "sigmoid.h5");
    const float share = window.now().layer(2).values.front();
    CHECK(window.text_in("journey.answer") ==
          "Probability\n" + nn::answer_text(static_cast<double>(share), nn::AnswerUnit::probability));
    CHECK_FALSE(window.has("answer.labels"));
}

TEST_CASE(
    "an output that is a picture, even a flattened one, or a segmentation is shown as a picture without percentages") {
    for (const nn::Model& model :
         {convolution(1, nn::ActivationKind::sigmoid), convolution(3, nn::ActivationKind::linear),
          convolution(5, nn::ActivationKind::softmax), dense(784, nn::ActivationKind::sigmoid)}) {
        NetworkDriver window;
        drop_answer_model(window, model);
        const Rect picture = window.at("journey.answer.picture");
        CHECK(picture.w == doctest::Approx(picture.h));
        CHECK(picture.w > 60);
        CHECK(window.text_in("journey.answer").find('%') == std::string::npos);
        CHECK_FALSE(window.has("answer.labels"));
        CHECK_FALSE(window.has("journey.answer.0"));
    }
}
