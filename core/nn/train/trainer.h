// Training step by step on one thread, watched and cancelled from others. Must not include anything that draws, prints
// or reads files.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "core/nn/model/model.h"
#include "core/nn/train/dataset.h"
#include "core/nn/train/loss.h"
#include "core/nn/train/optimizer.h"

namespace convscope::nn {

/// Keras's defaults where it has them.
struct TrainingOptions {
    OptimizerKind optimizer = OptimizerKind::adam;
    double rate = 1e-3;           ///< learning rate, above 0
    double decay = 1;             ///< the rate is multiplied by this after every epoch; above 0, at most 1
    double momentum = 0.9;        ///< of SGD, 0 <= momentum < 1
    int epochs = 5;               ///< at least 1
    int batch = 32;               ///< examples per step, at least 1
    std::uint64_t seed = 1;       ///< of the order, of augmentation and dropout
    double validation_split = 0;  ///< this share of the examples, drawn by the seed, is kept for validation; 0..0.9
    int patience = 0;             ///< end after so many epochs without a better validation loss; 0: never
    double stop_loss = 0;         ///< end after an epoch whose training loss is below; 0: never
    bool augment = false;         ///< mirror and shift examples at random
};

/// The result of one epoch.
struct EpochReport {
    int epoch = 0;                  ///< from 1
    double loss = 0, accuracy = 0;  ///< the mean of the epoch's steps, during which the weights change
    std::optional<double> validation_loss, validation_accuracy;
    double rate = 0;
    double seconds = 0;
    double images_per_second = 0;
};

enum class TrainingState { running, finished, cancelled };

struct TrainingProgress {
    TrainingState state = TrainingState::running;
    int epoch = 1;                     ///< the present one
    std::int64_t step = 0, steps = 0;  ///< of the present epoch
    double loss = 0, accuracy = 0;     ///< of the present epoch so far
    double images_per_second = 0;
    double seconds_left = 0;  ///< of the whole training, at the present speed
    std::vector<EpochReport> epochs;
};

/// step() is for one thread; progress(), snapshot() and cancel() are for any.
class Trainer {
  public:
    /// Throws ModelError if model and data do not fit, std::invalid_argument for options out of their range.
    Trainer(const Model& model, std::shared_ptr<const Dataset> data, const TrainingOptions& options);
    ~Trainer();
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    /// Trains with one batch and, at an epoch's end, validates. False if training is over.
    bool step();

    TrainingProgress progress() const;
    /// The model with the weights of the last finished step.
    Model snapshot() const;
    /// The model with the lowest validation loss so far; without validation the one of the last finished step.
    Model best() const;
    /// Ends training: the next step() returns false. Interrupts a validation.
    void cancel() { cancelled_ = true; }

  private:
    class Weights;
    class Clock;

    void begin_epoch();
    void take_step();
    void end_epoch();
    bool should_stop(const EpochReport& report);
    void publish(const LossSum& batch);

    TrainingOptions options_;
    std::shared_ptr<const Dataset> data_;
    std::vector<std::int64_t> training_, validation_;
    std::int64_t next_ = 0;  ///< index into training_
    std::uint64_t steps_taken_ = 0;
    double rate_;
    LossSum epoch_sum_;
    std::unique_ptr<Weights> weights_;  ///< and the plans that read them
    std::unique_ptr<Clock> clock_;

    std::atomic<bool> cancelled_ = false;
    mutable std::mutex mutex_;  ///< guards the members below, and the weights during an update
    TrainingProgress progress_;
    std::optional<Model> best_;
    double best_loss_ = 0;
    int epochs_without_gain_ = 0;
};

}  // namespace convscope::nn
