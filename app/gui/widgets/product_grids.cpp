#include "app/gui/widgets/product_grids.h"

#include <algorithm>

#include "app/gui/widgets/number_grid.h"

namespace convscope {

namespace {

constexpr float kSign = 22;  ///< room for a sign between two grids
constexpr float kCaption = 20;

float largest_grid(const Ui& ui, int cols) {
    return ui.px(cols <= 3 ? 68 : 46) * static_cast<float>(cols);
}

}  // namespace

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
    const float width = std::min((rect.w - 2 * sign) / 3, largest_grid(ui, grids.cols));
    const float cell_height = std::min({ui.px(42), (rect.h - caption) / static_cast<float>(grids.rows), width});
    const float height = cell_height * static_cast<float>(grids.rows);
    rect.y += std::max(0.0F, (rect.h - height - caption) / 2);
    Rect captions = rect.cut_top(caption);
    rect.h = height;
    ui.text(captions.cut_left(width, sign), "input", Role::muted, Type::caption);
    ui.text(captions.cut_left(width, sign), "filter", Role::muted, Type::caption);
    ui.text(captions.cut_left(width), "products", Role::muted, Type::caption);
    number_grid(ui, rect.cut_left(width), neighbours);
    ui.text(rect.cut_left(sign), "\u00d7", Role::text, Type::heading, Align::centre);
    number_grid(ui, rect.cut_left(width), grid("filter", grids.filter, true));
    ui.text(rect.cut_left(sign), "=", Role::text, Type::heading, Align::centre);
    number_grid(ui, rect.cut_left(width), grid("product", grids.products, true));
}

}  // namespace convscope
