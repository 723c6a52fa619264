#include "core/image/motion.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <stdexcept>
#include <utility>

#include "core/base/parallel.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// A position in the picture before the motion, in pixels.
struct Source {
    double row, col;
};

/// The inverse motion: it maps an output pixel to the position that the motion moves there.
class Inverse {
  public:
    Inverse(Size size, const Motion& motion)
        : motion_(motion), middle_row_((size.rows - 1) / 2.0), middle_col_((size.cols - 1) / 2.0) {
        const double angle = double{motion.turn} * std::numbers::pi / 180;
        cos_ = std::cos(angle) / double{motion.zoom};
        sin_ = std::sin(angle) / double{motion.zoom};
    }

    Source at(int row, int col) const {
        const double down = row - motion_.down - middle_row_;
        const double right = col - motion_.right - middle_col_;
        return {middle_row_ + cos_ * down - sin_ * right, middle_col_ + sin_ * down + cos_ * right};
    }

  private:
    Motion motion_;
    double middle_row_, middle_col_;
    double cos_ = 1, sin_ = 0;
};

template <class T>
T as_value(double value) {
    if constexpr (std::is_same_v<T, float>)
        return static_cast<float>(value);
    else
        return static_cast<T>(std::clamp(std::floor(value + .5), 0.0, 255.0));
}

/// The value between the four pixels around the source; outside the picture, that of the nearest edge pixel.
template <class T>
T interpolated(std::span<const T> values, Size size, Source source) {
    const double row = std::clamp(source.row, 0.0, static_cast<double>(size.rows - 1));
    const double col = std::clamp(source.col, 0.0, static_cast<double>(size.cols - 1));
    const auto top = static_cast<int>(row);
    const auto left = static_cast<int>(col);
    const int bottom = std::min(top + 1, size.rows - 1);
    const int right = std::min(left + 1, size.cols - 1);
    const auto at = [&](int r, int c) {
        return static_cast<double>(
            values[static_cast<std::size_t>(r) * static_cast<std::size_t>(size.cols) + static_cast<std::size_t>(c)]);
    };
    const double across = col - left;
    const double above = at(top, left) * (1 - across) + at(top, right) * across;
    const double below = at(bottom, left) * (1 - across) + at(bottom, right) * across;
    const double downwards = row - top;
    return as_value<T>(above * (1 - downwards) + below * downwards);
}

template <class T>
Plane moved_plane(const Plane& plane, std::span<const T> values, const Motion& motion) {
    const Size size = plane.size();
    const auto cols = static_cast<std::size_t>(size.cols);
    const Inverse inverse(size, motion);
    std::vector<T> result(values.size());
    parallel_for(size.rows, [&](int row) {
        T* const to = result.data() + static_cast<std::size_t>(row) * cols;
        if (!motion.is_shift()) {
            for (int col = 0; col < size.cols; ++col) to[col] = interpolated(values, size, inverse.at(row, col));
            return;
        }
        const int from_row = std::clamp(row - motion.down, 0, size.rows - 1);
        const T* const from = values.data() + static_cast<std::size_t>(from_row) * cols;
        for (int col = 0; col < size.cols; ++col) to[col] = from[std::clamp(col - motion.right, 0, size.cols - 1)];
    });
    return {size, std::move(result)};
}

bool is_within_limits(const Motion& motion) {
    return std::abs(motion.right) <= kMaxShift && std::abs(motion.down) <= kMaxShift && std::fabs(motion.turn) <= 180 &&
           motion.zoom >= kMinZoom && motion.zoom <= kMaxZoom;
}

}  // namespace

Picture moved(const Picture& picture, const Motion& motion) {
    if (!is_within_limits(motion)) throw std::invalid_argument(tr("The motion is outside its limits."));
    if (motion == Motion{}) return picture;
    Picture result;
    result.planes.reserve(picture.planes.size());
    for (const Plane& plane : picture.planes)
        result.planes.push_back(plane.is_bytes() ? moved_plane(plane, plane.bytes(), motion)
                                                 : moved_plane(plane, plane.floats(), motion));
    return result;
}

}  // namespace convscope
