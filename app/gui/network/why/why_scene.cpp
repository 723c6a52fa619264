#include "app/gui/network/why/why_scene.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_field.h"
#include "app/gui/widgets/numbers/number_format.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kColumnWidth = 208, kGap = 16;
constexpr float kMinPageWidth = 520;  ///< on a page at least this wide, the column is at the right
constexpr float kMinPicture = 170;
constexpr float kMinEnlargement = 1.1F;  ///< by which pictures must grow to move the column below them
constexpr float kFrame = 24 + 42;        ///< the height of a picture's header and legend

}  // namespace

WhyPlaces why_places(const Ui& ui, Rect area, int pictures, float column, float text, float row) {
    WhyPlaces places;
    const bool beside = area.w >= ui.px(kMinPageWidth);
    Rect left = area;
    if (beside) places.column = left.cut_right(ui.px(kColumnWidth), ui.px(kGap));
    const float width = left.column(0, pictures, ui.px(kGap)).w;
    if (beside && row > 0) {
        const float beside_side = std::min(width, area.h - text - ui.px(8 + kFrame));
        const float room = area.h - text - row - ui.px(16 + kFrame);
        const float side = std::min(area.column(0, pictures, ui.px(kGap)).w, room);
        if (side > kMinEnlargement * beside_side) {
            places.is_row = true;
            places.pictures = area.cut_top(side + ui.px(kFrame));
            places.column = {area.x, places.pictures.bottom() + text + ui.px(16), area.w, kUnboundedHeight};
            return places;
        }
    }
    const float room = beside ? area.h - text - ui.px(8) : area.h - text - column - ui.px(16);
    const float least = std::min(width, ui.px(kMinPicture)) + ui.px(kFrame);
    places.pictures = left.cut_top(std::max(least, std::min(width + ui.px(kFrame), room)));
    if (!beside) places.column = {area.x, places.pictures.bottom() + text + ui.px(16), area.w, 0};
    places.column.h = kUnboundedHeight;
    return places;
}

void show_figure(Ui& ui, std::string_view name, Rect& column, std::string_view label, std::string_view value,
                 Role role) {
    Rect row = column.cut_top(ui.px(22));
    ui.mark(name, row);
    ui.text(row.cut_right(ui.text_width(value, Type::caption), ui.px(6)), value, role, Type::caption, Align::right);
    ui.text(row, label, Role::muted, Type::caption);
}

void show_caption(Ui& ui, Rect& column, std::string_view text) {
    ui.text(column.cut_top(ui.px(18), ui.px(2)), text, Role::muted, Type::caption);
}

std::string figure_text(double value, int decimals, bool with_sign) {
    return with_true_minus(fmt::format("{}{:.{}f}", with_sign && value > 0 ? "+" : "", value, decimals));
}

std::optional<int> whole_number(Ui& ui, std::string_view name, Rect place, int value, int low, int high,
                                std::string_view tooltip) {
    const auto edit = number_field(ui, name, place, static_cast<float>(value),
                                   {.tooltip = tooltip, .type = Type::caption, .limit = static_cast<float>(high)});
    if (!edit) return std::nullopt;
    const int changed = std::clamp(static_cast<int>(std::lround(edit->value)), low, high);
    return changed == value ? std::nullopt : std::optional(changed);
}

JobPress show_job_state(Ui& ui, const std::string& name, Rect& column, bool busy, double progress, bool cancelled,
                        const std::string& problem) {
    if (!busy && cancelled) {
        Rect row = column.cut_top(ui.px(28), ui.px(6));
        const bool again = button(ui, name + ".again", row.cut_right(ui.px(64), ui.px(8)), tr("Again"),
                                  {.tooltip = tr("Compute it after all"), .type = Type::caption});
        ui.text(row, tr("Cancelled."), Role::muted, Type::caption);
        return again ? JobPress::again : JobPress::none;
    }
    if (!busy) {
        if (!problem.empty()) column.cut_top(ui.paragraph(column, problem, Role::warning, Type::caption), ui.px(6));
        return JobPress::none;
    }
    Rect row = column.cut_top(ui.px(28), ui.px(6));
    ui.mark(name + ".progress", row);
    const bool cancel = button(ui, name + ".cancel", row.cut_right(ui.px(64), ui.px(8)), tr("Cancel"),
                               {.tooltip = tr("Stop this computation"), .type = Type::caption});
    const std::string percent = fmt::format("{:.0f} %", 100 * progress);
    ui.text(row.cut_right(ui.text_width("100 %", Type::caption), ui.px(8)), percent, Role::muted, Type::caption,
            Align::right);
    const Rect bar{row.x, row.centre_y() - ui.px(3), row.w, ui.px(6)};
    ui.fill(bar, ui.colour(Role::raised), ui.px(3));
    ui.fill({bar.x, bar.y, bar.w * static_cast<float>(progress), bar.h}, ui.colour(Role::accent), ui.px(3));
    return cancel ? JobPress::cancel : JobPress::none;
}

}  // namespace convscope
