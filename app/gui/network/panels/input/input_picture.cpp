#include "app/gui/network/panels/input/input_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/gui/network/exports/answer_exports.h"
#include "app/gui/network/panels/input/input_tools.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"
#include "core/image/channel_titles.h"
#include "core/nn/inspect/explain.h"

namespace convscope {

namespace {

constexpr float kMaxHeight = 1.5F;  ///< largest height of the picture, in widths of the panel

Size size_of(const nn::Shape& shape) {
    return {static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
}

/// A position in rows and columns of the picture; it may be outside the picture.
struct Point {
    double row = 0, col = 0;
};

Point pointer_on(Rect place, Size size) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    return {static_cast<double>((mouse.y - place.y) / place.h) * size.rows,
            static_cast<double>((mouse.x - place.x) / place.w) * size.cols};
}

std::optional<nn::Position> pointed_at(const Item& item, Rect place, Size size) {
    if (!item.hovered) return std::nullopt;
    const Point point = pointer_on(place, size);
    return nn::Position{std::clamp<std::int64_t>(static_cast<std::int64_t>(point.row), 0, size.rows - 1),
                        std::clamp<std::int64_t>(static_cast<std::int64_t>(point.col), 0, size.cols - 1), 0};
}

/// Selects the pixel under the pointer. A click pins it, a second click unpins it.
void point(Scene& scene, const Item& item, const nn::Position& at) {
    scene.hovered_input = at;
    if (!item.pressed) return;
    scene.change_view(
        [at](NetworkView& view) { view.pinned_input = view.pinned_input == at ? std::nullopt : std::optional(at); });
}

/// The screen rectangle of `rows` x `cols` pixels that start at (row, col), in a picture of `size` shown at `place`.
Rect box(Rect place, Size size, double row, double col, double rows, double cols) {
    const auto x = [&](double c) { return place.x + place.w * static_cast<float>(c / size.cols); };
    const auto y = [&](double r) { return place.y + place.h * static_cast<float>(r / size.rows); };
    return {x(col), y(row), x(col + cols) - x(col), y(row + rows) - y(row)};
}

/// Draws an outline that is visible on every grey.
void ring(const Ui& ui, Rect rect, ImU32 colour) {
    ui.outline(rect.inset(-ui.px(3)), IM_COL32(0, 0, 0, 200), 0, ui.px(1));
    ui.outline(rect.inset(-ui.px(2)), colour, 0, ui.px(2));
    ui.outline(rect, IM_COL32(0, 0, 0, 200), 0, ui.px(1));
}

void show_pixels(const Scene& scene, Rect place) {
    Ui& ui = scene.ui;
    const Size size = size_of(scene.input_shape());
    const auto around = [&](const nn::Position& at) {
        return box(place, size, static_cast<double>(at.row), static_cast<double>(at.col), 1, 1);
    };
    if (const auto& pinned = scene.view.pinned_input; pinned && nn::contains(scene.input_shape(), *pinned)) {
        ui.mark("input.pinned", around(*pinned));
        ring(ui, around(*pinned), theme(true)[Role::winner]);
    }
    if (scene.hovered_input) ring(ui, around(*scene.hovered_input), theme(true)[Role::winner]);
}

void show_brush(const Scene& scene, Rect place) {
    const Size size = size_of(scene.input_shape());
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float radius = (scene.view.brush + 0.5F) * place.w / static_cast<float>(size.cols);
    const float width = scene.ui.px(2);
    scene.ui.draw().AddCircle({mouse.x, mouse.y}, radius + width / 2, IM_COL32_BLACK, 0, width);
    scene.ui.draw().AddCircle({mouse.x, mouse.y}, radius - width / 2, IM_COL32_WHITE, 0, width);
}

/// Outlines the receptive field of the selected value; returns its caption.
std::string show_receptive_field(const Scene& scene, Rect place) {
    Ui& ui = scene.ui;
    const nn::Shape& shape = scene.input_shape();
    const nn::Region region =
        nn::clipped(nn::receptive_field(scene.model, scene.layer, nn::single(scene.at), scene.input_node()), shape);
    if (region.empty()) return tr("Outside every receptive field");
    const Rect field =
        box(place, size_of(shape), static_cast<double>(region.rows.begin), static_cast<double>(region.cols.begin),
            static_cast<double>(region.rows.length()), static_cast<double>(region.cols.length()));
    ui.mark("input.field", field);
    // Use the dark theme's accent in both themes, because the pictures are dark in both.
    const ImU32 colour = theme(true)[Role::accent];
    ring(ui, field, scene.live ? colour : faded(colour, 0.75F));
    return tr("Receptive field {} of {}", shape_text({region.rows.length(), region.cols.length()}),
              shape_text({shape.rows(), shape.cols()}));
}

/// The values of the pixel under the pointer or of the pinned pixel; without either, the picture's range.
std::string values_text(const Scene& scene, const std::optional<nn::Position>& pointed) {
    const nn::LayerTrace& input = scene.now.layer(scene.input_node());
    const nn::Shape& shape = scene.input_shape();
    const std::optional<nn::Position> at = pointed ? pointed : scene.view.pinned_input;
    if (!at || !nn::contains(shape, *at))
        return tr("Values {} to {}", short_number(input.range.low), short_number(input.range.high));
    std::string values;
    for (std::int64_t channel = 0; channel < shape.channels(); ++channel)
        values +=
            (channel == 0 ? "" : ", ") +
            short_number(input.values[static_cast<std::size_t>(nn::index_of(shape, {at->row, at->col, channel}))]);
    return tr("Row {}, column {}: {}", at->row, at->col, values);
}

}  // namespace

void InputPicture::show(Scene& scene, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    show_input_tools(scene, area);
    const nn::Shape& shape = scene.input_shape();
    const Size size = size_of(shape);
    Rect place = area.cut_top(
        std::min(area.w * static_cast<float>(size.rows) / static_cast<float>(size.cols), area.w * kMaxHeight),
        ui.px(6));
    const float width = place.h * static_cast<float>(size.cols) / static_cast<float>(size.rows);
    place = {place.centre_x() - width / 2, place.y, width, place.h};
    const Item item = ui.item("input.picture", place);
    if (shape.channels() == 3)
        show_colours(scene, painter, place, area);
    else
        show_grey(scene, painter, place);

    const std::optional<nn::Position> pointed = pointed_at(item, place, size);
    const bool pointing = scene.view.tool == InputTool::point;
    if (pointing && pointed) point(scene, item, *pointed);
    if (!pointing) stroke(scene, item, place);

    ui.draw().PushClipRect({place.x - ui.px(3), place.y - ui.px(3)},
                           {place.right() + ui.px(3), place.bottom() + ui.px(3)}, true);
    const std::string field = show_receptive_field(scene, place);
    show_pixels(scene, place);
    if (!pointing && (item.hovered || item.held)) show_brush(scene, place);
    ui.draw().PopClipRect();
    ui.focus_ring(item, 0);
    input_menu(scene, place);

    ui.text(area.cut_top(ui.px(18)), values_text(scene, pointed), pointed ? Role::text : Role::muted, Type::caption);
    const Rect caption = area.cut_top(ui.px(18), ui.px(8));
    ui.mark("input.field.caption", caption);
    ui.text(caption, field, scene.live ? Role::accent : Role::muted, Type::caption);
    show_brush_settings(scene, area);
}

void InputPicture::show_grey(Scene& scene, gl::TilePainter& painter, Rect place) {
    const nn::Shape& shape = scene.input_shape();
    const ColourScale scale = scale_of(scene, scene.now, scene.input_node(), 0);
    canvas_.begin(place, scene.results.revision);
    canvas_.add(place, {scene.now.layer(scene.input_node()).values.data(), size_of(shape), shape.channels()}, scale.map,
                scale.shown);
    canvas_.paint(scene.ui, painter);
}

void InputPicture::show_colours(Scene& scene, gl::TilePainter& painter, Rect place, Rect& area) {
    Ui& ui = scene.ui;
    const nn::Shape& shape = scene.input_shape();
    colours_.show(ui, input_colours(scene, scene.now), scene.results.revision, place);
    // Below the picture, show the channels that the model computes with.
    const float gap = ui.px(6);
    const float width = area.column(0, 3, gap).w;
    const Rect row = area.cut_top(width * place.h / place.w, ui.px(6));
    canvas_.begin(row, scene.results.revision);
    for (int channel = 0; channel < 3; ++channel) {
        const ColourScale scale = scale_of(scene, scene.now, scene.input_node(), channel);
        canvas_.add(row.column(channel, 3, gap),
                    {scene.now.layer(scene.input_node()).values.data() + channel, size_of(shape), 3}, scale.map,
                    scale.shown);
    }
    canvas_.paint(ui, painter);
    const Rect names = area.cut_top(ui.px(16), ui.px(4));
    for (int channel = 0; channel < 3; ++channel)
        ui.text(names.column(channel, 3, gap), kChannelTitles.at(scene.model.info().preprocessing.colour(channel) + 1),
                Role::muted, Type::caption, Align::centre);
}

void InputPicture::stroke(Scene& scene, const Item& item, Rect place) {
    if (!item.held) {
        // Make the next stroke a separate undo step, even if it begins at once.
        if (item.released) scene.ui.end_gesture();
        last_dab_.reset();
        return;
    }
    const Point point = pointer_on(place, size_of(scene.input_shape()));
    const NetworkView& view = scene.view;
    const nn::Dab here{
        point.row, point.col, view.brush,
        view.tool == InputTool::eraser ? std::nullopt : std::optional(view.brush_ink(scene.input_shape().channels()))};
    std::vector<nn::Dab> dabs{here};
    if (last_dab_) {
        const double distance = std::hypot(here.row - last_dab_->row, here.col - last_dab_->col);
        if (distance < nn::dab_step(view.brush)) return;
        dabs = nn::dabs_between({last_dab_->row, last_dab_->col}, here);
    }
    last_dab_ = dabs.back();
    scene.frame.perform(paint(std::move(dabs), scene.unpainted, scene.ui.gesture("input.picture")));
}

}  // namespace convscope
