#include "app/gui/network/pages/answer/class_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "app/gui/widgets/scrolled.h"
#include "core/base/text/addends.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::string_view kSearch = "answer.search";
constexpr Message kExponentialTitle = tr("e^(score \u2212 m)");
constexpr float kRowHeight = 26;
constexpr float kHeaderHeight = 22;
constexpr float kGap = 12;
constexpr float kMaxLabelWidth = 210;
constexpr float kMinBar = 60;  ///< a narrower bar is drawn below the name
constexpr std::size_t kListedRows = 12;
constexpr int kExponentialDecimals = 4;
constexpr int kPercentDecimals = 2;

std::string percent(double value) {
    return decimal_text(value, kPercentDecimals) + " %";
}

/// The table's exponentials or shares, rounded so that they add up to `total`.
std::vector<double> rounded_column(const nn::ClassTable& table, double nn::ClassRow::*column, double factor,
                                   double total, int decimals) {
    std::vector<double> values;
    values.reserve(table.rows.size());
    for (const nn::ClassRow& row : table.rows) values.push_back(factor * row.*column);
    return rounded_addends(values, total, decimals);
}

}  // namespace

void ClassList::set(const nn::ClassTable& table, std::uint64_t revision, bool edited) {
    if (revision == revision_ && edited == edited_ && rows_.size() == table.rows.size()) return;
    revision_ = revision;
    edited_ = edited;
    rows_.clear();
    sum_ = {};
    std::vector<float> now, trained;
    for (const nn::ClassRow& row : table.rows) {
        now.push_back(row.value);
        trained.push_back(row.trained);
        Row texts{.score = decimal_text(row.score, kScoreDecimals), .exponential = "", .share = "", .trained = ""};
        if (table.unit == nn::AnswerUnit::probability) texts.share = percent(100 * double{row.value});
        if (edited) texts.trained = nn::answer_text(row.trained, table.unit);
        rows_.push_back(std::move(texts));
    }
    span_ = answer_span(table.unit, now, trained);
    if (!table.has_softmax) return;
    const auto exponentials = rounded_column(table, &nn::ClassRow::exponential, 1, table.sum, kExponentialDecimals);
    const auto shares = rounded_column(table, &nn::ClassRow::share, 100, 100, kPercentDecimals);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        rows_[i].exponential = decimal_text(exponentials[i], kExponentialDecimals);
        rows_[i].share = percent(shares[i]);
    }
    sum_.exponential = decimal_text(rounded(table.sum, kExponentialDecimals), kExponentialDecimals);
    sum_.share = percent(100);
    largest_score_ = decimal_text(table.largest_score, kScoreDecimals);
}

void ClassList::measure(const Ui& ui, const nn::ClassTable& table) {
    if (measured_scale_ == ui.scale() && measured_revision_ == revision_ && measured_language_ == language()) return;
    measured_scale_ = ui.scale();
    measured_revision_ = revision_;
    measured_language_ = language();
    const auto width_of = [&](std::string_view title, std::string Row::*cell) {
        float width = 0;
        for (const Row& row : rows_)
            if (!(row.*cell).empty()) width = std::max(width, ui.text_width(row.*cell));
        if (width == 0) return width;
        return std::ceil(std::max({width, ui.text_width(sum_.*cell), ui.text_width(title, Type::caption)})) + 1;
    };
    widths_ = {.score = width_of(tr("Score"), &Row::score),
               .exponential = width_of(kExponentialTitle, &Row::exponential),
               .share = width_of(tr("Probability"), &Row::share),
               .trained = width_of(tr("As trained"), &Row::trained),
               .label = 0};
    for (const nn::ClassRow& row : table.rows)
        widths_.label = std::max(widths_.label, std::ceil(ui.text_width(row.label)) + 1);
    widths_.label = std::min(widths_.label, ui.px(kMaxLabelWidth));
}

