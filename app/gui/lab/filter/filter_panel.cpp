#include "app/gui/lab/filter/filter_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>

#include "app/document/lab/preset_choice.h"
#include "app/gui/lab/filter/filter_menu.h"
#include "app/gui/lab/filter/filter_transforms.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/signed_tint.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"

namespace convscope {

namespace {

constexpr float kLabelWidth = 84;
constexpr float kCellsHeight = 148;
constexpr float kTransforms = 96;  ///< width of the column of buttons to the right of the cells

std::string cell_name(int row, int col) {
    return fmt::format("filter.cell.{}.{}", row, col);
}

const LabFilter& edited_filter(const LabScene& scene) {
    return scene.lab.filters.at(static_cast<std::size_t>(scene.lab.edited));
}

/// A row of the form "Label   control"; returns the control's place.
Rect labelled(Ui& ui, Rect& rest, std::string_view label) {
    Rect row = rest.cut_top(ui.px(30), ui.px(5));
    ui.text(row.cut_left(ui.px(kLabelWidth), ui.px(4)), label, Role::muted, Type::text);
    return row;
}

/// The control's place in half a row, after its label.
Rect labelled_half(Ui& ui, Rect row, std::string_view label) {
    ui.text(row.cut_left(ui.text_width(label) + ui.px(1), ui.px(8)), label, Role::muted, Type::text);
    return row;
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

    // All sizes have the same height, so that the controls below do not move.
    Rect area = rest.cut_top(ui.px(kCellsHeight), ui.px(6));
    if (edited_filter(scene).median) {
        show_median(ui, area);
    } else {
        const Rect transforms = area.cut_right(ui.px(kTransforms), ui.px(10));
        show_cells(scene, area);
        show_transforms(scene, transforms);
        show_weight(scene, rest);
    }
    ui.fill({rest.x, rest.y, rest.w, ui.line_width()}, ui.colour(Role::line));
    rest.cut_top(ui.px(8));
    show_stage(scene, rest);
}

void FilterPanel::show_median(Ui& ui, Rect area) {
    ui.mark("filter.median", area);
    ui.fill(area, ui.colour(Role::background), ui.px(6));
    ui.paragraph(area.inset(ui.px(12), ui.px(10)),
                 tr("A median has no values of its own: it puts the values of the window in order and takes the middle "
                    "one. Weight, bias and activation are not used. Choose another preset for a weighted sum."),
                 Role::muted);
}

void FilterPanel::show_heading(LabScene& scene, Rect row) {
    Ui& ui = scene.ui;
    ui.text(row.cut_left(ui.text_width(tr("Filter"), Type::heading), ui.px(10)), tr("Filter"), Role::text,
            Type::heading);
    constexpr std::array<Segment, 3> kSizes{Segment{"3", "3 \u00d7 3"}, Segment{"5", "5 \u00d7 5"},
                                            Segment{"7", "7 \u00d7 7"}};
    // Next to the letters of a strip there is only room for the numbers.
    constexpr std::array<Segment, 3> kShortSizes{Segment{"3", "3", "3 \u00d7 3"}, Segment{"5", "5", "5 \u00d7 5"},
                                                 Segment{"7", "7", "7 \u00d7 7"}};
    const int count = scene.lab.count;
    const int size = edited_filter(scene).kernel.size;
    const Rect sizes = row.cut_right(ui.px(count > 2 ? 66 : 132), ui.px(8));
    if (const auto chosen = segmented(ui, "filter.size", sizes, count > 2 ? kShortSizes : kSizes, (size - 3) / 2))
        scene.frame.perform(set_kernel_size(3 + 2 * *chosen));
    const float letters = std::min(row.w, ui.px(28) * static_cast<float>(count));
    if (count > 1) show_letters(scene, row.cut_right(letters));
}

void FilterPanel::show_letters(LabScene& scene, Rect row) {
    const std::array<Segment, kMaxFilters> all{
        Segment{"a", "A", tr("Edit the first filter")},   Segment{"b", "B", tr("Edit the second filter")},
        Segment{"c", "C", tr("Edit the third filter")},   Segment{"d", "D", tr("Edit the fourth filter")},
        Segment{"e", "E", tr("Edit the fifth filter")},   Segment{"f", "F", tr("Edit the sixth filter")},
        Segment{"g", "G", tr("Edit the seventh filter")}, Segment{"h", "H", tr("Edit the eighth filter")}};
    const auto count = static_cast<std::size_t>(scene.lab.count);
    const std::span<const Segment> letters = std::span(all).first(count);
    if (const auto chosen = segmented(scene.ui, "filter.which", row, letters, scene.lab.edited))
        scene.frame.perform(set_edited_filter(*chosen));
}

void FilterPanel::show_presets(LabScene& scene, Rect row) {
    Ui& ui = scene.ui;
    const FocusGroup group(ui, "filter.presets");
    const Rect save = row.cut_right(ui.px(56), ui.px(6));
    if (button(ui, "filter.save", save, tr("Save\u2026"),
               {.tooltip = tr("Save this filter under a name of your own"), .type = Type::caption})) {
        saving_ = true;
        ui.start_editing("filter.save_name", tr("My filter"));
    }
    presets_.show(scene, row);
}

void FilterPanel::show_saving(LabScene& scene, Rect row) {
    Ui& ui = scene.ui;
    ui.mark("filter.save_name", row);
    const Ui::Edit edit = ui.edit_field(row);
    if (edit == Ui::Edit::going_on) return;
    saving_ = false;
    const std::string name = ui.edit_text();
    if (edit == Ui::Edit::cancelled || name.find_first_not_of(' ') == std::string::npos) return;
    if (!is_program_preset(name)) {
        scene.frame.request(SavePreset{name});
        return;
    }
    ui.report(tr("\u201c{}\u201d is the name of a filter that comes with the program. Choose another name.", name));
    saving_ = true;
    ui.start_editing("filter.save_name", name);
}

void FilterPanel::show_cells(LabScene& scene, Rect area) {
    Ui& ui = scene.ui;
    const FocusGroup group(ui, "filter.cells");
    const Kernel& kernel = edited_filter(scene).kernel;
    const float gap = ui.px(kernel.size == 3 ? 4 : 3);
    std::optional<Cell> typed;
    for (int r = 0; r < kernel.size; ++r) {
        for (int c = 0; c < kernel.size; ++c) {
            const Rect cell = area.row(r, kernel.size, gap).column(c, kernel.size, gap);
            if (ui.editing(cell_name(r, c)))
                typed = Cell{r, c};
            else
                show_cell(scene, r, c, cell);
        }
    }
    if (typed) {
        // The field is drawn last, and over its neighbours if it needs their space.
        Rect cell = area.row(typed->row, kernel.size, gap).column(typed->col, kernel.size, gap);
        const float width = std::max(cell.w, ui.px(72));
        cell.x = std::clamp(cell.centre_x() - width / 2, area.x, std::max(area.x, area.right() - width));
        cell.w = width;
        show_cell(scene, typed->row, typed->col, cell);
    }
    filter_menu(scene, area);
}

void FilterPanel::show_cell(LabScene& scene, int row, int col, Rect place) {
    const int which = scene.lab.edited;
    const Kernel& kernel = edited_filter(scene).kernel;
    float largest = 0;
    for (const float value : kernel.values) largest = std::max(largest, std::fabs(value));
    const float value = kernel.at(row, col);
    const auto edit = number_field(scene.ui, cell_name(row, col), place, value,
                                   {.fill = signed_tint(scene.ui, value, largest),
                                    .type = kernel.size == 3 ? Type::text : Type::caption,
                                    .limit = kMaxFilterValue});
    if (edit) scene.frame.perform(set_filter_value(which, row, col, edit->value, edit->gesture));
}

void FilterPanel::show_transforms(LabScene& scene, Rect column) {
    Ui& ui = scene.ui;
    const FocusGroup group(ui, "filter.transforms");
    const int which = scene.lab.edited;
    const Kernel& kernel = edited_filter(scene).kernel;
    Rect rows = column;
    const float height = std::min(ui.px(27), (column.h - ui.px(5) * 5) / 6);
    const float gap = (column.h - 6 * height) / 5;
    for (const FilterTransform& t : kFilterTransforms) {
        const Rect place = rows.cut_top(height, gap);
        if (button(ui, fmt::format("filter.{}", t.key), place, t.label, {.tooltip = t.tooltip, .type = Type::caption}))
            scene.frame.perform(set_kernel(which, t.apply(kernel), std::string(t.step)));
    }
    const Rect copy = rows.column(0, 2, ui.px(4));
    const Rect paste = rows.column(1, 2, ui.px(4));
    if (button(ui, "filter.copy", copy, tr("Copy"),
               {.tooltip = tr("Copy the values as text"), .key = tr("Ctrl+C"), .type = Type::caption}))
        scene.frame.request(CopyFilter{});
    if (button(ui, "filter.paste", paste, tr("Paste"),
               {.tooltip = tr("Paste rows of numbers, a Python list or a C array"),
                .key = tr("Ctrl+V"),
                .type = Type::caption}))
        scene.frame.request(PasteFilter{});
}

void FilterPanel::show_weight(LabScene& scene, Rect& rest) {
    Ui& ui = scene.ui;
    const int which = scene.lab.edited;
    const LabFilter& filter = edited_filter(scene);
    const Rect sum = rest.cut_top(ui.px(20), ui.px(4));
    ui.mark("filter.sum", sum);
    ui.text(sum, tr("Sum of the values {}", short_number(kernel_sum(filter.kernel))), Role::muted, Type::caption);

    Rect row = labelled(ui, rest, tr("Weight"));
    const Rect normalise = row.cut_right(ui.px(96), ui.px(8));
    if (const auto edit = number_field(ui, "filter.weight", row, filter.weight,
                                       {.step = 0.1F,
                                        .tooltip = tr("The sum is multiplied by it: drag, or click and type"),
                                        .limit = kMaxFilterValue}))
        scene.frame.perform(set_weight(which, edit->value, edit->gesture));
    if (button(ui, "filter.normalise", normalise, tr("Normalise"),
               {.tooltip = tr("Keep the weight at 1 / sum, so that the picture keeps its brightness. Turning this off "
                              "restores the weight"),
                .on = filter.normalise,
                .type = Type::caption}))
        scene.frame.perform(set_normalise(which, !filter.normalise));

    row = labelled(ui, rest, tr("Bias"));
    row.cut_right(ui.px(96), ui.px(8));
    if (const auto edit = number_field(ui, "filter.bias", row, filter.bias,
                                       {.tooltip = tr("Added after the weight"), .limit = kMaxFilterValue}))
        scene.frame.perform(set_bias(which, edit->value, edit->gesture));
}

void FilterPanel::show_stage(LabScene& scene, Rect& rest) {
    show_window_steps(scene, rest);
    show_activation_and_pooling(scene, rest);
}

void FilterPanel::show_window_steps(LabScene& scene, Rect& rest) {
    Ui& ui = scene.ui;
    const Lab& lab = scene.lab;
    const bool strided = lab.stride != 1;
    const std::array<Segment, 4> borders{
        Segment{"valid", tr("valid"), tr("Only whole windows: the border is lost")},
        Segment{"zero", tr("zero"), tr("Zeros around the picture keep its size (same)")},
        Segment{"replicate", tr("replicate"), tr("Edge pixels are repeated outwards: the size is kept")},
        Segment{"keep", tr("keep"),
                strided ? tr("Keeps the picture's own border, which needs stride 1: set the stride to 1 first")
                        : tr("The outer pixels of the output are the picture's own"),
                !strided}};
    if (const auto c =
            segmented(ui, "stage.border", labelled(ui, rest, tr("Border")), borders, static_cast<int>(lab.border)))
        scene.frame.perform(set_border(static_cast<Border>(*c)));

    const bool kept = lab.border == Border::keep;
    const Message reason = kept ? tr("The kept border needs stride 1: choose another border first") : Message();
    const std::array<Segment, 4> strides{Segment{"1", "1"}, Segment{"2", "2", reason, !kept},
                                         Segment{"3", "3", reason, !kept}, Segment{"4", "4", reason, !kept}};
    Rect row = rest.cut_top(ui.px(30), ui.px(5));
    // Both bars are equally wide, although the labels are not.
    const float dilation = ui.text_width(tr("Dilation"));
    const float spare = row.w - ui.px(10) - ui.text_width(tr("Stride")) - dilation;
    const Rect right = row.cut_right(dilation + spare / 2, ui.px(10));
    if (const auto c = segmented(ui, "stage.stride", labelled_half(ui, row, tr("Stride")), strides, lab.stride - 1))
        scene.frame.perform(set_stride(*c + 1));
    constexpr std::array<Segment, 4> kDilations{Segment{"1", "1"}, Segment{"2", "2"}, Segment{"3", "3"},
                                                Segment{"4", "4"}};
    if (const auto c =
            segmented(ui, "stage.dilation", labelled_half(ui, right, tr("Dilation")), kDilations, lab.dilation - 1))
        scene.frame.perform(set_dilation(*c + 1));
}

void FilterPanel::show_activation_and_pooling(LabScene& scene, Rect& rest) {
    Ui& ui = scene.ui;
    const Lab& lab = scene.lab;
    const std::array<Segment, 4> activations{Segment{"none", tr("none"), tr("The sum as it is")},
                                             Segment{"relu", tr("ReLU"), tr("max(0, x): negative responses become 0")},
                                             Segment{"abs", tr("absolute"), tr("|x|: both signs count")},
                                             Segment{"clamp", tr("clamp"), tr("Limited to 0..255, as a picture")}};
    if (const auto c = segmented(ui, "stage.activation", labelled(ui, rest, tr("Activation")), activations,
                                 static_cast<int>(lab.activation)))
        scene.frame.perform(set_activation(static_cast<Activation>(*c)));

    const std::array<Segment, 3> poolings{Segment{"none", tr("none")},
                                          Segment{"max", tr("max"), tr("The largest value of each block")},
                                          Segment{"average", tr("average"), tr("The average of each block")}};
    if (const auto c =
            segmented(ui, "stage.pooling", labelled(ui, rest, tr("Pooling")), poolings, static_cast<int>(lab.pooling)))
        scene.frame.perform(set_pooling(static_cast<Pooling>(*c)));
    if (lab.pooling == Pooling::none) return;
    constexpr std::array<Segment, 3> kPoolSizes{Segment{"2", "2 \u00d7 2"}, Segment{"3", "3 \u00d7 3"},
                                                Segment{"4", "4 \u00d7 4"}};
    if (const auto c = segmented(ui, "stage.pool_size", labelled(ui, rest, tr("Block")), kPoolSizes, lab.pool_size - 2))
        scene.frame.perform(set_pool_size(*c + 2));
}

}  // namespace convscope
