// Requests that export all product maps of one filter to a file.
#pragma once

#include <span>
#include <string_view>

#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/heat_map.h"
#include "core/nn/inspect/product_maps.h"

namespace convscope {

/// Exports all product maps of `maps`. "png": a picture as shown, in the order `order`; "npy": an array of rows x cols
/// x input channels; "csv": one value per line. The values are copied into the request.
Action product_export(const Scene& scene, const nn::ProductMaps& maps, std::span<const int> order, ColourMap colours,
                      std::string_view format);

/// The film in which the maps are added in this order, then the bias and the activation. `sums` are the page's maps of
/// the sum, the sum with the bias and the result, whose colours it takes.
Action product_film_export(const Scene& scene, const nn::ProductMaps& maps, std::span<const int> order,
                           std::span<const HeatMap> sums);

}  // namespace convscope
