#include "app/gui/lab/learn/learn_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/gui/widgets/numbers/number_format.h"
#include "app/gui/widgets/numbers/signed_tint.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr double kMinShownValue = .005;  ///< smaller values are shown as 0.00

constexpr double kMaxShownValue = 1e9;  ///< larger values have diverged far

/// The value with two decimals, or without if that would be too long; with U+2212 for the minus sign.
std::string learned_number(double value) {
    if (!(std::abs(value) <= kMaxShownValue)) return tr("too large");
    if (std::abs(value) >= 1e4) return (value < 0 ? "\u2212" : "") + with_separators(std::llround(std::abs(value)));
    std::string text = fmt::format("{:.2f}", value);
    if (text == "-0.00") return "0.00";
    if (text.front() == '-') text.replace(0, 1, "\u2212");
    return text;
}

/// Draws the next step of a value: an arrow that points up if the value grows, and a bar as long as its gradient.
void draw_step(Ui& ui, Rect cell, double gradient, double largest, ImU32 ink) {
    const auto part = largest > 0 ? static_cast<float>(std::abs(gradient) / largest) : 0.F;
    Rect strip = cell.cut_bottom(ui.px(10)).inset(ui.px(8), ui.px(2));
    ui.fill({strip.x, strip.y, std::max(ui.px(2), strip.w * part), strip.h}, ink);
    if (part < .005F) return;
    const Rect corner = cell.cut_top(ui.px(22)).cut_right(ui.px(24)).inset(ui.px(4));
    const float tip = gradient < 0 ? corner.y : corner.bottom(), base = gradient < 0 ? corner.bottom() : corner.y;
    ui.draw().AddTriangleFilled({corner.x, base}, {corner.right(), base}, {corner.centre_x(), tip}, ink);
}

double largest_size(std::span<const double> values) {
    double largest = 0;
    for (const double value : values) largest = std::max(largest, std::abs(value));
    return largest;
}

void show_grid(LearnScene& scene, Rect area) {
    Ui& ui = scene.ui;
    const FilterLearner& learner = *scene.learner;
    const int size = learner.size();
    const double largest = largest_size(learner.values()), steepest = largest_size(learner.gradient());
    // After learning, the remaining gradient is only rounding errors.
    const bool shows_steps = scene.learning.shows_gradient && !learner.converged();
    const float gap = ui.px(3);
    for (int row = 0; row < size; ++row)
        for (int col = 0; col < size; ++col) {
            const auto index = static_cast<std::size_t>(row * size + col);
            const Rect cell = area.row(row, size, gap).column(col, size, gap);
            const double value = learner.values()[index];
            const ImU32 back = signed_tint(ui, std::abs(value) < kMinShownValue ? 0 : value, largest);
            ui.mark(fmt::format("learn.value.{}.{}", row, col), cell);
            ui.fill(cell, back, ui.px(6));
            const std::string number = learned_number(value);
            const bool large = size == 3 && ui.text_width(number, Type::heading) <= cell.w - ui.px(8);
            ui.text(cell, number, readable_on(back), large ? Type::heading : Type::caption, Align::centre);
            if (shows_steps) draw_step(ui, cell, learner.gradient()[index], steepest, readable_on(back));
        }
}

}  // namespace

void show_learn_values(LearnScene& scene, Rect area) {
    Ui& ui = scene.ui;
    if (scene.learner == nullptr) return;
    const int size = scene.learner->size();
    Rect head = area.cut_top(ui.px(26), ui.px(4));
    if (scene.learning.shows_gradient) {
        constexpr Message kSteps = tr("arrow: next step; bar: gradient");
        ui.text(head.cut_right(ui.text_width(kSteps, Type::caption) + ui.px(2)), kSteps, Role::muted, Type::caption);
    }
    ui.text(head, size == 3 ? tr("The nine values") : tr("The {} values", size * size));
    const Rect bias = area.cut_bottom(ui.px(26), ui.px(4));
    ui.mark("learn.bias", bias);
    const std::string number = learned_number(scene.learner->bias());
    ui.text(bias,
            scene.learner->options().subtract_mean ? tr("bias {}: evens out the means at every step", number)
                                                   : tr("bias {}", number),
            Role::muted, Type::text);
    const float side = std::min(area.w, area.h);
    show_grid(scene, {area.x, area.y, side, side});
}

}  // namespace convscope
