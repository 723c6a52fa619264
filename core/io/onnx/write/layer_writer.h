// One layer of a model while it is written as ONNX operators; the writers of all layer kinds use it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/io/onnx/write/graph_builder.h"
#include "core/nn/model/layer.h"

namespace convscope::onnx {

struct LayerWriter {
    GraphBuilder& graph;
    int index;
    const nn::Node& node;

    const std::string& input(std::size_t which = 0) const { return graph.input(index, which); }
    const nn::Shape& shape(std::size_t which = 0) const { return graph.input_shape(index, which); }
    /// The name for the layer's pre-activation, which is its output if it has no activation.
    std::string pre_activation() const {
        return node.layer->activation().is_linear() ? node.name : graph.inner_name(node.name + "/linear");
    }
    /// Adds weight `which` of the layer as a constant; returns its name.
    std::string weight(const char* name, std::size_t which) const {
        return graph.floats(node.name + "/" + name, node.weights[which]->shape.axes, node.weights[which]->values);
    }
    /// Adds the weight transposed: axis i of the constant is axis axes[i] of the weight.
    std::string weight(const char* name, std::size_t which, const std::vector<std::size_t>& axes) const {
        const nn::Tensor& tensor = *node.weights[which];
        std::vector<std::int64_t> lengths;
        lengths.reserve(axes.size());
        for (const std::size_t axis : axes) lengths.push_back(tensor.shape.axes[axis]);
        return graph.floats(node.name + "/" + name, lengths, nn::exchanged(tensor.shape, tensor.values, axes));
    }
    std::string number(const char* name, float value) const {
        return graph.floats(node.name + "/" + name, {}, {value});
    }
};

/// The file's axis, with the batch as axis 0, that corresponds to an axis of the model's shape.
inline std::int64_t file_axis(const nn::Shape& shape, std::size_t axis) {
    constexpr std::array<std::int64_t, 3> kOfImage{2, 3, 1};
    return shape.is_image() ? kOfImage.at(axis) : static_cast<std::int64_t>(axis) + 1;
}

}  // namespace convscope::onnx
