#include "app/gui/training/pages/own_pad.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/document/training/own_classes.h"

namespace convscope {

namespace {

constexpr float kRadius = 1.4F;  ///< of the brush, in pixels: a stroke is about three pixels wide
constexpr std::size_t kPadPixels = std::size_t{kOwnSide} * kOwnSide;

/// The black pad under the paint.
nn::Tensor black() {
    return {nn::Shape{kOwnSide, kOwnSide, 1}, std::vector<float>(kPadPixels, 0)};
}

nn::Preprocessing bytes() {
    nn::Preprocessing preprocessing;
    preprocessing.scale.fill(1);
    return preprocessing;
}

}  // namespace

void OwnPad::show_picture(std::shared_ptr<const std::vector<std::uint8_t>> pixels) {
    is_picture_ = true;
    paint_.reset();
    pixels_ = std::move(pixels);
    values_.assign(pixels_->begin(), pixels_->end());
    ++revision_;
}

void OwnPad::clear() {
    is_picture_ = false;
    paint_.reset();
    last_.reset();
    update();
}

void OwnPad::update() {
    const nn::Tensor painted = nn::painted(black(), paint_);
    values_ = painted.values;
    std::vector<std::uint8_t> pixels(kPadPixels);
    std::ranges::transform(values_, pixels.begin(), [](float value) {
        return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
    });
    pixels_ = std::make_shared<const std::vector<std::uint8_t>>(std::move(pixels));
    ++revision_;
}

void OwnPad::draw_to(const nn::PadPoint& point, bool erases) {
    if (is_picture_) return;
    nn::Dab dab{.row = point.row, .col = point.col, .radius = kRadius, .ink = nn::Ink(255)};
    if (erases) dab.ink.reset();
    const std::vector<nn::Dab> dabs = last_ ? nn::dabs_between(*last_, dab) : std::vector<nn::Dab>{dab};
    last_ = point;
    if (dabs.empty()) return;
    paint_ = nn::with_dabs(paint_, dabs, bytes(), black());
    update();
}

void OwnPad::use_keys(Ui& ui) {
    constexpr double kMiddle = kOwnSide / 2.0, kLast = kOwnSide - .5;
    nn::PadPoint at = cursor_.value_or(nn::PadPoint{kMiddle, kMiddle});
    const auto move = [&](Key key, double rows, double cols) {
        if (!ui.take_key(key)) return;
        at = {std::clamp(at.row + rows, .5, kLast), std::clamp(at.col + cols, .5, kLast)};
        cursor_ = at;
    };
    move(Key::up, -1, 0);
    move(Key::down, 1, 0);
    move(Key::left, 0, -1);
    move(Key::right, 0, 1);
    if (!ui.take_key(Key::enter)) return;
    cursor_ = at;
    last_.reset();
    draw_to(at, false);
    last_.reset();
}

void OwnPad::show(Ui& ui, gl::TilePainter& painter, std::string_view name, Rect place) {
    if (!pixels_) update();
    const Item item = ui.item(name, place, {.uses_up_down = true});
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    const float cell = place.w / kOwnSide;
    if (item.held) {
        draw_to({static_cast<double>((pointer.y - place.y) / cell), static_cast<double>((pointer.x - place.x) / cell)},
                ImGui::GetIO().KeyShift);
        cursor_.reset();
    } else {
        last_.reset();
    }
    if (item.focused) use_keys(ui);
    canvas_.begin(place, revision_);
    canvas_.add(place, {values_.data(), {kOwnSide, kOwnSide}}, ColourMap::grey, {0, 255});
    canvas_.paint(ui, painter);
    ui.outline(place.inset(-ui.line_width()), ui.colour(Role::line), 0, ui.line_width());
    if (item.hovered)
        ui.draw().AddCircle(pointer, kRadius * cell, ui.colour(Role::accent), 0, ui.px(2));
    else if (cursor_ && item.focused)
        ui.draw().AddCircle(
            {place.x + static_cast<float>(cursor_->col) * cell, place.y + static_cast<float>(cursor_->row) * cell},
            kRadius * cell, ui.colour(Role::accent), 0, ui.px(2));
    ui.focus_ring(item, 0);
}

}  // namespace convscope
