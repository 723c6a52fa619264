// The edits of the Filter Lab. Panels emit these; nothing else changes a document.
#pragma once

#include <optional>

#include "app/document/history.h"

namespace convscope {

/// Sets one value of filter `which` (0 or 1).
Command set_filter_value(int which, int row, int col, float value, std::uint64_t gesture = 0);
/// Sets the whole kernel; weight and bias stay (the weight follows while normalising).
Command set_kernel(int which, const Kernel& kernel, std::string label, std::uint64_t gesture = 0);
/// Kernel, weight, bias and normalising together, as a preset has them.
Command set_filter(int which, const LabFilter& filter, std::string label);
/// A weight set by hand ends normalising.
Command set_weight(int which, float weight, std::uint64_t gesture = 0);
Command set_bias(int which, float bias, std::uint64_t gesture = 0);
/// On: the weight becomes 1 / sum and follows the kernel. Off: the weight stays as it is.
Command set_normalise(int which, bool on);
/// Both filters get this size; values stay centred.
Command set_kernel_size(int size);
Command set_compare(bool on);
Command set_edited(int which);

Command set_stride(int stride);
Command set_dilation(int dilation);
/// The keep border sets the stride to 1, as it has no meaning with another.
Command set_border(Border border);
Command set_activation(Activation activation);
Command set_pooling(Pooling pooling);
Command set_pool_size(int size);
Command set_channel(Channel channel);

/// Opens another picture; the view shows it whole.
Command open_picture(OpenPicture picture);
/// Any change of the view. Undo does not record it.
Command set_lab_view(std::function<void(LabView&)> change);
/// The views show the whole picture.
Command fit_views();

/// Limits `value` to kMaxFilterValue in magnitude; 0 for an infinite value or NaN.
float limited(float value);
/// The filter with all its values limited and, while normalising, the weight that its kernel gives.
LabFilter settled(LabFilter filter);

}  // namespace convscope
