#include "app/gui/training/pages/step_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/gui/panels/dataset/picture_tiles.h"
#include "app/gui/panels/layer_names.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "app/gui/widgets/numbers/signed_bar.h"
#include "app/gui/widgets/numbers/signed_tint.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/text/addends.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kHead = 26, kTile = 52, kMinTile = 34, kTileLine = 18, kTileGap = 6, kBar = 22, kCell = 56;
constexpr float kThreeDecimals = 54;  ///< width of a cell with three decimals
constexpr std::size_t kMaxBars = 12;
constexpr int kMaxDecimals = 9;

std::string signed_text(double value, const char* format = "{:.3g}") {
    return with_true_minus(fmt::format(fmt::runtime(format), value));
}

/// A number in brackets if it is negative, for a place after an operator.
std::string bracketed(double value) {
    const std::string text = signed_text(value, "{:.4g}");
    return value < 0 ? "(" + text + ")" : text;
}

/// The number of values of a filter's kernel, over all input channels.
std::int64_t kernel_values(const nn::Shape& shape) {
    return shape.count() / std::max<std::int64_t>(1, shape.axes.back());
}

/// The record of the step that led to the shown moment; null if it was not kept.
std::shared_ptr<const nn::StepRecord> record_of_moment(const TrainingScene& scene) {
    const nn::Snapshot* const moment = scene.moment();
    if (moment == nullptr) return nullptr;
    const auto& lenses = scene.results.lenses;
    const auto found = std::ranges::find(lenses, moment->step, [](const auto& record) { return record->step; });
    return found == lenses.end() ? nullptr : *found;
}

/// The reason why the page has nothing to show of this moment.
std::string no_record_text(const TrainingScene& scene) {
    const nn::Snapshot* const moment = scene.moment();
    if (moment == nullptr || scene.results.step == 0)
        return tr(
            "Take one step (Right): this page then shows every number of it. At 1 or 4 steps per second, it "
            "follows.");
    if (moment->step == 0)
        return tr("No step leads to this moment: it is the one before training. Choose a later one.");
    const auto& lenses = scene.results.lenses;
    const std::string shown = with_separators(moment->step);
    if (lenses.empty())
        return tr(
            "The numbers of step {} were not kept. Only steps that are taken one by one, or at 1 or 4 per second, "
            "are kept.",
            shown);
    const std::int64_t first = lenses.front()->step, last = lenses.back()->step;
    if (first == last)
        return tr(
            "The numbers of step {} were not kept. Only steps that are taken one by one, or at 1 or 4 per second, "
            "are kept; there is step {}.",
            shown, with_separators(last));
    return tr(
        "The numbers of step {} were not kept. Only steps that are taken one by one, or at 1 or 4 per second, are "
        "kept; the first is step {}, the last step {}.",
        shown, with_separators(first), with_separators(last));
}

}  // namespace

void StepPage::find(const TrainingScene& scene) {
    const std::shared_ptr<const nn::StepRecord> record = record_of_moment(scene);
    nn::ChosenWeight chosen;
    if (record && record->detail) {
        const nn::Model& model = *record->detail->before;
        const int node = first_weighted_node(model).value_or(0);
        const nn::Shape& shape = model.node(node).weights.front()->shape;
        const std::int64_t filters = shape.axes.back();
        cell_ = std::clamp<std::int64_t>(cell_, 0, kernel_values(shape) - 1);
        chosen = {.node = node,
                  .weight = 0,
                  .index = cell_ * filters + std::clamp<std::int64_t>(scene.view.filter, 0, filters - 1)};
    }
    if (record_ == record && chosen_ == chosen) return;
    if (record_ != record) {
        example_ = 0;
        ++records_;
    }
    record_ = record;
    chosen_ = chosen;
    terms_.reset();
    update_.reset();
    if (!record_ || !record_->detail) return;
    terms_ = nn::gradient_terms(*record_->detail, chosen_);
    update_ = nn::weight_update(*record_->detail, chosen_);
}

void StepPage::show(TrainingScene& scene, gl::TilePainter& painter, Rect area) {
    Ui& ui = scene.ui;
    find(scene);
    if (!record_) {
        return show_nothing(scene, area);
    }
    const Rect left = area.cut_left(area.w * .42F, ui.px(20));
    show_batch(scene, left);
    const Scrolled scrolled(ui, "training.lens", area);
    Rect column = scrolled.content;
    column.h = kUnboundedHeight;
    show_loss(scene, column);
    show_weight(scene, painter, column);
    scrolled.end_at(column.y);
}

