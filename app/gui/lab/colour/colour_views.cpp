#include "app/gui/lab/colour/colour_views.h"

#include <algorithm>

#include "app/document/lab/lab_commands.h"
#include "app/gui/lab/colour/colour_marks.h"
#include "app/gui/lab/colour/colour_slices.h"
#include "app/gui/lab/inspector/size_formula.h"
#include "app/gui/lab/overlay/pin.h"
#include "app/gui/widgets/maps/heat_map_menu.h"
#include "app/gui/widgets/maps/legend.h"
#include "app/gui/workspace/exports.h"
#include "core/base/text/translation.h"
#include "core/image/colours/channel_tints.h"

namespace convscope {

namespace {

constexpr float kOffVeil = .78F;  ///< opacity of the veil over a channel or sum that is not counted

Size size_of_stage(const ColourScene& scene, Stage stage) {
    if (stage == Stage::input) return scene.input();
    const Geometry g = scene.geometry_of_map();
    return stage == Stage::pooled ? g.pooled() : g.filtered();
}

bool is_off(const ColourScene& scene, const ColourView& view) {
    return view.slice && !scene.colour.filter.on.at(*view.slice);
}

/// The longest of these texts that fits, in the largest type.
void fitted_text(Ui& ui, Rect place, std::initializer_list<std::string> texts) {
    for (const std::string& text : texts)
        for (const Type type : {Type::text, Type::caption})
            if (ui.text_width(text, type) <= place.w) return ui.text(place, text, Role::text, type);
}

void show_title(ColourScene& scene, const ColourView& view) {
    Ui& ui = scene.ui;
    const std::string size = size_in_words(view.map.size);
    if (view.stage == Stage::pooled)
        fitted_text(ui, view.header, {tr("Pooled, {}", size), tr("Pooled")});
    else if (view.stage == Stage::filtered)
        fitted_text(ui, view.header, {tr("One map, {}", size), tr("One map")});
    else
        fitted_text(ui, view.header, {tr("Picture, {}", size), tr("Picture")});
    ui.mark(view.name + ".title", view.header);
}

void draw_column_titles(ColourScene& scene, const ColourLayout& layout) {
    Ui& ui = scene.ui;
    const auto title = [&](Rect place, const std::string& text) {
        place.y = layout.slices_header.y;
        place.h = layout.slices_header.h;
        fitted_text(ui, place, {text});
    };
    title(layout.slices_header, tr("3 slices"));
    for (const ColourView& view : layout.views)
        if (view.slice == 0U) title(view.picture, view.stage == Stage::input ? tr("3 channels") : tr("3 sums"));
}

/// The pixel of the map or of the pooled map that the arithmetic explains; nullopt if nothing is pinned or pointed at.
std::optional<Cell> explained_pixel(const ColourScene& scene, Stage stage) {
    if (!scene.live || !scene.selection) return std::nullopt;
    return stage == Stage::pooled ? scene.selection->pooled : std::optional(scene.selection->output);
}

}  // namespace

void ColourViews::show(ColourScene& scene, Rect area) {
    Ui& ui = scene.ui;
    const ColourEnds ends = scene.results.map ? ends_.of(scene.results) : ColourEnds{};
    const ColourLayout layout = lay_out_colour(scene, area, ends);
    hovered_.reset();
    for (const ColourView& view : layout.views)
        interact(scene, view, ui.item(view.name, view.picture, {.focusable = false, .wants_wheel = true}));
    choose_selection(scene);
    draw_links(scene, layout);
    draw_column_titles(scene, layout);
    for (const ColourView& view : layout.views) show_view(scene, view);
    show_slices(scene, layout);
}

void ColourViews::interact(ColourScene& scene, const ColourView& view, const Item& item) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (item.hovered)
        if (const auto cell = view.cell_at(mouse.x, mouse.y)) hovered_ = PixelRef{view.stage, 0, cell->row, cell->col};
    if (const auto camera = navigate(scene.ui, view, item, scene.view.camera, scene.input()))
        scene.frame.perform(set_lab_view([camera](LabView& lab) { lab.camera = *camera; }));
    if (clicked(scene.ui, item) && hovered_) {
        const bool same = scene.view.pinned == hovered_;
        scene.frame.perform(
            set_lab_view([same, pixel = hovered_](LabView& lab) { lab.pinned = same ? std::nullopt : pixel; }));
    }
    if (item.menu && view.in_colour == nullptr) {
        menu_pixel_ = hovered_;
        open_heat_map_menu(scene.ui, view);
    }
}

void ColourViews::choose_selection(ColourScene& scene) {
    scene.selection.reset();
    if (!scene.results.map) return;
    const Picture& picture = scene.results.request.picture;
    if (hovered_ && !scene.view.pinned) last_ = hovered_;
    scene.live = scene.view.pinned || hovered_;
    const PixelRef middle{Stage::filtered, 0, scene.results.map->filtered.rows() / 2,
                          scene.results.map->filtered.cols() / 2};
    // The pinned pixel may be one of another page's larger output.
    for (const std::optional<PixelRef>& pixel : {scene.view.pinned, last_, std::optional(middle)}) {
        if (pixel) scene.selection = select_colour(picture, scene.shown(), *pixel);
        if (scene.selection) return;
    }
}

void ColourViews::show_view(ColourScene& scene, const ColourView& view) {
    Ui& ui = scene.ui;
    if (view.header.w > 0) show_title(scene, view);
    painter_.paint(ui, view);
    draw_values(ui, view);
    if (scene.selection) draw_colour_marks(scene, view);
    if (is_off(scene, view)) {
        ui.fill(view.picture, faded(ui.colour(Role::background), kOffVeil), ui.px(4));
        ui.text(view.picture, view.stage == Stage::input ? tr("off") : tr("not counted"), Role::muted, Type::caption,
                Align::centre);
    }
    if (view.legend.w > 0) {
        const auto pixel = explained_pixel(scene, view.stage);
        show_legend(ui, view, pixel ? pixel_reading(view, *pixel) : "");
    }
    if (view.stage != Stage::input && scene.busy && view.header.w > 0)
        ui.text(view.picture, tr("computing\u2026"), Role::text, Type::text, Align::centre);
    std::optional<Cell> pixel;
    if (menu_pixel_ && menu_pixel_->stage == view.stage) pixel = Cell{menu_pixel_->row, menu_pixel_->col};
    if (const auto chosen = heat_map_menu(ui, view, pixel.has_value())) {
        std::string name = scene.frame.document.picture.base_name() + "_" + view.name.substr(view.name.find('.') + 1);
        std::ranges::replace(name, '.', '_');
        scene.frame.request(heat_map_action(view, name, *chosen, pixel));
    }
}

void colour_pin_keys(ColourScene& scene) {
    Ui& ui = scene.ui;
    if (!scene.view.pinned || ui.editing_any() || ui.layer_open()) return;
    std::erase_if(ui.keys(), [&](const KeyPress& key) {
        const bool arrow = key.key == Key::left || key.key == Key::right || key.key == Key::up || key.key == Key::down;
        if (!arrow || ui.has_focus() || key.control || key.alt) return false;
        const PixelRef pixel = moved_pin(*scene.view.pinned, key.key, size_of_stage(scene, scene.view.pinned->stage));
        scene.frame.perform(set_lab_view([pixel](LabView& lab) { lab.pinned = pixel; }));
        return true;
    });
    if (!ui.focus_uses_keys() && ui.take_key(Key::escape)) scene.frame.perform(unpin_pixel());
}

}  // namespace convscope
