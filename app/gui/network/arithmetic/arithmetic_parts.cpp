#include "app/gui/network/arithmetic/arithmetic_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/network/arithmetic/arithmetic_text.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_grid.h"
#include "app/gui/widgets/numbers/product_grids.h"
#include "app/gui/widgets/numbers/signed_bar.h"
#include "core/base/text/addends.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::size_t kFewChannels = 8;  ///< number of channels listed until the user asks for all
constexpr std::size_t kFewTerms = 12;
constexpr float kChannelRowHeight = 44;
constexpr float kTermRowHeight = 40;
constexpr float kWideNumber = 118;     ///< the same with more digits
constexpr float kPlainRowHeight = 24;  ///< for terms without weights
constexpr float kNumberWidth = 84;     ///< for a part's value
constexpr float kMinReadableCell = 40;

/// The part of the rectangle inside the clip rectangle.
Rect visible_part(const Ui& ui, Rect rect) {
    const ImVec2 low = ui.draw().GetClipRectMin();
    const ImVec2 high = ui.draw().GetClipRectMax();
    const float x = std::max(rect.x, low.x);
    const float y = std::max(rect.y, low.y);
    return {x, y, std::max(0.0F, std::min(rect.right(), high.x) - x),
            std::max(0.0F, std::min(rect.bottom(), high.y) - y)};
}

ProductGrids grids_of(const nn::Explanation& e) {
    return {.name = "arithmetic", .rows = static_cast<int>(e.kernel_rows), .cols = static_cast<int>(e.kernel_cols)};
}

/// The number of grids in a row that leaves their numbers readable.
int grids_across(const Ui& ui, float width, int cols) {
    for (int across = 3; across > 1; --across)
        if (width / static_cast<float>(across * cols) >= ui.px(kMinReadableCell + 8)) return across;
    return width / static_cast<float>(2 * cols) >= ui.px(kMinReadableCell) ? 2 : 1;
}

}  // namespace

void ArithmeticParts::set(const nn::Explanation& explanation, std::span<const ResultLine> lines,
                          std::uint64_t revision) {
    explanation_ = &explanation;
    revision_ = revision;
    order_ = by_magnitude(explanation);
    products_.clear();
    largest_part_ = 0;
    largest_weight_ = largest_product_ = 0;
    for (const nn::ChannelTerms& channel : explanation.channels) {
        largest_part_ = std::max(largest_part_, std::fabs(channel.sum));
        for (const float weight : channel.kernel) largest_weight_ = std::max(largest_weight_, std::fabs(weight));
        for (const double product : channel.products) {
            products_.push_back(static_cast<float>(product));
            largest_product_ = std::max(largest_product_, std::fabs(products_.back()));
        }
    }
    weighted_ = false;
    for (const nn::Term& term : explanation.terms) {
        largest_part_ = std::max(largest_part_, std::fabs(term.product));
        weighted_ = weighted_ || term.weight != 1;
    }
    lines_.assign(lines.begin(), lines.end());
    write();
}

void ArithmeticParts::write() {
    written_ = written_numbers(lines_, *explanation_, order_, listed(), more_digits_);
}

void ArithmeticParts::set_more_digits(bool more) {
    more_digits_ = more;
    write();
}

void ArithmeticParts::start_over() {
    all_ = false;
    chosen_.reset();
}

std::size_t ArithmeticParts::listed() const {
    const std::size_t few = explanation_->channels.empty() ? kFewTerms : kFewChannels;
    return all_ ? order_.size() : std::min(few, order_.size());
}

std::optional<std::size_t> ArithmeticParts::open() const {
    if (explanation_->channels.empty()) return std::nullopt;
    const auto end = order_.begin() + static_cast<std::ptrdiff_t>(listed());
    return chosen_ && std::find(order_.begin(), end, *chosen_) != end ? chosen_ : order_.front();
}

float ArithmeticParts::row_height(const Ui& ui) const {
    if (!explanation_->channels.empty()) return ui.px(kChannelRowHeight);
    return ui.px(weighted_ ? kTermRowHeight : kPlainRowHeight);
}

