// Makes the input tensor of a picture again when the picture or its preprocessing changes: small pictures at once,
// large ones in the background, so that a slider on a photograph does not stall the window. Paint is put on at once.
// Must not include documents or drawing: a job works on values of the engine.
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
    /// `wake` as for JobQueue.
    explicit InputMaker(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Asks for the tensors of this input and model. Call once per frame. Returns true if the tensors below are of this
    /// model, perhaps still of the picture or the preprocessing before; false while they are of another model.
    bool update(const nn::PictureInput& input, const std::shared_ptr<const nn::Model>& model);
    /// Takes over finished work while no tensors are asked for.
    void drain() { jobs_.drain(); }

    /// The preprocessed picture; null before the first, or if there is a problem().
    const nn::SharedTensor& unpainted() const { return unpainted_; }
    /// The preprocessed picture with the paint over it; the pointer of unpainted() if nothing is painted.
    const nn::SharedTensor& painted() const { return painted_; }
    /// The reason why there are no tensors, as "takes ..."; empty if there is no problem.
    const std::string& problem() const { return problem_; }
    /// True while the tensors of the last update() are being computed.
    bool busy() const { return in_flight_; }
    bool finished() const { return jobs_.finished(); }

    /// Up to this number of pixels is preprocessed at once: a few milliseconds.
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
    void make(const Recipe& wanted, const std::shared_ptr<const nn::Model>& model);
    void accept(Recipe recipe, std::shared_ptr<const nn::Model> model, nn::SharedTensor tensor, std::string problem);
    void put_paint(const nn::SharedTensor& paint);

    Recipe made_;
    std::shared_ptr<const nn::Model> model_;  ///< whose input the tensors are
    bool in_flight_ = false;
    nn::SharedTensor unpainted_;
    std::string problem_;
    // The painted tensor and what it was made of.
    nn::SharedTensor painted_, painted_on_, paint_;
    JobQueue jobs_;  // last: its worker must end before what it delivers to
};

}  // namespace convscope
