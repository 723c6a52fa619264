#include "app/gui/lab/views/view_tools.h"

#include <algorithm>
#include <vector>

#include "app/gui/lab/overlay/lens.h"
#include "app/gui/lab/views/colour_tools.h"
#include "app/gui/lab/views/view_slot.h"
#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kToolRow = 30, kToolGap = 6;
constexpr float kButtonPadding = 16;  ///< room left and right of a button's label together
constexpr float kButtonIcon = 24;     ///< width of an icon and its gap
constexpr float kToolListFrame = 42;  ///< width of a list without its label

float tool_width(const Ui& ui, std::string_view label, float frame = kButtonPadding) {
    return ui.text_width(label, Type::caption) + ui.px(frame);
}

std::string filters_text(int count) {
    return tr_count(count, "{} filter", "{} filters");
}

/// The width of the tools without those of colours.
float tools_width(const Ui& ui) {
    float width = tool_width(ui, tr("Compare"), kButtonPadding + kButtonIcon) +
                  tool_width(ui, filters_text(kMaxFilters), kToolListFrame);
    for (const std::string_view label : {tr("True size"), tr("Fit"), tr("Lens")}) width += tool_width(ui, label);
    return width + 5 * ui.px(kToolGap);
}

bool fits_tool_row(const Ui& ui, float width) {
    return width >= tools_width(ui) + min_colour_tools_width(ui);
}

void show_filter_count(LabScene& scene, Rect rect) {
    std::vector<Choice> choices;
    choices.reserve(kMaxFilters);
    for (int count = 1; count <= kMaxFilters; ++count)
        choices.push_back({.key = std::to_string(count),
                           .label = filters_text(count),
                           .group = count == 1   ? Message()
                                    : count == 2 ? tr("Compared")
                                                 : tr("As a layer gives them")});
    const int index = scene.lab.count - 1;
    if (const auto chosen =
            dropdown(scene.ui, "view.filters", rect, choices[static_cast<std::size_t>(index)].label, choices, index,
                     tr("The number of filters on this picture. Keys: + adds one, \u2212 removes the last")))
        scene.frame.perform(set_filter_count(*chosen + 1));
}

void show_true_size(LabScene& scene, Rect rect) {
    const bool strip = has_strip(scene);
    if (button(
            scene.ui, "view.true_size", rect, tr("True size"),
            {.tooltip = strip ? tr("The outputs of a strip all have the same size. Choose one or two filters to see "
                                   "filtered and "
                                   "pooled pictures at one scale")
                              : tr("Show all views at the same scale: 2 \u00d7 2 pooling leaves a quarter of the area"),
             .on = scene.view.true_size && !strip,
             .enabled = !strip,
             .type = Type::caption}))
        scene.frame.perform(set_lab_view([](LabView& view) { view.true_size = !view.true_size; }));
}

}  // namespace

float min_tools_height(const Ui& ui, float width) {
    return ui.px((kToolRow + kToolGap) * (fits_tool_row(ui, width) ? 1 : 2));
}

void show_view_tools(LabScene& scene, Rect area) {
    Ui& ui = scene.ui;
    const bool one_row = fits_tool_row(ui, area.w);
    Rect row = area.cut_top(ui.px(kToolRow), ui.px(kToolGap));
    const auto place = [&](std::string_view label, float frame = kButtonPadding) {
        return row.cut_left(tool_width(ui, label, frame), ui.px(kToolGap));
    };
    if (button(
            ui, "view.compare", place(tr("Compare"), kButtonPadding + kButtonIcon), tr("Compare"),
            {.icon = Icon::compare,
             .tooltip = has_strip(scene) ? tr("A and the filter that is edited, alone")
                                         : tr("Two filters on one picture, for example vertical and horizontal edges"),
             .key = "C",
             .on = scene.lab.count == 2,
             .type = Type::caption}))
        scene.frame.perform(set_comparison(scene.lab.count != 2));
    show_filter_count(scene, place(filters_text(kMaxFilters), kToolListFrame));
    show_true_size(scene, place(tr("True size")));
    if (button(ui, "view.fit", place(tr("Fit")), tr("Fit"),
               {.tooltip = tr("Show the whole picture"), .key = "F", .type = Type::caption}))
        scene.frame.perform(fit_views());
    if (button(ui, "view.lens", place(tr("Lens")), tr("Lens"),
               {.tooltip = tr("Show the window on the input enlarged, with its numbers"),
                .key = "Z",
                .on = scene.view.lens,
                .type = Type::caption}))
        scene.frame.perform(toggle_lens());
    show_colour_tools(scene.frame, one_row ? row : area);
}

void filter_count_keys(LabScene& scene) {
    Ui& ui = scene.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    const int count = scene.lab.count;
    std::erase_if(ui.keys(), [&](const KeyPress& key) {
        if (!key.is('c')) return false;
        scene.frame.perform(set_comparison(scene.lab.count != 2));
        return true;
    });
    if (ui.take_key(Key::plus) && count < kMaxFilters)
        scene.frame.perform(set_filter_count(count + 1));
    else if (ui.take_key(Key::minus) && count > 1)
        scene.frame.perform(set_filter_count(count - 1));
}

}  // namespace convscope
