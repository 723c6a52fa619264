// A layer of a model on its way into a graph of ONNX: what the writers of all kinds have at hand.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/io/onnx/export.h"
#include "core/nn/layers/concatenate.h"
#include "core/nn/layers/flatten.h"
#include "core/nn/layers/permute.h"
#include "core/nn/layers/up_sampling2d.h"
#include "core/nn/layers/zero_padding2d.h"
#include "core/nn/model/layer.h"

namespace convscope {

/// One layer on its way into the graph.
struct OnnxWrite {
    OnnxExport& to;
    int index;
    const nn::Node& node;

    const std::string& input(std::size_t which = 0) const { return to.input(index, which); }
    const nn::Shape& shape(std::size_t which = 0) const { return to.input_shape(index, which); }
    /// The name of what comes before the layer's activation.
    std::string linear() const {
        return node.layer->activation().is_linear() ? node.name : to.inner_name(node.name + "/linear");
    }
    std::string weight(const char* name, std::size_t which) const {
        return to.floats(node.name + "/" + name, node.weights[which]->shape.axes, node.weights[which]->values);
    }
    std::string weight(const char* name, std::size_t which, const std::vector<std::size_t>& axes) const {
        const nn::Tensor& tensor = *node.weights[which];
        std::vector<std::int64_t> lengths;
        lengths.reserve(axes.size());
        for (const std::size_t axis : axes) lengths.push_back(tensor.shape.axes[axis]);
        return to.floats(node.name + "/" + name, lengths, nn::exchanged(tensor.shape, tensor.values, axes));
    }
    std::string number(const char* name, float value) const { return to.floats(node.name + "/" + name, {}, {value}); }
};

/// The axis of a shape here among ONNX's, the batch in front.
inline std::int64_t onnx_axis(const nn::Shape& shape, std::size_t axis) {
    constexpr std::array<std::int64_t, 3> kOfImage{2, 3, 1};
    return shape.is_image() ? kOfImage.at(axis) : static_cast<std::int64_t>(axis) + 1;
}

/// What arranges values rather than computes them.
void write_onnx_merge(const OnnxWrite& w);
void write_onnx_concatenate(const OnnxWrite& w, const nn::Concatenate& layer);
void write_onnx_flatten(const OnnxWrite& w);
void write_onnx_reshape(const OnnxWrite& w);
void write_onnx_permute(const OnnxWrite& w, const nn::Permute::Parameters& p);
void write_onnx_padding(const OnnxWrite& w, const nn::ZeroPadding2D& layer);
void write_onnx_cropping(const OnnxWrite& w, const nn::Border& border);
void write_onnx_up_sampling(const OnnxWrite& w, const nn::UpSampling2D::Parameters& p);
/// The layer's activation of a value, as its output.
void write_onnx_activation(const OnnxWrite& w, const std::string& x);

}  // namespace convscope
