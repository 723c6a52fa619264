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

/// Limit of the work of all trials together, in multiply-adds: a second or two.
constexpr std::int64_t kWork = 60'000'000'000;
constexpr std::int64_t kMaxWork = 4 * kWork;  ///< of one probe image in every range; a larger model is not tried
constexpr std::size_t kMinProbeImages = 2;

/// A network for grey pictures of at most this side learned digits, letters or garments, all light on black.
constexpr std::int64_t kMaxSmallSide = 40;

struct Guess {
    InputRange range = InputRange::unit;
    std::string reason;
};

/// The range that a Rescaling layer at the input expects: 0..255 if it makes values small.
std::optional<Guess> from_rescaling(const Model& model) {
    constexpr float kSmall = 0.1F;
    for (const int consumer : model.consumers(model.inputs().front())) {
        const Node& node = model.node(consumer);
        const auto* rescaling = dynamic_cast<const Rescaling*>(node.layer.get());
        if (rescaling == nullptr) continue;
        const float scale = std::abs(rescaling->parameters().scale.front());
        return Guess{scale < kSmall ? InputRange::bytes : InputRange::unit,
                     fmt::format("the layer \"{}\" scales them itself", node.name)};
    }
    return std::nullopt;
}

/// How a model responds to the probe images in one range.
struct Trial {
    double divergence = 0;  ///< of the values before the first BatchNormalization from its statistics, per channel
    double spread = 0;  ///< standard deviation of the answers' logarithms over the probe images, mean over the classes
    double information = 0;  ///< mutual information of probe image and class, in nats
};

/// The first layer that keeps the mean and variance of its training data.
std::optional<int> first_statistics(const Model& model) {
    for (int i = 0; i < model.size(); ++i)
        if (dynamic_cast<const BatchNormalization*>(model.node(i).layer.get()) != nullptr) return i;
    return std::nullopt;
}

/// The divergence of the node's input from its moving mean and variance, both taken as normal distributions; mean over
/// the channels.
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
        const double wanted = double{variance[c]} + layer.parameters().epsilon;
        const double found = sums[c] / count;
        const double spread = std::max(squares[c] / count - found * found, 0.0) + layer.parameters().epsilon;
        const double apart = found - mean[c];
        // Kullback and Leibler's divergence of the found normal distribution from the expected one.
        sum += 0.5 * ((spread + apart * apart) / wanted - 1 + std::log(wanted / spread));
    }
    return sum / static_cast<double>(mean.size());
}

/// Log probabilities for a softmax, log odds for other values of 0..1, else the values themselves.
std::vector<double> scores(std::span<const float> answer) {
    constexpr double kMin = 1e-45;
    double sum = 0;
    bool shares = true;
    for (const float value : answer) {
        shares = shares && value >= 0 && value <= 1;
        sum += value;
    }
    const bool softmax = shares && answer.size() > 1 && std::abs(sum - 1) < 1e-3;
    std::vector<double> result;
    result.reserve(answer.size());
    for (const float value : answer) {
        if (softmax)
            result.push_back(std::log(std::max<double>(value, kMin)));
        else if (shares)
            result.push_back(std::log(std::max<double>(value, kMin)) - std::log(std::max(1 - double{value}, kMin)));
        else
            result.push_back(value);
    }
    return result;
}

/// Trial::spread of these answers.
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
std::vector<double> shares_of(const std::vector<double>& scores) {
    const double most = *std::ranges::max_element(scores);
    std::vector<double> shares;
    shares.reserve(scores.size());
    double sum = 0;
    for (const double score : scores) sum += shares.emplace_back(std::exp(score - most));
    for (double& share : shares) share /= sum;
    return shares;
}

double entropy(const std::vector<double>& shares) {
    double sum = 0;
    for (const double share : shares)
        if (share > 0) sum -= share * std::log(share);
    return sum;
}

/// Trial::information of these answers: high if each is certain and they differ.
double information_of(const std::vector<std::vector<double>>& answers) {
    std::vector<double> mean(answers.front().size());
    double own = 0;
    const auto count = static_cast<double>(answers.size());
    for (const std::vector<double>& answer : answers) {
        const std::vector<double> shares = shares_of(answer);
        own += entropy(shares) / count;
        for (std::size_t c = 0; c < mean.size(); ++c) mean[c] += shares[c] / count;
    }
    return entropy(mean) - own;
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
/// Bonus of the usual range, which decides for an untrained model.
constexpr double kUsualBonus = 0.3;
/// Statistics that diverge more in every range were not learned from pictures.
constexpr double kMaxDivergence = 1;

/// High for informative answers of the usual spread.
double plausibility(const Trial& trial, InputRange range) {
    if (!std::isfinite(trial.spread) || trial.spread <= 0) return -std::numeric_limits<double>::infinity();
    const double information = trial.information / std::log(static_cast<double>(kProbeImages));
    return information - std::abs(std::log(trial.spread / kUsualSpread)) +
           (range == InputRange::unit ? kUsualBonus : 0);
}

Guess from_trials(const Model& model, const Preprocessing& preprocessing) {
    Guess guess{InputRange::unit, "it is the usual one"};
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
    Guess guess{InputRange::unit, "it is the usual one"};
    try {
        const std::optional<Guess> rescaled = from_rescaling(model);
        guess = rescaled ? *rescaled : from_trials(model, info.preprocessing);
    } catch (const std::bad_alloc&) {
        // The next run of the model reports that memory does not suffice.
    }
    info.preprocessing = with_range(info.preprocessing, guess.range);
    info.preprocessing_reason = guess.reason;
    return model.with_info(std::move(info));
}

}  // namespace convscope::nn
