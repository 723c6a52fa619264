#include "app/gui/lab/overlay/pin.h"

#include <algorithm>
#include <array>

#include "app/gui/lab/inspector/sum_steps.h"
#include "app/gui/widgets/icons.h"

namespace convscope {

namespace {

constexpr float kBadge = 20;
constexpr float kNumberPixel = 14;  ///< side of the smallest pixels in which numbers are shown

/// The pinned pixel's place on a view: the pixel itself, its window on the input, or its block; nullopt if it has none.
std::optional<Rect> pinned_place(const LabScene& scene, const ViewSlot& slot) {
    PixelRef pixel = *scene.view.pinned;
    if (pixel.filter >= scene.results.request.count()) pixel.filter = 0;
    if (slot.shows(pixel)) return slot.map.cells(pixel.row, pixel.col);
    if (slot.stage != Stage::input && slot.filter != pixel.filter) return std::nullopt;
    const FilterSettings& settings = scene.shown_settings(pixel.filter);
    const auto selection = select(scene.results.input, settings, pixel);
    if (!selection) return std::nullopt;
    if (slot.stage == Stage::input) {
        const Geometry g = geometry(scene.results.input.size(), settings);
        return slot.map.cells(g.rows.source(selection->output.row, 0), g.cols.source(selection->output.col, 0),
                              g.rows.extent, g.cols.extent);
    }
    const std::optional<Cell> cell = slot.stage == Stage::pooled ? selection->pooled : selection->output;
    if (!cell) return std::nullopt;
    return slot.map.cells(cell->row, cell->col);
}

bool encloses(const Rect& outer, const Rect& inner) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
           inner.bottom() <= outer.bottom();
}

/// The badge's place at a corner of the target, where it is inside the picture; inside the target if there is no such
/// corner.
Rect badge_place(const Rect& target, const Rect& picture, float side, float gap) {
    const float left = target.x - gap - side;
    const float right = target.right() + gap;
    const float above = target.y - gap - side;
    const float below = target.bottom() + gap;
    const std::array<Rect, 4> corners{Rect{right, above, side, side}, Rect{left, above, side, side},
                                      Rect{right, below, side, side}, Rect{left, below, side, side}};
    const auto found = std::ranges::find_if(corners, [&](const Rect& corner) { return encloses(picture, corner); });
    return found != corners.end() ? *found : Rect{target.x, target.y, side, side};
}

void draw_badge(Ui& ui, std::string_view name, const Rect& place) {
    ui.mark(name, place);
    ui.draw().AddCircleFilled({place.centre_x(), place.centre_y()}, place.w / 2, ui.colour(Role::accent));
    ui.draw().AddCircle({place.centre_x(), place.centre_y()}, place.w / 2, ui.colour(Role::on_accent), 0,
                        ui.line_width());
    draw_icon(ui, Icon::pin, place, ui.colour(Role::on_accent), place.w * 0.6F);
}

/// The screen movement that moves `low`..`high` into `first`..`last`.
float shift_into(float low, float high, float first, float last) {
    if (low < first) return first - low;
    return high > last ? std::min(last - high, 0.0F) : 0;
}

/// Moves the camera if the pixel is outside the view.
void follow(LabScene& scene, const ViewSlot& slot, const PixelRef& pixel) {
    if (scene.view.camera.fitted) return;
    const Rect cell = slot.map.cells(pixel.row, pixel.col);
    const float dx = shift_into(cell.x, cell.right(), slot.picture.x, slot.picture.right());
    const float dy = shift_into(cell.y, cell.bottom(), slot.picture.y, slot.picture.bottom());
    if (dx == 0 && dy == 0) return;
    const Camera camera = panned(scene.view.camera, scene.results.input.size(), slot.map, slot.rows, slot.cols, dx, dy);
    scene.frame.perform(set_lab_view([camera](LabView& view) { view.camera = camera; }));
}

}  // namespace

Command pin_pixel(const LabResults& results, const PixelRef& pixel) {
    const FilterSettings& settings = results.request.settings.at(static_cast<std::size_t>(pixel.filter));
    const auto selection = select(results.input, settings, pixel);
    const int cols = geometry(results.input.size(), settings).cols.output;
    const std::int64_t output =
        selection ? std::int64_t{selection->output.row} * cols + selection->output.col : std::int64_t{0};
    return set_lab_view([pixel, output](LabView& view) {
        view.pinned = pixel;
        Player& player = view.player;
        if (is_adding(player)) {
            player.pixel = output;
            player.filter = pixel.filter;
            player.position = 0;
        } else {
            player.active = player.playing = false;
        }
    });
}

Command unpin_pixel() {
    return set_lab_view([](LabView& view) { view.pinned.reset(); });
}

PixelRef moved_pin(PixelRef pixel, Key arrow, Size size) {
    if (arrow == Key::left || arrow == Key::right) pixel.col += arrow == Key::right ? 1 : -1;
    if (arrow == Key::up || arrow == Key::down) pixel.row += arrow == Key::down ? 1 : -1;
    pixel.row = std::clamp(pixel.row, 0, std::max(0, size.rows - 1));
    pixel.col = std::clamp(pixel.col, 0, std::max(0, size.cols - 1));
    return pixel;
}

void pin_keys(LabScene& scene, const std::vector<ViewSlot>& slots) {
    Ui& ui = scene.ui;
    if (!scene.view.pinned || ui.editing_any() || ui.layer_open()) return;
    if (!ui.focus_uses_keys() && ui.take_key(Key::escape)) {
        scene.frame.perform(unpin_pixel());
        return;
    }
    const PixelRef old = *scene.view.pinned;
    const auto slot = std::ranges::find_if(slots, [&old](const ViewSlot& view) { return view.shows(old); });
    if (scene.view.player.active || slot == slots.end()) return;
    PixelRef pixel = old;
    std::erase_if(ui.keys(), [&](const KeyPress& press) {
        const bool across = press.key == Key::left || press.key == Key::right;
        const bool along = (press.key == Key::up || press.key == Key::down) && !ui.focus_uses_keys();
        if ((!across && !along) || press.control || press.alt) return false;
        pixel = moved_pin(pixel, press.key, slot->map.size);
        return true;
    });
    if (pixel == old) return;
    scene.frame.perform(pin_pixel(scene.results, pixel));
    follow(scene, *slot, pixel);
}

void draw_pin(LabScene& scene, const ViewSlot& slot, const std::optional<PixelRef>& pointed_at) {
    if (!scene.view.pinned || scene.results.outputs[0] == nullptr) return;
    Ui& ui = scene.ui;
    const Rect& picture = slot.picture;
    ui.draw().PushClipRect({picture.x, picture.y}, {picture.right(), picture.bottom()}, true);
    if (pointed_at && pointed_at != scene.view.pinned && slot.shows(*pointed_at))
        mark(ui, slot.map.cells(pointed_at->row, pointed_at->col), ui.colour(Role::muted), ui.line_width());
    const auto place = pinned_place(scene, slot);
    if (place && picture.contains(place->centre_x(), place->centre_y())) {
        mark(ui, *place, ui.colour(Role::accent), ui.px(3));
        // On pixels with numbers the lines would look like minus signs, and are not needed.
        if (slot.map.pixel < static_cast<double>(ui.px(kNumberPixel))) cross_hairs(ui, *place, ui.colour(Role::accent));
        draw_badge(ui, slot.name + ".pin", badge_place(*place, picture, ui.px(kBadge), ui.px(6)));
    }
    ui.draw().PopClipRect();
}

}  // namespace convscope
