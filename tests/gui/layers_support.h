// What the tests of the Layers workspace share: opening it, and an independent run of the same model.
#pragma once

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/nn/plan/plan.h"
#include "tests/gui/driver.h"

namespace convscope::test {

/// A data set that this machine may have is out of sight: every machine shows the same.
inline WindowOptions without_dataset(WindowOptions options) {
    ::setenv("HOME", std::filesystem::temp_directory_path().c_str(), 1);
    return options;
}

/// The real program in its second workspace, with the course model and the ankle boot.
class LayersDriver : public Driver {
  public:
    explicit LayersDriver(int width = 1280, int height = 800, WindowOptions options = {})
        : Driver(width, height, without_dataset(std::move(options))) {
        if (document().workspace == Workspace::filter_lab) key(GLFW_KEY_2);
        settle();
    }

    const NetworkView& layers() const { return document().network_view; }
    const Network& network() const { return document().network; }
    const nn::Model& model() const { return *network().model.model; }
    const NetworkWorkspace& workspace() { return shell().layers(); }
    const NetworkResults& results() { return shell().network(); }
    /// Lets a step's transition end.
    void arrive() {
        for (int i = 0; i < 2000 && shell().layers().is_moving(); ++i) frames(1);
        REQUIRE_FALSE(shell().layers().is_moving());
    }
    void go_to(int node) {
        arrive();
        click("journey.layer." + std::to_string(node));
        arrive();
    }

    /// What a new plan computes from the document: with its edits, or as trained.
    nn::Plan fresh_plan(bool trained = false) const {
        nn::Plan plan(model(), 1);
        plan.set_input(0, (trained ? nn::unpainted_tensor : nn::input_tensor)(network().input, model()).values);
        if (!trained) {
            for (const auto& [which, tensor] : network().edits.weights)
                plan.set_weight(which.node, which.weight, tensor);
            for (const auto& [node, channels] : network().edits.ablated) plan.set_ablated(node, channels);
        }
        plan.run();
        return plan;
    }

    /// Every activation on screen is what a new plan computes, before and after the edits.
    void check_results() {
        for (const bool trained : {false, true}) {
            const nn::Plan plan = fresh_plan(trained);
            const nn::Trace& trace = trained ? *results().trained : *results().now;
            for (int node = 0; node < model().size(); ++node) {
                const std::span<const float> expected = plan.activation(node);
                INFO(model().node(node).name, trained ? " as trained" : " now");
                CHECK(std::ranges::equal(trace.layer(node).values, expected));
            }
        }
    }

    /// The value of the answer's class `index`, now or as trained.
    float answer(std::size_t index, bool trained = false) {
        const nn::Trace& trace = trained ? *results().trained : *results().now;
        return trace.layer(model().outputs().front()).values.at(index);
    }
};

inline constexpr std::size_t kAnkleBoot = 9;

}  // namespace convscope::test
