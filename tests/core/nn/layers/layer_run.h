// A layer with inputs and weights, so that a test can run it alone.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/nn/model/layer.h"
#include "core/nn/model/model.h"
#include "tests/core/nn/layers/layer_cases.h"

namespace convscope::nn {

struct LayerRun {
    using Buffers = std::vector<std::vector<float>>;
    struct Gradients {
        Buffers inputs, weights;
    };

    SharedLayer layer;
    std::vector<Shape> input_shapes;
    std::int64_t batch = 1;
    bool training = false;
    std::uint64_t seed = 0;
    Buffers inputs, weights;  ///< one per input, one per weight

    Shape output_shape() const { return layer->output_shape(input_shapes); }
    /// The pre-activation.
    std::vector<float> forward() const;
    Gradients backward(std::span<const float> output_gradient) const;
    /// Updates the moving statistics among `weights`.
    void update_statistics();
};

/// Inputs and weights drawn from the seed. An input's values all differ, by at least 1/300 if there are at most 600, so
/// that a small change of one does not change which is the largest. Statistics are drawn around 1, the rest from -1
/// to 1.
LayerRun drawn_run(const LayerCase& layer_case, std::int64_t batch, std::uint64_t seed);

/// A model of inputs and the run's layer, with its weights.
Model model_of(const LayerRun& run);

/// The output of a layer without randomness for one example.
std::vector<float> run(const SharedLayer& layer, const std::vector<Tensor>& inputs, LayerRun::Buffers weights = {});

/// The message of the ShapeError that the action throws; empty without one.
std::string shape_fault(const std::function<void()>& action);

}  // namespace convscope::nn
