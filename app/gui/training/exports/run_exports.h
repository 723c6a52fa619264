// Requests that export the curves and the filters of a run to files. The values are copied into the request, because
// the user chooses the file later.
#pragma once

#include <vector>

#include "app/gui/toolkit/ui.h"
#include "app/gui/widgets/plots/line_plot.h"
#include "app/gui/workspace/actions.h"
#include "core/nn/model/tensor.h"

namespace convscope {

/// The curves as a picture, as wide as a page.
Action curves_picture_export(const Ui& ui, const std::vector<LinePlot>& plots);
/// The filters of a kernel {rows, cols, input channels, filters} as a picture: their first input channel, all with one
/// colour scale.
Action filters_export(const nn::Tensor& kernel);

}  // namespace convscope
