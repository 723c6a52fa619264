// The models and layers for which maps can explain the prediction, and the positions of a map's places on the input.
#pragma once

#include <string>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The reason, in one sentence, why no map can be made for a model. Empty if maps can be made: its first input takes a
/// picture, its first output has classes or one probability, and a layer before the scores has rows and columns.
std::string explanation_fault(const Model& model);

/// The nodes for which maps can be made, ascending. Each of them has more than one row or column, depends on the first
/// input, and affects the scores.
std::vector<int> nodes_with_places(const Model& model);

/// The positions of a node's places on the first input, in pixels: place i begins at first + i * step. Each place is
/// drawn as a box around the centre of its receptive field, as large as the distance between the centres of
/// neighbouring fields.
struct PlaceAxis {
    double first = 0, step = 1;
    bool operator==(const PlaceAxis&) const = default;
};
struct PlaceGrid {
    PlaceAxis rows, cols;
    bool operator==(const PlaceGrid&) const = default;
};
/// If all places see the whole input, as after an attention layer, the boxes divide the input evenly.
PlaceGrid place_grid(const Model& model, int node);

/// The reason why the contributions at a node and the biases after it do not add up to the score, as a clause: "paths
/// around the layer", "swish in conv2d_3 does not keep proportions". Only for nodes whose ScoreBalance::rest is not 0.
std::string rest_reason(const Model& model, int node);

}  // namespace convscope::nn
