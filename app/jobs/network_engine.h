// Keeps the activations of an edited model up to date, beside those of the model as trained: computed at once where
// that is quick, on the worker otherwise. Knows the engine's values only, no document and no drawing.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/jobs/job_queue.h"
#include "core/nn/inspect/trace.h"
#include "core/nn/model/edits.h"

namespace convscope {

/// What to compute. The trained model sees `trained_input`, the edited one `input`; both are the same tensor where
/// nothing was painted. Without a `trained_input` nobody asks what the trained model does.
struct NetworkRequest {
    std::shared_ptr<const nn::Model> model;
    nn::SharedTensor input, trained_input;
    nn::Edits edits;

    bool is_edited() const { return trained_input && (!edits.empty() || input != trained_input); }
    bool operator==(const NetworkRequest&) const = default;
};

/// What was computed last; stays as it is while the next is under way.
struct NetworkResults {
    NetworkRequest request;
    std::shared_ptr<const nn::Trace> now;      ///< with the edits; null before the first
    std::shared_ptr<const nn::Trace> trained;  ///< without them; the same as `now` where there are none
    std::string problem;                       ///< why there is none
    std::uint64_t revision = 0;                ///< grows with every result
    double milliseconds = 0;                   ///< that the last computation took

    bool has_trace() const { return now != nullptr; }
    const nn::Model& model() const { return *request.model; }
};

/// What each channel of a layer did to the answer: how much the value of the class would fall, were it ablated.
struct Contributions {
    std::uint64_t revision = 0;  ///< of the results they belong to
    int layer = -1;
    std::size_t index = 0;  ///< of the class (the first output's value) they are about
    std::vector<float> drops;
};

class NetworkEngine {
  public:
    explicit NetworkEngine(std::function<void()> wake) : jobs_(wake), contribution_jobs_(wake) {}

    /// Call once per frame: takes over finished work, then starts what `request` needs.
    void update(const NetworkRequest& request);
    const NetworkResults& results() const { return results_; }
    bool finished() const { return jobs_.finished() || contribution_jobs_.finished(); }
    /// True while `results` lags behind the last request, or contributions are under way.
    bool busy() const { return in_flight_ || measuring_; }

    /// The contributions of a layer's channels to the most likely class, in the present results. Computed in the
    /// background; until then null, or those of an earlier revision, of the same model.
    const Contributions* contributions(int layer);

    /// The work, in multiply-adds, up to which update() computes at once.
    static constexpr std::int64_t kInlineWork = 60'000'000;

  private:
    struct Plans;
    struct Outcome;
    static Outcome compute(const NetworkRequest& request, std::shared_ptr<Plans> plans, std::shared_ptr<nn::Trace> now,
                           std::shared_ptr<const nn::Trace> trained);
    void accept(Outcome outcome);
    std::shared_ptr<nn::Trace> free_trace();

    NetworkResults results_;
    std::shared_ptr<Plans> plans_;  ///< with the work that is under way, if any
    std::vector<std::shared_ptr<nn::Trace>> memory_;
    std::shared_ptr<const nn::Model> measured_model_;
    std::int64_t work_ = 0;
    bool in_flight_ = false;
    bool measuring_ = false;
    std::optional<Contributions> contributions_;
    // Last: their workers must end before what they deliver to.
    JobQueue jobs_;
    JobQueue contribution_jobs_;
};

}  // namespace convscope
