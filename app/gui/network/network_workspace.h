// The Layers workspace: steps through a trained model, from the picture to the prediction. Owns the engines, which
// compute the activations, and the panels and pages, which show them.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/gui/network/arithmetic/arithmetic_panel.h"
#include "app/gui/network/pages/network_pages.h"
#include "app/gui/network/panels/input/input_panel.h"
#include "app/gui/network/panels/journey_panel.h"
#include "app/gui/network/panels/weights_panel.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"
#include "app/gui/workspace/workspace.h"
#include "app/jobs/network/feed_maker.h"
#include "app/jobs/network/input_maker.h"
#include "app/jobs/network/network_engine.h"

namespace convscope {

class NetworkWorkspace : public Workspace {
  public:
    /// `assets` is the folder that holds models/, garments/ and photographs/. `opening` holds the data set and must
    /// outlive the workspace. `wake` is called when a job has finished (see JobQueue). Needs a current OpenGL context.
    NetworkWorkspace(const std::filesystem::path& assets, const Opening& opening, std::function<void()> wake);

    WorkspaceId id() const override { return WorkspaceId::layers; }
    const WorkspaceTexts& texts() const override;
    OpenFileTexts open_file(const Document& document) const override;
    void open_first_files(Opening& opening) override { opening.open_first_network(); }
    void update(const Document& document) override;
    void show(Frame& frame, Rect place) override;
    bool busy() const override;
    bool finished() const override;
    bool is_moving(const Document& /*document*/) const override { return moving_; }
    std::optional<Command> advance(const Document& document, double seconds) const override;
    double computation_time() const override { return results().milliseconds; }
    Command use_picture(OpenPicture picture) const override;
    Action copy_filter(const Document& document) const override;
    Command paste_filter(const Document& document, const Kernel& kernel) const override;
    CodeTexts show_code(Frame& frame, Rect& head) override;

    // For tests, which look at what a user sees.
    const NetworkResults& results() const { return engine_.results(); }
    const OpenDataset& dataset() const { return opening_.dataset(); }
    /// True while the player or a transition is moving.
    bool is_moving() const { return moving_; }
    const JourneyPanel& journey() const { return journey_panel_; }
    const NetworkPages& pages() const { return pages_; }
    const ArithmeticPanel& arithmetic() const { return arithmetic_panel_; }

  private:
    /// The request for the engine. It has no model while the input tensor is still being made.
    NetworkRequest make_request(const Network& network);
    /// The reason why no model can be shown; empty if a model can be shown.
    std::string message(const Frame& frame) const;
    Scene make_scene(Frame& frame) const;
    void show_message(Frame& frame, Rect place, const std::string& text);
    void show_scene(Scene& scene, Rect place);
    void show_input(Scene& scene, Rect left);
    void show_details(Scene& scene, Rect right);
    void choose_position(Scene& scene);

    NetworkEngine engine_;
    NetworkEngine other_engine_;  ///< of the second model
    const Opening& opening_;

    InputMaker input_maker_;
    FeedMaker feed_maker_;
    std::string input_problem_;

    SharedTilePainter tile_painter_;
    JourneyPanel journey_panel_;
    InputPanel input_panel_;
    NetworkPages pages_;
    WeightsPanel weights_panel_;
    ArithmeticPanel arithmetic_panel_;

    PlayerPasses product_passes_;             ///< the steps of the sum of the map shown last
    PlayerPasses passes_;                     ///< the positions of the player's window in the layer shown last
    std::optional<nn::Position> last_at_;     ///< the last value that was under the pointer
    bool pointed_ = false;                    ///< the pointer was on a value in the last frame
    std::optional<nn::Position> last_input_;  ///< the input pixel under the pointer in the last frame
    bool moving_ = false;
};

}  // namespace convscope
