// Training step by step on one thread. Other threads can watch and cancel it. Must not include anything that draws,
// prints or reads files.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "core/nn/model/model.h"
#include "core/nn/train/augmentation.h"
#include "core/nn/train/dataset.h"
#include "core/nn/train/loss.h"
#include "core/nn/train/optimizer.h"
#include "core/nn/train/watch/step_record.h"

namespace convscope::nn {

/// The default learning rate and batch size are those of Keras (Adam, fit()); epochs and SGD's momentum differ.
struct TrainingOptions {
    OptimizerKind optimizer = OptimizerKind::adam;
    double rate = 1e-3;      ///< learning rate, above 0
    double decay = 1;        ///< factor of the rate after every epoch; above 0, at most 1
    double momentum = 0.9;   ///< of SGD, 0 <= momentum < 1
    int epochs = 5;          ///< at least 1
    int batch = 32;          ///< examples per step, at least 1
    std::uint64_t seed = 1;  ///< of validation split, order of examples, augmentation, dropout and shuffled labels
    /// The fraction for validation of the examples that are used, which the seed selects; 0..0.9. See split_of().
    double validation_split = 0;
    int patience = 0;              ///< stop after this many epochs without a better validation loss; 0: never
    double stop_loss = 0;          ///< stop after an epoch whose training loss is below this; 0: never
    double stop_accuracy = 0;      ///< stop after an epoch with a training accuracy of at least this; 0: never
    std::int64_t images = 0;       ///< train with at most this many examples; 0: with all that validation leaves
    bool shuffled_labels = false;  ///< permute the labels of the training examples at random; validation keeps its own
    Augmentation augmentation = Augmentation::none;
    bool operator==(const TrainingOptions&) const = default;
};

/// True if it is above 0 and at most 10.
bool is_learning_rate(double rate);

/// The numbers of examples that a training uses.
struct SplitCounts {
    std::int64_t training = 0, validation = 0;
    bool operator==(const SplitCounts&) const = default;
};
/// The split of `size` examples. With a limit of training examples, as many are used as make validation_split the
/// fraction for validation: 2,000 for training and 0.2 give 500 for validation, of any larger data set.
SplitCounts split_of(std::int64_t size, const TrainingOptions& options);

/// The result of one epoch.
struct EpochReport {
    int epoch = 0;                  ///< from 1
    double loss = 0, accuracy = 0;  ///< means over the training examples, computed before each step's update
    std::optional<double> validation_loss, validation_accuracy;
    double rate = 0;
    double seconds = 0;
    double images_per_second = 0;
};

struct EpochPoint;
/// The report as a point of the curves, `step` steps after the start of training; without test results.
EpochPoint epoch_point(const EpochReport& report, std::int64_t step);

enum class TrainingState { running, finished, cancelled };

struct TrainingProgress {
    TrainingState state = TrainingState::running;
    int epoch = 1;                     ///< the current one
    std::int64_t step = 0, steps = 0;  ///< of the current epoch
    double loss = 0, accuracy = 0;     ///< of the current epoch so far
    double images_per_second = 0;
    double seconds_left = 0;  ///< of the whole training, at the current speed
    std::vector<EpochReport> epochs;
};

class TrainedWeights;

/// Call step() on one thread only. progress(), snapshot(), best(), set_rate() and cancel() may be called on any thread.
class Trainer {
  public:
    /// Throws ModelError if model and data do not fit each other, std::invalid_argument for options out of range.
    Trainer(const Model& model, std::shared_ptr<const Dataset> data, const TrainingOptions& options);
    ~Trainer();
    Trainer(const Trainer&) = delete;
    Trainer& operator=(const Trainer&) = delete;

    /// Trains with one batch and, at the end of an epoch, validates. Returns false if training is over. Nodes that are
    /// not trainable (Model::with_trainable()) keep their weights.
    bool step();
    /// step() that also fills `record` with what is requested; unchanged if it returns false. The weights are the same.
    bool step(const StepRequest& request, StepRecord& record);
    /// Changes the learning rate of the following steps; the decay goes on from it. Throws std::invalid_argument unless
    /// is_learning_rate().
    void set_rate(double rate);
    double rate() const;
    /// The number of steps so far, over all epochs, and of one epoch.
    std::int64_t steps_taken() const;
    std::int64_t steps_per_epoch() const;
    /// The examples for validation, in a random order.
    std::span<const std::int64_t> validation_indices() const { return validation_indices_; }
    /// The label that an example is trained with.
    std::uint16_t label(std::int64_t example) const;

    TrainingProgress progress() const;
    /// The model with the weights of the last finished step.
    Model snapshot() const;
    /// The model with the lowest validation loss so far; without validation, snapshot().
    Model best() const;
    /// Ends training: the next step() returns false. A running validation is interrupted.
    void cancel() { cancelled_ = true; }

  private:
    class Clock;

    void begin_epoch();
    void shuffle_labels();
    bool step_and_record(const StepRequest& request, StepRecord* record);
    void take_step(const StepRequest& request, StepRecord* record);
    void end_epoch();
    bool should_stop(const EpochReport& report);
    void publish(const LossSum& batch);

    TrainingOptions options_;
    std::shared_ptr<const Dataset> data_;
    std::vector<std::int64_t> training_indices_, validation_indices_;
    std::vector<std::uint16_t> shuffled_labels_;  ///< one per example; empty: those of the data set
    std::int64_t next_ = 0;                       ///< index into training_indices_
    LossSum epoch_sum_;
    std::unique_ptr<TrainedWeights> weights_;  ///< the weights in training, and the plans that read them
    std::unique_ptr<Clock> clock_;

    std::atomic<bool> cancelled_ = false;
    mutable std::mutex mutex_;  ///< guards the members below, and the weights during an update
    std::uint64_t steps_taken_ = 0;
    double rate_;
    TrainingProgress progress_;
    std::optional<Model> best_;
    double best_loss_ = 0;
    int epochs_without_gain_ = 0;
};

}  // namespace convscope::nn
