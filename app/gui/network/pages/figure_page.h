// The course's figure: three inputs as rows, the model's image layers as columns. Each cell shows the map with the
// selected number.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "app/gui/network/pages/figure_rows.h"
#include "app/gui/network/scene/colour_picture.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

class FigurePage {
  public:
    /// For the arguments see FigureRows.
    FigurePage(std::filesystem::path samples, const std::function<void()>& wake) : rows_(std::move(samples), wake) {}

    void update(const Network& network, const OpenDataset& dataset, bool shown) {
        rows_.update(network, dataset, shown);
    }
    /// Cuts the part that it uses off the top of `area`.
    void show(Scene& scene, gl::TilePainter& painter, Rect& area);
    bool busy() const { return rows_.busy(); }
    bool finished() const { return rows_.finished(); }

    // The content on screen, for tests.
    const FigureRows& rows() const { return rows_; }
    const std::vector<int>& columns() const { return columns_; }
    const TileCanvas& canvas() const { return canvas_; }

  private:
    void find_layers(const std::shared_ptr<const nn::Model>& model);
    void choose_columns(const Scene& scene, float width);
    void lay_out(const Ui& ui, Rect area);
    Rect tile(std::size_t row, std::size_t column) const;

    void show_tools(Scene& scene, Rect line);
    void show_headers(Scene& scene, Rect line) const;
    void show_row(Scene& scene, std::size_t row);
    void show_input(Scene& scene, std::size_t row);
    void show_answer(Scene& scene, std::size_t row) const;
    void show_constant_maps(Scene& scene) const;
    void interact(Scene& scene);
    void describe(const Scene& scene, std::size_t row, std::size_t column);

    FigureRows rows_;
    std::shared_ptr<const nn::Model> model_;
    std::vector<int> layers_;    ///< all layers of the model that give images, without its inputs
    std::int64_t channels_ = 1;  ///< the largest number of channels of a layer

    std::size_t first_ = 0;     ///< index in layers_ of the first column
    std::vector<int> columns_;  ///< the layers on screen
    float side_ = 0, gap_ = 0;  ///< of the tiles
    float answer_ = 0;          ///< width of the answers at the right of the tiles; 0 if they are below the tiles
    float row_height_ = 0;
    Rect grid_;
    std::string reading_;  ///< the line of text below the tiles
    TileCanvas canvas_;
    std::array<ColourPicture, FigureRows::kCount> colours_;  ///< the inputs, for a model with colour input
};

}  // namespace convscope
