#include "app/gui/lab/colour/colour_marks.h"

#include "app/gui/widgets/icons.h"
#include "core/image/colours/channel_tints.h"

namespace convscope {

namespace {

constexpr float kMinColourMark = 12;  ///< smaller marks have cross hairs

void marked(Ui& ui, Rect place, ImU32 colour) {
    mark(ui, place, colour, ui.px(2));
    if (place.w < ui.px(kMinColourMark)) cross_hairs(ui, place, colour);
}

/// Also names the pixel if it may show its number, so that a covered number is covered in it too.
void marked_pixel(Ui& ui, const ColourView& view, Rect place, ImU32 colour) {
    marked(ui, place, colour);
    if (place.w >= ui.px(kMinColourMark)) ui.mark(view.name + ".pixel", place);
}

ImU32 channel_ink(std::size_t slice) {
    const Rgb colour = channel_colour(kSliceChannels.at(slice));
    return IM_COL32(colour.red, colour.green, colour.blue, 255);
}

/// The middle of the left or right edge of a view's picture.
struct LinkEnds {
    ImVec2 left, right;
};

LinkEnds ends_of_view(const ColourView& view) {
    return {{view.picture.x, view.picture.centre_y()}, {view.picture.right(), view.picture.centre_y()}};
}

void draw_plus(ColourScene& scene, const ColourLayout& layout) {
    Ui& ui = scene.ui;
    const float x = layout.plus.x + layout.plus.w * .52F, y = layout.plus.centre_y(), radius = ui.px(11);
    const float width = ui.px(2);
    for (const ColourView& view : layout.views) {
        if (!view.slice || view.stage == Stage::input || !scene.colour.filter.on.at(*view.slice)) continue;
        const ImVec2 from = ends_of_view(view).right;
        ui.draw().AddLine({from.x + ui.px(3), from.y}, {x, y}, ui.colour(Role::muted), width);
    }
    ui.draw().AddLine({x, y}, {layout.plus.right() - ui.px(8), y}, ui.colour(Role::muted), width);
    const float tip = layout.plus.right() - ui.px(3);
    ui.draw().AddTriangleFilled({tip, y}, {tip - ui.px(8), y - ui.px(5)}, {tip - ui.px(8), y + ui.px(5)},
                                ui.colour(Role::muted));
    ui.draw().AddCircleFilled({x, y}, radius, ui.colour(Role::accent));
    const Rect sign{x - radius, y - radius, 2 * radius, 2 * radius};
    ui.mark("colour.plus", sign);
    const float arm = ui.px(6);
    ui.draw().AddLine({x - arm, y}, {x + arm, y}, ui.colour(Role::on_accent), width);
    ui.draw().AddLine({x, y - arm}, {x, y + arm}, ui.colour(Role::on_accent), width);
}

}  // namespace

void draw_colour_marks(ColourScene& scene, const ColourView& view) {
    Ui& ui = scene.ui;
    const Selection& s = *scene.selection;
    const auto shade = [&](Role role) { return ui.colour(scene.live ? role : Role::muted); };
    ui.draw().PushClipRect({view.picture.x, view.picture.y}, {view.picture.right(), view.picture.bottom()}, true);
    if (view.stage == Stage::input) {
        const Geometry g = scene.geometry_of_map();
        marked(ui,
               view.map.cells(g.rows.source(s.output.row, 0), g.cols.source(s.output.col, 0), g.rows.extent,
                              g.cols.extent),
               shade(Role::accent));
    } else if (view.stage == Stage::filtered) {
        if (s.pooled && !view.slice) {
            const int size = scene.shown().steps.pool_size;
            mark(ui, view.map.cells(s.pooled->row * size, s.pooled->col * size, size, size), shade(Role::block),
                 ui.px(2));
        }
        marked_pixel(ui, view, view.map.cells(s.output.row, s.output.col), shade(Role::accent));
    } else if (s.pooled) {
        marked_pixel(ui, view, view.map.cells(s.pooled->row, s.pooled->col), shade(Role::block));
    }
    ui.draw().PopClipRect();
}

void draw_links(ColourScene& scene, const ColourLayout& layout) {
    Ui& ui = scene.ui;
    const ImVec2 from = ends_of_view(layout.views.front()).right;
    for (const ColourView& view : layout.views)
        if (view.slice && view.stage == Stage::input)
            ui.draw().AddLine({from.x + ui.px(4), from.y}, {view.picture.x - ui.px(4), view.picture.centre_y()},
                              channel_ink(*view.slice), ui.px(2));
    for (const Rect& times : layout.times) ui.text(times, "\u00d7", Role::text, Type::heading, Align::centre);
    if (!scene.results.map) return;
    for (const Rect& equals : layout.equals) ui.text(equals, "=", Role::text, Type::heading, Align::centre);
    draw_plus(scene, layout);
}

}  // namespace convscope
