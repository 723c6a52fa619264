// The edits of the Layers workspace, as commands. Its panels change the document only through them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/document/history.h"
#include "core/nn/input/drawing.h"

namespace convscope {

/// Opens a model with its own weights and shows its first layer after the input. The input is kept; its paint is
/// dropped if the new model's input has a different shape.
Command open_model(OpenModel model);
/// Replaces the model by the new one that was read from its file again. The view is kept if the layers are the same;
/// edits are dropped, because they belong to the old weights.
Command reload_model(OpenModel model);
/// Sets the preprocessing in the notes on the model, see ModelNotes. Paint keeps its brightness.
Command set_preprocessing(const nn::Preprocessing& preprocessing, std::uint64_t gesture = 0);
/// Sets the names of the classes in the notes. `source` names the labels' file or set. If `labels` is empty, the
/// classes have the names that the model's file records, or numbers.
Command set_labels(std::vector<std::string> labels, const std::string& source);
/// Adds a softmax layer after the scores that the model gives, or removes it.
Command set_softmax(bool on);
/// Makes the input of that name take the picture.
Command set_picture_input(std::string input);
/// Makes all inputs take numbers, even a flattened one that could take a picture.
Command set_numbers_only();
/// Sets the numbers of the input of that name.
Command set_feed(std::string input, nn::Feed feed, std::uint64_t gesture = 0);
/// Opens a picture for the model, without paint. Stepping through a data set can share one gesture, so that it is one
/// undo step.
Command open_input(NetworkInput input, std::uint64_t gesture = 0);
/// Opens the file's picture for the model.
Command open_input_picture(OpenPicture picture);
/// Opens a black picture of the model's input size to draw on.
Command start_drawing(const nn::Model& model);
Command set_crop(std::optional<PixelRect> crop, std::uint64_t gesture = 0);
/// Limits `brightness` to nn::kMaxBrightness in magnitude; an infinite value or NaN becomes 0.
Command set_brightness(float brightness, std::uint64_t gesture = 0);

/// Paints these dabs, in order; one stroke shares a gesture. `unpainted` is nn::unpainted_tensor() of the input.
Command paint(std::vector<nn::Dab> dabs, nn::SharedTensor unpainted, std::uint64_t gesture);
/// Replaces the present paint by `base` with these dabs on it. Used for a straight line while its end is dragged.
Command paint_on(nn::SharedTensor base, std::vector<nn::Dab> dabs, nn::SharedTensor unpainted, std::uint64_t gesture);
/// Fills these areas, in order. For `unpainted` see paint().
Command fill_areas(std::vector<nn::AreaFill> fills, nn::SharedTensor unpainted);
Command clear_paint();

// All following commands ignore nodes, weights and channels that the model does not have.

/// Sets a weight's value, by its index in the tensor; limited by limit_filter_value().
Command set_weight_value(nn::WeightRef which, std::int64_t index, float value, std::uint64_t gesture = 0);
/// Ablates exactly these channels of the node.
Command set_ablated_channels(int node, std::vector<std::int64_t> channels, std::string label);
/// Restores the trained weights and ends ablation, at one node or at all nodes. Paint on the input stays.
Command reset_node(int node);
Command reset_edits();

/// The kernel of one input channel and one filter of a convolution, with the edits; nullopt if there is no such kernel
/// or the Filter Lab does not support its size.
std::optional<Kernel> lab_kernel(const Network& network, int node, std::int64_t input_channel, std::int64_t channel);
/// Replaces the kernel of input channel `input_channel` and filter `channel` of a convolution by the lab's filter,
/// multiplied by the filter's weight. Does nothing if the kernel has a different size.
Command send_filter_to_node(const LabFilter& filter, int node, std::int64_t input_channel, std::int64_t channel);
/// Replaces the Filter Lab's edited filter by the kernel and the layer's bias, and shows the Filter Lab.
Command send_kernel_to_lab(const Kernel& kernel, float bias);

/// Changes the view state of the Layers workspace. Undo does not record it.
Command set_network_view(std::function<void(NetworkView&)> change);
Command set_workspace(WorkspaceId workspace);
/// Shows the Layers workspace, for instance after a model was opened.
Command show_network();

}  // namespace convscope
