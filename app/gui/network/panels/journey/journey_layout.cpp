#include "app/gui/network/panels/journey/journey_layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/gui/network/scene/layer_image.h"
#include "app/gui/network/scene/scene.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/summary.h"

namespace convscope {

namespace {

constexpr float kMargin = 16;
constexpr float kGap = 26;  ///< between columns, for the links
constexpr float kMaxGap = 90;
constexpr float kMinColumnWidth = 74;
constexpr int kCards = 3, kMaxCards = 9;
constexpr float kCardStep = 5, kUsualCardStep = 8, kMaxCardStep = 16;
constexpr float kMaxMap = 4;  ///< largest side of one value, in pixels of the design

}  // namespace

std::string item_name(const JourneyColumn& column) {
    return "journey.layer." + std::to_string(column.last);
}

JourneyTexts journey_texts(const nn::Model& model, const JourneyColumn& column, const std::vector<nn::Block>& blocks) {
    const auto parameters = [](std::int64_t count) {
        return count > 0 ? tr("{} par.", nn::with_commas(count)) : std::string();
    };
    const nn::Node& last = model.node(column.last);
    if (column.block < 0) return {display_name(last), shape_text(last), parameters(nn::parameter_count(last))};
    const nn::Block& block = blocks.at(static_cast<std::size_t>(column.block));
    std::int64_t count = 0;
    for (int node = column.first; node <= column.last; ++node) count += nn::parameter_count(model.node(node));
    const std::string name = block.name.empty() ? display_name(model.node(column.first)) + "\u2026" : block.name;
    return {name, shape_text(last), parameters(count)};
}

void JourneyLayout::measure_model(const nn::Model& model) {
    rows_ = cols_ = count_ = 1;
    for (const nn::Node& node : model.nodes()) {
        rows_ = std::max(rows_, node.shape.rows());
        cols_ = std::max(cols_, node.shape.cols());
        if (!node.shape.is_image()) count_ = std::max(count_, node.shape.count());
    }
    blocks_ = model.size() < kMinFoldableLayers ? std::vector<nn::Block>() : nn::blocks_of(model);
    folds_by_default_ = model.size() > kMaxUnfoldedLayers;
}

bool JourneyLayout::update(const Painter& painter, const std::shared_ptr<const nn::Model>& model,
                           const JourneyView& view, float height, float head, float width) {
    const bool other_model = model_.lock() != model;
    if (!other_model && view_ == view && height_ == height && head_ == head && width_ == width &&
        scale_ == painter.scale())
        return false;
    if (other_model) {
        measure_model(*model);
        ++models_;
    }
    model_ = model;
    view_ = view;
    height_ = height;
    head_ = head;
    width_ = width;
    scale_ = painter.scale();
    folded_.clear();
    for (const nn::Block& block : blocks_)
        folded_.push_back(view.is_folded(model->node(block.first).name, folds_by_default_));
    make_columns(painter, *model, height - (blocks_.empty() ? 0 : head));
    spread(painter, width);
    return true;
}

/// The size in screen pixels of a layer's picture that fits into a height of `room` pixels: a map, a sequence with a
/// row for each step, or a vector's strip. The strip's length grows with the logarithm of the vector's length, because
/// 10 values next to 1600 would be invisible on a linear scale.
Size JourneyLayout::map_size(const Painter& painter, const nn::Shape& shape, float room, bool& enlarged) const {
    const auto fitted = [&](Size table, float unit) {
        return Size{std::max(3, static_cast<int>(std::lround(unit * static_cast<float>(table.rows)))),
                    std::max(3, static_cast<int>(std::lround(unit * static_cast<float>(table.cols))))};
    };
    if (!shape.is_image() && shape.rank() != 2) {
        const auto log = [](std::int64_t length) { return std::log2(static_cast<double>(length) + 1); };
        const float part = std::max(0.12F, static_cast<float>(log(shape.count()) / log(count_)));
        return {static_cast<int>(room * part), static_cast<int>(painter.px(12))};
    }
    const Size size = image_size(shape);
    // A sequence is not to scale with the maps; it is as large as the room allows.
    const float unit = shape.is_image() ? unit_
                                        : std::min({room / static_cast<float>(size.rows),
                                                    room / static_cast<float>(size.cols), painter.px(kMaxMap)});
    const float longer = static_cast<float>(std::max(size.rows, size.cols));
    const float min_unit = painter.px(kMinJourneyMap) / longer;
    enlarged = unit < min_unit;
    return fitted(size, std::max(unit, min_unit));
}

void JourneyLayout::make_columns(const Painter& painter, const nn::Model& model, float height) {
    const float room = height - painter.px(kCardStep * (kCards - 1)) - painter.px(8);
    unit_ = std::min({room / static_cast<float>(rows_), room * 1.3F / static_cast<float>(cols_), painter.px(kMaxMap)});
    columns_.clear();
    column_of_.assign(static_cast<std::size_t>(model.size()), 0);
    std::size_t block = 0;
    for (int node = 0; node < model.size();) {
        JourneyColumn column{.first = node, .last = node};
        while (block < blocks_.size() && blocks_[block].first < node) ++block;
        if (block < blocks_.size() && blocks_[block].first == node && folded_[block]) {
            column.block = static_cast<int>(block);
            column.last = blocks_[block].last;
        }
        const nn::Shape& shape = model.node(column.last).shape;
        column.map = map_size(painter, shape, room, column.enlarged);
        column.card_step = painter.px(kCardStep);
        if (shape.is_image()) column.max_cards = static_cast<int>(std::min<std::int64_t>(kMaxCards, shape.channels()));
        column.cards = std::min(column.max_cards, kCards);
        const JourneyTexts texts = journey_texts(model, column, blocks_);
        const float text =
            std::max({painter.text_width(texts.name, Type::caption), painter.text_width(texts.shape, Type::caption),
                      painter.text_width(texts.parameters, Type::caption)});
        column.width = std::max({painter.px(kMinColumnWidth), text + painter.px(8),
                                 static_cast<float>(column.map.cols) + painter.px(kCardStep * kCards + 8)});
        for (int i = column.first; i <= column.last; ++i) column_of_[static_cast<std::size_t>(i)] = columns_.size();
        node = column.last + 1;
        columns_.push_back(column);
    }
}

void JourneyLayout::spread(const Painter& painter, float width) {
    float total = 2 * painter.px(kMargin) - painter.px(kGap);
    for (const JourneyColumn& column : columns_) total += column.width + painter.px(kGap);
    const auto count = static_cast<float>(columns_.size());
    const float spare = std::max(0.0F, width - total);
    // Use half of the spare width for more maps in each stack, half for longer links.
    const float extra = spare / 2 / count;
    for (JourneyColumn& column : columns_) {
        column.width += extra;
        if (column.cards < kCards) continue;
        const float room = column.width - painter.px(8) - static_cast<float>(column.map.cols);
        column.cards = std::clamp(static_cast<int>(room / painter.px(kUsualCardStep)) + 1, kCards, column.max_cards);
        column.card_step =
            std::clamp(room / static_cast<float>(column.cards - 1), painter.px(kCardStep), painter.px(kMaxCardStep));
    }
    const float gap = std::min(painter.px(kMaxGap), painter.px(kGap) + spare / 2 / std::max(1.0F, count - 1));
    total = 2 * painter.px(kMargin) - gap;
    for (const JourneyColumn& column : columns_) total += column.width + gap;
    float left = std::max(painter.px(kMargin), (width - total) / 2 + painter.px(kMargin));
    for (JourneyColumn& column : columns_) {
        column.left = left;
        left += column.width + gap;
    }
    total_width_ = left - gap + painter.px(kMargin);
}

bool JourneyLayout::has_folded() const {
    return std::ranges::find(folded_, true) != folded_.end();
}

bool JourneyLayout::has_enlarged() const {
    return std::ranges::any_of(columns_, [](const JourneyColumn& column) { return column.enlarged; });
}

}  // namespace convscope
