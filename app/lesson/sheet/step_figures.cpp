#include "app/lesson/sheet/step_figures.h"

#include <algorithm>
#include <utility>

#include "app/lesson/predict/name_pattern.h"
#include "app/paper/map_picture.h"
#include "core/image/colours/value_histogram.h"

namespace convscope {

namespace {

constexpr double kPixels = 360;  ///< the largest side of a picture on a sheet, in pixels

std::string_view panel_of(WorkspaceId workspace, std::string_view name) {
    if (workspace == WorkspaceId::filter_lab) {
        // On the page Colour the arithmetic of a slice has the slice's name.
        const auto ends = [name](std::string_view part) { return name.find(part) != std::string_view::npos; };
        const bool is_slice =
            name.starts_with("colour.") && (ends(".window.") || ends(".product.") || ends(".sum_value"));
        return name.starts_with("inspector") || is_slice ? "panel.arithmetic" : "panel.views";
    }
    if (workspace == WorkspaceId::training) return "panel.training.page";
    return name.starts_with("input")     ? "panel.layers.left"
           : name.starts_with("journey") ? "panel.layers.journey"
                                         : "panel.layers.page";
}

}  // namespace

bool StepFigures::covers(std::string_view name) const {
    if (solutions) return false;
    const std::string_view panel = panel_of(source.document().workspace, name);
    const std::vector<std::string> covered = step.marks.all_covered();
    return std::ranges::any_of(covered, [&](const std::string& pattern) {
        return includes_name(pattern, name) || matches_name(pattern, panel);
    });
}

bool StepFigures::mentions(std::string_view beginning) const {
    const auto begins = [beginning](const std::string& name) { return name.starts_with(beginning); };
    if (std::ranges::any_of(step.marks.covered, begins) || std::ranges::any_of(step.marks.pointed, begins)) return true;
    return step.question && step.question->typed && begins(step.question->typed->text);
}

SheetPicture value_picture(std::string title, const Plane& values, const ColourScale& scale, ValueKind kind,
                           bool covered) {
    SheetPicture picture{.title = std::move(title), .note = size_text(values.size()), .size = values.size()};
    picture.kind = kind;
    if (covered) {
        picture.note.clear();  // its size may be the answer
        return picture;
    }
    picture.pixels = map_picture(values, scale, kind, kPixels, kPixels).pixels;
    picture.scale = scale;
    return picture;
}

ColourScale outputs_scale(const Document& document, ValueKind kind, const std::vector<const FloatImage*>& outputs) {
    Range range = kNoValues;
    float largest = 0;
    for (const FloatImage* const output : outputs) {
        if (output->empty()) continue;
        range = merged(range, finite_range(*output));
        largest = std::max(largest, ValueHistogram(*output).largest(kClippedShare));
    }
    const LabView& view = document.lab_view;
    return colour_scale({.map = view.colour_map, .fixed = view.range_scope == RangeScope::fixed, .gain = view.gain},
                        kind, finished(range), largest);
}

std::vector<SheetBlock> step_figures(const StepFigures& figures) {
    const Document& document = figures.source.document();
    switch (document.workspace) {
        case WorkspaceId::filter_lab:
            return document.lab_view.page == LabPage::filter ? lab_figures(figures) : lab_page_figures(figures);
        case WorkspaceId::layers:
            return layers_figures(figures);
        case WorkspaceId::training:
            return training_figures(figures);
    }
    return {};
}

}  // namespace convscope
