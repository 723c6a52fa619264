// Keeps the Filter Lab's results up to date. A short computation runs at once, a long one on the worker, so that the
// caller never waits long. Must not include documents or drawing: a job works on values of the engine.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "app/jobs/job_queue.h"
#include "core/filter/result.h"
#include "core/image/colours/value_histogram.h"
#include "core/image/picture.h"

namespace convscope {

/// One channel of a picture, and the one or two filters that are applied to it.
struct LabRequest {
    Picture picture;
    Channel channel = Channel::grey;
    std::array<FilterSettings, 2> settings;
    int count = 1;

    bool same_input(const LabRequest& other) const;
    bool same(const LabRequest& other) const;
};

/// Histograms of a filter's outputs; empty without a result.
struct LabHistograms {
    ValueHistogram filtered, pooled;
};

/// The last results; they stay while the next ones are computed. outputs[i] is null if there is a problem.
struct LabResults {
    LabRequest request;
    Plane input;
    Range input_range;
    std::array<std::shared_ptr<const FilterResult>, 2> outputs;
    std::array<LabHistograms, 2> histograms;  ///< of the outputs
    std::string problem;
    std::uint64_t revision = 0;        ///< grows with every result
    std::uint64_t input_revision = 0;  ///< grows with every change of `input`
    double milliseconds = 0;           ///< duration of the last computation
};

class LabEngine {
  public:
    explicit LabEngine(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Stores the results of finished jobs, then computes `request`, at once or in a job. Call once per frame.
    void update(const LabRequest& request);
    const LabResults& results() const { return results_; }
    /// True if a finished result waits for update().
    bool finished() const { return jobs_.finished(); }
    /// True while the last request is being computed.
    bool busy() const { return in_flight_; }

    /// The work, in multiply-adds, up to which update() computes at once: well under 50 ms on a slow core.
    static constexpr double kInlineWork = 6e8;
    /// Cost of the first write into new memory, as a factor: 4 to 6 times, measured on 12 to 46 megapixels.
    static constexpr double kFreshMemory = 4;
    /// Cost per pixel of a new picture's channel and its value range, in multiply-adds.
    static constexpr double kNewPixel = 16;

  private:
    struct Outcome;
    using Memory = std::array<std::shared_ptr<FilterResult>, 2>;
    static Outcome compute(const LabRequest& request, const Plane& known_input, Memory memory);
    static double work_of(const LabRequest& request, const Plane& known_input, const Memory& memory);
    void accept(Outcome outcome);
    Memory take_memory();

    LabResults results_;
    // Buffers that are no longer read are reused, so that dragging a value on a large picture allocates no new memory
    // pages.
    std::array<std::array<std::shared_ptr<FilterResult>, 2>, 2> memory_;
    bool in_flight_ = false;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
