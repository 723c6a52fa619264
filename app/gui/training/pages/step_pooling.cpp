#include "app/gui/training/pages/step_pooling.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/gui/widgets/numbers/number_format.h"
#include "app/gui/widgets/numbers/signed_tint.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr float kHead = 26, kMap = 156, kCellHeight = 28, kCaption = 20;

std::string value_text(double value) {
    return with_true_minus(fmt::format("{:.4f}", value));
}

std::string gradient_text(double value) {
    return value == 0 ? std::string("0") : with_true_minus(fmt::format("{:.6f}", value));
}

/// The sentence about the way of the gradient through the block.
std::string way_of(const nn::PoolingBlock& block) {
    const std::string gradient = gradient_text(static_cast<double>(block.gradient));
    if (!block.winner)
        return tr(
            "The mean is {}. Its gradient {} is shared equally by the {} values; the slope of the activation then "
            "multiplies each part.",
            value_text(static_cast<double>(block.output)), gradient, block.values.size());
    const nn::BlockValue& winner = block.values[*block.winner];
    const std::string largest = value_text(static_cast<double>(block.output));
    if (block.gradient == 0)
        return tr("Pooling keeps the largest value, {}, and its gradient is {}. There is nothing to hand back.",
                  largest, gradient);
    if (winner.gradient == block.gradient)
        return tr(
            "Pooling keeps the largest value, {}, and its gradient is {}. All of it goes to the winner at row {}, "
            "column {}; the others get 0.",
            largest, gradient, winner.row, winner.col);
    if (winner.gradient == 0)
        return tr(
            "Pooling keeps the largest value, {}, and its gradient is {}. It goes to the winner only, but the "
            "activation is flat there, so nothing is handed on.",
            largest, gradient);
    return tr(
        "Pooling keeps the largest value, {}, and its gradient is {}. It goes to the winner only; the slope of the "
        "activation makes it {}.",
        largest, gradient, gradient_text(static_cast<double>(winner.gradient)));
}

/// A grid of the block's numbers.
template <class Text, class Number>
void show_numbers(Ui& ui, Rect area, const std::string& name, const nn::PoolingBlock& block, const Number& number,
                  const Text& text) {
    double largest = 0;
    for (const nn::BlockValue& value : block.values) largest = std::max(largest, std::fabs(number(value)));
    for (std::size_t i = 0; i < block.values.size(); ++i) {
        const int row = static_cast<int>(i) / static_cast<int>(block.cols);
        const int col = static_cast<int>(i) % static_cast<int>(block.cols);
        const Rect place =
            area.row(row, static_cast<int>(block.rows), ui.px(2)).column(col, static_cast<int>(block.cols), ui.px(2));
        const double shown = number(block.values[i]);
        const ImU32 back = signed_tint(ui, shown, largest);
        ui.mark(fmt::format("{}.{}.{}", name, row, col), place);
        ui.fill(place, back, ui.px(3));
        ui.text(place, text(shown), readable_on(back), Type::caption, Align::centre);
        if (i == block.winner) ui.outline(place, ui.colour(Role::winner), ui.px(3), ui.px(2));
    }
}

}  // namespace

void StepPooling::show(Ui& ui, gl::TilePainter& painter, const nn::StepDetail& detail, const StepMap& map,
                       const nn::Position& fallback, std::uint64_t revision, Rect& area) {
    block_.reset();
    const std::optional<nn::PooledLayer> layer = nn::pooled_layer(*detail.before, map.node);
    if (!layer) return;
    if (map_ != map || shown_revision_ != revision) ++revision_;
    map_ = map;
    shown_revision_ = revision;
    nn::Position at = pinned_.value_or(fallback);
    at.channel = map.filter;
    block_ = nn::pooling_block(detail, *layer, map.example, at);
    if (!block_) block_ = nn::pooling_block(detail, *layer, map.example, {0, 0, map.filter});
    if (!block_) return;
    const float top = area.y;
    ui.text(area.cut_top(ui.px(kHead)), tr("Back through the {} \u00d7 {} pooling", block_->rows, block_->cols));
    Rect row = area.cut_top(ui.px(kMap), ui.px(6));
    show_map(ui, painter, detail, *layer, row.cut_left(ui.px(kMap), ui.px(14)));
    show_block(ui, row);
    area.cut_top(ui.paragraph(area, way_of(*block_), Role::muted, Type::caption), ui.px(10));
    ui.mark("training.pooling", {area.x, top, area.w, area.y - top});
}

