// The networks that are measured have the published sizes.
#include "tests/bench/networks/known_networks.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/nn/layers/window/conv2d.h"

namespace convscope::bench {

namespace {

std::int64_t trained_weights(const nn::Model& model) {
    std::int64_t sum = 0;
    for (int i = 0; i < model.size(); ++i) sum += trainable_count(model, i);
    return sum;
}

/// Multiply-adds of the convolutions.
std::int64_t convolution_work(const nn::Model& model) {
    std::int64_t sum = 0;
    for (int i = 0; i < model.size(); ++i) {
        const auto* const convolution = dynamic_cast<const nn::Conv2D*>(model.node(i).layer.get());
        if (convolution != nullptr) sum += convolution->multiply_adds(model.input_shapes(i));
    }
    return sum;
}

}  // namespace

TEST_CASE("the networks that are measured have the published number of weights and 1000 scores") {
    for (const KnownNetwork& network : known_networks()) {
        CAPTURE(network.name);
        const nn::Model model = network.make(NormalizationStyle::separate, 1);
        CHECK(trained_weights(model) == network.parameters);
        CHECK(model.node(model.outputs().front()).shape == nn::Shape{1000});
    }
}

TEST_CASE("folding the normalizations of a measured network keeps the work of its convolutions") {
    for (const KnownNetwork& network : known_networks()) {
        CAPTURE(network.name);
        const nn::Model separate = network.make(NormalizationStyle::separate, 1);
        const nn::Model folded = network.make(NormalizationStyle::folded, 1);
        CHECK(convolution_work(folded) == convolution_work(separate));
        CHECK(folded.node(folded.outputs().front()).shape == nn::Shape{1000});
        CHECK(folded.size() <= separate.size());
    }
}

}  // namespace convscope::bench
