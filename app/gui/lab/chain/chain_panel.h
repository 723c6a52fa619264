// The page of the chain: convolution, activation and pooling, one stage after the other, with all maps, the arithmetic
// of one value and the controls.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "app/gui/lab/chain/chain_scene.h"
#include "app/gui/lab/chain/chain_views.h"
#include "app/gui/lab/picture/picture_choice.h"

namespace convscope {

class ChainPanel {
  public:
    explicit ChainPanel(std::function<void()> wake) : engine_(std::move(wake)) {}

    /// Computes the chain on the lab's channel `picture`. Call once per frame.
    void update(const Document& document, const Plane& picture);
    /// Draws the page and uses its keys. `pictures` are offered in the side panel.
    void show(Frame& frame, Rect place, PictureChoice& pictures);
    bool busy() const { return engine_.busy(); }
    bool finished() const { return engine_.finished(); }
    double computation_time() const { return engine_.results().milliseconds; }
    double take_upload_time() { return views_.painter.take_upload_time(); }

    // For tests, which check what a user sees.
    const ShownChain& shown() const { return shown_; }
    const std::optional<ChainSelection>& selection() const { return selection_; }

  private:
    void take_results();
    /// The position of the largest value of the chosen map. It is kept while values of the chain are changed.
    ChainPixel resting_pixel(const ChainView& view);
    void show_main(ChainScene& scene, Rect place);

    struct Requested {
        LabChain chain;
        std::shared_ptr<const nn::Model> model;
    };
    std::vector<Requested> requested_;  ///< newer than the results on screen; the last one is the newest
    Plane picture_;
    std::string problem_;
    ShownChain shown_;
    std::optional<ChainSelection> selection_;  ///< the selection of the last frame
    ChainPixel resting_;
    Size resting_size_;                   ///< size of the map on which `resting_` was found
    std::uint64_t resting_revision_ = 0;  ///< revision of the picture on which `resting_` was found
    ChainEngine engine_;
    ChainViews views_;
};

}  // namespace convscope