void StepPooling::show_map(Ui& ui, gl::TilePainter& painter, const nn::StepDetail& detail, const nn::PooledLayer& layer,
                           Rect square) {
    const nn::Shape& shape = detail.before->node(layer.maps).shape;
    const std::vector<float>& values = detail.outputs[static_cast<std::size_t>(layer.maps)];
    const float* const first = values.data() + map_.example * shape.count() + map_.filter;
    float largest = 1e-6F;
    for (std::int64_t i = 0; i < shape.rows() * shape.cols(); ++i)
        largest = std::max(largest, std::fabs(first[i * shape.channels()]));
    const auto rows = static_cast<float>(shape.rows()), cols = static_cast<float>(shape.cols());
    const float cell = square.w / std::max(rows, cols);
    const Rect place{square.x, square.y, cell * cols, cell * rows};
    canvas_.begin(place, revision_);
    canvas_.add(place, {first, {static_cast<int>(shape.rows()), static_cast<int>(shape.cols())}, shape.channels()},
                ColourMap::diverging, {-largest, largest});
    canvas_.paint(ui, painter);
    const Item item =
        ui.item("training.pooling.map", place,
                {.tooltip = tr("The map of the chosen filter and picture: click a place to see its block"),
                 .uses_up_down = true});
    const nn::BlockValue& corner = block_->values.front();
    const Rect block{place.x + cell * static_cast<float>(corner.col), place.y + cell * static_cast<float>(corner.row),
                     cell * static_cast<float>(block_->cols), cell * static_cast<float>(block_->rows)};
    ui.outline(block.inset(-ui.px(1)), ui.colour(Role::accent), 0, ui.px(2));
    ui.focus_ring(item, 0);
    if (item.focused) use_keys(ui, shape);
    if (!item.held) return;
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    pin(shape, static_cast<std::int64_t>(std::floor((pointer.y - place.y) / cell)),
        static_cast<std::int64_t>(std::floor((pointer.x - place.x) / cell)));
}

void StepPooling::pin(const nn::Shape& shape, std::int64_t row, std::int64_t col) {
    pinned_ = nn::Position{std::clamp<std::int64_t>(row, 0, shape.rows() - 1),
                           std::clamp<std::int64_t>(col, 0, shape.cols() - 1), 0};
}

void StepPooling::use_keys(Ui& ui, const nn::Shape& shape) {
    const std::int64_t row = block_->values.front().row, col = block_->values.front().col;
    if (ui.take_key(Key::up)) pin(shape, row - block_->rows, col);
    if (ui.take_key(Key::down)) pin(shape, row + block_->rows, col);
    if (ui.take_key(Key::left)) pin(shape, row, col - block_->cols);
    if (ui.take_key(Key::right)) pin(shape, row, col + block_->cols);
}

void StepPooling::show_block(Ui& ui, Rect area) const {
    const float grid = ui.px(kCellHeight) * static_cast<float>(block_->rows);
    ui.text(area.cut_top(ui.px(kCaption)), tr("Values"), Role::muted, Type::caption);
    show_numbers(
        ui, area.cut_top(grid, ui.px(4)), "training.pooling.value", *block_,
        [](const nn::BlockValue& value) { return static_cast<double>(value.value); }, value_text);
    ui.text(area.cut_top(ui.px(kCaption)), tr("Gradient that each gets"), Role::muted, Type::caption);
    show_numbers(
        ui, area.cut_top(grid), "training.pooling.gradient", *block_,
        [](const nn::BlockValue& value) { return static_cast<double>(value.gradient); }, gradient_text);
}

}  // namespace convscope
