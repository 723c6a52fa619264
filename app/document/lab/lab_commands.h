// The edits of the Filter Lab, as commands. Its panels change the document only through them. Edits of a filter with
// gesture 0 decide Lab::kinds; edits of a drag keep it.
#pragma once

#include <optional>
#include <string>

#include "app/document/history.h"

namespace convscope {

/// Sets one value of filter `which` (0..kMaxFilters-1).
Command set_filter_value(int which, int row, int col, float value, std::uint64_t gesture = 0);
/// Sets the whole kernel. Bias and weight are kept, but the weight is computed from the kernel while `normalise` is on.
/// If the filter then has the values of a preset of the program, it gets the preset's name. The other filters get the
/// same size.
Command set_kernel(int which, const Kernel& kernel, std::string label, std::uint64_t gesture = 0);
/// Sets kernel, weight, bias and `normalise` at once, as for a preset. The other filters get the same size.
Command set_filter(int which, const LabFilter& filter, std::string label);
/// Sets LabFilter::preset; the filter's values are kept.
Command set_preset_name(int which, std::string key);
/// Sets the weight and turns `normalise` off.
Command set_weight(int which, float weight, std::uint64_t gesture = 0);
Command set_bias(int which, float bias, std::uint64_t gesture = 0);
/// On: the weight becomes 1 / sum of the kernel and is updated with it. Off: restores the weight before that.
Command set_normalise(int which, bool on);
/// Sets the size of all filters; the values stay in the middle.
Command set_kernel_size(int size);
/// Sets the number of filters in use. 1: one filter; 2: a comparison; 3 to kMaxFilters: a strip. The edited filter
/// stays one of those in use. If the second filter comes into use with the values of the first, it becomes the
/// transpose of the first, or a vertical-edge filter if the transpose equals the first.
Command set_filter_count(int count);
/// Shows two filters side by side, or the first one alone. In a strip, A is compared with the edited filter, which is
/// exchanged with B; if A is edited, A is compared with B.
Command set_comparison(bool on);
/// Chooses the filter that the controls show. A pin on an output moves to that filter's output, and so does a running
/// sum pass.
Command set_edited_filter(int which);

Command set_stride(int stride);
Command set_dilation(int dilation);
/// Border::keep also sets the stride to 1, the only one for which it is defined.
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
/// Replaces the document by the one of the first start, with this picture.
Command start_afresh(OpenPicture picture);
/// Changes the view. Undo does not record it.
Command set_lab_view(std::function<void(LabView&)> change);
/// Combines the filtered pictures A and B while two filters are compared; nullopt ends the combination. Undo does not
/// record it.
Command set_combination(std::optional<Combination> combination);
/// Shows a page of the Filter Lab and stops the player.
Command open_page(LabPage page);
/// Makes the views show the whole picture.
Command fit_views();

/// Limits `value` to kMaxFilterValue in magnitude; 0 for an infinite value or NaN.
float limit_filter_value(float value);
/// The filter with kernel, weight and bias limited by limit_filter_value(). While `normalise` is on, the weight is
/// computed from the limited kernel.
LabFilter with_limits(LabFilter filter);

}  // namespace convscope
