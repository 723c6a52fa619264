#include "app/gui/lab/learn/learn_curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace convscope {

namespace {

constexpr double kLeastLoss = 1e-6;  ///< smaller ones are drawn at the lower edge
constexpr double kQuick = 100;       ///< condition numbers up to which a picture is learned quickly

/// The powers of ten at the lower and upper edge of the curve.
struct Decades {
    double low, high;
};

Decades decades_of(const std::vector<LossPoint>& history) {
    double low = 1e300, high = kLeastLoss;
    for (const LossPoint& point : history) {
        if (!std::isfinite(point.loss)) continue;
        low = std::min(low, point.loss);
        high = std::max(high, point.loss);
    }
    const double bottom = std::floor(std::log10(std::max(low, kLeastLoss)));
    return {bottom, std::max(bottom + 1, std::ceil(std::log10(std::max(high, kLeastLoss))))};
}

void draw_curve(Ui& ui, Rect box, const FilterLearner& learner) {
    const std::vector<LossPoint>& history = learner.history();
    const Decades decades = decades_of(history);
    const auto steps = static_cast<double>(std::max<std::int64_t>(learner.steps(), 1));
    const auto y_of = [&](double loss) {
        const double part =
            (std::log10(std::clamp(loss, kLeastLoss, 1e300)) - decades.low) / (decades.high - decades.low);
        return box.bottom() - box.h * static_cast<float>(std::clamp(part, 0.0, 1.0));
    };
    for (int decade = static_cast<int>(decades.low); decade <= static_cast<int>(decades.high); ++decade)
        ui.fill({box.x, y_of(std::pow(10.0, decade)), box.w, ui.line_width()}, ui.colour(Role::line));
    std::vector<ImVec2> points;
    for (const LossPoint& point : history) {
        if (!std::isfinite(point.loss)) break;
        points.emplace_back(box.x + box.w * static_cast<float>(static_cast<double>(point.step) / steps),
                            y_of(point.loss));
    }
    const bool is_last = !history.empty() && history.back().step == learner.steps();
    if (!is_last && std::isfinite(learner.loss())) points.emplace_back(box.right(), y_of(learner.loss()));
    ui.draw().AddPolyline(points.data(), static_cast<int>(points.size()), ui.colour(Role::accent), 0, ui.px(2.5F));
    const auto power = [](double decade) {
        return fmt::format("1e{}{:.0f}", decade < 0 ? "\u2212" : "", std::abs(decade));
    };
    ui.text({box.x + ui.px(4), box.y, box.w, ui.px(18)}, power(decades.high), Role::muted, Type::caption);
    ui.text({box.x + ui.px(4), box.bottom() - ui.px(20), box.w, ui.px(18)}, power(decades.low), Role::muted,
            Type::caption);
}

std::string loss_text(double loss) {
    if (!std::isfinite(loss)) return "too large for a number";
    if (loss >= 1e-3 && loss < 1e6) return fmt::format("{:.{}f}", loss, loss < 100 ? 3 : 1);
    std::string text = fmt::format("{:.2e}", loss);
    if (const std::size_t minus = text.find('-'); minus != std::string::npos) text.replace(minus, 1, "\u2212");
    return text;
}

}  // namespace

std::string speed_sentence(const FilterLearner& learner) {
    const double condition = learner.condition_number();
    if (!std::isfinite(condition))
        return "The pixels under the filter always vary together in this picture: many filters give the same output. "
               "Choose a larger picture, or one with more detail.";
    if (condition <= kQuick)
        return fmt::format(
            "Neighbouring pixels of this picture differ (condition number {:.0f}): all values are learned quickly.",
            condition);
    return fmt::format(
        "Neighbouring pixels of this picture are nearly equal (condition number {:.0f}): exchanging two values hardly "
        "changes the output, so the last digits are learned slowly.",
        condition);
}

std::string state_sentence(const FilterLearner& learner, double relative_rate) {
    if (learner.diverged()) return "The values have diverged. Choose a rate below 1 and start again.";
    if (relative_rate > 1) return "The rate is too high: every step goes too far, and the loss grows.";
    if (learner.converged()) return "Learned: more steps change nothing.";
    return {};
}

void show_loss_curve(LearnScene& scene, Rect area) {
    Ui& ui = scene.ui;
    if (scene.learner == nullptr) {
        ui.mark("learn.sentence", area);
        if (scene.learning.target == LearnTarget::picture && scene.learning.picture.picture.planes.empty())
            ui.paragraph(area, "Open the target: the same picture after filtering, made elsewhere.");
        else if (scene.task.request.input.empty())
            ui.paragraph(area, "Open a picture first: the filter learns from it.");
        else if (!scene.task.problem.empty())
            ui.paragraph(area, scene.task.problem, Role::warning);
        return;
    }
    const FilterLearner& learner = *scene.learner;
    const Rect head = area.cut_top(ui.px(26), ui.px(4));
    ui.mark("learn.loss", head);
    ui.text(head, fmt::format("Loss (mean squared difference) {} after {} step{}", loss_text(learner.loss()),
                              learner.steps(), learner.steps() == 1 ? "" : "s"));
    Rect words = area.cut_bottom(ui.px(96));
    ui.mark("learn.curve", area);
    ui.fill(area, ui.colour(Role::surface), ui.px(6));
    draw_curve(ui, area.inset(ui.px(8)), learner);
    words.cut_top(ui.px(8));
    ui.mark("learn.sentence", words);
    const std::string state = state_sentence(learner, scene.learning.options.relative_rate);
    const bool warns = learner.diverged() || scene.learning.options.relative_rate > 1;
    if (!state.empty()) words.cut_top(ui.paragraph(words, state, warns ? Role::warning : Role::text), ui.px(4));
    ui.paragraph(words, speed_sentence(learner), Role::muted, Type::caption);
}

}  // namespace convscope
