// Builds an untrained network from settings, or says at which layer nothing is left of the picture.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/inspect/layer_arithmetic.h"
#include "core/nn/model/model.h"
#include "core/nn/train/build/network_settings.h"
#include "core/nn/train/build/weight_start.h"

namespace convscope::nn {

/// The pictures and classes that a network is built for.
struct NetworkTask {
    std::string name = "network";          ///< of the model
    Shape input{{28, 28, 1}};              ///< rows, cols, channels
    std::int64_t classes = 10;             ///< at least 1
    std::vector<std::string> class_names;  ///< one per class, or none
    bool operator==(const NetworkTask&) const = default;
};

/// A layer of a network that is not built yet.
struct PlannedLayer {
    std::string name;   ///< as Keras names it: "conv2d_1"
    SharedLayer layer;  ///< never null
    Shape shape;        ///< of its output
    std::int64_t parameters = 0;
};

/// The layer that cannot be built, and the reason with the arithmetic: "The third pooling layer would get 1 x 1 values,
/// less than its window of 2 x 2: 3 - 3 + 1 = 1. Use ...".
struct PlanFault {
    std::size_t layer = 0;  ///< index that the layer would have in NetworkOutline::layers
    std::string name;       ///< of the layer
    std::string sentence;
};

/// The layers of a network after its input, without weights: cheap enough for every frame.
struct NetworkOutline {
    std::vector<PlannedLayer> layers;  ///< with a fault, those before it
    std::optional<PlanFault> fault;
    std::int64_t parameters = 0;  ///< of `layers`
};

/// Networks with more parameters are refused: their weights, gradients and moments would take 1 GB.
inline constexpr std::int64_t kMaxBuiltParameters = std::int64_t{1} << 26;

/// The settings must have no settings_fault(). `times` is the multiplication sign of the fault's sentence.
NetworkOutline outline(const NetworkSettings& settings, const NetworkTask& task, std::string_view times = kPlainTimes);
/// The layers of the outline as a model whose weights are zeros (ones for scales): up to the fault if there is one, so
/// that summaries, arithmetic and the Keras code can show it. Takes the memory of the weights: not for every frame.
Model outline_model(const NetworkOutline& outline, const NetworkTask& task);

/// The network with weights from the seed. Its info has the class names and the preprocessing of the course's network:
/// values divided by 255; grey pictures are inverted if they are dark on light. Throws std::invalid_argument with the
/// sentence of a fault of the settings or the outline.
Model build_network(const NetworkSettings& settings, const NetworkTask& task, WeightStart start, std::uint64_t seed);

}  // namespace convscope::nn
