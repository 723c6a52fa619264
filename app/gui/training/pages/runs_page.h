// The page Runs: every run that was kept as a row, two of them compared by their curves and filters, and the course's
// table, which is filled in the background.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/gui/training/scene/training_scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"
#include "app/gui/widgets/plots/line_plot.h"
#include "app/jobs/training/run_shelf.h"

namespace convscope {

/// The networks of the course's exercises with the other settings of `training`: 64, 32 and 16 filters, one convolution
/// less and one more.
std::vector<Training> course_table(const Training& training);

/// The number in the name of a run: "7" of "run-0007"; a name without one is given back.
std::string run_number(const std::string& id);
/// The runs in the order of the view.
std::vector<const StoredRun*> ordered_runs(const std::vector<StoredRun>& runs, RunOrder order);

class RunsPage {
  public:
    void show(TrainingScene& scene, gl::TilePainter& painter, Rect area);

  private:
    void show_tools(TrainingScene& scene, Rect line) const;
    static void show_header(TrainingScene& scene, Rect line);
    static void show_row(TrainingScene& scene, const StoredRun& run, Rect line);
    void show_comparison(TrainingScene& scene, gl::TilePainter& painter, Rect area);
    void show_run(TrainingScene& scene, gl::TilePainter& painter, const StoredRun& run, std::size_t side, Rect area);
    static void reopen(TrainingScene& scene, const StoredRun& run);

    std::array<TileCanvas, 2> canvases_;
    std::array<std::shared_ptr<const nn::Model>, 2> models_;
    std::array<std::uint64_t, 2> revisions_{};
};

}  // namespace convscope
