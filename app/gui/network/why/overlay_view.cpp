#include "app/gui/network/why/overlay_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/maps/heat_map_menu.h"
#include "app/gui/widgets/maps/legend.h"
#include "app/gui/workspace/exports.h"
#include "core/base/text/translation.h"
#include "core/image/files/save.h"
#include "core/nn/input/input_pixels.h"

namespace convscope {

namespace {

constexpr float kHeader = 24, kLegend = 42;
constexpr int kMaxTexture = 4096;  ///< rows or columns

/// The largest rectangle with the picture's shape that fits into the area, at its upper left corner.
Rect fitted_in(Rect area, Size size) {
    const float unit = std::min(area.w / static_cast<float>(size.cols), area.h / static_cast<float>(size.rows));
    const float w = std::max(1.0F, unit * static_cast<float>(size.cols));
    const float h = std::max(1.0F, unit * static_cast<float>(size.rows));
    return {area.x, area.y, w, h};
}

}  // namespace

Item OverlayView::show(Scene& scene, const PictureOverlay& over, Rect area) {
    Ui& ui = scene.ui;
    size_ = {static_cast<int>(scene.input_shape().rows()), static_cast<int>(scene.input_shape().cols())};
    Rect header = area.cut_top(ui.px(kHeader));
    const Rect legend = area.cut_bottom(ui.px(kLegend));
    picture_ = fitted_in(area, size_);
    if (over.map != nullptr) header.w = std::max(picture_.w, std::min(header.w, ui.px(200)));
    heat_ =
        make_heat(over, {picture_.x, picture_.bottom(), std::max(picture_.w, std::min(area.w, ui.px(200))), legend.h});
    const Item item = ui.item(over.name, picture_, {.tooltip = over.tooltip, .focusable = over.focusable});
    if (over.map != nullptr && button(ui, over.name + ".more", header.cut_right(ui.px(26), ui.px(4)), "",
                                      {.icon = Icon::more, .tooltip = tr("Copy or export this map"), .quiet = true})) {
        menu_cell_.reset();
        open_heat_map_menu(ui, heat_, Rect{header.right() + ui.px(4), header.y, ui.px(26), header.h});
    }
    ui.text(header, over.title);
    draw(scene, over);
    ui.focus_ring(item, 0);
    if (over.map == nullptr) return item;
    std::string reading;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (const auto cell = cell_at(over, mouse.x, mouse.y); item.hovered && cell) {
        mark_cell(scene, over, *cell);
        reading = pixel_reading(heat_, *cell);
        if (item.menu) {
            menu_cell_ = *cell;
            open_heat_map_menu(ui, heat_);
        }
    }
    show_legend(ui, heat_, reading);
    show_menu(scene, over);
    return item;
}

HeatMap OverlayView::make_heat(const PictureOverlay& over, Rect legend) const {
    HeatMap heat{.name = over.name};
    heat.picture = picture_;
    heat.legend = legend;
    heat.colours = ColourMap::diverging;
    if (over.map == nullptr) return heat;
    heat.image = over.map;
    heat.revision = over.revision;
    heat.range = finite_range(*over.map);
    const ColourScale scale = overlay_of(over).scale;
    heat.colours = scale.map;
    heat.shown = scale.shown;
    if (over.scale) heat.kind = ValueKind::non_negative;
    heat.outside = ValueHistogram(*over.map).outside(heat.shown);
    heat.map = {.rect = picture_,
                .size = over.map->size(),
                .pixel = static_cast<double>(std::min(picture_.w / static_cast<float>(over.map->cols()),
                                                      picture_.h / static_cast<float>(over.map->rows())))};
    return heat;
}

MapOverlay OverlayView::overlay_of(const PictureOverlay& over) const {
    const ColourScale scale = over.scale.value_or(
        ColourScale{ColourMap::diverging, shown_range(ColourMap::diverging, {-over.largest, over.largest})});
    return {.map = *over.map,
            .scale = scale,
            .opacity = over.opacity,
            .first_row = over.grid.rows.first,
            .first_col = over.grid.cols.first,
            .row_step = over.grid.rows.step,
            .col_step = over.grid.cols.step,
            .smooth = over.smooth};
}

void OverlayView::draw(Scene& scene, const PictureOverlay& over) {
    // Drawing interpolates textures. Enlarge a small picture first, so that its pixels stay sharp squares.
    const int most = std::max(1, kMaxTexture / std::max(size_.rows, size_.cols));
    const int factor = std::clamp(static_cast<int>(std::ceil(picture_.w / static_cast<float>(size_.cols))), 1, most);
    const Drawn wanted{over.revision, over.map, over.opacity, over.largest, over.smooth, factor};
    if (!(wanted == drawn_)) {
        drawn_ = wanted;
        const ColourBytes pixels = nn::input_pixels(scene.model, over.picture);
        const FloatImage none({1, 1});
        const ColourBytes bytes =
            overlay(pixels, over.map != nullptr ? overlay_of(over) : MapOverlay{.map = none, .opacity = 0}, factor);
        std::vector<std::uint8_t> colours;
        colours.reserve(bytes.values.size() / 3 * 4);
        for (std::size_t i = 0; i < bytes.values.size(); i += 3)
            colours.insert(colours.end(), {bytes.values[i], bytes.values[i + 1], bytes.values[i + 2], 255});
        texture_.upload_rgba(bytes.size, colours);
    }
    scene.ui.draw().AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture_.id())),
                             {picture_.x, picture_.y}, {picture_.right(), picture_.bottom()});
}