Rect ArithmeticParts::show_products(Ui& ui, Rect& area) {
    const nn::ChannelTerms& channel = explanation_->channels[*open()];
    Rect head = area.cut_top(ui.px(24), ui.px(4));
    show_digits_button(ui, head);
    ui.text(head,
            order_.size() > 1 ? tr("Channel {}: window \u00d7 kernel", channel.channel) : tr("window \u00d7 kernel"),
            Role::muted, Type::caption);
    ProductGrids grids = grids_of(*explanation_);
    grids.neighbours.assign(channel.window.begin(), channel.window.end());
    grids.inside = channel.inside;
    grids.filter.assign(channel.kernel.begin(), channel.kernel.end());
    grids.products = channel.products;
    grids.sum = channel.sum;
    grids.more_digits = more_digits_;
    grids.across = more_digits_ ? 1 : grids_across(ui, area.w, grids.cols);
    const Rect place = area.cut_top(product_grids_height(ui, grids), ui.px(8));
    product_grids(ui, place, grids);
    return product_grids_room(ui, place, grids);
}

void ArithmeticParts::show_digits_button(Ui& ui, Rect& row) {
    if (explanation_->combination != nn::Combination::sum || !written_.decimals) return;
    const Rect place = row.cut_right(ui.text_width(tr("More digits"), Type::caption) + ui.px(20), ui.px(6));
    if (button(ui, "arithmetic.digits", place, more_digits_ ? tr("Fewer digits") : tr("More digits"),
               {.tooltip = tr("Write the numbers with more or fewer decimals"), .type = Type::caption}))
        set_more_digits(!more_digits_);
}

void ArithmeticParts::show_list(Scene& scene, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    if (order_.empty()) return;
    const bool channels = !explanation_->channels.empty();
    Rect head = area.cut_top(ui.px(24), ui.px(4));
    if (!channels) show_digits_button(ui, head);
    ui.text(head, channels ? tr("Channels, the largest first") : tr("Terms, the largest first"), Role::muted,
            Type::caption);
    const float height = row_height(ui) * static_cast<float>(listed());
    show_rows(scene, painter, area.cut_top(height, ui.px(2)));
    if (explanation_->combination == nn::Combination::sum) show_sum(ui, area);
    const std::size_t few = channels ? kFewChannels : kFewTerms;
    if (order_.size() > few) show_more(ui, area.cut_top(ui.px(30), ui.px(8)));
}

void ArithmeticParts::show_more(Ui& ui, Rect row) {
    const bool channels = !explanation_->channels.empty();
    const std::string label = all_       ? tr("The {} largest", channels ? kFewChannels : kFewTerms)
                              : channels ? tr("All {} channels", order_.size())
                                         : tr("All {} terms", order_.size());
    if (button(ui, "arithmetic.all", row, label, {.type = Type::caption})) {
        all_ = !all_;
        write();
    }
}

void ArithmeticParts::show_sum(Ui& ui, Rect& area) const {
    if (!written_.decimals) return;
    const auto line = [&](std::string_view name, const std::string& label, double value) {
        Rect row = area.cut_top(ui.px(22));
        ui.mark(name, row);
        row = row.inset(ui.px(4), 0);
        ui.text(row.cut_right(number_width(ui), ui.px(4)), written_.text(value), Role::text, Type::text, Align::right);
        ui.text(row, label, Role::muted, Type::caption);
    };
    const auto others = static_cast<long long>(order_.size() - listed());
    if (written_.others)
        line("arithmetic.others",
             explanation_->channels.empty() ? tr_count(others, "{} other term", "{} other terms")
                                            : tr_count(others, "{} other channel", "{} other channels"),
             *written_.others);
    ui.fill({area.right() - number_width(ui), area.y, number_width(ui), ui.line_width()}, ui.colour(Role::line));
    line("arithmetic.total", tr("sum"), written_.total);
    area.cut_top(ui.px(6));
}

float ArithmeticParts::number_width(const Ui& ui) const {
    return ui.px(more_digits_ ? kWideNumber : kNumberWidth);
}

void ArithmeticParts::show_rows(Scene& scene, gl::TilePainter& painter, Rect list) {
    Ui& ui = scene.ui;
    const Rect seen = visible_part(ui, list);
    const float height = row_height(ui);
    const bool channels = !explanation_->channels.empty();
    canvas_.begin(seen, revision_);
    for (std::size_t i = 0; i < listed(); ++i) {
        const Rect row{list.x, list.y + static_cast<float>(i) * height, list.w, height};
        const bool visible = row.bottom() > seen.y && row.y < seen.bottom();
        if (channels && visible)
            show_channel(scene, i, row);
        else if (channels)
            ui.keep_in_order(fmt::format("arithmetic.channel.{}", explanation_->channels[order_[i]].channel), row);
        else if (visible)
            show_term(scene, i, row);
    }
    canvas_.paint(ui, painter);
}

