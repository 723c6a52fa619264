#include "core/nn/train/loss.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace convscope::nn {

bool gives_logits(const Activation& activation) {
    return activation.is_linear() || activation.over_channels();
}

LossSum cross_entropy(std::span<const float> logits, std::span<const std::uint16_t> labels, std::size_t classes,
                      std::span<float> gradient) {
    assert(logits.size() == labels.size() * classes);
    LossSum sum{.examples = std::ssize(labels)};
    const auto examples = static_cast<double>(labels.size());
    for (std::size_t n = 0; n < labels.size(); ++n) {
        const std::span<const float> row = logits.subspan(n * classes, classes);
        const std::size_t label = labels[n];
        const auto winner = std::ranges::max_element(row);
        double total = 0;
        for (const float logit : row) total += std::exp(double{logit} - *winner);
        sum.loss += std::log(total) - (double{row[label]} - *winner);
        if (winner - row.begin() == static_cast<std::ptrdiff_t>(label)) ++sum.correct;
        if (gradient.empty()) continue;
        for (std::size_t c = 0; c < classes; ++c) {
            const double probability = std::exp(double{row[c]} - *winner) / total;
            gradient[n * classes + c] = static_cast<float>((probability - (c == label ? 1 : 0)) / examples);
        }
    }
    return sum;
}

}  // namespace convscope::nn
