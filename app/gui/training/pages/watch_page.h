// The page Watch: the first layer's filters at the shown moment, their change since the moment before, and ten pinned
// pictures with their answers.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/gui/panels/dataset/picture_sheet.h"
#include "app/gui/panels/filter_pictures.h"
#include "app/gui/training/pages/watch_maps.h"
#include "app/gui/training/scene/training_scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

/// The largest squares, `gap` apart, of which `count` fit into width x height.
struct SquareGrid {
    std::size_t columns = 1;
    float side = 0;
};
SquareGrid square_grid(std::size_t count, float width, float height, float gap);

/// The weights of the first layer as kernels {rows, cols, channels, filters}: those of a convolution, or those of a
/// dense layer on the pixels of `input`. nullptr if the layer has neither.
std::shared_ptr<const nn::Tensor> first_kernel(const nn::Model& model, const nn::Shape& input);
/// `now` minus `before`; both have the same shape.
std::shared_ptr<const nn::Tensor> kernel_change(const nn::Tensor& now, const nn::Tensor& before);

class WatchPage {
  public:
    void show(TrainingScene& scene, gl::TilePainter& painter, Rect area);

    /// The kernel and its change as shown last, for tests; null if none is shown.
    const std::shared_ptr<const nn::Tensor>& kernel() const { return kernel_; }
    const std::shared_ptr<const nn::Tensor>& change() const { return change_; }
    const WatchMaps& maps() const { return maps_; }

  private:
    void update(const TrainingScene& scene);
    void show_filters(TrainingScene& scene, gl::TilePainter& painter, Rect area);
    void show_grid(TrainingScene& scene, std::string_view name, const nn::Tensor& kernel, TileCanvas& canvas,
                   gl::TilePainter& painter, Rect area) const;
    void show_right(TrainingScene& scene, gl::TilePainter& painter, Rect area);
    /// The list of what the right half shows: the filters' change, or the maps of a layer.
    void show_choice(TrainingScene& scene, Rect place) const;
    void show_change(TrainingScene& scene, gl::TilePainter& painter, Rect area);
    void show_pinned(TrainingScene& scene, Rect area);

    std::shared_ptr<const nn::Model> now_, before_;  ///< of kernel_ and change_
    std::shared_ptr<const nn::Tensor> kernel_, change_;
    std::uint64_t revision_ = 0;
    TileCanvas filters_, changes_;
    PictureSheet sheet_;
    WatchMaps maps_;
};

}  // namespace convscope
