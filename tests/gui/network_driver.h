// Drives the Layers workspace: opens it, points and paints, and compares the numbers on screen with a plan of its own.
#pragma once

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <span>
#include <string>
#include <vector>

#include "core/nn/inspect/trace.h"
#include "core/nn/plan/plan.h"
#include "tests/gui/driver.h"

namespace convscope::test {

/// The course model's class of the input that Layers opens with.
inline constexpr std::size_t kAnkleBoot = 9;

/// A window height in which the whole input panel is visible.
inline constexpr int kTallWindow = 1150;

/// Hides a data set that this machine may have: HOME is set to the folder for temporary files.
WindowOptions without_dataset(WindowOptions options);

/// The values of all layers for this input, computed by a new plan.
nn::Trace fresh_trace(const nn::Model& model, const NetworkInput& input, const nn::Edits& edits = {});

/// True if both have the same length and all values are equal up to a relative error of 1e-5.
bool same_values(std::span<const float> a, std::span<const float> b);

class NetworkDriver : public Driver {
  public:
    /// The program in the Layers workspace, with the course model and the ankle boot unless the options open others.
    explicit NetworkDriver(int width = 1280, int height = 800, WindowOptions options = {});

    const NetworkView& layers() const { return document().network_view; }
    const Network& network() const { return document().network; }
    const NetworkInput& input() const { return network().input; }
    const nn::Model& model() const { return *network().model.model; }
    const nn::Shape& input_shape() const { return model().node(model().inputs().front()).shape; }
    const NetworkWorkspace& workspace() { return shell().workspace<NetworkWorkspace>(); }
    const NetworkResults& results() { return shell().workspace<NetworkWorkspace>().results(); }
    /// The results with the edits.
    const nn::Trace& now() { return *results().now; }

    /// Runs frames until a step's transition has ended.
    void arrive();
    /// Clicks a layer in the journey.
    void go_to(int node);
    void undo() { key(GLFW_KEY_Z, GLFW_MOD_CONTROL); }
    /// The number of controls whose names start with `start`.
    std::size_t count_of(std::string_view start);

    /// The values of the model's input.
    const std::vector<float>& input_values() { return now().layer(model().inputs().front()).values; }
    /// The value of a pixel of an input with one channel.
    float input_value(std::int64_t row, std::int64_t col);
    /// The input values that the model's preprocessing makes of the picture, with this inversion.
    std::vector<float> preprocessed(const Picture& picture, nn::Inversion inversion) const;
    /// The answer's value for class `index`, with the edits or as trained.
    float class_value(std::size_t index, bool trained = false);
    /// The label of the class with the largest value.
    std::string predicted();

    /// The screen position of a pixel of the input picture.
    ImVec2 pixel_of(double row, double col);
    struct Point {
        double row, col;
    };
    /// Draws from point to point in the input picture with the current tool.
    void stroke(const std::vector<Point>& points);
    /// Moves the pointer into the selected map, at this fraction (0 to 1) of its height and width. Returns the layer's
    /// position there.
    nn::Position point_at(double down, double right);

    /// A new plan of the document's model, input and edits that has run. With `trained` it has no edits and no paint
    /// over the input (the strokes of a drawing stay, because they are the input).
    nn::Plan fresh_plan(bool trained = false) const;
    /// Checks that all values of all layers equal those of a new plan, with the edits and as trained.
    void check_results();
    /// Checks that the model's input is `values`, and that all layers have the values that follow from it.
    void check_input(const std::vector<float>& values);
};

}  // namespace convscope::test
