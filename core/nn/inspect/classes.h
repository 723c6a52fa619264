// A model's answer as a list of classes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::nn {

struct RankedClass {
    std::size_t index = 0;
    std::string label;  ///< class_label()
    float value = 0;    ///< in the model's answer_unit()
};

/// probability: a number 0..1, as softmax and sigmoid give. score: any number, such as a logit of a model without
/// softmax; only the order of scores and their differences have a meaning.
enum class AnswerUnit { probability, score };

/// True if the model's first output is a vector: one value per class.
bool gives_classes(const Model& model);
/// The unit of the first output's values: probabilities if softmax, sigmoid or hard sigmoid computes them and the
/// layers after it only move values.
AnswerUnit answer_unit(const Model& model);
/// A value of the first output as text: a probability in per cent with one decimal ("98.8 %"), a score as a number with
/// at least two decimals ("6.02").
std::string answer_text(double value, AnswerUnit unit);
/// The label of class `index`, or the index as text if the model has no label for it.
std::string class_label(const Model& model, std::size_t index);
/// A sentence about an output with NaN or infinity, which names no class; empty if all values are finite.
std::string not_finite_note(std::span<const float> output);
/// The classes by the values of the first output for one example: the largest first, NaN last.
std::vector<RankedClass> ranked_classes(const Model& model, std::span<const float> output);

}  // namespace convscope::nn
