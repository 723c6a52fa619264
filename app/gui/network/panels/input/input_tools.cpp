#include "app/gui/network/panels/input/input_tools.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/slider.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// The slider is logarithmic, because brushes differ visibly by the ratio of their sizes.
double slider_of(float brush) {
    return std::log(static_cast<double>(brush / nn::kMinBrush)) /
           std::log(static_cast<double>(nn::kMaxBrush / nn::kMinBrush));
}

float brush_of(double place) {
    return nn::kMinBrush * std::pow(nn::kMaxBrush / nn::kMinBrush, static_cast<float>(place));
}

}  // namespace

void show_input_tools(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    const std::array<Segment, 3> tools{
        Segment{"point", tr("Point"),
                tr("Point at a pixel to see its value and its region of influence; click to pin it")},
        Segment{"brush", tr("Brush"), tr("Paint on the input; all layers are updated")},
        Segment{"eraser", tr("Eraser"), tr("Remove paint")}};
    Rect row = area.cut_top(ui.px(30), ui.px(8));
    const bool painted = scene.network.input.paint != nullptr;
    if (button(ui, "input.clear", row.cut_right(ui.px(50), ui.px(6)), tr("Clear"),
               {.tooltip = tr("Remove all paint"), .enabled = painted, .type = Type::caption}))
        scene.frame.perform(clear_paint());
    if (const auto chosen = segmented(ui, "input.tool", row, tools, static_cast<int>(scene.view.tool)))
        scene.change_view([chosen](NetworkView& view) { view.tool = static_cast<InputTool>(*chosen); });
}

void show_brush_settings(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    const NetworkView& view = scene.view;
    if (view.tool == InputTool::point) return;
    const Rect row = area.cut_top(ui.px(26), ui.px(8));
    Rect size = row.column(0, 2, ui.px(10));
    ui.text(size.cut_left(ui.text_width(tr("Radius"), Type::caption), ui.px(2)), tr("Radius"), Role::muted,
            Type::caption);
    if (const auto place =
            slider(ui, "input.brush", size, slider_of(view.brush), tr("Radius of the brush; the ring shows it")))
        scene.change_view([brush = brush_of(*place)](NetworkView& v) { v.brush = brush; });
    if (view.tool == InputTool::eraser) return;

    Rect ink = row.column(1, 2, ui.px(10));
    const Rect swatch = ink.cut_left(ui.px(22), ui.px(2)).inset(0, ui.px(2));
    // In colour models this slider makes the brush grey; the drawing pad has one for each colour.
    const bool has_colours = scene.input_shape().channels() == 3;
    const nn::Ink brush = view.brush_ink(scene.input_shape().channels());
    const auto byte = [&brush](std::size_t c) { return static_cast<int>(std::lround(brush.rgb.at(c))); };
    ui.fill(swatch, IM_COL32(byte(0), byte(1), byte(2), 255), ui.px(4));
    ui.outline(swatch, ui.colour(Role::muted), ui.px(4), ui.line_width());
    const float grey = (brush.rgb[0] + brush.rgb[1] + brush.rgb[2]) / 3;
    const auto place = slider(ui, "input.ink", ink, static_cast<double>(grey) / 255,
                              tr("Brightness of the brush, from black to white"));
    if (!place) return;
    scene.change_view([has_colours, value = static_cast<float>(std::round(*place * 255))](NetworkView& v) {
        if (has_colours)
            v.draw.colour.fill(value);
        else
            v.ink = value;
    });
}

}  // namespace convscope
