// The user's own models in the real window: their preprocessing and their labels.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <filesystem>

#include "app/document/session.h"
#include "core/nn/train/architectures.h"
#include "tests/gui/network_driver.h"
#include "tests/gui/shell/foreign_models.h"
#include "tests/support/sample_models.h"
#include "tests/support/sample_pictures.h"

using namespace convscope;
using namespace convscope::test;

namespace fs = std::filesystem;

namespace {

nn::InputRange range_of(const NetworkDriver& window) {
    return nn::range_of(window.model().info().preprocessing).value();
}

}  // namespace

TEST_CASE("a guessed preprocessing is shown as a guess, and the user can change it and undo the change") {
    NetworkDriver window(1280, kTallWindow);
    window.drop({foreign_model(window)});
    window.settle();
    CHECK(range_of(window) == nn::InputRange::unit);
    CHECK(window.model().info().preprocessing.inversion == nn::Inversion::automatic);
    CHECK_FALSE(window.model().info().preprocessing_known);
    CHECK(window.has("input.origin_of_range"));
    CHECK(window.predicted() == "9");

    window.go_to(3);
    window.click("input.range");
    CHECK_FALSE(window.has("input.range.imagenet"));  // this range is for colour inputs only
    window.click("input.range.0..255");
    window.settle();
    CHECK(range_of(window) == nn::InputRange::bytes);
    CHECK(window.layers().layer == 3);
    CHECK(*std::ranges::max_element(window.input_values()) > 200);
    window.check_results();
    CHECK(window.shell().history().undo_label() == "change of the preprocessing");
    window.undo();
    window.settle();
    CHECK(range_of(window) == nn::InputRange::unit);
    CHECK(window.layers().layer == 3);
    window.check_results();
}

TEST_CASE("preprocessing and labels that the user chooses are saved for the model's file and can be undone") {
    NetworkDriver window(1280, kTallWindow);
    const fs::path file = foreign_model(window);
    window.drop({file});
    window.settle();
    window.click("input.range");
    window.click("input.range.-1..1");
    window.settle();
    window.click("input.inversion.always");
    window.settle();
    window.drop({text_file(window, "labels.txt", labels(10))});
    window.settle();
    const ModelNotes notes = window.network().model.notes;
    REQUIRE(notes.preprocessing);
    CHECK(notes.preprocessing->inversion == nn::Inversion::always);
    CHECK(window.shell().settings().notes_of(file) == notes);

    // Opens another model, then the first model again.
    window.drop({fs::path(CONVSCOPE_TEST_ASSETS) / "models/plain.h5"});
    window.settle();
    CHECK(range_of(window) == nn::InputRange::unit);
    CHECK(window.predicted() == "Ankle boot");
    window.drop({file});
    window.settle();
    CHECK(window.network().model.notes == notes);
    CHECK(range_of(window) == nn::InputRange::balanced);
    CHECK(window.predicted().starts_with("thing "));
    std::string problem;
    CHECK(load_user_settings(window.folder() / "config", problem).notes_of(file) == notes);

    // Undoes both openings, the labels, the inversion and the range.
    for (int i = 0; i < 5; ++i) window.undo();
    window.settle();
    CHECK(window.network().model.file == file);
    CHECK(window.network().model.notes.empty());
    CHECK(window.shell().settings().notes_of(file).empty());
}

TEST_CASE(
    "a colour model's range and order of colours can be chosen, and the window shows the picture in its own colours") {
    NetworkDriver window(1280, kTallWindow);
    nn::ModelBuilder builder;
    builder.input("input", {8, 8, 3});
    builder.add("conv", samples::conv({.filters = 2, .window = {.rows = 3, .cols = 3}}));
    builder.add("flatten", samples::layer<nn::Flatten>());
    builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 2}));
    const fs::path file = window.folder() / "colour.h5";
    keras::save_h5(file, samples::with_numbers(builder.build(), 3));
    Bytes pixels;
    for (int i = 0; i < 64; ++i) put(pixels, i % 8 < 4 ? Bytes{200, 40, 0} : Bytes{0, 80, 250});
    const Bytes png = samples::png(8, 8, 3, pixels);
    const fs::path picture = text_file(window, "flag.png", std::string(png.begin(), png.end()));
    window.drop({file});
    window.settle();
    window.drop({picture});
    window.settle();
    window.click("input.range");
    window.click("input.range.imagenet");
    window.settle();
    CHECK(window.input_values()[0] == doctest::Approx((200 / 255.0 - 0.485) / 0.229));
    window.click("input.order.bgr");
    window.settle();
    CHECK(window.model().info().preprocessing.order == nn::ColourOrder::bgr);
    CHECK(window.input_values()[2] == doctest::Approx((200 / 255.0 - 0.485) / 0.229));
    CHECK(window.input_values()[0] == doctest::Approx(-0.406 / 0.225));
    window.check_results();
    window.move(1, 1);
    const ImVec2 left = window.pixel_of(1, 1);
    CHECK(window.pixel(left.x, left.y) == 0xC82800);
    window.undo();
    window.settle();
    CHECK(window.model().info().preprocessing.order == nn::ColourOrder::rgb);
}

