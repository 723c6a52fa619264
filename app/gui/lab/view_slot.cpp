#include "app/gui/lab/view_slot.h"

#include <algorithm>

namespace convscope {

namespace {

constexpr float kHeader = 28;
constexpr float kLegend = 42;
constexpr float kRowGap = 6;

const FilterResult* output(const LabScene& scene, int filter) {
    return scene.results.outputs.at(static_cast<std::size_t>(filter)).get();
}

Range output_range(const LabScene& scene, int filter, Stage stage) {
    const FilterResult* result = output(scene, filter);
    if (result == nullptr) return {};
    return stage == Stage::pooled ? result->pooled_range : result->filtered_range;
}

void set_colours(const LabScene& scene, ViewSlot& slot) {
    const LabView& view = scene.view;
    slot.range = slot.stage == Stage::input ? scene.results.input_range : output_range(scene, slot.filter, slot.stage);
    Range range = slot.range;
    if (slot.stage == Stage::input || view.range_scope == RangeScope::fixed) {
        range = {0, 255};
        if (slot.stage != Stage::input && slot.range.low < 0) range.low = -255;
    } else if (view.range_scope == RangeScope::layer) {
        for (int f = 0; f < scene.results.request.count; ++f)
            for (const Stage stage : {Stage::filtered, Stage::pooled})
                range = merged(range, output_range(scene, f, stage));
    }
    slot.colours =
        resolve(view.colour_map, slot.stage == Stage::input ? ValueKind::picture : ValueKind::activation, range);
    slot.shown = shown_range(slot.colours, range);
    if (slot.colours == ColourMap::grey && slot.range.low >= 0 && slot.range.high <= 255) slot.shown = {0, 255};
}

void set_map(const LabScene& scene, ViewSlot& slot) {
    const Size input = scene.results.input.size();
    Size size = input;
    if (slot.stage != Stage::input) {
        const Geometry g = geometry(input, scene.shown_settings(slot.filter));
        const bool pooled = slot.stage == Stage::pooled;
        slot.rows = output_map(g.rows, pooled);
        slot.cols = output_map(g.cols, pooled);
        size = slot.image->size();
    }
    const bool true_size = scene.view.true_size && slot.stage != Stage::input;
    slot.map = view_map(slot.picture, size, slot.rows, slot.cols, input, scene.view.camera, true_size);
}

ViewSlot make_slot(const LabScene& scene, Stage stage, int filter, Rect area) {
    const Ui& ui = scene.ui;
    ViewSlot slot;
    slot.stage = stage;
    slot.filter = filter;
    slot.name = "view." + std::string(kStageNames.at(static_cast<std::size_t>(stage)));
    if (filter == 1) slot.name += ".b";
    slot.header = area.cut_top(ui.px(kHeader));
    slot.legend = area.cut_bottom(ui.px(kLegend));
    slot.picture = area;
    if (stage == Stage::input) {
        slot.plane = &scene.results.input;
        slot.revision = scene.results.input_revision;
    } else {
        const FilterResult* result = output(scene, filter);
        slot.image = stage == Stage::pooled ? &result->pooled : &result->filtered;
        slot.revision = scene.results.revision;
    }
    set_colours(scene, slot);
    set_map(scene, slot);
    return slot;
}

}  // namespace

bool has_links(const Ui& ui, float width) {
    return width >= ui.px(560);
}

float view_gap(const Ui& ui, float width) {
    return ui.px(has_links(ui, width) ? 48 : 12);
}

float least_views_height(const Ui& ui) {
    return ui.px(kHeader + kLegend + 150);
}

float least_tools_height(const Ui& ui, float width) {
    return ui.px(has_links(ui, width) ? 36 : 72);
}

std::string view_title(const LabScene& scene, const ViewSlot& slot) {
    if (slot.stage == Stage::input) return "Input";
    std::string title = slot.stage == Stage::filtered ? "Filtered" : "Pooled";
    if (scene.results.request.count == 2) title += slot.filter == 0 ? " A" : " B";
    return title;
}

std::vector<ViewSlot> lay_out_views(const LabScene& scene, Rect area, float max_height, float& used_height) {
    const Ui& ui = scene.ui;
    const LabResults& results = scene.results;
    const int filters = results.request.count;
    const bool has_output = output(scene, 0) != nullptr && (filters == 1 || output(scene, 1) != nullptr);
    const bool pooled = has_output && results.request.settings[0].pooling != Pooling::none;
    // Two filters stand side by side, or, with pooling, one above the other.
    const bool two_rows = pooled && filters == 2;
    const int columns = !has_output ? 1 : pooled || filters == 2 ? 3 : 2;
    const float gap = view_gap(ui, area.w);

    // A row has the height of a picture as wide as its column, up to the allowed height.
    const Size input = results.input.size();
    const float width = area.column(0, columns, gap).w;
    const float ratio = input.cols > 0 ? static_cast<float>(input.rows) / static_cast<float>(input.cols) : 1;
    const float row_height = std::clamp(width * ratio, width * 0.4F, width * 1.3F) + ui.px(kHeader + kLegend);
    used_height = std::min(max_height, two_rows ? 2 * row_height + ui.px(kRowGap) : row_height);
    area.h = used_height;

    const auto row = [&](int f) { return two_rows ? area.row(f, 2, ui.px(kRowGap)) : area; };
    // Next to two rows the input is centred and as high as one of them, because linked views share one scale.
    Rect first = row(0).column(0, columns, gap);
    first.y = area.y + (area.h - first.h) / 2;
    std::vector<ViewSlot> slots{make_slot(scene, Stage::input, 0, first)};
    if (!has_output) return slots;
    for (int f = 0; f < filters; ++f) {
        slots.push_back(make_slot(scene, Stage::filtered, f, row(f).column(two_rows ? 1 : 1 + f, columns, gap)));
        if (pooled) slots.push_back(make_slot(scene, Stage::pooled, f, row(f).column(2, columns, gap)));
    }
    return slots;
}

}  // namespace convscope
