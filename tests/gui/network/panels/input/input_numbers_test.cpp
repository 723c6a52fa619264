// Models that take numbers instead of a picture, in the real window: the sources of the numbers, one value that is
// changed, several inputs, and the switch between a picture and numbers.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/document/session.h"
#include "core/io/keras/h5.h"
#include "core/io/npy/npy.h"
#include "core/nn/input/feed.h"
#include "tests/gui/network_driver.h"
#include "tests/support/two_inputs.h"

using namespace convscope;
using namespace convscope::test;

namespace fs = std::filesystem;

namespace {

/// A model that computes a 28 x 28 picture from 100 numbers.
nn::Model generator() {
    nn::ModelBuilder builder;
    builder.input("latent", {100});
    builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 49}));
    builder.add("small", samples::layer<nn::Reshape>(nn::Shape{7, 7, 1}));
    builder.add("up", samples::layer<nn::UpSampling2D>(
                          nn::UpSampling2D::Parameters{4, 4, nn::UpSampling2D::Interpolation::nearest}));
    nn::Conv2D::Parameters conv{.filters = 1, .window = {.rows = 3, .cols = 3, .padding = nn::Padding::same}};
    conv.activation.kind = nn::ActivationKind::tanh;
    builder.add("picture", samples::conv(conv));
    return samples::with_numbers(builder.build(), 11);
}

fs::path drop_numbers_model(NetworkDriver& window, const nn::Model& model, const char* name = "numbers.h5") {
    fs::path file = window.folder() / name;
    keras::save_h5(file, model);
    window.drop({file});
    window.settle();
    return file;
}

/// Checks the input's values, and compares all layers with a new plan.
void check_numbers(NetworkDriver& window, const std::vector<float>& values) {
    REQUIRE(window.input_values() == values);
    nn::Plan plan(window.model(), 1);
    plan.set_input(0, values);
    plan.run();
    for (int node = 0; node < window.model().size(); ++node)
        CHECK(std::ranges::equal(window.now().layer(node).values, plan.activation(node)));
}

}  // namespace

TEST_CASE("a model that makes pictures from numbers gets random numbers, and every layer and value can be shown") {
    NetworkDriver window(1280, kTallWindow);
    drop_numbers_model(window, generator());
    REQUIRE_FALSE(window.has("layers.message"));
    check_numbers(window, nn::normal_numbers(1, 100));
    CHECK(window.text_in("input.feed").find("seed 1") != std::string::npos);
    CHECK_FALSE(window.has("input.picture"));
    CHECK_FALSE(window.has("input.sample.ankle_boot"));
    CHECK(window.has("journey.answer.picture"));
    CHECK(window.text_in("journey.answer").find('%') == std::string::npos);
    for (int node = 0; node < window.model().size(); ++node) {
        window.go_to(node);
        CHECK_FALSE(window.workspace().arithmetic().sentences().empty());
    }
    window.go_to(*window.model().find("dense"));
    CHECK(window.has("weights.unit"));
    window.key(GLFW_KEY_S);
    window.frames(2);
    CHECK(window.text_in("table").find("dense") != std::string::npos);
    for (const int key : {GLFW_KEY_G, GLFW_KEY_B}) {
        window.key(key);
        window.settle();
    }
    CHECK(window.workspace().pages().models.verdict().find("takes numbers") != std::string::npos);
}

TEST_CASE("seed, zeros, a typed row and a changed value become the input, each as one step of undo") {
    NetworkDriver window(1280, kTallWindow);
    drop_numbers_model(window, samples::classifier({3}, 4));
    check_numbers(window, nn::normal_numbers(1, 3));
    window.click("input.seed.next");
    window.settle();
    check_numbers(window, nn::normal_numbers(2, 3));
    window.click("input.random");
    window.settle();
    check_numbers(window, nn::normal_numbers(3, 3));
    window.click("input.zeros");
    window.settle();
    check_numbers(window, {0, 0, 0});
    CHECK_FALSE(window.has("input.seed"));
    window.click("input.numbers");
    window.type("0.5, -1, 2e-1");
    window.key(GLFW_KEY_ENTER);
    window.settle();
    check_numbers(window, {0.5F, -1, 0.2F});
    window.click("input.value.index");
    window.type("2");
    window.key(GLFW_KEY_ENTER);
    window.click("input.value");
    window.type("7");
    window.key(GLFW_KEY_ENTER);
    window.settle();
    check_numbers(window, {0.5F, -1, 7});
    window.undo();
    window.settle();
    check_numbers(window, {0.5F, -1, 0.2F});
    window.undo();
    window.settle();
    check_numbers(window, {0, 0, 0});
    // A row of another length is refused and changes nothing.
    window.click("input.numbers");
    window.type("1 2");
    window.key(GLFW_KEY_ENTER);
    window.settle();
    CHECK(window.last_notice().find("give 3 numbers for input \"in\"") != std::string::npos);
    check_numbers(window, {0, 0, 0});
}

