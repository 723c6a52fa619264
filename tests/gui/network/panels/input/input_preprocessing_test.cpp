// The user's own pictures in the real window: test images by number, dropped pictures and their preprocessing, colour.
#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/image/files/load.h"
#include "core/io/keras/h5.h"
#include "core/nn/train/architectures.h"
#include "tests/gui/network_driver.h"
#include "tests/support/idx_files.h"
#include "tests/support/sample_models.h"
#include "tests/support/sample_pictures.h"

using namespace convscope;
using namespace convscope::test;

namespace {

Picture grey_picture(Size size, std::vector<std::uint8_t> values) {
    Picture picture;
    picture.planes.emplace_back(size, std::move(values));
    return picture;
}

/// Dark strokes on light paper, 60 x 80.
std::vector<std::uint8_t> paper() {
    std::vector<std::uint8_t> values(60 * 80, 230);
    for (std::size_t row = 10; row < 50; ++row)
        for (std::size_t col = 20; col < 40; ++col) values[row * 80 + col] = static_cast<std::uint8_t>(20 + row);
    return values;
}

std::filesystem::path write_bytes(const std::filesystem::path& file, const Bytes& bytes) {
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return file;
}

/// Drops paper() as a PNG file on the window.
void drop_paper(NetworkDriver& window) {
    const auto file = write_bytes(window.folder() / "paper.png", samples::png(80, 60, 1, paper()));
    window.drop({file});
    REQUIRE(window.input().source == InputSource::file);
    CHECK(window.input().file == file);
}

/// Drops a folder of 30 test images: trousers, bags and dresses in turn. Returns their pixels.
samples::IdxBytes drop_test_images(NetworkDriver& window) {
    samples::IdxBytes images, labels;
    for (std::size_t i = 0; i < 30; ++i) {
        const std::size_t label = i % 3 == 0 ? 1 : i % 3 == 1 ? 8 : 3;
        const char* garment = label == 1 ? "trouser.png" : label == 8 ? "bag.png" : "dress.png";
        const Picture picture = load_picture(std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "garments" / garment);
        for (int row = 0; row < 28; ++row)
            for (int col = 0; col < 28; ++col)
                images.push_back(static_cast<std::uint8_t>(picture.planes[0].at(row, col)));
        images.back() = static_cast<std::uint8_t>(i);  // so that no two pictures are equal
        labels.push_back(static_cast<std::uint8_t>(label));
    }
    samples::write_test_images(window.folder() / "fashion-mnist", images, labels);
    window.drop({window.folder() / "fashion-mnist"});
    REQUIRE(window.has("input.number"));
    return images;
}

/// Saves a small colour model and the picture of a flag, red at the left and blue at the right, and drops both on the
/// window.
void drop_colour_model_and_flag(NetworkDriver& window) {
    nn::ModelBuilder builder(nn::ModelInfo{.name = "colour", .preprocessing_known = true});
    builder.input("input", {8, 8, 3});
    builder.add("conv", samples::conv({.filters = 2, .window = {.rows = 3, .cols = 3}}));
    builder.add("flatten", samples::layer<nn::Flatten>());
    builder.add("dense", samples::layer<nn::Dense>(nn::Dense::Parameters{.units = 2}));
    const auto file = window.folder() / "colour.h5";
    keras::save_h5(file, samples::with_numbers(builder.build(), 3));
    Bytes pixels;
    for (int i = 0; i < 64; ++i) put(pixels, i % 8 < 4 ? Bytes{200, 40, 0} : Bytes{0, 80, 250});
    const auto picture = write_bytes(window.folder() / "flag.png", samples::png(8, 8, 3, pixels));
    window.drop({file});
    window.drop({picture});
    REQUIRE(window.input_shape() == nn::Shape{8, 8, 3});
}

}  // namespace

TEST_CASE("test images are opened by number once their folder is dropped") {
    NetworkDriver window(1280, kTallWindow);
    REQUIRE(window.has("input.no_dataset"));
    const samples::IdxBytes images = drop_test_images(window);
    CHECK(window.input().source == InputSource::sample);
    window.click("input.number.23");
    CHECK(window.input().source == InputSource::dataset);
    CHECK(window.input().number == 23);
    CHECK(window.input().file == window.folder() / "fashion-mnist");
    CHECK(window.input().label == 3);
    CHECK(window.input_value(27, 27) == doctest::Approx(23 / 255.0));
    CHECK(window.predicted() == "Dress");
    window.check_input(window.preprocessed(
        grey_picture({28, 28}, {images.begin() + 23 * 784, images.begin() + 24 * 784}), nn::Inversion::automatic));
}