void StepPage::show_nothing(TrainingScene& scene, Rect area) {
    Ui& ui = scene.ui;
    const float height = ui.paragraph(area, no_record_text(scene), Role::muted);
    ui.mark("training.lens.none", {area.x, area.y, area.w, height});
    area.cut_top(height, ui.px(12));
    Rect row = area.cut_top(ui.px(34));
    if (button(ui, "training.lens.step", row.cut_left(ui.px(150), ui.px(8)), tr("Take one step"),
               {.icon = Icon::step_forward,
                .tooltip = shows_newest(scene) ? std::string_view() : kEarlierMoment,
                .key = "Right",
                .enabled = can_train(scene) && shows_newest(scene)}))
        advance_training(scene, TrainingEngine::Advance::step);
    const auto& lenses = scene.results.lenses;
    if (lenses.empty()) return;
    const std::int64_t last = lenses.back()->step;
    if (button(ui, "training.lens.last", row.cut_left(ui.px(170)), tr("Show step {}", with_separators(last)),
               {.tooltip = tr("The last step with all its numbers")}))
        show_snapshot(scene, static_cast<std::ptrdiff_t>(scene.results.snapshots.nearest(last)));
}

void StepPage::show_batch(TrainingScene& scene, Rect area) {
    Ui& ui = scene.ui;
    const TrainingPictures* const pictures = scene.keeper.pictures();
    if (pictures == nullptr) return;
    ui.mark("training.batch", area);
    ui.text(area.cut_top(ui.px(kHead)), tr("Step {}: the batch and its losses", with_separators(record_->step)));
    const Rect note = area.cut_top(ui.px(20), ui.px(4));
    ui.text(note, tr("Mean loss {:.4f}, accuracy {:.2f}", record_->loss, record_->accuracy), Role::muted,
            Type::caption);
    // The largest tiles with which the whole batch fits.
    std::size_t columns = 1, lines = 1;
    float side = ui.px(kTile), step_x = 0, step_y = 0;
    for (;; side -= ui.px(2)) {
        step_x = side + ui.px(kTileGap);
        step_y = side + ui.px(kTileLine + 4);
        columns = static_cast<std::size_t>(std::max(1.0F, area.w / step_x));
        lines = static_cast<std::size_t>(std::max(1.0F, area.h / step_y));
        if (columns * lines >= record_->examples.size() || side <= ui.px(kMinTile)) break;
    }
    const std::size_t count = std::min(record_->examples.size(), columns * lines);
    if (count < record_->examples.size())
        ui.text(note, tr_count(std::ssize(record_->examples), "{1} of {0} picture", "{1} of {0} pictures", count),
                Role::muted, Type::caption, Align::right);
    std::vector<nn::PicturePart> parts;
    parts.reserve(count);
    for (std::size_t i = 0; i < count; ++i) parts.push_back(nn::whole_picture(*pictures->train, record_->examples[i]));
    sheet_.prepare(pictures->train, std::move(parts), static_cast<int>(side));
    const FocusGroup group(ui, "training.batch");
    for (std::size_t i = 0; i < count; ++i) {
        const Rect tile = grid_place(area, i, columns, step_x, step_y, side, side);
        const Item item =
            picture_tile(ui, fmt::format("training.batch.{}", i), tile,
                         tr("{}: loss {:.4f}", class_name(scene, record_->labels[i]), record_->losses[i]));
        sheet_.show(ui, i, tile);
        finish_tile(ui, item, i == example_);
        ui.text({tile.x, tile.bottom() + ui.px(1), tile.w, ui.px(kTileLine)}, fmt::format("{:.2f}", record_->losses[i]),
                Role::text, Type::caption, Align::centre);
        if (item.pressed) example_ = i;
    }
}

void StepPage::show_loss(TrainingScene& scene, Rect& area) const {
    Ui& ui = scene.ui;
    const std::size_t example = std::min(example_, record_->examples.size() - 1);
    const auto classes = static_cast<std::size_t>(record_->classes);
    const std::uint16_t label = record_->labels[example];
    const auto probability = [&](std::size_t index) {
        return static_cast<double>(record_->probabilities[example * classes + index]);
    };
    ui.text(area.cut_top(ui.px(kHead)), tr("{}: loss = \u2212ln({:.6f}) = {:.4f}", class_name(scene, label),
                                           probability(label), record_->losses[example]));
    ui.text(area.cut_top(ui.px(20)), tr("Softmax minus label: the gradient of the scores"), Role::muted, Type::caption);
    for (std::size_t i = 0; i < std::min(classes, kMaxBars); ++i) {
        Rect line = area.cut_top(ui.px(kBar));
        const double target = i == label ? 1 : 0, gradient = probability(i) - target;
        ui.mark(fmt::format("training.softmax.{}", i), line);
        ui.text(line.cut_left(line.w * .28F, ui.px(6)), class_name(scene, static_cast<std::int64_t>(i)),
                i == label ? Role::text : Role::muted, Type::caption);
        ui.text(line.cut_right(line.w * .6F),
                fmt::format("{:.3f} \u2212 {} = {}", probability(i), target, signed_text(gradient, "{:.3f}")),
                Role::text, Type::caption, Align::right);
        signed_bar(ui, line.inset(0, ui.px(5)), gradient, 1);
    }
    area.cut_top(ui.px(10));
}

