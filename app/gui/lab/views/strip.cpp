#include "app/gui/lab/views/strip.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/document/lab/preset_choice.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/kernel_icon.h"
#include "app/gui/widgets/maps/legend.h"
#include "core/base/text/translation.h"
#include "core/filter/geometry.h"

namespace convscope {

namespace {

constexpr float kTileIcon = 17;
constexpr float kMinTitleWithIcon = 64;  ///< width of the narrowest title with an icon

/// Shows the stage in all tiles. Moves the pinned pixel of an output to that stage.
void show_stage_of_strip(LabScene& scene, Stage stage) {
    std::optional<PixelRef> pin = scene.view.pinned;
    if (pin && pin->stage != Stage::input && pin->filter < scene.results.request.count()) {
        const auto selection = select(scene.results.input, scene.shown_settings(pin->filter), *pin);
        const auto place = !selection               ? std::nullopt
                           : stage == Stage::pooled ? selection->pooled
                                                    : std::optional(selection->output);
        if (place)
            pin = PixelRef{stage, pin->filter, place->row, place->col};
        else
            pin.reset();
    }
    scene.frame.perform(set_lab_view([stage, pin](LabView& view) {
        view.strip_stage = stage;
        view.pinned = pin;
    }));
}

/// The first words of the name that fit into `width`, with all of its brackets or none: "Vertical edges (Sobel)",
/// "Vertical edges" or "Vertical".
std::string first_words(const Ui& ui, std::string name, float width) {
    if (ui.text_width(name, Type::caption) > width) name.resize(std::min(name.size(), name.find(" (")));
    while (!name.empty() && ui.text_width(name, Type::caption) > width) {
        const std::size_t space = name.rfind(' ');
        name.resize(space == std::string::npos ? 0 : space);
    }
    return name;
}

}  // namespace

void show_tile_title(LabScene& scene, const ViewSlot& slot, Rect title) {
    Ui& ui = scene.ui;
    const LabFilter& filter = scene.lab.filters.at(static_cast<std::size_t>(slot.filter));
    const bool edited = slot.filter == scene.lab.edited;
    const std::string letter = filter_letter(slot.filter);
    const std::string name = shown_name(scene.frame.settings, filter);
    const std::string tooltip = tr("{}: {}. Press to edit this filter.", letter, name);
    const Item item =
        ui.item(fmt::format("strip.{:c}", 'a' + slot.filter), title, {.tooltip = tooltip, .entry = edited});
    const float radius = ui.px(4);
    if (edited || item.hovered) ui.fill(title, ui.colour(edited ? Role::accent : Role::hover), radius);
    const Role role = edited ? Role::on_accent : Role::text;
    Rect row = title.inset(ui.px(4), 0);
    if (title.w >= ui.px(kMinTitleWithIcon)) kernel_icon(ui, row.cut_left(ui.px(kTileIcon), ui.px(6)), filter.kernel);
    ui.text(row.cut_left(ui.text_width(letter), ui.px(7)), letter, role);
    ui.mark(slot.name + ".size", row);
    ui.text(row, first_words(ui, name, row.w), edited ? Role::on_accent : Role::muted, Type::caption);
    ui.focus_ring(item, radius);
    if (edited) ui.outline(slot.picture.inset(-ui.px(2)), ui.colour(Role::accent), radius, ui.px(2));
    if (item.pressed && !edited) scene.frame.perform(set_edited_filter(slot.filter));
}

void show_strip_stage(LabScene& scene, Rect rect) {
    const std::string problem = pooling_problem(scene.results.input.size(), scene.shown_settings(0));
    const std::array<Segment, 2> stages{
        Segment{"filtered", tr("Filtered"), tr("The outputs of the filters")},
        Segment{"pooled", tr("Pooled"), problem.empty() ? tr("The pooled outputs") : std::string_view(problem),
                problem.empty()}};
    const bool pooled = scene.view.strip_stage == Stage::pooled && problem.empty();
    if (const auto chosen = segmented(scene.ui, "view.stage", rect, stages, pooled ? 1 : 0))
        show_stage_of_strip(scene, *chosen == 1 ? Stage::pooled : Stage::filtered);
}

void show_strip_legend(LabScene& scene, const ViewLayout& layout, const ViewSlot* pointed_at,
                       const std::string& reading) {
    HeatMap shared = shared_scale(layout.slots);
    shared.legend = layout.legend;
    std::string text = reading;
    if (pointed_at != nullptr && pointed_at->in_strip && !reading.empty())
        text = tr("{}, {}", filter_letter(pointed_at->filter), reading);
    show_legend(scene.ui, shared, text);
}

}  // namespace convscope
