// Take: copies chosen positions along one axis, in any order and any number of times. Slices with steps, reversed axes
// and repeated values are such choices.
#pragma once

#include "core/nn/model/layer.h"

namespace convscope::nn {

/// Position i along `axis` of the output is position indexes[i] of the input. `axis` counts the axes of an example from
/// 0: 0 are the rows of an image.
class Take final : public Layer {
  public:
    struct Parameters {
        std::size_t axis = 0;
        std::vector<std::int64_t> indexes;
    };

    /// Throws ShapeError for an empty list and for negative indexes.
    explicit Take(Parameters parameters);
    const Parameters& parameters() const { return parameters_; }

    std::string_view type() const override { return "Take"; }
    /// Throws ShapeError for an axis or an index that the input lacks.
    Shape output_shape(std::span<const Shape> inputs) const override;
    void forward(const ForwardCall& call) const override;
    void backward(const BackwardCall& call) const override;
    void explain(const ExplainCall& call, const Position& at, Explanation& explanation) const override;
    Region source(const Region& output, std::size_t which, std::span<const Shape> inputs) const override;
    Region reach(const Region& input, std::size_t which, std::span<const Shape> inputs) const override;

  private:
    Parameters parameters_;
};

}  // namespace convscope::nn