void StepPage::show_weight(TrainingScene& scene, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    if (!record_->detail) {
        ui.paragraph(area, tr("This step has too many numbers to keep them all. Choose a smaller batch or network."),
                     Role::muted);
        return;
    }
    const nn::Node& node = record_->detail->before->node(chosen_.node);
    const nn::Tensor& kernel = *node.weights.front();
    const std::int64_t filter = chosen_.index % kernel.shape.axes.back();
    ui.text(area.cut_top(ui.px(kHead), ui.px(4)), tr("{}, filter {}", display_name(node), filter));
    if (kernel.shape.axes.size() == 4) {
        ui.text(area.cut_top(ui.px(20), ui.px(2)), tr("Choose one of its weights"), Role::muted, Type::caption);
        show_cells(ui, kernel, area);
    }
    show_gradient(ui, area);
    show_update(ui, area);
    show_pooling(ui, painter, area);
}

void StepPage::show_cells(Ui& ui, const nn::Tensor& kernel, Rect& area) {
    const auto rows = static_cast<int>(kernel.shape.axes[0]), cols = static_cast<int>(kernel.shape.axes[1]);
    const std::int64_t channels = kernel.shape.axes[2], filters = kernel.shape.axes[3];
    const std::int64_t filter = chosen_.index % filters;
    const float cell = std::min(ui.px(kCell), ui.px(150) / static_cast<float>(rows));
    Rect grid = area.cut_top(cell * static_cast<float>(rows), ui.px(8));
    grid.w = std::min(grid.w, ui.px(kCell) * static_cast<float>(cols));
    // Wide filters have room for two decimals only.
    const char* const format = grid.w < ui.px(kThreeDecimals) * static_cast<float>(cols) ? "{:.2f}" : "{:.3f}";
    const FocusGroup group(ui, "training.weight");
    float largest = 0;
    for (std::int64_t i = 0; i < kernel_values(kernel.shape); ++i)
        largest = std::max(largest, std::fabs(kernel.values[static_cast<std::size_t>(i * filters + filter)]));
    for (int row = 0; row < rows; ++row)
        for (int col = 0; col < cols; ++col) {
            const std::int64_t index = (std::int64_t{row} * cols + col) * channels;
            const Rect place = grid.row(row, rows, ui.px(2)).column(col, cols, ui.px(2));
            const float value = kernel.values[static_cast<std::size_t>(index * filters + filter)];
            const Item item = ui.item(fmt::format("training.weight.{}.{}", row, col), place,
                                      {.tooltip = tr("The gradient and the update of this weight are shown below")});
            const ImU32 back = signed_tint(ui, static_cast<double>(value), static_cast<double>(largest));
            ui.fill(place, back, ui.px(3));
            ui.text(place, signed_text(static_cast<double>(value), format), readable_on(back), Type::caption,
                    Align::centre);
            if (index == cell_) ui.outline(place, ui.colour(Role::accent), ui.px(3), ui.px(2));
            ui.focus_ring(item, ui.px(3));
            if (item.pressed) cell_ = index;
        }
}

std::size_t StepPage::largest_product() const {
    const auto positions = static_cast<std::size_t>(terms_->rows * terms_->cols);
    const std::size_t first = std::min(example_, terms_->example_sums.size() - 1) * positions;
    const auto size = [this](std::size_t i) { return std::fabs(double{terms_->inputs[i]} * terms_->gradients[i]); };
    std::size_t best = first;
    for (std::size_t i = first; i < first + positions; ++i)
        if (size(i) > size(best)) best = i;
    return best;
}

void StepPage::show_pooling(Ui& ui, gl::TilePainter& painter, Rect& area) {
    if (!terms_) return;
    const std::int64_t positions = terms_->rows * terms_->cols;
    const std::int64_t at = static_cast<std::int64_t>(largest_product()) % positions;
    const nn::StepDetail& detail = *record_->detail;
    const std::int64_t filters = detail.before->node(chosen_.node).shape.channels();
    pooling_.show(ui, painter, detail,
                  {.node = chosen_.node,
                   .example = static_cast<std::int64_t>(std::min(example_, terms_->example_sums.size() - 1)),
                   .filter = chosen_.index % filters},
                  {at / terms_->cols, at % terms_->cols, 0}, records_, area);
}

