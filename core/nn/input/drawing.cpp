#include "core/nn/input/drawing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "core/nn/input/picture_input.h"

namespace convscope::nn {

namespace {

/// The pixels of the input that a fill compares and paints.
class Area {
  public:
    Area(const Tensor& input, const Preprocessing& preprocessing, const AreaFill& fill)
        : input_(input), preprocessing_(preprocessing), fill_(fill) {}

    /// The indexes of the pixels that the fill reaches, counted row by row.
    std::vector<std::int64_t> pixels() const {
        const std::int64_t rows = input_.shape.rows(), cols = input_.shape.cols();
        if (fill_.row < 0 || fill_.row >= rows || fill_.col < 0 || fill_.col >= cols) return {};
        std::vector<bool> seen(static_cast<std::size_t>(rows * cols));
        std::vector<std::int64_t> found{(fill_.row * cols) + fill_.col};
        seen[static_cast<std::size_t>(found.front())] = true;
        const auto visit = [&](std::int64_t row, std::int64_t col) {
            if (row < 0 || row >= rows || col < 0 || col >= cols) return;
            const std::int64_t pixel = (row * cols) + col;
            if (seen[static_cast<std::size_t>(pixel)] || !is_like_the_first(row, col)) return;
            seen[static_cast<std::size_t>(pixel)] = true;
            found.push_back(pixel);
        };
        std::size_t next = 0;
        while (next < found.size()) {  // visit() appends to `found`
            const std::int64_t row = found[next] / cols, col = found[next] % cols;
            ++next;
            visit(row - 1, col);
            visit(row + 1, col);
            visit(row, col - 1);
            visit(row, col + 1);
        }
        return found;
    }

  private:
    bool is_like_the_first(std::int64_t row, std::int64_t col) const {
        for (std::int64_t channel = 0; channel < input_.shape.channels(); ++channel) {
            const float difference = value({row, col, channel}) - value({fill_.row, fill_.col, channel});
            const float scale = preprocessing_.scale.at(preprocessing_.colour(channel));
            if (std::abs(difference) > fill_.tolerance * std::abs(scale)) return false;
        }
        return true;
    }
    float value(const Position& at) const {
        return input_.values[static_cast<std::size_t>(index_of(input_.shape, at))];
    }

    const Tensor& input_;
    const Preprocessing& preprocessing_;
    const AreaFill& fill_;
};

}  // namespace

double dab_step(float radius) {
    constexpr double kStep = 0.3;
    return std::max(kStep, kStep * static_cast<double>(radius));
}

std::vector<Dab> dabs_between(const PadPoint& from, const Dab& to) {
    const double distance = std::hypot(to.row - from.row, to.col - from.col);
    const int count = static_cast<int>(std::ceil(distance / dab_step(to.radius)));
    std::vector<Dab> dabs(static_cast<std::size_t>(count), to);
    for (int i = 1; i < count; ++i) {
        const double part = static_cast<double>(i) / count;
        Dab& dab = dabs[static_cast<std::size_t>(i - 1)];
        dab.row = std::lerp(from.row, to.row, part);
        dab.col = std::lerp(from.col, to.col, part);
    }
    return dabs;
}

std::vector<Dab> line_dabs(const PadPoint& from, const Dab& to) {
    std::vector<Dab> dabs = dabs_between(from, to);
    Dab first = to;
    first.row = from.row;
    first.col = from.col;
    dabs.insert(dabs.begin(), first);
    return dabs;
}

std::vector<Dab> mirrored(std::vector<Dab> dabs, std::int64_t cols) {
    const std::size_t count = dabs.size();
    dabs.reserve(2 * count);
    for (std::size_t i = 0; i < count; ++i) {
        Dab image = dabs[i];
        image.col = static_cast<double>(cols) - image.col;
        dabs.push_back(image);
    }
    return dabs;
}

SharedTensor with_fill(const SharedTensor& paint, const AreaFill& fill, const Preprocessing& preprocessing,
                       const Tensor& unpainted) {
    const Shape& shape = unpainted.shape;
    const bool has_paint = paint && paint->shape == shape;
    const Tensor input = painted(unpainted, paint);
    constexpr float kNoPaint = std::numeric_limits<float>::quiet_NaN();
    Tensor result = has_paint ? *paint : Tensor{shape, std::vector<float>(unpainted.values.size(), kNoPaint)};
    for (const std::int64_t pixel : Area(input, preprocessing, fill).pixels())
        for (std::int64_t channel = 0; channel < shape.channels(); ++channel) {
            const std::size_t colour = preprocessing.colour(channel);
            float& value = result.values[static_cast<std::size_t>(
                index_of(shape, {pixel / shape.cols(), pixel % shape.cols(), channel}))];
            value = fill.ink ? (fill.ink->brightness(preprocessing, channel, shape.channels()) *
                                preprocessing.scale.at(colour)) +
                                   preprocessing.offset.at(colour)
                             : kNoPaint;
        }
    if (std::ranges::all_of(result.values, [](float value) { return std::isnan(value); })) return nullptr;
    return std::make_shared<const Tensor>(std::move(result));
}

}  // namespace convscope::nn
