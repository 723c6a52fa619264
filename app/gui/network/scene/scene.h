// The state that the Layers panels share in one frame: the model and its activations, the selection, the colours of
// values. The workspace makes one per frame, as soon as there are activations.
#pragma once

#include <optional>
#include <string>

#include "app/document/network/network_commands.h"
#include "app/gui/panels/layer_names.h"
#include "app/gui/widgets/player_bar.h"
#include "app/gui/workspace/frame.h"
#include "app/jobs/network/network_engine.h"
#include "core/image/colours/colour_maps.h"
#include "core/nn/train/dataset.h"

namespace convscope {

struct Scene {
    Frame& frame;
    Ui& ui;
    const Network& network;  ///< the present state; the results below may be older
    const NetworkView& view;
    const NetworkResults& results;  ///< has_trace() is true; their model has the same layers as network.model
    /// The results of the second model, only on the page that shows it. They may not have a trace yet.
    const NetworkResults* other = nullptr;
    const nn::Model& model;
    const nn::Trace& now;      ///< with the edits
    const nn::Trace& trained;  ///< without the edits
    bool edited = false;       ///< `now` and `trained` differ
    bool busy = false;
    nn::SharedTensor unpainted;  ///< the preprocessed input without the paint
    int layer = 0;               ///< view.layer, limited to the model's layers
    std::int64_t channel = 0;    ///< view.channel, limited to the layer's channels
    /// Each channel's contribution to the answer; null if it is not shown or not computed yet.
    const Contributions* contributions = nullptr;
    const OpenDataset& dataset;  ///< the open data set, such as Fashion-MNIST's test pictures

    /// The layer's value under the pointer in this frame. The panels set it.
    std::optional<nn::Position> hovered;
    /// The pixel of the input under the pointer in this frame. The input panel sets it.
    std::optional<nn::Position> hovered_input;
    /// A pixel of the input (pinned, or under the pointer in the last frame) whose region of influence is shown.
    std::optional<nn::Position> reach_of;
    /// The value whose arithmetic is shown: the player's, the pinned one, or the one under the pointer. If there is
    /// none of these, the value of an earlier frame stays.
    nn::Position at;
    bool live = true;  ///< false if `at` is left from an earlier frame: no player is active, and no value is pinned or
                       ///< under the pointer

    const nn::Node& node() const { return model.node(layer); }
    const nn::Shape& shape() const { return node().shape; }
    const nn::LayerTrace& values() const { return now.layer(layer); }
    int input_node() const { return model.inputs().front(); }
    const nn::Shape& input_shape() const { return model.node(input_node()).shape; }

    void change_view(std::function<void(NetworkView&)> change) { frame.perform(set_network_view(std::move(change))); }
};

/// True for the model's inputs.
bool is_input(const nn::Model& model, int node);
/// True if the selected layer gives the answer of a classifier: its values are classes, not maps.
bool shows_classes(const Scene& scene);
/// The channel to select when the user goes to the node: the most likely class of a classifier's output, otherwise the
/// channel selected so far or, if the node has fewer, its last.
std::int64_t entered_channel(const Scene& scene, int node);
/// The colours of a node's channel in this trace, by the view's range and colour map.
ColourScale scale_of(const Scene& scene, const nn::Trace& trace, int node, std::int64_t channel);
/// The colours of the signed differences of a node's values: 0 in the middle.
ColourScale difference_scale(const Scene& scene, int node);
/// The channels of the selected layer in the view's order.
std::vector<std::int64_t> ordered_channels(const Scene& scene);
/// The selected layer's kernel with the edits (rows, cols, input channels, filters); null if it is no convolution.
const nn::Tensor* layer_kernel(const Scene& scene);
/// The part of the selected layer that depends on the input pixel scene.reach_of; empty without such a pixel.
nn::Region reached(const Scene& scene);
/// The positions of the player's window: every position of the layer, starting at the pinned one.
PlayerPasses layer_passes(const Scene& scene);

}  // namespace convscope
