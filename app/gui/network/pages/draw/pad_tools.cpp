#include "app/gui/network/pages/draw/pad_tools.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/slider.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kRow = 32, kGap = 8;
constexpr float kWide = 610;  ///< from this width on, all tools are in one row
constexpr float kNumberWidth = 52;

/// A slider with a name at its left and, at its right, its number, which can be typed.
struct LabelledSlider {
    const char* name;
    Message label;
    Message tooltip;
    float low, high;
    float step;             ///< of the number and of the slider
    bool is_ratio = false;  ///< equal distances on the slider are equal ratios
};

double place_of(const LabelledSlider& s, float value) {
    if (s.is_ratio) return std::log(static_cast<double>(value / s.low)) / std::log(static_cast<double>(s.high / s.low));
    return static_cast<double>((value - s.low) / (s.high - s.low));
}

float value_at(const LabelledSlider& s, double place) {
    const auto part = static_cast<float>(place);
    return s.is_ratio ? s.low * std::pow(s.high / s.low, part) : std::lerp(s.low, s.high, part);
}

/// Draws the slider. Returns the new value if the user has changed it.
std::optional<float> labelled_slider(Ui& ui, const LabelledSlider& s, Rect row, float value, float label_width) {
    ui.text(row.cut_left(label_width, ui.px(6)), s.label, Role::muted, Type::caption);
    const Rect number = row.cut_right(ui.px(kNumberWidth), ui.px(6));
    const auto rounded = [&s](float v) { return std::clamp(std::round(v / s.step) * s.step, s.low, s.high); };
    std::optional<float> changed;
    if (const auto place = slider(ui, s.name, row, place_of(s, value), s.tooltip))
        changed = rounded(value_at(s, *place));
    const std::string field = std::string(s.name) + ".number";
    if (const auto edit = number_field(ui, field, number, value,
                                       {.step = s.step, .tooltip = s.tooltip, .type = Type::caption, .limit = s.high}))
        changed = rounded(edit->value);
    return changed;
}

void show_size(Scene& scene, Rect place, float label_width) {
    constexpr LabelledSlider kSize{.name = "draw.size",
                                   .label = tr("Radius"),
                                   .tooltip = tr("Radius of the brush in pixels; the ring on the pad shows it"),
                                   .low = nn::kMinBrush,
                                   .high = nn::kMaxBrush,
                                   .step = 0.1F,
                                   .is_ratio = true};
    if (const auto size = labelled_slider(scene.ui, kSize, place, scene.view.brush, label_width))
        scene.change_view([size = *size](NetworkView& view) { view.brush = size; });
}

void show_swatch(const Ui& ui, Rect place, const std::array<float, 3>& colour) {
    const auto byte = [&colour](std::size_t c) { return static_cast<int>(std::lround(colour.at(c))); };
    const Rect square = place.inset(0, ui.px(5));
    ui.fill(square, IM_COL32(byte(0), byte(1), byte(2), 255), ui.px(4));
    ui.outline(square, ui.colour(Role::muted), ui.px(4), ui.line_width());
}

void show_grey(Scene& scene, Rect place) {
    Ui& ui = scene.ui;
    constexpr LabelledSlider kGrey{.name = "draw.grey",
                                   .label = tr("Grey"),
                                   .tooltip = tr("Brightness of the brush: 0 is black, 255 is white"),
                                   .low = 0,
                                   .high = 255,
                                   .step = 1};
    show_swatch(ui, place.cut_left(ui.px(22), ui.px(6)), {scene.view.ink, scene.view.ink, scene.view.ink});
    const float label = ui.text_width(kGrey.label, Type::caption);
    if (const auto grey = labelled_slider(ui, kGrey, place, scene.view.ink, label))
        scene.change_view([grey = *grey](NetworkView& view) { view.ink = grey; });
}

void show_colours(Scene& scene, Rect row) {
    Ui& ui = scene.ui;
    constexpr std::array<LabelledSlider, 3> kColours{{{.name = "draw.red",
                                                       .label = tr("Red"),
                                                       .tooltip = tr("Red of the brush, 0 to 255"),
                                                       .low = 0,
                                                       .high = 255,
                                                       .step = 1},
                                                      {.name = "draw.green",
                                                       .label = tr("Green"),
                                                       .tooltip = tr("Green of the brush, 0 to 255"),
                                                       .low = 0,
                                                       .high = 255,
                                                       .step = 1},
                                                      {.name = "draw.blue",
                                                       .label = tr("Blue"),
                                                       .tooltip = tr("Blue of the brush, 0 to 255"),
                                                       .low = 0,
                                                       .high = 255,
                                                       .step = 1}}};
    show_swatch(ui, row.cut_left(ui.px(22), ui.px(10)), scene.view.draw.colour);
    for (std::size_t c = 0; c < kColours.size(); ++c) {
        const LabelledSlider& slider = kColours.at(c);
        const auto value = labelled_slider(ui, slider, row.column(static_cast<int>(c), 3, ui.px(12)),
                                           scene.view.draw.colour.at(c), ui.text_width(slider.label, Type::caption));
        if (value) scene.change_view([c, value = *value](NetworkView& view) { view.draw.colour.at(c) = value; });
    }
}

