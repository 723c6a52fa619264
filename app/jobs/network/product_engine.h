// The product maps of one filter of a convolution, computed in the background.
// Must not include documents or drawing: a job works on values of the engine.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "app/jobs/job_queue.h"
#include "core/nn/inspect/product_maps.h"
#include "core/nn/inspect/trace.h"

namespace convscope {

/// The filter whose product maps are wanted, with the activations that they are computed from.
struct ProductRequest {
    std::shared_ptr<const nn::Model> model;
    nn::Edits edits;
    std::shared_ptr<const nn::Trace> trace;  ///< of the model with these edits
    std::uint64_t revision = 0;              ///< identifies the edits and the trace
    int node = -1;
    std::int64_t filter = 0;

    bool is_same(const ProductRequest& other) const {
        return revision == other.revision && node == other.node && filter == other.filter && model == other.model;
    }
};

class ProductEngine {
  public:
    /// For `wake` see JobQueue.
    explicit ProductEngine(std::function<void()> wake) : jobs_(std::move(wake)) {}
    ~ProductEngine() { running_.request_stop(); }
    ProductEngine(const ProductEngine&) = delete;
    ProductEngine& operator=(const ProductEngine&) = delete;

    /// Requests the product maps; a running job for another request is stopped. Call once per frame while they are
    /// shown.
    void update(const ProductRequest& request);
    /// Stores the results of finished jobs. Call it in frames that do not call update().
    void drain() { jobs_.drain(); }
    /// Stops the running job and frees the result.
    void clear();

    /// The product maps of the last request, or of an earlier one of the same node and filter while the new ones are
    /// computed; null if there are none.
    const nn::ProductMaps* maps() const { return maps_.get(); }
    /// Increases with every result.
    std::uint64_t version() const { return version_; }
    /// The reason why there are no product maps; empty if there is no problem.
    const std::string& problem() const { return problem_; }
    bool busy() const { return in_flight_; }
    bool finished() const { return jobs_.finished(); }

  private:
    void start(const ProductRequest& request);

    ProductRequest wanted_;   ///< the last request
    ProductRequest started_;  ///< of the running job, or of the last result
    std::stop_source running_;
    bool in_flight_ = false;
    std::shared_ptr<const nn::ProductMaps> maps_;
    std::uint64_t version_ = 0;
    std::string problem_;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
