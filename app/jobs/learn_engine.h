// Keeps the data of a learning filter up to date: the target, the sums over both pictures, and the output of the
// current values. Sums of large pictures are computed on the worker. Must not include documents or drawing.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/jobs/job_queue.h"
#include "core/filter/combine.h"
#include "core/filter/learn/window_moments.h"
#include "core/filter/result.h"

namespace convscope {

/// A picture, and the output that a filter on it is to learn: `target` if it has values, otherwise the output of
/// `teacher`. If a target has the input's size, its border is cut off, because a filter without padding gives no values
/// there.
struct LearnRequest {
    Plane input;
    FilterSettings teacher;
    Plane target;
    int size = 3;

    bool same(const LearnRequest& other) const;
};

/// The last task. `moments` is null while it is computed and if there is a problem.
struct LearnTask {
    LearnRequest request;
    Plane target;
    Range input_range, target_range;
    std::shared_ptr<const WindowMoments> moments;
    std::string problem;
    std::uint64_t revision = 0;  ///< grows with every task
};

/// The output of a kernel and a bias, and its difference from the target.
struct LearnOutput {
    FilterResult output;
    CombinedOutputs difference;
    std::uint64_t revision = 0;  ///< grows with every change
};

class LearnEngine {
  public:
    explicit LearnEngine(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Stores the result of a finished job, then computes `request`, at once or in a job. Call once per frame.
    void update(const LearnRequest& request);
    /// Computes the output of these values on the task's input, unless it has been computed already.
    void show_values(const Kernel& kernel, float bias);
    const LearnTask& task() const { return task_; }
    const LearnOutput& output() const { return output_; }
    bool finished() const { return jobs_.finished(); }
    bool busy() const { return in_flight_; }

    /// The work, in multiply-adds in double precision, up to which update() computes at once: about 50 ms.
    static constexpr double kInlineLearnWork = 2e8;

  private:
    static LearnTask compute(const LearnRequest& request);
    void accept(LearnTask task);

    LearnTask task_;
    FloatImage target_;
    LearnOutput output_;
    Kernel shown_;
    float shown_bias_ = 0;
    std::uint64_t shown_task_ = 0;
    bool in_flight_ = false;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
