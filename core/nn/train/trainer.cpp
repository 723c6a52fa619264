#include "core/nn/train/trainer.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <stdexcept>

#include "core/base/random.h"
#include "core/base/text/translation.h"
#include "core/nn/train/batches.h"
#include "core/nn/train/evaluate.h"
#include "core/nn/train/watch/timeline.h"
#include "core/nn/train/watch/trained_weights.h"

namespace convscope::nn {

namespace {

void refuse_if(bool is_invalid, Message message) {
    if (is_invalid) throw std::invalid_argument(message);
}

void check_rate(double rate) {
    refuse_if(!is_learning_rate(rate), tr("the learning rate must be above 0 and at most 10"));
}

void check(const TrainingOptions& o) {
    check_rate(o.rate);
    refuse_if(!(o.decay > 0 && o.decay <= 1), tr("the decay must be above 0 and at most 1"));
    refuse_if(!(o.momentum >= 0 && o.momentum < 1), tr("the momentum must be at least 0 and below 1"));
    refuse_if(o.epochs < 1, tr("the number of epochs must be at least 1"));
    refuse_if(o.batch < 1, tr("the batch size must be at least 1"));
    refuse_if(!(o.validation_split >= 0 && o.validation_split <= 0.9), tr("the validation split must be 0 to 0.9"));
    refuse_if(o.images < 0, tr("the number of images must be at least 0"));
}

void check_single_input(const Model& model) {
    if (model.inputs().size() == 1) return;
    const Node& input = model.node(model.inputs().front());
    throw ModelError(input.name, input.layer->type(),
                     tr("is one of {} inputs, but a data set has pictures for only one", model.inputs().size()));
}

void check_trainable(const Model& model) {
    bool is_trained = false;
    for (int i = 0; i < model.size(); ++i) is_trained = is_trained || trainable_count(model, i) > 0;
    refuse_if(!is_trained, tr("all layers with weights are frozen, so there is nothing to train"));
}

// The purposes for which random numbers are drawn from the seed. Each has a separate sequence.
enum class Purpose : std::uint64_t { split, order, augmentation, dropout, labels };

std::uint64_t seed_of(const TrainingOptions& options, Purpose purpose, std::uint64_t number) {
    return random_bits(random_bits(options.seed, static_cast<std::uint64_t>(purpose)), number);
}

}  // namespace

bool is_learning_rate(double rate) {
    return rate > 0 && rate <= 10;
}

SplitCounts split_of(std::int64_t size, const TrainingOptions& options) {
    const double training_share = 1 - options.validation_split;
    // The small addend keeps rounding errors from taking one away.
    const auto whole = [](double count) { return static_cast<std::int64_t>(count + 1e-6); };
    const std::int64_t used =
        options.images > 0 ? std::min(size, whole(static_cast<double>(options.images) / training_share)) : size;
    SplitCounts counts{.validation = whole(options.validation_split * static_cast<double>(used))};
    counts.training = used - counts.validation;
    if (options.images > 0) counts.training = std::min(counts.training, options.images);
    return counts;
}

EpochPoint epoch_point(const EpochReport& report, std::int64_t step) {
    return {.epoch = report.epoch,
            .step = step,
            .loss = report.loss,
            .accuracy = report.accuracy,
            .validation_loss = report.validation_loss,
            .validation_accuracy = report.validation_accuracy,
            .test_loss = {},
            .test_accuracy = {},
            .rate = report.rate,
            .seconds = report.seconds};
}

/// Counts the time of the steps of an epoch, without the pauses between them.
class Trainer::Clock {
  public:
    void restart() {
        counted_ = {};
        start_ = Steady::now();
    }
    void resume() { start_ = Steady::now(); }
    void pause() { counted_ += Steady::now() - start_; }
    /// To be called during a step.
    double seconds() const { return std::chrono::duration<double>(counted_ + (Steady::now() - start_)).count(); }

