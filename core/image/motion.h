// Shifts, rotates and enlarges a picture, for the lesson on outputs that follow a motion.
#pragma once

#include "core/image/picture.h"

namespace convscope {

inline constexpr int kMaxShift = 4096;
inline constexpr float kMinZoom = 0.25F, kMaxZoom = 4;

/// First the picture is enlarged by `zoom` and rotated clockwise by `turn` degrees, both about its centre; then it is
/// shifted by whole pixels.
struct Motion {
    int right = 0;   ///< pixels, -kMaxShift..kMaxShift
    int down = 0;    ///< pixels, -kMaxShift..kMaxShift
    float turn = 0;  ///< degrees, -180..180
    float zoom = 1;  ///< kMinZoom..kMaxZoom
    bool operator==(const Motion&) const = default;

    /// True if the pixels are copied, not interpolated.
    bool is_shift() const { return turn == 0 && zoom == 1; }
};

/// The moved picture, of the same size. Pixels that come from outside the picture have the value of the nearest edge
/// pixel. A shift copies pixels; other motions interpolate between the four nearest (bilinear), and bytes are rounded.
/// Without a motion it shares the storage of `picture`. Throws std::invalid_argument if a value is outside its range.
Picture moved(const Picture& picture, const Motion& motion);

}  // namespace convscope
