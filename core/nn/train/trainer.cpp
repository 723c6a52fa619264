#include "core/nn/train/trainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <stdexcept>

#include "core/base/random.h"
#include "core/nn/plan/plan.h"
#include "core/nn/train/batches.h"
#include "core/nn/train/evaluate.h"

namespace convscope::nn {

namespace {

void check(const TrainingOptions& o) {
    const auto refuse_if = [](bool is_invalid, const char* message) {
        if (is_invalid) throw std::invalid_argument(message);
    };
    refuse_if(!(o.rate > 0 && o.rate <= 10), "the learning rate must be above 0 and at most 10");
    refuse_if(!(o.decay > 0 && o.decay <= 1), "the decay must be above 0 and at most 1");
    refuse_if(!(o.momentum >= 0 && o.momentum < 1), "the momentum must be at least 0 and below 1");
    refuse_if(o.epochs < 1, "the number of epochs must be at least 1");
    refuse_if(o.batch < 1, "the batch size must be at least 1");
    refuse_if(!(o.validation_split >= 0 && o.validation_split <= 0.9), "the validation split must be 0 to 0.9");
}

void check_single_input(const Model& model) {
    if (model.inputs().size() == 1) return;
    const Node& input = model.node(model.inputs().front());
    throw ModelError(
        input.name, input.layer->type(),
        fmt::format("is one of {} inputs, but a data set has pictures for only one", model.inputs().size()));
}

// The purposes for which random numbers are drawn from the seed. Each has a separate sequence.
enum class Purpose : std::uint64_t { split, order, augmentation, dropout };

std::uint64_t seed_of(const TrainingOptions& options, Purpose purpose, std::uint64_t number) {
    return random_bits(random_bits(options.seed, static_cast<std::uint64_t>(purpose)), number);
}

}  // namespace

/// The weights in training, and the plans that read them: one for full batches, one for a smaller last batch.
class Trainer::Weights {
  public:
    Weights(const Model& model, const TrainingOptions& options)
        : model_(model), optimizer_(options.optimizer, options.momentum) {
        for (const Node& node : model.nodes()) {
            std::vector<std::vector<float>>& node_values = values_.emplace_back();
            for (const SharedTensor& weight : node.weights) node_values.push_back(weight->values);
        }
    }

    /// The plan for `batch` examples, with the current weights.
    Plan& plan(std::int64_t batch) {
        const auto found = std::ranges::find(plans_, batch, &Plan::batch);
        Plan& plan = found != plans_.end() ? *found : plans_.emplace_back(model_, batch, Plan::Purpose::training);
        for (int i = 0; i < model_.size(); ++i) {
            const auto& node_values = values_[static_cast<std::size_t>(i)];
            if (!node_values.empty())
                plan.use_weights(i, std::vector<std::span<const float>>(node_values.begin(), node_values.end()));
        }
        return plan;
    }

    /// Makes one optimizer step with the plan's gradients.
    void update(const Plan& plan, double rate) {
        optimizer_.begin_step(rate);
        std::size_t number = 0;
        for (int i = 0; i < model_.size(); ++i) {
            auto& node_values = values_[static_cast<std::size_t>(i)];
            for (std::size_t weight = 0; weight < node_values.size(); ++weight, ++number) {
                const std::span<const float> gradient = plan.gradient(i, weight);
                if (!gradient.empty()) optimizer_.update(number, gradient, node_values[weight]);
            }
            if (!node_values.empty() && model_.node(i).trainable)
                plan.update_statistics(i, std::vector<std::span<float>>(node_values.begin(), node_values.end()));
        }
    }

    /// The model with the current weights.
    Model model() const {
        Model model = model_;
        for (int i = 0; i < model_.size(); ++i) {
            const auto& node_values = values_[static_cast<std::size_t>(i)];
            for (std::size_t weight = 0; weight < node_values.size(); ++weight)
                model = model.with_weight(
                    i, weight,
                    std::make_shared<const Tensor>(Tensor{model_.node(i).weights[weight]->shape, node_values[weight]}));
        }
        return model;
    }