TEST_CASE("the number of a test image is changed with buttons, keys and wheel") {
    NetworkDriver window(1280, kTallWindow);
    drop_test_images(window);
    window.click("input.number.23");
    window.click("input.number.next");
    CHECK(window.input().number == 24);
    window.click("input.number.previous");
    window.click("input.number.previous");
    CHECK(window.input().number == 22);
    CHECK(window.input().label == 8);
    window.click("input.number");
    window.type("500");
    window.key(GLFW_KEY_ENTER);
    CHECK(window.input().number == 29);
    window.undo();
    CHECK(window.input().number == 22);
    // Turns of the wheel are undone in one step.
    window.move_to("input.number");
    window.wheel(-1);
    window.wheel(-1);
    window.settle();
    CHECK(window.input().number == 20);
    window.undo();
    CHECK(window.input().number == 22);
    window.click("input.sample.coat");
    window.click("input.number.0");
    CHECK(window.input().number == 0);
    CHECK(window.predicted() == "Trouser");
}

TEST_CASE("a dropped picture is preprocessed, and its inversion can be changed") {
    NetworkDriver window(1280, kTallWindow);
    drop_paper(window);
    const Picture whole = grey_picture({60, 80}, paper());
    window.check_input(window.preprocessed(whole, nn::Inversion::always));  // light paper is inverted automatically
    window.click("input.inversion.never");
    window.check_input(window.preprocessed(whole, nn::Inversion::never));
    window.click("input.inversion.automatic");
    window.check_input(window.preprocessed(whole, nn::Inversion::always));
    window.undo();
    CHECK(window.model().info().preprocessing.inversion == nn::Inversion::never);
}

