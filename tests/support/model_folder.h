// Checks a model against a folder with inputs and outputs (x0.npy, ..., y0.npy, ...) in the layout of the model's file.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "core/io/npy/npy.h"
#include "core/nn/plan/plan.h"

namespace convscope::samples {

/// The arrays LETTER0.npy, LETTER1.npy, ... of the folder.
inline std::vector<NpyArray> arrays_in(const std::filesystem::path& folder, const char* letter) {
    std::vector<NpyArray> arrays;
    for (int i = 0; std::filesystem::exists(folder / (letter + std::to_string(i) + ".npy")); ++i)
        arrays.push_back(load_npy(folder / (letter + std::to_string(i) + ".npy")));
    return arrays;
}

/// Checks that the model computes the folder's outputs from its inputs: equal shapes, and an error of at most 1e-5
/// times the largest value or 1.
inline void check_outputs(const nn::Model& model, const std::filesystem::path& folder) {
    const std::vector<NpyArray> inputs = arrays_in(folder, "x"), outputs = arrays_in(folder, "y");
    REQUIRE(inputs.size() == model.inputs().size());
    REQUIRE(outputs.size() == model.outputs().size());
    REQUIRE_FALSE(outputs.empty());
    const std::int64_t batch = inputs.front().shape.front();
    nn::Plan plan(model, batch);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const nn::Layout layout = model.node(model.inputs()[i]).file_layout();
        REQUIRE(nn::examples_in(layout, nn::Shape(inputs[i].shape)) == batch);
        plan.set_input(i, nn::from_file_layout(layout, batch, inputs[i].values));
    }
    plan.run();
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        CAPTURE(i);
        const int node = model.outputs()[i];
        const nn::Tensor computed = nn::to_file_layout(model.node(node).file_layout(), batch, plan.activation(node));
        REQUIRE(computed.shape.axes == outputs[i].shape);
        float largest = 1, error = 0;
        for (std::size_t v = 0; v < computed.values.size(); ++v) {
            largest = std::max(largest, std::abs(outputs[i].values[v]));
            error = std::max(error, std::abs(computed.values[v] - outputs[i].values[v]));
        }
        CHECK(error <= 1e-5F * largest);
    }
}

}  // namespace convscope::samples
