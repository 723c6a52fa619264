// The edits of the Filter Lab, as commands. Its panels change the document only through them. Edits of a filter with
// gesture 0 decide Lab::kinds anew; those of a drag keep it.
#pragma once

#include <optional>
#include <string>

#include "app/document/history.h"

namespace convscope {

/// Sets one value of filter `which` (0..kMaxFilters-1).
Command set_filter_value(int which, int row, int col, float value, std::uint64_t gesture = 0);
/// Sets the whole kernel. Bias and weight are kept, but the weight is computed from the kernel while `normalise` is on.
/// If the filter then has the values of a preset of the program, it gets its name. The other filters get the same size.
Command set_kernel(int which, const Kernel& kernel, std::string label, std::uint64_t gesture = 0);
/// Sets kernel, weight, bias and `normalise` at once, as for a preset. The other filters get the same size.
Command set_filter(int which, const LabFilter& filter, std::string label);
/// Names the preset that the filter is shown as; its values stay.
Command set_preset_name(int which, std::string key);
/// Sets the weight and turns `normalise` off.
Command set_weight(int which, float weight, std::uint64_t gesture = 0);
Command set_bias(int which, float bias, std::uint64_t gesture = 0);
/// On: the weight becomes 1 / sum of the kernel and is updated with it. Off: the weight before returns.
Command set_normalise(int which, bool on);
/// Sets the size of all filters; values stay centred.
Command set_kernel_size(int size);
/// Sets the number of filters in use. 1: one filter; 2: a comparison; 3 to kMaxFilters: a strip. The edited filter
/// stays one of those in use. If a second filter with the values of the first comes into use, it becomes the transpose,
/// or a vertical-edge filter if the transpose has these values too.
Command set_filter_count(int count);
/// Shows two filters beside each other, or the first one alone. Of a strip, A is compared with the edited filter, which
/// changes places with B; with B if A is edited.
Command set_comparison(bool on);
/// Chooses the filter that the controls show. A pin on an output moves to that filter's output, and so does the sum
/// that is played.
Command set_edited_filter(int which);

Command set_stride(int stride);
Command set_dilation(int dilation);
/// Border::keep also sets the stride to 1: it is defined for stride 1 only.
Command set_border(Border border);
Command set_activation(Activation activation);
Command set_pooling(Pooling pooling);
Command set_pool_size(int size);
Command set_channel(Channel channel);

/// Moves the picture, or adds noise to it; see Lab::motion and Lab::noise.
Command set_motion(const Motion& motion, std::uint64_t gesture = 0);
Command set_noise(const NoiseSettings& noise, std::uint64_t gesture = 0);

/// Opens another picture, without motion and noise; the view shows it whole.
Command open_picture(OpenPicture picture);
/// Replaces the document by that of the first start, with this picture.
Command start_afresh(OpenPicture picture);
/// Changes the view. Undo does not record it.
Command set_lab_view(std::function<void(LabView&)> change);
/// Combines the filtered pictures A and B while two filters are compared; nullopt ends it. Undo does not record it.
Command set_combination(std::optional<Combination> combination);
/// Shows another page of the Filter Lab; what is played stops.
Command open_page(LabPage page);
/// Makes the views show the whole picture.
Command fit_views();

/// Limits `value` to kMaxFilterValue in magnitude; 0 for an infinite value or NaN.
float limit_filter_value(float value);
/// The filter with kernel, weight and bias limited by limit_filter_value(). While `normalise` is on, the weight is
/// computed from the limited kernel.
LabFilter with_limits(LabFilter filter);

}  // namespace convscope