TEST_CASE("the brightness of a dropped picture can be changed, undone and reset") {
    NetworkDriver window(1280, kTallWindow);
    drop_paper(window);
    window.click("input.inversion.never");
    const Rect slider = window.at("input.brightness");
    window.drag("input.brightness", slider.w / 4, 0);
    const float brightness = window.input().brightness;
    CHECK(brightness > 60);
    CHECK(brightness < 200);
    std::vector<std::uint8_t> brighter = paper();
    for (std::uint8_t& value : brighter)
        value = static_cast<std::uint8_t>(std::min(255.0F, static_cast<float>(value) + brightness));
    window.check_input(window.preprocessed(grey_picture({60, 80}, brighter), nn::Inversion::never));
    window.undo();
    CHECK(window.input().brightness == 0);
    window.key(GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
    CHECK(window.input().brightness == brightness);
    window.click("input.brightness.reset");
    CHECK(window.input().brightness == 0);
}

TEST_CASE("a dropped picture is cropped by dragging over its preview") {
    NetworkDriver window(1280, kTallWindow);
    drop_paper(window);
    window.click("input.inversion.never");
    // Drag from row 15, column 20 to row 45, column 60 of the picture.
    const Rect preview = window.at("input.crop");
    CHECK(preview.w / preview.h == doctest::Approx(80.0 / 60).epsilon(0.01));
    window.move(preview.x + preview.w * 0.25F, preview.y + preview.h * 0.25F);
    window.frames(1);
    window.press();
    window.move(preview.centre_x(), preview.centre_y());
    window.move(preview.x + preview.w * 0.75F, preview.y + preview.h * 0.75F);
    window.release();
    window.settle();
    REQUIRE(window.input().crop.has_value());
    const PixelRect crop = *window.input().crop;
    CHECK(std::abs(crop.row - 15) <= 1);
    CHECK(std::abs(crop.col - 20) <= 1);
    CHECK(std::abs(crop.rows - 30) <= 1);
    CHECK(std::abs(crop.cols - 40) <= 1);
    const std::vector<std::uint8_t> values = paper();
    std::vector<std::uint8_t> part;
    for (int row = crop.row; row < crop.row + crop.rows; ++row)
        for (int col = crop.col; col < crop.col + crop.cols; ++col)
            part.push_back(values[static_cast<std::size_t>(row * 80 + col)]);
    window.check_input(window.preprocessed(grey_picture({crop.rows, crop.cols}, part), nn::Inversion::never));
    window.click("input.crop.reset");
    CHECK_FALSE(window.input().crop.has_value());
    window.undo();
    CHECK(window.input().crop == crop);
    window.undo();
    CHECK_FALSE(window.input().crop.has_value());
    CHECK(window.model().info().preprocessing.inversion == nn::Inversion::never);
}

TEST_CASE("the crop's frame is moved as a whole and by its corners and edges; each drag is one step of undo") {
    NetworkDriver window(1280, kTallWindow);
    drop_paper(window);
    const Rect preview = window.at("input.crop");
    /// Drags from a point of the picture to another, in pixels of the picture.
    const auto drag = [&](NetworkDriver::Point from, NetworkDriver::Point to) {
        const auto go = [&](NetworkDriver::Point at) {
            window.move(preview.x + (preview.w * static_cast<float>(at.col / 80)),
                        preview.y + (preview.h * static_cast<float>(at.row / 60)));
            window.frames(1);
        };
        go(from);
        window.press();
        go({(from.row + to.row) / 2, (from.col + to.col) / 2});
        go(to);
        window.release();
        window.settle();
        REQUIRE(window.input().crop.has_value());
        return *window.input().crop;
    };
    const auto check_near = [](const PixelRect& crop, const PixelRect& expected) {
        CHECK(std::abs(crop.row - expected.row) <= 1);
        CHECK(std::abs(crop.col - expected.col) <= 1);
        CHECK(std::abs(crop.rows - expected.rows) <= 1);
        CHECK(std::abs(crop.cols - expected.cols) <= 1);
    };
    // If there is no crop yet, the drag starts at the picture's corner.
    check_near(drag({59.5, 79.5}, {45, 60}), {0, 0, 45, 60});
    window.undo();
    CHECK_FALSE(window.input().crop.has_value());

    const PixelRect drawn = drag({15, 20}, {45, 60});
    check_near(drawn, {15, 20, 30, 40});
    const PixelRect moved = drag({30, 40}, {35, 30});
    CHECK(moved.rows == drawn.rows);
    CHECK(moved.cols == drawn.cols);
    check_near(moved, {20, 10, 30, 40});
    check_near(drag({20, 10}, {10, 20}), {10, 20, 40, 30});
    check_near(drag({30, 50}, {30, 70}), {10, 20, 40, 50});
    const Rect frame = window.at("input.crop.frame");
    CHECK(frame.h / preview.h == doctest::Approx(40.0 / 60).epsilon(0.05));
    window.undo();
    window.undo();
    CHECK(window.input().crop == moved);
    window.undo();
    CHECK(window.input().crop == drawn);
}

TEST_CASE("the input of a model with three channels is shown in colour and can be painted on") {
    NetworkDriver window(1280, kTallWindow);
    drop_colour_model_and_flag(window);
    CHECK(window.input_values()[0] == doctest::Approx(200 / 255.0));
    window.move(1, 1);
    const ImVec2 left = window.pixel_of(1, 1);
    const ImVec2 right = window.pixel_of(1, 6);
    CHECK(window.pixel(left.x, left.y) == 0xC82800);
    CHECK(window.pixel(right.x, right.y) == 0x0050FA);
    window.click("input.tool.brush");
    window.stroke({{2, 1}, {2, 6}});
    const std::size_t middle = static_cast<std::size_t>(2 * 8 + 4) * 3;
    for (std::size_t c = 0; c < 3; ++c) CHECK(window.input_values()[middle + c] == 1);
    window.check_results();
}

TEST_CASE("the figure shows the input of a model with three channels in colour") {
    NetworkDriver window(1280, kTallWindow);
    drop_colour_model_and_flag(window);
    window.key(GLFW_KEY_G);
    window.settle();
    window.click("figure.input.0");
    window.move(1, 1);
    window.settle();
    const Rect tile = window.at("figure.input.0");
    CHECK(window.pixel(tile.x + tile.w * 0.2F, tile.y + tile.h * 0.2F) == 0xC82800);
    CHECK(window.pixel(tile.x + tile.w * 0.8F, tile.y + tile.h * 0.2F) == 0x0050FA);
}