void StepPage::show_gradient(Ui& ui, Rect& area) const {
    if (!terms_) return;
    const std::int64_t positions = terms_->rows * terms_->cols;
    const std::size_t example = std::min(example_, terms_->example_sums.size() - 1);
    const std::size_t best = largest_product();
    const double product = double{terms_->inputs[best]} * terms_->gradients[best];
    const auto at = static_cast<std::int64_t>(best) % positions;
    const float top = area.y;
    const auto say = [&](const std::string& text, Role role, Type type) {
        area.cut_top(ui.paragraph(area, text, role, type), ui.px(3));
    };
    say(tr("Gradient {}", signed_text(terms_->sum, "{:.6f}")), Role::text, Type::text);
    say(tr("It is the sum of {} products input \u00d7 gradient, one for each of {} pictures and {} positions.",
           with_separators(terms_->examples * positions), with_separators(terms_->examples),
           with_separators(positions)),
        Role::muted, Type::caption);
    say(tr("The chosen picture gives {}; its largest product is {} \u00d7 {} = {}, at row {}, column {}.",
           signed_text(terms_->example_sums[example], "{:.6f}"),
           signed_text(static_cast<double>(terms_->inputs[best]), "{:.3f}"),
           signed_text(static_cast<double>(terms_->gradients[best]), "{:.6f}"), signed_text(product, "{:.6f}"),
           at / terms_->cols, at % terms_->cols),
        Role::muted, Type::caption);
    ui.mark("training.gradient", {area.x, top, area.w, area.y - top});
    area.cut_top(ui.px(6));
}

void StepPage::show_update(Ui& ui, Rect& area) const {
    if (!update_) {
        ui.paragraph(area, tr("This weight is frozen: it is not changed."), Role::muted);
        return;
    }
    const nn::OptimizerStep& step = record_->detail->optimizer;
    const auto number = [](double value) { return signed_text(value, "{:.4g}"); };
    const auto line = [&](std::string_view name, const std::string& text, Role role) {
        const float height = ui.paragraph(area, text, role, Type::caption);
        ui.mark(name, {area.x, area.y, area.w, height});
        area.cut_top(height, ui.px(4));
    };
    if (step.kind == nn::OptimizerKind::adam) {
        line("training.update.m",
             fmt::format("m = {} \u00d7 {} + {} \u00d7 {} = {}", number(step.beta1), bracketed(update_->first_before),
                         short_number(1 - step.beta1), bracketed(update_->gradient), number(update_->first)),
             Role::muted);
        line("training.update.v",
             fmt::format("v = {} \u00d7 {} + {} \u00d7 {}\u00b2 = {}", number(step.beta2),
                         bracketed(update_->second_before), short_number(1 - step.beta2), bracketed(update_->gradient),
                         number(update_->second)),
             Role::muted);
        line("training.update.change",
             tr("change = \u2212{} \u00d7 m / (\u221av + \u03b5) = {}; \u03b5 = {}", number(update_->rate),
                number(update_->change), number(step.epsilon)),
             Role::muted);
        line("training.update.rate",
             tr("{} = {} \u00d7 \u221a(1 \u2212 {}^{}) / (1 \u2212 {}^{}): the rate, corrected for step {}",
                number(update_->rate), number(step.rate), number(step.beta2), step.number, number(step.beta1),
                step.number, with_separators(step.number)),
             Role::muted);
    } else {
        line("training.update.m",
             tr("velocity = {} \u00d7 {} \u2212 {} \u00d7 {} = {}", number(step.momentum),
                bracketed(update_->first_before), number(step.rate), bracketed(update_->gradient),
                number(update_->first)),
             Role::muted);
    }
    // All three with the decimals of the change, so that they add up as written.
    const int decimals = std::min(sum_decimals(std::fabs(update_->change), 3), kMaxDecimals);
    const std::array<double, 2> addends{update_->before, update_->change};
    const std::vector<double> written = rounded_addends(addends, update_->after, decimals);
    line("training.update.after",
         tr("weight: {} {} {} = {}", decimal_text(written[0], decimals), written[1] < 0 ? "\u2212" : "+",
            decimal_text(std::fabs(written[1]), decimals), decimal_text(rounded(update_->after, decimals), decimals)),
         Role::text);
}

}  // namespace convscope
