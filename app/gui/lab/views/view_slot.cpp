#include "app/gui/lab/views/view_slot.h"

#include <algorithm>

#include "app/document/lab/preset_choice.h"
#include "app/gui/lab/inspector/size_formula.h"
#include "core/image/colours/colour_policy.h"

namespace convscope {

namespace {

constexpr float kHeader = 28;
constexpr float kLegend = 42;
constexpr float kShortLegend = 22;  ///< of two rows of views: the note stands beside the bar
constexpr float kRowGap = 6;
constexpr float kLink = 54;      ///< an arrow and "average"
constexpr float kToolRow = 820;  ///< width from which all tools are in one row

const FilterResult* output(const LabScene& scene, int filter) {
    return scene.results.outputs.at(static_cast<std::size_t>(filter)).get();
}

Range output_range(const FilterResult& result, Stage stage) {
    return stage == Stage::pooled ? result.pooled_range : result.filtered_range;
}

const ValueHistogram& output_histogram(const LabScene& scene, int filter, Stage stage) {
    const LabHistograms& histograms = scene.results.histograms.at(static_cast<std::size_t>(filter));
    return stage == Stage::pooled ? histograms.pooled : histograms.filtered;
}

/// All outputs have one kind, so that they have one map.
ValueKind output_kind(const LabScene& scene) {
    std::vector<ValueKind> kinds;
    kinds.reserve(static_cast<std::size_t>(scene.results.request.count));
    for (int f = 0; f < scene.results.request.count; ++f)
        kinds.push_back(
            activated_kind(scene.lab.kinds.at(static_cast<std::size_t>(f)), scene.shown_settings(f).activation));
    return common_kind(kinds);
}

/// The magnitude at the ends of the colours: at most kClippedShare of the values of each view are larger.
float largest_shown(const LabScene& scene, const ViewSlot& slot) {
    if (scene.view.range_scope == RangeScope::each)
        return output_histogram(scene, slot.filter, slot.stage).largest(kClippedShare);
    float largest = 0;
    for (int f = 0; f < scene.results.request.count; ++f)
        for (const Stage stage : {Stage::filtered, Stage::pooled})
            largest = std::max(largest, output_histogram(scene, f, stage).largest(kClippedShare));
    return largest;
}

void set_colours(const LabScene& scene, ViewSlot& slot) {
    if (slot.stage == Stage::input) {
        slot.range = scene.results.input_range;
        slot.kind = ValueKind::picture;
        slot.shown = {0, 255};
        return;
    }
    slot.range = output_range(*output(scene, slot.filter), slot.stage);
    slot.kind = output_kind(scene);
    const ColourWish wish{
        .map = scene.view.colour_map, .fixed = scene.view.range_scope == RangeScope::fixed, .gain = scene.view.gain};
    const ColourScale scale = colour_scale(wish, slot.kind, slot.range, largest_shown(scene, slot));
    slot.colours = scale.map;
    slot.shown = scale.shown;
    slot.marks_outside = scale.marks_outside;
    slot.outside = output_histogram(scene, slot.filter, slot.stage).outside(scale.shown);
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
    slot.map = view_map(slot.picture, size, slot.rows, slot.cols, input, shown_camera(scene, slot.picture), true_size);
}

/// The part of one axis of the input that its picture and the outputs take. With padding or a stride an output may lie
/// partly beside the input.
struct Stretch {
    double low = 0, high = 0;
    void add(const AxisMap& map, int count) {
        low = std::min(low, map.offset);
        high = std::max(high, map.offset + map.scale * count);
    }
    double length() const { return high - low; }
    double middle() const { return (low + high) / 2; }
};

float legend_height(const LabScene& scene, Stage stage) {
    return scene.ui.px(has_two_rows(scene) && stage != Stage::input ? kShortLegend : kLegend);
}

ViewSlot make_slot(const LabScene& scene, Stage stage, int filter, Rect area) {
    const Ui& ui = scene.ui;
    ViewSlot slot;
    slot.stage = stage;
    slot.filter = filter;
    slot.name = "view." + std::string(kStageNames.at(static_cast<std::size_t>(stage)));
    if (filter == 1) slot.name += ".b";
    slot.header = area.cut_top(ui.px(kHeader));
    slot.legend = area.cut_bottom(legend_height(scene, stage));
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
    return ui.px(has_links(ui, width) ? kLink : 12);
}

bool has_two_rows(const LabScene& scene) {
    return scene.results.request.count == 2 && scene.results.request.settings[0].pooling != Pooling::none;
}

float least_views_height(const LabScene& scene) {
    const float row = kHeader + kShortLegend + 110;
    return scene.ui.px(has_two_rows(scene) ? 2 * row + kRowGap : kHeader + kLegend + 150);
}

float least_tools_height(const Ui& ui, float width) {
    return ui.px(width >= ui.px(kToolRow) ? 36 : 72);
}

Camera shown_camera(const LabScene& scene, Rect picture) {
    const Size input = scene.results.input.size();
    if (!scene.view.camera.fitted || output(scene, 0) == nullptr) return scene.view.camera;
    Stretch rows{0, static_cast<double>(input.rows)};
    Stretch cols{0, static_cast<double>(input.cols)};
    const FilterSettings& settings = scene.shown_settings(0);
    const Geometry g = geometry(input, settings);
    if (settings.border == Border::zero || settings.border == Border::replicate) {
        rows.add({1, static_cast<double>(-g.rows.pad_before)}, input.rows + g.rows.pad_total);
        cols.add({1, static_cast<double>(-g.cols.pad_before)}, input.cols + g.cols.pad_total);
    }
    for (const bool pooled : {false, true}) {
        const Size size = pooled ? g.pooled() : g.filtered();
        rows.add(output_map(g.rows, pooled), size.rows);
        cols.add(output_map(g.cols, pooled), size.cols);
    }
    if (rows.length() <= input.rows && cols.length() <= input.cols) return scene.view.camera;
    const double scale = std::min(picture.h / rows.length(), picture.w / cols.length());
    return {.zoom = scale / fit_scale(input, picture),
            .centre_row = rows.middle(),
            .centre_col = cols.middle(),
            .fitted = false};
}

std::string view_title(const LabScene& scene, const ViewSlot& slot) {
    if (slot.stage == Stage::input) return "Input";
    std::string title = slot.stage == Stage::filtered ? "Filtered" : "Pooled";
    if (scene.results.request.count == 2) title += slot.filter == 0 ? " A" : " B";
    return title;
}

std::vector<std::string> view_captions(const LabScene& scene, const ViewSlot& slot) {
    const Size size = slot.map.size;
    std::vector<std::string> captions;
    if (scene.results.request.count == 2 && slot.stage != Stage::input) {
        const std::string name =
            shown_name(scene.frame.settings, scene.lab.filters.at(static_cast<std::size_t>(slot.filter)));
        captions = {name + ", " + size_in_words(size), name + ", " + short_size(size), name};
    }
    captions.push_back(size_in_words(size));
    captions.push_back(short_size(size));
    return captions;
}

std::vector<ViewSlot> lay_out_views(const LabScene& scene, Rect area, float max_height, float& used_height) {
    const Ui& ui = scene.ui;
    const LabResults& results = scene.results;
    const int filters = results.request.count;
    const bool has_output = output(scene, 0) != nullptr && (filters == 1 || output(scene, 1) != nullptr);
    const bool pooled = has_output && results.request.settings[0].pooling != Pooling::none;
    // Two filters stand side by side, or, with pooling, one above the other.
    const bool two_rows = has_output && has_two_rows(scene);
    const int columns = !has_output ? 1 : pooled || filters == 2 ? 3 : 2;
    const float gap = view_gap(ui, area.w);

    // A row has the height of a picture as wide as its column, up to the allowed height.
    const Size input = results.input.size();
    const float width = area.column(0, columns, gap).w;
    const float ratio = input.cols > 0 ? static_cast<float>(input.rows) / static_cast<float>(input.cols) : 1;
    const float row_height = std::clamp(width * ratio, width * 0.4F, width * 1.3F) + ui.px(kHeader) +
                             legend_height(scene, two_rows ? Stage::filtered : Stage::input);
    used_height = std::min(max_height, two_rows ? 2 * row_height + ui.px(kRowGap) : row_height);
    area.h = used_height;

    const auto row = [&](int f) { return two_rows ? area.row(f, 2, ui.px(kRowGap)) : area; };
    // Next to two rows the input is centred, as large as its column allows. At one scale for all it is as high as a
    // row.
    Rect first = row(0).column(0, columns, gap);
    if (two_rows && !scene.view.true_size)
        first.h = std::min(area.h, width * ratio + ui.px(kHeader + kLegend));
    else if (two_rows)
        first.h += ui.px(kLegend - kShortLegend);
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
