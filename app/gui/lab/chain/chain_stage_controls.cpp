#include "app/gui/lab/chain/chain_stage_controls.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/document/lab/preset_choice.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/signed_tint.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kChainLabel = 84;
constexpr float kChainCells = 120;

/// A row of the form "Label   control"; returns the control's place.
Rect chain_row(Ui& ui, Rect& column, std::string_view label) {
    Rect row = column.cut_top(ui.px(30), ui.px(6));
    ui.text(row.cut_left(ui.px(kChainLabel), ui.px(4)), label, Role::muted);
    return row;
}

const ChainStage& chosen_stage(const ChainScene& scene) {
    return scene.chain.stage(scene.view.stage);
}

const ChainMap& chosen_map(const ChainScene& scene) {
    return chosen_stage(scene).maps.at(static_cast<std::size_t>(scene.view.map));
}

ChainKernelRef chosen_kernel(const ChainScene& scene) {
    return {scene.view.stage, scene.view.map, scene.view.input};
}

void show_map_count(ChainScene& scene, Rect row) {
    Ui& ui = scene.ui;
    const int stage = scene.view.stage, count = chosen_stage(scene).map_count();
    const FocusGroup group(ui, "chain.count");
    if (button(ui, "chain.fewer", row.cut_left(ui.px(40), ui.px(4)), "\u2212",
               {.tooltip = tr("One map fewer"), .enabled = count > 1}))
        scene.frame.perform(set_map_count(stage, count - 1));
    const Rect number = row.cut_left(ui.px(40), ui.px(4));
    ui.mark("chain.maps", number);
    ui.text(number, std::to_string(count), Role::text, Type::text, Align::centre);
    if (button(ui, "chain.more", row.cut_left(ui.px(40)), "+",
               {.tooltip = tr("One map more: another filter over all input maps"), .enabled = count < kMaxChainMaps}))
        scene.frame.perform(set_map_count(stage, count + 1));
}

void show_window(ChainScene& scene, Rect row) {
    Ui& ui = scene.ui;
    const ChainStage& stage = chosen_stage(scene);
    constexpr std::array<Segment, 2> kSizes{Segment{"3", "3 \u00d7 3"}, Segment{"5", "5 \u00d7 5"}};
    const std::array<Segment, 2> borders{
        Segment{"valid", tr("valid"), tr("The window stays inside: the map is smaller")},
        Segment{"same", tr("same"), tr("Zeros around the map keep its size, as Keras's \"same\"")}};
    if (const auto size =
            segmented(ui, "chain.size", row.column(0, 2, ui.px(6)), kSizes, (stage.kernel_size() - 3) / 2))
        scene.frame.perform(set_stage_kernel_size(scene.view.stage, 3 + 2 * *size));
    if (const auto border =
            segmented(ui, "chain.border", row.column(1, 2, ui.px(6)), borders, stage.border == Border::valid ? 0 : 1))
        scene.frame.perform(set_stage_border(scene.view.stage, *border == 0 ? Border::valid : Border::zero));
}

void show_steps(ChainScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    const ChainStage& stage = chosen_stage(scene);
    const std::array<Segment, 2> activations{Segment{"none", tr("none")},
                                             Segment{"relu", tr("ReLU"), tr("Negative values become 0")}};
    const std::array<Segment, 3> poolings{Segment{"none", tr("none")}, Segment{"max", tr("max 2 \u00d7 2")},
                                          Segment{"average", tr("mean 2 \u00d7 2")}};
    if (const auto chosen = segmented(ui, "chain.activation", chain_row(ui, column, tr("Activation")), activations,
                                      stage.activation == Activation::relu ? 1 : 0))
        scene.frame.perform(set_stage_activation(scene.view.stage, *chosen == 1 ? Activation::relu : Activation::none));
    if (const auto chosen = segmented(ui, "chain.pooling", chain_row(ui, column, tr("Pooling")), poolings,
                                      static_cast<int>(stage.pooling)))
        scene.frame.perform(set_stage_pooling(scene.view.stage, static_cast<Pooling>(*chosen)));
}

/// One segment for each of `count` maps. The labels count the maps from 0, the keys of the segments from 1.
std::optional<int> map_choice(Ui& ui, std::string_view name, Rect row, int count, int chosen) {
    static constexpr std::array<Segment, kMaxChainMaps> kNumbers{
        Segment{"1", "0"}, Segment{"2", "1"}, Segment{"3", "2"}, Segment{"4", "3"},
        Segment{"5", "4"}, Segment{"6", "5"}, Segment{"7", "6"}, Segment{"8", "7"}};
    return segmented(ui, name, row, std::span(kNumbers).first(static_cast<std::size_t>(count)), chosen);
}

