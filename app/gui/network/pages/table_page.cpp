#include "app/gui/network/pages/table_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "app/document/training/training_commands.h"
#include "app/gui/network/exports/export_menu.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/text/addends.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace {

constexpr std::array<Message, TablePage::kFigures> kHeadings{
    tr("Output shape"), tr("Param #"), tr("Share"), tr("Receptive field"), tr("Stride on input"), tr("Multiply-adds")};
/// The order in which the columns get room: layers, parameters and work first. The table shows them in their own order.
constexpr std::array<std::size_t, TablePage::kFigures> kPriority{0, 1, 2, 5, 3, 4};
constexpr int kAlwaysShown = 2;
constexpr float kRowHeight = 44, kMaxRowHeight = 60;  ///< rows of short tables are higher, up to the maximum
constexpr float kHeaderHeight = 28;
constexpr float kTotalLineHeight = 22;
constexpr float kMinListHeight = 176;
constexpr float kMinGap = 14, kMaxGap = 40;
constexpr float kMaxNameWidth = 170;  ///< longer names are cut off; the tooltip shows them in full
constexpr float kPadding = 10;
constexpr float kTotalLabelWidth = 150;
constexpr float kMinArithmetic = 220;  ///< smallest width of the selected layer's arithmetic next to the button

std::string field_text(const nn::SummaryRow& row) {
    return row.field ? shape_text({row.field->rows, row.field->cols}) : std::string("\u2013");
}

std::string stride_text(const nn::SummaryRow& row) {
    return row.field ? nn::stride_text(*row.field, "\u00d7") : std::string("\u2013");
}

/// The names as a list: "conv2d and conv2d_1".
std::string all_of(const std::vector<std::string>& names) {
    std::string text = names.front();
    for (const std::string& name : std::span(names).subspan(1)) text = tr("{} and {}", text, name);
    return text;
}

void show_lambdas_button(Scene& scene, Rect place) {
    Ui& ui = scene.ui;
    const float width = std::min(place.w, ui.text_width(tr("Lambda layers\u2026")) + ui.px(28));
    if (button(ui, "table.lambdas", {place.x, place.y, width, place.h}, tr("Lambda layers\u2026"),
               {.tooltip = tr("Say again what the model's Lambda layers compute")}))
        scene.frame.request(AskLambdas{});
}

/// Each row's share of the parameters in per cent, with one decimal, so that they add up to 100.0; empty for rows
/// without parameters.
std::vector<std::string> share_texts(const nn::Summary& summary) {
    std::vector<double> shares;
    shares.reserve(summary.rows.size());
    for (const nn::SummaryRow& row : summary.rows)
        shares.push_back(100 * static_cast<double>(row.parameters) /
                         static_cast<double>(std::max<std::int64_t>(1, summary.parameters)));
    std::vector<std::string> texts;
    texts.reserve(shares.size());
    for (const double share : rounded_addends(shares, summary.parameters > 0 ? 100 : 0, 1))
        texts.push_back(shares[texts.size()] > 0 ? decimal_text(share, 1) + " %" : "");
    return texts;
}

}  // namespace

void TablePage::summarise(const std::shared_ptr<const nn::Model>& model) {
    if (model_ == model && language_ == language()) return;
    if (model_ != model) revealed_layer_ = -1;
    model_ = model;
    language_ = language();
    scale_ = 0;
    const nn::Summary summary = nn::summarise(*model);
    rows_.clear();
    rows_.reserve(summary.rows.size());
    const std::vector<std::string> shares = share_texts(summary);
    for (const nn::SummaryRow& row : summary.rows) {
        const float share =
            summary.parameters == 0
                ? 0
                : static_cast<float>(static_cast<double>(row.parameters) / static_cast<double>(summary.parameters));
        rows_.push_back({.node = row.node,
                         .item = "table.row." + std::to_string(row.node),
                         .type = display_name(model->node(row.node)),
                         .name = row.name,
                         .tooltip = row.inputs.empty() ? row.name : tr("{}, from {}", row.name, all_of(row.inputs)),
                         .figures = {shape_text(row.shape), nn::with_commas(row.parameters), shares[rows_.size()],
                                     field_text(row), stride_text(row), nn::with_commas(row.multiply_adds)},
                         .shape_arithmetic = nn::shape_arithmetic(*model, row.node, nn::kTimes),
                         .parameter_arithmetic = nn::parameter_arithmetic(*model, row.node, nn::kTimes),
                         .share = share});
    }
    totals_ = {
        Total{"table.total", tr("Total params"), nn::with_commas(summary.parameters)},
        Total{"table.trainable", tr("Trainable params"), nn::with_commas(summary.trainable)},
        Total{"table.fixed", tr("Non-trainable params"), nn::with_commas(summary.parameters - summary.trainable)},
        Total{"table.work", tr("Multiply-adds"), nn::with_commas(summary.multiply_adds)}};
}