void ArithmeticParts::show_number(Ui& ui, Rect rect, std::size_t place, double value) const {
    const bool adds_up = written_.decimals && place < written_.parts.size();
    const std::string text = adds_up ? written_.text(written_.parts[place])
                                     : NumberColumn(ui, largest_part_, ui.px(kNumberWidth), Type::text).text(value);
    ui.text(rect, text, Role::text, Type::text, Align::right);
}

void ArithmeticParts::show_channel(Scene& scene, std::size_t place, Rect row) {
    Ui& ui = scene.ui;
    const std::size_t index = order_[place];
    const nn::ChannelTerms& channel = explanation_->channels[index];
    const Item item = ui.item(fmt::format("arithmetic.channel.{}", channel.channel), row,
                              {.tooltip = tr("Write out the products of this channel")});
    if (item.pressed) {
        chosen_ = index;
        scene.change_view([index](NetworkView& view) { view.kernel_channel = static_cast<std::int64_t>(index); });
    }
    const bool is_open = open() == index;
    if (item.hovered || is_open) ui.fill(row, ui.colour(item.hovered ? Role::hover : Role::raised), ui.px(6));
    ui.focus_ring(item, ui.px(6));
    row = row.inset(ui.px(4), ui.px(3));
    ui.text(row.cut_left(ui.px(34), ui.px(4)), std::to_string(channel.channel), is_open ? Role::text : Role::muted,
            Type::caption);
    show_pictures(scene, channel, index, row);
    row.cut_left(ui.px(8));
    show_number(ui, row.cut_top(ui.px(22)), place, channel.sum);
    signed_bar(ui, row.cut_top(ui.px(12)).inset(0, ui.px(3)), channel.sum, largest_part_);
}

void ArithmeticParts::show_pictures(Scene& scene, const nn::ChannelTerms& channel, std::size_t index, Rect& row) {
    Ui& ui = scene.ui;
    const Size size{static_cast<int>(explanation_->kernel_rows), static_cast<int>(explanation_->kernel_cols)};
    const float side = row.h;
    const auto longest = static_cast<float>(std::max(size.rows, size.cols));
    const float width = std::floor(side * static_cast<float>(size.cols) / longest);
    const float height = std::floor(side * static_cast<float>(size.rows) / longest);
    const auto add = [&](std::string_view operation, const float* values, ColourMap map, Range shown) {
        if (!operation.empty()) ui.text(row.cut_left(ui.px(16)), operation, Role::muted, Type::text, Align::centre);
        const Rect place = row.cut_left(side);
        canvas_.add(
            {std::floor(place.x + (side - width) / 2), std::floor(place.y + (side - height) / 2), width, height},
            {values, size}, map, shown);
    };
    const ColourScale source = scale_of(scene, scene.now, scene.node().inputs.front(), channel.channel);
    add("", channel.window.data(), source.map, source.shown);
    add("\u00d7", channel.kernel.data(), ColourMap::diverging,
        shown_range(ColourMap::diverging, {-largest_weight_, largest_weight_}));
    add("=", products_.data() + index * channel.products.size(), ColourMap::diverging,
        shown_range(ColourMap::diverging, {-largest_product_, largest_product_}));
}

void ArithmeticParts::show_term(Scene& scene, std::size_t place, Rect row) const {
    Ui& ui = scene.ui;
    const std::size_t index = order_[place];
    const nn::Term& term = explanation_->terms[index];
    ui.mark(fmt::format("arithmetic.term.{}", index), row);
    row = row.inset(ui.px(4), 0);
    Rect upper = row.cut_top(ui.px(22));
    show_number(ui, upper.cut_right(number_width(ui), ui.px(4)), place, term.product);
    const TermText text = term_text(scene.model, scene.layer, explanation_->at, term);
    ui.text(upper, text.where, explanation_->winner == index ? Role::winner : Role::text, Type::caption);
    if (!weighted_) return;
    Rect lower = row.cut_top(ui.px(14));
    signed_bar(ui, lower.cut_right(number_width(ui), ui.px(4)).inset(0, ui.px(4)), term.product, largest_part_);
    const std::string start = text.number.empty() ? "" : text.number + ":  ";
    std::string factors;
    if (written_.decimals && place < written_.parts.size())
        factors = factors_text(term.value, term.weight, written_.parts[place], *written_.decimals);
    if (factors.empty() || ui.text_width(start + factors, Type::caption) > lower.w) {
        const auto number = [&](double value) { return fitted_number(ui, value, ui.px(46), Type::caption); };
        factors = number(term.value) + " \u00d7 " + number(term.weight);
    }
    ui.text(lower, start + factors, Role::muted, Type::caption);
}

}  // namespace convscope
