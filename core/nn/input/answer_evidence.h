// Measures of a classifier's answers to probe images: high if they look like a trained model's answers to its own data.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace convscope::nn {

/// The answers to probe images, and the thing that each image shows.
struct ProbeAnswers {
    std::vector<std::vector<double>> log_probabilities;  ///< [image][class]
    std::vector<std::size_t> things;
    /// The standard deviation of a class's score over the images, mean over the classes.
    double spread = 0;
};

/// `values` holds the answers of the model, one after the other: probabilities of a softmax or a sigmoid, or logits.
ProbeAnswers probe_answers(std::span<const float> values, std::vector<std::size_t> things);

/// The number of images whose likeliest class is their thing.
std::size_t count_correct(const ProbeAnswers& answers);
/// The mean log probability of the image's thing as class, each at least kMinLogProbability. Calibrated answers
/// maximise it: too small a range of inputs gives uncertain answers, too large a range wrong ones that are certain.
double labelled_evidence(const ProbeAnswers& answers);
/// labelled_evidence() for unknown classes: each thing gets the class that fits its images best, no two the same.
double matched_evidence(const ProbeAnswers& answers);
/// The mutual information of thing and class as a fraction of its maximum: 1 if images of the same thing get the same
/// certain answer, and different things get different answers.
double consistency(const ProbeAnswers& answers);

inline constexpr double kMinLogProbability = -7;

}  // namespace convscope::nn
