// The drawing pad in the real window: tools, mirror, guide, colours, undo, and the answer next to it.
#include <algorithm>
#include <cmath>

#include "app/document/session.h"
#include "core/image/files/load.h"
#include "core/io/keras/h5.h"
#include "core/nn/train/class_mean.h"
#include "tests/gui/network_driver.h"
#include "tests/support/idx_files.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using namespace convscope::test;

namespace fs = std::filesystem;

namespace {

class Pad : public NetworkDriver {
  public:
    explicit Pad(int width = 1280, int height = 800) : NetworkDriver(width, height) {}

    void drop_model(const nn::Model& model) {
        const fs::path file = folder() / "m.h5";
        keras::save_h5(file, model);
        drop({file});
        settle();
    }
    /// The screen position of the middle of a pixel of the pad.
    ImVec2 on_pad(double row, double col) {
        const Rect pad = at("draw.pad");
        return {pad.x + (pad.w * static_cast<float>((col + 0.5) / static_cast<double>(input_shape().cols()))),
                pad.y + (pad.h * static_cast<float>((row + 0.5) / static_cast<double>(input_shape().rows())))};
    }
    void draw(const std::vector<Point>& points) {
        const ImVec2 first = on_pad(points.front().row, points.front().col);
        move(first.x, first.y);
        frames(1);
        press();
        for (const Point& point : points) {
            const ImVec2 there = on_pad(point.row, point.col);
            move(there.x, there.y);
            frames(1);
        }
        release();
        settle();
    }
    void click_pad(double row, double col) {
        const ImVec2 there = on_pad(row, col);
        click_at(there.x, there.y);
        settle();
    }
    void tap(int code) {
        key(code);
        settle();
    }
};

}  // namespace

TEST_CASE("D opens the pad with a black drawing; every stroke changes the input, the journey and the answer's bars") {
    Pad window;
    window.tap(GLFW_KEY_D);
    REQUIRE(window.layers().page == NetworkPage::draw);
    CHECK(window.input().source == InputSource::drawing);
    CHECK(window.has("journey.answer"));
    CHECK(window.count_of("draw.answer.") == 10);
    const std::string before = window.text_in("draw.answer.1");
    window.draw({{4, 10}, {4, 18}});
    const ImVec2 from = window.on_pad(4, 10), to = window.on_pad(25, 10);
    window.move(from.x, from.y);
    window.frames(1);
    window.press();
    window.move(to.x, to.y);
    window.frames(1);
    // The input has changed while the button is still held.
    CHECK(window.input_value(15, 10) == 1);
    window.check_results();
    window.release();
    window.draw({{4, 18}, {25, 18}});
    window.draw({{12, 14}, {25, 14}});
    CHECK(window.text_in("draw.answer.1") != before);
    CHECK(window.text_in("draw.answer.1").starts_with("Trouser"));
    // D again, or Escape, goes back to the maps and keeps the drawing.
    window.tap(GLFW_KEY_D);
    CHECK(window.layers().page == NetworkPage::maps);
    CHECK(window.input_value(15, 10) == 1);
    window.tap(GLFW_KEY_D);
    CHECK(window.input_value(15, 10) == 1);
    CHECK(window.layers().page == NetworkPage::draw);
}

TEST_CASE("each stroke is one step of undo; clear and a new drawing can be undone") {
    Pad window;
    window.tap(GLFW_KEY_D);
    window.draw({{5, 5}, {5, 12}, {9, 12}});
    window.draw({{20, 5}, {20, 12}});
    window.click("draw.undo");
    CHECK(window.input_value(20, 8) == 0);
    CHECK(window.input_value(5, 8) == 1);
    CHECK(window.input_value(8, 12) == 1);
    window.click("draw.clear");
    CHECK(window.input().paint == nullptr);
    window.undo();
    CHECK(window.input_value(5, 8) == 1);
    window.click("draw.new");
    CHECK(window.input().paint == nullptr);
    window.undo();
    window.undo();
    CHECK(window.input().paint == nullptr);
    window.undo();
    CHECK(window.input().source == InputSource::sample);
}

TEST_CASE("an outline is filled with the chosen grey, and the eraser removes paint") {
    Pad window;
    window.tap(GLFW_KEY_D);
    window.draw({{6, 6}, {6, 20}, {20, 20}, {20, 6}, {6, 6}});
    window.click("draw.grey.number");
    window.type("102");
    window.key(GLFW_KEY_ENTER);
    CHECK(window.layers().ink == 102);
    window.click("draw.tool.fill");
    window.click_pad(13, 13);
    CHECK(window.input_value(13, 13) == doctest::Approx(0.4));
    CHECK(window.input_value(9, 17) == doctest::Approx(0.4));
    CHECK(window.input_value(6, 13) == 1);
    CHECK(window.input_value(2, 2) == 0);
    window.check_results();
    window.undo();
    CHECK(window.input_value(13, 13) == 0);
    CHECK(window.input_value(6, 13) == 1);
    window.click("draw.tool.eraser");
    window.draw({{6, 2}, {6, 25}});
    CHECK(window.input_value(6, 13) == 0);
    CHECK(window.input_value(20, 13) == 1);
}

