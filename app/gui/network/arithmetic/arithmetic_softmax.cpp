#include "app/gui/network/arithmetic/arithmetic_softmax.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

#include "app/gui/network/arithmetic/arithmetic_text.h"
#include "app/gui/network/exports/export_menu.h"
#include "app/gui/network/exports/text_table.h"
#include "app/gui/widgets/numbers/number_grid.h"
#include "core/base/text/addends.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/classes.h"

namespace convscope {

namespace {

constexpr std::size_t kMaxRows = 10;
constexpr float kRowHeight = 22;
constexpr int kExponentialDecimals = 4;
constexpr int kPercentDecimals = 2;
constexpr ExportTexts kSoftmaxExport{.tooltip = tr("Export the softmax table"),
                                     .png = tr("Export the softmax table, PNG\u2026"),
                                     .csv = tr("Export the softmax table, CSV\u2026")};
constexpr std::array<float, 3> kColumnWidths{58, 68, 62};  ///< logit, exponential, share

/// Draws a row: the label, and its numbers in right-aligned columns.
void table_row(Ui& ui, Rect row, std::string_view label, const std::array<std::string, 3>& cells, Role role) {
    row = row.inset(ui.px(4), 0);
    for (std::size_t i = cells.size(); i-- > 0;)
        ui.text(row.cut_right(ui.px(kColumnWidths.at(i)), ui.px(4)), cells.at(i), role, Type::caption, Align::right);
    ui.text(row, label, role, Type::caption);
}

/// A table of all classes in their order, with the sums. If `exact` is true, it is data: with all digits, in English.
TextTable softmax_table(const nn::Explanation& explanation, const std::function<std::string(std::size_t)>& label,
                        bool exact) {
    const auto number = [exact](double value) {
        return exact ? fmt::format("{:.9g}", value) : fmt::format("{:.6f}", value);
    };
    TextTable table{.headings = {"class", "logit", "exp(logit - largest)", "share"}, .rows = {}};
    if (!exact) table.headings = {tr("class"), tr("logit"), tr("exp(logit - largest)"), tr("share")};
    nn::SoftmaxShare sum;
    for (std::size_t i = 0; i < explanation.softmax.size(); ++i) {
        const nn::SoftmaxShare& share = explanation.softmax[i];
        table.rows.push_back({label(i), number(share.logit), number(share.exponential), number(share.share)});
        sum.exponential += share.exponential;
        sum.share += share.share;
    }
    table.rows.push_back({exact ? "sum" : std::string(tr("sum")), "", number(sum.exponential), number(sum.share)});
    return table;
}

void show_note(Ui& ui, const std::string& largest_logit, Rect& area) {
    const std::string note =
        tr("exp = e^(logit \u2212 m), where m = {} is the largest logit; share = exp / sum.", largest_logit);
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

WrittenSoftmax written_softmax(const nn::Explanation& explanation) {
    const std::vector<nn::SoftmaxShare>& all = explanation.softmax;
    WrittenSoftmax written{.rows = softmax_rows(explanation)};
    std::vector<double> exponentials, shares;
    nn::SoftmaxShare others;
    double sum = 0;
    for (const nn::SoftmaxShare& share : all) {
        others.exponential += share.exponential;
        sum += share.exponential;
    }
    others.share = 1;
    for (const std::size_t row : written.rows) {
        exponentials.push_back(all[row].exponential);
        shares.push_back(100 * all[row].share);
        others.exponential -= all[row].exponential;
        others.share -= all[row].share;
    }
    if (written.rows.size() < all.size()) {
        exponentials.push_back(std::max(0.0, others.exponential));
        shares.push_back(std::max(0.0, 100 * others.share));
    }
    for (const double value : rounded_addends(exponentials, sum, kExponentialDecimals))
        written.exponentials.push_back(decimal_text(value, kExponentialDecimals));
    for (const double value : rounded_addends(shares, 100, kPercentDecimals))
        written.shares.push_back(decimal_text(value, kPercentDecimals) + " %");
    written.sum = decimal_text(rounded(sum, kExponentialDecimals), kExponentialDecimals);
    return written;
}

void show_softmax(Scene& scene, const nn::Explanation& explanation, Rect& area) {
    Ui& ui = scene.ui;
    const bool is_answer = scene.layer == scene.model.outputs().front();
    const auto label = [&](std::size_t channel) {
        return is_answer ? nn::class_label(scene.model, channel) : tr("channel {}", channel);
    };
    double largest = 0, largest_logit = explanation.softmax.front().logit;
    for (const nn::SoftmaxShare& share : explanation.softmax) {
        largest = std::max(largest, std::fabs(share.logit));
        largest_logit = std::max(largest_logit, share.logit);
    }
    const NumberColumn logits(ui, largest, ui.px(kColumnWidths[0]), Type::caption);
    const WrittenSoftmax written = written_softmax(explanation);
    const float top = area.y;
    Rect heading = area.cut_top(ui.px(kRowHeight));
    table_row(ui, heading, "", {tr("logit"), tr("exp"), tr("share")}, Role::muted);
    if (const auto format = export_menu(ui, "softmax", heading.cut_left(ui.px(28)), kSoftmaxExport)) {
        const bool exact = *format == "csv";
        const auto written_label = [&](std::size_t channel) {
            return is_answer || !exact ? label(channel) : fmt::format("channel {}", channel);
        };
        scene.frame.request(table_export(softmax_table(explanation, written_label, exact),
                                         scene.node().name + "_softmax", *format, *ui.font(Type::caption)));
    }
    for (std::size_t i = 0; i < written.rows.size(); ++i) {
        const std::size_t channel = written.rows[i];
        const Rect row = area.cut_top(ui.px(kRowHeight));
        ui.mark(fmt::format("arithmetic.softmax.{}", channel), row);
        const bool is_explained = static_cast<std::int64_t>(channel) == explanation.at.channel;
        if (is_explained) ui.fill(row, ui.colour(Role::raised), ui.px(4));
        table_row(ui, row, label(channel),
                  {logits.text(explanation.softmax[channel].logit), written.exponentials[i], written.shares[i]},
                  is_explained ? Role::accent : Role::text);
    }
    if (written.rows.size() < explanation.softmax.size())
        table_row(
            ui, area.cut_top(ui.px(kRowHeight)),
            tr_count(static_cast<long long>(explanation.softmax.size() - written.rows.size()), "{} other", "{} others"),
            {"", written.exponentials.back(), written.shares.back()}, Role::muted);
    ui.fill({area.x, area.y, area.w, ui.line_width()}, ui.colour(Role::line));
    const Rect total = area.cut_top(ui.px(kRowHeight));
    ui.mark("arithmetic.softmax.sum", total);
    table_row(ui, total, tr("sum"), {"", written.sum, decimal_text(100, kPercentDecimals) + " %"}, Role::text);
    open_export_menu(ui, "softmax", {area.x, top, area.w, area.y - top});
    show_note(ui, logits.text(largest_logit), area);
}

}  // namespace convscope
