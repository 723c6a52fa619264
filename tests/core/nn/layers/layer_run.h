// A layer with inputs and weights, so that a test can run it without a model.
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

/// A run with random inputs and weights from the seed. All values of an input differ, by at least 1/300 if there are at
/// most 600, so that a small change does not make another value the largest. Moving statistics are random numbers
/// around 1, all other weights are in -1..1.
LayerRun random_run(const LayerCase& layer_case, std::int64_t batch, std::uint64_t seed);

/// A model with the run's inputs and its layer "layer", which has the run's weights.
Model model_of(const LayerRun& run);

/// The output of a layer without randomness for one example.
std::vector<float> run(const SharedLayer& layer, const std::vector<Tensor>& inputs, LayerRun::Buffers weights = {});

/// The message of the ShapeError that the action throws; empty without one.
std::string shape_fault(const std::function<void()>& action);

}  // namespace convscope::nn
