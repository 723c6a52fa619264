// Small models for tests.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/merge/concatenate.h"
#include "core/nn/layers/merge/multiply.h"
#include "core/nn/layers/normalization/group_normalization.h"
#include "core/nn/layers/normalization/layer_normalization.h"
#include "core/nn/layers/normalization/normalization.h"
#include "core/nn/layers/normalization/unit_normalization.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/layers/shape/cropping2d.h"
#include "core/nn/layers/shape/flatten.h"
#include "core/nn/layers/shape/reshape.h"
#include "core/nn/layers/shape/resizing.h"
#include "core/nn/layers/shape/up_sampling2d.h"
#include "core/nn/layers/shape/zero_padding2d.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/conv2d_transpose.h"
#include "core/nn/layers/window/global_pooling2d.h"
#include "core/nn/layers/window/pooling2d.h"
#include "core/nn/model/model.h"

namespace convscope::samples {

/// The model with random kernels from this seed; all other weights are ascending numbers.
inline nn::Model with_numbers(nn::Model model, std::uint64_t seed) {
    model = initialised(model, seed);
    float next = 0.25F;
    for (int i = 0; i < model.size(); ++i)
        for (std::size_t w = 1; w < model.node(i).weights.size(); ++w) {
            nn::Tensor tensor = *model.node(i).weights[w];
            for (float& value : tensor.values) value = next += 0.0625F;
            model = model.with_weight(i, w, std::make_shared<const nn::Tensor>(std::move(tensor)));
        }
    return model;
}

/// A layer of this kind.
template <class Kind, class... Arguments>
nn::SharedLayer layer(Arguments&&... arguments) {
    return std::make_shared<const Kind>(std::forward<Arguments>(arguments)...);
}

inline nn::SharedLayer conv(nn::Conv2D::Parameters parameters) {
    return layer<nn::Conv2D>(parameters);
}

inline constexpr nn::Activation kRelu{nn::ActivationKind::relu}, kSoftmax{nn::ActivationKind::softmax};

/// A model like the course's, on 12 x 12 pictures: Conv2D with 4 filters, MaxPooling2D, Flatten, Dense with 3 units.
inline nn::Model small_course(std::uint64_t seed = 1) {
    nn::ModelInfo info{.name = "small"};
    info.labels = {"shirt", "Größe \"1\"", "bag"};
    info.preprocessing.inversion = nn::Inversion::automatic;
    info.preprocessing.offset = {0.1F, 0, -1};
    info.preprocessing_known = true;
    nn::ModelBuilder builder(info);
    builder.input("input_1", {12, 12, 1});
    builder.add("conv2d", conv({.filters = 4, .window = {.rows = 3, .cols = 3}, .activation = kRelu}));
    builder.add("max_pooling2d",
                layer<nn::MaxPooling2D>(nn::Window{.rows = 2, .cols = 2, .row_stride = 2, .col_stride = 2}));
    builder.add("flatten", layer<nn::Flatten>());
    builder.add("dense", layer<nn::Dense>(nn::Dense::Parameters{.units = 3, .activation = kSoftmax}));
    return with_numbers(builder.build(), seed);
}

/// Input "in" of this shape, Flatten unless it is a vector, Dense "hidden" with 6 units, Dense "out" with `units`.
/// Inputs with equally many values get the same weights.
inline nn::Model classifier(const nn::Shape& input, std::int64_t units = 4) {
    nn::ModelBuilder builder(nn::ModelInfo{.name = "classifier"});
    builder.input("in", input);
    if (input.rank() > 1) builder.add("flatten", layer<nn::Flatten>());
    builder.add("hidden", layer<nn::Dense>(nn::Dense::Parameters{.units = 6, .activation = kRelu}));
    builder.add("out", layer<nn::Dense>(nn::Dense::Parameters{.units = units, .activation = kSoftmax}));
    nn::Model model = builder.build();
    for (const char* name : {"hidden", "out"}) {
        const int node = *model.find(name);
        nn::Tensor kernel = *model.node(node).weights[0];
        for (std::size_t i = 0; i < kernel.values.size(); ++i)
            kernel.values[i] = (random_unit(7, i) - 0.5F) / (name[0] == 'h' ? 4.F : 1.F);
        model = model.with_weight(node, 0, std::make_shared<const nn::Tensor>(std::move(kernel)));
    }
    return model;
}

/// A graph with two inputs and two outputs that contains most kinds of layers.
inline nn::Model every_kind(std::uint64_t seed = 1) {
    using nn::ActivationKind;
    using nn::Window;
    nn::ModelBuilder b(nn::ModelInfo{.name = "every_kind"});
    const int side = b.input("side", {4});
    int at = b.input("picture", {11, 9, 4});
    at = b.add("rescaling", layer<nn::Rescaling>(nn::Rescaling::Parameters{{2, 3, 4, 5}, {-1, 0, 1, 0.5F}}), {at});
    at = b.add("pad", layer<nn::ZeroPadding2D>(nn::Border{1, 2, 3, 0}), {at});
    at = b.add("crop", layer<nn::Cropping2D>(nn::Border{0, 2, 1, 2}), {at});
    at = b.add("conv",
               conv({.filters = 6,
                     .window = {.rows = 3, .cols = 2, .row_stride = 1, .col_stride = 2, .padding = nn::Padding::same},
                     .use_bias = false}),
               {at});
    at = b.add("bn", layer<nn::BatchNormalization>(nn::BatchNormalization::Parameters{1e-4, 0.9, true, true}), {at});
    b.set_trainable(at, false);
    at = b.add("leaky", layer<nn::ActivationLayer>(nn::Activation{ActivationKind::leaky_relu, 0.15F}), {at});
    const int trunk = at;
    at = b.add(
        "depthwise",
        conv({.filters = 12,
              .window = {.rows = 3, .cols = 3, .row_dilation = 2, .col_dilation = 2, .padding = nn::Padding::same},
              .groups = 6,
              .activation = {ActivationKind::relu}}),
        {trunk});
    const int left = b.add("grouped", conv({.filters = 6, .groups = 3, .activation = {ActivationKind::swish}}), {at});
    const int gate = b.add("gate", layer<nn::GlobalAveragePooling2D>(true), {trunk});
    const int gated = b.add("multiply", layer<nn::Multiply>(), {trunk, gate});
    at = b.add("add", layer<nn::Add>(), {left, gated});
    at = b.add("concatenate", layer<nn::Concatenate>(-1), {at, trunk});
    at = b.add("mean",
               layer<nn::AveragePooling2D>(
                   Window{.rows = 2, .cols = 2, .row_stride = 2, .col_stride = 1, .padding = nn::Padding::same}),
               {at});
    at = b.add("max", layer<nn::MaxPooling2D>(Window{.rows = 2, .cols = 1}), {at});
    at = b.add("up",
               layer<nn::UpSampling2D>(nn::UpSampling2D::Parameters{2, 1, nn::UpSampling2D::Interpolation::bilinear}),
               {at});
    at = b.add("spread", layer<nn::BatchNormalization>(nn::BatchNormalization::Parameters{1e-3, 0.99, false, false}),
               {at});
    const int features = b.add("features", layer<nn::GlobalMaxPooling2D>(), {at});
    at = b.add("joined", layer<nn::Concatenate>(-1), {side, features});
    at = b.add("reshape", layer<nn::Reshape>(nn::Shape{4, -1}), {at});
    at = b.add("dense", layer<nn::Dense>(nn::Dense::Parameters{3, true, {ActivationKind::elu, 1}}), {at});
    at = b.add("flatten", layer<nn::Flatten>(), {at});
    at = b.add("dropout", layer<nn::Dropout>(0.25), {at});
    const int softmax = b.add("softmax", layer<nn::ActivationLayer>(kSoftmax), {at});
    return with_numbers(b.build({softmax, features}), seed);
}

/// A chain of the layers that Keras has and ONNX's opset 13 lacks: resizing, normalisations of single examples, and a
/// transposed convolution with output_padding. Every weight is another ascending number.
inline nn::Model normalizations() {
    nn::ModelBuilder b(nn::ModelInfo{.name = "normalizations"});
    b.input("in", {5, 4, 4});
    b.add("size", layer<nn::Resizing>(nn::Resizing::Parameters{6, 3, nn::Interpolation::nearest}));
    b.add("layer", layer<nn::LayerNormalization>(nn::LayerNormalization::Parameters{
                       .rows = true, .cols = false, .channels = true, .epsilon = 0.25, .use_center = false}));
    b.add("pixel", layer<nn::LayerNormalization>(nn::LayerNormalization::Parameters{}));
    b.add("groups", layer<nn::GroupNormalization>(nn::GroupNormalization::Parameters{.groups = 2}));
    b.add("each", layer<nn::GroupNormalization>(nn::GroupNormalization::Parameters{.groups = 0}));
    b.add("unit", layer<nn::UnitNormalization>(nn::UnitNormalization::Parameters{}));
    b.add("data", layer<nn::Normalization>(nn::Normalization::Parameters{.shape = {6, 1, 1}, .invert = true}));
    b.add("selu", layer<nn::ActivationLayer>(nn::Activation{nn::ActivationKind::selu}));
    b.add("up", layer<nn::Conv2DTranspose>(nn::Conv2DTranspose::Parameters{
                    .filters = 2,
                    .window = {.rows = 3, .cols = 3, .row_stride = 2, .col_stride = 2, .padding = nn::Padding::same},
                    .row_padding = 1,
                    .col_padding = 0}));
    nn::Model model = b.build();
    float next = 0.25F;
    for (int i = 0; i < model.size(); ++i)
        for (std::size_t w = 0; w < model.node(i).weights.size(); ++w) {
            nn::Tensor tensor = *model.node(i).weights[w];
            for (float& value : tensor.values) value = next += 0.0625F;
            model = model.with_weight(i, w, std::make_shared<const nn::Tensor>(std::move(tensor)));
        }
    return model;
}

/// True if both models have nodes with the same names, kinds, activations, inputs, shapes, weights and `trainable`, in
/// any order.
inline bool same_model(const nn::Model& a, const nn::Model& b) {
    const auto names = [](const nn::Model& model, const std::vector<int>& nodes) {
        std::vector<std::string> found;
        found.reserve(nodes.size());
        for (const int node : nodes) found.push_back(model.node(node).name);
        return found;
    };
    const auto has_equal_node = [&](const nn::Node& node) {
        const auto found = b.find(node.name);
        if (!found) return false;
        const nn::Node& other = b.node(*found);
        return node.layer->type() == other.layer->type() && node.shape == other.shape &&
               node.trainable == other.trainable && node.layer->activation() == other.layer->activation() &&
               names(a, node.inputs) == names(b, other.inputs) &&
               std::ranges::equal(node.weights, other.weights, [](const auto& w, const auto& v) { return *w == *v; });
    };
    return a.size() == b.size() && names(a, a.inputs()) == names(b, b.inputs()) &&
           names(a, a.outputs()) == names(b, b.outputs()) && std::ranges::all_of(a.nodes(), has_equal_node);
}

}  // namespace convscope::samples
