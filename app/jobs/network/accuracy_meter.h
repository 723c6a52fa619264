// Counts, in the background, the labelled pictures that models classify correctly.
// Must not include documents or drawing: a job works on values of the engine.
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
    std::string problem;  ///< the reason why it cannot be measured, for example a wrong picture size
};

class AccuracyMeter {
  public:
    explicit AccuracyMeter(std::function<void()> wake) : jobs_(std::move(wake)) {}
    ~AccuracyMeter() { stop(); }
    AccuracyMeter(const AccuracyMeter&) = delete;
    AccuracyMeter& operator=(const AccuracyMeter&) = delete;

    /// Starts to measure the models whose accuracy is not yet known, one after the other.
    void measure(const std::vector<std::shared_ptr<const nn::Model>>& models,
                 const std::shared_ptr<const nn::Dataset>& dataset);
    /// Stops the running measurement and drops its result.
    void stop();
    /// Stores the results of finished measurements. Call once per frame.
    void update() { jobs_.drain(); }

    bool busy() const { return jobs_.pending() > 0; }
    bool finished() const { return jobs_.finished(); }
    /// The finished fraction of the last measure(), 0..1.
    double progress() const;
    /// The accuracy of the model on the data set; null if it was not measured.
    const Accuracy* find(const std::shared_ptr<const nn::Model>& model,
                         const std::shared_ptr<const nn::Dataset>& dataset) const;

  private:
    struct Progress {
        std::atomic<std::int64_t> batches = 0;
        std::atomic<bool> stopped = false;
    };
    static Accuracy measure_one(Accuracy accuracy, Progress& progress);

    std::vector<Accuracy> known_;
    std::shared_ptr<Progress> progress_ = std::make_shared<Progress>();
    std::int64_t total_batches_ = 0;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
