// A model's answer: a list of classes, one value, a picture, or values of another kind.
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

/// The meaning of a model's first output.
/// - classes: a vector with one value per class. A vector that fits none of the following kinds is of this kind.
/// - value: a single number, as from a regression or from a classifier with two classes and one sigmoid.
/// - picture: a picture of one or three channels, also flattened, if it has at least as many values as the first input:
///   autoencoders and generators.
/// - regions: an image with one channel per class, as of a segmentation: with softmax, or of the first input's size.
/// - values: anything else.
enum class AnswerKind { classes, value, picture, regions, values };
AnswerKind answer_kind(const Model& model);
/// True for AnswerKind::classes.
bool gives_classes(const Model& model);
/// True for classes whose values are scores, so that a softmax layer can be added.
bool gives_scores(const Model& model);
/// True for classes and for a single value, so that ranked_classes() has a meaning.
bool gives_ranking(const Model& model);
/// The rows, columns and channels in which an answer of the kind picture or regions is shown.
Shape answer_shape(const Model& model);
/// For each position of an image, row by row, the channel with the largest value: the class of the pixel.
std::vector<float> largest_channels(const Shape& shape, std::span<const float> values);
/// The unit of the first output's values: probabilities if softmax, sigmoid or hard sigmoid computes them and the
/// layers after it only move values.
AnswerUnit answer_unit(const Model& model);
/// The node whose pre-activation is the classes' scores (logits): the node that turns scores into probabilities, or the
/// first output if the model gives scores.
int score_node(const Model& model);
/// A value of the first output as text: a probability in per cent with one decimal ("98.8 %"), a score as a number with
/// at least two decimals ("6.02").
std::string answer_text(double value, AnswerUnit unit);
/// The label of class `index`, or the index as text if the model has no label for it. "value" or "probability" for an
/// output of one number.
std::string class_label(const Model& model, std::size_t index);
/// class_label(), in English whatever language is shown: for files and for names in lessons.
std::string data_label(const Model& model, std::size_t index);
/// A message about an output with NaN or infinity, which names no class; empty if all values are finite.
std::string not_finite_note(std::span<const float> output);
/// The classes sorted by the first output's values for one example: the largest first, NaN last.
std::vector<RankedClass> ranked_classes(const Model& model, std::span<const float> output);

}  // namespace convscope::nn
