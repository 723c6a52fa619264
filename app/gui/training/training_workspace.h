// The Training workspace: a network learns before the user's eyes. Owns the run and the panels and pages that show it.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "app/gui/training/pages/training_pages.h"
#include "app/gui/training/panels/curves_panel.h"
#include "app/gui/training/panels/data_panel.h"
#include "app/gui/training/panels/network_panel.h"
#include "app/gui/training/scene/run_keeper.h"
#include "app/gui/widgets/maps/tile_canvas.h"
#include "app/gui/workspace/workspace.h"

namespace convscope {

class TrainingWorkspace : public Workspace {
  public:
    /// `opening` has the open data set, and must outlive the workspace. `runs` is the folder in which runs are kept,
    /// `cache` that of fitted pictures; empty: they are not kept. For `wake` see JobQueue. Needs a current OpenGL
    /// context.
    TrainingWorkspace(const Opening& opening, const std::filesystem::path& runs, const std::filesystem::path& cache,
                      const CameraSource& camera, const std::function<void()>& wake);

    WorkspaceId id() const override { return WorkspaceId::training; }
    const WorkspaceTexts& texts() const override;
    OpenFileTexts open_file(const Document& document) const override;
    /// The data set that was open last may be the run's, and the open model its start.
    void open_first_files(Opening& opening) override { opening.open_first_network(); }
    void update(const Document& document) override;
    void show(Frame& frame, Rect place) override;
    bool busy() const override { return keeper_.busy() || shelf_.busy() || pages_.own.busy(); }
    bool finished() const override { return keeper_.finished() || shelf_.finished() || pages_.own.finished(); }
    bool is_moving(const Document& document) const override { return document.training_view.plays_back; }
    std::optional<Command> advance(const Document& document, double seconds) const override;
    double computation_time() const override;
    Command use_picture(OpenPicture picture) const override;
    Action copy_filter(const Document& document) const override;
    Command paste_filter(const Document& document, const Kernel& kernel) const override;
    CodeTexts show_code(Frame& frame, Rect& head) override;

    // For tests, which look at what a user sees.
    const RunKeeper& run() const { return keeper_; }
    const TrainingPages& pages() const { return pages_; }
    const RunShelf& shelf() const { return shelf_; }

  private:
    TrainingScene make_scene(Frame& frame);
    /// True for a short time after the end of a run.
    bool has_just_ended(Ui& ui);
    void show_left(TrainingScene& scene, Rect place);
    void show_section(TrainingScene& scene, Rect& column);
    void show_right(TrainingScene& scene, Rect place);

    RunKeeper keeper_;
    RunShelf shelf_;
    const Opening& opening_;
    bool has_fashion_mnist_ = false;
    bool was_running_ = false;  ///< in the last frame
    double ended_ = -1e9;       ///< the time at which a run was seen to end
    SharedTilePainter tile_painter_;
    DataPanel data_panel_;
    NetworkPanel network_panel_;
    CurvesPanel curves_panel_;
    TrainingPages pages_;
};

}  // namespace convscope