TEST_CASE("numbers can be pasted or dropped, the examples can be stepped through, and a session keeps them") {
    NetworkDriver window(1280, kTallWindow);
    drop_numbers_model(window, samples::classifier({3}, 4));
    window.shell().window().set_clipboard("0,25\t-1,5\t3");
    window.click("input.paste");
    window.settle();
    check_numbers(window, {0.25F, -1.5F, 3});
    save_npy(window.folder() / "two.npy", NpyArray{{2, 3}, {1, 2, 3, 4, 5, 6}});
    window.drop({window.folder() / "two.npy"});
    window.settle();
    check_numbers(window, {1, 2, 3});
    window.click("input.example.next");
    window.settle();
    check_numbers(window, {4, 5, 6});
    const fs::path session = window.folder() / "s.json";
    save_session(session, window.document());
    window.click("input.zeros");
    window.settle();
    window.drop({session});
    window.settle();
    check_numbers(window, {4, 5, 6});
    CHECK(window.text_in("input.feed") == "From two.npy, example 2 of 2.");
}

TEST_CASE("each input of a model has its own source, and the input for the picture keeps it") {
    NetworkDriver window(1280, kTallWindow);
    drop_numbers_model(window, samples::two_inputs());
    CHECK(window.has("input.picture"));
    CHECK(window.now().layer(*window.model().find("side")).values == std::vector<float>{0, 0, 0, 0});
    const std::vector<float> picture = window.input_values();
    window.click("input.select.side");
    window.settle();
    CHECK_FALSE(window.has("input.picture"));
    window.click("input.numbers");
    window.type("1,2,3,4");
    window.key(GLFW_KEY_ENTER);
    window.settle();
    CHECK(window.now().layer(*window.model().find("side")).values == std::vector<float>{1, 2, 3, 4});
    CHECK(window.input_values() == picture);
    nn::Plan plan(window.model(), 1);
    plan.set_input(0, picture);
    plan.set_input(1, std::vector<float>{1, 2, 3, 4});
    plan.run();
    CHECK(std::ranges::equal(window.now().layer(*window.model().find("dense")).values,
                             plan.activation(*window.model().find("dense"))));
    window.click("input.select.picture");
    window.settle();
    CHECK(window.has("input.picture"));
}

TEST_CASE("the user switches a flattened input between a picture and numbers, and the choice is kept for the file") {
    NetworkDriver window(1280, kTallWindow);
    const fs::path file = drop_numbers_model(window, samples::classifier({64}, 10));
    CHECK(window.input_shape() == nn::Shape{8, 8, 1});
    window.click("input.as.numbers");
    window.settle();
    CHECK(window.input_shape() == nn::Shape{64});
    check_numbers(window, nn::normal_numbers(1, 64));
    CHECK(window.shell().settings().notes_of(file).takes_numbers);
    window.undo();
    window.settle();
    CHECK(window.input_shape() == nn::Shape{8, 8, 1});
    CHECK(window.has("input.picture"));
}

TEST_CASE("an image of two channels and a sequence are shown as maps and rows") {
    NetworkDriver window(1280, kTallWindow);
    drop_numbers_model(window, samples::classifier({28, 28, 2}, 3), "two.h5");
    CHECK(window.has("input.values.1"));
    check_numbers(window, nn::normal_numbers(1, 28 * 28 * 2));
    const Rect tile = window.at("input.values.1");
    window.move(tile.x + tile.w * (4.5F / 28), tile.y + tile.h * (3.5F / 28));
    window.frames(2);
    CHECK(window.text_in("input.reading").starts_with("Row 3, column 4, channel 1: "));
    drop_numbers_model(window, samples::classifier({40, 2}, 3), "series.h5");
    check_numbers(window, nn::normal_numbers(1, 80));
    window.go_to(0);
    window.key(GLFW_KEY_E);
    window.settle();
    const std::vector<HeatMap>& maps = window.workspace().pages().map.maps();
    REQUIRE_FALSE(maps.empty());
    CHECK(maps.front().map.size == Size{40, 2});
}
