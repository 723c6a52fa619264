#include "app/gui/lab/inspector/inspector_median.h"

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/icons.h"
#include "app/gui/widgets/numbers/number_grid.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kMedianSign = 30;  ///< room for the arrow between the grids
constexpr float kMedianCaption = 20;
constexpr float kMaxMedianStretch = 2.4F;  ///< the largest ratio of a cell's width to its height
constexpr Message kSortedTitle = tr("in order of size");

}  // namespace

bool is_median(const PixelExplanation& pixel) {
    return !pixel.sorted.empty();
}

MedianGrids median_grids(const PixelExplanation& pixel, Range input) {
    MedianGrids grids{.taps = pixel.taps};
    for (const Term& term : pixel.terms) {
        grids.window.push_back(term.value);
        grids.padding.push_back(!term.inside);
    }
    grids.sorted = pixel.sorted;
    grids.format = format_of(grids.sorted);
    const auto size = [](double value) { return std::isfinite(value) ? std::fabs(value) : 0; };
    grids.format.largest = std::max({grids.format.largest, size(input.low), size(input.high)});
    grids.format.has_negative = input.low < 0;
    return grids;
}

Extent median_extent(const Ui& ui, const MedianGrids& grids, Type type) {
    const auto taps = static_cast<float>(grids.taps);
    const float cells =
        std::max(number_cell_width(ui, grids.format, type) * taps, ui.text_width(kSortedTitle, Type::caption));
    return {std::ceil(2 * cells) + ui.px(kMedianSign) + 2, ui.px(kMedianCaption) + number_cell_height(ui, type) * taps};
}

void show_median(Ui& ui, Rect rect, const MedianGrids& grids) {
    const auto taps = static_cast<float>(grids.taps);
    const float cell = (rect.h - ui.px(kMedianCaption)) / taps;
    const float widest = std::max(kMaxMedianStretch * cell, number_cell_width(ui, grids.format, Type::text)) * taps;
    const float width = std::floor(std::min((rect.w - ui.px(kMedianSign)) / 2, widest));
    Rect left = rect.cut_left(width);
    const Rect arrow = rect.cut_left(ui.px(kMedianSign));
    Rect right = rect.cut_left(width);
    ui.text(left.cut_top(ui.px(kMedianCaption)), tr("input"), Role::muted, Type::caption);
    ui.text(right.cut_top(ui.px(kMedianCaption)), kSortedTitle, Role::muted, Type::caption);
    draw_icon(ui, Icon::arrow_right, arrow, ui.colour(Role::text), ui.px(18));
    number_grid(ui, left,
                {.name = "inspector.neighbour",
                 .rows = grids.taps,
                 .cols = grids.taps,
                 .values = grids.window,
                 .faint = grids.padding,
                 .format = grids.format});
    number_grid(ui, right,
                {.name = "inspector.sorted",
                 .rows = grids.taps,
                 .cols = grids.taps,
                 .values = grids.sorted,
                 .winner = static_cast<int>(grids.sorted.size() / 2),
                 .format = grids.format});
}

}  // namespace convscope
