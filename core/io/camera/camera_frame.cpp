#include "core/io/camera/camera_frame.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/image/files/load.h"

namespace convscope {

namespace {

std::uint8_t byte_of(double value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
}

/// Writes the colours of one pixel. The constants are those of ITU-R BT.601.
struct ColourPlanes {
    std::vector<std::uint8_t> red, green, blue;

    void add(std::uint8_t luma, std::uint8_t blue_difference, std::uint8_t red_difference) {
        const double y = 1.164384 * (luma - 16), u = blue_difference - 128, v = red_difference - 128;
        red.push_back(byte_of(y + 1.596027 * v));
        green.push_back(byte_of(y - 0.391762 * u - 0.812968 * v));
        blue.push_back(byte_of(y + 2.017232 * u));
    }
};

Picture picture_of_yuyv(std::span<const std::uint8_t> bytes, const FrameLayout& layout, const std::string& name) {
    const auto rows = static_cast<std::size_t>(layout.size.rows), cols = static_cast<std::size_t>(layout.size.cols);
    const auto line = static_cast<std::size_t>(layout.line_bytes);
    const bool is_whole =
        rows > 0 && cols > 0 && cols % 2 == 0 && line >= 2 * cols && bytes.size() >= (rows - 1) * line + 2 * cols;
    if (!is_whole)
        throw LoadError(name, tr("has given an incomplete frame"), tr("unplug the camera and plug it in again"));
    ColourPlanes planes;
    for (auto* const plane : {&planes.red, &planes.green, &planes.blue}) plane->reserve(rows * cols);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t col = 0; col < cols; col += 2) {
            const std::uint8_t* const pair = &bytes[row * line + 2 * col];
            planes.add(pair[0], pair[1], pair[3]);
            planes.add(pair[2], pair[1], pair[3]);
        }
    Picture picture;
    picture.planes.emplace_back(layout.size, std::move(planes.red));
    picture.planes.emplace_back(layout.size, std::move(planes.green));
    picture.planes.emplace_back(layout.size, std::move(planes.blue));
    return picture;
}

}  // namespace

Picture picture_of(std::span<const std::uint8_t> bytes, const FrameLayout& layout, const std::string& name) {
    if (layout.form == FrameForm::jpeg) return decode_picture(bytes, name);
    return picture_of_yuyv(bytes, layout, name);
}

}  // namespace convscope
