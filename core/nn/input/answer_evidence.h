// Measures of a classifier's answers to probe images: high if they look like a trained model's answers to its own data.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace convscope::nn {

/// The answers to probe images, and for each image the thing that it shows.
struct ProbeAnswers {
    std::vector<std::vector<double>> log_probabilities;  ///< [image][class]
    std::vector<std::size_t> things;
    /// The standard deviation of a class's score over the images, averaged over the classes.
    double spread = 0;
};

/// `values` holds the answers of the model, one after the other: probabilities of a softmax or a sigmoid, or logits.
ProbeAnswers probe_answers(std::span<const float> values, std::vector<std::size_t> things);

/// The number of images whose likeliest class is the class of their thing.
std::size_t count_correct(const ProbeAnswers& answers);
/// The mean log probability that the model gives to the right class, each at least kMinLogProbability. It is largest
/// for calibrated answers: inputs in too small a range give uncertain answers, inputs in too large a range give wrong
/// answers with certainty.
double labelled_evidence(const ProbeAnswers& answers);
/// labelled_evidence() for unknown classes: each thing gets the class that fits its images best, and no two things
/// share a class.
double matched_evidence(const ProbeAnswers& answers);
/// The mutual information of thing and class as a fraction of its maximum: 1 if images of the same thing get the same
/// certain answer, and different things get different answers.
double consistency(const ProbeAnswers& answers);

inline constexpr double kMinLogProbability = -7;

}  // namespace convscope::nn
