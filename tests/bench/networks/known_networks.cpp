#include "tests/bench/networks/known_networks.h"

#include <algorithm>

#include "core/nn/layers/merge/add.h"
#include "core/nn/layers/merge/concatenate.h"
#include "core/nn/layers/merge/multiply.h"
#include "core/nn/layers/window/pooling2d.h"
#include "tests/bench/networks/network_layers.h"

namespace convscope::bench {

namespace {

using nn::Model;

int max_pool(NetworkLayers& layers, int input, nn::Padding padding) {
    return layers.add(std::make_shared<nn::MaxPooling2D>(NetworkLayers::square(3, 2, padding)), {input});
}

// ResNet: He and others, "Deep Residual Learning for Image Recognition" (2015), table 1.

/// Blocks in a row; the first has the stride.
struct ResidualStage {
    std::int64_t filters, stride;
    int blocks;
};

enum class ResidualKind { basic, bottleneck };

/// The sum of the input, fitted by a 1 x 1 convolution if its shape changes, and two or three convolutions.
int residual_block(NetworkLayers& layers, int input, ResidualKind kind, std::int64_t filters, std::int64_t stride) {
    const bool is_basic = kind == ResidualKind::basic;
    const std::int64_t outputs = is_basic ? filters : 4 * filters;
    int node = input;
    if (!is_basic) node = layers.normalized(node, {.filters = filters});
    node = layers.normalized(node, {.filters = filters, .size = 3, .stride = stride});
    node =
        layers.normalized(node, {.filters = outputs, .size = is_basic ? 3 : 1, .activation = ActivationKind::linear});
    int shortcut = input;
    if (stride != 1 || layers.channels(input) != outputs)
        shortcut =
            layers.normalized(input, {.filters = outputs, .stride = stride, .activation = ActivationKind::linear});
    return layers.activate(layers.add(std::make_shared<nn::Add>(), {node, shortcut}), ActivationKind::relu);
}

Model residual_network(ResidualKind kind, std::span<const ResidualStage> stages, NormalizationStyle style,
                       std::uint64_t seed) {
    NetworkLayers layers(style);
    int node = layers.normalized(layers.input(), {.filters = 64, .size = 7, .stride = 2});
    node = max_pool(layers, node, nn::Padding::same);
    for (const ResidualStage& stage : stages)
        for (int i = 0; i < stage.blocks; ++i)
            node = residual_block(layers, node, kind, stage.filters, i == 0 ? stage.stride : 1);
    return layers.with_classifier(node, seed);
}

Model resnet18(NormalizationStyle style, std::uint64_t seed) {
    constexpr ResidualStage kStages[] = {{64, 1, 2}, {128, 2, 2}, {256, 2, 2}, {512, 2, 2}};
    return residual_network(ResidualKind::basic, kStages, style, seed);
}

Model resnet50(NormalizationStyle style, std::uint64_t seed) {
    constexpr ResidualStage kStages[] = {{64, 1, 3}, {128, 2, 4}, {256, 2, 6}, {512, 2, 3}};
    return residual_network(ResidualKind::bottleneck, kStages, style, seed);
}

// MobileNetV2: Sandler and others (2018), table 2. EfficientNet-B0: Tan and Le (2019), table 1. Both consist of
// inverted residual blocks.

/// Blocks in a row; the first has the stride.
struct InvertedStage {
    std::int64_t expansion, size, filters, stride;
    int blocks;
};

/// The channels multiplied by gates between 0 and 1, which follow from the channels' means.
int squeeze_excite(NetworkLayers& layers, int input, std::int64_t squeezed) {
    int gates = layers.add(std::make_shared<nn::GlobalAveragePooling2D>(), {input});
    gates = layers.dense(gates, squeezed, ActivationKind::swish);
    gates = layers.dense(gates, layers.channels(input), ActivationKind::sigmoid);
    return layers.add(std::make_shared<nn::Multiply>(), {input, gates});
}

/// An expanding 1 x 1 convolution, a depthwise one, and a reducing 1 x 1 convolution; plus the input if the shape
/// stays.
int inverted_block(NetworkLayers& layers, int input, const InvertedStage& stage, std::int64_t stride,
                   ActivationKind activation) {
    const std::int64_t channels = layers.channels(input), expanded = channels * stage.expansion;
    int node = input;
    if (stage.expansion > 1) node = layers.normalized(node, {.filters = expanded, .activation = activation});
    node = layers.normalized(
        node,
        {.filters = expanded, .size = stage.size, .stride = stride, .groups = expanded, .activation = activation});
    if (activation == ActivationKind::swish)
        node = squeeze_excite(layers, node, std::max<std::int64_t>(1, channels / 4));
    node = layers.normalized(node, {.filters = stage.filters, .activation = ActivationKind::linear});
    if (stride != 1 || channels != stage.filters) return node;
    return layers.add(std::make_shared<nn::Add>(), {node, input});
}

Model inverted_network(std::span<const InvertedStage> stages, ActivationKind activation, NormalizationStyle style,
                       std::uint64_t seed) {
    NetworkLayers layers(style);
    int node = layers.normalized(layers.input(), {.filters = 32, .size = 3, .stride = 2, .activation = activation});
    for (const InvertedStage& stage : stages)
        for (int i = 0; i < stage.blocks; ++i)
            node = inverted_block(layers, node, stage, i == 0 ? stage.stride : 1, activation);
    node = layers.normalized(node, {.filters = 1280, .activation = activation});
    return layers.with_classifier(node, seed);
}

Model mobilenet_v2(NormalizationStyle style, std::uint64_t seed) {
    constexpr InvertedStage kStages[] = {{1, 3, 16, 1, 1}, {6, 3, 24, 2, 2},  {6, 3, 32, 2, 3}, {6, 3, 64, 2, 4},
                                         {6, 3, 96, 1, 3}, {6, 3, 160, 2, 3}, {6, 3, 320, 1, 1}};
    return inverted_network(kStages, ActivationKind::relu6, style, seed);
}

Model efficientnet_b0(NormalizationStyle style, std::uint64_t seed) {
    constexpr InvertedStage kStages[] = {{1, 3, 16, 1, 1},  {6, 3, 24, 2, 2},  {6, 5, 40, 2, 2}, {6, 3, 80, 2, 3},
                                         {6, 5, 112, 1, 3}, {6, 5, 192, 2, 4}, {6, 3, 320, 1, 1}};
    return inverted_network(kStages, ActivationKind::swish, style, seed);
}

// DenseNet-121: Huang and others, "Densely Connected Convolutional Networks" (2017), table 1.

/// Appends layers with 32 maps each, which read all maps before them.
int dense_block(NetworkLayers& layers, int input, int count) {
    int node = input;
    for (int i = 0; i < count; ++i) {
        int added = layers.normalize(node, ActivationKind::relu);
        added = layers.normalized(added, {.filters = 128});
        added = layers.add(std::make_shared<nn::Conv2D>(nn::Conv2D::Parameters{
                               .filters = 32, .window = NetworkLayers::square(3, 1), .use_bias = false}),
                           {added});
        node = layers.add(std::make_shared<nn::Concatenate>(), {node, added});
    }
    return node;
}

/// Half as many maps, of half the rows and columns.
int transition(NetworkLayers& layers, int input) {
    int node = layers.normalize(input, ActivationKind::relu);
    node = layers.add(
        std::make_shared<nn::Conv2D>(nn::Conv2D::Parameters{.filters = layers.channels(input) / 2, .use_bias = false}),
        {node});
    return layers.add(std::make_shared<nn::AveragePooling2D>(NetworkLayers::square(2, 2)), {node});
}

Model densenet121(NormalizationStyle style, std::uint64_t seed) {
    NetworkLayers layers(style);
    int node = layers.normalized(layers.input(), {.filters = 64, .size = 7, .stride = 2});
    node = dense_block(layers, max_pool(layers, node, nn::Padding::same), 6);
    for (const int count : {12, 24, 16}) node = dense_block(layers, transition(layers, node), count);
    return layers.with_classifier(layers.normalize(node, ActivationKind::relu), seed);
}

// SqueezeNet 1.1: Iandola and others (2016), as released later with smaller maps. It has no normalization.

/// A reducing 1 x 1 convolution, and from its maps as many 1 x 1 as 3 x 3 ones.
int fire(NetworkLayers& layers, int input, std::int64_t squeezed, std::int64_t expanded) {
    const int node = layers.biased(input, {.filters = squeezed});
    const int small = layers.biased(node, {.filters = expanded});
    const int large = layers.biased(node, {.filters = expanded, .size = 3});
    return layers.add(std::make_shared<nn::Concatenate>(), {small, large});
}

Model squeezenet1_1(NormalizationStyle style, std::uint64_t seed) {
    struct FirePair {
        std::int64_t squeezed, expanded;
        bool pools;  ///< a pooling comes before the pair
    };
    constexpr FirePair kPairs[] = {{16, 64, true}, {32, 128, true}, {48, 192, true}, {64, 256, false}};
    NetworkLayers layers(style);
    int node = layers.biased(layers.input(), {.filters = 64, .size = 3, .stride = 2, .padding = nn::Padding::valid});
    for (const FirePair& pair : kPairs) {
        if (pair.pools) node = max_pool(layers, node, nn::Padding::valid);
        for (int i = 0; i < 2; ++i) node = fire(layers, node, pair.squeezed, pair.expanded);
    }
    node = layers.biased(node, {.filters = 1000});
    layers.add(std::make_shared<nn::GlobalAveragePooling2D>(), {node});
    return layers.build(seed);
}

constexpr KnownNetwork kNetworks[] = {
    {"squeezenet1_1", 1'235'496, squeezenet1_1},
    {"mobilenet_v2", 3'504'872, mobilenet_v2},
    {"resnet18", 11'689'512, resnet18},
    {"resnet50", 25'557'032, resnet50},
    {"efficientnet_b0", 5'288'548, efficientnet_b0},
    {"densenet121", 7'978'856, densenet121},
};

}  // namespace

std::span<const KnownNetwork> known_networks() {
    return kNetworks;
}

}  // namespace convscope::bench
