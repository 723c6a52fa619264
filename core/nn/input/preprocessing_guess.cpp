#include "core/nn/input/preprocessing_guess.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "core/nn/input/picture_shape.h"
#include "core/nn/input/probe_images.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

namespace {

/// The multiply-adds that all trials together may take: a second or two. It limits the number of probe images.
constexpr std::int64_t kWork = 60'000'000'000;
/// A model that needs more multiply-adds for one probe image in every range is not tried at all.
constexpr std::int64_t kMaxWork = 4 * kWork;
constexpr std::size_t kMinProbeImages = 2;

/// A network for grey pictures of at most this side is assumed to be trained on digits, letters or garments, which are
/// light on black.
constexpr std::int64_t kMaxSmallSide = 40;

struct Guess {
    InputRange range = InputRange::unit;
    std::string reason;
};

/// The range that a Rescaling layer at the input expects: 0..255 if its scale is small.
std::optional<Guess> from_rescaling(const Model& model) {
    constexpr float kSmall = 0.1F;
    for (const int consumer : model.consumers(model.inputs().front())) {
        const Node& node = model.node(consumer);
        const auto* rescaling = dynamic_cast<const Rescaling*>(node.layer.get());
        if (rescaling == nullptr) continue;
        const float scale = std::abs(rescaling->parameters().scale.front());
        return Guess{scale < kSmall ? InputRange::bytes : InputRange::unit,
                     fmt::format("the layer \"{}\" scales the values itself", node.name)};
    }
    return std::nullopt;
}

/// A model's responses to the probe images in one range.
struct Trial {
    double divergence = 0;   ///< of the first BatchNormalization's input from its statistics; see divergence_at()
    double spread = 0;       ///< standard deviation of a class's score over the probe images, mean over the classes
    double information = 0;  ///< mutual information of probe image and class, in nats
};

/// The first BatchNormalization, which stores the mean and variance of its training data; nullopt without one.
std::optional<int> first_statistics(const Model& model) {
    for (int i = 0; i < model.size(); ++i)
        if (dynamic_cast<const BatchNormalization*>(model.node(i).layer.get()) != nullptr) return i;
    return std::nullopt;
}

/// The divergence of the node's input from its moving mean and variance, both regarded as normal distributions; mean
/// over the channels. `index` is a BatchNormalization.
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

/// The classes' scores: log probabilities for a softmax, log odds for other values in 0..1, else the values themselves.
std::vector<double> scores(std::span<const float> answer) {
    constexpr double kMin = 1e-45;
    double sum = 0;
    bool in_unit_range = true;
    for (const float value : answer) {
        in_unit_range = in_unit_range && value >= 0 && value <= 1;
        sum += value;
    }
    const bool is_softmax = in_unit_range && answer.size() > 1 && std::abs(sum - 1) < 1e-3;
    std::vector<double> result;
    result.reserve(answer.size());
    for (const float value : answer) {
        if (is_softmax)
            result.push_back(std::log(std::max<double>(value, kMin)));
        else if (in_unit_range)
            result.push_back(std::log(std::max<double>(value, kMin)) - std::log(std::max(1 - double{value}, kMin)));
        else
            result.push_back(value);
    }
    return result;
}

/// Trial::spread of these answers, each a list of scores.
double spread_of(const std::vector<std::vector<double>>& answers) {
    const std::size_t classes = answers.front().size();
    double sum = 0;
    for (std::size_t c = 0; c < classes; ++c) {
        double total = 0, squares = 0;
        for (const std::vector<double>& answer : answers) {
            total += answer[c];
            squares += answer[c] * answer[c];
        }
        const auto count = static_cast<double>(answers.size());
        sum += std::sqrt(std::max(0.0, squares / count - total * total / count / count));
    }
    return sum / static_cast<double>(classes);
}

/// The softmax of the scores.
std::vector<double> softmax(const std::vector<double>& scores) {
    const double largest = *std::ranges::max_element(scores);
    std::vector<double> probabilities;
    probabilities.reserve(scores.size());
    double sum = 0;
    for (const double score : scores) sum += probabilities.emplace_back(std::exp(score - largest));
    for (double& p : probabilities) p /= sum;
    return probabilities;
}

double entropy(const std::vector<double>& probabilities) {
    double sum = 0;
    for (const double p : probabilities)
        if (p > 0) sum -= p * std::log(p);
    return sum;
}

/// Trial::information of these answers: high if each is certain and they differ.
double information_of(const std::vector<std::vector<double>>& answers) {
    std::vector<double> mean(answers.front().size());
    double mean_entropy = 0;
    const auto count = static_cast<double>(answers.size());
    for (const std::vector<double>& answer : answers) {
        const std::vector<double> probabilities = softmax(answer);
        mean_entropy += entropy(probabilities) / count;
        for (std::size_t c = 0; c < mean.size(); ++c) mean[c] += probabilities[c] / count;
    }
    return entropy(mean) - mean_entropy;
}

Trial trial_of(Plan& plan, const Preprocessing& preprocessing, std::size_t probe_images) {
    const Model& model = plan.model();
    const Shape& shape = model.node(model.inputs().front()).shape;
    std::vector<float> batch;
    batch.reserve(probe_images * static_cast<std::size_t>(shape.count()));
    for (std::size_t i = 0; i < probe_images; ++i) {
        const Tensor tensor = preprocessed(probe_image(i), preprocessing, shape);
        batch.insert(batch.end(), tensor.values.begin(), tensor.values.end());
    }
    plan.set_input(0, batch);
    plan.run();
    Trial trial;
    if (const auto node = first_statistics(model)) trial.divergence = divergence_at(plan, *node);
    std::vector<std::vector<double>> answers;
    answers.reserve(probe_images);
    const std::span<const float> values = plan.activation(model.outputs().front());
    const std::size_t length = values.size() / probe_images;
    for (std::size_t i = 0; i < probe_images; ++i) {
        answers.push_back(scores(values.subspan(i * length, length)));
    }
    trial.spread = spread_of(answers);
    trial.information = information_of(answers);
    return trial;
}

/// The typical Trial::spread of a trained classifier.
constexpr double kUsualSpread = 5;
/// The bonus of the range 0..1, which makes it win for an untrained model.
constexpr double kUsualBonus = 0.3;
/// If the divergence is larger in every range, the statistics were not learned from pictures.
constexpr double kMaxDivergence = 1;

/// High if the answers are informative and have the usual spread.
double plausibility(const Trial& trial, InputRange range) {
    if (!std::isfinite(trial.spread) || trial.spread <= 0) return -std::numeric_limits<double>::infinity();
    const double information = trial.information / std::log(static_cast<double>(kProbeImages));
    return information - std::abs(std::log(trial.spread / kUsualSpread)) +
           (range == InputRange::unit ? kUsualBonus : 0);
}

Guess from_trials(const Model& model, const Preprocessing& preprocessing) {
    Guess guess{InputRange::unit, "it is the usual range"};
    const bool in_colour = picture_shape(model.node(model.inputs().front()).shape)->channels() == 3;
    const std::size_t ranges = in_colour ? kInputRangeNames.size() : static_cast<std::size_t>(InputRange::imagenet);
    const std::int64_t work = std::max<std::int64_t>(1, summarise(model).multiply_adds) * std::ssize(kInputRangeNames);
    if (work > kMaxWork) return guess;
    const std::size_t probe_images = std::clamp(static_cast<std::size_t>(kWork / work), kMinProbeImages, kProbeImages);
    Plan plan(model, static_cast<std::int64_t>(probe_images));
    std::vector<Trial> trials;
    trials.reserve(ranges);
    for (std::size_t i = 0; i < ranges; ++i)
        trials.push_back(trial_of(plan, with_range(preprocessing, static_cast<InputRange>(i)), probe_images));
    if (const auto node = first_statistics(model)) {
        const auto best = std::ranges::min_element(trials, {}, &Trial::divergence);
        if (best->divergence < kMaxDivergence)
            return {static_cast<InputRange>(best - trials.begin()),
                    fmt::format("it fits the statistics of the layer \"{}\"", model.node(*node).name)};
    }
    if (!gives_classes(model)) return guess;
    double best = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < ranges; ++i) {
        const auto range = static_cast<InputRange>(i);
        const double value = plausibility(trials[i], range);
        if (value <= best) continue;
        best = value;
        guess = {range, "it gives the clearest answers"};
    }
    return guess;
}

}  // namespace

Model with_guessed_preprocessing(const Model& model) {
    const std::optional<Shape> shape = picture_shape(model.node(model.inputs().front()).shape);
    ModelInfo info = model.info();
    if (info.preprocessing_known || !info.preprocessing_reason.empty() || !shape) return model;
    const bool small_grey = shape->channels() == 1 && std::max(shape->rows(), shape->cols()) <= kMaxSmallSide;
    if (small_grey) info.preprocessing.inversion = Inversion::automatic;
    Guess guess{InputRange::unit, "it is the usual range"};
    try {
        const std::optional<Guess> rescaled = from_rescaling(model);
        guess = rescaled ? *rescaled : from_trials(model, info.preprocessing);
    } catch (const std::bad_alloc&) {
        // Keep the usual range. The next run of the model reports that memory does not suffice.
    }
    info.preprocessing = with_range(info.preprocessing, guess.range);
    info.preprocessing_reason = guess.reason;
    return model.with_info(std::move(info));
}

}  // namespace convscope::nn
