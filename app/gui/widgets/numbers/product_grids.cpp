#include "app/gui/widgets/numbers/product_grids.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/numbers/number_grid.h"
#include "app/gui/widgets/numbers/signed_tint.h"
#include "core/base/text/addends.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kSign = 22;  ///< room for a sign between two grids
constexpr float kCaption = 20;
constexpr float kRow = 30, kShortRow = 26, kLowRow = 24;  ///< kLowRow: for more than three rows
constexpr float kFieldGap = 2;
constexpr float kFieldMargin = 7;  ///< left and right of a number together; 1 of 8 pixels is left for rounding
constexpr int kMoreDecimals = 8;
constexpr float kMaxStretch = 2.4F;  ///< the largest ratio of a cell's width to its height

float largest_grid(const Ui& ui, int cols) {
    return ui.px(cols <= 3 ? 68 : 46) * static_cast<float>(cols);
}

int bands_of(const ProductGrids& grids) {
    return (3 + grids.across - 1) / grids.across;
}

float gap_of(const Ui& ui) {
    return ui.px(4);
}

/// The places of the three grids with their captions.
struct Cells {
    std::array<Rect, 3> places;
    float sign = 0, caption = 0;  ///< width between columns, height above a grid
};

/// Grids of the same size, up to a maximum.
Cells equal_cells(const Ui& ui, Rect rect, const ProductGrids& grids) {
    Cells cells{.places = {}, .sign = ui.px(kSign), .caption = ui.px(kCaption)};
    const float gap = gap_of(ui);
    const auto bands = static_cast<float>(bands_of(grids));
    const auto across = static_cast<float>(grids.across);
    const auto rows = static_cast<float>(grids.rows);
    const float gaps = gap * (bands - 1);
    const float sum = grids.sum ? cells.caption : 0;
    const float room = (rect.h - gaps - sum) / bands - cells.caption;
    const float width = std::min((rect.w - (across - 1) * cells.sign) / across, largest_grid(ui, grids.cols));
    const float height = std::min({ui.px(42), room / rows, width}) * rows + cells.caption;
    const float top = rect.y + std::max(0.0F, (rect.h - height * bands - gaps - sum) / 2);
    for (int i = 0; i < 3; ++i) {
        const int band = i / grids.across;
        // Grids after the first row are drawn in the last column.
        const auto column = static_cast<float>(band == 0 ? i : grids.across - 1);
        cells.places.at(static_cast<std::size_t>(i)) = {rect.x + column * (width + cells.sign),
                                                        top + static_cast<float>(band) * (height + gap), width, height};
    }
    return cells;
}

/// Grids in one row that fill the rectangle, each as wide as its numbers need.
Cells fitted_cells(const Ui& ui, Rect rect, const ProductGrids& grids) {
    Cells cells{.places = {}, .sign = ui.px(kSign), .caption = ui.px(kCaption)};
    const auto need = [&](std::size_t i) { return number_cell_width(ui, (*grids.formats)[i], Type::text); };
    const float whole = need(0) + need(1) + need(2);
    const float cell_height = (rect.h - cells.caption) / static_cast<float>(grids.rows);
    const float room = rect.w - 2 * cells.sign;
    float x = rect.x;
    for (std::size_t i = 0; i < 3; ++i) {
        const float width = std::min(room * need(i) / whole,
                                     std::max(kMaxStretch * cell_height, need(i)) * static_cast<float>(grids.cols));
        cells.places.at(i) = {x, rect.y, width, rect.h};
        x += width + cells.sign;
    }
    return cells;
}

/// The largest type in which the numbers of all three grids fit.
Type common_type(const Ui& ui, const Cells& cells, const ProductGrids& grids) {
    std::size_t smallest = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        Rect place = cells.places.at(i);
        place.cut_top(cells.caption);
        const Rect cell = place.row(0, grids.rows, ui.px(kFieldGap)).column(0, grids.cols, ui.px(kFieldGap));
        const Type type = fitted_style(ui, (*grids.formats)[i], cell.w - ui.px(kFieldMargin), cell.h).type;
        const auto index = std::ranges::find(kNumberTypes, type) - kNumberTypes.begin();
        smallest = std::max(smallest, static_cast<std::size_t>(index));
    }
    return kNumberTypes.at(smallest);
}

/// The format of the products with their sum in cells of this size.
NumberFormat products_format(const Ui& ui, const ProductGrids& grids, Rect cell) {
    std::vector<double> numbers = grids.products;
    numbers.push_back(*grids.sum);
    NumberFormat format = format_of(numbers);
    if (grids.more_digits) format.decimals = std::max(format.decimals, kMoreDecimals);
    return fitted_style(ui, format, cell.w - ui.px(kFieldMargin), cell.h).format;
}

/// Shows the products and their sum below them.
void products_with_sum(Ui& ui, Rect rect, const ProductGrids& grids, NumberGrid grid) {
    const Rect cell = rect.row(0, grids.rows, ui.px(kFieldGap)).column(0, grids.cols, ui.px(kFieldGap));
    grid.format = products_format(ui, grids, cell);
    grid.values = rounded_addends(grids.products, *grids.sum, grid.format->decimals);
    number_grid(ui, rect, grid);
    const Rect line{rect.x, rect.bottom(), rect.w, ui.px(kCaption)};
    ui.mark(grids.name + ".sum", line);
    const std::string sum = decimal_text(rounded(*grids.sum, grid.format->decimals), grid.format->decimals);
    ui.text(line, tr("sum {}", sum), Role::text, Type::caption, Align::right);
}

