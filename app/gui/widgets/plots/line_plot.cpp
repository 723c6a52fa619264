#include "app/gui/widgets/plots/line_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr double kMinLogarithm = 1e-6;  ///< smaller values are drawn at the lower edge of a logarithmic plot
constexpr double kEmptyMargin = .05;    ///< the part of the height above the highest value
constexpr float kGutter = 44;           ///< width of the numbers at the left
constexpr float kTitleHeight = 22, kLineHeight = 18;
constexpr float kUprightWidth = 16;      ///< of the label at the left
constexpr float kDot = 10, kDotGap = 4;  ///< before a name

/// Places of points inside the plot.
class PlotScale {
  public:
    PlotScale(Rect box, const LinePlot& plot)
        : box_(box), ends_(plot_ends(plot)), x_end_(std::max(plot.x_end, 1e-9)), is_logarithmic_(plot.is_logarithmic) {}

    float x(double value) const { return box_.x + box_.w * static_cast<float>(std::clamp(value / x_end_, 0.0, 1.0)); }
    float y(double value) const {
        const double low = position(ends_.low), high = position(ends_.high);
        const double part = high > low ? (position(value) - low) / (high - low) : 0;
        return box_.bottom() - box_.h * static_cast<float>(std::clamp(part, 0.0, 1.0));
    }
    double x_at(float screen) const {
        return box_.w > 0 ? std::clamp(static_cast<double>((screen - box_.x) / box_.w), 0.0, 1.0) * x_end_ : 0;
    }
    const PlotEnds& ends() const { return ends_; }

  private:
    double position(double value) const { return is_logarithmic_ ? std::log10(std::max(value, kMinLogarithm)) : value; }

    Rect box_;
    PlotEnds ends_;
    double x_end_;
    bool is_logarithmic_;
};

std::string plot_number(double value, int decimals) {
    if (value != 0 && std::fabs(value) < .5 * std::pow(10.0, -decimals)) return fmt::format("{:.1e}", value);
    return with_true_minus(fmt::format("{:.{}f}", value, decimals));
}

void draw_line(Ui& ui, Rect box, const PlotScale& scale, const PlotLine& line) {
    std::vector<ImVec2> places;
    places.reserve(line.points.size());
    for (const PlotPoint& point : line.points)
        if (std::isfinite(point.y)) places.emplace_back(scale.x(point.x), scale.y(point.y));
    const ImU32 colour = line.is_faint ? faded(ui.colour(line.colour), .45F) : ui.colour(line.colour);
    const float width = ui.px(line.is_faint ? 1.5F : 2.5F);
    // The corners of a thick line would stand out of the box.
    ui.draw().PushClipRect({box.x, box.y - ui.px(2)}, {box.right() + ui.px(2), box.bottom() + ui.px(2)}, true);
    ui.draw().AddPolyline(places.data(), static_cast<int>(places.size()), colour, 0, width);
    ui.draw().PopClipRect();
    if (!line.has_marks && places.size() != 1) return;
    for (const ImVec2& place : places) ui.draw().AddCircleFilled(place, ui.px(3), colour);
}

void draw_reference(Ui& ui, Rect box, const PlotScale& scale, const PlotReference& reference) {
    const float y = scale.y(reference.y);
    const float dash = ui.px(6);
    const int dashes = static_cast<int>(std::ceil(box.w / (2 * dash)));
    for (int i = 0; i < dashes; ++i) {
        const float x = box.x + 2 * dash * static_cast<float>(i);
        ui.fill({x, y, std::min(dash, box.right() - x), ui.line_width()}, ui.colour(Role::muted));
    }
    const float height = ui.px(kLineHeight);
    const bool above = y - height >= box.y;
    ui.text({box.x + ui.px(4), above ? y - height : y, box.w - ui.px(8), height}, reference.label, Role::muted,
            Type::caption, Align::right);
}