void ClassList::show_cells(Ui& ui, Rect& row, const Row& cells, Role role) const {
    const auto cell = [&](float width, const std::string& text, Type type, Role colour) {
        if (width == 0) return;
        ui.text(row.cut_right(width, ui.px(kGap)), text, colour, type, Align::right);
    };
    const bool is_header = role == Role::muted;
    const Type type = is_header ? Type::caption : Type::text;
    cell(widths_.trained, cells.trained, type, Role::muted);
    cell(widths_.share, cells.share, type, role);
    cell(widths_.exponential, cells.exponential, type, role);
    cell(widths_.score, cells.score, type, role);
}

std::optional<std::size_t> ClassList::show(Ui& ui, const nn::ClassTable& table, const MarkedClasses& marked,
                                           std::string_view row_tooltip, Rect& area) {
    measure(ui, table);
    hovered_.reset();
    const bool is_long = table.rows.size() > kMaxUnsorted;
    if (is_long) {
        show_search(ui, table, area.cut_top(ui.px(30), ui.px(6)));
        order_ = nn::matching_rows(table, search_);
    } else if (order_.size() != table.rows.size()) {
        order_.resize(table.rows.size());
        std::iota(order_.begin(), order_.end(), 0);
    }
    const auto count = static_cast<long long>(table.rows.size());
    const float bar_room = is_long ? ImGui::GetStyle().ScrollbarSize : 0;
    Rect header = area.cut_top(ui.px(kHeaderHeight));
    header.w -= bar_room;
    header = header.inset(ui.px(6), 0);
    show_cells(ui, header, {tr("Score"), kExponentialTitle, tr("Probability"), tr("As trained")}, Role::muted);
    ui.text(header, is_long ? tr_count(count, "{1} of {0} class", "{1} of {0} classes", order_.size()) : tr("Class"),
            Role::muted, Type::caption);
    const std::size_t listed = is_long ? std::min(kListedRows, std::max<std::size_t>(order_.size(), 1)) : order_.size();
    const Rect list = area.cut_top(ui.px(kRowHeight) * static_cast<float>(listed));
    ui.mark("answer.list", list);
    const std::optional<std::size_t> pressed = show_rows(ui, table, marked, row_tooltip, list);
    if (!table.has_softmax) return pressed;
    ui.fill({area.x, area.y + ui.px(2), area.w - bar_room, ui.line_width()}, ui.colour(Role::line));
    area.cut_top(ui.px(4));
    Rect row = area.cut_top(ui.px(kRowHeight));
    row.w -= bar_room;
    ui.mark("answer.sum", row);
    row = row.inset(ui.px(6), 0);
    show_cells(ui, row, sum_, Role::text);
    ui.text(row, tr("Sum"), Role::text);
    const std::string note =
        tr("m = {} is the largest score. Probability = e^(score \u2212 m) / {}.", largest_score_, sum_.exponential);
    const Rect place{area.x + ui.px(6), area.y, area.w - ui.px(12), area.h};
    const float height = ui.paragraph(place, note, Role::muted, Type::caption);
    ui.mark("answer.note", area.cut_top(height, ui.px(6)));
    return pressed;
}

void ClassList::show_search(Ui& ui, const nn::ClassTable& table, Rect row) {
    row.w = std::min(row.w, ui.px(340));
    if (ui.editing(kSearch)) {
        ui.keep_in_order(kSearch, row);
        ui.mark(kSearch, row);
        const Ui::Edit edit = ui.edit_field(row);
        search_ = edit == Ui::Edit::cancelled ? std::string() : ui.edit_text();
        return;
    }
    const Item item = ui.item(kSearch, row, {.tooltip = tr("Find a class by a part of its name, or by its number")});
    ui.fill(row, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(6));
    ui.text(row.inset(ui.px(10), 0),
            search_.empty()
                ? tr_count(static_cast<long long>(table.rows.size()), "Find one of {} class", "Find one of {} classes")
                : search_,
            search_.empty() ? Role::muted : Role::text);
    ui.focus_ring(item, ui.px(6));
    const bool begins_typing = item.focused && !ui.editing_any() && !ui.typed().empty();
    if (item.pressed || begins_typing) ui.start_editing(kSearch, search_, std::exchange(ui.typed(), {}));
}

