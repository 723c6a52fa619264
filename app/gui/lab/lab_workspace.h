// The Filter Lab, the first workspace: up to eight filters on a picture, followed by pooling; and the pages for
// colours, chains and learning. Owns the LabEngine, which computes the results, and the panels, which show them.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "app/gui/lab/chain/chain_panel.h"
#include "app/gui/lab/colour/colour_panel.h"
#include "app/gui/lab/filter/filter_panel.h"
#include "app/gui/lab/lab_code.h"
#include "app/gui/lab/learn/learn_panel.h"
#include "app/gui/lab/picture/picture_panel.h"
#include "app/gui/lab/views/views_panel.h"
#include "app/gui/workspace/workspace.h"
#include "app/jobs/lab_engine.h"

namespace convscope {

class LabWorkspace : public Workspace {
  public:
    /// `assets` holds pictures/. `wake` as for JobQueue. Needs a current OpenGL context.
    LabWorkspace(const std::filesystem::path& assets, const std::function<void()>& wake);

    WorkspaceId id() const override { return WorkspaceId::filter_lab; }
    const WorkspaceTexts& texts() const override;
    OpenFileTexts open_file(const Document& document) const override;
    void update(const Document& document) override;
    void show(Frame& frame, Rect place) override;
    bool busy() const override {
        return engine_.busy() || picture_panel_.busy() || learn_panel_.busy() || colour_panel_.busy() ||
               chain_panel_.busy();
    }
    bool finished() const override {
        return engine_.finished() || picture_panel_.finished() || learn_panel_.finished() || colour_panel_.finished() ||
               chain_panel_.finished();
    }
    bool is_moving(const Document& document) const override {
        return document.lab_view.player.playing ||
               (document.lab_view.page == LabPage::learn && document.learning.playing);
    }
    std::optional<Command> advance(const Document& document, double seconds) const override;
    double computation_time() const override { return results().milliseconds; }
    double take_upload_time() override {
        return views_panel_.take_upload_time() + learn_panel_.take_upload_time() + colour_panel_.take_upload_time() +
               chain_panel_.take_upload_time();
    }
    Command use_picture(OpenPicture picture) const override;
    Action copy_filter(const Document& document) const override;
    Command paste_filter(const Document& document, const Kernel& kernel) const override;
    CodeTexts show_code(Frame& frame, Rect& head) override;

    // For tests, which check what a user sees.
    const LabResults& results() const { return engine_.results(); }
    const std::vector<ViewSlot>& slots() const { return views_panel_.slots(); }
    const std::optional<Selection>& selection() const { return selection_; }
    const ChainPanel& chain_panel() const { return chain_panel_; }
    const ColourResults& colour_results() const { return colour_panel_.results(); }
    const LearnEngine& learn_engine() const { return learn_panel_.engine(); }

  private:
    void show_main(LabScene& scene, Rect place);
    void show_side(LabScene& scene, Rect place);
    void use_keys(LabScene& scene);

    LabEngine engine_;
    PictureEditor editor_;
    PicturePanel picture_panel_;
    FilterPanel filter_panel_;
    ViewsPanel views_panel_;
    LabCode code_;
    ChainPanel chain_panel_;              ///< instead of the other panels while its page is open
    ColourPanel colour_panel_;            ///< instead of the other panels while its page is open
    LearnPanel learn_panel_;              ///< instead of the other panels while its page is open
    OpenPicture picture_;                 ///< as of the last update
    OpenPicture on_screen_;               ///< the picture of the results on screen
    std::optional<Selection> selection_;  ///< the selection of the last frame
};

}  // namespace convscope