TEST_CASE("the line tool draws a straight line that follows the pointer until the button is released") {
    Pad window;
    window.tap(GLFW_KEY_D);
    window.click("draw.tool.line");
    // The pointer goes by way of another corner; only the line from the first to the last point stays.
    window.draw({{4, 4}, {24, 4}, {24, 24}});
    CHECK(window.input_value(4, 4) == 1);
    CHECK(window.input_value(14, 14) == 1);
    CHECK(window.input_value(24, 24) == 1);
    CHECK(window.input_value(14, 4) == 0);
    CHECK(window.input_value(24, 14) == 0);
    window.undo();
    CHECK(window.input().paint == nullptr);
}

TEST_CASE("mirrored strokes and fills are symmetric") {
    Pad window;
    window.tap(GLFW_KEY_D);
    window.click("draw.mirror");
    CHECK(window.layers().draw.mirror);
    window.draw({{4, 12}, {8, 4}, {14, 4}, {14, 10}, {4, 12}});
    window.click("draw.tool.fill");
    window.click_pad(10, 6);
    const std::vector<float>& values = window.input_values();
    for (std::size_t row = 0; row < 28; ++row)
        for (std::size_t col = 0; col < 14; ++col)
            CHECK(values[row * 28 + col] == doctest::Approx(values[row * 28 + 27 - col]).epsilon(1e-4));
    CHECK(window.input_value(10, 6) == 1);
    CHECK(window.input_value(10, 21) == 1);
    window.undo();
    CHECK(window.input_value(10, 6) == 0);
    CHECK(window.input_value(10, 21) == 0);
}

TEST_CASE("a guide is shown under the drawing and is not a part of the input") {
    Pad window;
    window.tap(GLFW_KEY_D);
    const ImVec2 there = window.on_pad(15, 14);
    window.move(1, 1);
    CHECK(window.pixel(there.x, there.y) == 0);
    window.click("draw.guide");
    window.frames(2);
    window.click("draw.guide.sample:trouser");
    window.move(1, 1);
    window.settle();
    CHECK(window.layers().draw.guide == "sample:trouser");
    CHECK(window.has("draw.guide.picture"));
    const Picture trouser = load_picture(fs::path(CONVSCOPE_TEST_ASSETS) / "garments/trouser.png");
    CHECK(window.workspace().pages().draw.guide().values()[(4 * 28) + 14] ==
          doctest::Approx(static_cast<double>(trouser.planes[0].at(4, 14))).epsilon(0.01));
    const ImVec2 waist = window.on_pad(4, 14);
    CHECK(window.pixel(waist.x, waist.y) != 0);
    CHECK(std::ranges::all_of(window.input_values(), [](float value) { return value == 0; }));
    // Paint covers the guide.
    window.draw({{4, 6}, {4, 21}});
    window.move(1, 1);
    CHECK(window.pixel(waist.x, waist.y) == 0xFFFFFF);
}

TEST_CASE("with a data set, a class's mean picture can be the guide") {
    Pad window;
    window.tap(GLFW_KEY_D);
    window.drop({samples::write_test_images(window.folder(), 25)});
    window.settle();
    window.tap(GLFW_KEY_D);
    if (window.layers().page != NetworkPage::draw) window.tap(GLFW_KEY_D);
    REQUIRE(window.workspace().dataset().data);
    window.click("draw.guide");
    window.frames(2);
    window.scroll_to("draw.guide.list", "draw.guide.class:3");
    window.click("draw.guide.class:3");
    window.settle();
    window.frames(2);
    const Picture mean = nn::class_mean(*window.workspace().dataset().data, 3);
    const std::vector<float>& guide = window.workspace().pages().draw.guide().values();
    REQUIRE(guide.size() == 784);
    // A light picture is inverted, as the model's input would be.
    const float own = mean.planes[0].at(10, 10);
    CHECK((guide[(10 * 28) + 10] == doctest::Approx(static_cast<double>(own)).epsilon(0.01) ||
           guide[(10 * 28) + 10] == doctest::Approx(static_cast<double>(255 - own)).epsilon(0.01)));
}

