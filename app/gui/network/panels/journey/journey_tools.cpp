#include "app/gui/network/panels/journey/journey_tools.h"

#include <string>

#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kFindWidth = 130;
constexpr float kPadding = 14;

void show_folding(Scene& scene, Rect& row, const JourneyLayout& layout) {
    Ui& ui = scene.ui;
    if (layout.blocks().empty()) return;
    const bool folded = layout.has_folded();
    const std::string_view label = folded ? tr("Unfold blocks") : tr("Fold blocks");
    const Rect place = row.cut_left(
        std::max(ui.text_width(tr("Unfold blocks"), Type::caption), ui.text_width(tr("Fold blocks"), Type::caption)) +
            ui.px(20),
        ui.px(8));
    if (button(
            ui, "journey.fold", place, label,
            {.tooltip = folded ? tr("Show every layer")
                               : tr("Show each block as one: layers between the place where paths separate and where "
                                    "they meet, or a convolution with the normalization and activation after it"),
             .type = Type::caption}))
        scene.change_view([folded](NetworkView& view) { view.journey.set_all(!folded); });
}

}  // namespace

std::optional<float> JourneyTools::show(Scene& scene, Rect row, const JourneyLayout& layout, VisiblePart visible) {
    Ui& ui = scene.ui;
    row = row.inset(ui.px(kPadding), 0);
    search_.show(scene, row.cut_left(ui.px(kFindWidth), ui.px(8)));
    if (const std::string& note = search_.note(); !note.empty()) {
        const Rect place = row.cut_left(ui.text_width(note, Type::caption), ui.px(8));
        ui.mark("journey.find.note", place);
        ui.text(place, note, Role::muted, Type::caption);
    }
    show_folding(scene, row, layout);
    if (layout.has_enlarged()) {
        const std::string_view note = tr("small maps enlarged");
        const Rect place = row.cut_right(ui.text_width(note, Type::caption), ui.px(8));
        ui.mark("journey.enlarged", place);
        ui.text(place, note, Role::muted, Type::caption);
    }
    return journey_overview(scene, row, layout, visible);
}

void JourneyTools::keys(Scene& scene) {
    const bool pressed = std::erase_if(scene.ui.keys(), [](const KeyPress& key) { return key.is_control('f'); }) > 0;
    if (pressed && !scene.ui.layer_open()) search_.open(scene);
}

}  // namespace convscope
