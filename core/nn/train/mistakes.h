// Lists of pictures from a model's answers: the cells of the confusion matrix, the hardest, the surest mistakes, and
// those on which two models disagree. Examples are numbers in the data set.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/nn/train/dataset.h"
#include "core/nn/train/evaluate.h"

namespace convscope::nn {

/// The predicted class of answers that are not finite numbers.
inline constexpr std::int64_t kNoAnswer = -1;

/// The examples of the class `truth` that were answered `predicted` (or kNoAnswer), the surest answer first. The
/// evaluation must be that of all examples of the data set; so for the following.
std::vector<std::int64_t> examples_of_cell(const Evaluation& evaluation, const Dataset& data, std::int64_t truth,
                                           std::int64_t predicted);
/// The `count` examples whose true class has the lowest probability, the lowest first.
std::vector<std::int64_t> hardest_examples(const Evaluation& evaluation, std::size_t count);
/// The `count` wrong answers with the highest probability, the highest first.
std::vector<std::int64_t> surest_mistakes(const Evaluation& evaluation, const Dataset& data, std::size_t count);
/// The examples that two models answer differently, those first of which both are surest.
std::vector<std::int64_t> disagreements(const Evaluation& first, const Evaluation& second);

/// The sums of a confusion matrix.
struct ConfusionSums {
    std::vector<std::int64_t> truths;       ///< of each row, with answers that are not finite numbers
    std::vector<std::int64_t> predictions;  ///< of each column
    std::vector<std::int64_t> no_answers;   ///< of each row, the examples without an answer
    std::vector<std::int64_t> mistakes;     ///< of each class, as true class or as answer; also without an answer
};
ConfusionSums confusion_sums(const Evaluation& evaluation, const Dataset& data);

/// The counts as tenths of a per cent of their sum, rounded so that they add up to 1000 (largest remainders, of equal
/// ones the first); all 0 if the sum is 0.
std::vector<std::int64_t> tenths_of_percent(std::span<const std::int64_t> counts);

}  // namespace convscope::nn