TextTable TablePage::text_table(bool plain) const {
    const auto digits = [plain](std::string text) {
        if (plain) std::erase(text, ',');
        return text;
    };
    const auto heading = [plain](Message text) { return plain ? std::string(text.english()) : std::string(text); };
    TextTable table{.headings = {heading(tr("Layer")), heading(tr("Type"))}, .rows = {}};
    for (const Message text : kHeadings) table.headings.push_back(heading(text));
    for (const Row& row : rows_) {
        std::vector<std::string> cells{row.name, row.type};
        for (const std::string& figure : row.figures) cells.push_back(digits(figure));
        table.rows.push_back(std::move(cells));
    }
    for (const Total& total : totals_) {
        std::vector<std::string> cells(table.headings.size());
        cells.front() = heading(total.label);
        cells.at(total.item == "table.work" ? cells.size() - 1 : 3) = digits(total.value);
        table.rows.push_back(std::move(cells));
    }
    return table;
}

void TablePage::measure(const Ui& ui, float width) {
    if (scale_ != ui.scale()) {
        scale_ = ui.scale();
        layer_width_ = ui.text_width(tr("Layer (type)"), Type::caption);
        for (std::size_t i = 0; i < kFigures; ++i) widths_[i] = ui.text_width(kHeadings[i], Type::caption);
        for (const Row& row : rows_) {
            const float name = std::min(ui.text_width(row.name, Type::caption), ui.px(kMaxNameWidth));
            layer_width_ = std::max({layer_width_, ui.text_width(row.type), name});
            for (std::size_t i = 0; i < kFigures; ++i) widths_[i] = std::max(widths_[i], ui.text_width(row.figures[i]));
        }
        for (float& w : widths_) w = std::ceil(w) + 1;
        layer_width_ = std::ceil(layer_width_) + 1;
        totals_width_ = 0;
        for (const Total& total : totals_)
            totals_width_ = std::max(totals_width_, std::ceil(ui.text_width(total.value)) + 1);
    }
    float spare = width - layer_width_ - ui.px(2 * kPadding);
    is_shown_.fill(false);
    for (const std::size_t column : kPriority) {
        const float needed = widths_.at(column) + ui.px(kMinGap);
        // Output shape and parameters are always shown, even if a long name is cut off for them.
        if (shown_figures() >= kAlwaysShown && spare < needed) break;
        spare -= needed;
        is_shown_.at(column) = true;
    }
    gap_ = std::clamp(ui.px(kMinGap) + std::floor(spare / static_cast<float>(shown_figures())), ui.px(kMinGap),
                      ui.px(kMaxGap));
}

std::array<Rect, TablePage::kFigures> TablePage::cells(const Ui& ui, Rect& line) const {
    std::array<Rect, kFigures> places;
    line = line.inset(ui.px(kPadding), 0);
    for (std::size_t i = kFigures; i-- > 0;)
        if (is_shown_.at(i)) places.at(i) = line.cut_right(widths_.at(i), gap_);
    return places;
}

void TablePage::show(Scene& scene, Rect& area) {
    Ui& ui = scene.ui;
    summarise(scene.network.model.model);
    const float totals_height = ui.px(kTotalLineHeight) * static_cast<float>(totals_.size());
    const float room = std::max(ui.px(kMinListHeight), area.h - ui.px(kHeaderHeight + 12) - totals_height);
    area.h = kUnboundedHeight;
    const float fitting = std::floor(room / static_cast<float>(std::max<std::size_t>(1, rows_.size())));
    row_height_ = std::clamp(fitting, ui.px(kRowHeight), ui.px(kMaxRowHeight));
    const float rows = row_height_ * static_cast<float>(rows_.size());
    const float bar = rows > room ? ImGui::GetStyle().ScrollbarSize : 0;
    measure(ui, area.w - bar);
    float width = layer_width_ + ui.px(2 * kPadding);
    for (std::size_t i = 0; i < kFigures; ++i)
        if (is_shown_.at(i)) width += widths_.at(i) + gap_;
    width = std::min(width, area.w - bar);

    Rect header = area.cut_top(ui.px(kHeaderHeight));
    header.w = width;
    show_header(ui, header);
    Rect list = area.cut_top(std::min(room, rows), ui.px(12));
    list.w = width + bar;
    ui.mark("table", list);
    show_rows(scene, list);
    ui.fill({list.x, list.bottom() + ui.px(4), width, ui.line_width()}, ui.colour(Role::line));
    const float end = show_totals(scene, area.cut_top(totals_height));
    area.cut_top(std::max(0.0F, end - area.y));
    open_export_menu(ui, "table", {header.x, header.y, area.w, area.y - header.y});
}

