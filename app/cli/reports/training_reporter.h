// The report of `convscope train` while it works: a line for each epoch, a bar on a terminal, and the curves.
#pragma once

#include <chrono>
#include <cstddef>

#include "core/nn/train/trainer.h"

namespace convscope {

/// Prints epochs to standard output and, on a terminal, a bar to standard error.
class TrainingReporter {
  public:
    /// `epochs`: the number of epochs that are planned; `json`: one line of JSON for each.
    TrainingReporter(int epochs, bool json);

    void show(const nn::TrainingProgress& progress);
    /// Removes the bar.
    void end() const;

  private:
    int epochs_;
    bool json_, has_bar_;
    std::size_t shown_ = 0;
    std::chrono::steady_clock::time_point last_bar_time_;
};

}  // namespace convscope
