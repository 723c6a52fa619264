// The time line of a training: models at selected steps and the curves. Plain values that can be copied. Must not
// include the trainer.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/nn/model/model.h"
#include "core/nn/train/watch/step_record.h"

namespace convscope::nn {

/// The model after `step` steps; step 0 is the model before training.
struct Snapshot {
    std::int64_t step = 0;
    std::shared_ptr<const Model> model;  ///< never null; caches of results are keyed by it
    /// Of the step that led to it; null for step 0, and if they were not recorded.
    std::shared_ptr<const std::vector<LayerSizes>> sizes = nullptr;
    bool operator==(const Snapshot&) const = default;
};

/// At most `kMaxSnapshots` models, and as few as kMaxSnapshotBytes allow, but always the first and the last. Dense at
/// the start, where weights change most, and thinner later.
class Snapshots {
  public:
    static constexpr std::size_t kMaxSnapshots = 200;
    static constexpr double kMaxSnapshotBytes = 256e6;

    /// True if the model after this step should be kept: every step up to 64, then every second up to 128, every fourth
    /// up to 256 and so on.
    static bool is_due(std::int64_t step);

    /// Adds a snapshot after all others and drops one if there are too many. A snapshot of the last step replaces it.
    /// If the last snapshot is not due (it was added only because it was the last), it is dropped.
    void add(Snapshot snapshot);
    void clear() { snapshots_.clear(); }

    const std::vector<Snapshot>& all() const { return snapshots_; }
    bool empty() const { return snapshots_.empty(); }
    /// The index of the snapshot nearest to `step`, of two equally near ones the earlier; must not be empty.
    std::size_t nearest(std::int64_t step) const;
    /// The number of snapshots whose trained weights take at most `bytes`; at least 2.
    static std::size_t limit_for(const Model& model, double bytes = kMaxSnapshotBytes);
    /// A copy with at most `limit` snapshots, at least 2, thinned as add() does.
    Snapshots thinned(std::size_t limit) const;

  private:
    void thin(std::size_t limit);

    std::vector<Snapshot> snapshots_;
};

/// The mean loss and accuracy of one step's batch, before its update.
struct StepPoint {
    float loss = 0, accuracy = 0;
};

/// The end of an epoch.
struct EpochPoint {
    int epoch = 0;                  ///< from 1
    std::int64_t step = 0;          ///< the number of steps until then
    double loss = 0, accuracy = 0;  ///< means over the epoch's training examples, computed before each update
    std::optional<double> validation_loss, validation_accuracy;
    std::optional<double> test_loss, test_accuracy;
    double rate = 0, seconds = 0;
    bool operator==(const EpochPoint&) const = default;
};

/// A change of the learning rate while training ran.
struct RateChange {
    std::int64_t step = 0;  ///< the number of steps before it
    double rate = 0;        ///< of the steps after it
    bool operator==(const RateChange&) const = default;
};

struct Curves {
    std::vector<StepPoint> steps;  ///< number i is step i + 1
    std::vector<EpochPoint> epochs;
    std::vector<RateChange> rates;  ///< the user's changes, not the decay's, in ascending order of steps
};

}  // namespace convscope::nn
