// A layer's filters as pictures: of every filter the kernel of one input channel, all with the same colours, so that
// they can be compared. Draws only the numbers in them.
#pragma once

#include "app/gui/widgets/tile_canvas.h"
#include "core/nn/model/tensor.h"

namespace convscope {

class FilterPictures {
  public:
    /// `kernel` {rows, cols, input channels, filters} must live as long; an input channel it lacks means its last.
    FilterPictures(const nn::Tensor& kernel, std::int64_t input_channel);

    Size size() const;
    /// The colours' ends: as far above zero as below.
    Range shown() const { return shown_; }
    TileValues tile(std::int64_t filter) const;
    /// Into the cells of the filter's picture, where they are large enough.
    void write_values(Ui& ui, Rect picture, std::int64_t filter) const;

  private:
    float value(std::int64_t cell, std::int64_t filter) const;

    const nn::Tensor* kernel_;
    std::int64_t inputs_, filters_, input_;
    Range shown_;
};

}  // namespace convscope
