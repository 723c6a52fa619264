// A model's answer as a list of classes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::nn {

struct RankedClass {
    std::size_t index = 0;
    std::string label;  ///< the model's, or the index as text
    float value = 0;    ///< in the model's answer_unit()
};

/// probability: 0..1, as softmax and sigmoid give them. score: any number, such as the logits of a model without
/// softmax; only their order and their differences mean something.
enum class AnswerUnit { probability, score };

/// True when the model's first output is a vector: one value per class.
bool gives_classes(const Model& model);
/// What the values of the first output are: probabilities if softmax, sigmoid or hard sigmoid computes them and the
/// layers after it only move values.
AnswerUnit answer_unit(const Model& model);
/// A value of the first output as text: a probability in per cent with one decimal ("98.8 %"), a score as a number with
/// at least two decimals ("6.02").
std::string answer_text(double value, AnswerUnit unit);
/// The class's label, or its index as text.
std::string class_label(const Model& model, std::size_t index);
/// The values of the first output for one example, the largest first, NaN last.
std::vector<RankedClass> ranked_classes(const Model& model, std::span<const float> output);

}  // namespace convscope::nn
