// Measures, in the background, how much of a filter's output follows the motion of its picture.
// Must not include documents or drawing: a job works on values of the engine.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/jobs/job_queue.h"
#include "core/filter/motion/motion_comparison.h"
#include "core/image/picture.h"

namespace convscope {

/// A channel of an unmoved picture, the filter, and the motion.
struct MotionRequest {
    Picture picture;
    Channel channel = Channel::grey;
    FilterSettings settings;
    Motion motion;

    bool same(const MotionRequest& other) const {
        return channel == other.channel && settings == other.settings && motion == other.motion &&
               picture.same_storage(other.picture);
    }
};

class MotionMeter {
  public:
    explicit MotionMeter(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Stores the result of a finished job, then starts to measure `request` unless its result is known. Call once per
    /// frame.
    void update(const MotionRequest& request);
    /// The comparison for the last request; nullopt while it is measured, and if the filter does not fit into the
    /// picture.
    std::optional<MotionComparison> result() const { return result_; }
    bool busy() const { return in_flight_; }
    bool finished() const { return jobs_.finished(); }

  private:
    MotionRequest request_;
    bool has_request_ = false;
    std::optional<MotionComparison> result_;
    bool in_flight_ = false;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
