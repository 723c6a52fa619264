// The input panel in the real window: samples, drawing, painting on the input, pointing and the receptive field.
#include <algorithm>

#include "core/image/files/load.h"
#include "core/io/keras/h5.h"
#include "core/nn/inspect/explain.h"
#include "tests/gui/network_driver.h"
#include "tests/support/idx_files.h"
#include "tests/support/sample_models.h"

using namespace convscope;
using namespace convscope::test;

namespace fs = std::filesystem;

namespace {

/// Draws trousers: a waist and two legs.
void draw_trouser(NetworkDriver& window) {
    for (const double row : {3.0, 5.0, 7.0}) window.stroke({{row, 9}, {row, 18}});
    window.stroke({{4, 10}, {25, 10}});
    window.stroke({{4, 17}, {25, 17}});
}

}  // namespace

TEST_CASE("each of the ten samples can be chosen; the chosen one has an outline") {
    NetworkDriver window(1280, kTallWindow);
    CHECK(window.input().file == "ankle_boot");
    std::vector<Rect> places;
    for (const char* name :
         {"t_shirt_top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle_boot"})
        places.push_back(window.at(std::string("input.sample.") + name));
    for (std::size_t i = 0; i < places.size(); ++i) {
        CHECK(places[i].y == places[i / 5 * 5].y);
        CHECK(places[i].x == doctest::Approx(static_cast<double>(places[i % 5].x)));
    }
    window.click("input.sample.bag");
    window.move(1, 1);
    CHECK(window.input().source == InputSource::sample);
    CHECK(window.input().file == "bag");
    CHECK(window.predicted() == "Bag");
    window.check_input(window.preprocessed(
        load_picture(std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "garments/bag.png"), nn::Inversion::automatic));
    const auto edge_colour = [&](const char* name) {
        const Rect place = window.at(name);
        return window.pixel(place.x, place.centre_y());
    };
    CHECK(edge_colour("input.sample.bag") != edge_colour("input.sample.ankle_boot"));
    const unsigned accent = edge_colour("input.sample.bag");
    window.undo();
    CHECK(window.input().file == "ankle_boot");
    CHECK(edge_colour("input.sample.ankle_boot") == accent);
    CHECK(window.layers().layer == 1);
}

TEST_CASE("a drawing is light on black and is classified after every stroke") {
    NetworkDriver window(1280, kTallWindow);
    window.click("input.draw");
    CHECK(window.input().source == InputSource::drawing);
    CHECK(window.layers().tool == InputTool::brush);
    CHECK(std::ranges::all_of(window.input_values(), [](float value) { return value == 0; }));
    CHECK_FALSE(window.has("input.preprocessing"));
    draw_trouser(window);
    CHECK(window.predicted() == "Trouser");
    CHECK(window.input_value(15, 10) == 1);
    CHECK(window.input_value(15, 14) == 0);
    CHECK(window.input_value(15, 2) == 0);
    window.check_results();

    // A new drawing: a bag.
    window.click("draw.new");
    CHECK(window.input().paint == nullptr);
    window.stroke({{9, 9}, {4, 11}, {4, 16}, {9, 18}});
    for (int row = 10; row < 24; row += 2) window.stroke({{1.0 * row, 4}, {1.0 * row, 23}});
    CHECK(window.predicted() == "Bag");
    window.check_results();
    for (int i = 0; i < 8; ++i) window.undo();
    CHECK(window.input().paint == nullptr);
    window.undo();
    CHECK(window.predicted() == "Trouser");
}

TEST_CASE("a stroke has no gaps, changes the input in the same frame and is undone in one step") {
    NetworkDriver window(1280, kTallWindow);
    window.key(GLFW_KEY_D);
    const ImVec2 from = window.pixel_of(14, 3);
    const ImVec2 to = window.pixel_of(14, 24);
    window.move(from.x, from.y);
    window.frames(1);
    window.press();
    // The pointer jumps over the whole picture, as in a fast stroke.
    window.move(to.x, to.y);
    window.frames(1);
    for (std::int64_t col = 3; col <= 24; ++col) CHECK(window.input_value(14, col) == 1);
    CHECK(window.input_value(14, 27) == 0);
    // A held pointer that does not move adds no paint.
    const nn::SharedTensor rested = window.input().paint;
    window.frames(3);
    CHECK(window.input().paint == rested);
    window.release();
    window.check_results();

    window.stroke({{20, 5}, {20, 9}, {24, 9}});
    CHECK(window.input_value(24, 9) == 1);
    window.undo();
    CHECK(window.input_value(24, 9) == 0);
    CHECK(window.input_value(20, 5) == 0);
    CHECK(window.input_value(14, 10) == 1);
    window.undo();
    CHECK(window.input().paint == nullptr);
    CHECK(window.input().source == InputSource::drawing);
    window.undo();
    CHECK(window.input().source == InputSource::sample);
}

