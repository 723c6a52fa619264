// Makes the input tensor of a picture again when the picture, or how it is prepared, changes: small ones at once, large
// ones in the background, so that a slider on a photograph does not hold up the window.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/document/network.h"
#include "app/jobs/job_queue.h"

namespace convscope {

class InputMaker {
  public:
    /// `wake` as for JobQueue.
    explicit InputMaker(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// What is wanted now; without its paint. Call once per frame.
    void update(const NetworkInput& input, const std::shared_ptr<const nn::Model>& model);
    /// Takes over what is finished while nothing is wanted.
    void drain() { jobs_.drain(); }

    /// Made of what was wanted last. Until then tensor() is an earlier one, or null.
    bool is_current() const { return current_; }
    const nn::SharedTensor& tensor() const { return tensor_; }
    /// Why there is none: "wants ..."; empty where there is one.
    const std::string& problem() const { return problem_; }
    bool busy() const { return in_flight_; }
    bool finished() const { return jobs_.finished(); }

    /// As many pixels are prepared at once: a few milliseconds.
    static constexpr std::int64_t kInlinePixels = 600'000;

  private:
    /// All that the tensor depends on.
    struct Recipe {
        NetworkInput input;
        nn::Preprocessing preprocessing;
        nn::Shape shape;
        bool operator==(const Recipe&) const = default;
    };
    void accept(Recipe recipe, nn::SharedTensor tensor, std::string problem);

    Recipe made_;
    bool current_ = false;
    bool in_flight_ = false;
    nn::SharedTensor tensor_;
    std::string problem_;
    JobQueue jobs_;  // last: its worker must end before what it delivers to
};

}  // namespace convscope
