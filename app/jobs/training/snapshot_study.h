// Questions about a snapshot of a training that need a run over many pictures: answers, confusion matrix, hardest
// pictures, maps that are never active. Computed in the background, cached for each snapshot. Must not include
// documents or drawing.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "app/jobs/cached_job.h"
#include "core/nn/inspect/trace.h"
#include "core/nn/model/model.h"
#include "core/nn/train/dataset.h"
#include "core/nn/train/evaluate.h"
#include "core/nn/train/watch/dead_channels.h"

namespace convscope {

/// A snapshot's model on a selection of pictures.
struct SnapshotKey {
    std::shared_ptr<const nn::Model> model;
    std::shared_ptr<const nn::Dataset> data;
    /// The pictures; null: all.
    std::shared_ptr<const std::vector<std::int64_t>> examples;
    bool operator==(const SnapshotKey&) const = default;
};

using DeadChannels = nn::DeadChannels;

struct SnapshotAnswers {
    std::shared_ptr<const nn::Model> model;  ///< never null
    nn::Evaluation evaluation;               ///< answers in the order of `examples`
    std::vector<std::int64_t> examples;      ///< numbers in the data set
    /// Indices into `examples`: the true class with the lowest probability first, at most kHardest.
    std::vector<std::size_t> hardest;
};

class SnapshotAnswersJob : public CachedJob<SnapshotKey, SnapshotAnswers> {
  public:
    static constexpr std::size_t kHardest = 50;
    explicit SnapshotAnswersJob(std::function<void()> wake) : CachedJob(std::move(wake), 64) {}
    /// See CachedJob::request().
    void request(const SnapshotKey& key);
};

/// The values of all layers for one picture.
struct SnapshotMaps {
    std::shared_ptr<const nn::Model> model;  ///< never null
    nn::Trace trace;
};

class SnapshotMapsJob : public CachedJob<SnapshotKey, SnapshotMaps> {
  public:
    explicit SnapshotMapsJob(std::function<void()> wake) : CachedJob(std::move(wake), 16) {}
    /// The key's `examples` must hold one number.
    void request(const SnapshotKey& key);
};

/// The number of dead maps and units of the layers that have weights. Pooling and Flatten only repeat them.
std::int64_t count_dead(const std::vector<DeadChannels>& layers, const nn::Model& model);

/// The nodes whose maps can be dead (nn::can_be_dead()), in order.
class SnapshotHealthJob : public CachedJob<SnapshotKey, std::vector<DeadChannels>> {
  public:
    explicit SnapshotHealthJob(std::function<void()> wake) : CachedJob(std::move(wake), 64) {}
    void request(const SnapshotKey& key);
};

}  // namespace convscope
