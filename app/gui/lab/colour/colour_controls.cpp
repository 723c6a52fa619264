#include "app/gui/lab/colour/colour_controls.h"

#include <array>
#include <string>
#include <vector>

#include "app/document/lab/lab_commands.h"
#include "app/gui/lab/lab_pages.h"
#include "app/gui/lab/views/colour_tools.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "core/base/text/translation.h"
#include "core/filter/presets.h"

namespace convscope {

namespace {

Rect control_row(Ui& ui, Rect& column) {
    return column.cut_top(ui.px(29), ui.px(4));
}

void control_caption(Ui& ui, Rect& column, std::string_view text) {
    column.cut_top(ui.px(2));
    ui.text(column.cut_top(ui.px(18), ui.px(2)), text, Role::muted, Type::caption);
}

/// A row of the form "Label   control"; returns the control's place.
Rect labelled_row(Ui& ui, Rect& column, std::string_view label) {
    Rect row = control_row(ui, column);
    ui.text(row.cut_left(ui.px(80), ui.px(4)), label, Role::muted);
    return row;
}

void show_examples(ColourScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    const FocusGroup group(ui, "colour.examples");
    const ColourExample* const shown = scene.colour.shown_example();
    control_caption(ui, column, tr("Examples"));
    for (const ColourExample& example : colour_examples())
        if (button(ui, "colour.example." + std::string(example.slug), column.cut_top(ui.px(26), ui.px(2)), example.name,
                   {.tooltip = example.note, .on = shown == &example}))
            scene.frame.perform(use_colour_example(example));
    const std::string_view note = shown != nullptr ? shown->note : tr("Values of your own.");
    const Rect place = column.cut_top(ui.px(36), ui.px(2));
    ui.mark("colour.note", place);
    ui.paragraph(place, note, Role::muted, Type::caption);
}

/// The preset's kernel times its weight, because a slice has no weight.
Kernel weighted_kernel(const Preset& preset) {
    Kernel kernel = preset.kernel;
    for (float& value : kernel.values) value *= preset.weight;
    return kernel;
}

void show_preset_choice(ColourScene& scene, Rect& column, int& target) {
    Ui& ui = scene.ui;
    const std::array<Segment, 4> targets{Segment{"red", tr("Red")}, Segment{"green", tr("Green")},
                                         Segment{"blue", tr("Blue")}, Segment{"all", tr("All three")}};
    control_caption(ui, column, tr("Preset for a slice"));
    if (const auto chosen = segmented(ui, "colour.target", control_row(ui, column), targets, target)) target = *chosen;
    std::vector<const Preset*> small;
    std::vector<Choice> choices;
    for (const Preset& preset : presets()) {
        if (preset.kernel.size != kSliceSize) continue;
        small.push_back(&preset);
        choices.push_back(
            {std::string(preset.slug), std::string(preset.name), std::string(preset.group), std::string(preset.note)});
    }
    const auto chosen = dropdown(ui, "colour.preset", control_row(ui, column), tr("Choose a preset"), choices, -1,
                                 tr("Its values, times its weight, become the slice"));
    if (!chosen) return;
    const Preset& preset = *small.at(static_cast<std::size_t>(*chosen));
    const std::string label = tr("choice of \u201c{}\u201d", preset.name);
    if (target == kAllSlices)
        scene.frame.perform(set_all_slices(weighted_kernel(preset), label));
    else
        scene.frame.perform(set_slice(static_cast<std::size_t>(target), weighted_kernel(preset), label));
}

void show_weight(ColourScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    const FilterSettings& steps = scene.colour.filter.steps;
    control_caption(ui, column, tr("After the sum"));
    if (const auto edit = number_field(
            ui, "colour.weight", labelled_row(ui, column, tr("Weight")), steps.weight,
            {.step = .1F, .tooltip = tr("The sum of all three slices is multiplied by it"), .limit = kMaxFilterValue}))
        scene.frame.perform(set_colour_weight(edit->value, edit->gesture));
    if (const auto edit =
            number_field(ui, "colour.bias", labelled_row(ui, column, tr("Bias")), steps.bias,
                         {.tooltip = tr("One bias for the one map, added after the weight"), .limit = kMaxFilterValue}))
        scene.frame.perform(set_colour_bias(edit->value, edit->gesture));
}

void show_stages(ColourScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    const FilterSettings& steps = scene.colour.filter.steps;
    const std::array<Segment, 4> activations{Segment{"none", tr("none"), tr("The sum as it is")},
                                             Segment{"relu", tr("ReLU"), tr("max(0, x): negative responses become 0")},
                                             Segment{"abs", tr("absolute"), tr("|x|: both signs count")},
                                             Segment{"clamp", tr("clamp"), tr("Limited to 0..255, as a picture")}};
    const std::array<Segment, 3> poolings{Segment{"none", tr("none")},
                                          Segment{"max", tr("max"), tr("The largest value of each block")},
                                          Segment{"average", tr("average"), tr("The average of each block")}};
    constexpr std::array<Segment, 3> kBlocks{Segment{"2", "2 \u00d7 2"}, Segment{"3", "3 \u00d7 3"},
                                             Segment{"4", "4 \u00d7 4"}};
    const std::array<Segment, 3> borders{
        Segment{"valid", tr("valid"), tr("Only whole windows: the border is lost")},
        Segment{"zero", tr("zero"), tr("Zeros around the picture keep its size (same)")},
        Segment{"replicate", tr("replicate"), tr("Edge pixels are repeated outwards: the size is kept")}};
    if (const auto c = segmented(ui, "colour.activation", labelled_row(ui, column, tr("Activation")), activations,
                                 static_cast<int>(steps.activation)))
        scene.frame.perform(set_colour_activation(static_cast<Activation>(*c)));
    if (const auto c = segmented(ui, "colour.pooling", labelled_row(ui, column, tr("Pooling")), poolings,
                                 static_cast<int>(steps.pooling)))
        scene.frame.perform(set_colour_pooling(static_cast<Pooling>(*c)));
    if (steps.pooling != Pooling::none)
        if (const auto c = segmented(ui, "colour.pool_size", labelled_row(ui, column, tr("Block")), kBlocks,
                                     steps.pool_size - kMinPoolSize))
            scene.frame.perform(set_colour_pool_size(*c + kMinPoolSize));
    if (const auto c = segmented(ui, "colour.border", labelled_row(ui, column, tr("Border")), borders,
                                 static_cast<int>(steps.border)))
        scene.frame.perform(set_colour_border(static_cast<Border>(*c)));
}

}  // namespace

void colour_controls(ColourScene& scene, Rect place, int& target) {
    show_page_side(scene.frame, "colour.side", tr("A filter on colours"), place, [&scene, &target](Rect& column) {
        scene.pictures.show_compact(scene.frame, column);
        show_examples(scene, column);
        show_preset_choice(scene, column, target);
        show_weight(scene, column);
        show_stages(scene, column);
        show_colour_column(
            scene.frame, column,
            tr("The three sums and, with weight 1, the map and the pooled map: one colour is one value"));
    });
}

void colour_keys(ColourScene& scene) {
    Ui& ui = scene.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    std::erase_if(ui.keys(), [&](const KeyPress& key) {
        if (!key.is('f')) return false;
        scene.frame.perform(fit_views());
        return true;
    });
    if (!ui.focus_uses_keys() && ui.take_key(Key::escape)) scene.frame.perform(open_page(LabPage::filter));
}

}  // namespace convscope
