// The tools of a drawing pad that use the brush: strokes between two points, mirrored strokes, and filled areas. Must
// not include the interface: tests draw with it too.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/nn/input/brush.h"

namespace convscope::nn {

/// A point on the input, in pixels; pixel 0 reaches from 0 to 1. It may lie outside the input.
struct PadPoint {
    double row = 0, col = 0;
    bool operator==(const PadPoint&) const = default;
};

/// The distance of a stroke's dabs in pixels: 0.3 brush radii, at least 0.3. Closer dabs would harden the stroke's soft
/// edge.
double dab_step(float radius);
/// The dabs from `from` to `to`, at most dab_step() apart. The dab at `from` is left out, so that the parts of a stroke
/// join; the last dab lies at `to`.
std::vector<Dab> dabs_between(const PadPoint& from, const Dab& to);
/// The dabs of a straight line, including both ends.
std::vector<Dab> line_dabs(const PadPoint& from, const Dab& to);
/// The dabs and their mirror images about the vertical middle line of an input with `cols` columns.
std::vector<Dab> mirrored(std::vector<Dab> dabs, std::int64_t cols);

/// A flood fill. It starts at a pixel and spreads across the pixels' sides to neighbours that differ from the first
/// pixel by at most `tolerance` in brightness, 0..255, in every channel.
struct AreaFill {
    std::int64_t row = 0, col = 0;  ///< outside the input, nothing is filled
    std::optional<Ink> ink;         ///< nullopt erases
    float tolerance = 96;           ///< less than half of white, so that the soft edge of a white line stops the fill
};
/// `paint` (see PictureInput::paint) after the fill. The fill compares the pixels of `unpainted` with `paint` on top.
/// Paint of another shape is ignored. Null if no paint is left.
SharedTensor with_fill(const SharedTensor& paint, const AreaFill& fill, const Preprocessing& preprocessing,
                       const Tensor& unpainted);

}  // namespace convscope::nn
