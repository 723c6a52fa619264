// A layer with inputs and weights in front of it, so that a test can run it alone.
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
    /// The linear part.
    std::vector<float> forward() const;
    Gradients backward(std::span<const float> output_gradient) const;
    /// Moves the layer's statistics among `weights`.
    void observe();
};

/// Inputs and weights drawn from the seed. An input's values are all different, by at least 1/300 where it has no more
/// than 600: a maximum stays where it is when one moves a little. Statistics are drawn around 1, the rest from -1 to 1.
LayerRun drawn_run(const LayerCase& layer_case, std::int64_t batch, std::uint64_t seed);

/// A model of inputs and the run's layer behind them, with its weights.
Model model_of(const LayerRun& run);

/// What a layer without randomness makes of one example.
std::vector<float> run(const SharedLayer& layer, const std::vector<Tensor>& inputs, LayerRun::Buffers weights = {});

/// What a ShapeError says; empty where the action throws none.
std::string shape_fault(const std::function<void()>& action);

}  // namespace convscope::nn
