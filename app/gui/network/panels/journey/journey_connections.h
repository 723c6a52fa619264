// The card that is shown below the journey while the pointer is over a map: the enlarged map, with lines for its
// strongest connections to the maps of the layer before it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"
#include "app/jobs/network/product_engine.h"

namespace convscope {

/// A connection to an input map, which is drawn as a line.
struct Connection {
    std::int64_t channel = 0;  ///< of the layer's input
    double share = 0;          ///< ProductMap::share
    bool adds = false;         ///< the sum of its products is above 0
};
/// The most connections that are shown.
inline constexpr std::size_t kMaxConnections = 5;
/// The connections with the largest shares of the filter's product maps, the largest first; at most kMaxConnections.
std::vector<Connection> strongest_connections(const nn::ProductMaps& maps);

class JourneyConnections {
  public:
    /// For `wake` see JobQueue.
    explicit JourneyConnections(std::function<void()> wake) : engine_(std::move(wake)) {}

    /// The map under the pointer in this frame. `place` is its column on the screen, `to_scale` its true size in
    /// screen pixels if it is drawn larger, otherwise 0.
    struct Target {
        int node = -1;
        std::int64_t channel = 0;
        Rect place;
        float to_scale = 0;
    };
    /// Shows the card for the target once the pointer has rested on it; `below` is the upper edge of the card. Without
    /// a target (node -1) there is no card.
    void show(Scene& scene, gl::TilePainter& painter, const Target& target, float below);
    void drain() { engine_.drain(); }
    bool busy() const { return engine_.busy(); }
    bool finished() const { return engine_.finished(); }

    // The card of the last frame, for tests.
    const std::vector<Connection>& connections() const { return connections_; }
    const std::string& caption() const { return caption_; }

  private:
    void update(const Scene& scene, const Target& target);
    void show_card(Scene& scene, gl::TilePainter& painter, const Target& target, float below);
    void show_sources(Scene& scene, Rect column, Rect map, int source);
    Rect tile(Scene& scene, Rect place, int node, std::int64_t channel);

    ProductEngine engine_;
    int node_ = -1;
    std::int64_t channel_ = -1;
    bool dismissed_ = false;  ///< true after a click, until the pointer moves to another layer
    double since_ = 0;        ///< the time from which the pointer has been on the map
    std::vector<Connection> connections_;
    std::string caption_;
    TileCanvas canvas_;
};

}  // namespace convscope