void OverlayView::show_menu(Scene& scene, const PictureOverlay& over) {
    const bool has_pixel = menu_cell_ && heat_.has(menu_cell_->row, menu_cell_->col);
    const auto choice = heat_map_menu(scene.ui, heat_, has_pixel);
    if (!choice) return;
    if (*choice != "png")
        return scene.frame.request(heat_map_action(heat_, over.file, *choice, has_pixel ? menu_cell_ : std::nullopt));
    const ColourBytes pixels = nn::input_pixels(scene.model, over.picture);
    const auto bytes =
        std::make_shared<const ColourBytes>(overlay(pixels, overlay_of(over), overlay_export_factor(pixels.size)));
    scene.frame.request(SaveAs{over.file + ".png", [bytes](const std::filesystem::path& file) {
                                   save_png(file, bytes->size, 3, bytes->values);
                               }});
}

std::optional<nn::Position> OverlayView::pixel_at(float x, float y) const {
    if (!picture_.contains(x, y)) return std::nullopt;
    const auto row = static_cast<std::int64_t>((y - picture_.y) / picture_.h * static_cast<float>(size_.rows));
    const auto col = static_cast<std::int64_t>((x - picture_.x) / picture_.w * static_cast<float>(size_.cols));
    return nn::Position{std::clamp<std::int64_t>(row, 0, size_.rows - 1),
                        std::clamp<std::int64_t>(col, 0, size_.cols - 1), 0};
}

Rect OverlayView::place_of(double row, double col, double rows, double cols) const {
    const double unit_y = double{picture_.h} / size_.rows, unit_x = double{picture_.w} / size_.cols;
    return {picture_.x + static_cast<float>(col * unit_x), picture_.y + static_cast<float>(row * unit_y),
            static_cast<float>(cols * unit_x), static_cast<float>(rows * unit_y)};
}

std::optional<Cell> OverlayView::cell_at(const PictureOverlay& over, float x, float y) const {
    if (over.map == nullptr || !picture_.contains(x, y)) return std::nullopt;
    const double row = double{y - picture_.y} / double{picture_.h} * size_.rows;
    const double col = double{x - picture_.x} / double{picture_.w} * size_.cols;
    const Cell cell{static_cast<int>(std::floor((row - over.grid.rows.first) / over.grid.rows.step)),
                    static_cast<int>(std::floor((col - over.grid.cols.first) / over.grid.cols.step))};
    return heat_.has(cell.row, cell.col) ? std::optional(cell) : std::nullopt;
}

void OverlayView::mark_cell(Scene& scene, const PictureOverlay& over, Cell cell) const {
    Ui& ui = scene.ui;
    const auto [rows, cols] = over.grid;
    const Rect place =
        place_of(rows.first + cell.row * rows.step, cols.first + cell.col * cols.step, rows.step, cols.step);
    ui.mark(over.name + ".place", place);
    ui.draw().PushClipRect({picture_.x, picture_.y}, {picture_.right(), picture_.bottom()}, true);
    mark(ui, place, ui.colour(Role::accent), ui.px(2));
    ui.draw().PopClipRect();
}

}  // namespace convscope
