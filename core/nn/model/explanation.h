// The arithmetic of one value of a layer, as plain data: enough to write it on a blackboard. explain() computes it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/nn/model/activation.h"
#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// The operation that combines an explanation's terms.
enum class Combination {
    sum,      ///< of the terms' products, plus bias (Conv2D, Dense, Add, BatchNormalization, average pooling, ...)
    product,  ///< of the terms' values (Multiply)
    maximum,  ///< of the terms' values; `winner` is the largest term's index (max-pooling)
    copy      ///< the only term's value, or the constant in `bias` if there is no term (Flatten, padding, ...)
};

/// The contribution of one input value.
struct Term {
    std::size_t input = 0;  ///< index of the layer's input
    Position from;          ///< position in that input
    double value = 0;
    double weight = 1;
    double product = 0;  ///< value x weight
};

/// The contribution of one input channel to a convolution. Each list has kernel_rows x kernel_cols entries, row by row.
/// For a tap outside the image, `inside` is false and the value in `window` is 0.
struct ChannelTerms {
    std::int64_t channel = 0;
    std::vector<float> window;
    std::vector<bool> inside;
    std::vector<float> kernel;
    std::vector<double> products;
    double sum = 0;
};

/// One channel of a softmax (or log-softmax) over the channels of a position. The exponential is exp(logit - largest
/// logit), which cannot overflow.
struct SoftmaxShare {
    double logit = 0;
    double exponential = 0;
    double share = 0;
};

struct Explanation {
    std::string layer;  ///< its name
    std::string type;   ///< the layer's kind, as in "Conv2D"
    Position at;

    Combination combination = Combination::sum;
    std::vector<Term> terms;             ///< empty for Conv2D
    std::vector<ChannelTerms> channels;  ///< only for Conv2D
    std::int64_t kernel_rows = 0, kernel_cols = 0;
    Position window;                    ///< only for Conv2D: the window's first input row and col; negative in padding
    std::optional<std::size_t> winner;  ///< only for maximum: an index into terms
    /// Parameters that the interface lists with the terms, as in {"gamma", 1.1}.
    std::vector<std::pair<std::string, double>> figures;
    double bias = 0;

    double sum = 0;  ///< the combined terms plus bias: the pre-activation
    Activation activation;
    std::vector<SoftmaxShare> softmax;  ///< one per channel if the activation is over channels
    double value = 0;                   ///< the result, computed from the terms in double precision
    double traced = 0;                  ///< the value that the plan computed; equal within float tolerance
};

}  // namespace convscope::nn
