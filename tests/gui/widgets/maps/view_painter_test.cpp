#include "app/gui/widgets/maps/view_painter.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "app/gl/context.h"
#include "app/gui/toolkit/imgui_context.h"
#include "app/platform/window.h"
#include "core/image/colours/channel_tints.h"

namespace convscope {

namespace {

constexpr Size kScreen{100, 160};

/// A hidden window in which one heat map is painted at its upper left corner.
class PaintedWindow {
  public:
    PaintedWindow()
        : window_({.width = kScreen.cols, .height = kScreen.rows, .visible = false}), gl_(Window::gl_function) {}

    /// Paints the map and reads the window back.
    void paint(const HeatMap& heat) {
        window_.begin_frame();
        gl_.begin_frame();
        ImGui::NewFrame();
        ImFont* const font = ImGui::GetFont();
        ui_.begin_frame(theme(true), {font, font, font, font}, 1, {}, 0);
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({static_cast<float>(kScreen.cols), static_cast<float>(kScreen.rows)});
        ImGui::Begin("painted", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground);
        painter_.paint(ui_, heat);
        ImGui::End();
        ui_.end_frame();
        ImGui::Render();
        gl_.clear(kScreen, 0, 0, 0);
        gl_.draw_imgui();
        pixels_ = gl_.read_pixels(kScreen);
    }
    /// The colour of a pixel of the window, 0xRRGGBB.
    unsigned at(int x, int y) const {
        const auto index = (static_cast<std::size_t>(y) * kScreen.cols + static_cast<std::size_t>(x)) * 3;
        return (unsigned{pixels_.at(index)} << 16U) | (unsigned{pixels_.at(index + 1)} << 8U) | pixels_.at(index + 2);
    }

  private:
    ImGuiSession imgui_;
    Window window_;
    gl::Context gl_;
    Ui ui_;
    ViewPainter painter_;
    std::vector<std::uint8_t> pixels_;
};

/// A map of `size` values at the top left of the screen. Each value is drawn as `pixel` x `pixel` screen pixels.
HeatMap painted_map(Size size, double pixel) {
    HeatMap heat;
    heat.name = "painted";
    heat.picture = {0, 0, static_cast<float>(size.cols * pixel), static_cast<float>(size.rows * pixel)};
    heat.map = {.rect = heat.picture, .size = size, .pixel = pixel};
    heat.kind = ValueKind::picture;
    heat.shown = {0, 255};
    heat.revision = 1;
    return heat;
}

Plane byte_plane(Size size, std::vector<std::uint8_t> values) {
    return {size, std::move(values)};
}

}  // namespace

TEST_CASE("a picture in colour is drawn in its own colours, with sharp pixels when it is enlarged") {
    PaintedWindow window;
    const Size size{2, 3};
    const Picture picture{{byte_plane(size, {255, 0, 0, 10, 200, 128}), byte_plane(size, {0, 255, 0, 20, 200, 64}),
                           byte_plane(size, {0, 0, 255, 30, 0, 32})}};
    HeatMap heat = painted_map(size, 40);
    heat.in_colour = &picture;
    window.paint(heat);
    CHECK(window.at(20, 20) == 0xff0000);
    CHECK(window.at(60, 20) == 0x00ff00);
    CHECK(window.at(100, 20) == 0x0000ff);
    CHECK(window.at(20, 60) == 0x0a141e);
    CHECK(window.at(60, 60) == 0xc8c800);
    CHECK(window.at(100, 60) == 0x804020);
    // Sharp edges: the last screen pixel of one picture pixel and the first one of the next.
    CHECK(window.at(39, 20) == 0xff0000);
    CHECK(window.at(40, 20) == 0x00ff00);
    CHECK(heat.drawn_colour(1, 2) == Rgb{128, 64, 32});
    CHECK(pixel_reading(heat, {1, 2}) == "row 1, column 2: 128, 64, 32");
}

TEST_CASE("a shrunk picture in colour shows the mean of each channel") {
    PaintedWindow window;
    const Size size{200, 200};
    std::vector<std::uint8_t> red(40000), green(40000), blue(40000);
    for (std::size_t i = 0; i < red.size(); ++i) {
        const bool odd = (i / 200 + i) % 2 == 1;  // a checkerboard of single pixels
        red[i] = odd ? 255 : 101;
        green[i] = odd ? 0 : 40;
        blue[i] = 77;
    }
    const Picture picture{{byte_plane(size, red), byte_plane(size, green), byte_plane(size, blue)}};
    HeatMap heat = painted_map(size, .25);
    heat.in_colour = &picture;
    window.paint(heat);
    CHECK(window.at(25, 25) == 0xb2144d);  // (255 + 101) / 2 = 178, 20, 77
    CHECK(heat.map.reduction() == 4);
}

TEST_CASE(
    "a view is drawn again when a map of values replaces a picture in colour under the same name, and the reverse") {
    PaintedWindow window;
    const Size size{1, 2};
    const Picture picture{{byte_plane(size, {255, 10}), byte_plane(size, {128, 20}), byte_plane(size, {0, 30})}};
    const Plane values(size, std::vector<float>{51, std::numeric_limits<float>::quiet_NaN()});
    HeatMap colour = painted_map(size, 40);
    colour.in_colour = &picture;
    HeatMap grey = painted_map(size, 40);
    grey.plane = &values;
    window.paint(colour);
    CHECK(window.at(20, 20) == 0xff8000);
    window.paint(grey);
    CHECK(window.at(20, 20) == 0x333333);
    CHECK(window.at(60, 20) == 0xe000d0);
    window.paint(colour);
    CHECK(window.at(60, 20) == 0x0a141e);
}

TEST_CASE("a tinted channel goes from black to the channel's colour, and NaN has its own colour") {
    PaintedWindow window;
    const Size size{1, 3};
    const Plane values(size, std::vector<float>{255, 0, std::numeric_limits<float>::quiet_NaN()});
    HeatMap heat = painted_map(size, 40);
    heat.plane = &values;
    heat.tint = &channel_tint(Channel::green);
    window.paint(heat);
    CHECK(window.at(20, 20) == 0x40e058);
    CHECK(window.at(60, 20) == 0x000000);
    CHECK(window.at(100, 20) == 0xe000d0);
    CHECK(heat.drawn_colour(0, 0) == Rgb{64, 224, 88});
    CHECK(heat.drawn_colour(0, 2) == kNanColour);
}

TEST_CASE("the colours of channels are rounded and limited to a byte") {
    CHECK(colour_of_channels(-3, 127.6F, 300) == Rgb{0, 128, 255});
    CHECK(colour_of_channels(1, std::nanf(""), 2) == kNanColour);
}

}  // namespace convscope
