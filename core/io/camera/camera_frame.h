// One frame of a camera in the two forms that nearly all cameras give, and its conversion to a picture.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/image/picture.h"

namespace convscope {

/// yuyv: two bytes a pixel, Y0 U Y1 V for two neighbours. jpeg: a JPEG picture (Motion-JPEG).
enum class FrameForm : std::uint8_t { yuyv, jpeg };

/// The layout of a YUYV frame; of a JPEG frame only the form counts.
struct FrameLayout {
    FrameForm form = FrameForm::yuyv;
    Size size;
    int line_bytes = 0;  ///< from one row to the next; at least 2 * size.cols
    bool operator==(const FrameLayout&) const = default;
};

/// The picture of a frame. YUYV is converted by ITU-R BT.601 with Y from 16 to 235. `name` is used in errors. Throws
/// LoadError for bytes that are too few or no JPEG picture.
Picture picture_of(std::span<const std::uint8_t> bytes, const FrameLayout& layout, const std::string& name);

}  // namespace convscope
