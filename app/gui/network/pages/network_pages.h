// The pages in the middle of the Layers workspace, and the tabs that choose one.
#pragma once

#include <filesystem>
#include <functional>

#include "app/gui/network/dataset/dataset_page.h"
#include "app/gui/network/pages/answer/answer_page.h"
#include "app/gui/network/pages/draw/draw_page.h"
#include "app/gui/network/pages/figure_page.h"
#include "app/gui/network/pages/map_page.h"
#include "app/gui/network/pages/maps_page.h"
#include "app/gui/network/pages/models_page.h"
#include "app/gui/network/pages/products/products_page.h"
#include "app/gui/network/pages/table_page.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/network/why/why_page.h"
#include "app/opening/dataset_opening.h"

namespace convscope {

struct NetworkPages {
    /// For `wake` see JobQueue.
    NetworkPages(const std::filesystem::path& assets, const std::function<void()>& wake);

    /// Stores finished results and starts the computations that the shown page needs. Call it once per frame.
    void update(const Document& document, const NetworkResults& results, const OpenDataset& open_dataset);
    bool busy() const;
    bool finished() const;
    /// Shows the tabs and the view's page.
    void show(Scene& scene, gl::TilePainter& painter, const DatasetOpening& datasets, Rect area);

    MapsPage maps;
    MapPage map;
    ProductsPage products;
    TablePage table;
    AnswerPage answer;
    WhyPage why;
    DatasetPage dataset;
    DrawPage draw;
    FigurePage figure;
    ModelsPage models;

  private:
    /// Returns the lower end of the page.
    float show_page(Scene& scene, gl::TilePainter& painter, const DatasetOpening& datasets, Rect page);
};

}  // namespace convscope