void show_tools(Scene& scene, Rect row) {
    Ui& ui = scene.ui;
    const std::array<Segment, 4> tools{
        Segment{"brush", tr("Brush"), tr("Draw by hand")},
        Segment{"fill", tr("Fill"), tr("Fill the area around a pixel, up to the lines that enclose it")},
        Segment{"line", tr("Line"), tr("Drag a straight line")},
        Segment{"eraser", tr("Eraser"), tr("Remove paint; a picture under it appears again")}};
    if (button(ui, "draw.mirror", row.cut_right(ui.text_width(tr("Mirror")) + ui.px(24), ui.px(kGap)), tr("Mirror"),
               {.tooltip = tr("Draw the left and the right half at once"), .on = scene.view.draw.mirror}))
        scene.change_view([](NetworkView& view) { view.draw.mirror = !view.draw.mirror; });
    if (const auto chosen = segmented(ui, "draw.tool", row, tools, static_cast<int>(scene.view.draw.tool)))
        scene.change_view([chosen](NetworkView& view) { view.draw.tool = static_cast<PadTool>(*chosen); });
}

/// The width of the buttons Undo, Clear and New drawing.
float actions_width(const Ui& ui) {
    return ui.text_width(tr("Undo")) + ui.text_width(tr("Clear")) + ui.text_width(tr("New drawing")) +
           ui.px((3 * 24) + (2 * kGap));
}

void show_actions(Scene& scene, Rect row) {
    Ui& ui = scene.ui;
    const auto cut = [&](std::string_view label) {
        return row.cut_left(ui.text_width(label) + ui.px(24), ui.px(kGap));
    };
    const bool can_undo = scene.frame.history.can_undo();
    if (button(ui, "draw.undo", cut(tr("Undo")), tr("Undo"),
               {.tooltip = tr("Take back the last stroke"), .key = "Ctrl+Z", .enabled = can_undo}))
        scene.frame.request(Undo{});
    if (button(ui, "draw.clear", cut(tr("Clear")), tr("Clear"),
               {.tooltip = tr("Remove all paint"), .enabled = scene.network.input.paint != nullptr}))
        scene.frame.perform(clear_paint());
    const bool is_drawing = scene.network.input.source == InputSource::drawing;
    if (button(ui, "draw.new", cut(tr("New drawing")), tr("New drawing"),
               {.tooltip = tr("Start with a black picture"),
                .enabled = !is_drawing || scene.network.input.paint != nullptr}))
        scene.frame.perform(start_drawing(scene.model));
}

}  // namespace

void show_pad_tools(Scene& scene, PadGuide& guide, Rect& area) {
    Ui& ui = scene.ui;
    const auto next = [&] { return area.cut_top(ui.px(kRow), ui.px(kGap)); };
    const bool is_wide = area.w >= ui.px(kWide);
    const bool has_colours = scene.input_shape().channels() == 3;
    const float size_label = ui.text_width(tr("Radius"), Type::caption);
    Rect row = next();
    if (is_wide) {
        show_actions(scene, row.cut_right(actions_width(ui), ui.px(2 * kGap)));
        show_tools(scene, row);
        row = next();
        const float gap = ui.px(2 * kGap);
        const int columns = has_colours ? 2 : 3;
        show_size(scene, row.column(0, columns, gap), size_label);
        if (!has_colours) show_grey(scene, row.column(1, columns, gap));
        guide.show_choice(scene, row.column(columns - 1, columns, gap));
    } else {
        show_tools(scene, row);
        row = next();
        const Rect actions = row.cut_left(actions_width(ui), ui.px(kGap));
        show_actions(scene, actions);
        guide.show_choice(scene, row);
        row = next();
        const float gap = ui.px(2 * kGap);
        show_size(scene, has_colours ? row : row.column(0, 2, gap), size_label);
        if (!has_colours) show_grey(scene, row.column(1, 2, gap));
    }
    if (has_colours) show_colours(scene, next());
}

}  // namespace convscope
