// A mode of the Map page: a map of a convolution as a sum. It shows the product map of each input channel (input
// channel * kernel slice), their sum, the sum with the bias, and the result. The player adds them one by one.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "app/gui/network/pages/products/product_arithmetic.h"
#include "app/gui/network/pages/products/product_grid.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/view_painter.h"
#include "app/jobs/network/product_engine.h"

namespace convscope {

class ProductsPage {
  public:
    /// For `wake` see JobQueue.
    explicit ProductsPage(std::function<void()> wake) : engine_(std::move(wake)) {}

    /// Returns the lower edge of its content.
    float show(Scene& scene, gl::TilePainter& painter, Rect area);
    /// Call once per frame, also while the page is hidden. If `shown` is false, the maps are freed.
    void update(bool shown) { shown ? engine_.drain() : engine_.clear(); }
    bool busy() const { return engine_.busy(); }
    bool finished() const { return engine_.finished(); }

    // The content of the last frame, for tests.
    const nn::ProductMaps* maps() const { return engine_.maps(); }
    /// The sum, the sum with the bias, and the result, if the layer has them. Valid until the next frame.
    const std::vector<HeatMap>& sums() const { return heats_; }
    const ProductArithmetic& arithmetic() const { return arithmetic_; }
    const ProductGrid& grid() const { return grid_; }

  private:
    enum class Stage { sum, biased, result };
    /// The data from which the cached images were made.
    struct Shown {
        std::uint64_t version = 0;
        std::size_t channels = 0;
        bool by_share = false;
        std::uint64_t revision = 0;
        bool operator==(const Shown&) const = default;
    };
    void make_images(const Scene& scene, const nn::ProductMaps& maps, const ProductStep& step);
    std::vector<Stage> stages(const Scene& scene) const;
    HeatMap heat_map(const Scene& scene, Stage stage, Rect area) const;
    void show_sums(Scene& scene, Rect area, const ProductStep& step);
    void show_stage(Scene& scene, HeatMap& heat, const std::string& title, bool reached);
    void interact(Scene& scene, const HeatMap& heat, const Item& item);
    void show_arithmetic(Scene& scene, Rect& area, const ProductStep& step);
    void show_grid_header(Scene& scene, Rect row);
    void show_grid_menu(Scene& scene, Rect place);

    ProductEngine engine_;
    std::vector<int> order_;  ///< indexes into ProductMaps::maps in the order of the page
    Shown shown_;
    std::uint64_t images_version_ = 0;
    std::array<FloatImage, 3> images_;  ///< by Stage
    std::vector<HeatMap> heats_;
    ColourMap colours_ = ColourMap::diverging;
    ProductArithmetic arithmetic_;
    ProductGrid grid_;
    ViewPainter view_painter_;
};

/// Shows the switch between the enlarged map and its sum, in the page's title row. has_products() must be true.
void show_products_switch(Scene& scene, Rect place);

}  // namespace convscope
