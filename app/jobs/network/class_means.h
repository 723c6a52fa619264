// The mean picture of one class of a data set, computed in the background.
// Must not include documents or drawing: a job works on values of the engine.
#pragma once

#include <functional>
#include <memory>

#include "app/jobs/job_queue.h"
#include "core/image/picture.h"
#include "core/nn/train/dataset.h"

namespace convscope {

class ClassMeans {
  public:
    /// For `wake` see JobQueue.
    explicit ClassMeans(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Requests the mean of class `label`. Call once per frame while it is shown.
    void update(const std::shared_ptr<const nn::Dataset>& data, int label);
    /// Stores the results of finished jobs. Call it in frames that do not call update().
    void drain() { jobs_.drain(); }

    /// The mean of the class that was requested last. It has no planes while it is computed, or if the class has no
    /// examples.
    const Picture& mean() const { return mean_; }
    bool busy() const { return in_flight_; }
    bool finished() const { return jobs_.finished(); }

  private:
    bool in_flight_ = false;
    // The last request.
    std::shared_ptr<const nn::Dataset> data_;
    int label_ = -1;
    Picture mean_;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