void TablePage::show_header(Ui& ui, Rect line) const {
    ui.fill({line.x, line.bottom() - ui.line_width(), line.w, ui.line_width()}, ui.colour(Role::line));
    const auto places = cells(ui, line);
    ui.text(line, tr("Layer (type)"), Role::muted, Type::caption);
    for (std::size_t i = 0; i < kFigures; ++i)
        if (is_shown_.at(i)) ui.text(places.at(i), kHeadings.at(i), Role::muted, Type::caption, Align::right);
}

void TablePage::show_rows(Scene& scene, Rect list) {
    Ui& ui = scene.ui;
    const Scrolled scrolled(ui, "table.rows", list);
    const float height = row_height_;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const Rect place{list.x, scrolled.content.y + height * static_cast<float>(i), scrolled.content.w, height};
        if (place.bottom() <= list.y || place.y >= list.bottom())
            ui.keep_in_order(rows_[i].item, place);
        else
            show_row(scene, rows_[i], place);
    }
    reveal(scene, height, list.h);
    scrolled.end_at(scrolled.content.y + height * static_cast<float>(rows_.size()));
}

void TablePage::show_row(Scene& scene, const Row& row, Rect place) const {
    Ui& ui = scene.ui;
    Rect layer = place;
    const auto places = cells(ui, layer);
    const Item item = ui.item(row.item, place, {.tooltip = tooltip_of(row, places)});
    const bool current = row.node == scene.layer;
    if (current || item.hovered) ui.fill(place, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(6));
    if (current) {
        ui.mark("table.current", place);
        ui.fill({place.x, place.y + ui.px(6), ui.px(4), place.h - ui.px(12)}, ui.colour(Role::accent), ui.px(2));
    }
    const bool changed = nn::is_edited(scene.network.edits, row.node);
    layer = layer.inset(0, ui.px(3) + (place.h - ui.px(kRowHeight)) / 2);
    ui.text(layer.cut_top(layer.h / 2), row.type, changed ? Role::warning : Role::text);
    ui.text(layer, changed ? tr("{}, changed", row.name) : row.name, Role::muted, Type::caption);
    show_figures(ui, row, places);
    ui.focus_ring({.rect = place.inset(ui.px(2)), .focused = item.focused}, ui.px(6));
    if (!item.pressed) return;
    const std::int64_t channel = entered_channel(scene, row.node);
    scene.change_view([node = row.node, channel](NetworkView& view) { view.go_to(node, channel); });
}

void TablePage::show_figures(Ui& ui, const Row& row, const std::array<Rect, kFigures>& places) const {
    for (std::size_t i = 0; i < kFigures; ++i) {
        if (!is_shown_.at(i)) continue;
        const Rect place = places.at(i);
        ui.text(place, row.figures.at(i), Role::text, Type::text, Align::right);
        if (i != static_cast<std::size_t>(Column::share) || row.share == 0) continue;
        const Rect bar{place.x, place.centre_y() + ui.px(13), place.w, ui.px(5)};
        ui.fill(bar, ui.colour(Role::line), ui.px(2));
        ui.fill({bar.x, bar.y, std::max(ui.px(1), bar.w * row.share), bar.h}, ui.colour(Role::accent), ui.px(2));
        ui.mark(row.item + ".share", bar);
    }
}

std::string TablePage::tooltip_of(const Row& row, const std::array<Rect, kFigures>& places) const {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const auto points_at = [&](Column column) {
        const Rect& place = places.at(static_cast<std::size_t>(column));
        return is_shown_.at(static_cast<std::size_t>(column)) && mouse.x >= place.x - gap_ / 2 &&
               mouse.x < place.right() + gap_ / 2;
    };
    if (points_at(Column::shape) && !row.shape_arithmetic.empty()) return row.shape_arithmetic;
    const nn::ParameterArithmetic& parameters = row.parameter_arithmetic;
    if ((points_at(Column::parameters) || points_at(Column::share)) && !parameters.formula.empty())
        return parameters.formula + "\n" + parameters.words;
    return row.tooltip;
}

