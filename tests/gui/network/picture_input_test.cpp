// Models with a flattened input, or with an input without a channel axis, in the real window: they take a picture, and
// the input is shown with rows and columns.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/document/session.h"
#include "core/io/keras/h5.h"
#include "core/nn/train/evaluate.h"
#include "tests/gui/network_driver.h"
#include "tests/support/idx_files.h"
#include "tests/support/sample_models.h"
#include "tests/support/sample_pictures.h"

using namespace convscope;
using namespace convscope::test;

namespace fs = std::filesystem;

namespace {

const nn::Shape kShapes[] = {{28, 28}, {784}};

fs::path drop_model(Driver& driver, const nn::Model& model, const char* name = "m.h5") {
    fs::path file = driver.folder() / name;
    keras::save_h5(file, model);
    driver.drop({file});
    driver.settle();
    return file;
}

bool shows_sentence(NetworkDriver& window, const std::string& sentence) {
    const std::vector<std::string>& all = window.workspace().arithmetic().sentences();
    return std::ranges::find(all, sentence) != all.end();
}

/// The values on the page of one map, row by row.
std::vector<float> map_page_values(NetworkDriver& driver) {
    const std::vector<HeatMap>& maps = driver.workspace().pages().map.maps();
    const auto found = std::ranges::find(maps, "map.now", &HeatMap::name);
    REQUIRE(found != maps.end());
    CHECK(found->map.size == Size{28, 28});
    std::vector<float> values;
    for (int r = 0; r < found->map.size.rows; ++r)
        for (int c = 0; c < found->map.size.cols; ++c) values.push_back(found->value(r, c));
    return values;
}

}  // namespace

TEST_CASE("an input without a channel axis, or a flattened one, takes the picture like an image input") {
    std::vector<float> expected_input, expected;
    {
        NetworkDriver image(1280, kTallWindow);
        drop_model(image, samples::classifier({28, 28, 1}, 10));
        expected_input = image.input_values();
        expected = image.now().layer(image.model().outputs().front()).values;
    }
    for (const nn::Shape& shape : kShapes) {
        CAPTURE(to_string(shape));
        NetworkDriver window(1280, kTallWindow);
        drop_model(window, samples::classifier(shape, 10));
        REQUIRE_FALSE(window.has("layers.message"));
        CHECK(window.input_shape() == nn::Shape{28, 28, 1});
        CHECK(window.input_values() == expected_input);
        CHECK(window.now().layer(window.model().outputs().front()).values == expected);
        CHECK(window.has("journey.answer.0"));
        window.check_results();
        const Rect picture = window.at("input.picture");
        CHECK(picture.w == doctest::Approx(picture.h));
        // The journey and both pages of maps show the input as one square map.
        const Rect column = window.at("journey.layer.0.map");
        CHECK(column.w == doctest::Approx(column.h));
        window.go_to(0);
        const Rect map = window.at("maps.selected");
        CHECK(map.w == doctest::Approx(map.h));
        CHECK(map.w > 100);
        window.key(GLFW_KEY_E);
        CHECK(map_page_values(window) == window.input_values());
    }
}

TEST_CASE("a click pins a pixel of a flattened input, and a sentence states its region of influence") {
    for (const nn::Shape& shape : kShapes) {
        CAPTURE(to_string(shape));
        NetworkDriver window(1280, kTallWindow);
        drop_model(window, samples::classifier(shape, 10));
        window.go_to(*window.model().find("hidden"));
        const ImVec2 place = window.pixel_of(13, 9);
        window.click_at(place.x, place.y);
        window.frames(2);
        CHECK(window.layers().pinned_input == nn::Position{13, 9, 0});
        CHECK(shows_sentence(window, "Input pixel (13, 9) reaches all 6 values of this layer"));
        CHECK(shows_sentence(window, "Receptive field: the whole input, 28 \u00d7 28 pixels"));
        const Rect field = window.at("input.field"), picture = window.at("input.picture");
        CHECK(field.w == doctest::Approx(picture.w));
        CHECK(field.h == doctest::Approx(picture.h));
        // The weights of a unit are arranged like the pixels.
        const Rect unit = window.at("weights.unit");
        CHECK(unit.w == doctest::Approx(unit.h));
    }
}