TEST_CASE("labels from a file are shown at once and can be undone; labels that do not fit are refused with a message") {
    NetworkDriver window(1280, kTallWindow);
    const std::vector<std::string> own = window.model().info().labels;
    window.drop({text_file(window, "labels.txt", labels(10))});
    window.settle();
    CHECK(window.predicted() == "thing 9");
    CHECK(window.shell().history().undo_label() == "opening of labels.txt");
    window.undo();
    window.settle();
    CHECK(window.predicted() == "Ankle boot");
    const fs::path few = text_file(window, "few.txt", labels(9));
    window.drop({few});
    window.settle();
    CHECK(window.last_notice() ==
          few.string() + ": holds 9 labels, but the model has 10 classes; give one label per class.");
    CHECK(window.model().info().labels == own);
    const fs::path damaged = text_file(window, "damaged.json", "[\"a\", ");
    window.drop({damaged});
    window.settle();
    CHECK(window.last_notice().starts_with(damaged.string() + ": is not valid JSON"));
}

TEST_CASE("a model without softmax shows scores, in every place that shows an answer") {
    NetworkDriver window(1280, kTallWindow);
    // The course model without its last activation: the same weights, logits instead of probabilities.
    const nn::Model course = shipped_course();
    nn::ModelBuilder builder;
    for (int node = 0; node < course.size(); ++node) {
        const nn::Node& n = course.node(node);
        nn::SharedLayer layer = n.layer;
        if (node == course.outputs().front()) layer = samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 10});
        if (n.inputs.empty())
            builder.input(n.name, n.shape);
        else
            builder.add(n.name, layer, n.inputs, n.weights);
    }
    const fs::path file = window.folder() / "scores.h5";
    keras::save_h5(file, builder.build().with_info(course.info()));
    window.drop({file});
    window.settle();
    CHECK(nn::answer_unit(window.model()) == nn::AnswerUnit::score);
    const std::vector<float>& scores = window.now().layer(window.model().outputs().front()).values;
    const float best = *std::ranges::max_element(scores);
    REQUIRE(best > 1.5F);  // as a percentage it would be more than 150 %
    const std::string text = nn::answer_text(static_cast<double>(best), nn::AnswerUnit::score);
    for (const char* place : {"journey.answer"}) {
        const std::string shown = window.text_in(place);
        CHECK(shown.starts_with("Scores (logits), right\n" + text + "\nAnkle boot\n"));
        CHECK(shown.find('%') == std::string::npos);
    }
    window.key(GLFW_KEY_B);
    window.settle();
    CHECK(window.shell().workspace<NetworkWorkspace>().pages().models.verdict().find("(" + text + " and ") !=
          std::string::npos);
    CHECK(window.text_in("models.first.class.9") == text);
    CHECK(window.text_in("models.second.class.9").ends_with(" %"));
    window.key(GLFW_KEY_G);
    window.settle();
    CHECK(window.text_in("figure.answer.0").find('%') == std::string::npos);
}

TEST_CASE("labels without a model are refused with a message") {
    Driver driver;
    const fs::path file = text_file(driver, "labels.txt", labels(3));
    driver.drop({file});
    driver.settle();
    CHECK(driver.last_notice() == file.string() +
                                      ": holds 3 labels, but no model is open; open the model that they belong to "
                                      "first.");
}

TEST_CASE("the input that takes the picture is chosen automatically, and the user can choose another") {
    NetworkDriver window(1280, kTallWindow);
    nn::ModelBuilder builder;
    const int side = builder.input("side", {4});
    const int left = builder.input("left", {6, 6, 1});
    const int right = builder.input("right", {7, 7, 1});
    const int a = builder.add("flat_a", samples::layer<nn::Flatten>(), {left});
    const int b = builder.add("flat_b", samples::layer<nn::Flatten>(), {right});
    const int joined = builder.add("joined", samples::layer<nn::Concatenate>(-1), {side, a, b});
    builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 3}), {joined});
    const fs::path file = window.folder() / "many.h5";
    keras::save_h5(file, samples::with_numbers(builder.build(), 3));
    window.drop({file});
    window.settle();
    CHECK(window.input_shape() == nn::Shape{6, 6, 1});
    CHECK(window.has("input.others"));
    window.check_results();
    window.click("input.into");
    CHECK_FALSE(window.has("input.into.side"));
    window.click("input.into.right");
    window.settle();
    CHECK(window.input_shape() == nn::Shape{7, 7, 1});
    window.check_results();
    CHECK(window.shell().settings().notes_of(file).picture_input == "right");
    window.undo();
    window.settle();
    CHECK(window.input_shape() == nn::Shape{6, 6, 1});
}

TEST_CASE(
    "the window does not stall while the brightness of a large photograph is dragged, and the final values are exact") {
    NetworkDriver window(1280, kTallWindow);
    // 3000 x 2000, coloured, with a border that is neither light nor dark.
    std::vector<std::uint8_t> values(std::size_t{3000} * 2000 * 3);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>((i * 7 + i / 9000 * 3) % 200);
    const Bytes png = samples::png(3000, 2000, 3, values);
    window.drop({text_file(window, "large.png", std::string(png.begin(), png.end()))});
    window.settle();
    REQUIRE(window.input().source == InputSource::file);
    window.check_results();
    const std::vector<float> before = window.input_values();
    const Rect slider = window.at("input.brightness");
    window.move(slider.centre_x(), slider.centre_y());
    window.frames(1);
    window.press();
    for (int i = 1; i <= 10; ++i) window.move(slider.centre_x() + static_cast<float>(i) * 4, slider.centre_y());
    // The frames did not wait for the job that computes the input.
    CHECK(window.shell().busy());
    window.release();
    window.settle();
    CHECK(window.input().brightness > 0);
    CHECK(window.input_values() != before);
    window.check_results();
}
