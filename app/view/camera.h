// The part of the input that a view shows: centre and zoom.
#pragma once

namespace convscope {

/// All linked views share one camera. `zoom` is relative to the scale at which the whole input fits; the centre is in
/// input pixels.
struct Camera {
    double zoom = 1;
    double centre_row = 0;
    double centre_col = 0;
    bool fitted = true;  ///< the whole input is shown; centre and zoom are ignored
    bool operator==(const Camera&) const = default;
};

}  // namespace convscope
