// Counts in the background how many labelled pictures models get right. Knows the engine's values only.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/jobs/job_queue.h"
#include "core/nn/train/dataset.h"
#include "core/nn/train/evaluate.h"

namespace convscope {

struct Accuracy {
    std::shared_ptr<const nn::Model> model;
    std::shared_ptr<const nn::Dataset> dataset;
    nn::LossSum sum;
    std::string problem;  ///< why there is none: the model does not take these pictures
};

class AccuracyMeter {
  public:
    explicit AccuracyMeter(std::function<void()> wake) : jobs_(std::move(wake)) {}
    ~AccuracyMeter() { stop(); }
    AccuracyMeter(const AccuracyMeter&) = delete;
    AccuracyMeter& operator=(const AccuracyMeter&) = delete;

    /// Starts on those of the models that are not known yet, one after the other.
    void measure(const std::vector<std::shared_ptr<const nn::Model>>& models,
                 const std::shared_ptr<const nn::Dataset>& dataset);
    /// Gives up what is under way.
    void stop();
    /// Takes over what is done. Call once per frame.
    void update() { jobs_.drain(); }

    bool busy() const { return jobs_.pending() > 0; }
    bool finished() const { return jobs_.finished(); }
    /// How much of what was last asked for is done, 0..1.
    double progress() const;
    /// Null where it was not measured.
    const Accuracy* find(const std::shared_ptr<const nn::Model>& model,
                         const std::shared_ptr<const nn::Dataset>& dataset) const;

  private:
    struct Progress {
        std::atomic<std::int64_t> batches = 0;
        std::atomic<bool> stopped = false;
    };
    static Accuracy measured(Accuracy accuracy, Progress& progress);

    std::vector<Accuracy> known_;
    std::shared_ptr<Progress> progress_ = std::make_shared<Progress>();
    std::int64_t wanted_ = 0;
    JobQueue jobs_;  // last: its worker must end before what it delivers to
};

}  // namespace convscope
