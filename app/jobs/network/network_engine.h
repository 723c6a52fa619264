// Keeps a model's activations up to date, both with its edits and without them. A short computation runs at once, a
// long one on the worker. After an edit of a large model the first changed layers are stored before the others are
// computed. Must not include documents or drawing: a job works on values of the engine.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/jobs/job_queue.h"
#include "core/nn/inspect/trace.h"
#include "core/nn/model/edits.h"

namespace convscope {

/// The activations to compute: those of the edited model on `input`, and of the trained model on `trained_input`. Both
/// inputs are the same tensor if nothing was painted. If `trained_input` is null, the trained model is not run.
struct NetworkRequest {
    std::shared_ptr<const nn::Model> model;
    nn::SharedTensor input, trained_input;
    std::vector<nn::SharedTensor> others;  ///< of the model's other inputs, in their order; missing ones are 0
    nn::Edits edits;

    bool is_edited() const { return trained_input && (!edits.empty() || input != trained_input); }
    bool operator==(const NetworkRequest&) const = default;
};

/// The last results; they stay valid while the next ones are computed.
struct NetworkResults {
    NetworkRequest request;
    std::shared_ptr<const nn::Trace> now;      ///< with the edits; null before the first
    std::shared_ptr<const nn::Trace> trained;  ///< without the edits; the same pointer as `now` if there are none
    std::string problem;                       ///< the reason why there is no trace; empty if there is no problem
    std::uint64_t revision = 0;                ///< increases with every result
    double milliseconds = 0;                   ///< duration of the last computation
    /// False while layers after an edited one, in a large model, still have the values from before the edit.
    bool complete = true;

    bool has_trace() const { return now != nullptr; }
    const nn::Model& model() const { return *request.model; }
};

/// Each channel's contribution to the answer: how much the class's value drops if the channel is ablated.
struct Contributions {
    std::uint64_t revision = 0;  ///< the revision of the results that they belong to
    int layer = -1;
    std::size_t index = 0;  ///< the class's index in the first output
    std::vector<float> drops;
};

/// The times after which the layers that are computed so far are stored: for models with at least
/// NetworkEngine::kStoppedWork, and only if nothing but the edits has changed. The first time is short, so that the
/// changed map itself is on screen within 50 ms.
struct LayerSlices {
    std::chrono::milliseconds first{12}, more{30};
};

class NetworkEngine {
  public:
    explicit NetworkEngine(std::function<void()> wake, LayerSlices slices = {})
        : slices_(slices), jobs_(wake), contribution_jobs_(wake) {}
    /// Stops the running computation after its current layer.
    ~NetworkEngine() { wanted_.request_stop(); }
    NetworkEngine(const NetworkEngine&) = delete;
    NetworkEngine& operator=(const NetworkEngine&) = delete;

    /// Stores finished results, then starts the computation of `request`. Call once per frame.
    void update(const NetworkRequest& request);
    const NetworkResults& results() const { return results_; }
    bool finished() const { return jobs_.finished() || contribution_jobs_.finished(); }
    /// True while results() are older than the last request or contributions are computed.
    bool busy() const { return in_flight_ || measuring_ || !results_.complete; }

    /// The contributions of a layer's channels to the most likely class of the current results. They are computed in
    /// the background; until then the function returns null, or the contributions of an earlier revision of the same
    /// model.
    const Contributions* contributions(int layer);

    /// The work, in multiply-adds, up to which update() computes at once; more work goes to the worker.
    static constexpr std::int64_t kInlineWork = 60'000'000;
    /// The work, in multiply-adds, from which an outdated computation, for another model or picture, is stopped after
    /// its current layer. Shorter ones are finished, so that there are results even while pictures change quickly.
    static constexpr std::int64_t kStoppedWork = 1'000'000'000;
    /// While edits change all the time, every layer is computed at least this often.
    static constexpr std::chrono::milliseconds kMaxIncomplete{500};

  private:
    struct Plans;
    struct Outcome;
    /// A computation: the request, the memory for its trace, and the trained model's trace if it is known. After
    /// `slice` it may end with a part of the layers.
    struct Task {
        NetworkRequest request;
        std::shared_ptr<nn::Trace> now;
        std::shared_ptr<const nn::Trace> trained;
        std::chrono::milliseconds slice = std::chrono::milliseconds::max();
    };
    static Outcome compute(const Task& task, std::shared_ptr<Plans> plans, const std::stop_token& stop);
    /// The request that is computed next: the one before `request` if its layers have been incomplete for too long.
    NetworkRequest next_request(const NetworkRequest& request) const;
    Task next_task(const NetworkRequest& request);
    /// Computes the task on the worker.
    void start(Task task);
    /// Stops the running computations if they are for another model or picture and take long.
    void stop_outdated(const NetworkRequest& request);
    /// A stop token for a computation that starts now.
    std::stop_token stop_token();
    void accept(Outcome outcome);
    std::shared_ptr<nn::Trace> free_trace();
    void measure_contributions(int layer);

    LayerSlices slices_;
    NetworkResults results_;
    std::shared_ptr<Plans> plans_;  ///< null while a job uses them
    std::vector<std::shared_ptr<nn::Trace>> memory_;
    std::shared_ptr<const nn::Model> measured_model_;
    std::int64_t work_ = 0;
    std::chrono::steady_clock::time_point incomplete_since_;  ///< if the results are not complete
    NetworkRequest computed_;                                 ///< the last request that was started
    std::stop_source wanted_;                                 ///< of the running computations
    bool in_flight_ = false;
    bool measuring_ = false;
    std::optional<Contributions> contributions_;
    // Declared last, so that their workers end before the members that they write to.
    JobQueue jobs_;
    JobQueue contribution_jobs_;
};

}  // namespace convscope
