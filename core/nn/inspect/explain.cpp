#include "core/nn/inspect/explain.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <numeric>

namespace convscope::nn {

namespace {

/// The pre-activation: the explanation's terms combined by its combination.
double combined(const Explanation& e) {
    switch (e.combination) {
        case Combination::sum: {
            double sum = e.bias;
            for (const Term& term : e.terms) sum += term.product;
            for (const ChannelTerms& channel : e.channels) sum += channel.sum;
            return sum;
        }
        case Combination::product:
            return std::transform_reduce(e.terms.begin(), e.terms.end(), 1.0, std::multiplies<>(),
                                         [](const Term& term) { return term.value; });
        case Combination::maximum:
            return e.terms.at(e.winner.value()).value;
        case Combination::copy:
            break;
    }
    return e.terms.empty() ? e.bias : e.terms.front().value;
}

/// A node's weights and its inputs for one example.
struct LayerInputs {
    std::vector<Shape> shapes;
    std::vector<std::span<const float>> inputs, weights;
    ExplainCall call;

    LayerInputs(const Model& model, int index, Activations activations) : shapes(model.input_shapes(index)) {
        const Node& node = model.node(index);
        for (const int input : node.inputs) inputs.push_back(activations[static_cast<std::size_t>(input)]);
        for (const SharedTensor& weight : node.weights) weights.emplace_back(weight->values);
        call = {shapes, inputs, weights, node.shape};
    }
};

/// Fills in Explanation::softmax: the logits of all channels at this position, their exponentials and shares.
void explain_over_channels(const Layer& layer, const ExplainCall& call, Explanation& e) {
    for (std::int64_t channel = 0; channel < call.output_shape.channels(); ++channel) {
        Explanation other;
        layer.explain(call, {e.at.row, e.at.col, channel}, other);
        e.softmax.push_back({.logit = combined(other)});
    }
    double largest = e.softmax.front().logit;
    for (const SoftmaxShare& share : e.softmax) largest = std::max(largest, share.logit);
    double sum = 0;
    for (SoftmaxShare& share : e.softmax) {
        share.exponential = std::exp(share.logit - largest);
        sum += share.exponential;
    }
    for (SoftmaxShare& share : e.softmax) share.share = share.exponential / sum;
    const SoftmaxShare& explained = e.softmax[static_cast<std::size_t>(e.at.channel)];
    e.value =
        e.activation.kind == ActivationKind::softmax ? explained.share : explained.logit - largest - std::log(sum);
}

/// The two shapes of a node's input `which`: the layer takes `declared`, the interface shows `picture`.
struct InputShapes {
    const Shape& declared;
    const Shape& picture;

    InputShapes(const Model& model, const Node& consumer, std::size_t which)
        : declared(model.node(consumer.inputs[which]).declared_shape()),
          picture(model.node(consumer.inputs[which]).shape) {}
};

/// Converts the terms' positions from the inputs' declared shapes to the shapes of the pictures.
void place_terms(const Model& model, const Node& node, Explanation& e) {
    for (Term& term : e.terms)
        if (const InputShapes input(model, node, term.input); input.declared != input.picture)
            term.from = position_of(input.picture, index_of(input.declared, term.from));
}

/// True for layers that copy values in their order. A region is then reshaped directly between the picture and the
/// output, because a box that is first reshaped to the flattened shape would grow to whole rows.
bool keeps_order(const Node& node) {
    return node.layer->effect() == Effect::copies;
}

/// source() for a node; `shapes` are its Model::input_shapes().
Region source_of(const Model& model, const Node& node, const Region& region, std::size_t which,
                 std::span<const Shape> shapes) {
    const InputShapes input(model, node, which);
    if (keeps_order(node)) return reshaped(region, node.shape, input.picture);
    return reshaped(node.layer->source(region, which, shapes), input.declared, input.picture);
}

/// The positions of the node that depend on a region of input `which`, not clipped.
Region reach_of(const Model& model, const Node& node, const Region& region, std::size_t which,
                std::span<const Shape> shapes) {
    const InputShapes input(model, node, which);
    if (keeps_order(node)) return reshaped(region, input.picture, node.shape);
    return node.layer->reach(reshaped(region, input.picture, input.declared), which, shapes);
}

}  // namespace

Explanation explain_pre_activation(const Model& model, int index, const Position& at, Activations activations) {
    const Node& node = model.node(index);
    assert(contains(node.shape, at));
    Explanation e{.layer = node.name, .type = node.display_name.kind, .at = at};
    e.activation = node.layer->activation();
    e.traced = activations[static_cast<std::size_t>(index)][static_cast<std::size_t>(index_of(node.shape, at))];
    node.layer->explain(LayerInputs(model, index, activations).call, at, e);
    place_terms(model, node, e);
    if (node.inputs.empty()) e.bias = e.traced;
    e.sum = e.value = combined(e);
    return e;
}

Explanation explain(const Model& model, int index, const Position& at, Activations activations) {
    Explanation e = explain_pre_activation(model, index, at, activations);
    if (e.activation.over_channels())
        explain_over_channels(*model.node(index).layer, LayerInputs(model, index, activations).call, e);
    else
        e.value = activate(e.activation, e.sum);
    return e;
}

Region source(const Model& model, int index, const Region& region, std::size_t which) {
    return source_of(model, model.node(index), region, which, model.input_shapes(index));
}

Region receptive_field(const Model& model, int later, const Region& region, int earlier, bool count_padding) {
    std::vector<Region> regions(model.nodes().size());
    regions[static_cast<std::size_t>(later)] = region;
    for (int i = later; i > earlier; --i) {
        const Region& here = regions[static_cast<std::size_t>(i)];
        if (here.empty()) continue;
        const Node& node = model.node(i);
        // A softmax needs the pre-activations of all channels of a position.
        Region pre_activation = here;
        if (node.layer->activation().over_channels()) pre_activation.channels = {0, node.shape.channels()};
        const std::vector<Shape> shapes = model.input_shapes(i);
        for (std::size_t which = 0; which < shapes.size(); ++which) {
            Region& input = regions[static_cast<std::size_t>(node.inputs[which])];
            const Region input_region = source_of(model, node, pre_activation, which, shapes);
            input =
                hull(input, count_padding ? input_region : clipped(input_region, model.node(node.inputs[which]).shape));
        }
    }
    return regions[static_cast<std::size_t>(earlier)];
}

Region reach(const Model& model, int earlier, const Region& region, int later) {
    std::vector<Region> touched(model.nodes().size());
    touched[static_cast<std::size_t>(earlier)] = region;
    for (int i = earlier + 1; i <= later; ++i) {
        const Node& node = model.node(i);
        const std::vector<Shape> shapes = model.input_shapes(i);
        Region& here = touched[static_cast<std::size_t>(i)];
        for (std::size_t which = 0; which < shapes.size(); ++which) {
            const Region& input = touched[static_cast<std::size_t>(node.inputs[which])];
            if (!input.empty()) here = hull(here, clipped(reach_of(model, node, input, which, shapes), node.shape));
        }
        if (!here.empty() && node.layer->activation().over_channels()) here.channels = {0, node.shape.channels()};
    }
    return touched[static_cast<std::size_t>(later)];
}

}  // namespace convscope::nn
