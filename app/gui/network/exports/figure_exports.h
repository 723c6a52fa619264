// Requests that export the course's figure.
#pragma once

#include <string_view>
#include <vector>

#include "app/gui/network/pages/figure_rows.h"
#include "app/gui/network/scene/scene.h"

namespace convscope {

/// Exports the figure. "png": a picture with a row for each of the three inputs, with the maps of the layers `columns`,
/// their names and the answers; "csv": the values of these maps, one per line. The values are copied into the request.
Action figure_export(const Scene& scene, const FigureRows& rows, const std::vector<int>& columns,
                     std::string_view format);

}  // namespace convscope
