#include "core/nn/input/preprocessing_guess.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/text/translation.h"
#include "core/nn/input/answer_evidence.h"
#include "core/nn/input/picture_shape.h"
#include "core/nn/input/probes/probe_images.h"
#include "core/nn/input/statistics_divergence.h"
#include "core/nn/inspect/classes.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/layers/pointwise/rescaling.h"
#include "core/nn/plan/plan.h"

namespace convscope::nn {

namespace {

/// The multiply-adds that the trials of one set of probe images may take, one or two seconds. This limits the number of
/// images.
constexpr std::int64_t kMaxSetWork = 60'000'000'000;
/// A model that needs more multiply-adds than this for one probe image, all ranges together, is not tried at all.
constexpr std::int64_t kMaxImageWork = 4 * kMaxSetWork;
constexpr std::size_t kMinProbeImages = 2;

/// A network for grey pictures of at most this side is assumed to be trained on digits, letters or garments, which are
/// light on black.
constexpr std::int64_t kMaxSmallSide = 40;
/// Small pictures in colour, as in CIFAR-10 and Tiny ImageNet, have at most this side.
constexpr std::int64_t kMaxSmallColourSide = 64;

/// The classes of MNIST and of Fashion-MNIST.
constexpr std::int64_t kDigitClasses = 10;

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
                     tr("the layer \"{}\" scales the values itself", node.name)};
    }
    return std::nullopt;
}

/// A penalty for ranges other than 0..1 in the comparisons below: the rarer a range is, the more evidence it needs.
double rarity(InputRange range) {
    switch (range) {
        case InputRange::unit:
            return 0;
        case InputRange::bytes:
        case InputRange::balanced:
        case InputRange::mnist:
        case InputRange::imagenet:
            return 0.04;
        case InputRange::fashion_mnist:
        case InputRange::cifar10:
        case InputRange::caffe:
        case InputRange::half:
            return 0.08;
        case InputRange::negative:
            break;
    }
    return 0.2;
}

/// The ranges that are tried for pictures of this shape.
std::vector<InputRange> ranges_to_try(const Shape& shape) {
    std::vector<InputRange> ranges = ranges_for(shape.channels());
    const std::int64_t side = std::max(shape.rows(), shape.cols());
    std::erase_if(ranges, [side](InputRange range) {
        const bool is_small = range == InputRange::mnist || range == InputRange::fashion_mnist;
        return (is_small && side > kMaxSmallSide) || (range == InputRange::cifar10 && side > kMaxSmallColourSide) ||
               (range == InputRange::caffe && side <= kMaxSmallSide);
    });
    return ranges;
}

/// A model's responses to the probe images in one range.
struct Trial {
    InputRange range = InputRange::unit;
    double divergence = 0;  ///< divergence_at() the first BatchNormalization
    ProbeAnswers answers;   ///< only if the model gives_classes()
};

Trial trial_of(Plan& plan, const Preprocessing& preprocessing, std::span<const ProbeImage> probes) {
    const Model& model = plan.model();
    const Shape& shape = model.node(model.inputs().front()).shape;
    std::vector<float> batch;
    std::vector<std::size_t> things;
    batch.reserve(probes.size() * static_cast<std::size_t>(shape.count()));
    things.reserve(probes.size());
    for (const ProbeImage& probe : probes) {
        const Tensor tensor = preprocessed(probe.picture, preprocessing, shape);
        batch.insert(batch.end(), tensor.values.begin(), tensor.values.end());
        things.push_back(probe.thing);
    }
    plan.set_input(0, batch);
    plan.run();
    Trial trial;
    if (const auto node = first_statistics(model)) trial.divergence = divergence_at(plan, *node);
    if (gives_classes(model))
        trial.answers = probe_answers(plan.activation(model.outputs().front()), std::move(things));
    return trial;
}

