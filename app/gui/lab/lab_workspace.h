// The Filter Lab, the first workspace: one or two filters on a picture, then pooling. Owns the LabEngine, which
// computes the results, and the panels, which show them.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "app/gui/lab/filter_panel.h"
#include "app/gui/lab/lab_code.h"
#include "app/gui/lab/picture_panel.h"
#include "app/gui/lab/views_panel.h"
#include "app/gui/workspace/workspace.h"
#include "app/jobs/lab_engine.h"

namespace convscope {

class LabWorkspace : public Workspace {
  public:
    /// `assets` holds pictures/. `wake` as for JobQueue. Needs a current OpenGL context.
    LabWorkspace(const std::filesystem::path& assets, std::function<void()> wake);

    WorkspaceId id() const override { return WorkspaceId::filter_lab; }
    const WorkspaceTexts& texts() const override;
    OpenFileTexts open_file(const Document& document) const override;
    void update(const Document& document) override;
    void show(Frame& frame, Rect place) override;
    bool busy() const override { return engine_.busy(); }
    bool finished() const override { return engine_.finished(); }
    bool is_moving(const Document& document) const override { return document.lab_view.player.playing; }
    std::optional<Command> advance(const Document& document, double seconds) const override;
    double computation_time() const override { return results().milliseconds; }
    double take_upload_time() override { return views_panel_.take_upload_time(); }
    Command use_picture(OpenPicture picture) const override;
    Action copy_filter(const Document& document) const override;
    Command paste_filter(const Document& document, const Kernel& kernel) const override;
    CodeTexts show_code(Frame& frame, Rect& head) override;

    // For tests, which look at what a user sees.
    const LabResults& results() const { return engine_.results(); }
    const std::optional<Selection>& selection() const { return selection_; }

  private:
    void show_main(LabScene& scene, Rect place);
    void show_side(LabScene& scene, Rect place);
    static void use_keys(LabScene& scene);

    LabEngine engine_;
    PicturePanel picture_panel_;
    FilterPanel filter_panel_;
    ViewsPanel views_panel_;
    LabCode code_;
    OpenPicture picture_;                 ///< as of the last update
    std::optional<Selection> selection_;  ///< of the last frame
};

}  // namespace convscope
