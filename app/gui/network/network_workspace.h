// The second workspace: steps through a trained model, from the picture to the prediction. Owns what computes it and
// the panels that show it; the shell hands it frames and what was opened.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/gui/network/arithmetic/arithmetic_panel.h"
#include "app/gui/network/pages/figure_page.h"
#include "app/gui/network/pages/map_page.h"
#include "app/gui/network/pages/maps_page.h"
#include "app/gui/network/pages/models_page.h"
#include "app/gui/network/pages/table_page.h"
#include "app/gui/network/panels/input_panel.h"
#include "app/gui/network/panels/journey_panel.h"
#include "app/gui/network/panels/weights_panel.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"
#include "app/gui/workspace/frame.h"
#include "app/jobs/input_maker.h"
#include "app/jobs/network_engine.h"

namespace convscope {

class NetworkWorkspace {
  public:
    /// `assets` holds models/ and garments/. `wake` as for JobQueue. Needs a current context.
    NetworkWorkspace(const std::filesystem::path& assets, std::function<void()> wake);

    /// Computes what the document asks for, or starts to. Call once per frame, also while another workspace shows.
    void update(const Document& document);
    /// Draws the whole workspace; commands and requests go into the frame.
    void show(Frame& frame, Rect place);

    const NetworkResults& results() const { return engine_.results(); }
    bool busy() const {
        return input_maker_.busy() || engine_.busy() || other_engine_.busy() || figure_page_.busy() ||
               models_page_.busy();
    }
    bool finished() const {
        return input_maker_.finished() || engine_.finished() || other_engine_.finished() || figure_page_.finished() ||
               models_page_.finished();
    }
    /// The playing player `seconds` later; none while nothing plays.
    std::optional<Player> advanced_player(const Player& player, double seconds) const;
    /// The player or a transition is moving.
    bool is_moving() const { return moving_; }
    /// Fashion-MNIST's test pictures from now on, read from `folder`.
    void set_dataset(OpenDataset dataset) { dataset_ = std::move(dataset); }
    const OpenDataset& dataset() const { return dataset_; }
    // For tests, which look at what a user sees.
    const MapsPage& maps_page() const { return maps_page_; }
    const MapPage& map_page() const { return map_page_; }
    const TablePage& table_page() const { return table_page_; }
    const FigurePage& figure_page() const { return figure_page_; }
    const ModelsPage& models_page() const { return models_page_; }
    const ArithmeticPanel& arithmetic() const { return arithmetic_panel_; }
    /// The file of a sample input.
    std::filesystem::path sample_input_file(const std::string& name) const { return input_panel_.sample_file(name); }

  private:
    /// What to compute; without a model while the input for it is still being made.
    NetworkRequest prepare(const Network& network);
    void show_message(Frame& frame, Rect place, const std::string& text);
    void show_scene(Scene& scene, Rect place);
    void show_page(Scene& scene, Rect area);
    void choose_position(Scene& scene);
    void handle_keys(Scene& scene);

    NetworkEngine engine_;
    NetworkEngine other_engine_;  ///< of the second model
    OpenDataset dataset_;

    InputMaker input_maker_;
    std::string input_problem_;

    SharedTilePainter tile_painter_;
    JourneyPanel journey_panel_;
    InputPanel input_panel_;
    MapsPage maps_page_;
    MapPage map_page_;
    TablePage table_page_;
    FigurePage figure_page_;
    ModelsPage models_page_;
    WeightsPanel weights_panel_;
    ArithmeticPanel arithmetic_panel_;

    PlayerCourse course_;  ///< of the layer shown last
    std::optional<nn::Position> last_at_;
    bool pointed_ = false;  ///< the pointer was on a value in the last frame
    std::optional<nn::Position> last_input_;
    bool moving_ = false;
};

}  // namespace convscope
