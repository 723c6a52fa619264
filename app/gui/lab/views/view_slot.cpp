#include "app/gui/lab/views/view_slot.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/document/lab/preset_choice.h"
#include "app/gui/lab/inspector/size_formula.h"
#include "app/jobs/lab_colours.h"
#include "core/base/text/translation.h"
#include "core/image/colours/colour_policy.h"

namespace convscope {

namespace {

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

ValueKind output_kind(const LabScene& scene) {
    return output_kind(scene.results, scene.lab.kinds);
}

bool is_direction(const LabScene& scene) {
    return scene.results.request.combination == Combination::direction;
}

/// True if the combined values have the colour scale of the outputs A and B. Combinations of grey pictures have a
/// separate scale.
bool shares_scale(const LabScene& scene) {
    return scene.results.combined && !is_direction(scene) && output_kind(scene) != ValueKind::picture;
}

/// The magnitude that in each view at most kClippedShare of the values exceed.
float largest_of_all(const LabScene& scene) {
    float largest = largest_output(scene.results);
    if (shares_scale(scene)) largest = std::max(largest, scene.results.combined->histogram.largest(kClippedShare));
    return largest;
}

/// The colours of `slot`, whose values have this kind, range and histogram.
void set_scale(const LabScene& scene, ViewSlot& slot, const ValueHistogram& histogram, bool shared) {
    const LabView& view = scene.view;
    const ColourWish wish{.map = view.colour_map, .fixed = view.range_scope == RangeScope::fixed, .gain = view.gain};
    const bool own = view.range_scope == RangeScope::each || !shared;
    const float largest = own ? histogram.largest(kClippedShare) : largest_of_all(scene);
    const ColourScale scale = colour_scale(wish, slot.kind, slot.range, largest);
    slot.colours = scale.map;
    slot.shown = scale.shown;
    slot.marks_outside = scale.marks_outside;
    slot.outside = histogram.outside(scale.shown);
}

void set_combined(const LabScene& scene, ViewSlot& slot) {
    const LabCombination& combined = *scene.results.combined;
    slot.image = &combined.outputs.values;
    slot.range = combined.outputs.range;
    slot.kind = scene.results.request.combination == Combination::difference ? ValueKind::signed_values
                                                                             : ValueKind::non_negative;
    if (is_direction(scene)) {
        slot.in_colour = &combined.colours;
        slot.kind = ValueKind::signed_values;
        slot.shown = {-180, 180};
        return;
    }
    set_scale(scene, slot, combined.histogram, shares_scale(scene));
}

void set_values(const LabScene& scene, ViewSlot& slot) {
    slot.revision = scene.results.revision;
    if (slot.stage == Stage::combined) return set_combined(scene, slot);
    if (slot.stage == Stage::input) {
        slot.plane = &scene.results.input;
        slot.revision = scene.results.input_revision;
        slot.range = scene.results.input_range;
        slot.kind = ValueKind::picture;
        slot.shown = {0, 255};
        return;
    }
    const FilterResult& result = *output(scene, slot.filter);
    slot.image = slot.stage == Stage::pooled ? &result.pooled : &result.filtered;
    slot.range = output_range(result, slot.stage);
    slot.kind = output_kind(scene);
    set_scale(scene, slot, output_histogram(scene, slot.filter, slot.stage), true);
}

/// The interval on one axis, in input coordinates, that the input and the outputs cover. With padding or a stride an
/// output may lie partly outside the input.
struct Stretch {
    double low = 0, high = 0;
    void add(const AxisMap& map, int count) {
        low = std::min(low, map.offset);
        high = std::max(high, map.offset + map.scale * count);
    }
    double length() const { return high - low; }
    double middle() const { return (low + high) / 2; }
};
struct Extent {
    Stretch rows, cols;
};

/// The area, in input coordinates, that the input, its padding and all outputs cover.
Extent extent_of_views(const LabScene& scene) {
    const Size input = scene.results.input.size();
    Extent extent{{0, static_cast<double>(input.rows)}, {0, static_cast<double>(input.cols)}};
    const FilterSettings& settings = scene.shown_settings(0);
    const Geometry g = geometry(input, settings);
    if (settings.border == Border::zero || settings.border == Border::replicate) {
        extent.rows.add({1, static_cast<double>(-g.rows.pad_before)}, input.rows + g.rows.pad_total);
        extent.cols.add({1, static_cast<double>(-g.cols.pad_before)}, input.cols + g.cols.pad_total);
    }
    for (const bool pooled : {false, true}) {
        const Size size = pooled ? g.pooled() : g.filtered();
        extent.rows.add(output_map(g.rows, pooled), size.rows);
        extent.cols.add(output_map(g.cols, pooled), size.cols);
    }
    return extent;
}

/// The area, in input coordinates, that one output covers.
Extent extent_of_output(const ViewSlot& slot) {
    const Size size = slot.image->size();
    const auto stretch = [](const AxisMap& axis, int count) {
        return Stretch{axis.offset, axis.offset + axis.scale * count};
    };
    return {stretch(slot.rows, size.rows), stretch(slot.cols, size.cols)};
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
    const bool true_size = scene.view.true_size && slot.stage != Stage::input && !slot.in_strip;
    slot.map = view_map(slot.picture, size, slot.rows, slot.cols, input, shown_camera(scene, slot), true_size);
}

}  // namespace

bool has_strip(const LabScene& scene) {
    return scene.results.request.count() > 2;
}

bool has_two_rows(const LabScene& scene) {
    return has_strip(scene) ||
           (scene.results.request.count() == 2 && scene.results.request.settings[0].pooling != Pooling::none);
}

ViewSlot make_view(const LabScene& scene, const ViewPlace& place) {
    ViewSlot slot;
    slot.stage = place.stage;
    slot.filter = place.filter;
    slot.in_strip = place.in_strip;
    slot.name = "view." + std::string(kStageNames.at(static_cast<std::size_t>(place.stage)));
    if (place.filter > 0) slot.name += fmt::format(".{:c}", 'a' + place.filter);
    slot.header = place.header;
    slot.picture = place.picture;
    slot.legend = place.legend;
    set_values(scene, slot);
    set_map(scene, slot);
    return slot;
}

HeatMap shared_scale(const std::vector<ViewSlot>& slots) {
    HeatMap shared;
    Range range = kNoValues;
    ValueHistogram::Shares outside;
    double count = 0;
    for (const ViewSlot& slot : slots) {
        if (slot.stage == Stage::input) continue;
        shared = slot;
        range = merged(range, slot.range);
        if (slot.outside) {
            outside.below += slot.outside->below;
            outside.above += slot.outside->above;
        }
        ++count;
    }
    shared.name = "view.strip";
    shared.range = finished(range);
    // All outputs have the same size, so the mean of their shares is the share of all values.
    if (count > 0) shared.outside = ValueHistogram::Shares{outside.below / count, outside.above / count};
    return shared;
}

Camera shown_camera(const LabScene& scene, const ViewSlot& slot) {
    const Size input = scene.results.input.size();
    if (!scene.view.camera.fitted || output(scene, 0) == nullptr) return scene.view.camera;
    const auto [rows, cols] = slot.in_strip ? extent_of_output(slot) : extent_of_views(scene);
    const bool whole = rows.low == 0 && cols.low == 0 && rows.high == input.rows && cols.high == input.cols;
    if (whole || rows.length() <= 0 || cols.length() <= 0) return scene.view.camera;
    const double scale = std::min(slot.picture.h / rows.length(), slot.picture.w / cols.length());
    return {.zoom = scale / fit_scale(input, slot.picture),
            .centre_row = rows.middle(),
            .centre_col = cols.middle(),
            .fitted = false};
}

std::string view_title(const LabScene& scene, const ViewSlot& slot) {
    if (slot.stage == Stage::input) return tr("Input");
    if (slot.stage == Stage::combined) return tr("A and B");
    if (slot.in_strip) return filter_letter(slot.filter);
    const bool is_filtered = slot.stage == Stage::filtered;
    if (scene.results.request.count() == 1) return is_filtered ? tr("Filtered") : tr("Pooled");
    const std::string letter = filter_letter(slot.filter);
    return is_filtered ? tr("Filtered {}", letter) : tr("Pooled {}", letter);
}

std::vector<ViewCaption> view_captions(const LabScene& scene, const ViewSlot& slot) {
    const Size size = slot.map.size;
    const std::string title = view_title(scene, slot);
    std::vector<ViewCaption> captions;
    if (scene.results.request.count() > 1 && (slot.stage == Stage::filtered || slot.stage == Stage::pooled)) {
        const std::string letter = filter_letter(slot.filter);
        const std::string name =
            shown_name(scene.frame.settings, scene.lab.filters.at(static_cast<std::size_t>(slot.filter)));
        captions = {{title, tr("{}, {}", name, size_in_words(size))}, {title, tr("{}, {}", name, short_size(size))}};
        // In a narrow row, the filtered picture has the filter's name and the pooled picture has the title "Pooled".
        if (slot.stage == Stage::filtered) captions.insert(captions.end(), {{title, name}, {letter, name}});
    }
    captions.push_back({title, size_in_words(size)});
    captions.push_back({title, short_size(size)});
    captions.push_back({title, ""});
    return captions;
}

}  // namespace convscope
