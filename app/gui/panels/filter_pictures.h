// A layer's filters as pictures: the kernels of one input channel.
#pragma once

#include <vector>

#include "app/gui/widgets/maps/tile_canvas.h"
#include "core/nn/model/tensor.h"

namespace convscope {

class FilterPictures {
  public:
    /// `kernel` {rows, cols, input channels, filters} must outlive this object. An `input_channel` that is too large
    /// means the last one. With `own_ranges` each filter has its own colour scale, otherwise all have the same one.
    FilterPictures(const nn::Tensor& kernel, std::int64_t input_channel, bool own_ranges);

    Size size() const;
    /// The values at the ends of a filter's colours, {-m, m}.
    Range shown(std::int64_t filter) const { return shown_[own_ranges_ ? static_cast<std::size_t>(filter) : 0]; }
    std::int64_t input_channel() const { return input_; }
    std::int64_t input_channels() const { return inputs_; }
    /// The smallest and largest value, and the sum, of a filter's kernel.
    struct Figures {
        Range range;
        double sum = 0;
    };
    Figures figures(std::int64_t filter) const;
    TileValues tile(std::int64_t filter) const;
    /// Writes the values into the cells of the filter's picture if the cells are large enough.
    void write_values(Ui& ui, Rect picture, std::int64_t filter) const;

  private:
    float value(std::int64_t cell, std::int64_t filter) const;

    const nn::Tensor* kernel_;
    std::int64_t inputs_, filters_, input_;
    bool own_ranges_;
    std::vector<Range> shown_;  ///< of each filter, or one of all
};

}  // namespace convscope
