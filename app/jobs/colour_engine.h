// Keeps the results of a filter with three slices up to date: the sum of each slice, and the map of all slices that are
// on. Large pictures are computed on the worker. Must not include documents or drawing.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/jobs/job_queue.h"
#include "core/filter/colour/colour_filter.h"
#include "core/image/colours/value_histogram.h"

namespace convscope {

struct ColourRequest {
    Picture picture;
    ColourFilterSettings settings;

    bool same(const ColourRequest& other) const;
};

/// A slice's sum of products at every pixel, without weight, bias, activation and pooling. It does not depend on the
/// slice's switch.
struct SliceSum {
    FilterResult sum;
    ValueHistogram histogram;
};

/// The last results, kept while the next ones are computed. `map` and `sums` are null if there is a problem.
struct ColourResults {
    ColourRequest request;
    std::array<Plane, kColourChannels> channels;  ///< red, green, blue of the picture
    std::array<std::shared_ptr<const SliceSum>, kColourChannels> sums;
    std::shared_ptr<const FilterResult> map;  ///< of the slices that are on
    ValueHistogram filtered, pooled;          ///< of `map`
    std::string problem;
    std::uint64_t revision = 0;          ///< grows with every result
    std::uint64_t picture_revision = 0;  ///< grows with every new picture
    double milliseconds = 0;             ///< duration of the last computation
};

class ColourEngine {
  public:
    explicit ColourEngine(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Stores the result of a finished job, then computes `request`, at once or in a job. Slices whose kernel has not
    /// changed keep their sums. Call once per frame.
    void update(const ColourRequest& request);
    /// Stores the result of a finished job. Then drops the results if they take more than kKeptBytes, for instance
    /// those of a picture of 100 megapixels: call it while the results are not on screen.
    void drop_large();
    const ColourResults& results() const { return results_; }
    bool finished() const { return jobs_.finished(); }
    bool busy() const { return in_flight_; }

    /// The work, in multiply-adds, up to which update() computes at once: well under 50 ms on a slow core.
    static constexpr double kInlineColourWork = 6e8;
    /// The memory of results that drop_large() keeps.
    static constexpr std::int64_t kKeptBytes = std::int64_t{256} << 20;

  private:
    /// The parts of the last results that are valid for the request.
    ColourResults known_parts(const ColourRequest& request) const;
    static double work_of(const ColourRequest& request, const ColourResults& known);
    static ColourResults compute(const ColourRequest& request, ColourResults known);
    void accept(ColourResults results);

    ColourResults results_;
    bool in_flight_ = false;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
