// Keeps the input tensor of a picture up to date when the picture or its preprocessing changes: small pictures at once,
// large ones in the background, so that a slider on a photograph does not stall the window. Paint is always added at
// once. Must not include documents or drawing: a job works on values of the engine.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/jobs/job_queue.h"
#include "core/nn/input/picture_input.h"

namespace convscope {

class InputMaker {
  public:
    /// For `wake` see JobQueue.
    explicit InputMaker(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Requests the tensors for this input and model. Call once per frame. Returns true if unpainted() and painted()
    /// belong to this model, even if they still belong to an earlier picture or preprocessing.
    bool update(const nn::PictureInput& input, const std::shared_ptr<const nn::Model>& model);
    /// Stores the results of finished jobs. Call it in frames that do not call update().
    void drain() { jobs_.drain(); }

    /// The preprocessed picture; null before the first, or if there is a problem().
    const nn::SharedTensor& unpainted() const { return unpainted_; }
    /// The preprocessed picture with the paint over it; the same pointer as unpainted() if nothing is painted.
    const nn::SharedTensor& painted() const { return painted_; }
    /// The reason why there are no tensors, as a sentence without its subject: "has the shape ...". Callers put the
    /// model's name before it. Empty if there is no problem.
    const std::string& problem() const { return problem_; }
    /// True while a background job computes tensors, possibly those of an earlier update().
    bool busy() const { return in_flight_; }
    bool finished() const { return jobs_.finished(); }

    /// Pictures whose used part has at most this number of pixels are preprocessed at once, in a few milliseconds.
    static constexpr std::int64_t kInlinePixels = 600'000;

  private:
    /// The data from which the unpainted tensor is computed.
    struct Recipe {
        nn::PictureInput input;  ///< without its paint
        nn::Preprocessing preprocessing;
        nn::Shape shape;
        bool operator==(const Recipe&) const = default;
    };
    /// Computes the unpainted tensor, at once or in a job, unless a job is running.
    void make(const Recipe& requested, const std::shared_ptr<const nn::Model>& model);
    void accept(Recipe recipe, std::shared_ptr<const nn::Model> model, nn::SharedTensor tensor, std::string problem);
    void put_paint(const nn::SharedTensor& paint);

    Recipe last_recipe_;
    std::shared_ptr<const nn::Model> model_;  ///< the model that the tensors belong to
    bool in_flight_ = false;
    nn::SharedTensor unpainted_;
    std::string problem_;
    // The painted tensor, and the tensor and the paint from which it was made.
    nn::SharedTensor painted_, painted_on_, paint_;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
