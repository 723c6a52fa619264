#include "app/gui/network/pages/network_pages.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// The tabs, in the order of NetworkPage.
auto tabs() {
    std::array all{
        Segment{"maps", tr("Maps"), tr("All maps of the layer (M)")},
        Segment{"map", tr("Map"), tr("One map, enlarged; with edits before and after (E)")},
        Segment{"table", tr("Summary"), tr("The model as a table (S)")},
        Segment{"answer", tr("Answer"), tr("All classes; why this one and not another (A)")},
        Segment{"why", tr("Why"), tr("Where the network looked: parts of the score, occlusion, checks (W)")},
        Segment{"data", tr("Data set"), tr("A data set's pictures: who excites a map, mistakes, similar ones (X)")},
        Segment{"draw", tr("Draw"), tr("Draw the input on a large pad (D)")},
        Segment{"figure", tr("Figure"), tr("The course's figure: three inputs, one filter (G)")},
        Segment{"models", tr("Two models"), tr("This model next to another one (B)")}};
    static_assert(std::tuple_size_v<decltype(all)> == kNetworkPageNames.size());
    return all;
}

}  // namespace

NetworkPages::NetworkPages(const std::filesystem::path& assets, const std::function<void()>& wake)
    : products(wake),
      answer(wake),
      why(wake),
      dataset(wake),
      draw(assets, wake),
      figure(assets / "garments", wake),
      models(assets / "models", wake) {}

void NetworkPages::update(const Document& document, const NetworkResults& results, const OpenDataset& open_dataset) {
    const Network& network = document.network;
    const NetworkView& view = document.network_view;
    why.update(results, view, view.page == NetworkPage::why);
    draw.drain();
    answer.update();
    products.update(view.page == NetworkPage::map && view.products.shown);
    figure.update(network, open_dataset, view.page == NetworkPage::figure);
    models.update(network.model, open_dataset.data);
}

bool NetworkPages::busy() const {
    return products.busy() || answer.busy() || why.busy() || dataset.busy() || draw.busy() || figure.busy() ||
           models.busy();
}

bool NetworkPages::finished() const {
    return products.finished() || answer.finished() || why.finished() || dataset.finished() || draw.finished() ||
           figure.finished() || models.finished();
}

void NetworkPages::show(Scene& scene, gl::TilePainter& painter, const DatasetOpening& datasets, Rect area) {
    Ui& ui = scene.ui;
    const Scrolled scrolled(ui, "layers.page", area);
    Rect page = scrolled.content.inset(ui.px(16), ui.px(10));
    const int shown = static_cast<int>(scene.view.page);
    if (const auto chosen = segmented_rows(ui, "layers.page", page, ui.px(32), tabs(), shown))
        scene.change_view([chosen](NetworkView& view) { view.page = static_cast<NetworkPage>(*chosen); });
    page.cut_top(ui.px(10));
    const float end = show_page(scene, painter, datasets, page);
    scrolled.end_at(std::max(scrolled.content.bottom(), end));
}

float NetworkPages::show_page(Scene& scene, gl::TilePainter& painter, const DatasetOpening& datasets, Rect page) {
    switch (scene.view.page) {
        case NetworkPage::maps:
            if (!shows_classes(scene)) return maps.show(scene, painter, page);
            answer.show_classes(scene, page);
            break;
        case NetworkPage::map:
            return shows_products(scene) ? products.show(scene, painter, page) : map.show(scene, painter, page);
        case NetworkPage::table:
            table.show(scene, page);
            break;
        case NetworkPage::answer:
            answer.show(scene, painter, page);
            break;
        case NetworkPage::why:
            return why.show(scene, page);
        case NetworkPage::data:
            dataset.show(scene, datasets, page);
            break;
        case NetworkPage::draw:
            return draw.show(scene, painter, page);
        case NetworkPage::figure:
            figure.show(scene, painter, page);
            break;
        case NetworkPage::models:
            models.show(scene, page);
            break;
    }
    return page.y;
}

}  // namespace convscope