/// The trials of all ranges with as many probe images as kMaxSetWork permits; empty if even a few are too much work.
std::vector<Trial> trials_of(const Model& model, std::span<const ProbeImage> probes) {
    const Shape shape = *picture_shape(model.node(model.inputs().front()).shape);
    const std::vector<InputRange> ranges = ranges_to_try(shape);
    const std::int64_t work = std::max<std::int64_t>(1, summarise(model).multiply_adds) * std::ssize(ranges);
    if (work > kMaxImageWork) return {};
    const std::size_t image_count =
        std::clamp(static_cast<std::size_t>(kMaxSetWork / work), kMinProbeImages, probes.size());
    Plan plan(model, static_cast<std::int64_t>(image_count));
    std::vector<Trial> trials;
    trials.reserve(ranges.size());
    for (const InputRange range : ranges) {
        trials.push_back(trial_of(plan, with_range(model.info().preprocessing, range), probes.first(image_count)));
        trials.back().range = range;
    }
    return trials;
}

/// A measure of a trial; the larger, the likelier its range.
using Measure = std::function<double(const Trial&)>;

/// The trial with the largest measure; null if there is none with a finite one.
const Trial* best_of(const std::vector<Trial>& trials, const Measure& measure) {
    const Trial* best = nullptr;
    double largest = -std::numeric_limits<double>::infinity();
    for (const Trial& trial : trials) {
        const double value = measure(trial);
        if (!std::isfinite(value) || value <= largest) continue;
        largest = value;
        best = &trial;
    }
    return best;
}

/// The difference between the answers' spread and that of a trained classifier: the absolute logarithm of their
/// quotient.
double spread_error(const Trial& trial) {
    constexpr double kUsualSpread = 5;
    return trial.answers.spread > 0 ? std::abs(std::log(trial.answers.spread / kUsualSpread))
                                    : std::numeric_limits<double>::infinity();
}

/// The evidence for a trial's range minus its penalties. The spread decides between ranges in which all answers are
/// right, because too large a range makes answers too certain without making them wrong.
double corrected(double evidence, const Trial& trial) {
    constexpr double kSpreadWeight = 0.03;
    return evidence - rarity(trial.range) - kSpreadWeight * spread_error(trial);
}

/// A guess with the evidence for it.
struct Finding {
    Guess guess;
    double evidence = -std::numeric_limits<double>::infinity();
};

enum class Things { digits, garments };

/// The range in which the model recognises the probe images best, if its classes are those of a well-known data set.
/// `things` names what the images show.
Finding from_classes(const std::vector<Trial>& trials, Things things) {
    const Trial* best = best_of(trials, [](const Trial& t) { return corrected(labelled_evidence(t.answers), t); });
    if (best == nullptr) return {};
    const std::size_t correct = count_correct(best->answers), all = best->answers.things.size();
    return {{best->range, things == Things::digits ? tr("it recognises {} of {} drawn digits", correct, all)
                                                   : tr("it recognises {} of {} garments", correct, all)},
            labelled_evidence(best->answers)};
}

/// The guess of from_classes() for digits or for garments, whichever the model recognises better; nullopt if neither.
std::optional<Guess> from_classes(const Model& model, const std::vector<Trial>& digits) {
    // Equal probabilities of ten classes give -2.3.
    constexpr double kMinEvidence = -1.7;
    const Finding digit = from_classes(digits, Things::digits);
    const Finding garment = from_classes(trials_of(model, garment_probes()), Things::garments);
    const Finding& best = digit.evidence >= garment.evidence ? digit : garment;
    return best.evidence < kMinEvidence ? std::nullopt : std::optional(best.guess);
}

/// The range in which different drawings of a digit get the same answer and different digits get different ones;
/// nullopt if there is none.
std::optional<Guess> from_agreement(const std::vector<Trial>& trials) {
    // The classes are chosen to fit the answers, so more evidence is needed than with known classes.
    constexpr double kMinEvidence = -0.9;
    const Trial* best = best_of(trials, [](const Trial& t) { return corrected(matched_evidence(t.answers), t); });
    if (best == nullptr || matched_evidence(best->answers) < kMinEvidence) return std::nullopt;
    return Guess{best->range, tr("digits of different hands get the same answer, different digits do not")};
}

