#include "app/gui/training/pages/health_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/panels/layer_names.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kHeader = 56, kRow = 56, kColumnGap = 20, kBarHeight = 12;
constexpr double kLowRatio = -7, kHighRatio = 0;  ///< log10(update / weights) at the ends of its bar
constexpr double kGoodRatio = -3;
constexpr double kLargeRatio = -2, kSmallRatio = -5;  ///< beyond these the update is far from the usual size

struct Columns {
    Rect name, dead, ratio, gradient;
};

Columns columns_of(const Ui& ui, Rect line) {
    const float gap = ui.px(kColumnGap);
    Columns columns;
    columns.name = line.cut_left(line.w * .22F, gap);
    columns.dead = line.column(0, 3, gap);
    columns.ratio = line.column(1, 3, gap);
    columns.gradient = line.column(2, 3, gap);
    return columns;
}

void show_bar(const Ui& ui, Rect place, double part, Role role) {
    const Rect bar{place.x, place.centre_y() + ui.px(4), place.w, ui.px(kBarHeight)};
    ui.fill(bar, ui.colour(Role::raised), ui.px(3));
    ui.fill({bar.x, bar.y, bar.w * static_cast<float>(std::clamp(part, 0.0, 1.0)), bar.h}, ui.colour(role), ui.px(3));
}

Rect text_line(const Ui& ui, Rect place) {
    const float height = ui.text_height() + ui.px(2);
    return {place.x, place.centre_y() + ui.px(2) - height, place.w, height};
}

void show_dead(Ui& ui, Rect place, const DeadChannels* dead) {
    if (dead == nullptr) {
        ui.text(text_line(ui, place), "\u2013", Role::muted);
        return;
    }
    const auto count = static_cast<double>(dead->dead.size());
    ui.text(text_line(ui, place), tr("{} of {}", dead->dead.size(), dead->channels),
            dead->dead.empty() ? Role::text : Role::warning);
    show_bar(ui, place, count / static_cast<double>(std::max<std::int64_t>(1, dead->channels)), Role::warning);
}

void show_ratio(Ui& ui, Rect place, const nn::LayerSizes* sizes) {
    if (sizes == nullptr) {
        ui.text(text_line(ui, place), "\u2013", Role::muted);
        return;
    }
    const double ratio = sizes->log_ratio();
    const bool is_usual = ratio >= kSmallRatio && ratio <= kLargeRatio;
    ui.text(text_line(ui, place),
            std::isfinite(ratio) ? with_true_minus(fmt::format("{:.1f}", ratio)) : std::string(tr("no change")),
            is_usual ? Role::text : Role::warning);
    const auto part = [](double value) { return (value - kLowRatio) / (kHighRatio - kLowRatio); };
    show_bar(ui, place, std::isfinite(ratio) ? part(ratio) : 0, is_usual ? Role::accent : Role::warning);
    const float x = place.x + place.w * static_cast<float>(part(kGoodRatio));
    ui.fill({x - ui.px(1), place.centre_y() + ui.px(1), ui.px(2), ui.px(kBarHeight + 6)}, ui.colour(Role::text));
}

}  // namespace

std::vector<HealthPage::Row> HealthPage::rows_of(const TrainingScene& scene) {
    std::vector<Row> rows;
    const nn::Snapshot* const moment = scene.moment();
    if (moment == nullptr) return rows;
    const auto health = scene.keeper.health();
    for (int node = 0; node < moment->model->size(); ++node) {
        if (moment->model->node(node).weights.empty()) continue;
        Row row{.node = node};
        if (moment->sizes) {
            const auto sizes = std::ranges::find(*moment->sizes, node, &nn::LayerSizes::node);
            if (sizes != moment->sizes->end()) row.sizes = &*sizes;
        }
        if (health) {
            const auto dead = std::ranges::find(*health, node, &DeadChannels::node);
            if (dead != health->end()) row.dead = &*dead;
        }
        rows.push_back(row);
    }
    return rows;
}

void HealthPage::show_header(Ui& ui, Rect line) {
    const Columns columns = columns_of(ui, line);
    ui.paragraph(columns.name, tr("Layer"), Role::muted, Type::caption);
    ui.paragraph(columns.dead, tr("Never active: maps that are 0 for every picture"), Role::muted, Type::caption);
    ui.paragraph(columns.ratio, tr("log10(update / weights); about \u22123 is good"), Role::muted, Type::caption);
    ui.paragraph(columns.gradient, tr("Size of the gradient"), Role::muted, Type::caption);
}

void HealthPage::show_row(TrainingScene& scene, const Row& row, double largest_gradient, Rect line) {
    Ui& ui = scene.ui;
    const nn::Node& node = scene.moment()->model->node(row.node);
    ui.mark(fmt::format("training.health.{}", row.node), line);
    ui.fill({line.x, line.bottom() - ui.line_width(), line.w, ui.line_width()}, ui.colour(Role::line));
    const Columns columns = columns_of(ui, line);
    ui.text(text_line(ui, columns.name), display_name(node));
    ui.text({columns.name.x, columns.name.centre_y(), columns.name.w, ui.px(20)},
            node.trainable ? node.name : std::string(tr("frozen")), Role::muted, Type::caption);
    show_dead(ui, columns.dead, row.dead);
    show_ratio(ui, columns.ratio, row.sizes);
    if (row.sizes == nullptr) {
        ui.text(text_line(ui, columns.gradient), "\u2013", Role::muted);
        return;
    }
    ui.text(text_line(ui, columns.gradient), fmt::format("{:.3g}", row.sizes->gradient));
    show_bar(ui, columns.gradient, largest_gradient > 0 ? row.sizes->gradient / largest_gradient : 0, Role::accent);
}

void HealthPage::show(TrainingScene& scene, Rect area) {
    Ui& ui = scene.ui;
    const std::vector<Row> rows = rows_of(scene);
    if (rows.empty()) {
        ui.paragraph(area, tr("There is no run yet."), Role::muted);
        return;
    }
    ui.text(area.cut_top(ui.px(24), ui.px(4)),
            scene.moment()->sizes ? tr("The layers after step {}", with_separators(scene.moment()->step))
                                  : std::string(tr("Updates and gradients are known from the first step on.")),
            Role::muted, Type::caption);
    show_header(ui, area.cut_top(ui.px(kHeader)));
    double largest = 0;
    for (const Row& row : rows)
        if (row.sizes != nullptr) largest = std::max(largest, row.sizes->gradient);
    for (const Row& row : rows) show_row(scene, row, largest, area.cut_top(ui.px(kRow)));
    area.cut_top(ui.px(12));
    ui.paragraph(
        area,
        tr("A map that is 0 for every picture gets no gradient through ReLU, so it never comes back. An update "
           "of about a thousandth of the weights is usual; one of a hundredth or more makes the loss jump."),
        Role::muted, Type::caption);
}

}  // namespace convscope
