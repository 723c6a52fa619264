#include "app/gui/network/pages/unused_input.h"

#include <fmt/format.h>

#include "app/gui/widgets/maps/hatch.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/explain.h"

namespace convscope {

void show_unused_input(const Scene& scene, const HeatMap& heat) {
    Ui& ui = scene.ui;
    const nn::Shape& shape = scene.model.node(scene.node().inputs.front()).shape;
    const nn::Region seen = nn::clipped(nn::source(scene.model, scene.layer, nn::whole(scene.shape()), 0), shape);
    const auto rows = static_cast<double>(shape.rows()), cols = static_cast<double>(shape.cols());
    const auto last_row = static_cast<double>(seen.rows.end), last_col = static_cast<double>(seen.cols.end);
    if (last_row < rows) hatch(ui, heat.map.cells(last_row, 0, rows - last_row, cols));
    if (last_col < cols) hatch(ui, heat.map.cells(0, last_col, last_row, cols - last_col));
    if (last_row < rows) ui.mark("map.dropped", heat.map.cells(last_row, 0, rows - last_row, cols));
    const nn::LostBorder lost = nn::lost_border(scene.model, scene.layer);
    if (lost.empty()) return;
    const auto top = static_cast<double>(lost.top), left = static_cast<double>(lost.left);
    const auto inner_rows = rows - top - static_cast<double>(lost.bottom);
    const auto inner_cols = cols - left - static_cast<double>(lost.right);
    const ImU32 shade = faded(ui.colour(Role::warning), 0.35F);
    ui.fill(heat.map.cells(0, 0, top, cols), shade);
    ui.fill(heat.map.cells(top + inner_rows, 0, static_cast<double>(lost.bottom), cols), shade);
    ui.fill(heat.map.cells(top, 0, inner_rows, left), shade);
    ui.fill(heat.map.cells(top, left + inner_cols, inner_rows, static_cast<double>(lost.right)), shade);
    const Rect inner = heat.map.cells(top, left, inner_rows, inner_cols);
    ui.mark("map.border", inner);
    ui.outline(inner, ui.colour(Role::warning), 0, ui.line_width());
}

std::string with_border_note(const std::string& size, const nn::LostBorder& lost) {
    if (lost.empty()) return size;
    if (lost == nn::LostBorder{lost.top, lost.top, lost.top, lost.top})
        return tr("{}, the shaded border of {} is lost", size, lost.top);
    return tr("{}, the shaded border is lost", size);
}

}  // namespace convscope
