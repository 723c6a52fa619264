#include "app/gui/widgets/product_grids.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/gui/widgets/number_grid.h"

namespace convscope {

namespace {

constexpr float kSign = 22;  ///< room for a sign between two grids
constexpr float kCaption = 20;

float largest_grid(const Ui& ui, int cols) {
    return ui.px(cols <= 3 ? 68 : 46) * static_cast<float>(cols);
}

int bands_of(const ProductGrids& grids) {
    return (3 + grids.across - 1) / grids.across;
}

float gap_of(const Ui& ui) {
    return ui.px(4);
}

}  // namespace

float product_grids_height(const Ui& ui, const ProductGrids& grids) {
    const auto bands = static_cast<float>(bands_of(grids));
    const float cells = ui.px(grids.rows <= 3 ? 30 : 24) * static_cast<float>(grids.rows);
    return bands * (cells + ui.px(kCaption)) + (bands - 1) * gap_of(ui);
}

float largest_product_grids(const Ui& ui, int cols) {
    return 3 * largest_grid(ui, cols) + ui.px(2 * kSign);
}

void product_grids(Ui& ui, Rect rect, const ProductGrids& grids) {
    const auto grid = [&](std::string_view part, const std::vector<double>& values, bool tinted) {
        return NumberGrid{.name = grids.name + "." + std::string(part),
                          .rows = grids.rows,
                          .cols = grids.cols,
                          .values = values,
                          .tinted = tinted};
    };
    NumberGrid neighbours = grid("neighbour", grids.neighbours, false);
    neighbours.faint = grids.inside;
    neighbours.faint.flip();
    const float sign = ui.px(kSign);
    const float caption = ui.px(kCaption);
    const int bands = bands_of(grids);
    const float gaps = gap_of(ui) * static_cast<float>(bands - 1);
    const auto across = static_cast<float>(grids.across);
    const float room = (rect.h - gaps) / static_cast<float>(bands) - caption;
    const float width = std::min((rect.w - (across - 1) * sign) / across, largest_grid(ui, grids.cols));
    const float cell_height = std::min({ui.px(42), room / static_cast<float>(grids.rows), width});
    const float height = cell_height * static_cast<float>(grids.rows) + caption;
    rect.y += std::max(0.0F, (rect.h - height * static_cast<float>(bands) - gaps) / 2);

    const auto show = [&](int index, std::string_view operation, std::string_view title, const NumberGrid& numbers) {
        const int band = index / grids.across;
        // What has no room beside the others stands below the last of them.
        const auto column = static_cast<float>(band == 0 ? index : grids.across - 1);
        Rect place{rect.x + column * (width + sign), rect.y + static_cast<float>(band) * (height + gap_of(ui)), width,
                   height};
        std::string label(title);
        if (grids.across == 1 && index > 0)
            label = fmt::format("{} {}", operation, title);
        else
            ui.text({place.x - sign, place.y + caption, sign, height - caption}, operation, Role::text, Type::heading,
                    Align::centre);
        ui.text(place.cut_top(caption), label, Role::muted, Type::caption);
        number_grid(ui, place, numbers);
    };
    show(0, "", "input", neighbours);
    show(1, "\u00d7", "filter", grid("filter", grids.filter, true));
    show(2, "=", "products", grid("product", grids.products, true));
}

}  // namespace convscope
