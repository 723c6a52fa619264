// The difference between two classes' scores as a sum over the maps of the last layer with rows and columns, computed
// in the background. Must not include documents or drawing: a job works on values of the engine.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "app/jobs/job_queue.h"
#include "app/jobs/network/network_engine.h"
#include "core/nn/attribution/contribution.h"

namespace convscope {

/// score - rival_score = sum of parts + bias + rest; see nn::ScoreBalance.
struct MapDifferences {
    int node = -1;              ///< the layer of the maps
    std::vector<double> parts;  ///< one per map
    double score = 0, rival_score = 0;
    double bias = 0;  ///< the part of the biases in the layers after the maps
    double rest = 0;
};

class MapDifferenceMeter {
  public:
    /// For `wake` see JobQueue.
    explicit MapDifferenceMeter(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Requests the parts of `index` and `rival` for these results. Call once per frame while they are shown.
    void update(const NetworkResults& results, std::int64_t index, std::int64_t rival);
    /// Stores the results of finished jobs. Call it in frames that do not call update().
    void drain() { jobs_.drain(); }

    /// The parts for the last request; null until its job has ended, and for models without maps.
    const MapDifferences* differences() const { return is_current() && differences_ ? &*differences_ : nullptr; }
    /// The reason why the last request has no result; empty if there is no problem.
    const std::string& problem() const { return problem_; }
    bool busy() const { return in_flight_; }
    bool finished() const { return jobs_.finished(); }

  private:
    struct Subject {
        std::uint64_t revision = 0;
        std::int64_t index = -1, rival = -1;
        bool operator==(const Subject&) const = default;
    };
    static std::optional<MapDifferences> compute(const NetworkRequest& request, const Subject& subject,
                                                 const std::stop_token& stop);
    bool is_current() const { return wanted_ == computed_; }

    Subject wanted_, started_, computed_;
    bool in_flight_ = false;
    std::optional<MapDifferences> differences_;
    std::string problem_;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
