// The models and layers whose prediction can be explained by maps of places.
#pragma once

#include <string>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The reason, in one sentence, why no map can be made of a model; empty if one can: its first input takes a picture,
/// its first output has classes or one probability, and a layer before the scores has rows and columns.
std::string explanation_fault(const Model& model);

/// The nodes for which maps can be made, ascending: those with more than one row or column that the scores depend on,
/// and that depend on the first input.
std::vector<int> nodes_with_places(const Model& model);

/// The positions of a node's places on the first input, in pixels: place i begins at first + i * step. Each place is a
/// square as large as the distance between the centres of neighbouring receptive fields, around the centre of its own.
struct PlaceAxis {
    double first = 0, step = 1;
    bool operator==(const PlaceAxis&) const = default;
};
struct PlaceGrid {
    PlaceAxis rows, cols;
    bool operator==(const PlaceGrid&) const = default;
};
/// If all places see the whole input, as after a layer of attention, the squares divide the input evenly.
PlaceGrid place_grid(const Model& model, int node);

/// The reason why the contributions at a node and the biases after it do not add up to the score, as a clause: "paths
/// around the layer", "swish in conv2d_3 does not keep proportions". For nodes whose balance has a rest.
std::string rest_reason(const Model& model, int node);

}  // namespace convscope::nn