/// The range that fits the statistics of the first BatchNormalization; nullopt without one, or if none fits.
std::optional<Guess> from_statistics(const Model& model, const std::vector<Trial>& trials) {
    // If the divergence is larger in every range, the statistics were not learned from pictures.
    constexpr double kMaxDivergence = 1;
    const std::optional<int> node = first_statistics(model);
    if (!node) return std::nullopt;
    const Trial* best = best_of(trials, [](const Trial& t) { return -t.divergence * (1 + 4 * rarity(t.range)); });
    if (best == nullptr || best->divergence >= kMaxDivergence) return std::nullopt;
    return Guess{best->range, tr("it fits the statistics of the layer \"{}\"", model.node(*node).name)};
}

/// High if the answers to scenes are consistent and have the spread that is usual for a trained classifier.
double plausibility(const Trial& trial) {
    return consistency(trial.answers) - spread_error(trial);
}

Guess weak_guess() {
    return {InputRange::unit, tr("the evidence is weak, and 0..1 is the usual range")};
}

/// The range that gives the clearest answers, if they are clear and much clearer than those of 0..1.
Guess from_clearness(const std::vector<Trial>& trials) {
    constexpr double kMinPlausibility = -1, kMinConsistency = 0.25, kMargin = 0.7;
    const Trial* best = best_of(trials, [](const Trial& t) { return plausibility(t) - rarity(t.range); });
    if (best == nullptr || plausibility(*best) < kMinPlausibility || consistency(best->answers) < kMinConsistency)
        return weak_guess();
    const double lead = plausibility(*best) - plausibility(trials.front());
    if (best->range != InputRange::unit && lead < kMargin) return weak_guess();
    return {best->range, tr("it gives the clearest answers")};
}

/// The guess for a model of small pictures with at least ten classes: digits, letters, garments or the like.
Guess from_small_pictures(const Model& model, std::int64_t classes) {
    const std::vector<Trial> digits = trials_of(model, digit_probes());
    if (classes == kDigitClasses)
        if (const auto guess = from_classes(model, digits)) return *guess;
    const bool is_grey = picture_shape(model.node(model.inputs().front()).shape)->channels() == 1;
    const std::vector<Trial> scenes = is_grey ? std::vector<Trial>() : trials_of(model, scene_probes());
    if (const auto guess = from_statistics(model, is_grey ? digits : scenes)) return *guess;
    if (const auto guess = from_agreement(digits)) return *guess;
    return is_grey ? weak_guess() : from_clearness(scenes);
}

Guess from_trials(const Model& model) {
    const Shape shape = *picture_shape(model.node(model.inputs().front()).shape);
    const std::int64_t classes = gives_classes(model) ? model.node(model.outputs().front()).shape.count() : 0;
    if (std::max(shape.rows(), shape.cols()) <= kMaxSmallSide && classes >= kDigitClasses)
        return from_small_pictures(model, classes);
    const std::vector<Trial> scenes = trials_of(model, scene_probes());
    Guess usual{InputRange::unit, tr("it is the usual range")};
    if (scenes.empty()) return usual;
    if (const auto guess = from_statistics(model, scenes)) return *guess;
    return classes > 0 ? from_clearness(scenes) : usual;
}

}  // namespace

Model with_guessed_preprocessing(const Model& model) {
    const std::optional<Shape> shape = picture_shape(model.node(model.inputs().front()).shape);
    ModelInfo info = model.info();
    if (info.preprocessing_known || !info.preprocessing_reason.empty() || !shape) return model;
    const bool small_grey = shape->channels() == 1 && std::max(shape->rows(), shape->cols()) <= kMaxSmallSide;
    if (small_grey) info.preprocessing.inversion = Inversion::automatic;
    Guess guess{InputRange::unit, tr("it is the usual range")};
    try {
        const std::optional<Guess> rescaled = from_rescaling(model);
        guess = rescaled ? *rescaled : from_trials(model.with_info(info));
    } catch (const std::bad_alloc&) {
        // Keep the usual range. The next run of the model reports that memory does not suffice.
    }
    info.preprocessing = with_range(info.preprocessing, guess.range);
    info.preprocessing_reason = guess.reason;
    return model.with_info(std::move(info));
}

}  // namespace convscope::nn
