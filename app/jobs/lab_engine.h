// Keeps the Filter Lab's results up to date. A short computation runs at once, a long one on the worker, so that the
// caller never waits long. Must not include documents or drawing: a job works on values of the engine.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/jobs/job_queue.h"
#include "core/filter/combine.h"
#include "core/filter/noise/noise.h"
#include "core/filter/result.h"
#include "core/image/colours/value_histogram.h"
#include "core/image/motion.h"
#include "core/image/picture.h"

namespace convscope {

/// A picture, the motion and the noise that are applied to it, the channel that is taken, and the filters for it.
struct LabRequest {
    Picture picture;
    Channel channel = Channel::grey;
    Motion motion = {};
    NoiseSettings noise = {};
    std::vector<FilterSettings> settings;  ///< at least one
    /// The combination of the filtered pictures; only with two filters.
    std::optional<Combination> combination = {};

    int count() const { return static_cast<int>(settings.size()); }

    bool same_input(const LabRequest& other) const;
    bool same(const LabRequest& other) const;
};

/// Histograms of a filter's outputs; empty without a result.
struct LabHistograms {
    ValueHistogram filtered, pooled;
};

/// The combination of two filtered pictures. For a direction, `colours` shows the angle as hue and the magnitude, up to
/// its 99.5th percentile `full`, as brightness (see direction_picture()). For other combinations `colours` is empty and
/// `full` is 0.
struct LabCombination {
    CombinedOutputs outputs;
    ValueHistogram histogram;  ///< of the values, or of a direction's magnitudes
    Picture colours;
    float full = 0;
};

/// The last results, kept while the next ones are computed. There are as many outputs as the request has settings;
/// outputs[i] is null if there is a problem, and before the first result.
struct LabResults {
    LabRequest request{.settings = {FilterSettings{}}};
    Picture picture;  ///< the request's picture after motion and noise
    Plane input;      ///< the channel of `picture`
    Range input_range;
    std::vector<std::shared_ptr<const FilterResult>> outputs = {nullptr};
    std::vector<LabHistograms> histograms = std::vector<LabHistograms>(1);  ///< of the outputs
    std::string problem;
    std::shared_ptr<const LabCombination> combined;  ///< null without a combination, and if it has a problem
    std::string combination_problem;
    std::uint64_t revision = 0;        ///< grows with every result
    std::uint64_t input_revision = 0;  ///< grows with every change of `input`
    double milliseconds = 0;           ///< duration of the last computation
};

class LabEngine {
  public:
    explicit LabEngine(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Stores the results of finished jobs, then computes `request`, at once or in a job. Call once per frame.
    void update(const LabRequest& request);
    /// Frees the memory that is kept for the next results. Call it while no filter can be edited.
    void free_unused();
    const LabResults& results() const { return results_; }
    /// True if a finished result waits for update().
    bool finished() const { return jobs_.finished(); }
    /// True while the last request is being computed.
    bool busy() const { return in_flight_; }

    /// The work, in multiply-adds, up to which update() computes at once: well under 50 ms on a slow core.
    static constexpr double kInlineWork = 6e8;
    /// The cost of the first write into new memory, relative to that of a later write: measured 4 to 6 on 12 to 46
    /// megapixels.
    static constexpr double kFreshMemory = 4;
    /// Cost per pixel of a new picture's channel and its value range, in multiply-adds.
    static constexpr double kNewPixel = 16;
    /// Cost of a pixel that is moved or gets noise, in multiply-adds.
    static constexpr double kChangedPixel = 64;
    /// Cost of a combined pixel and its histogram, and of a direction and its colour, in multiply-adds.
    static constexpr double kCombinedPixel = 16, kDirectedPixel = 450;

  private:
    struct Outcome;
    struct Known;
    static Outcome compute(const LabRequest& request, Known known);
    static double work_of(const LabRequest& request, const Known& known);
    static void add_combination(Outcome& outcome, Known& known);
    void find_combination(const LabRequest& request, Known& known);
    void accept(Outcome outcome);
    Known known_parts(const LabRequest& request);

    LabResults results_;
    // Every result that was made here. Results that have no other reader are reused, so that dragging a value on a
    // large picture allocates no new memory pages.
    std::vector<std::shared_ptr<FilterResult>> memory_;
    std::vector<std::shared_ptr<LabCombination>> combined_memory_;  ///< reused in the same way
    bool in_flight_ = false;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
