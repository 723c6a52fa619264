// A layer's filters as pictures: the kernels of one input channel, with one colour scale for all filters.
#pragma once

#include "app/gui/widgets/maps/tile_canvas.h"
#include "core/nn/model/tensor.h"

namespace convscope {

class FilterPictures {
  public:
    /// `kernel` {rows, cols, input channels, filters} must outlive this object. An `input_channel` that is too large
    /// means the last one.
    FilterPictures(const nn::Tensor& kernel, std::int64_t input_channel);

    Size size() const;
    /// The values at the ends of the colours, {-m, m}.
    Range shown() const { return shown_; }
    TileValues tile(std::int64_t filter) const;
    /// Writes the values into the cells of the filter's picture if the cells are large enough.
    void write_values(Ui& ui, Rect picture, std::int64_t filter) const;

  private:
    float value(std::int64_t cell, std::int64_t filter) const;

    const nn::Tensor* kernel_;
    std::int64_t inputs_, filters_, input_;
    Range shown_;
};

}  // namespace convscope
