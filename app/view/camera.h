// The part of a picture that a view shows.
#pragma once

namespace convscope {

/// Where the linked views look. zoom is in multiples of "the whole picture fits"; the centre in input pixels.
struct Camera {
    double zoom = 1;
    double centre_row = 0;
    double centre_col = 0;
    bool fitted = true;  ///< follows the picture and the window; centre and zoom are then ignored
    bool operator==(const Camera&) const = default;
};

}  // namespace convscope
