// The edits of the Layers workspace.
#pragma once

#include "app/document/history.h"

namespace convscope {

/// Another model: its own weights, the first layer behind the input. The input stays, without what was painted on it
/// where the shapes differ.
Command open_model(OpenModel model);
/// The file's model as it is now, in place of what was read from it before. The view stays where the layers are the
/// same; edits go, as they were of other weights.
Command reload_model(OpenModel model);
/// What the user says of the model. Paint keeps its brightness.
Command set_preprocessing(const nn::Preprocessing& preprocessing);
/// `source` names where the labels come from.
Command set_labels(std::vector<std::string> labels, const std::string& source);
/// The input of that name takes the picture.
Command set_picture_input(std::string input);
/// Another picture for the model, with nothing painted on it. Leafing through a data set may be one gesture.
Command open_input(NetworkInput input, std::uint64_t gesture = 0);
/// A black picture of the model's input size, to draw on.
Command start_drawing(const nn::Model& model);
Command set_crop(std::optional<Region> crop, std::uint64_t gesture = 0);
Command set_brightness(float brightness, std::uint64_t gesture = 0);

/// A round dab of the brush: the pixels whose centres lie within `radius` of (row, col), in pixels of the input, get
/// `brightness` (0..255, prepared as the model wants it), fading over the last pixel. nullopt erases what was painted.
struct Dab {
    double row = 0, col = 0;
    float radius = 1;
    std::optional<float> brightness;
};
/// `dabs` in order, over `unpainted`, the prepared input; one stroke shares a gesture.
Command paint(std::vector<Dab> dabs, nn::SharedTensor unpainted, std::uint64_t gesture);
Command clear_paint();

/// A value of a weight, by its index in the tensor; limited as a filter's values are.
Command set_weight_value(nn::WeightRef which, std::int64_t index, float value, std::uint64_t gesture = 0);
/// The channels of the node that are ablated; the others are not. What the model does not have is left out, as it is
/// in all of these.
Command set_silenced_channels(int node, std::vector<std::int64_t> channels, std::string label);
/// Back to the trained weights with nothing ablated: at one node, or everywhere.
Command reset_node(int node);
Command reset_edits();

/// A convolution's kernel of that input channel and filter, with the edits; none where there is no such kernel, or none
/// of a size that the Filter Lab has.
std::optional<Kernel> lab_kernel(const Network& network, int node, std::int64_t input_channel, std::int64_t channel);
/// The filter as the kernel of input channel `input_channel` and filter `channel` of a convolution with a kernel of
/// that size; the sum's weight is worked in. Another input channel keeps its kernel.
Command send_filter_to_node(const LabFilter& filter, int node, std::int64_t input_channel, std::int64_t channel);
/// That kernel as the Filter Lab's edited filter, with the layer's bias; the workspace changes to it.
Command send_kernel_to_lab(const Kernel& kernel, float bias);

/// Any change of how the network is looked at. Never recorded.
Command set_network_view(std::function<void(NetworkView&)> change);
Command set_workspace(WorkspaceId workspace);
/// The Layers workspace is shown, where a model that was just opened can be seen.
Command show_network();

}  // namespace convscope