TEST_CASE("a sample can be painted on with a chosen brush size and ink, erased and cleared") {
    NetworkDriver window(1280, kTallWindow);
    const std::vector<float> before = window.input_values();
    const std::uint64_t revision = window.shell().history().revision();
    CHECK(window.layers().tool == InputTool::point);
    CHECK_FALSE(window.has("input.brush"));
    window.click("input.tool.brush");
    REQUIRE(window.layers().tool == InputTool::brush);
    const float usual = window.layers().brush;
    window.drag("input.brush", 40, 0);
    CHECK(window.layers().brush > usual);
    const Rect ink = window.at("input.ink");
    window.click_at(ink.x + 2, ink.centre_y());
    CHECK(window.layers().ink == 0);
    CHECK(window.shell().history().revision() == revision);  // choosing tools is not an edit

    window.stroke({{20, 14}, {20, 18}});
    CHECK(window.input_value(20, 16) == 0);
    CHECK(before[20 * 28 + 16] > 0.5F);
    CHECK(window.shell().document().network.is_painted());
    CHECK(window.shell().workspace<NetworkWorkspace>().results().trained->layer(0).values == before);
    window.check_results();

    window.click("input.tool.eraser");
    CHECK_FALSE(window.has("input.ink"));
    window.stroke({{20, 12}, {20, 20}});
    CHECK(window.input().paint == nullptr);
    CHECK(window.input_values() == before);

    window.undo();
    CHECK(window.input_value(20, 16) == 0);
    window.click("input.clear");
    CHECK(window.input().paint == nullptr);
    window.check_input(before);
    window.undo();
    CHECK(window.input_value(20, 16) == 0);
}

TEST_CASE("pointing at the input pins a pixel; pointing at a map outlines its receptive field") {
    NetworkDriver window(1280, kTallWindow);
    const std::uint64_t revision = window.shell().history().revision();
    const ImVec2 spot = window.pixel_of(9, 17);
    window.move(spot.x, spot.y);
    window.click_at(spot.x, spot.y);
    CHECK(window.layers().pinned_input == nn::Position{9, 17, 0});
    const Rect pinned = window.at("input.pinned");
    CHECK(pinned.centre_x() == doctest::Approx(static_cast<double>(spot.x)).epsilon(0.01));
    CHECK(pinned.centre_y() == doctest::Approx(static_cast<double>(spot.y)).epsilon(0.01));
    window.click_at(spot.x, spot.y);
    CHECK_FALSE(window.layers().pinned_input.has_value());
    CHECK(window.shell().history().revision() == revision);

    // The receptive field at the second pooling is 10 x 10 pixels of 28 x 28, starting at four times the row and
    // column.
    window.click("journey.layer.4");
    REQUIRE(window.model().node(4).shape == nn::Shape{5, 5, 64});
    const Rect map = window.at("maps.selected");
    window.move(map.x + map.w * 0.3F, map.y + map.h * 0.7F);
    window.frames(2);
    const nn::Region region = nn::receptive_field(window.model(), 4, nn::single({3, 1, 0}), 0);
    CHECK(region.rows.length() == 10);
    const Rect picture = window.at("input.picture");
    const Rect field = window.at("input.field");
    CHECK(field.w / picture.w == doctest::Approx(10.0 / 28).epsilon(0.001));
    CHECK((field.x - picture.x) / picture.w * 28 == doctest::Approx(static_cast<double>(region.cols.begin)));
    CHECK((field.y - picture.y) / picture.h * 28 == doctest::Approx(static_cast<double>(region.rows.begin)));
    // The receptive field of a Dense value is the whole input without the part that the second pooling drops: 26 x 26
    // of 28 x 28 pixels.
    window.click("journey.layer.6");
    const Rect all = window.at("input.field");
    CHECK(all.w / picture.w == doctest::Approx(26.0 / 28).epsilon(0.001));
    CHECK(all.h / picture.h == doctest::Approx(26.0 / 28).epsilon(0.001));
}

TEST_CASE("colour models have sample photographs instead of garments, and no test images of another shape") {
    NetworkDriver window(1280, kTallWindow);
    const fs::path file = window.folder() / "colour.h5";
    keras::save_h5(file, samples::classifier({32, 32, 3}, 10));
    window.drop({file});
    window.settle();
    CHECK(window.count_of("input.sample.") == 6);
    for (const char* name : {"cup", "ball", "apple", "house", "flower", "car"}) {
        CAPTURE(name);
        window.click(std::string("input.sample.") + name);
        window.settle();
        CHECK(window.input().source == InputSource::sample);
        CHECK(window.input().file == name);
        CHECK(window.input().picture.size() == Size{224, 224});
        CHECK(window.input().picture.planes.size() == 3);
    }
    window.check_results();
    CHECK_FALSE(window.has("input.number"));
}

TEST_CASE("test images are offered only to a model that takes them") {
    NetworkDriver window(1280, kTallWindow);
    window.drop({samples::write_test_images(window.folder(), 12)});
    window.settle();
    CHECK(window.has("input.number"));
    const fs::path file = window.folder() / "colour.h5";
    keras::save_h5(file, samples::classifier({32, 32, 3}, 10));
    window.drop({file});
    window.settle();
    CHECK(window.workspace().dataset().data);
    CHECK_FALSE(window.has("input.number"));
    CHECK_FALSE(window.has("input.no_dataset"));
}

TEST_CASE("no control of the input panel is wider than the panel, in small and in large windows") {
    struct Case {
        int width, height;
        float scale;  ///< of the interface in a window of this size
    };
    for (const Case& c : {Case{1024, 768, 0.8F}, Case{1280, 800, 1}, Case{1920, 1080, 1.5F}}) {
        NetworkDriver window(c.width, c.height);
        const auto check_width = [&] {
            for (const auto& control : window.shell().ui_map()) {
                if (!control.first.starts_with("input.")) continue;
                INFO(control.first);
                CHECK(control.second.x >= 14 * c.scale);
                CHECK(control.second.right() <= (248 - 14) * c.scale);
            }
        };
        check_width();
        window.key(GLFW_KEY_D);
        check_width();
        // The picture is visible without scrolling.
        CHECK(window.at("input.picture").bottom() <= static_cast<float>(c.height));
    }
}
