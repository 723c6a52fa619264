// Reshape: the same values in the same order under another shape.
#pragma once

#include "core/nn/layers/shape/copied_values.h"

namespace convscope::nn {

/// `target` leaves out the batch. One axis may be -1; its length then follows from the others.
class Reshape final : public CopiedValues {
  public:
    /// Throws ShapeError for an impossible target: more than three axes, more than one -1, or another length below 1.
    explicit Reshape(Shape target);
    const Shape& target() const { return target_; }

    std::string_view type() const override { return "Reshape"; }
    Shape output_shape(std::span<const Shape> inputs) const override;

  private:
    Shape target_;
};

}  // namespace convscope::nn
