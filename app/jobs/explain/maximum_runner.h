// Runs nn::ActivationMaximum, the search for an input that excites a channel, step by step in the background, so that
// the user can watch it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/jobs/job_queue.h"
#include "core/nn/attribution/activation_maximum.h"

namespace convscope {

struct MaximumRequest {
    std::shared_ptr<const nn::Model> model;
    nn::Edits edits;
    int node = 0;
    std::int64_t channel = 0;
    nn::MaximumOptions options;
    bool operator==(const MaximumRequest&) const = default;
};

class MaximumRunner {
  public:
    /// For `wake` see JobQueue.
    explicit MaximumRunner(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Stores finished steps and, while running, starts the next ones. A different request restarts the search from its
    /// first input. Call once per frame.
    void update(const MaximumRequest& request);
    /// Pauses the search and stores finished steps. Call it in frames that do not show the search.
    void pause();
    void start() { running_ = true; }
    void stop() { running_ = false; }
    /// Returns to the first input.
    void reset();
    /// Drops the request, the results and the model's plan.
    void forget();

    bool running() const { return running_; }
    std::int64_t steps() const { return steps_; }
    /// The input after these steps, H,W,C; empty until the first input has been made.
    const std::vector<float>& input() const { return input_; }
    /// The mean of the channel's pre-activation before each step.
    const std::vector<float>& values() const { return values_; }
    /// The reason why there is no input; empty if there is no problem.
    const std::string& problem() const { return problem_; }
    bool busy() const { return in_flight_; }
    bool finished() const { return jobs_.finished(); }

    static constexpr std::int64_t kMaxSteps = 2000;  ///< the search ends by itself after this many

  private:
    struct Work;
    struct Progress {
        std::vector<float> input, values;
        std::int64_t steps = 0;
    };
    static Progress advance(Work& work, bool steps);
    void submit();

    MaximumRequest request_;
    std::shared_ptr<Work> work_;  ///< of the present request; only the running job uses it
    bool running_ = false, in_flight_ = false;
    std::int64_t steps_ = 0;
    std::vector<float> input_, values_;
    std::string problem_;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
