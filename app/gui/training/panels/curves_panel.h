// The right panel: curves of loss and accuracy, the results of the shown moment, and what can be taken away.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "app/gui/training/scene/training_scene.h"
#include "app/gui/widgets/plots/line_plot.h"

namespace convscope {

/// A step of `steps` for each drawn point at most, so that a long run is drawn fast: the mean of every group of steps,
/// at the group's last step.
std::vector<PlotPoint> thinned_losses(const std::vector<nn::StepPoint>& steps);
std::vector<PlotPoint> thinned_accuracies(const std::vector<nn::StepPoint>& steps);

class CurvesPanel {
  public:
    /// Returns the lower edge of its content.
    float show(TrainingScene& scene, Rect area);

  private:
    /// The lines of one run; made again only if the run has gone on.
    struct Lines {
        std::uint64_t run = 0;
        std::size_t steps = 0, epochs = 0;
        std::vector<PlotPoint> loss, accuracy, validation_loss, validation_accuracy, test_accuracy, test_loss;
    };
    static void update(Lines& lines, std::uint64_t run, const nn::Curves& curves);
    void show_plots(TrainingScene& scene, Rect& area);
    void show_buttons(TrainingScene& scene, Rect& area) const;

    Lines now_, former_;
    std::vector<LinePlot> shown_;  ///< loss and accuracy as drawn last
};

}  // namespace convscope
