#include "core/nn/input/statistics_divergence.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "core/nn/layers/pointwise/batch_normalization.h"

namespace convscope::nn {

std::optional<int> first_statistics(const Model& model) {
    for (int i = 0; i < model.size(); ++i)
        if (dynamic_cast<const BatchNormalization*>(model.node(i).layer.get()) != nullptr) return i;
    return std::nullopt;
}

double divergence_at(const Plan& plan, int index) {
    const Node& node = plan.model().node(index);
    const std::vector<SharedTensor>& weights = node.weights;
    const std::vector<float>& mean = weights[weights.size() - 2]->values;
    const std::vector<float>& variance = weights.back()->values;
    const auto& layer = dynamic_cast<const BatchNormalization&>(*node.layer);
    const std::span<const float> values = plan.activation(node.inputs.front());
    std::vector<double> sums(mean.size()), squares(mean.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t c = i % mean.size();
        sums[c] += values[i];
        squares[c] += double{values[i]} * values[i];
    }
    const double count = static_cast<double>(values.size()) / static_cast<double>(mean.size());
    double sum = 0;
    for (std::size_t c = 0; c < mean.size(); ++c) {
        const double expected_variance = double{variance[c]} + layer.parameters().epsilon;
        const double found_mean = sums[c] / count;
        const double found_variance =
            std::max(squares[c] / count - found_mean * found_mean, 0.0) + layer.parameters().epsilon;
        const double difference = found_mean - mean[c];
        // Kullback and Leibler's divergence of the found normal distribution from the expected one.
        sum += 0.5 * ((found_variance + difference * difference) / expected_variance - 1 +
                      std::log(expected_variance / found_variance));
    }
    return sum / static_cast<double>(mean.size());
}

}  // namespace convscope::nn