    const Model& architecture() const { return model_; }

  private:
    Model model_;
    Optimizer optimizer_;
    std::vector<std::vector<std::vector<float>>> values_;  // per node and weight
    std::vector<Plan> plans_;
};

/// Seconds since the epoch began.
class Trainer::Clock {
  public:
    void restart() { start_ = std::chrono::steady_clock::now(); }
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

  private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

Trainer::Trainer(const Model& model, std::shared_ptr<const Dataset> data, const TrainingOptions& options)
    : options_(options),
      data_(std::move(data)),
      training_indices_(static_cast<std::size_t>(data_->size())),
      rate_(options.rate),
      clock_(std::make_unique<Clock>()) {
    check(options);
    check_single_input(model);
    check_fits(model, *data_);
    std::iota(training_indices_.begin(), training_indices_.end(), 0);
    shuffle(training_indices_, seed_of(options_, Purpose::split, 0));
    const auto validation_count =
        static_cast<std::ptrdiff_t>(options.validation_split * static_cast<double>(data_->size()));
    validation_indices_.assign(training_indices_.end() - validation_count, training_indices_.end());
    training_indices_.resize(training_indices_.size() - static_cast<std::size_t>(validation_count));
    if (training_indices_.empty()) throw std::invalid_argument("there is no example to train with");
    weights_ = std::make_unique<Weights>(model, options);
    begin_epoch();
}

Trainer::~Trainer() = default;

void Trainer::begin_epoch() {
    next_ = 0;
    epoch_sum_ = {};
    clock_->restart();
    const std::lock_guard lock(mutex_);
    progress_.epoch = static_cast<int>(progress_.epochs.size()) + 1;
    shuffle(training_indices_, seed_of(options_, Purpose::order, static_cast<std::uint64_t>(progress_.epoch)));
    progress_.step = 0;
    progress_.steps = (std::ssize(training_indices_) + options_.batch - 1) / options_.batch;
    progress_.loss = progress_.accuracy = 0;
}

bool Trainer::step() {
    {
        const std::lock_guard lock(mutex_);
        if (progress_.state != TrainingState::running) return false;
        if (cancelled_) {
            progress_.state = TrainingState::cancelled;
            return false;
        }
    }
    take_step();
    if (next_ >= std::ssize(training_indices_)) end_epoch();
    return true;
}

void Trainer::take_step() {
    const std::int64_t count = std::min<std::int64_t>(options_.batch, std::ssize(training_indices_) - next_);
    const auto batch = std::span<const std::int64_t>(training_indices_)
                           .subspan(static_cast<std::size_t>(next_), static_cast<std::size_t>(count));
    Plan& plan = weights_->plan(count);
    std::vector<float> inputs(static_cast<std::size_t>(count * data_->example.count()));
    const Preprocessing& preprocessing = plan.model().info().preprocessing;
    fill_batch(*data_, batch, preprocessing, options_.augmentation,
               seed_of(options_, Purpose::augmentation, steps_taken_), inputs);
    std::vector<std::uint16_t> labels;
    for (const std::int64_t index : batch) labels.push_back(data_->labels[static_cast<std::size_t>(index)]);

    plan.set_input(0, inputs);
    plan.run_training(seed_of(options_, Purpose::dropout, steps_taken_));
    const int output = plan.model().outputs().front();
    const auto classes = static_cast<std::size_t>(plan.model().node(output).shape.count());
    const LossSum sum =
        cross_entropy(plan.pre_activation(output), labels, classes, plan.pre_activation_gradient(output));
    plan.backward();
    next_ += count;
    ++steps_taken_;
    const std::lock_guard lock(mutex_);
    weights_->update(plan, rate_);
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
                       .rate = rate_,
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
    rate_ *= options_.decay;
    {
        const std::lock_guard lock(mutex_);
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
    return report.epoch >= options_.epochs || report.loss < options_.stop_loss;
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
