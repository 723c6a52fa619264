#include "app/gui/lab/views/view_layout.h"

#include <algorithm>

namespace convscope {

namespace {

constexpr float kViewHeader = 28;
constexpr float kViewLegend = 42;
constexpr float kShortLegend = 22;  ///< in two rows of views: the note is to the right of the bar
constexpr float kViewRowGap = 6;
constexpr float kViewLink = 54;  ///< width of an arrow and "average"
constexpr float kTileHeader = 24;
constexpr float kTileGap = 10;
constexpr float kChoiceRow = 28, kChoiceGap = 6;  ///< heights of the control below the input and of its gap
constexpr float kMinTitleColumn = 200;  ///< width of a column that has a letter and a filter's name as its title
constexpr float kLargerInRows = 1.1F;   ///< two rows must make pictures larger by this factor
constexpr float kMinInputPart = 1.2F;   ///< in a strip, the smallest ratio of the input's width to an output's

bool has_all_outputs(const LabScene& scene) {
    const auto& outputs = scene.results.outputs;
    return !outputs.empty() && std::ranges::all_of(outputs, [](const auto& output) { return output != nullptr; });
}

/// The ratio of height to width of the space for a picture; very long pictures leave some of it empty.
float picture_ratio(const LabScene& scene, float lowest = 0.4F, float highest = 1.3F) {
    const Size input = scene.results.input.size();
    const float ratio = input.cols > 0 ? static_cast<float>(input.rows) / static_cast<float>(input.cols) : 1;
    return std::clamp(ratio, lowest, highest);
}

/// Cuts the header off the top of `area` and the legend off its bottom.
ViewSlot view_in(const LabScene& scene, Stage stage, int filter, Rect area, float legend = kViewLegend) {
    const Ui& ui = scene.ui;
    ViewPlace place{.stage = stage, .filter = filter};
    place.header = area.cut_top(ui.px(kViewHeader));
    place.legend = area.cut_bottom(ui.px(legend));
    place.picture = area;
    return make_view(scene, place);
}

/// Cuts off the place of the control below the input that chooses a combination. The combined view has the control in
/// its header instead.
Rect cut_choice(const LabScene& scene, Rect& column) {
    if (scene.results.request.count() != 2 || scene.results.combined) return {};
    return column.cut_bottom(scene.ui.px(kChoiceRow), scene.ui.px(kChoiceGap));
}

/// Lays out one filter, or two without pooling: all views in one row.
ViewLayout views_in_one_row(const LabScene& scene, Rect area, float max_height) {
    const Ui& ui = scene.ui;
    const int filters = scene.results.request.count();
    const bool has_output = has_all_outputs(scene);
    const bool pooled = has_output && scene.results.request.settings[0].pooling != Pooling::none;
    const bool combined = has_output && scene.results.combined;
    const int columns = has_output ? 1 + filters + (pooled ? 1 : 0) + (combined ? 1 : 0) : 1;
    const float gap = view_gap(ui, area.w);
    ViewLayout layout;
    Rect input = area.column(0, columns, gap);
    const float choice = filters == 2 && !combined ? ui.px(kChoiceRow + kChoiceGap) : 0;
    const float height = input.w * picture_ratio(scene) + ui.px(kViewHeader + kViewLegend);
    layout.height = std::min(max_height, height + choice);
    area.h = std::min(layout.height, height);
    input.h = layout.height;
    layout.choice = cut_choice(scene, input);
    layout.slots.push_back(view_in(scene, Stage::input, 0, input));
    if (!has_output) return layout;
    for (int f = 0; f < filters; ++f)
        layout.slots.push_back(view_in(scene, Stage::filtered, f, area.column(1 + f, columns, gap)));
    if (pooled) layout.slots.push_back(view_in(scene, Stage::pooled, 0, area.column(2, columns, gap)));
    if (combined) layout.slots.push_back(view_in(scene, Stage::combined, 0, area.column(3, columns, gap)));
    return layout;
}

/// The number of columns of views in two rows: the input, the filtered and, with pooling, the pooled pictures.
int columns_of_rows(const LabScene& scene) {
    return scene.results.request.settings[0].pooling == Pooling::none ? 2 : 3;
}

/// The width of the input to the left of two rows of outputs: an equal part of the whole, plus the width that the
/// outputs cannot use. With a combined view, or with all views at one scale, it is as wide as an output.
float width_left_of_rows(const LabScene& scene, Rect area, float gap, float row_height) {
    const Ui& ui = scene.ui;
    const int columns = columns_of_rows(scene);
    const float equal = area.column(0, columns, gap).w;
    if (scene.results.combined || scene.view.true_size) return equal;
    const float ratio = picture_ratio(scene);
    const float output = (row_height - ui.px(kViewHeader + kShortLegend)) / ratio;
    const float column = std::clamp(output, std::min(equal, ui.px(kMinTitleColumn)), equal);
    const float free = area.w - static_cast<float>(columns - 1) * (column + gap);
    const float high = area.h - ui.px(kViewHeader + kViewLegend + kChoiceRow + kChoiceGap);
    return std::clamp(high / ratio, equal, free);
}

/// The input's place in the column to the left of two rows: above a combined view, or as large as the column allows. At
/// one scale for all views it is as high as a row.
Rect input_left_of_rows(const LabScene& scene, Rect column, Rect upper) {
    const Ui& ui = scene.ui;
    if (scene.results.combined) return upper;
    if (scene.view.true_size)
        column.h = std::min(column.h, upper.h + ui.px(kViewLegend - kShortLegend));
    else
        column.h = std::min(column.h, column.w * picture_ratio(scene) + ui.px(kViewHeader + kViewLegend));
    return column;
}

/// Lays out two filters, a row for each, and the input to the left.
ViewLayout views_in_two_rows(const LabScene& scene, Rect area, float max_height) {
    const Ui& ui = scene.ui;
    const float gap = view_gap(ui, area.w);
    const float row_gap = ui.px(kViewRowGap);
    const float frame = ui.px(kViewHeader + kShortLegend);
    const float width = area.column(0, columns_of_rows(scene), gap).w;
    ViewLayout layout;
    layout.height = std::min(max_height, 2 * (width * picture_ratio(scene) + frame) + row_gap);
    area.h = layout.height;
    const Rect left = area.cut_left(width_left_of_rows(scene, area, gap, area.row(0, 2, row_gap).h), gap);
    Rect column = left;
    layout.choice = cut_choice(scene, column);
    const Rect input = input_left_of_rows(scene, column, left.row(0, 2, row_gap));
    if (layout.choice.h > 0) layout.choice.y = input.bottom() + ui.px(kChoiceGap);
    const bool combined = scene.results.combined != nullptr;
    const int outputs = columns_of_rows(scene) - 1;
    layout.slots.push_back(view_in(scene, Stage::input, 0, input, combined ? kShortLegend : kViewLegend));
    for (int f = 0; f < 2; ++f) {
        const Rect row = area.row(f, 2, row_gap);
        layout.slots.push_back(view_in(scene, Stage::filtered, f, row.column(0, outputs, gap), kShortLegend));
        if (outputs == 2)
            layout.slots.push_back(view_in(scene, Stage::pooled, f, row.column(1, outputs, gap), kShortLegend));
    }
    if (combined) layout.slots.push_back(view_in(scene, Stage::combined, 0, left.row(1, 2, row_gap), kShortLegend));
    return layout;
}

/// True if two filters should have two rows: always with pooling, without pooling if that makes the pictures larger.
bool suits_two_rows(const LabScene& scene, Rect area, float max_height) {
    if (scene.results.request.count() != 2) return false;
    if (scene.results.request.settings[0].pooling != Pooling::none) return true;
    const Ui& ui = scene.ui;
    const float gap = view_gap(ui, area.w);
    const float ratio = picture_ratio(scene);
    const int columns = scene.results.combined ? 4 : 3;
    const float frame = ui.px(kViewHeader + kViewLegend + (scene.results.combined ? 0 : kChoiceRow + kChoiceGap));
    const float in_row = std::min(area.column(0, columns, gap).w, (max_height - frame) / ratio);
    const float row = (max_height - ui.px(kViewRowGap)) / 2 - ui.px(kViewHeader + kShortLegend);
    return std::min(area.column(0, 2, gap).w, row / ratio) > kLargerInRows * in_row;
}

/// The stage that a strip shows: the filtered one if there is no pooled one.
Stage stage_of_strip(const LabScene& scene) {
    const FilterResult& first = *scene.results.outputs[0];
    return first.pooled.empty() ? Stage::filtered : scene.view.strip_stage;
}

ViewSlot tile_in(const LabScene& scene, int filter, Rect cell, float legend) {
    const Ui& ui = scene.ui;
    ViewPlace place{.stage = stage_of_strip(scene), .filter = filter, .in_strip = true};
    place.header = cell.cut_top(ui.px(kTileHeader));
    place.legend = cell.cut_bottom(legend);
    place.picture = cell;
    return make_view(scene, place);
}

/// Lays out three filters or more: the input, and a grid of the outputs.
ViewLayout views_in_strip(const LabScene& scene, Rect area, float max_height) {
    const Ui& ui = scene.ui;
    const int count = scene.results.request.count();
    const float ratio = picture_ratio(scene, 0.2F, 1.8F);
    const float gap = ui.px(kTileGap);
    const bool own_legends = scene.view.range_scope == RangeScope::each;
    const bool has_choice = scene.results.request.settings[0].pooling != Pooling::none;
    const float legend = ui.px(own_legends ? kShortLegend : 0);
    const float frame = ui.px(kTileHeader) + legend;
    const float below = ui.px(own_legends ? 0 : kViewLegend);
    const TileGrid grid = largest_tiles(count, area.w, max_height - below, ratio, kMinInputPart, frame, gap);
    const float input_frame = ui.px(kViewHeader + kViewLegend + (has_choice ? kChoiceRow + kChoiceGap : 0));

    // The input takes the width that the tiles cannot use, up to the height.
    const auto cols = static_cast<float>(grid.cols);
    const float min_width = kMinInputPart * grid.width;
    const float free = area.w - cols * (grid.width + gap);
    const float wide = std::clamp((max_height - input_frame) / ratio, std::min(min_width, free), free);
    const auto rows = static_cast<float>(grid.rows);
    const float grid_height = rows * (grid.width * ratio + frame) + (rows - 1) * gap + below;
    ViewLayout layout;
    layout.height = std::min(max_height, std::max(grid_height, wide * ratio + input_frame));
    area.h = layout.height;
    Rect input = area.cut_left(wide, gap);
    input.h = std::min(input.h, wide * ratio + input_frame);
    if (has_choice) layout.choice = input.cut_bottom(ui.px(kChoiceRow), ui.px(kChoiceGap));
    layout.slots.push_back(view_in(scene, Stage::input, 0, input));
    layout.legend = area.cut_bottom(below);
    for (int f = 0; f < count; ++f) {
        const Rect cell = area.row(f / grid.cols, grid.rows, gap).column(f % grid.cols, grid.cols, gap);
        layout.slots.push_back(tile_in(scene, f, cell, legend));
    }
    return layout;
}

}  // namespace

bool has_links(const Ui& ui, float width) {
    return width >= ui.px(560);
}

float view_gap(const Ui& ui, float width) {
    return ui.px(has_links(ui, width) ? kViewLink : 12);
}

float min_views_height(const LabScene& scene) {
    if (has_strip(scene)) return scene.ui.px(2 * (kTileHeader + 96) + kTileGap + kViewLegend);
    const float row = kViewHeader + kShortLegend + 110;
    return scene.ui.px(has_two_rows(scene) ? 2 * row + kViewRowGap : kViewHeader + kViewLegend + 150);
}

TileGrid largest_tiles(int count, float width, float height, float ratio, float neighbour, float frame, float gap) {
    TileGrid best;
    for (int cols = 1; cols <= count; ++cols) {
        const int rows = (count + cols - 1) / cols;
        const auto c = static_cast<float>(cols), r = static_cast<float>(rows);
        const float across = (width - gap * c) / (c + neighbour);
        const float down = ((height - gap * (r - 1)) / r - frame) / ratio;
        const float picture = std::max(0.0F, std::min(across, down));
        if (picture > best.width || cols == 1) best = {rows, cols, picture};
    }
    return best;
}

ViewLayout lay_out_views(const LabScene& scene, Rect area, float max_height) {
    if (!has_all_outputs(scene)) return views_in_one_row(scene, area, max_height);
    if (has_strip(scene)) return views_in_strip(scene, area, max_height);
    return suits_two_rows(scene, area, max_height) ? views_in_two_rows(scene, area, max_height)
                                                   : views_in_one_row(scene, area, max_height);
}

}  // namespace convscope
