// The places of the layers in the journey: a column for each layer, or for a folded block of layers.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/document/network/view/journey_view.h"
#include "app/gui/toolkit/painter.h"
#include "core/image/plane.h"
#include "core/nn/inspect/blocks.h"

namespace convscope {

/// Models with more layers are folded by default.
inline constexpr int kMaxUnfoldedLayers = 40;
/// Models with fewer layers have no marks of blocks.
inline constexpr int kMinFoldableLayers = 17;
/// Maps are at least this high and wide, in pixels of the design, so that they can be seen.
inline constexpr float kMinJourneyMap = 12;

/// A column of the journey, measured from the strip's left end in screen pixels. If it is folded, it stands for the
/// nodes `first` to `last` and shows the maps of the last.
struct JourneyColumn {
    int first = 0, last = 0;
    int block = -1;  ///< the index of the folded block; -1 for a single layer
    float left = 0, width = 0;
    Size map;               ///< screen pixels of one of its maps
    bool enlarged = false;  ///< the map is larger than true to scale
    int max_cards = 1;      ///< the number of its maps, limited to the size of a large stack
    int cards = 1;          ///< maps drawn in a stack
    float card_step = 0;    ///< the horizontal distance of two maps in the stack
    float right() const { return left + width; }
    float centre() const { return left + width / 2; }
};

class JourneyLayout {
  public:
    /// Lays out the columns in a strip of `height` x `width` screen pixels; a short model is spread over the width. If
    /// blocks can be folded, their marks use `head` pixels of the height. Returns true if something has changed.
    bool update(const Painter& painter, const std::shared_ptr<const nn::Model>& model, const JourneyView& view,
                float height, float head, float width);

    /// The number of models that were laid out.
    int models() const { return models_; }
    const std::vector<JourneyColumn>& columns() const { return columns_; }
    /// The index of the column that shows the node or the block that contains it.
    std::size_t column_of(int node) const { return column_of_.at(static_cast<std::size_t>(node)); }
    float total_width() const { return total_width_; }
    /// The blocks that can be folded; none in a short model.
    const std::vector<nn::Block>& blocks() const { return blocks_; }
    bool is_folded(std::size_t block) const { return folded_.at(block); }
    bool has_folded() const;
    /// True if blocks are folded unless the user has decided otherwise.
    bool folds_by_default() const { return folds_by_default_; }
    /// The height in screen pixels, true to scale, of a map with this number of rows.
    float true_height(std::int64_t rows) const { return unit_ * static_cast<float>(rows); }
    /// True if some map is drawn larger than true to scale.
    bool has_enlarged() const;

  private:
    void measure_model(const nn::Model& model);
    void make_columns(const Painter& painter, const nn::Model& model, float height);
    void spread(const Painter& painter, float width);
    Size map_size(const Painter& painter, const nn::Shape& shape, float room, bool& enlarged) const;

    std::weak_ptr<const nn::Model> model_;
    int models_ = 0;
    JourneyView view_;
    float height_ = 0, head_ = 0, width_ = 0, scale_ = 0;
    float unit_ = 1;  ///< screen pixels per value of a map true to scale
    std::vector<nn::Block> blocks_;
    std::vector<bool> folded_;
    bool folds_by_default_ = false;
    std::int64_t rows_ = 1, cols_ = 1, count_ = 1;  ///< the largest maps, and the longest vector
    std::vector<JourneyColumn> columns_;
    std::vector<std::size_t> column_of_;
    float total_width_ = 0;
};

/// The height of the texts below a column, in pixels of the design.
inline constexpr float kJourneyTextHeight = 58;

/// The name of a column's control: "journey.layer." and the index of its last node.
std::string item_name(const JourneyColumn& column);

/// The texts below a column: name, shape and number of parameters of the layer or the block.
struct JourneyTexts {
    std::string name, shape, parameters;
};
JourneyTexts journey_texts(const nn::Model& model, const JourneyColumn& column, const std::vector<nn::Block>& blocks);

}  // namespace convscope
