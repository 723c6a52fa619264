// The choice of the range to which a picture's pixel values are converted: a list, a free mean and deviation, the order
// of the colours, and a strip with the model's answer for each range.
#pragma once

#include <functional>
#include <utility>

#include "app/gui/network/scene/scene.h"
#include "app/jobs/network/range_trials.h"

namespace convscope {

class InputValues {
  public:
    /// For `wake` see JobQueue.
    explicit InputValues(std::function<void()> wake) : trials_(std::move(wake)) {}

    /// Cuts the room that it uses off the top of `area`.
    void show(Scene& scene, Rect& area);
    /// Draws the switch of the strip.
    void show_switch(Ui& ui, Rect place);
    /// Stores the results of finished jobs, also while the panel is hidden.
    void drain() { trials_.drain(); }

    bool busy() const { return trials_.busy(); }
    bool finished() const { return trials_.finished(); }

  private:
    void show_range(Scene& scene, Rect row);
    void show_trials(Scene& scene, Rect& area);

    bool shows_trials_ = false;
    bool shows_statistics_ = false;  ///< the user asked for a free mean and deviation
    RangeTrials trials_;
};

}  // namespace convscope
