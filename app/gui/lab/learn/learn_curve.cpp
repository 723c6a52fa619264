#include "app/gui/lab/learn/learn_curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/gui/lab/fit_problem.h"
#include "app/gui/lab/learn/learn_sentences.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr double kMinDrawnLoss = 1e-6;  ///< smaller losses are drawn at the lower edge
constexpr float kAxisLine = 18;

/// The powers of ten at the lower and upper edge of the curve.
struct Decades {
    double low, high;
};

Decades decades_of(const std::vector<LossPoint>& history) {
    double low = 1e300, high = kMinDrawnLoss;
    for (const LossPoint& point : history) {
        if (!std::isfinite(point.loss)) continue;
        low = std::min(low, point.loss);
        high = std::max(high, point.loss);
    }
    const double bottom = std::floor(std::log10(std::max(low, kMinDrawnLoss)));
    return {bottom, std::max(bottom + 1, std::ceil(std::log10(std::max(high, kMinDrawnLoss))))};
}

void draw_curve(Ui& ui, Rect box, const FilterLearner& learner) {
    const std::vector<LossPoint>& history = learner.history();
    const Decades decades = decades_of(history);
    const auto steps = static_cast<double>(std::max<std::int64_t>(learner.steps(), 1));
    const auto y_of = [&](double loss) {
        const double part =
            (std::log10(std::clamp(loss, kMinDrawnLoss, 1e300)) - decades.low) / (decades.high - decades.low);
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
}

/// "1,000" or "0.01".
std::string power_of_ten(double decade) {
    return decade >= 0 ? with_separators(std::llround(std::pow(10.0, std::min(decade, 15.0))))
                       : fmt::format("{:.{}f}", std::pow(10.0, decade), static_cast<int>(-decade));
}

/// Draws the losses at the upper and lower edge, the meaning of a line, and the steps below.
void draw_axes(Ui& ui, Rect box, Rect below, const FilterLearner& learner) {
    const Decades decades = decades_of(learner.history());
    const auto line = [&](float y) { return Rect{box.x + ui.px(4), y, box.w - ui.px(8), ui.px(kAxisLine)}; };
    ui.text(line(box.y), tr("loss {}", power_of_ten(decades.high)), Role::muted, Type::caption);
    ui.text(line(box.y), tr("each line: 10 times the one below"), Role::muted, Type::caption, Align::right);
    ui.text(line(box.bottom() - ui.px(kAxisLine)), power_of_ten(decades.low), Role::muted, Type::caption);
    ui.text(below, tr("step 0"), Role::muted, Type::caption);
    ui.text(below, with_separators(std::max<std::int64_t>(learner.steps(), 1)), Role::muted, Type::caption,
            Align::right);
}

/// The problem with its remedy. This page has no choice of border, size or dilation.
std::string problem_in_words(const LearnTask& task) {
    FilterSettings plain;
    plain.kernel = Kernel{task.request.size, {}};
    const std::string problem = fit_problem(task.request.input.size(), plain, {});
    return problem.empty() ? task.problem : problem;
}

}  // namespace

void show_loss_curve(LearnScene& scene, Rect area) {
    Ui& ui = scene.ui;
    if (scene.learner == nullptr) {
        ui.mark("learn.sentence", area);
        if (scene.learning.target == LearnTarget::picture && scene.learning.picture.picture.planes.empty())
            ui.paragraph(area, tr("Open the target: the same picture, filtered with another program."));
        else if (scene.task.request.input.empty())
            ui.paragraph(area, tr("Open a picture first: the filter learns from it."));
        else if (!scene.task.problem.empty())
            ui.paragraph(area, problem_in_words(scene.task), Role::warning);
        return;
    }
    const FilterLearner& learner = *scene.learner;
    const Rect head = area.cut_top(ui.px(26), ui.px(4));
    ui.mark("learn.loss", head);
    ui.text(head, tr_count(learner.steps(), "Loss (mean squared difference) {1} after {2} step",
                           "Loss (mean squared difference) {1} after {2} steps", plain_loss(learner.loss()),
                           with_separators(learner.steps())));
    Rect words = area.cut_bottom(ui.px(96));
    ui.mark("learn.curve", area);
    ui.fill(area, ui.colour(Role::surface), ui.px(6));
    Rect box = area.inset(ui.px(8));
    const Rect steps = box.cut_bottom(ui.px(kAxisLine));
    draw_curve(ui, box, learner);
    draw_axes(ui, box, steps, learner);
    words.cut_top(ui.px(8));
    ui.mark("learn.sentence", words);
    const std::string state = state_sentence(learner, scene.learning.options.relative_rate);
    const bool warns = learner.diverged() || scene.learning.options.relative_rate > 1;
    if (!state.empty()) words.cut_top(ui.paragraph(words, state, warns ? Role::warning : Role::text), ui.px(4));
    ui.paragraph(words, speed_sentence(learner), Role::muted, Type::caption);
}

}  // namespace convscope
