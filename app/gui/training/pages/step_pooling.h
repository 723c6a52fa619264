// The part of the page One step that follows the gradient back through a pooling block: a map of the chosen picture,
// one of its blocks, and the part of the gradient that each of its values gets.
#pragma once

#include <cstdint>
#include <optional>

#include "app/gui/toolkit/ui.h"
#include "app/gui/widgets/maps/tile_canvas.h"
#include "core/nn/train/watch/pooling_lens.h"

namespace convscope {

/// A map of a convolution in the batch of a step.
struct StepMap {
    int node = 0;
    std::int64_t example = 0, filter = 0;
    bool operator==(const StepMap&) const = default;
};

class StepPooling {
  public:
    /// Shows the block with the pinned position, or with `fallback` before one is pinned. `revision` changes with the
    /// step. Cuts its room off `area`; draws nothing if the map is not pooled.
    void show(Ui& ui, gl::TilePainter& painter, const nn::StepDetail& detail, const StepMap& map,
              const nn::Position& fallback, std::uint64_t revision, Rect& area);

    /// The block as shown last, for tests; nullopt if none is shown.
    const std::optional<nn::PoolingBlock>& block() const { return block_; }

  private:
    void show_map(Ui& ui, gl::TilePainter& painter, const nn::StepDetail& detail, const nn::PooledLayer& layer,
                  Rect square);
    void show_block(Ui& ui, Rect area) const;
    void pin(const nn::Shape& shape, std::int64_t row, std::int64_t col);
    /// The arrow keys move to the next block.
    void use_keys(Ui& ui, const nn::Shape& shape);

    StepMap map_;
    std::optional<nn::Position> pinned_;
    std::optional<nn::PoolingBlock> block_;
    std::uint64_t revision_ = 0, shown_revision_ = 0;
    TileCanvas canvas_;
};

}  // namespace convscope