std::optional<FilterCellEdit> filter_fields(Ui& ui, Rect rect, const ProductGrids& grids, Type type) {
    const float gap = ui.px(kFieldGap);
    double largest = 0;
    for (const double value : grids.filter) largest = std::max(largest, std::fabs(value));
    std::optional<FilterCellEdit> result;
    for (int r = 0; r < grids.rows; ++r)
        for (int c = 0; c < grids.cols; ++c) {
            const double value = grids.filter.at(static_cast<std::size_t>(r * grids.cols + c));
            const Rect cell = rect.row(r, grids.rows, gap).column(c, grids.cols, gap);
            const auto edit =
                number_field(ui, fmt::format("{}.filter.{}.{}", grids.name, r, c), cell, static_cast<float>(value),
                             {.fill = signed_tint(ui, value, largest), .type = type});
            if (r * grids.cols + c == grids.outlined) ui.outline(cell, ui.colour(Role::accent), ui.px(4), ui.px(2));
            if (edit) result = FilterCellEdit{r, c, *edit};
        }
    return result;
}

}  // namespace

Extent product_grids_extent(const Ui& ui, const ProductGrids& grids, Type type) {
    Extent extent{ui.px(2 * kSign), ui.px(kCaption) + number_cell_height(ui, type) * static_cast<float>(grids.rows)};
    // The widths are in proportion to those of the text; because of rounding they may differ a little from what this
    // type needs.
    float text = 0;
    float largest = 0;
    for (const NumberFormat& format : *grids.formats) text += number_cell_width(ui, format, Type::text);
    for (const NumberFormat& format : *grids.formats)
        largest = std::max(largest, number_cell_width(ui, format, type) / number_cell_width(ui, format, Type::text));
    extent.w += std::ceil(text * largest * static_cast<float>(grids.cols)) + ui.px(2);
    return extent;
}

Rect product_grids_room(const Ui& ui, Rect rect, const ProductGrids& grids) {
    if (grids.across != 2) return {};
    const Cells cells = equal_cells(ui, rect, grids);
    const Rect& products = cells.places[2];
    const float sum = grids.sum ? cells.caption : 0;
    return {rect.x, products.y, std::max(0.0F, products.x - cells.sign - rect.x), products.h + sum};
}

float product_grids_height(const Ui& ui, const ProductGrids& grids) {
    const auto bands = static_cast<float>(bands_of(grids));
    const float row = grids.rows > 3 ? kLowRow : ui.is_short_window() ? kShortRow : kRow;
    const float cells = ui.px(row) * static_cast<float>(grids.rows);
    return bands * (cells + ui.px(kCaption)) + (bands - 1) * gap_of(ui) + (grids.sum ? ui.px(kCaption) : 0);
}

std::optional<FilterCellEdit> product_grids(Ui& ui, Rect rect, const ProductGrids& grids) {
    const Cells cells = grids.formats ? fitted_cells(ui, rect, grids) : equal_cells(ui, rect, grids);
    const Type type = grids.formats ? common_type(ui, cells, grids) : Type::text;
    const auto grid = [&](std::size_t index, std::string_view part, const std::vector<double>& values) {
        NumberGrid result{.name = grids.name + "." + std::string(part),
                          .rows = grids.rows,
                          .cols = grids.cols,
                          .values = values,
                          .tinted = index > 0,
                          .outlined = grids.outlined,
                          .filled = index == 2 ? grids.reached : -1};
        if (!grids.formats) return result;
        result.format = grids.formats->at(index);
        result.type = type;
        return result;
    };
    NumberGrid neighbours = grid(0, "neighbour", grids.neighbours);
    neighbours.faint = grids.inside;
    neighbours.faint.flip();
    const auto show_head = [&](std::size_t index, std::string_view operation, std::string_view title) {
        Rect place = cells.places.at(index);
        std::string label(title);
        if (grids.across == 1 && index > 0)
            label = fmt::format("{} {}", operation, title);
        else
            ui.text({place.x - cells.sign, place.y + cells.caption, cells.sign, place.h - cells.caption}, operation,
                    Role::text, Type::heading, Align::centre);
        ui.text(place.cut_top(cells.caption), label, Role::muted, Type::caption);
        return place;
    };
    number_grid(ui, show_head(0, "", tr("input")), neighbours);
    const Rect filter = show_head(1, "\u00d7", tr("filter"));
    std::optional<FilterCellEdit> edit;
    if (grids.edits_filter)
        edit = filter_fields(ui, filter, grids, type);
    else
        number_grid(ui, filter, grid(1, "filter", grids.filter));
    const Rect products = show_head(2, "=", tr("products"));
    if (grids.sum && !grids.formats)
        products_with_sum(ui, products, grids, grid(2, "product", grids.products));
    else
        number_grid(ui, products, grid(2, "product", grids.products));
    return edit;
}

}  // namespace convscope