void show_kernel_choice(ChainScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    const ChainStage& stage = chosen_stage(scene);
    if (stage.map_count() > 1)
        if (const auto map =
                map_choice(ui, "chain.map", chain_row(ui, column, tr("Map")), stage.map_count(), scene.view.map))
            scene.change_view([map](ChainView& view) { view.map = *map; });
    if (stage.input_count() > 1)
        if (const auto input = map_choice(ui, "chain.input", chain_row(ui, column, tr("From map")), stage.input_count(),
                                          scene.view.input))
            scene.change_view([input](ChainView& view) { view.input = *input; });
}

/// The presets for a kernel of this size. Their values include the weight, because a stage has no weight.
std::vector<PresetChoice> kernel_choices(const UserSettings& settings, int size) {
    std::vector<PresetChoice> choices = preset_choices(settings);
    std::erase_if(choices, [size](const PresetChoice& choice) {
        return choice.filter.median || choice.filter.kernel.size != size;
    });
    for (PresetChoice& choice : choices) {
        choice.filter.kernel = weighted(choice.filter.kernel, choice.filter.weight);
        choice.filter.weight = 1;
        choice.filter.bias = 0;
        choice.filter.normalise = false;
    }
    return choices;
}

void show_presets(ChainScene& scene, Rect row) {
    const Kernel& kernel = chosen_map(scene).kernels.at(static_cast<std::size_t>(scene.view.input));
    const std::vector<PresetChoice> presets = kernel_choices(scene.frame.settings, kernel.size);
    const int shown =
        shown_choice(presets, {.kernel = kernel, .preset = chain_preset(scene.chain, chosen_kernel(scene))});
    std::vector<Choice> choices;
    choices.reserve(presets.size());
    for (const PresetChoice& preset : presets)
        choices.push_back({.key = preset.key, .label = preset.name, .group = preset.group, .tooltip = preset.note});
    const std::string label = shown < 0 ? tr("Own values") : choices.at(static_cast<std::size_t>(shown)).label;
    const auto chosen = dropdown(scene.ui, "chain.preset", row, label, choices, shown, tr("Filters by name"));
    if (!chosen) return;
    const PresetChoice& preset = presets.at(static_cast<std::size_t>(*chosen));
    scene.frame.perform(
        set_chain_kernel(chosen_kernel(scene), preset.filter.kernel, tr("choice of a filter"), preset.key));
}

void show_kernel_cells(ChainScene& scene, Rect area) {
    Ui& ui = scene.ui;
    const FocusGroup group(ui, "chain.cells");
    const Kernel& kernel = chosen_map(scene).kernels.at(static_cast<std::size_t>(scene.view.input));
    const float gap = ui.px(kernel.size == 3 ? 4 : 3);
    float largest = 0;
    for (const float value : kernel.values) largest = std::max(largest, std::fabs(value));
    for (int row = 0; row < kernel.size; ++row)
        for (int col = 0; col < kernel.size; ++col) {
            const Rect cell = area.row(row, kernel.size, gap).column(col, kernel.size, gap);
            const float value = kernel.at(row, col);
            const auto edit = number_field(ui, fmt::format("chain.cell.{}.{}", row, col), cell, value,
                                           {.fill = signed_tint(ui, value, largest),
                                            .type = kernel.size == 3 ? Type::text : Type::caption,
                                            .limit = kMaxFilterValue});
            if (edit) scene.frame.perform(set_chain_value(chosen_kernel(scene), row, col, edit->value, edit->gesture));
        }
}

void show_bias(ChainScene& scene, Rect row) {
    const auto edit = number_field(scene.ui, "chain.bias", row, chosen_map(scene).bias,
                                   {.step = 10,
                                    .tooltip = tr("Added to the sum over all input maps: drag, or click and type"),
                                    .limit = kMaxFilterValue});
    if (edit) scene.frame.perform(set_chain_bias(scene.view.stage, scene.view.map, edit->value, edit->gesture));
}

}  // namespace

void stage_controls(ChainScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    column.cut_top(ui.px(4));
    ui.fill({column.x, column.y, column.w, ui.line_width()}, ui.colour(Role::line));
    column.cut_top(ui.px(8));
    Rect head = column.cut_top(ui.px(30), ui.px(6));
    const std::string name = stage_name(scene.view.stage);
    const Rect place = head.cut_left(ui.px(kChainLabel), ui.px(4));
    const bool is_short = ui.text_width(name, Type::heading) <= place.w;
    ui.text(place, name, Role::text, is_short ? Type::heading : Type::text);
    ui.text(head.cut_left(ui.text_width(tr("Maps")), ui.px(8)), tr("Maps"), Role::muted);
    show_map_count(scene, head);
    show_window(scene, chain_row(ui, column, tr("Window")));
    show_steps(scene, column);
    show_kernel_choice(scene, column);
    show_presets(scene, chain_row(ui, column, tr("Filter")));
    show_kernel_cells(scene, column.cut_top(ui.px(kChainCells), ui.px(6)));
    show_bias(scene, chain_row(ui, column, tr("Bias")));
}

}  // namespace convscope
