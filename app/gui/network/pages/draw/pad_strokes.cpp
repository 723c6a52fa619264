#include "app/gui/network/pages/draw/pad_strokes.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace convscope {

namespace {

nn::PadPoint pointer_on(const Scene& scene, Rect place) {
    const nn::Shape& shape = scene.input_shape();
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    return {static_cast<double>((mouse.y - place.y) / place.h) * static_cast<double>(shape.rows()),
            static_cast<double>((mouse.x - place.x) / place.w) * static_cast<double>(shape.cols())};
}

std::int64_t pixel_of(double coordinate, std::int64_t length) {
    return std::clamp(static_cast<std::int64_t>(std::floor(coordinate)), std::int64_t{0}, length - 1);
}

/// The dab at a point, with the view's brush.
nn::Dab dab_at(const Scene& scene, const nn::PadPoint& point) {
    const bool erases = scene.view.draw.tool == PadTool::eraser;
    return {point.row, point.col, scene.view.brush,
            erases ? std::nullopt : std::optional(scene.view.brush_ink(scene.input_shape().channels()))};
}

std::vector<nn::Dab> with_mirror(const Scene& scene, std::vector<nn::Dab> dabs) {
    return scene.view.draw.mirror ? nn::mirrored(std::move(dabs), scene.input_shape().cols()) : dabs;
}

void fill_at(Scene& scene, const nn::PadPoint& point) {
    const nn::Shape& shape = scene.input_shape();
    nn::AreaFill fill{.row = pixel_of(point.row, shape.rows()),
                      .col = pixel_of(point.col, shape.cols()),
                      .ink = scene.view.brush_ink(shape.channels())};
    std::vector<nn::AreaFill> fills{fill};
    if (scene.view.draw.mirror) {
        fill.col = shape.cols() - 1 - fill.col;
        fills.push_back(fill);
    }
    scene.frame.perform(fill_areas(std::move(fills), scene.unpainted));
}

}  // namespace

void PadStrokes::use(Scene& scene, const Item& item, Rect place) {
    if (item.held) {
        cursor_.reset();
        const nn::PadPoint point = pointer_on(scene, place);
        last_ ? go_on(scene, point) : begin(scene, point);
        return;
    }
    // Make the next stroke a separate undo step, even if it begins at once.
    if (item.released) scene.ui.end_gesture();
    last_.reset();
    // After a mouse click, the arrow keys still step through layers and maps.
    if (item.focused && scene.ui.focus_uses_keys()) use_keys(scene, item);
}

void PadStrokes::begin(Scene& scene, const nn::PadPoint& point) {
    start_ = point;
    last_ = point;
    base_ = scene.network.input.paint;
    if (scene.view.draw.tool == PadTool::fill) return fill_at(scene, point);
    scene.frame.perform(
        paint(with_mirror(scene, {dab_at(scene, point)}), scene.unpainted, scene.ui.gesture("draw.pad")));
}

void PadStrokes::go_on(Scene& scene, const nn::PadPoint& point) {
    const PadTool tool = scene.view.draw.tool;
    if (tool == PadTool::fill || *last_ == point) return;
    const nn::Dab here = dab_at(scene, point);
    const std::uint64_t gesture = scene.ui.gesture("draw.pad");
    if (tool == PadTool::line) {
        last_ = point;
        scene.frame.perform(paint_on(base_, with_mirror(scene, nn::line_dabs(start_, here)), scene.unpainted, gesture));
        return;
    }
    if (std::hypot(point.row - last_->row, point.col - last_->col) < nn::dab_step(here.radius)) return;
    scene.frame.perform(paint(with_mirror(scene, nn::dabs_between(*last_, here)), scene.unpainted, gesture));
    last_ = point;
}

void PadStrokes::use_keys(Scene& scene, const Item& item) {
    const nn::Shape& shape = scene.input_shape();
    const std::int64_t middle_row = shape.rows() / 2, middle_col = shape.cols() / 2;
    const nn::PadPoint middle{static_cast<double>(middle_row) + 0.5, static_cast<double>(middle_col) + 0.5};
    const auto step = [&](Key key, double down, double right) {
        if (!scene.ui.take_key(key)) return;
        const nn::PadPoint from = cursor_.value_or(middle);
        cursor_ = nn::PadPoint{std::clamp(from.row + down, 0.5, static_cast<double>(shape.rows()) - 0.5),
                               std::clamp(from.col + right, 0.5, static_cast<double>(shape.cols()) - 0.5)};
    };
    step(Key::up, -1, 0);
    step(Key::down, 1, 0);
    step(Key::left, 0, -1);
    step(Key::right, 0, 1);
    if (!item.pressed || item.hovered || !cursor_) return;
    if (scene.view.draw.tool == PadTool::fill) return fill_at(scene, *cursor_);
    scene.frame.perform(
        paint(with_mirror(scene, {dab_at(scene, *cursor_)}), scene.unpainted, scene.ui.gesture("draw.pad")));
    scene.ui.end_gesture();
}

std::optional<nn::Position> PadStrokes::pixel(const Scene& scene, const Item& item, Rect place) const {
    std::optional<nn::PadPoint> point;
    if (item.hovered || item.held)
        point = pointer_on(scene, place);
    else if (item.focused)
        point = cursor_;
    if (!point) return std::nullopt;
    const nn::Shape& shape = scene.input_shape();
    return nn::Position{pixel_of(point->row, shape.rows()), pixel_of(point->col, shape.cols()), 0};
}

void PadStrokes::show_tool(const Scene& scene, const Item& item, Rect place) const {
    const std::optional<nn::Position> at = pixel(scene, item, place);
    if (!at) return;
    const Ui& ui = scene.ui;
    const nn::Shape& shape = scene.input_shape();
    const float cell = place.w / static_cast<float>(shape.cols());
    const float width = ui.px(2);
    if (scene.view.draw.tool == PadTool::fill) {
        const Rect pixel{place.x + (cell * static_cast<float>(at->col)), place.y + (cell * static_cast<float>(at->row)),
                         cell, cell};
        ui.outline(pixel.inset(-width), IM_COL32_BLACK, 0, width);
        ui.outline(pixel, IM_COL32_WHITE, 0, width);
        return;
    }
    const bool by_pointer = item.hovered || item.held;
    const ImVec2 centre = by_pointer ? ImGui::GetIO().MousePos
                                     : ImVec2{place.x + (cell * (static_cast<float>(at->col) + 0.5F)),
                                              place.y + (cell * (static_cast<float>(at->row) + 0.5F))};
    const float radius = (scene.view.brush + 0.5F) * cell;
    ui.draw().AddCircle(centre, radius + (width / 2), IM_COL32_BLACK, 0, width);
    ui.draw().AddCircle(centre, radius - (width / 2), IM_COL32_WHITE, 0, width);
}

}  // namespace convscope
