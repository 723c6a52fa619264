#include "app/gui/lab/learn/learn_views.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/gui/widgets/maps/legend.h"
#include "core/base/text/translation.h"
#include "core/filter/presets.h"
#include "core/image/colours/colour_policy.h"

namespace convscope {

namespace {

constexpr float kTitle = 28;
constexpr float kLegendRow = 42;
constexpr int kViews = 4;

/// A view that shows all of `size`, in its column below its title.
HeatMap placed(Ui& ui, const std::string& name, const std::string& title, Rect column, Size size) {
    HeatMap heat;
    heat.name = name;
    ui.text(column.cut_top(ui.px(kTitle)), title, Role::text,
            ui.text_width(title) > column.w ? Type::caption : Type::text);
    const float side = std::min(column.w, column.h - ui.px(kLegendRow));
    heat.picture = column.cut_top(side);
    heat.legend = column.cut_top(ui.px(kLegendRow));
    heat.map = view_map(heat.picture, size, heat.rows, heat.cols, size, {}, false);
    ui.mark(name, heat.picture);
    return heat;
}

void paint_view(Ui& ui, ViewPainter& painter, const HeatMap& heat) {
    painter.paint(ui, heat);
    draw_values(ui, heat);
    show_legend(ui, heat);
}

/// The colours of target, output and difference: dark at 0, with the target's largest magnitude at the ends.
void set_target_colours(HeatMap& heat, Range target) {
    const float largest = std::max(std::abs(target.low), std::abs(target.high));
    const ColourScale scale = colour_scale({}, ValueKind::signed_values, target, largest);
    heat.kind = ValueKind::signed_values;
    heat.colours = scale.map;
    heat.shown = scale.shown;
    heat.marks_outside = scale.marks_outside;
}

void show_input(LearnScene& scene, Rect column, ViewPainter& painter) {
    const Plane& input = scene.task.request.input;
    HeatMap heat = placed(scene.ui, "learn.input", tr("Input"), column, input.size());
    heat.plane = &input;
    heat.revision = scene.task.revision;
    heat.kind = ValueKind::picture;
    heat.range = scene.task.input_range;
    heat.shown = {0, 255};
    paint_view(scene.ui, painter, heat);
}

void show_target(LearnScene& scene, Rect column, ViewPainter& painter) {
    const LearnTask& task = scene.task;
    HeatMap heat = placed(scene.ui, "learn.target", target_title(scene.learning), column, task.target.size());
    heat.plane = &task.target;
    heat.revision = task.revision;
    heat.range = task.target_range;
    set_target_colours(heat, task.target_range);
    paint_view(scene.ui, painter, heat);
}

void show_output(LearnScene& scene, Rect column, ViewPainter& painter) {
    const FilterResult& output = scene.output.output;
    HeatMap heat = placed(scene.ui, "learn.output", tr("These values give"), column, output.filtered.size());
    heat.image = &output.filtered;
    heat.revision = scene.output.revision;
    heat.range = output.filtered_range;
    set_target_colours(heat, scene.task.target_range);
    paint_view(scene.ui, painter, heat);
}

void show_difference(LearnScene& scene, Rect column, ViewPainter& painter) {
    const CombinedOutputs& difference = scene.output.difference;
    HeatMap heat = placed(scene.ui, "learn.difference", tr("Difference"), column, difference.values.size());
    heat.image = &difference.values;
    heat.revision = scene.output.revision;
    heat.range = difference.range;
    set_target_colours(heat, scene.task.target_range);
    paint_view(scene.ui, painter, heat);
}

}  // namespace

std::string target_title(const LabLearning& learning) {
    switch (learning.target) {
        case LearnTarget::own_filter:
            return tr("Target: the lab's filter");
        case LearnTarget::picture:
            return learning.picture.picture.planes.empty() ? tr("Target") : tr("Target: {}", learning.picture.name());
        case LearnTarget::hidden_preset:
            break;
    }
    const Preset* preset = find_preset(learning.preset);
    if (!learning.revealed || preset == nullptr) return tr("Target: a hidden filter");
    return tr("Target: {}", preset->name);
}

void show_learn_views(LearnScene& scene, Rect area, ViewPainter& painter) {
    const float gap = scene.ui.px(16);
    if (scene.task.request.input.empty()) return;
    show_input(scene, area.column(0, kViews, gap), painter);
    if (scene.learner == nullptr) return;
    show_target(scene, area.column(1, kViews, gap), painter);
    if (scene.output.revision == 0 || scene.output.output.filtered.size() != scene.task.target.size()) return;
    show_output(scene, area.column(2, kViews, gap), painter);
    show_difference(scene, area.column(3, kViews, gap), painter);
}

}  // namespace convscope