std::optional<std::size_t> ClassList::show_rows(Ui& ui, const nn::ClassTable& table, const MarkedClasses& marked,
                                                std::string_view row_tooltip, Rect list) {
    std::optional<std::size_t> pressed;
    const FocusGroup group(ui, "answer.classes");
    const float height = ui.px(kRowHeight);
    const auto show_all = [&](float top, float width) {
        for (std::size_t i = 0; i < order_.size(); ++i) {
            const Rect place{list.x, top + height * static_cast<float>(i), width, height};
            if (place.bottom() <= list.y || place.y >= list.bottom())
                ui.keep_in_order(fmt::format("answer.class.{}", order_[i]), place);
            else if (show_row(ui, table, order_[i], marked, row_tooltip, place))
                pressed = order_[i];
        }
    };
    if (table.rows.size() <= kMaxUnsorted) {
        show_all(list.y, list.w);
        return pressed;
    }
    if (order_.empty()) {
        ui.text(list.inset(ui.px(6), 0), tr("No class has this name."), Role::muted);
        return pressed;
    }
    const Scrolled scrolled(ui, "answer.rows", list);
    show_all(scrolled.content.y, list.w - ImGui::GetStyle().ScrollbarSize);
    scrolled.end_at(scrolled.content.y + height * static_cast<float>(order_.size()));
    return pressed;
}

bool ClassList::show_row(Ui& ui, const nn::ClassTable& table, std::size_t index, const MarkedClasses& marked,
                         std::string_view row_tooltip, Rect place) {
    const nn::ClassRow& figures = table.rows[index];
    std::string tooltip = table.has_softmax ? tr("{}: score {:.7g}, e^(score \u2212 m) = {:.4g}, probability {:.6g} %",
                                                 figures.label, figures.score, figures.exponential, 100 * figures.share)
                                            : tr("{}: score {:.7g}", figures.label, figures.score);
    if (!row_tooltip.empty()) tooltip += fmt::format(". {}", row_tooltip);
    const bool is_chosen = index == marked.chosen;
    const Item item = ui.item(fmt::format("answer.class.{}", index), place, {.tooltip = tooltip, .entry = is_chosen});
    if (item.hovered) hovered_ = index;
    if (is_chosen || item.hovered) ui.fill(place, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(4));
    if (index == marked.rival) ui.outline(place, ui.colour(Role::winner), ui.px(4), ui.px(1));
    Rect row = place.inset(ui.px(6), 0);
    show_cells(ui, row, rows_[index], Role::text);
    const bool has_bar = row.w - widths_.label - ui.px(kGap) >= ui.px(kMinBar);
    Rect bar = has_bar ? row : Rect{row.x, row.bottom() - ui.px(6), row.w, ui.px(4)};
    Rect label = has_bar ? bar.cut_left(widths_.label, ui.px(kGap)) : Rect{row.x, row.y, row.w, row.h - ui.px(6)};
    if (has_bar) bar = bar.inset(0, ui.px(6));
    const bool is_true = index == marked.truth;
    ui.text(label, figures.label, is_true ? Role::winner : Role::text, Type::text);
    show_answer_bar(ui, bar, span_, figures.value, is_chosen ? Role::accent : Role::muted);
    if (edited_) {
        const float mark = bar.x + bar.w * span_.fraction(figures.trained);
        ui.fill({mark - ui.px(1), bar.y - ui.px(2), ui.px(3), bar.h + ui.px(4)}, ui.colour(Role::warning));
    }
    if (is_true && has_bar) {
        // Write "true class" at the end of the bar, or at the right edge if the bar is too short.
        const float width = ui.text_width(tr("true class"), Type::caption) + ui.px(12);
        const float filled = bar.w * span_.fraction(figures.value);
        const bool is_inside = table.unit == nn::AnswerUnit::probability && filled > width;
        const Rect tag{bar.x + (is_inside ? filled : bar.w) - width, bar.y, width, bar.h};
        const Role ground = !is_inside ? Role::raised : is_chosen ? Role::accent : Role::muted;
        if (is_inside || filled < bar.w - width)
            ui.text(tag, tr("true class"), readable_on(ui.colour(ground)), Type::caption, Align::centre);
    }
    ui.focus_ring(item, ui.px(4));
    return item.pressed;
}

}  // namespace convscope
