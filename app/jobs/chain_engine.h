// Keeps all maps of a chain of stages up to date, at once or on the worker. The network's activations are N,H,W,C: the
// values of all maps at one pixel are adjacent in memory. Each map is also stored as a separate image, for the views.
// Must not include documents or drawing: a job works on values of the engine.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/jobs/job_queue.h"
#include "core/image/colours/value_histogram.h"
#include "core/image/plane.h"
#include "core/nn/plan/plan.h"

namespace convscope {

/// A model whose layers are convolutions and poolings, one after the other, and the picture for it: one channel with
/// the size of the model's input.
struct ChainRequest {
    std::shared_ptr<const nn::Model> model;
    Plane picture;

    bool same(const ChainRequest& other) const { return model == other.model && picture.same_storage(other.picture); }
};

/// The maps of one node of the model.
struct ChainLayer {
    std::vector<FloatImage> maps;  ///< one for each channel; none for the picture
    std::vector<Range> ranges;     ///< of each map
    /// For a convolution: the magnitude that, in each map, at most kClippedShare of the values other than 0 exceed.
    /// Zeros are not counted because ReLU gives many, which would make the magnitude too small. 0 for pooling.
    float largest = 0;
    /// For a convolution: the shares of the values of all maps below -largest and above largest.
    ValueHistogram::Shares outside;
    std::uint64_t revision = 0;  ///< ChainResults::revision when the maps were computed last
};

/// A plan with its activations and their maps. A later run with the same layers reuses the memory and computes only the
/// values that depend on a change.
class ChainRun {
  public:
    /// Throws std::bad_alloc if the activations do not fit into memory.
    explicit ChainRun(const nn::Model& model);

    /// True if compute() can take this model: it may differ from the last one only in the values of its weights.
    bool takes(const nn::Model& model) const;
    /// Computes the layers that a change reaches, and gives them this `revision`.
    void compute(const ChainRequest& request, std::uint64_t revision);

    const ChainLayer& layer(int node) const { return layers_.at(static_cast<std::size_t>(node)); }
    /// Every node's activation, H,W,C, in the form that nn::explain() takes; valid until the next compute().
    std::vector<std::span<const float>> activations() const { return plan_.example(0); }

  private:
    nn::Plan plan_;
    std::vector<std::vector<nn::SharedTensor>> weights_;  ///< the current weights of each node
    Plane picture_;
    std::vector<ChainLayer> layers_;
};

/// The last results, kept while the next ones are computed. `run` is null before the first results and if there is a
/// problem.
struct ChainResults {
    ChainRequest request;
    std::shared_ptr<const ChainRun> run;
    std::string problem;
    std::uint64_t revision = 0;  ///< grows with every result
    double milliseconds = 0;     ///< duration of the last computation
};

class ChainEngine {
  public:
    explicit ChainEngine(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Stores the result of a finished job, then computes `request`, at once or in a job. Call once per frame.
    void update(const ChainRequest& request);
    const ChainResults& results() const { return results_; }
    bool finished() const { return jobs_.finished(); }
    bool busy() const { return in_flight_; }

    /// The work, in multiply-adds, up to which update() computes at once: about 15 ms on two cores.
    static constexpr double kInlineWork = 4e7;
    /// The cost of writing a value and copying it into its map, in multiply-adds.
    static constexpr double kValueWork = 6;

  private:
    struct Outcome;
    static Outcome compute(const ChainRequest& request, std::shared_ptr<ChainRun> run, std::uint64_t revision);
    void accept(Outcome outcome);
    std::shared_ptr<ChainRun> free_run();

    ChainResults results_;
    std::array<std::shared_ptr<ChainRun>, 2> memory_;  ///< for the results on screen and for the next results
    bool in_flight_ = false;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