/// Draws the events as dotted lines with their labels at the top.
void draw_marks(Ui& ui, Rect box, const PlotScale& scale, const LinePlot& plot) {
    const float dot = ui.px(3), height = ui.px(kLineHeight);
    float free_from = box.x;
    for (const PlotMark& mark : plot.marks) {
        const float x = scale.x(mark.x);
        const int dots = static_cast<int>(std::ceil(box.h / (2 * dot)));
        for (int i = 0; i < dots; ++i)
            ui.fill({x, box.y + 2 * dot * static_cast<float>(i), ui.line_width(), dot}, ui.colour(Role::muted));
        const float width = ui.text_width(mark.label, Type::caption);
        const float left = std::max(box.x, std::min(x + ui.px(3), box.right() - width));
        const Rect place{left, box.y, width, height};
        if (left < free_from) continue;
        free_from = place.right() + ui.px(6);
        ui.mark(plot.name + ".mark", place);
        ui.text(place, mark.label, Role::muted, Type::caption);
    }
}

/// The name of a line and, with an `x`, its value there; empty if it is not named.
std::string name_text(const LinePlot& plot, const PlotLine& curve, std::optional<double> x) {
    if (!x) return curve.is_faint ? std::string() : curve.name;
    const std::optional<double> value = value_at(curve, *x);
    return value ? curve.name + " " + plot_number(*value, plot.decimals) : std::string();
}

std::string step_text(double x) {
    return tr("step {}", with_separators(std::llround(x)));
}

/// Cuts the place of a name off `line`, or off the next one if there is no room in this one.
Rect name_place(const Ui& ui, Rect names, Rect& line, float width) {
    if (line.w < width && line.x > names.x) line = {names.x, line.bottom(), names.w, line.h};
    return line.cut_left(width, ui.px(10));
}

/// The height of the names with their values, which does not change while values are read.
float names_height(const Ui& ui, Rect names, const LinePlot& plot) {
    Rect line{names.x, 0, names.w, ui.px(kLineHeight)};
    name_place(ui, names, line, ui.text_width(step_text(plot.x_end), Type::caption));
    for (const PlotLine& curve : plot.lines) {
        const std::string widest = curve.name + " " + plot_number(0, plot.decimals);
        name_place(ui, names, line, ui.px(kDot + kDotGap) + ui.text_width(widest, Type::caption));
    }
    return line.bottom();
}

/// Draws the names of the lines in their colours, or their values at `x`.
void draw_names(Ui& ui, Rect names, const LinePlot& plot, std::optional<double> x) {
    Rect line{names.x, names.y, names.w, ui.px(kLineHeight)};
    if (x) {
        const std::string step = step_text(*x);
        ui.text(name_place(ui, names, line, ui.text_width(step, Type::caption)), step, Role::muted, Type::caption);
    }
    for (const PlotLine& curve : plot.lines) {
        const std::string text = name_text(plot, curve, x);
        if (text.empty()) continue;
        Rect place = name_place(ui, names, line, ui.px(kDot + kDotGap) + ui.text_width(text, Type::caption));
        const Rect dot = place.cut_left(ui.px(kDot), ui.px(kDotGap));
        ui.draw().AddCircleFilled({dot.centre_x(), dot.centre_y()}, ui.px(4), ui.colour(curve.colour));
        ui.text(place, text, Role::text, Type::caption);
    }
}

/// Draws a caption that reads from bottom to top, in the middle of the place.
void draw_upright(Ui& ui, Rect place, Rect box, const std::string& text) {
    const float width = ui.text_width(text, Type::caption), height = ui.text_height(Type::caption);
    if (text.empty() || width > place.h) return;
    ImDrawList& draw = ui.draw();
    const int first = draw.VtxBuffer.Size;
    // Dear ImGui leaves out what is clipped, so the text is drawn inside the box, then turned and moved.
    ui.text({box.x, box.y, width + 1, height}, text, Role::muted, Type::caption);
    for (int i = first; i < draw.VtxBuffer.Size; ++i) {
        ImVec2& corner = draw.VtxBuffer[i].pos;
        const float along = corner.x - box.x - width / 2, across = corner.y - box.y - height / 2;
        corner = {place.centre_x() + across, place.centre_y() - along};
    }
}