float TablePage::show_arithmetic(const Scene& scene, Rect area) const {
    Ui& ui = scene.ui;
    const auto row = std::ranges::find(rows_, scene.layer, &Row::node);
    if (row == rows_.end()) return area.y;
    const auto say = [&](std::string_view name, const std::string& text) {
        const float height = ui.paragraph(area, text, Role::text, Type::caption);
        ui.mark(name, area.cut_top(height, ui.px(4)));
    };
    const auto& [formula, words] = row->parameter_arithmetic;
    if (!formula.empty()) say("table.parameters", tr("{}: parameters {}", row->name, formula));
    if (!words.empty()) say("table.words", "= " + words);
    if (!row->shape_arithmetic.empty()) say("table.size", tr("Size {}", row->shape_arithmetic));
    return area.y;
}

void TablePage::reveal(const Scene& scene, float row_height, float visible) {
    const std::string_view focus = scene.ui.focused();
    const auto scroll_to = [&](const auto& is_target) {
        const auto found = std::ranges::find_if(rows_, is_target);
        if (found == rows_.end()) return;
        const float top = row_height * static_cast<float>(found - rows_.begin());
        const float scroll = ImGui::GetScrollY();
        // One more row above and below is visible, so that the user sees that the table continues.
        if (top - row_height < scroll) ImGui::SetScrollY(std::max(0.0F, top - row_height));
        if (top + 2 * row_height > scroll + visible) ImGui::SetScrollY(top + 2 * row_height - visible);
    };
    // Scroll only if focus or layer have changed, so that the user can scroll away with the wheel.
    if (revealed_focus_ != focus) scroll_to([&](const Row& row) { return row.item == focus; });
    if (revealed_layer_ != scene.layer) scroll_to([&](const Row& row) { return row.node == scene.layer; });
    revealed_focus_ = focus;
    revealed_layer_ = scene.layer;
}

float TablePage::show_totals(Scene& scene, Rect area) const {
    Ui& ui = scene.ui;
    Rect figures = area.cut_left(ui.px(kPadding + kTotalLabelWidth) + totals_width_, ui.px(16));
    figures.cut_left(ui.px(kPadding));
    for (const Total& total : totals_) {
        Rect line = figures.cut_top(ui.px(kTotalLineHeight));
        ui.mark(total.item, line);
        ui.text(line.cut_left(ui.px(kTotalLabelWidth)), total.label, Role::muted, Type::caption);
        ui.text(line, total.value, Role::text, Type::text, Align::right);
    }
    const Rect place = area.cut_top(ui.px(32), ui.px(6));
    const float width = std::min(place.w, ui.text_width(tr("Show the code")) + ui.px(28));
    if (button(ui, "table.code", {place.x, place.y, width, place.h}, tr("Show the code"),
               {.tooltip = tr("Show the Keras code that builds this model")}))
        scene.frame.request(ShowCode{});
    const Rect menu{place.x + width + ui.px(8), place.y, ui.px(28), place.h};
    if (const auto format = export_menu(ui, "table", menu,
                                        {.tooltip = tr("Export the summary"),
                                         .png = tr("Export the summary, PNG\u2026"),
                                         .csv = tr("Export the summary, CSV\u2026")}))
        scene.frame.request(table_export(text_table(*format == "csv"), scene.model.info().name + "_summary", *format,
                                         *ui.font(Type::caption)));
    constexpr Message kChange = tr("Change this network\u2026");
    Rect change{menu.right() + ui.px(8), place.y, ui.text_width(kChange) + ui.px(28), place.h};
    // In a narrow page the button stands below the other ones.
    if (change.right() > place.right()) change = {place.x, area.cut_top(ui.px(32), ui.px(6)).y, change.w, place.h};
    change.w = std::min(change.w, place.right() - change.x);
    if (button(ui, "table.change", change, kChange,
               {.tooltip = tr("Open Training with these layers: change filters and layers, and train it")}))
        scene.frame.perform(change_open_network());
    const float left = change.right() + ui.px(16);
    const Rect side{left, change.y, place.right() - left, kUnboundedHeight};
    if (!scene.network.model.notes.lambdas.empty()) show_lambdas_button(scene, area.cut_top(ui.px(32), ui.px(6)));
    if (side.w > ui.px(kMinArithmetic)) return show_arithmetic(scene, side);
    if (area.w > ui.px(kMinArithmetic)) return show_arithmetic(scene, area);
    // Below the totals there is the whole width of the page.
    const float below = std::max(area.y, figures.y) + ui.px(4);
    return show_arithmetic(scene, {figures.x, below, place.right() - figures.x, kUnboundedHeight});
}

}  // namespace convscope
