// Keeps the Filter Lab's results up to date: computed at once where that is quick, on the worker otherwise, so that the
// caller never waits long. Knows the engine's values only, no document and no drawing.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "app/jobs/job_queue.h"
#include "core/filter/result.h"
#include "core/image/picture.h"

namespace convscope {

/// What to compute: one channel of a picture through one or two filters.
struct LabRequest {
    Picture picture;
    Channel channel = Channel::grey;
    std::array<FilterSettings, 2> settings;
    int count = 1;

    bool same_input(const LabRequest& other) const;
    bool same(const LabRequest& other) const;
};

/// What was computed last; stays as it is while the next is under way. outputs[i] is null where problem says why.
struct LabResults {
    LabRequest request;
    Plane input;
    Range input_range;
    std::array<std::shared_ptr<const FilterResult>, 2> outputs;
    std::string problem;
    std::uint64_t revision = 0;        ///< grows with every result
    std::uint64_t input_revision = 0;  ///< grows with every change of `input`
    double milliseconds = 0;           ///< that the last computation took
};

class LabEngine {
  public:
    explicit LabEngine(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Call once per frame: takes over finished work, then starts what `request` needs.
    void update(const LabRequest& request);
    const LabResults& results() const { return results_; }
    /// True when update() would take over a finished result.
    bool finished() const { return jobs_.finished(); }
    /// True while `results` lags behind the last request.
    bool busy() const { return in_flight_; }

    /// The work, in multiply-adds, up to which update() computes at once: well under 50 ms on a slow core.
    static constexpr double kInlineWork = 6e8;
    /// How much dearer writing into memory is that was never touched: 4 to 6 times, measured on 12 to 46 megapixels.
    static constexpr double kFreshMemory = 4;
    /// What taking a pixel's channel out of a new picture and its part in the range are worth, in multiply-adds.
    static constexpr double kNewPixel = 16;

  private:
    struct Outcome;
    using Memory = std::array<std::shared_ptr<FilterResult>, 2>;
    static Outcome compute(const LabRequest& request, const Plane& known_input, Memory memory);
    static double work_of(const LabRequest& request, const Plane& known_input, const Memory& memory);
    void accept(Outcome outcome);
    Memory take_memory();

    LabResults results_;
    // Outputs whose last reader has gone are written again: no page of a large picture is touched for the first time
    // while a value is dragged.
    std::array<std::array<std::shared_ptr<FilterResult>, 2>, 2> memory_;
    bool in_flight_ = false;
    JobQueue jobs_;  // last: its worker must end before what it delivers to
};

}  // namespace convscope
