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

/// The places of the three grids with their captions, all of one size.
struct Cells {
    float left = 0, top = 0;
    float width = 0, height = 0;           ///< of a grid with its caption
    float sign = 0, caption = 0, gap = 0;  ///< between columns, above a grid, between rows

    Rect place(int index, int across) const {
        const int band = index / across;
        // Grids after the first row are drawn in the last column.
        const auto column = static_cast<float>(band == 0 ? index : across - 1);
        return {left + column * (width + sign), top + static_cast<float>(band) * (height + gap), width, height};
    }
};

Cells cells_in(const Ui& ui, Rect rect, const ProductGrids& grids) {
    Cells cells{.left = rect.x, .sign = ui.px(kSign), .caption = ui.px(kCaption), .gap = gap_of(ui)};
    const auto bands = static_cast<float>(bands_of(grids));
    const auto across = static_cast<float>(grids.across);
    const auto rows = static_cast<float>(grids.rows);
    const float gaps = cells.gap * (bands - 1);
    const float room = (rect.h - gaps) / bands - cells.caption;
    cells.width = std::min((rect.w - (across - 1) * cells.sign) / across, largest_grid(ui, grids.cols));
    cells.height = std::min({ui.px(42), room / rows, cells.width}) * rows + cells.caption;
    cells.top = rect.y + std::max(0.0F, (rect.h - cells.height * bands - gaps) / 2);
    return cells;
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
    const Cells cells = cells_in(ui, rect, grids);
    const auto show = [&](int index, std::string_view operation, std::string_view title, const NumberGrid& numbers) {
        Rect place = cells.place(index, grids.across);
        std::string label(title);
        if (grids.across == 1 && index > 0)
            label = fmt::format("{} {}", operation, title);
        else
            ui.text({place.x - cells.sign, place.y + cells.caption, cells.sign, place.h - cells.caption}, operation,
                    Role::text, Type::heading, Align::centre);
        ui.text(place.cut_top(cells.caption), label, Role::muted, Type::caption);
        number_grid(ui, place, numbers);
    };
    show(0, "", "input", neighbours);
    show(1, "\u00d7", "filter", grid("filter", grids.filter, true));
    show(2, "=", "products", grid("product", grids.products, true));
}

}  // namespace convscope
