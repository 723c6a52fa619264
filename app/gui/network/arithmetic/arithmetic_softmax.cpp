#include "app/gui/network/arithmetic/arithmetic_softmax.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "app/gui/network/arithmetic/arithmetic_text.h"
#include "app/gui/widgets/numbers/number_grid.h"
#include "core/base/counted.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxRows = 10;
constexpr float kRowHeight = 22;
constexpr std::array<float, 3> kColumnWidths{58, 68, 62};  ///< logit, exponential, share

/// A row's label and its numbers, in columns aligned at the right.
void table_row(Ui& ui, Rect row, std::string_view label, const std::array<std::string, 3>& cells, Role role) {
    row = row.inset(ui.px(4), 0);
    for (std::size_t i = cells.size(); i-- > 0;)
        ui.text(row.cut_right(ui.px(kColumnWidths.at(i)), ui.px(4)), cells.at(i), role, Type::caption, Align::right);
    ui.text(row, label, role, Type::caption);
}

std::string percent(double share) {
    return fmt::format("{:.2f} %", 100 * share);
}

/// Figures over all channels of a softmax.
struct Totals {
    double largest_logit = 0, largest_magnitude = 0;  ///< of the logits
    nn::SoftmaxShare sum;                             ///< of exponentials and shares
};

Totals totals_of(const nn::Explanation& explanation) {
    Totals totals{.largest_logit = explanation.softmax.front().logit};
    for (const nn::SoftmaxShare& share : explanation.softmax) {
        totals.largest_logit = std::max(totals.largest_logit, share.logit);
        totals.largest_magnitude = std::max(totals.largest_magnitude, std::fabs(share.logit));
        totals.sum.exponential += share.exponential;
        totals.sum.share += share.share;
    }
    return totals;
}

void show_note(Ui& ui, const std::string& largest_logit, Rect& area) {
    const std::string note =
        fmt::format("exp = e^(logit \u2212 m), where m = {} is the largest logit; share = exp / sum.", largest_logit);
    area.cut_top(ui.paragraph(area, note, Role::muted, Type::caption), ui.px(8));
}

}  // namespace

std::vector<std::size_t> softmax_rows(const nn::Explanation& explanation) {
    const std::vector<nn::SoftmaxShare>& all = explanation.softmax;
    std::vector<std::size_t> rows(all.size());
    std::iota(rows.begin(), rows.end(), 0);
    if (rows.size() <= kMaxRows) return rows;
    // Sort by the logits, which differ even where the shares are 0.
    std::ranges::stable_sort(rows, std::ranges::greater(), [&](std::size_t i) { return all[i].logit; });
    rows.resize(kMaxRows);
    const auto explained = static_cast<std::size_t>(explanation.at.channel);
    if (std::ranges::find(rows, explained) == rows.end()) rows.back() = explained;
    return rows;
}

void show_softmax(Scene& scene, const nn::Explanation& explanation, Rect& area) {
    Ui& ui = scene.ui;
    const bool is_answer = scene.layer == scene.model.outputs().front();
    const auto label = [&](std::size_t channel) {
        return is_answer ? nn::class_label(scene.model, channel) : fmt::format("channel {}", channel);
    };
    const Totals totals = totals_of(explanation);
    nn::SoftmaxShare others = totals.sum;
    const NumberColumn logits(ui, totals.largest_magnitude, ui.px(kColumnWidths[0]), Type::caption);
    const NumberColumn exponentials(ui, totals.sum.exponential, ui.px(kColumnWidths[1]), Type::caption);
    table_row(ui, area.cut_top(ui.px(kRowHeight)), "", {"logit", "exp", "share"}, Role::muted);
    const std::vector<std::size_t> rows = softmax_rows(explanation);
    for (const std::size_t channel : rows) {
        const nn::SoftmaxShare& share = explanation.softmax[channel];
        others.exponential -= share.exponential;
        others.share -= share.share;
        const Rect row = area.cut_top(ui.px(kRowHeight));
        ui.mark(fmt::format("arithmetic.softmax.{}", channel), row);
        const bool is_explained = static_cast<std::int64_t>(channel) == explanation.at.channel;
        if (is_explained) ui.fill(row, ui.colour(Role::raised), ui.px(4));
        table_row(ui, row, label(channel),
                  {logits.text(share.logit), exponentials.text(share.exponential), percent(share.share)},
                  is_explained ? Role::accent : Role::text);
    }
    if (rows.size() < explanation.softmax.size())
        table_row(ui, area.cut_top(ui.px(kRowHeight)), counted(explanation.softmax.size() - rows.size(), "other"),
                  {"", exponentials.text(std::max(0.0, others.exponential)), percent(std::max(0.0, others.share))},
                  Role::muted);
    ui.fill({area.x, area.y, area.w, ui.line_width()}, ui.colour(Role::line));
    const Rect total = area.cut_top(ui.px(kRowHeight));
    ui.mark("arithmetic.softmax.sum", total);
    table_row(ui, total, "sum", {"", exponentials.text(totals.sum.exponential), percent(totals.sum.share)}, Role::text);
    show_note(ui, logits.text(totals.largest_logit), area);
}

}  // namespace convscope