/// Draws the label of x below the plot, with the numbers at its ends.
void draw_x_axis(Ui& ui, Rect axis, const LinePlot& plot) {
    ui.mark(plot.name + ".x", axis);
    const std::string end = with_separators(std::llround(plot.x_end));
    ui.text(axis, "0", Role::muted, Type::caption);
    ui.text(axis, plot.x_label, Role::muted, Type::caption, Align::centre);
    ui.text(axis, end, Role::muted, Type::caption, Align::right);
}

}  // namespace

PlotEnds plot_ends(const LinePlot& plot) {
    double low = 1e300, high = -1e300;
    for (const PlotLine& line : plot.lines)
        for (const PlotPoint& point : line.points) {
            if (!std::isfinite(point.y)) continue;
            low = std::min(low, point.y);
            high = std::max(high, point.y);
        }
    if (plot.reference) {
        low = std::min(low, plot.reference->y);
        high = std::max(high, plot.reference->y);
    }
    if (low > high) low = 0, high = 1;
    if (plot.is_logarithmic) {
        const double bottom = std::floor(std::log10(std::max(plot.low.value_or(low), kMinLogarithm)));
        const double top = std::ceil(std::log10(std::max(plot.high.value_or(high), kMinLogarithm)));
        return {std::pow(10.0, bottom), std::pow(10.0, std::max(bottom + 1, top))};
    }
    const double margin = std::max({(high - low) * kEmptyMargin, std::fabs(high) * kEmptyMargin, 1e-9});
    return {plot.low.value_or(low - margin), plot.high.value_or(high + margin)};
}

std::optional<double> value_at(const PlotLine& line, double x) {
    const auto after = std::ranges::upper_bound(line.points, x, {}, &PlotPoint::x);
    if (after == line.points.begin()) return std::nullopt;
    return std::prev(after)->y;
}

std::optional<double> line_plot(Ui& ui, Rect rect, const LinePlot& plot) {
    const Rect title = rect.cut_top(ui.px(kTitleHeight), ui.px(2));
    const Rect names = rect.cut_bottom(names_height(ui, rect, plot), ui.px(2));
    Rect axis = rect.cut_bottom(ui.px(kLineHeight));
    const Item item = ui.item(plot.name, rect, {.tooltip = plot.tooltip, .focusable = false});
    ui.fill(rect, ui.colour(Role::raised), ui.px(6));
    Rect box = rect.inset(ui.px(6), ui.px(6));
    const Rect upright = plot.y_label.empty() ? Rect{} : box.cut_left(ui.px(kUprightWidth));
    const Rect gutter = box.cut_left(ui.px(kGutter));
    axis = {box.x, axis.y, box.w, axis.h};
    const PlotScale scale(box, plot);
    ui.text(title, plot.title);
    draw_upright(ui, upright, box, plot.y_label);
    draw_x_axis(ui, axis, plot);
    for (const PlotLine& line : plot.lines)
        if (line.is_faint) draw_line(ui, box, scale, line);
    if (plot.reference) draw_reference(ui, box, scale, *plot.reference);
    draw_marks(ui, box, scale, plot);
    for (const PlotLine& line : plot.lines)
        if (!line.is_faint) draw_line(ui, box, scale, line);
    const float height = ui.px(kLineHeight);
    ui.text({gutter.x, gutter.y, gutter.w, height}, plot_number(scale.ends().high, plot.decimals), Role::muted,
            Type::caption);
    ui.text({gutter.x, gutter.bottom() - height, gutter.w, height}, plot_number(scale.ends().low, plot.decimals),
            Role::muted, Type::caption);
    if (plot.marker)
        ui.fill({scale.x(*plot.marker) - ui.px(1), box.y, ui.px(2), box.h}, faded(ui.colour(Role::text), .7F));
    const float pointer = ImGui::GetIO().MousePos.x;
    const bool reads = item.hovered || item.held;
    if (reads) ui.fill({pointer, box.y, ui.line_width(), box.h}, ui.colour(Role::muted));
    ui.mark(plot.name + ".values", names);
    draw_names(ui, names, plot, reads ? std::optional(scale.x_at(pointer)) : plot.marker);
    return item.held ? std::optional(scale.x_at(pointer)) : std::nullopt;
}

}  // namespace convscope
