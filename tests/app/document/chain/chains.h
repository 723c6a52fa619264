// Pictures for chains, and the reference for their maps: the sum of one filter for each input map.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "app/document/chain/chain_model.h"
#include "core/base/random.h"
#include "core/filter/result.h"
#include "core/nn/plan/plan.h"

namespace convscope {

inline Plane noise_plane(Size size) {
    std::vector<std::uint8_t> values(static_cast<std::size_t>(size.area()));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>(random_bits(5, i) >> 56U);
    return {size, std::move(values)};
}

/// The maps of a stage by the definition: filter_reference() of each input map with its kernel, summed, plus the bias,
/// then ReLU. Sets `scale` to the largest sum of absolute products of a value.
inline std::vector<Plane> reference_maps(const ChainStage& stage, const std::vector<Plane>& inputs, double& scale) {
    std::vector<Plane> maps;
    for (const ChainMap& map : stage.maps) {
        std::vector<double> sums;
        Size size;
        double largest = std::fabs(map.bias);
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            FilterSettings settings;
            settings.kernel = map.kernels.at(i);
            settings.border = stage.border;
            const FilterResult result = filter_reference(inputs[i], settings);
            size = result.filtered.size();
            sums.resize(static_cast<std::size_t>(size.area()), double{map.bias});
            double input = 0, kernel = 0;
            for (int r = 0; r < inputs[i].rows(); ++r)
                for (int c = 0; c < inputs[i].cols(); ++c)
                    input = std::max(input, std::fabs(double{inputs[i].at(r, c)}));
            for (const float value : settings.kernel.values) kernel += std::fabs(value);
            largest += input * kernel;
            for (int r = 0; r < size.rows; ++r)
                for (int c = 0; c < size.cols; ++c)
                    sums[static_cast<std::size_t>(r * size.cols + c)] += result.filtered.at(r, c);
        }
        scale = std::max(scale, largest);
        std::vector<float> values;
        values.reserve(sums.size());
        for (const double sum : sums)
            values.push_back(static_cast<float>(stage.activation == Activation::relu ? std::max(0.0, sum) : sum));
        maps.emplace_back(size, std::move(values));
    }
    return maps;
}

/// The maps pooled in blocks of 2 x 2.
inline std::vector<Plane> reference_pooled(Pooling pooling, const std::vector<Plane>& maps) {
    std::vector<Plane> pooled;
    for (const Plane& map : maps) {
        const Size size{map.rows() / 2, map.cols() / 2};
        std::vector<float> values;
        values.reserve(static_cast<std::size_t>(size.area()));
        for (int r = 0; r < size.rows; ++r)
            for (int c = 0; c < size.cols; ++c) {
                const float a = map.at(2 * r, 2 * c), b = map.at(2 * r, 2 * c + 1);
                const float d = map.at(2 * r + 1, 2 * c), e = map.at(2 * r + 1, 2 * c + 1);
                values.push_back(pooling == Pooling::max ? std::max({a, b, d, e}) : (a + b + d + e) / 4);
            }
        pooled.emplace_back(size, std::move(values));
    }
    return pooled;
}

/// Checks one activation, H,W,C, against reference maps.
inline void check_maps(std::span<const float> activation, const std::vector<Plane>& maps, double tolerance) {
    const std::size_t channels = maps.size();
    REQUIRE(activation.size() == channels * static_cast<std::size_t>(maps.front().size().area()));
    double worst = 0;
    for (std::size_t i = 0; i < activation.size(); ++i) {
        const auto pixel = static_cast<int>(i / channels);
        const Plane& map = maps[i % channels];
        worst =
            std::max(worst, std::fabs(double{activation[i]} - double{map.at(pixel / map.cols(), pixel % map.cols())}));
    }
    CHECK(worst <= tolerance);
}

/// Checks all activations of a model that chain_model() has made against the reference.
inline void check_is_chain(const LabChain& chain, const Plane& picture, const nn::Plan& plan) {
    const std::vector<ChainNodes> nodes = chain_nodes(chain);
    std::vector<Plane> maps{picture};
    double scale = 0;
    for (int i = 0; i < chain.size(); ++i) {
        CAPTURE(i);
        const ChainNodes own = nodes.at(static_cast<std::size_t>(i));
        maps = reference_maps(chain.stage(i), maps, scale);
        // Errors of earlier stages are multiplied by the later kernels, which `scale` bounds.
        const double tolerance = 1e-6 * scale;
        check_maps(plan.activation(own.convolution), maps, tolerance);
        if (chain.stage(i).pooling == Pooling::none) continue;
        maps = reference_pooled(chain.stage(i).pooling, maps);
        check_maps(plan.activation(own.pooling), maps, tolerance);
    }
}

inline nn::Plan plan_of(const nn::Model& model, const Plane& picture) {
    std::vector<float> values;
    for (int r = 0; r < picture.rows(); ++r)
        for (int c = 0; c < picture.cols(); ++c) values.push_back(picture.at(r, c));
    nn::Plan plan(model, 1);
    plan.set_input(0, values);
    plan.run();
    return plan;
}

}  // namespace convscope
