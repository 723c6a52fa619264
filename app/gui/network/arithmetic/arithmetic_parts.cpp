#include "app/gui/network/arithmetic/arithmetic_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/gui/network/arithmetic/arithmetic_text.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/numbers/number_grid.h"
#include "app/gui/widgets/numbers/product_grids.h"

namespace convscope {

namespace {

constexpr std::size_t kFewChannels = 8;  ///< number of channels listed until the user asks for all
constexpr std::size_t kFewTerms = 12;
constexpr float kChannelRowHeight = 44;
constexpr float kTermRowHeight = 40;
constexpr float kPlainRowHeight = 24;  ///< for terms without weights
constexpr float kNumberWidth = 84;     ///< for a part's value
constexpr float kMinReadableCell = 40;

/// A bar from the middle: to the right for positive values, to the left for negative ones.
void signed_bar(Ui& ui, Rect rect, double value, double largest) {
    const float middle = rect.centre_x();
    ui.fill(rect, ui.colour(Role::raised), ui.px(2));
    const double part = largest > 0 && std::isfinite(value) ? std::fabs(value) / largest : 0;
    const float length = rect.w / 2 * static_cast<float>(std::min(1.0, part));
    ui.fill({value < 0 ? middle - length : middle, rect.y, length, rect.h},
            ui.colour(value < 0 ? Role::negative : Role::positive), ui.px(2));
    ui.fill({middle - ui.line_width() / 2, rect.y - ui.px(2), ui.line_width(), rect.h + ui.px(4)},
            ui.colour(Role::muted));
}

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

void ArithmeticParts::set(const nn::Explanation& explanation, std::uint64_t revision) {
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

float ArithmeticParts::open_height(const Ui& ui, float width) const {
    if (explanation_->channels.empty()) return 0;
    ProductGrids grids = grids_of(*explanation_);
    grids.across = grids_across(ui, width, grids.cols);
    return product_grids_height(ui, grids) + ui.px(12);
}

void ArithmeticParts::show(Scene& scene, gl::TilePainter& painter, Rect& area) {
    Ui& ui = scene.ui;
    if (order_.empty()) return;
    const bool channels = !explanation_->channels.empty();
    ui.text(area.cut_top(ui.px(20), ui.px(4)),
            channels ? "Input channels: window \u00d7 kernel = products" : "Terms, the largest first", Role::muted,
            Type::caption);
    const float height = row_height(ui) * static_cast<float>(listed()) + open_height(ui, area.w);
    show_rows(scene, painter, {area.x, area.y, area.w, height});
    area.cut_top(height, ui.px(8));
    const std::size_t few = channels ? kFewChannels : kFewTerms;
    if (order_.size() > few) show_more(ui, area.cut_top(ui.px(30), ui.px(8)));
}

void ArithmeticParts::show_more(Ui& ui, Rect row) {
    const bool channels = !explanation_->channels.empty();
    const std::string label = all_ ? fmt::format("The {} largest", channels ? kFewChannels : kFewTerms)
                                   : fmt::format("All {} {}", order_.size(), channels ? "channels" : "terms");
    if (button(ui, "arithmetic.all", row, label, {.type = Type::caption})) all_ = !all_;
}

void ArithmeticParts::show_rows(Scene& scene, gl::TilePainter& painter, Rect list) {
    Ui& ui = scene.ui;
    const Rect seen = visible_part(ui, list);
    const float height = row_height(ui);
    const std::optional<std::size_t> open = this->open();
    const bool channels = !explanation_->channels.empty();
    canvas_.begin(seen, revision_);
    float y = list.y;
    for (std::size_t i = 0; i < listed(); ++i) {
        const std::size_t index = order_[i];
        const Rect row{list.x, y, list.w, height};
        y += height;
        const bool visible = row.bottom() > seen.y && row.y < seen.bottom();
        if (channels && visible)
            show_channel(scene, index, row);
        else if (channels)
            ui.keep_in_order(fmt::format("arithmetic.channel.{}", explanation_->channels[index].channel), row);
        else if (visible)
            show_term(scene, index, row);
        if (open != index) continue;
        const Rect products{list.x, y, list.w, open_height(ui, list.w)};
        y = products.bottom();
        if (products.bottom() > seen.y && products.y < seen.bottom())
            show_products(ui, explanation_->channels[index], products);
    }
    canvas_.paint(ui, painter);
}

void ArithmeticParts::show_number(Ui& ui, Rect rect, double value) const {
    ui.text(rect, NumberColumn(ui, largest_part_, ui.px(kNumberWidth), Type::text).text(value), Role::text, Type::text,
            Align::right);
}

void ArithmeticParts::show_channel(Scene& scene, std::size_t index, Rect row) {
    Ui& ui = scene.ui;
    const nn::ChannelTerms& channel = explanation_->channels[index];
    const Item item = ui.item(fmt::format("arithmetic.channel.{}", channel.channel), row,
                              {.tooltip = "Write out the products of this channel"});
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
    show_number(ui, row.cut_top(ui.px(22)), channel.sum);
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

void ArithmeticParts::show_products(Ui& ui, const nn::ChannelTerms& channel, Rect area) const {
    ProductGrids grids = grids_of(*explanation_);
    grids.neighbours.assign(channel.window.begin(), channel.window.end());
    grids.inside = channel.inside;
    grids.filter.assign(channel.kernel.begin(), channel.kernel.end());
    grids.products = channel.products;
    grids.across = grids_across(ui, area.w, grids.cols);
    product_grids(ui, area.inset(0, ui.px(4)), grids);
}

void ArithmeticParts::show_term(Scene& scene, std::size_t index, Rect row) const {
    Ui& ui = scene.ui;
    const nn::Term& term = explanation_->terms[index];
    ui.mark(fmt::format("arithmetic.term.{}", index), row);
    row = row.inset(ui.px(4), 0);
    Rect upper = row.cut_top(ui.px(22));
    show_number(ui, upper.cut_right(ui.px(kNumberWidth), ui.px(4)), term.product);
    const TermText text = term_text(scene.model, scene.layer, explanation_->at, term);
    ui.text(upper, text.where, explanation_->winner == index ? Role::winner : Role::text, Type::caption);
    if (!weighted_) return;
    Rect lower = row.cut_top(ui.px(14));
    signed_bar(ui, lower.cut_right(ui.px(kNumberWidth), ui.px(4)).inset(0, ui.px(4)), term.product, largest_part_);
    const auto number = [&](double value) { return fitted_number(ui, value, ui.px(46), Type::caption); };
    const std::string start = text.number.empty() ? "" : text.number + ":  ";
    ui.text(lower, start + number(term.value) + " \u00d7 " + number(term.weight), Role::muted, Type::caption);
}

}  // namespace convscope
