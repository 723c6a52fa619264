#include "app/gui/lab/filter_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/number_field.h"
#include "app/gui/widgets/signed_tint.h"
#include "core/filter/kernel.h"
#include "core/filter/presets.h"

namespace convscope {

namespace {

constexpr float kLabelWidth = 84;

const LabFilter& edited_filter(const LabScene& scene) {
    return scene.lab.filters.at(static_cast<std::size_t>(scene.lab.edited));
}

/// A row of the form "Label   control"; returns the control's place.
Rect labelled(Ui& ui, Rect& rest, std::string_view label) {
    Rect row = rest.cut_top(ui.px(30), ui.px(6));
    ui.text(row.cut_left(ui.px(kLabelWidth), ui.px(4)), label, Role::muted, Type::text);
    return row;
}

std::vector<Choice> preset_choices(const UserSettings& settings) {
    std::vector<Choice> choices;
    for (const UserPreset& own : settings.presets) choices.push_back({"own." + own.name, own.name, "Your own", ""});
    for (const Preset& preset : presets())
        choices.push_back(
            {std::string(preset.slug), std::string(preset.name), std::string(preset.group), std::string(preset.note)});
    return choices;
}

/// The index in preset_choices() of the preset that equals this filter, or -1.
int matching_choice(const UserSettings& settings, const LabFilter& filter) {
    const auto own = std::ranges::find_if(settings.presets, [&](const UserPreset& p) { return p.filter == filter; });
    if (own != settings.presets.end()) return static_cast<int>(own - settings.presets.begin());
    const Preset* preset = matching_preset(filter.kernel, filter.weight, filter.bias);
    if (preset == nullptr) return -1;
    return static_cast<int>(settings.presets.size()) + static_cast<int>(preset - presets().data());
}

}  // namespace

void FilterPanel::show(LabScene& scene, Rect& rest) {
    Ui& ui = scene.ui;
    show_heading(scene, rest.cut_top(ui.px(28), ui.px(6)));
    const Rect preset_row = rest.cut_top(ui.px(32), ui.px(8));
    if (saving_)
        show_saving(scene, preset_row);
    else
        show_presets(scene, preset_row);

    const float side = ui.px(edited_filter(scene).kernel.size == 7 ? 196 : 172);
    Rect area = rest.cut_top(side * (edited_filter(scene).kernel.size == 3 ? 0.86F : 1), ui.px(6));
    const Rect transforms = area.cut_right(area.w - side - ui.px(10));
    area.w = side;
    show_cells(scene, area);
    show_transforms(scene, transforms);
    show_weight(scene, rest);
    rest.cut_top(ui.px(4));
    ui.fill({rest.x, rest.y, rest.w, ui.line_width()}, ui.colour(Role::line));
    rest.cut_top(ui.px(10));
    show_stage(scene, rest);
}

void FilterPanel::show_heading(LabScene& scene, Rect row) {
    Ui& ui = scene.ui;
    ui.text(row, "Filter", Role::text, Type::heading);
    constexpr std::array<Segment, 3> kSizes{Segment{"3", "3 \u00d7 3"}, Segment{"5", "5 \u00d7 5"},
                                            Segment{"7", "7 \u00d7 7"}};
    const int size = edited_filter(scene).kernel.size;
    if (const auto chosen = segmented(ui, "filter.size", row.cut_right(ui.px(132), ui.px(8)), kSizes, (size - 3) / 2))
        scene.frame.perform(set_kernel_size(3 + 2 * *chosen));
    if (!scene.lab.compare) return;
    constexpr std::array<Segment, 2> kFilters{Segment{"a", "A", "Edit the first filter"},
                                              Segment{"b", "B", "Edit the second filter"}};
    if (const auto chosen = segmented(ui, "filter.which", row.cut_right(ui.px(56)), kFilters, scene.lab.edited))
        scene.frame.perform(set_edited_filter(*chosen));
}

void FilterPanel::show_presets(LabScene& scene, Rect row) {
    Ui& ui = scene.ui;
    const int which = scene.lab.edited;
    const LabFilter& filter = edited_filter(scene);
    const std::vector<Choice> choices = preset_choices(scene.frame.settings);
    const int chosen = matching_choice(scene.frame.settings, filter);
    const auto own_count = static_cast<int>(scene.frame.settings.presets.size());
    const Rect more = row.cut_right(ui.px(56), ui.px(6));
    if (chosen >= 0 && chosen < own_count) {
        if (button(ui, "filter.remove", more, "Forget",
                   {.tooltip = "Delete this preset, which you have saved", .type = Type::caption}))
            scene.frame.request(RemovePreset{scene.frame.settings.presets[static_cast<std::size_t>(chosen)].name});
    } else if (button(ui, "filter.save", more, "Save\u2026",
                      {.tooltip = "Save this filter under a name of your own", .type = Type::caption})) {
        saving_ = true;
        ui.start_editing("filter.save_name", "My filter");
    }
    const std::string shown = chosen >= 0 ? choices[static_cast<std::size_t>(chosen)].label : "Own values";
    const auto picked = dropdown(ui, "filter.preset", row, shown, choices, chosen, "Filters by name");
    if (!picked) return;
    if (*picked < own_count) {
        const UserPreset& own = scene.frame.settings.presets[static_cast<std::size_t>(*picked)];
        scene.frame.perform(set_filter(which, own.filter, "choice of " + own.name));
    } else {
        const Preset& preset = presets()[static_cast<std::size_t>(*picked - own_count)];
        scene.frame.perform(set_filter(which, {preset.kernel, preset.weight, preset.bias, false},
                                       "choice of " + std::string(preset.name)));
    }
}

void FilterPanel::show_saving(LabScene& scene, Rect row) {
    Ui& ui = scene.ui;
    ui.mark("filter.save_name", row);
    const Ui::Edit edit = ui.edit_field(row);
    if (edit == Ui::Edit::going_on) return;
    saving_ = false;
    if (edit == Ui::Edit::committed && !ui.edit_text().empty()) scene.frame.request(SavePreset{ui.edit_text()});
}

void FilterPanel::show_cells(LabScene& scene, Rect area) {
    Ui& ui = scene.ui;
    const int which = scene.lab.edited;
    const Kernel& kernel = edited_filter(scene).kernel;
    float largest = 0;
    for (const float value : kernel.values) largest = std::max(largest, std::fabs(value));
    const float gap = ui.px(kernel.size == 3 ? 4 : 3);
    for (int r = 0; r < kernel.size; ++r) {
        for (int c = 0; c < kernel.size; ++c) {
            const Rect cell = area.row(r, kernel.size, gap).column(c, kernel.size, gap);
            const float value = kernel.at(r, c);
            const auto edit = number_field(
                ui, fmt::format("filter.cell.{}.{}", r, c), cell, value,
                {.fill = signed_tint(ui, value, largest), .type = kernel.size == 3 ? Type::text : Type::caption});
            if (edit) scene.frame.perform(set_filter_value(which, r, c, edit->value, edit->gesture));
        }
    }
}

void FilterPanel::show_transforms(LabScene& scene, Rect column) {
    Ui& ui = scene.ui;
    const int which = scene.lab.edited;
    const Kernel& kernel = edited_filter(scene).kernel;
    struct Transform {
        std::string_view key, label, tooltip;
        Kernel (*apply)(const Kernel&);
    };
    const std::array<Transform, 5> transforms{
        Transform{"rotate", "Rotate", "Turn by 90 degrees", rotated_clockwise},
        Transform{"mirror", "Mirror", "Exchange left and right", mirrored},
        Transform{"transpose", "Transpose", "Exchange rows and columns: vertical becomes horizontal", transposed},
        Transform{"negate", "Negate", "Change every sign", negated},
        Transform{"flip", "Flip", "Turn by 180 degrees: true convolution", flipped}};
    Rect rows = column;
    const float height = std::min(ui.px(27), (column.h - ui.px(5) * 5) / 6);
    const float gap = (column.h - 6 * height) / 5;
    for (const Transform& t : transforms) {
        const Rect place = rows.cut_top(height, gap);
        if (button(ui, fmt::format("filter.{}", t.key), place, t.label, {.tooltip = t.tooltip, .type = Type::caption}))
            scene.frame.perform(set_kernel(which, t.apply(kernel), fmt::format("{} of the filter", t.key)));
    }
    const Rect copy = rows.column(0, 2, ui.px(4));
    const Rect paste = rows.column(1, 2, ui.px(4));
    if (button(ui, "filter.copy", copy, "Copy",
               {.tooltip = "Copy the values as text", .key = "Ctrl+C", .type = Type::caption}))
        scene.frame.request(CopyFilter{});
    if (button(
            ui, "filter.paste", paste, "Paste",
            {.tooltip = "Paste rows of numbers, a Python list or a C array", .key = "Ctrl+V", .type = Type::caption}))
        scene.frame.request(PasteFilter{});
}

void FilterPanel::show_weight(LabScene& scene, Rect& rest) {
    Ui& ui = scene.ui;
    const int which = scene.lab.edited;
    const LabFilter& filter = edited_filter(scene);
    const Rect sum = rest.cut_top(ui.px(20), ui.px(4));
    ui.mark("filter.sum", sum);
    ui.text(sum, "Sum of the values " + short_number(kernel_sum(filter.kernel)), Role::muted, Type::caption);

    Rect row = labelled(ui, rest, "Weight");
    const Rect normalise = row.cut_right(ui.px(96), ui.px(8));
    if (const auto edit = number_field(
            ui, "filter.weight", row, filter.weight,
            {.step = 0.1F, .tooltip = "The sum is multiplied by the weight: drag, type, or turn the wheel"}))
        scene.frame.perform(set_weight(which, edit->value, edit->gesture));
    if (button(ui, "filter.normalise", normalise, "Normalise",
               {.tooltip = "Keep the weight at 1 / sum, so that the picture keeps its brightness",
                .on = filter.normalise,
                .type = Type::caption}))
        scene.frame.perform(set_normalise(which, !filter.normalise));

    row = labelled(ui, rest, "Bias");
    row.cut_right(ui.px(96), ui.px(8));
    if (const auto edit = number_field(ui, "filter.bias", row, filter.bias, {.tooltip = "Added after the weight"}))
        scene.frame.perform(set_bias(which, edit->value, edit->gesture));
}

void FilterPanel::show_stage(LabScene& scene, Rect& rest) {
    Ui& ui = scene.ui;
    const Lab& lab = scene.lab;
    constexpr std::array<Segment, 4> kBorders{
        Segment{"valid", "valid", "Only whole windows: the border is lost"},
        Segment{"zero", "zero", "Zeros around the picture: the size stays (same)"},
        Segment{"replicate", "replicate", "Edge pixels repeated outwards: the size stays"},
        Segment{"keep", "keep", "The border keeps the original pixels"}};
    if (const auto c =
            segmented(ui, "stage.border", labelled(ui, rest, "Border"), kBorders, static_cast<int>(lab.border)))
        scene.frame.perform(set_border(static_cast<Border>(*c)));

    constexpr std::array<Segment, 4> kOneToFour{Segment{"1", "1"}, Segment{"2", "2"}, Segment{"3", "3"},
                                                Segment{"4", "4"}};
    if (const auto c = segmented(ui, "stage.stride", labelled(ui, rest, "Stride"), kOneToFour, lab.stride - 1))
        scene.frame.perform(set_stride(*c + 1));
    if (const auto c = segmented(ui, "stage.dilation", labelled(ui, rest, "Dilation"), kOneToFour, lab.dilation - 1))
        scene.frame.perform(set_dilation(*c + 1));

    constexpr std::array<Segment, 4> kActivations{Segment{"none", "none", "The sum as it is"},
                                                  Segment{"relu", "ReLU", "max(0, x): negative responses become 0"},
                                                  Segment{"abs", "absolute", "|x|: both signs count"},
                                                  Segment{"clamp", "clamp", "Limited to 0..255, as a picture"}};
    if (const auto c = segmented(ui, "stage.activation", labelled(ui, rest, "Activation"), kActivations,
                                 static_cast<int>(lab.activation)))
        scene.frame.perform(set_activation(static_cast<Activation>(*c)));

    constexpr std::array<Segment, 3> kPoolings{Segment{"none", "none"},
                                               Segment{"max", "max", "The largest value of each block"},
                                               Segment{"average", "average", "The mean of each block"}};
    if (const auto c =
            segmented(ui, "stage.pooling", labelled(ui, rest, "Pooling"), kPoolings, static_cast<int>(lab.pooling)))
        scene.frame.perform(set_pooling(static_cast<Pooling>(*c)));
    if (lab.pooling == Pooling::none) return;
    constexpr std::array<Segment, 3> kPoolSizes{Segment{"2", "2 \u00d7 2"}, Segment{"3", "3 \u00d7 3"},
                                                Segment{"4", "4 \u00d7 4"}};
    if (const auto c = segmented(ui, "stage.pool_size", labelled(ui, rest, "Block"), kPoolSizes, lab.pool_size - 2))
        scene.frame.perform(set_pool_size(*c + 2));
}

}  // namespace convscope
