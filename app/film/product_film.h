// The player of the product maps as a film: the sum grows by one input channel's product map after the other, then by
// the bias; then the activation is applied.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/film/film.h"
#include "core/image/colours/colour_policy.h"
#include "core/nn/inspect/product_maps.h"

namespace convscope {

struct ProductFilmSource {
    nn::ProductMaps maps;
    std::vector<int> order;  ///< indexes into maps.maps
    Plane result;            ///< the map after the activation
    std::string activation;  ///< its name; empty for a linear layer
    std::string title;       ///< of the result: "Conv2D 2, map 5"
    ColourScale map_scale, sum_scale, result_scale;
    ValueKind result_kind = ValueKind::non_negative;
};

/// nullopt if there are no maps.
std::optional<Film> product_film(const ProductFilmSource& source);

}  // namespace convscope
