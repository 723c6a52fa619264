// A model's answer as a list of classes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/nn/model.h"

namespace convscope::nn {

struct RankedClass {
    std::size_t index = 0;
    std::string label;  ///< the model's, or the index as text
    float value = 0;    ///< a probability where the model ends in softmax
};

/// True when the model's first output is a vector: one value per class.
bool gives_classes(const Model& model);
/// The class's label, or its index as text.
std::string class_label(const Model& model, std::size_t index);
/// The values of the first output for one example, the largest first, those that are no numbers last.
std::vector<RankedClass> ranked_classes(const Model& model, std::span<const float> output);

}  // namespace convscope::nn
