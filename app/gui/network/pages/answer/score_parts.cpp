#include "app/gui/network/pages/answer/score_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/signed_bar.h"
#include "core/base/text/addends.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::size_t kFewParts = 8;
constexpr float kRowHeight = 40;
constexpr float kLineHeight = 24;
constexpr float kPicture = 36;
constexpr float kNumberWidth = 84;
constexpr int kMaxDecimals = 6;
constexpr int kDigits = 4;  ///< significant digits of the largest number

double largest_of(const PartList& list) {
    double largest = std::fabs(list.total);
    for (const ScorePart& part : list.parts) largest = std::max(largest, std::fabs(part.part));
    for (const PartList::Constant& constant : list.constants) largest = std::max(largest, std::fabs(constant.value));
    return largest;
}

}  // namespace

void ScorePartsView::write_numbers(const PartList& list, std::size_t listed) {
    decimals_ = std::min(sum_decimals(largest_of(list), kDigits), kMaxDecimals);
    std::vector<double> addends;
    for (std::size_t i = 0; i < listed; ++i) addends.push_back(list.parts[i].part);
    const bool has_others = listed < list.parts.size();
    for (const PartList::Constant& constant : list.constants) addends.push_back(constant.value);
    std::vector<double> written;
    if (has_others) {
        // Put the rounding error into the sum of the others, so that every listed number is rounded correctly.
        double left = rounded(list.total, decimals_);
        for (const double addend : addends) {
            written.push_back(rounded(addend, decimals_));
            left -= written.back();
        }
        written.insert(written.begin() + static_cast<std::ptrdiff_t>(listed), rounded(left, decimals_));
    } else {
        written = rounded_addends(addends, list.total, decimals_);
    }
    rounded_.assign(written.begin(), written.begin() + static_cast<std::ptrdiff_t>(listed));
    numbers_.clear();
    for (const double value : written) numbers_.push_back(decimal_text(value, decimals_));
    total_ = decimal_text(rounded(list.total, decimals_), decimals_);
}

void ScorePartsView::show(Scene& scene, gl::TilePainter& painter, const PartList& list, Rect& area) {
    Ui& ui = scene.ui;
    const std::size_t listed = all_ ? list.parts.size() : std::min(kFewParts, list.parts.size());
    write_numbers(list, listed);
    const Rect title = area.cut_top(ui.px(22), ui.px(2));
    ui.mark(list.name, title);
    ui.text(title, list.title, Role::muted, Type::caption);
    double largest = 0;
    for (const ScorePart& part : list.parts) largest = std::max(largest, std::fabs(part.part));
    canvas_.begin({area.x, area.y, area.w, ui.px(kRowHeight) * static_cast<float>(listed)}, scene.results.revision);
    for (std::size_t i = 0; i < listed; ++i) show_part(scene, list, i, largest, area.cut_top(ui.px(kRowHeight)));
    canvas_.paint(ui, painter);
    std::size_t next = listed;
    if (listed < list.parts.size()) {
        const auto others = static_cast<long long>(list.parts.size() - listed);
        show_line(ui, list, list.name + ".others",
                  list.has_pictures ? tr_count(others, "{} other map", "{} other maps")
                                    : tr_count(others, "{} other term", "{} other terms"),
                  numbers_[next++], false, area);
    }
    for (std::size_t i = 0; i < list.constants.size(); ++i)
        show_line(ui, list, fmt::format("{}.fixed.{}", list.name, i), list.constants[i].label, numbers_[next++], false,
                  area);
    ui.fill({area.x, area.y + ui.px(1), area.w, ui.line_width()}, ui.colour(Role::line));
    area.cut_top(ui.px(3));
    show_line(ui, list, list.name + ".total", list.total_label, total_, true, area);
    if (list.parts.size() <= kFewParts) return;
    const std::string label = all_                ? tr("The {} largest", kFewParts)
                              : list.has_pictures ? tr("All {} maps", list.parts.size())
                                                  : tr("All {} terms", list.parts.size());
    Rect row = area.cut_top(ui.px(30), ui.px(8));
    row.w = std::min(row.w, ui.text_width(label, Type::caption) + ui.px(28));
    if (button(ui, list.name + ".all", row, label, {.tooltip = tr("How many terms are listed"), .type = Type::caption}))
        all_ = !all_;
}

void ScorePartsView::show_part(Scene& scene, const PartList& list, std::size_t index, double largest, Rect row) {
    Ui& ui = scene.ui;
    const ScorePart& part = list.parts[index];
    const Item item = ui.item(fmt::format("{}.{}", list.name, index), row, {.tooltip = part.tooltip});
    if (item.hovered) ui.fill(row, ui.colour(Role::hover), ui.px(4));
    ui.focus_ring(item, ui.px(4));
    if (item.pressed)
        scene.change_view([place = part.place](NetworkView& view) {
            view.go_to(place.node, place.channel);
            view.pinned = place.at;
            view.page = place.at ? NetworkPage::map : NetworkPage::maps;
        });
    row = row.inset(ui.px(4), ui.px(2));
    if (list.has_pictures) {
        const Rect place = row.cut_left(ui.px(kPicture), ui.px(8));
        const nn::Shape& shape = scene.model.node(part.place.node).shape;
        const Size size{static_cast<int>(shape.rows()), static_cast<int>(shape.cols())};
        const ColourScale scale = scale_of(scene, scene.now, part.place.node, part.place.channel);
        canvas_.add(place,
                    {scene.now.layer(part.place.node).values.data() + part.place.channel, size, shape.channels()},
                    scale.map, scale.shown);
    }
    Rect numbers = row.cut_right(ui.px(kNumberWidth), ui.px(8));
    ui.text(numbers.cut_top(ui.px(20)), numbers_[index], Role::text, Type::text, Align::right);
    signed_bar(ui, numbers.inset(0, ui.px(4)), part.part, largest);
    ui.text(row.cut_top(part.is_product ? ui.px(20) : row.h), part.label, Role::text, Type::caption);
    if (part.is_product)
        ui.text(row, factors_text(part.a, part.b, rounded_[index], decimals_), Role::muted, Type::caption);
}

void ScorePartsView::show_line(Ui& ui, const PartList& /*list*/, const std::string& name, const std::string& label,
                               const std::string& number, bool strong, Rect& area) const {
    Rect row = area.cut_top(ui.px(kLineHeight));
    ui.mark(name, row);
    row = row.inset(ui.px(4), 0);
    ui.text(row.cut_right(ui.px(kNumberWidth), ui.px(8)), number, Role::text, Type::text, Align::right);
    ui.text(row, label, strong ? Role::text : Role::muted, Type::caption);
}

}  // namespace convscope