TEST_CASE("paint on a flattened input changes its pixels and is saved in a session") {
    for (const nn::Shape& shape : kShapes) {
        CAPTURE(to_string(shape));
        NetworkDriver window(1280, kTallWindow);
        drop_model(window, samples::classifier(shape, 10));
        window.click("input.tool.brush");
        const std::vector<float> before = window.input_values();
        window.stroke({{2, 3}, {2, 8}});
        const nn::Preprocessing& preprocessing = window.model().info().preprocessing;
        CHECK(window.input_value(2, 5) == doctest::Approx(255 * preprocessing.scale[0] + preprocessing.offset[0]));
        CHECK(window.input_value(2, 5) != before[2 * 28 + 5]);
        CHECK(window.input_value(26, 5) == before[26 * 28 + 5]);
        window.check_results();
        const std::vector<float> painted = window.input_values();
        const fs::path session = window.folder() / "painted.json";
        save_session(session, window.document());
        window.undo();
        window.settle();
        CHECK(window.input_values() == before);
        window.click("input.draw");
        window.settle();
        CHECK(window.input().picture.size() == Size{28, 28});
        CHECK(std::ranges::all_of(window.input_values(), [](float value) { return value == 0; }));
        window.drop({session});
        window.settle();
        CHECK(window.input_shape() == nn::Shape{28, 28, 1});
        CHECK(window.input_values() == painted);
    }
}

TEST_CASE("an input of 3072 values is shown as a colour picture of 32 x 32 pixels") {
    NetworkDriver window(1280, kTallWindow);
    drop_model(window, samples::classifier({3072}));
    CHECK(window.input_shape() == nn::Shape{32, 32, 3});
    Bytes pixels;
    for (int i = 0; i < 32 * 32; ++i) put(pixels, i % 32 < 16 ? Bytes{200, 40, 0} : Bytes{0, 80, 250});
    const Bytes png = samples::png(32, 32, 3, pixels);
    const fs::path file = window.folder() / "flag.png";
    std::ofstream(file, std::ios::binary) << std::string(png.begin(), png.end());
    window.drop({file});
    window.settle();
    window.click("input.range");
    window.click("input.range.0..1");
    window.settle();
    CHECK(window.input_values()[0] == doctest::Approx(200 / 255.0));
    CHECK(window.input_values()[1] == doctest::Approx(40 / 255.0));
    CHECK(window.input_values()[(31 * 32 + 31) * 3 + 2] == doctest::Approx(250 / 255.0));
    window.check_results();
    window.move(1, 1);
    window.frames(2);
    const ImVec2 left = window.pixel_of(5, 5);
    CHECK(window.pixel(left.x, left.y) == 0xC82800);
}

TEST_CASE("a model with a flattened input is compared with another one, on the same pictures") {
    NetworkDriver driver;
    driver.key(GLFW_KEY_B);
    drop_model(driver, samples::classifier({784}, 10));
    driver.drop({samples::write_test_images(driver.folder(), 100)});
    driver.settle();
    const nn::Dataset& data = *driver.workspace().dataset().data;
    REQUIRE(data.size() == 100);
    const ModelsPage& page = driver.workspace().pages().models;
    const nn::Model& other = *driver.layers().other.model;
    const nn::Trace first = fresh_trace(driver.model(), driver.network().input);
    CHECK(same_values(page.side(0).answer, first.layer(driver.model().outputs().front()).values));
    driver.click("models.measure");
    driver.settle();
    CHECK(page.side(0).accuracy == fmt::format("{:.2f} %", 100 * nn::evaluate(driver.model(), data).sum.accuracy()));
    CHECK(page.side(1).accuracy == fmt::format("{:.2f} %", 100 * nn::evaluate(other, data).sum.accuracy()));
    // A test image that is chosen by its number becomes the input.
    driver.key(GLFW_KEY_M);
    driver.click("input.number.next");
    driver.settle();
    CHECK(driver.network().input.source == InputSource::dataset);
    driver.check_results();
}

TEST_CASE("the first flattened input with the shape of a picture takes the picture, until the user chooses another") {
    nn::ModelBuilder builder;
    const int side = builder.input("side", {4});
    const int one = builder.input("one", {64});
    const int two = builder.input("two", {100});
    builder.add("joined", samples::layer<nn::Concatenate>(-1), {side, one, two});
    builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 3}));
    NetworkDriver window(1280, kTallWindow);
    drop_model(window, samples::with_numbers(builder.build(), 3));
    CHECK(window.input_shape() == nn::Shape{8, 8, 1});
    window.click("input.into");
    CHECK_FALSE(window.has("input.into.side"));
    window.click("input.into.two");
    window.settle();
    CHECK(window.input_shape() == nn::Shape{10, 10, 1});
    CHECK(window.model().node(*window.model().find("one")).shape == nn::Shape{64});
    window.check_results();
    window.undo();
    window.settle();
    CHECK(window.input_shape() == nn::Shape{8, 8, 1});
}