TEST_CASE("an opened picture can be painted over, and the eraser restores it") {
    Pad window;
    const std::vector<float> before = window.input_values();
    window.click("layers.page.draw");
    CHECK(window.input().source == InputSource::sample);
    window.draw({{3, 3}, {3, 9}});
    CHECK(window.input_value(3, 6) == 1);
    CHECK(window.network().is_painted());
    CHECK(window.input_value(20, 14) == before[(20 * 28) + 14]);
    window.click("draw.tool.eraser");
    window.draw({{3, 1}, {3, 12}});
    CHECK(window.input_values() == before);
}

TEST_CASE("a colour model has three sliders, and shows the stroke in its colour") {
    Pad window;
    window.drop_model(samples::classifier({32, 32, 3}, 20));
    window.tap(GLFW_KEY_D);
    for (const char* name : {"draw.red.number", "draw.green.number", "draw.blue.number"}) {
        window.click(name);
        window.type(std::string(name) == "draw.green.number" ? "102" : "0");
        window.key(GLFW_KEY_ENTER);
    }
    CHECK(window.layers().draw.colour == std::array<float, 3>{0, 102, 0});
    CHECK_FALSE(window.has("draw.grey"));
    window.draw({{10, 10}, {10, 20}});
    const nn::Preprocessing& preprocessing = window.model().info().preprocessing;
    const std::size_t first = ((10 * 32) + 15) * 3;
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const std::size_t colour = preprocessing.colour(static_cast<std::int64_t>(channel));
        const float brightness = colour == 1 ? 102 : 0;
        CHECK(window.input_values()[first + channel] ==
              doctest::Approx((brightness * preprocessing.scale.at(colour)) + preprocessing.offset.at(colour)));
    }
    window.move(1, 1);
    const ImVec2 there = window.on_pad(10, 15);
    CHECK(window.pixel(there.x, there.y) == 0x006600);
    // Of twenty classes, only the likeliest are shown.
    CHECK(window.count_of("draw.answer.") >= 5);
    CHECK(window.count_of("draw.answer.") <= 20);
    window.check_results();
}

TEST_CASE("a model that takes numbers has a sentence instead of a pad") {
    Pad window;
    window.drop_model(samples::classifier({5}, 3));
    window.tap(GLFW_KEY_D);
    CHECK(window.layers().page == NetworkPage::draw);
    CHECK_FALSE(window.has("draw.pad"));
    CHECK(window.text_in("draw.none").starts_with("This model takes numbers"));
}

TEST_CASE("the arrow keys and Enter draw on the pad") {
    Pad window;
    window.tap(GLFW_KEY_D);
    const int layer = window.layers().layer;
    // Tab reaches the pad.
    for (int i = 0; i < 80 && window.shell().focused() != "draw.pad"; ++i) window.tap(GLFW_KEY_TAB);
    REQUIRE(window.shell().focused() == "draw.pad");
    window.tap(GLFW_KEY_RIGHT);
    window.tap(GLFW_KEY_RIGHT);
    window.tap(GLFW_KEY_UP);
    CHECK(window.layers().layer == layer);
    window.tap(GLFW_KEY_ENTER);
    CHECK(window.input_value(13, 16) == 1);
    CHECK(window.text_in("draw.caption") == "Row 13, column 16: grey 255 of 255");
    window.undo();
    CHECK(window.input().paint == nullptr);
}

TEST_CASE("pad, tools and answer lie inside the page in windows of all sizes") {
    for (const Size size : {Size{768, 1024}, Size{800, 1280}, Size{1080, 1920}}) {
        CAPTURE(size.cols);
        Pad window(size.cols, size.rows);
        window.tap(GLFW_KEY_D);
        const Rect pad = window.at("draw.pad"), answer = window.at("draw.answer");
        const auto height = static_cast<float>(size.rows);
        CHECK(pad.bottom() < height);
        CHECK(pad.w == doctest::Approx(pad.h));
        CHECK(answer.x > pad.right());
        for (const auto& control : window.shell().ui_map()) {
            if (!control.first.starts_with("draw.")) continue;
            INFO(control.first);
            CHECK(control.second.x >= window.at("layers.page.maps").x - 1);
            CHECK(control.second.right() <= window.at("weights.title").x);
            CHECK(control.second.bottom() <= height);
        }
    }
}

TEST_CASE("the pad's settings are saved in a session") {
    Pad window;
    window.tap(GLFW_KEY_D);
    window.click("draw.mirror");
    window.click("draw.tool.line");
    const fs::path session = window.folder() / "drawing.json";
    save_session(session, window.document());
    window.click("draw.mirror");
    window.click("draw.tool.brush");
    window.drop({session});
    window.settle();
    CHECK(window.layers().page == NetworkPage::draw);
    CHECK(window.layers().draw.mirror);
    CHECK(window.layers().draw.tool == PadTool::line);
}
