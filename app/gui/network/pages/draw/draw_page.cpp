#include "app/gui/network/pages/draw/draw_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/gui/network/pages/draw/pad_answer.h"
#include "app/gui/network/pages/draw/pad_tools.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kGap = 20;
constexpr float kMinPad = 200, kMinAnswer = 150, kMaxAnswer = 320;
constexpr float kMinAnswerHeight = 310;  ///< of ten classes
constexpr float kCaption = 18;
constexpr float kMinCell = 7;  ///< no lines are drawn between smaller pixels

Size size_of(const nn::Shape& shape) {
    return {static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
}

/// The largest rectangle with the picture's shape that fits into the area, at its upper left corner.
Rect fitted(Rect area, Size size) {
    const float cell = std::min(area.w / static_cast<float>(size.cols), area.h / static_cast<float>(size.rows));
    // With a whole number of screen pixels per cell, the lines are evenly spaced.
    const float unit = cell >= 4 ? std::floor(cell) : cell;
    return {area.x, area.y, unit * static_cast<float>(size.cols), unit * static_cast<float>(size.rows)};
}

void show_grid(const Scene& scene, Rect place) {
    const Ui& ui = scene.ui;
    const Size size = size_of(scene.input_shape());
    const float cell = place.w / static_cast<float>(size.cols);
    if (cell >= ui.px(kMinCell)) {
        const ImU32 line = IM_COL32(128, 128, 128, 72);
        for (int col = 1; col < size.cols; ++col)
            ui.fill({place.x + (cell * static_cast<float>(col)), place.y, 1, place.h}, line);
        for (int row = 1; row < size.rows; ++row)
            ui.fill({place.x, place.y + (cell * static_cast<float>(row)), place.w, 1}, line);
    }
    ui.outline(place.inset(-ui.line_width()), ui.colour(Role::line), 0, ui.line_width());
    if (scene.view.draw.mirror)
        ui.fill({place.centre_x() - ui.px(1), place.y, ui.px(2), place.h}, faded(theme(true)[Role::accent], 0.8F));
}

std::string hint(const Scene& scene) {
    switch (scene.view.draw.tool) {
        case PadTool::brush:
            return tr("Drag to draw, or use the arrow keys and Enter.");
        case PadTool::fill:
            return tr("Click into an area to fill it.");
        case PadTool::line:
            return tr("Drag from one end of the line to the other.");
        case PadTool::eraser:
            return tr("Drag over paint to remove it.");
    }
    return {};
}

/// The text for a pixel: "Row 3, column 5: grey 255 of 255", or its red, green and blue.
std::string pixel_text(const Scene& scene, const PadValues& values, const nn::Position& at) {
    const nn::Shape& shape = scene.input_shape();
    const auto first = static_cast<std::size_t>(nn::index_of(shape, {at.row, at.col, 0}));
    if (shape.channels() != 3)
        return tr("Row {}, column {}: grey {:.0f} of 255", at.row, at.col, values.values()[first]);
    const std::array<std::size_t, 3> channels = colour_channels(scene.model.info().preprocessing);
    const auto value = [&](std::size_t colour) { return values.values()[first + channels.at(colour)]; };
    return tr("Row {}, column {}: red {:.0f}, green {:.0f}, blue {:.0f}", at.row, at.col, value(0), value(1), value(2));
}

}  // namespace

void open_pad(Scene& scene) {
    if (scene.network.input.source != InputSource::drawing && !scene.network.takes_numbers(0)) {
        scene.frame.perform(start_drawing(scene.model));
        scene.frame.request(Say{tr("The drawing is the input now. Undo brings the picture back.")});
    }
    scene.change_view([](NetworkView& view) { view.page = NetworkPage::draw; });
}

float DrawPage::show(Scene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    if (scene.network.takes_numbers(0) || !scene.unpainted) {
        ui.mark("draw.none", area);
        return area.y + ui.paragraph(area,
                                     tr("This model takes numbers and no picture, so there is nothing to draw on. Its "
                                        "numbers are at the left."),
                                     Role::muted);
    }
    values_.update(scene);
    show_pad_tools(scene, guide_, area);
    const float answer = std::clamp(area.w * 0.34F, ui.px(kMinAnswer), ui.px(kMaxAnswer));
    const float height = std::max(area.h - ui.px(kCaption + 4), ui.px(kMinPad));
    const Rect place = fitted({area.x, area.y, std::max(ui.px(kMinPad), area.w - answer - ui.px(kGap)), height},
                              size_of(scene.input_shape()));
    show_pad(scene, painter, place);
    const float left = place.right() + ui.px(kGap);
    // Beside a small pad the classes go on below its lower edge.
    const float answer_height = std::max(place.h, std::min(height, ui.px(kMinAnswerHeight)));
    show_pad_answer(scene, {left, place.y, std::min(area.right() - left, ui.px(kMaxAnswer)), answer_height});
    return place.bottom() + ui.px(kCaption + 4);
}

void DrawPage::show_pad(Scene& scene, gl::TilePainter& painter, Rect place) {
    Ui& ui = scene.ui;
    const Item item = ui.item("draw.pad", place);
    show_pixels(scene, painter, place);
    guide_.show(scene, values_, place);
    strokes_.use(scene, item, place);
    ui.draw().PushClipRect({place.x, place.y}, {place.right(), place.bottom()}, true);
    show_grid(scene, place);
    strokes_.show_tool(scene, item, place);
    ui.draw().PopClipRect();
    ui.focus_ring(item, 0);
    const std::optional<nn::Position> at = strokes_.pixel(scene, item, place);
    const Rect caption{place.x, place.bottom() + ui.px(4), place.w, ui.px(kCaption)};
    ui.mark("draw.caption", caption);
    ui.text(caption, at ? pixel_text(scene, values_, *at) : hint(scene), at ? Role::text : Role::muted, Type::caption);
}

void DrawPage::show_pixels(Scene& scene, gl::TilePainter& painter, Rect place) {
    const nn::Shape& shape = scene.input_shape();
    const Range bytes{0, 255};
    if (shape.channels() == 3) {
        colours_.show(scene.ui,
                      {.values = values_.values(),
                       .size = size_of(shape),
                       .channels = colour_channels(scene.model.info().preprocessing),
                       .shown = {bytes, bytes, bytes}},
                      values_.revision(), place);
        return;
    }
    canvas_.begin(place, values_.revision());
    canvas_.add(place, {values_.values().data(), size_of(shape), shape.channels()}, ColourMap::grey, bytes);
    canvas_.paint(scene.ui, painter);
}

}  // namespace convscope
