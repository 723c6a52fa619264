// A model's answers to one picture under each of the usual preprocessings, computed in the background.
// Must not include documents or drawing: a job works on values of the engine.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/jobs/job_queue.h"
#include "core/nn/input/feed.h"
#include "core/nn/input/picture_input.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

/// The most likely class of the picture if its values are converted to this range.
struct RangeAnswer {
    nn::InputRange range = nn::InputRange::unit;
    nn::RankedClass best;
    std::string text;  ///< nn::answer_text() of the class's value
};

class RangeTrials {
  public:
    /// For `wake` see JobQueue.
    explicit RangeTrials(std::function<void()> wake) : jobs_(std::move(wake)) {}

    /// Requests the model's answers to the input for every range; the other settings are those of the model's
    /// preprocessing. Call once per frame while the answers are shown.
    void update(const nn::PictureInput& input, const std::shared_ptr<const nn::Model>& model,
                const nn::Feeds& feeds = {});
    /// Stores the results of finished jobs. Call it in frames that do not call update().
    void drain() { jobs_.drain(); }

    /// One answer per range, in the order of nn::ranges_for(); empty before the first job has ended, or if there is a
    /// problem(). They are kept until the answers to a new request are ready.
    const std::vector<RangeAnswer>& answers() const { return answers_; }
    /// The reason why the model gives no answers; empty if there is no problem.
    const std::string& problem() const { return problem_; }
    bool busy() const { return in_flight_; }
    bool finished() const { return jobs_.finished(); }

  private:
    void accept(std::vector<RangeAnswer> answers, std::string problem);

    bool in_flight_ = false;
    // The last request. If one of these changes, a new request is made.
    nn::PictureInput input_;
    nn::Feeds feeds_;
    std::shared_ptr<const nn::Model> model_;
    std::vector<RangeAnswer> answers_;
    std::string problem_;
    JobQueue jobs_;  // declared last: its worker must end before the members that it writes to
};

}  // namespace convscope
