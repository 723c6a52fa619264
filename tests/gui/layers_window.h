// The Layers workspace with the pointer on its input: what the model sees and answers, strokes, and every
// number compared with a plan of its own.
#pragma once

#include <string>
#include <vector>

#include "core/nn/inspect/classes.h"
#include "tests/gui/layers_support.h"

namespace convscope::test {

/// The window with the Layers workspace open: the course model on the ankle boot.
struct LayersWindow : LayersDriver {
    explicit LayersWindow(int width = 1280, int height = 1150) : LayersDriver(width, height) {}

    const NetworkInput& input() const { return document().network.input; }
    const nn::Shape& shape() const { return model().node(model().inputs().front()).shape; }
    const nn::Trace& now() { return *shell().workspace<NetworkWorkspace>().results().now; }
    const std::vector<float>& seen() { return now().layer(model().inputs().front()).values; }
    std::string answer() {
        return nn::ranked_classes(model(), now().layer(model().outputs().front()).values).front().label;
    }

    /// The middle of a pixel of the input picture, on screen.
    ImVec2 pixel_of(double row, double col) {
        const Rect place = at("input.picture");
        return {place.x + place.w * static_cast<float>((col + 0.5) / static_cast<double>(shape().cols())),
                place.y + place.h * static_cast<float>((row + 0.5) / static_cast<double>(shape().rows()))};
    }
    struct Point {
        double row, col;
    };
    void stroke(const std::vector<Point>& points) {
        const ImVec2 first = pixel_of(points.front().row, points.front().col);
        move(first.x, first.y);
        frames(1);
        press();
        for (const Point& point : points) {
            const ImVec2 there = pixel_of(point.row, point.col);
            move(there.x, there.y);
        }
        release();
        settle();
    }
    void undo() { key(GLFW_KEY_Z, GLFW_MOD_CONTROL); }

    /// Every activation on screen is what a plan of its own makes of `values`.
    void check_against(const std::vector<float>& values) {
        REQUIRE(seen() == values);
        nn::Plan plan(model(), 1);
        plan.set_input(0, values);
        plan.run();
        const auto fresh = plan.activation(model().outputs().front());
        const std::vector<float>& shown = now().layer(model().outputs().front()).values;
        REQUIRE(fresh.size() == shown.size());
        for (std::size_t i = 0; i < shown.size(); ++i)
            CHECK(shown[i] == doctest::Approx(static_cast<double>(fresh[i])).epsilon(1e-4));
    }
    void check_numbers() { check_against(input_tensor(input(), model()).values); }
};

inline float value_at(LayersWindow& window, std::int64_t row, std::int64_t col) {
    return window.seen().at(static_cast<std::size_t>(row * window.shape().cols() + col));
}

inline std::vector<float> preprocessed(const Picture& picture, nn::Inversion inversion, const LayersWindow& window) {
    nn::Preprocessing preprocessing = window.model().info().preprocessing;
    preprocessing.inversion = inversion;
    return nn::preprocessed(picture, preprocessing, window.shape()).values;
}

}  // namespace convscope::test