  private:
    using Steady = std::chrono::steady_clock;
    Steady::duration counted_{};
    Steady::time_point start_ = Steady::now();
};

Trainer::Trainer(const Model& model, std::shared_ptr<const Dataset> data, const TrainingOptions& options)
    : options_(options),
      data_(std::move(data)),
      training_indices_(static_cast<std::size_t>(data_->size())),
      clock_(std::make_unique<Clock>()),
      rate_(options.rate) {
    check(options);
    check_single_input(model);
    check_fits(model, *data_);
    check_trainable(model);
    std::iota(training_indices_.begin(), training_indices_.end(), 0);
    shuffle(training_indices_, seed_of(options_, Purpose::split, 0));
    const SplitCounts split = split_of(data_->size(), options);
    validation_indices_.assign(training_indices_.end() - split.validation, training_indices_.end());
    training_indices_.resize(static_cast<std::size_t>(split.training));
    refuse_if(training_indices_.empty(), tr("there is no example to train with"));
    if (options.shuffled_labels) shuffle_labels();
    weights_ = std::make_unique<TrainedWeights>(model, options.optimizer, options.momentum);
    begin_epoch();
}

Trainer::~Trainer() = default;

void Trainer::shuffle_labels() {
    std::vector<std::int64_t> sources = training_indices_;
    shuffle(sources, seed_of(options_, Purpose::labels, 0));
    shuffled_labels_ = data_->labels;
    for (std::size_t i = 0; i < sources.size(); ++i)
        shuffled_labels_[static_cast<std::size_t>(training_indices_[i])] =
            data_->labels[static_cast<std::size_t>(sources[i])];
}

std::uint16_t Trainer::label(std::int64_t example) const {
    const std::vector<std::uint16_t>& labels = shuffled_labels_.empty() ? data_->labels : shuffled_labels_;
    return labels[static_cast<std::size_t>(example)];
}

void Trainer::set_rate(double rate) {
    check_rate(rate);
    const std::lock_guard lock(mutex_);
    rate_ = rate;
}

std::int64_t Trainer::steps_per_epoch() const {
    return (std::ssize(training_indices_) + options_.batch - 1) / options_.batch;
}

void Trainer::begin_epoch() {
    next_ = 0;
    epoch_sum_ = {};
    clock_->restart();
    const std::lock_guard lock(mutex_);
    progress_.epoch = static_cast<int>(progress_.epochs.size()) + 1;
    shuffle(training_indices_, seed_of(options_, Purpose::order, static_cast<std::uint64_t>(progress_.epoch)));
    progress_.step = 0;
    progress_.steps = steps_per_epoch();
    progress_.loss = progress_.accuracy = 0;
}

bool Trainer::step() {
    return step_and_record({}, nullptr);
}

bool Trainer::step(const StepRequest& request, StepRecord& record) {
    return step_and_record(request, &record);
}

bool Trainer::step_and_record(const StepRequest& request, StepRecord* record) {
    {
        const std::lock_guard lock(mutex_);
        if (progress_.state != TrainingState::running) return false;
        if (cancelled_) {
            progress_.state = TrainingState::cancelled;
            return false;
        }
    }
    clock_->resume();
    take_step(request, record);
    if (next_ >= std::ssize(training_indices_)) end_epoch();
    clock_->pause();
    return true;
}

void Trainer::take_step(const StepRequest& request, StepRecord* record) {
    const std::int64_t count = std::min<std::int64_t>(options_.batch, std::ssize(training_indices_) - next_);
    const auto batch = std::span<const std::int64_t>(training_indices_)
                           .subspan(static_cast<std::size_t>(next_), static_cast<std::size_t>(count));
    Plan& plan = weights_->plan(count);
    std::vector<float> inputs(static_cast<std::size_t>(count * data_->example.count()));
    const Preprocessing& preprocessing = plan.model().info().preprocessing;
    fill_batch(*data_, batch, preprocessing, options_.augmentation,
               seed_of(options_, Purpose::augmentation, steps_taken_), inputs);
    std::vector<std::uint16_t> labels;
    labels.reserve(batch.size());
    for (const std::int64_t index : batch) labels.push_back(label(index));

    plan.set_input(0, inputs);
    plan.run_training(seed_of(options_, Purpose::dropout, steps_taken_));
    const int output = plan.model().outputs().front();
    const auto classes = static_cast<std::size_t>(plan.model().node(output).shape.count());
    const std::span<const float> logits = plan.pre_activation(output);
    const LossSum sum = cross_entropy(logits, labels, classes, plan.pre_activation_gradient(output));
    plan.backward();
    if (record != nullptr) {
        *record = batch_record(logits, labels, classes);
        record->examples.assign(batch.begin(), batch.end());
    }
    next_ += count;
    const std::lock_guard lock(mutex_);
    ++steps_taken_;
    if (record != nullptr) {
        record->step = static_cast<std::int64_t>(steps_taken_);
        record->epoch = progress_.epoch;
        record->rate = rate_;
        weights_->update(plan, rate_, request, *record);
    } else {
        weights_->update(plan, rate_);
    }
    publish(sum);
}

void Trainer::publish(const LossSum& batch) {
    epoch_sum_ += batch;
    const double seconds = clock_->seconds();
    progress_.step += 1;
    progress_.loss = epoch_sum_.mean_loss();
    progress_.accuracy = epoch_sum_.accuracy();
    progress_.images_per_second = seconds > 0 ? static_cast<double>(epoch_sum_.examples) / seconds : 0;
    const double later_epochs = options_.epochs - progress_.epoch;
    const double images_left = static_cast<double>(std::ssize(training_indices_) - next_) +
                               later_epochs * static_cast<double>(training_indices_.size());
    progress_.seconds_left = progress_.images_per_second > 0 ? images_left / progress_.images_per_second : 0;
}

void Trainer::end_epoch() {
    const double seconds = clock_->seconds();
    EpochReport report{.loss = epoch_sum_.mean_loss(),
                       .accuracy = epoch_sum_.accuracy(),
                       .seconds = seconds,
                       .images_per_second = static_cast<double>(epoch_sum_.examples) / seconds};
    if (!validation_indices_.empty()) {
        const Evaluation evaluation =
            evaluate(weights_->model(), *data_, validation_indices_, [this] { return !cancelled_.load(); });
        // The result of a cancelled validation is incomplete.
        if (cancelled_) return;
        report.validation_loss = evaluation.sum.mean_loss();
        report.validation_accuracy = evaluation.sum.accuracy();
    }
    {
        const std::lock_guard lock(mutex_);
        report.rate = rate_;
        rate_ *= options_.decay;
        report.epoch = progress_.epoch;
        progress_.epochs.push_back(report);
        if (should_stop(report)) {
            progress_.state = TrainingState::finished;
            return;
        }
    }
    begin_epoch();
}

bool Trainer::should_stop(const EpochReport& report) {
    if (report.validation_loss) {
        const bool better = !best_ || *report.validation_loss < best_loss_;
        epochs_without_gain_ = better ? 0 : epochs_without_gain_ + 1;
        if (better) {
            best_ = weights_->model();
            best_loss_ = *report.validation_loss;
        }
        if (options_.patience > 0 && epochs_without_gain_ >= options_.patience) return true;
    }
    return report.epoch >= options_.epochs || report.loss < options_.stop_loss ||
           (options_.stop_accuracy > 0 && report.accuracy >= options_.stop_accuracy);
}

std::int64_t Trainer::steps_taken() const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::int64_t>(steps_taken_);
}

double Trainer::rate() const {
    const std::lock_guard lock(mutex_);
    return rate_;
}

TrainingProgress Trainer::progress() const {
    const std::lock_guard lock(mutex_);
    return progress_;
}

Model Trainer::snapshot() const {
    const std::lock_guard lock(mutex_);
    return weights_->model();
}

Model Trainer::best() const {
    const std::lock_guard lock(mutex_);
    return best_ ? *best_ : weights_->model();
}

}  // namespace convscope::nn
