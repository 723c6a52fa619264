// The player of the Layers workspace as a film: the window of a convolution or a pooling slides over a map.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/film/film.h"
#include "core/image/colours/colour_policy.h"
#include "core/nn/inspect/explain.h"

namespace convscope {

/// A map of a layer and the input map that is shown next to it.
struct LayerFilmSource {
    std::shared_ptr<const nn::Model> model;
    int node = 0;
    std::int64_t channel = 0;
    Plane source, map;
    std::string source_title, map_title;
    ColourScale source_scale, map_scale;
    ValueKind source_kind = ValueKind::picture, map_kind = ValueKind::non_negative;
    /// The kernel between the two maps, row by row, with as many values as the window has positions; empty for layers
    /// without filters.
    std::vector<double> kernel = {};
    std::int64_t inputs = 1;  ///< the number of input maps of the sum
    double bias = 0;
    std::string activation = {};  ///< its name; empty for a linear layer
};

/// nullopt if the layer has no positions.
std::optional<Film> layer_film(const LayerFilmSource& source);

}  // namespace convscope
